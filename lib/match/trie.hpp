// A word-start trie: given a position where a word starts, which keys begin there?
// The first word of a key is found by its hash, what follows by walking: most words of a text begin no key, and most keys
// that begin with a word are that word alone.
// A match ends where a word ends. Immutable; safe to share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/word_map.hpp"
#include "match/key.hpp"
#include "text/text.hpp"

namespace stoltenberg::match {

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
    [[nodiscard]] bool may_start(std::uint32_t hash) const noexcept { return ((gate_[(hash >> 6U) & gate_mask_] >> (hash & 63U)) & 1U) != 0; }
    /// Longest key that begins at `begin`.
    [[nodiscard]] Hit longest(std::string_view text, std::uint32_t begin) const noexcept;
    [[nodiscard]] Hit longest(std::string_view text, const text::Word& word) const noexcept {
        return may_start(word.hash) ? longest_there(text, word) : Hit{};
    }
    /// Every key that begins at `begin`, shortest first: f(Hit).
    template <class F>
    void each(std::string_view text, std::uint32_t begin, F&& f) const {
        const First first = first_word(text, begin);
        if (may_start(first.hash)) walk(text, begin, first.end, first.hash, any, f);
    }
    /// The same at a word of the text, whose end and hash are known.
    template <class F>
    void each(std::string_view text, const text::Word& word, F&& f) const {
        if (may_start(word.hash)) walk(text, word.begin, word.end, word.hash, any, f);
    }
    /// The same at word w, whose next word tells at once whether a longer key may stand there.
    template <class F>
    void each(const text::Text& t, std::uint32_t w, F&& f) const {
        const text::Word& word = t.words[w];
        if (may_start(word.hash)) walk(t.folded, word.begin, word.end, word.hash, second_word(t, w), f);
    }
    [[nodiscard]] Hit longest(const text::Text& t, std::uint32_t w) const noexcept {
        Hit best;
        each(t, w, [&](Hit h) { best = h; });
        return best;
    }
    /// Value of exactly this key (as key_of gives it), or none.
    [[nodiscard]] std::uint32_t find(std::string_view key) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return keys_; }

private:
    static constexpr std::uint64_t any = ~std::uint64_t{0};
    struct First {
        std::uint32_t end, hash;
    };
    /// A first word of keys.
    struct Start {
        std::uint32_t hash = 0;
        std::uint32_t word = 0; ///< bytes of words_
        std::uint32_t size = 0;
        std::uint32_t value = none; ///< of the key that is this word alone
        std::uint32_t node = none;  ///< what follows in longer keys
        std::uint64_t second = 0;   ///< a bit for each second word of those; any where one has none
        [[nodiscard]] bool used() const noexcept { return value != none || node != none; }
    };
    struct Node {
        std::uint32_t first_child = 0; ///< children are consecutive, sorted by label
        std::uint32_t value = none;
        std::uint32_t tail = 0; ///< bytes of tails_ that must follow before the node is reached
        std::uint16_t tail_size = 0;
        std::uint16_t children = 0;
    };
    [[nodiscard]] Hit longest_there(std::string_view text, const text::Word& word) const noexcept;
    static First first_word(std::string_view text, std::uint32_t begin) noexcept;
    [[nodiscard]] static std::uint64_t bit_of(std::uint32_t hash) noexcept { return std::uint64_t{1} << (hash & 63U); }
    [[nodiscard]] static std::uint64_t second_word(const text::Text& t, std::uint32_t w) noexcept {
        return w + 1 < t.words.size() ? bit_of(t.words[w + 1].hash) : any;
    }
    /// The bit of the word behind the first one of a key, which ends at `end`.
    [[nodiscard]] static std::uint64_t second_word(std::string_view key, std::uint32_t end) noexcept;
    [[nodiscard]] const Start* start(std::string_view word, std::uint32_t hash) const noexcept {
        for (std::size_t at = hash & starts_mask_; starts_[at].used(); at = (at + 1) & starts_mask_) {
            const Start& s = starts_[at];
            if (s.hash == hash && base::same_word({words_.data() + s.word, s.size}, word)) return &s;
        }
        return nullptr;
    }
    template <class F>
    void walk(std::string_view text, std::uint32_t begin, std::uint32_t end, std::uint32_t hash, std::uint64_t second, F& f) const {
        const Start* s = start(text.substr(begin, end - begin), hash);
        if (s == nullptr) return;
        if (s->value != none) f(Hit{end, s->value});
        if ((s->second & second) == 0) return;
        std::uint32_t id = s->node;
        std::uint32_t pos = end;
        while (id != none) {
            const Hit hit = enter(text, id, pos);
            if (hit) f(hit);
        }
    }
    /// Enters a node: its hit, if a key ends there; moves on to the child that the text asks for, or none.
    [[nodiscard]] Hit enter(std::string_view text, std::uint32_t& id, std::uint32_t& pos) const noexcept;

    std::vector<std::uint64_t> gate_{0}; ///< one bit a hash of a first word; a power of two long
    std::vector<Start> starts_{Start{}}; ///< open addressing; a power of two long
    std::size_t gate_mask_ = 0, starts_mask_ = 0;
    std::string words_;
    std::vector<Node> nodes_;
    std::vector<char> labels_; ///< label of the edge into node i
    std::string tails_;
    std::size_t keys_ = 0;
};

} // namespace stoltenberg::match
