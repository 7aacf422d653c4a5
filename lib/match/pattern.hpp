// The tree of a pattern: what it demands of a text, and how a match is put together.
// A macro is read once and shared by the patterns that use it.
// It knows the syntax the rows use: literals, `.`, classes, groups, `|`, `* + ? {n,m}`, `^ $ \b \B`. A pattern with anything else is
// not `known()`: nothing is told of it, and RE2 decides alone.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.hpp"
#include "match/automaton.hpp"
#include "match/places.hpp"

namespace stoltenberg::match {

class Pattern {
public:
    /// Strings one of which is in every text that holds a match.
    using Need = std::vector<std::string>;

    using Parts = std::map<std::string, std::shared_ptr<const Pattern>, std::less<>>;

    /// `parts`: what `{NAME}` stands for.
    Pattern() = default; // not known
    explicit Pattern(std::string_view pattern, const Parts& parts = {});

    [[nodiscard]] bool known() const noexcept { return known_; }
    /// Names of its groups, in order.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    /// Bytes a match may begin with, and whether it may be empty.
    [[nodiscard]] const Bytes& first() const noexcept { return ahead_.bytes[0]; }
    [[nodiscard]] bool may_be_empty() const noexcept { return ahead_.told() == 0; }
    /// The groups of a match of all of [from, to): of all the ways to read it the first, alternatives in their order and repeats as long as may be. By
    /// names(); begin > end for one that took no part. False: the tree cannot tell.
    [[nodiscard]] bool groups(std::size_t from, std::size_t to, Window& window, std::vector<Range>& out) const;
    /// What every text with a match holds, the rarest first.
    [[nodiscard]] std::vector<Need> needs() const;
    /// Makes ready what the patterns that use this one will ask for. `automaton`: its own, or empty where it is not worth one.
    void learn(Automaton automaton) {
        facts_ = facts(root_);
        automaton_ = std::move(automaton);
    }
    /// How every match begins: with one of these strings of up to most_start bytes, each as start_key() has it. Empty: not told.
    [[nodiscard]] const std::vector<std::uint32_t>& starts() const noexcept { return starts_; }
    /// Two bytes of each at least are told.
    [[nodiscard]] bool starts_seldom() const noexcept;
    [[nodiscard]] static std::uint32_t start_key(std::string_view bytes) noexcept;
    static constexpr std::size_t most_start = 3;

private:
    enum class Type : std::uint8_t { bytes, set, empty, concat, alternation, repeat, part, group, begin, end, boundary, no_boundary };
    struct Node {
        Type type = Type::empty;
        bool grouped = false; ///< holds a named group
        bool lazy = false;    ///< repeat: as short as may be
        bool loose = false;   ///< alternation, concat: not in the order of the pattern
        /// bytes, kids: ranges of literals_, kids_; set, repeat, part, group: index of the set, kid, part, kid; part, group: of the (first) name.
        std::uint32_t from = 0, to = 0;
        std::uint32_t min = 0, max = 0; ///< repeat
        /// Sets of bytes that its first bytes are of, and how many: it is not entered where they do not stand.
        std::uint32_t ahead = 0, told = 0;
    };
    struct Kid {
        std::uint32_t node;
        int only = -1;          ///< the byte it begins with; -1: one of several, or none
        std::uint32_t rank = 0; ///< its place in the pattern
    };
    /// What may stand at the first offsets of what a node matches, if it gets so far, and how long that is (the last bit: longer).
    struct Ahead {
        static constexpr std::size_t far = 3;
        std::array<Bytes, far> bytes;
        unsigned lengths = 0;

        void add(const Ahead& other) noexcept;    ///< the one or the other
        void append(const Ahead& other) noexcept; ///< the one, then the other
        /// Bytes that every match has.
        [[nodiscard]] std::size_t told() const noexcept { return lengths == 0 ? 0 : static_cast<std::size_t>(std::countr_zero(lengths)); }
    };
    /// What a node says of the texts it matches: the strings it may be, if they are few, or else what they hold.
    struct Facts {
        std::optional<Need> exact;
        std::optional<Need> edge; ///< strings one of which it begins with, and one of which it ends with, if not exact
        std::vector<Need> needs;
    };
    class Reader;
    friend class Automaton;
    class Steps;

    /// From places to those where the node may end that begins there.
    void walk(std::uint32_t node, Window& window, Places& at) const;
    void look_ahead(const Node& n, Window& window, Places& at) const;
    bool starts_at(std::string_view text, std::size_t from) const noexcept;
    bool stands_ahead(const Node& n, std::string_view text, std::size_t from) const noexcept;
    void advance(const Node& n, Window& window, Places& at) const;
    /// The same for a node that is bytes or a set, which most are; false: it is another.
    bool spell(const Node& n, Window& window, Places& at) const;
    /// Bytes or a set at one place: where it ends; no_end: it does not stand there.
    std::size_t spell_at(const Node& n, std::string_view text, std::size_t from) const noexcept;
    void choose(const Node& n, Window& window, Places& at) const;
    void repeat(const Node& n, Window& window, Places& at) const;
    /// Keeps the places where a match may begin, as far as that is told.
    void keep_begins(Window& window, Places& at) const;
    void look_up(Window& window, Places& at) const;
    const Window::List* matches(Window& window) const;
    void narrow(std::uint32_t node, Window& window, Places& places, const Places& to) const;
    /// Where in `to`, all of which it reaches, the node ends on the first of all ways from `from`; notes its groups.
    struct Notes;
    std::optional<std::size_t> follow(std::uint32_t node, std::size_t from, const Places& to, Notes& notes) const;
    Facts facts(std::uint32_t node) const;
    /// Strings of up to most_start bytes as keys: those that go on, and those that are as long already.
    struct Starts {
        static constexpr std::size_t most = 600, most_by_set = 12;
        std::vector<std::uint32_t> open{0}, done;

        static std::size_t size(std::uint32_t key) noexcept { return key & 0xFF; }
        static std::uint32_t longer(std::uint32_t key, unsigned char c) noexcept;
        static void tidy(std::vector<std::uint32_t>& keys);
        void close();
        void put(std::uint32_t key, std::vector<std::uint32_t>& next) { (size(key) == most_start ? done : next).push_back(key); }
    };
    void add_starts(std::uint32_t node, Starts& starts) const;

    static constexpr std::uint32_t endless = 0xFFFFFFFF;
    static constexpr std::size_t no_end = static_cast<std::size_t>(-1);
    std::vector<Node> nodes_;
    std::vector<Kid> kids_;
    std::vector<Set> sets_;
    std::vector<std::shared_ptr<const Pattern>> parts_;
    std::string literals_;
    std::vector<std::string> names_;
    Ahead ahead_;
    Facts facts_;
    Starts begins_;
    std::vector<std::uint32_t> starts_;
    std::uint32_t root_ = 0;
    bool known_ = false;
    Automaton automaton_; ///< if it is worth one
};

} // namespace stoltenberg::match
