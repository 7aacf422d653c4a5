// Sets of patterns over folded text, on RE2. The only room that sees RE2.
// Syntax is RE2's; `{NAME}` stands for a macro. `\b`, `\w`, `\s` are ASCII, which folded text is made for.
// Named groups `(?P<name>…)`. Matching is leftmost-longest. Immutable; safe to share.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.hpp"

namespace stoltenberg::match {

/// Macros by name; a macro may use macros that were added before it.
class Macros {
public:
    void set(std::string name, std::string pattern);
    /// A macro that matches any of the (folded, literal) words; longest first.
    void set_words(std::string name, std::vector<std::string> words);
    /// Replaces `{NAME}`; throws std::invalid_argument for an unknown name. `{2,3}` and the like stay.
    [[nodiscard]] std::string expand(std::string_view pattern) const;

private:
    std::map<std::string, std::string, std::less<>> macros_;
};

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

    /// Rules that match the whole of `text` (a line, a candidate), in rule order, with their groups. One pass decides
    /// which; captures run only on those.
    [[nodiscard]] std::vector<Match> match_full(std::string_view text) const;
    /// The same, where rules that match beyond their `most` are not wanted (and may be left out): a text longer than every `most` meets
    /// the rules without one only.
    [[nodiscard]] std::vector<Match> match_full_within(std::string_view text) const;
    /// Rules that match a prefix of `text`; the longest prefix of each.
    [[nodiscard]] std::vector<Match> match_prefix(std::string_view text) const;
    /// Non-overlapping leftmost-longest hits over `text` by one union search; of the rules that match the same hit the first wins.
    [[nodiscard]] std::vector<Match> find(std::string_view text) const;
    [[nodiscard]] bool empty() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace stoltenberg::match
