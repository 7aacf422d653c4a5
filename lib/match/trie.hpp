// A word-start trie: given a position where a word starts, which keys begin there?
// Keys and text are folded. In a key, one space stands for a single hyphen, or for any run of spaces with at most one line
// end, in the text: "jean pierre" matches "Jean-Pierre" and a name broken over two lines.
// A match ends where a word ends. Immutable; safe to share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stoltenberg::match {

/// Brings a folded key into the form of the trie: hyphens and white-space runs become one space, ends trimmed.
[[nodiscard]] std::string key_of(std::string_view folded);
/// The same into `out`, whose capacity is reused.
void key_of(std::string_view folded, std::string& out);

class Trie {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    struct Hit {
        std::uint32_t end = 0;      ///< offset behind the match
        std::uint32_t value = none; ///< none: no match
        explicit operator bool() const noexcept { return value != none; }
    };

    Trie() = default;
    /// Keys as key_of gives them; a repeated key is an error of the caller (the last wins).
    explicit Trie(std::vector<std::pair<std::string, std::uint32_t>> entries);

    /// False if no key has this first word (`hash`: text::Word::hash): most words of a text begin no key, and one bit says so.
    [[nodiscard]] bool may_start(std::uint32_t hash) const noexcept {
        return !gate_.empty() && ((gate_[(hash >> 6U) & (gate_.size() - 1)] >> (hash & 63U)) & 1U) != 0;
    }
    /// Longest key that begins at `begin`.
    [[nodiscard]] Hit longest(std::string_view text, std::uint32_t begin) const noexcept;
    /// Every key that begins at `begin`, shortest first: f(Hit).
    template <class F>
    void each(std::string_view text, std::uint32_t begin, F&& f) const {
        walk(text, begin, [](void* ctx, Hit h) { (*static_cast<F*>(ctx))(h); }, &f);
    }
    /// Value of exactly this key (as key_of gives it), or none.
    [[nodiscard]] std::uint32_t find(std::string_view key) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return keys_; }

private:
    void walk(std::string_view text, std::uint32_t begin, void (*f)(void*, Hit), void* ctx) const;
    struct Node {
        std::uint32_t first_child = 0; ///< children are consecutive, sorted by label
        std::uint32_t value = none;
        std::uint32_t tail = 0;        ///< bytes of tails_ that must follow before the node is reached
        std::uint16_t tail_size = 0;
        std::uint16_t children = 0;
    };
    std::vector<Node> nodes_;
    std::vector<char> labels_; ///< label of the edge into node i
    std::string tails_;
    std::uint32_t root_[256] = {};
    std::vector<std::uint64_t> gate_; ///< one bit a hash of a first word; a power of two long
    std::size_t keys_ = 0;
};

} // namespace stoltenberg::match
