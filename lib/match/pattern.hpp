// What can be told of a text without asking RE2: the tree of a pattern, and what it demands of a text.
// A macro is read once and shared by the patterns that use it.
// It knows the syntax the rows use: literals, `.`, classes, groups, `|`, `* + ? {n,m}`, `^ $ \b \B`. A pattern with anything else is
// not `known()`: nothing is told of it, and RE2 decides alone.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stoltenberg::match {

class Pattern;
using Bytes = std::bitset<256>;
struct Set {
    Bytes bytes;
    std::size_t slot = 0; ///< a hash
};

inline constexpr std::size_t window_words = 32;
inline constexpr std::size_t window_bytes = 64 * window_words - 1; ///< a text of so many bytes fits

/// Where something stands in a text, a bit an offset; words behind the text's end are not set.
using Places = std::array<std::uint64_t, window_words>;

/// Offsets of a text, its end among them: a list of a few, or places.
class Offsets {
public:
    static constexpr std::size_t few = 4;

    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): set as far as it is used
    explicit Offsets(std::size_t words) noexcept : words_(words) {}

    [[nodiscard]] bool none() const noexcept { return !many_ && size_ == 0; }
    [[nodiscard]] bool many() const noexcept { return many_; }
    [[nodiscard]] const std::uint32_t* begin() const noexcept { return list_.data(); } ///< where they are not many
    [[nodiscard]] const std::uint32_t* end() const noexcept { return list_.data() + size_; }
    [[nodiscard]] const Places& places() const noexcept { return places_; } ///< where they are many
    [[nodiscard]] bool test(std::size_t offset) const noexcept;
    [[nodiscard]] std::size_t first() const noexcept; ///< of some
    [[nodiscard]] std::size_t last() const noexcept;

    void clear() noexcept {
        size_ = 0;
        many_ = false;
    }
    void add(std::size_t offset) noexcept;
    void add_range(std::size_t from, std::size_t to) noexcept; ///< [from, to)
    void add(const Places& places) noexcept;
    void add(const Offsets& other) noexcept;

private:
    void spread() noexcept;

    std::size_t words_; ///< of the text
    std::uint32_t size_ = 0;
    bool many_ = false;
    std::array<std::uint32_t, few> list_;
    Places places_;
};

/// A text of at most window_bytes, by byte, so that a pattern goes on from many offsets at once. It is read when that is first asked for.
/// Scratch of one call.
class Window {
public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): some 80 KB, set as far as they are used
    explicit Window(std::string_view text) noexcept : text_(text.substr(0, window_bytes)), words_(text_.size() / 64 + 1) {}

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] std::size_t words() const noexcept { return words_; }
    [[nodiscard]] Offsets none() const noexcept { return Offsets(words_); }
    mutable std::uint32_t steps = 0; ///< nodes of patterns that were asked
    /// Where the byte stands.
    [[nodiscard]] const Places& at(unsigned char byte) const noexcept {
        if (used_ == 0) read();
        return places_[slots_[byte]];
    }
    /// Where one of the set stands.
    [[nodiscard]] const Places& at(const Set& set) const noexcept;

    /// Where words of a list stand, for the pattern that is the list.
    struct Found {
        std::uint16_t begin, end;
    };
    struct List {
        const Pattern* words;
        std::size_t size;
        std::array<Found, 48> found;
    };
    /// The slot of a list: its own, or one to be filled.
    List& list(const Pattern* words) const noexcept;

private:
    struct Known {
        Bytes set;
        Places places;
    };
    void read() const noexcept;

    std::string_view text_;
    std::size_t words_;
    mutable std::array<std::uint16_t, 256> slots_; ///< by byte: 0 for one the text has not
    mutable std::array<unsigned char, 257> bytes_; ///< by slot
    mutable std::array<Places, 257> places_;       ///< by slot; those in use are set
    mutable std::size_t used_ = 0;                 ///< slots; 0: not read yet
    mutable std::array<Known, 32> known_;          ///< by Set::slot; an empty set: nothing yet
    mutable std::array<List, 4> lists_;
    mutable std::size_t filled_ = 0; ///< lists, with those that were overwritten
};

class Pattern {
public:
    /// Strings one of which is in every text that holds a match.
    using Need = std::vector<std::string>;

