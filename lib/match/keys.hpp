// Keys that begin and end with words, found from a word of a text: keys of one word by hash, the others in a trie that is walked
// only where two words stand that a key begins with. Most words of a text cost two probes. Immutable; safe to share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/word_map.hpp"
#include "match/trie.hpp"
#include "text/text.hpp"

namespace stoltenberg::match {

class Keys {
public:
    static constexpr std::uint32_t none = Trie::none;

    Keys() = default;
    /// Keys as key_of gives them, each once.
    explicit Keys(std::vector<std::pair<std::string, std::uint32_t>> entries);

    /// Every key that is words [w, last) of the text, shortest first: f(last, value).
    template <class F>
    void each(const text::Text& t, std::uint32_t w, F&& f) const {
        const text::Word& word = t.words[w];
        if (const std::uint32_t* value = words_.find(t.word(w), word.hash)) f(w + 1, *value);
        const auto n = static_cast<std::uint32_t>(t.words.size());
        if (w + 1 == n || !may_go_on(word.hash, t.words[w + 1].hash)) return;
        std::uint32_t last = w + 1;
        phrases_.each(t.folded, word.begin, [&](Trie::Hit hit) {
            while (last < n && t.words[last].begin < hit.end) ++last;
            if (t.words[last - 1].end == hit.end) f(last, hit.value); // else it ends in an apostrophe or the like
        });
    }
    /// Value of this key of one word, or none.
    [[nodiscard]] std::uint32_t word(std::string_view key) const noexcept {
        const std::uint32_t* value = words_.find(key);
        return value == nullptr ? none : *value;
    }
    /// The keys of several words.
    [[nodiscard]] const Trie& phrases() const noexcept { return phrases_; }

private:
    [[nodiscard]] static std::uint32_t pair_hash(std::uint32_t first, std::uint32_t second) noexcept {
        return ((first * 0x9E3779B1U) ^ second) * 0x85EBCA77U;
    }
    [[nodiscard]] bool may_go_on(std::uint32_t first, std::uint32_t second) const noexcept {
        if (pairs_.empty()) return false;
        const std::uint32_t hash = pair_hash(first, second) >> 4U;
        return ((pairs_[(hash >> 6U) & (pairs_.size() - 1)] >> (hash & 63U)) & 1U) != 0;
    }

    base::WordMap<std::uint32_t> words_;
    Trie phrases_;
    std::vector<std::uint64_t> pairs_; ///< one bit a hash of the first two words of a phrase; a power of two long
};

} // namespace stoltenberg::match
