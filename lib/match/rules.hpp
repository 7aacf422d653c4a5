// Sets of patterns over folded text, on RE2. The only room that sees RE2.
// Syntax is RE2's; `{NAME}` stands for a macro. `\b`, `\w`, `\s` are ASCII, which folded text is made for.
// Named groups `(?P<name>…)`. Matching is leftmost-longest. Immutable; safe to share.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.hpp"
#include "match/automaton.hpp"

namespace stoltenberg::match {

class Pattern;
class Window;

/// Macros by name; a macro may use macros that were added before it.
class Macros {
public:
    /// `ready`: automata made before; those that are not there are made now. `made`: where all that are used are noted.
    explicit Macros(Automata ready = {}, Automata* made = nullptr) : ready_(std::move(ready)), made_(made) {}
    /// `often`: many rules use it, and it is dear to match: worth some time at start-up.
    void set(std::string name, const std::string& pattern, bool often = false);
    /// A macro that matches any of the (folded, literal) words; longest first.
    void set_words(std::string name, std::vector<std::string> words);
    /// Replaces `{NAME}`; throws std::invalid_argument for an unknown name. `{2,3}` and the like stay.
    [[nodiscard]] std::string expand(std::string_view pattern) const;

private:
    friend class RuleSet;
    Automaton automaton(const Pattern& pattern, std::string_view source) const;

    Automata ready_;
    Automata* made_ = nullptr;
    std::map<std::string, std::string, std::less<>> macros_;
    std::map<std::string, std::shared_ptr<const Pattern>, std::less<>> parts_; ///< the same, read
};

/// What a text holds of what rules need, as a Sieve says. What holds for a text holds for every part of it.
using Held = std::array<std::uint64_t, 4>;
inline constexpr Held any_text{~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}};

/// Rules, of which most match no text that they are asked of, so that they are asked in steps, each exact in what it refuses: the strings that a
/// match must hold (Sieve), the bytes that a match must begin with, the automaton of the rule (match/automaton.hpp: texts of up to 2 KB). Groups are
/// read by the tree of the pattern (match/pattern.hpp). RE2 is asked where these cannot tell: a syntax they do not know, a longer text, groups that
/// could be read in several ways.
class RuleSet {
public:
    struct Rule {
        std::string pattern; ///< macros are expanded by the set
        std::string file;    ///< for errors
        std::size_t line = 0;
        std::size_t most = static_cast<std::size_t>(-1); ///< bytes of the longest text the rule is wanted for
    };
    struct Match {
        std::size_t rule = 0;                                   ///< index in the order given
        Range range;                                            ///< offsets in the text given
        std::vector<std::pair<std::string_view, Range>> groups; ///< named groups that took part, by name
        [[nodiscard]] std::optional<Range> group(std::string_view name) const noexcept;
    };

    RuleSet();
    ~RuleSet();
    RuleSet(RuleSet&&) noexcept;
    RuleSet& operator=(RuleSet&&) noexcept;
    /// When a pattern is compiled with its captures: now, which tells a bad one, or at its first hit, for rows that our tests have compiled.
    enum class Check : bool { now, later };
    /// Throws ResourceError{file, line, why} for a pattern RE2 refuses (Check::now) and for an unknown macro.
    RuleSet(const std::vector<Rule>& rules, const Macros& macros, Check check = Check::now);

    // Who asks of several texts, or several sets of one text, lends a window for them all (match/places.hpp).
    /// Rules that match the whole of `text` (a line, a candidate), in rule order, with their groups.
    [[nodiscard]] std::vector<Match> match_full(std::string_view text, const Held& held = any_text, Window* window = nullptr) const;
    /// The same without the rules whose `most` is less than the text.
    [[nodiscard]] std::vector<Match> match_full_within(std::string_view text, const Held& held = any_text, Window* window = nullptr) const;
    /// Rules that match a prefix of `text`; the longest prefix of each.
    [[nodiscard]] std::vector<Match> match_prefix(std::string_view text, const Held& held = any_text, Window* window = nullptr) const;
    /// Non-overlapping leftmost-longest hits over `text`; of the rules that match the same hit the first wins.
    [[nodiscard]] std::vector<Match> find(std::string_view text, const Held& held = any_text, Window* window = nullptr) const;
    /// The same one by one, until `see` has seen enough and says false: what is behind is not looked for.
    void find(std::string_view text, const Held& held, Window& window, const std::function<bool(const Match&)>& see) const;
    [[nodiscard]] bool empty() const noexcept;
    /// The pattern of each rule as RE2 has it, macros written out.
    [[nodiscard]] const std::vector<std::string>& sources() const noexcept;

private:
    friend class Sieve;
    struct Impl;
    enum class How : std::uint8_t;
    [[nodiscard]] std::vector<Match> matches(How how, std::string_view text, const Held& held, Window* window) const;
    std::unique_ptr<Impl> impl_;
};

/// Tells in one pass over a text what it holds of the strings that the rules of several sets need. Immutable; safe to share.
class Sieve {
public:
    Sieve() = default;
    /// Each set learns what of the answer is about its rules: a set belongs to one sieve. Sets that are only asked of the head of a text are
    /// cheap to ask: of their needs only those are looked for that are few strings.
    Sieve(const std::vector<RuleSet*>& searched, const std::vector<RuleSet*>& anchored);
    /// `held`: what was said of the text before `from`, to which this adds.
    [[nodiscard]] Held sift(std::string_view text, std::size_t from = 0, const Held& held = {}) const noexcept;

private:
    struct Entry {
        std::uint32_t hash;
        unsigned bit;
        char fourth; ///< byte, or 0
        std::string text;
    };
    static constexpr std::size_t longest = 64;
    static constexpr unsigned hash_bits = 14, first_bits = 11;
    static std::uint32_t hash(std::uint32_t three) noexcept;

    unsigned bits_ = 0;
    struct Pair {
        unsigned key; ///< the first byte and the second
        Held held;
    };
    void sift_short(unsigned first, unsigned second, Held& out) const noexcept;

    std::array<std::uint64_t, 1024> begins_{};                  ///< a bit for each two bytes that something begins with
    std::array<bool, 256> alone_{};                             ///< bytes that are enough alone
    std::array<Held, 256> held_{};                              ///< what they say
    std::vector<Pair> pairs_;                                   ///< by key
    std::array<std::bitset<256>, 256> second_{};                ///< bytes that make a pair with a first
    std::array<std::uint64_t, 256> triples_{};                  ///< bits of the hashes of entries
    std::vector<Entry> entries_;                                ///< by hash
    std::array<std::uint16_t, (1U << first_bits) + 1> first_{}; ///< the first entry whose hash begins with these bits
};

} // namespace stoltenberg::match