    using Parts = std::map<std::string, std::shared_ptr<const Pattern>, std::less<>>;

    /// `parts`: what `{NAME}` stands for.
    Pattern() { first_.bytes.set(); } // not known
    explicit Pattern(std::string_view pattern, const Parts& parts = {});

    [[nodiscard]] bool known() const noexcept { return known_; }
    /// Names of its groups, in order.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    /// Bytes a match may begin with, and whether it may be empty.
    [[nodiscard]] const Set& first() const noexcept { return first_; }
    [[nodiscard]] bool may_be_empty() const noexcept { return empty_; }
    /// Where matches that begin at `from` end, and at one of the places. For known patterns.
    [[nodiscard]] Offsets ends(std::size_t from, const Window& window) const noexcept;
    [[nodiscard]] Offsets ends(const Places& from, const Window& window) const noexcept;
    /// What every text with a match holds, the rarest first.
    [[nodiscard]] std::vector<Need> needs() const;
    /// Keeps what the patterns that use this one will ask for.
    void learn() { facts_ = facts(root_); }
    /// How every match begins: with one of these strings of up to most_start bytes, each as start_key() has it. Empty: not told.
    [[nodiscard]] const std::vector<std::uint32_t>& starts() const noexcept { return starts_; }
    [[nodiscard]] static std::uint32_t start_key(std::string_view bytes) noexcept;
    static constexpr std::size_t most_start = 3;
    /// The byte of a string that lines hold least often.
    [[nodiscard]] static char rarest(const std::string& s);

private:
    enum class Type : std::uint8_t { empty, bytes, set, concat, alternation, repeat, part, begin, end, boundary, no_boundary };
    struct Node {
        Type type = Type::empty;
        std::uint32_t from = 0, to = 0; ///< bytes, kids: ranges of literals_, kids_; set, part, repeat: index of the set, part, kid
        std::uint32_t min = 0, max = 0; ///< repeat
    };
    struct Kid {
        std::uint32_t node;
        int only = -1;           ///< the byte it begins with; -1: one of
        std::uint32_t first = 0; ///< this set, or
        bool empty = false;      ///< none
    };
    /// What a node says of the texts it matches: the strings it may be, if they are few, or else what they hold.
    struct Facts {
        std::optional<Need> exact;
        std::vector<Need> needs;
    };
    class Reader;

    void reach(std::uint32_t node, std::size_t from, const Window& window, Offsets& to) const noexcept;
    void reach(std::uint32_t node, const Places& from, const Window& window, Offsets& to) const noexcept;
    void reach(std::uint32_t node, const Offsets& from, const Window& window, Offsets& to) const noexcept;
    void follow(const Node& n, Offsets& from, const Window& window, Offsets& to) const noexcept;
    void repeat(const Node& n, Offsets& from, const Window& window, Offsets& to) const noexcept;
    /// Where the words of this list stand; null if they are too many.
    const Window::List* find_words(const Window& window) const noexcept;
    Bytes first_of(std::uint32_t node, bool& empty) const;
    Facts facts(std::uint32_t node) const;
    /// Strings of up to most_start bytes as keys: those that go on, and those that are as long already.
    struct Starts {
        static constexpr std::size_t most = 600;
        std::vector<std::uint32_t> open{0}, done;
        bool told = true;

        static std::size_t size(std::uint32_t key) noexcept { return key & 0xFF; }
        static std::uint32_t longer(std::uint32_t key, unsigned char c) noexcept;
        static void tidy(std::vector<std::uint32_t>& keys);
        void put(std::uint32_t key, std::vector<std::uint32_t>& next) { (size(key) == most_start ? done : next).push_back(key); }
    };
    bool add_starts(std::uint32_t node, Starts& starts) const;

    static constexpr std::uint32_t endless = 0xFFFFFFFF;
    std::vector<Node> nodes_;
    std::vector<Kid> kids_;
    std::vector<Set> sets_;
    std::vector<std::shared_ptr<const Pattern>> parts_;
    std::string literals_;
    std::vector<std::string> names_;
    Set first_;
    Facts facts_;
    Starts begins_;
    std::vector<std::uint32_t> starts_;
    std::uint32_t root_ = 0;
    bool known_ = false;
    bool words_ = false; ///< a list of words
    bool empty_ = true;
};

} // namespace stoltenberg::match
