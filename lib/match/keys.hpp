// Keys that begin and end with words, found from a word of a text. A key is told by the hashes of its words, one after the other:
//
//   hash 1   of "jean"                    one bit: perhaps a key; another: longer keys may begin so
//   hash 2   of hash 1 and "pierre"       the same of the two words; where no longer key may follow, the walk ends
//   hash 3   of hash 2 and "dupont"       …
//
// and where a key has that hash, its bytes are compared. Most words of a text cost one look at two bits. Immutable; safe to share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/array.hpp"
#include "base/word_map.hpp"
#include "data/image.hpp"
#include "match/key.hpp"
#include "text/text.hpp"

namespace stoltenberg::match {

class Keys {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    using Entry = std::pair<std::string_view, std::uint32_t>;

    Keys() : Keys(std::vector<Entry>()) {}
    /// Keys as key_of gives them, with their values; of equal keys the first stands.
    explicit Keys(const std::vector<Entry>& entries);
    explicit Keys(data::ImageReader& image);
    void write(data::ImageWriter& image) const;

    /// Every key that is words [w, last) of the text, shortest first: f(last, value).
    template <class F>
    void each(const text::Text& t, std::uint32_t w, F&& f) const {
        const text::Word* word = t.words.data() + w;
        const text::Word* const end = t.words.data() + t.words.size();
        const std::uint32_t begin = word->begin;
        std::uint32_t hash = word->hash;
        for (;;) {
            const Beginning here = beginning(hash);
            if ((here & key_here) != 0) {
                const Key* hit = look(hash, {t.folded.data() + begin, word->end - begin});
                if (hit != nullptr) f(static_cast<std::uint32_t>(word - t.words.data()) + 1, hit->value);
            }
            if ((here & longer_here) == 0 || ++word == end) return;
            hash = join(hash, word->hash);
        }
    }
    /// Every key that begins at the start of a folded text, shortest first: f(end, value).
    template <class F>
    void each(std::string_view folded, F&& f) const {
        Word word{};
        std::uint32_t at = 0;
        std::uint32_t hash = 0;
        for (bool first = true; next_word(folded, at, word); first = false) {
            hash = first ? word.hash : join(hash, word.hash);
            const Beginning here = beginning(hash);
            if ((here & key_here) != 0) {
                const Key* hit = look(hash, folded.substr(0, word.end));
                if (hit != nullptr) f(word.end, hit->value);
            }
            if ((here & longer_here) == 0) return;
        }
    }
    /// False if no key begins with the word that has this hash.
    [[nodiscard]] bool may_open(std::uint32_t hash) const noexcept { return beginning(hash) != 0; }
    /// Value of this key of one word, whose hash is known, or none.
    [[nodiscard]] std::uint32_t word(std::string_view word, std::uint32_t hash) const noexcept {
        if ((beginning(hash) & key_here) == 0) return none;
        const Key* hit = look(hash, word);
        return hit == nullptr ? none : hit->value;
    }
    /// Value of exactly this key, or none.
    [[nodiscard]] std::uint32_t find(std::string_view key) const noexcept;

private:
    struct Word {
        std::uint32_t hash, end;
    };
    struct Key {
        std::uint32_t hash, begin, size, value; ///< begin and size in bytes_; size 0: an empty slot
    };
    [[nodiscard]] static std::uint32_t join(std::uint32_t first, std::uint32_t second) noexcept {
        return ((first * 0x9E3779B1U) ^ second) * 0x85EBCA77U;
    }
    /// The next word of a text from `at` on, which moves behind it.
    static bool next_word(std::string_view text, std::uint32_t& at, Word& word) noexcept;
    /// What the words with a hash may be, two bits: a key, the first words of longer ones.
    using Beginning = std::uint32_t;
    static constexpr Beginning key_here = 1, longer_here = 2;
    [[nodiscard]] Beginning beginning(std::uint32_t hash) const noexcept {
        return static_cast<Beginning>(bits_.span().data()[(hash >> 10U) & bits_mask_] >> shift(hash)) & 3U;
    }
    [[nodiscard]] static std::uint32_t shift(std::uint32_t hash) noexcept { return (hash >> 3U) & 62U; }
    [[nodiscard]] std::string_view text(const Key& key) const noexcept {
        if (key.begin > bytes_.size() || key.size > bytes_.size() - key.begin) return {};
        return {bytes_.span().data() + key.begin, key.size};
    }
    /// The key with this hash that the words are, or nullptr. Most stand where their hash says.
    [[nodiscard]] const Key* look(std::uint32_t hash, std::string_view words) const noexcept {
        const Key& first = slots_.span().data()[hash & slots_mask_];
        if (first.hash == hash && base::same_word(words, text(first))) return &first;
        return first.size == 0 ? nullptr : search(hash, words);
    }
    /// The same, wherever it stands. Ends whatever the slots hold.
    [[nodiscard]] const Key* search(std::uint32_t hash, std::string_view words) const noexcept;
    void measure();

    // Both as long as a power of two, so that no look leaves them.
    base::Array<Key> slots_;          ///< open addressing by the hash of all words of a key: what a look wants stands together
    base::Array<std::uint64_t> bits_; ///< two a hash
    base::Array<char> bytes_;
    std::size_t slots_mask_ = 0, bits_mask_ = 0;
};

} // namespace stoltenberg::match
