// Keys that begin and end with words, found from a word of a text. A key is told by the hashes of its words, one after the other:
//
//   hash 1   of "jean"                    no bit: no key is this word
//   hash 2   of hash 1 and "pierre"       no bit: no key begins with the two, and the walk ends
//   hash 3   of hash 2 and "dupont"       …
//
// and where a key has that hash, its bytes are compared. Most words of a text cost two bits. Immutable; safe to share.
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
        const text::Word* const words = t.words.data();
        const text::Word* const end = words + t.words.size();
        const text::Word* const first = words + w;
        std::uint32_t hash = first->hash;
        for (const text::Word* word = first;;) {
            if (may_be(hash)) {
                const Key* hit = look(hash, t.folded, first->begin, word->end);
                if (hit != nullptr) f(static_cast<std::uint32_t>(word - words) + 1, hit->value);
            } else if (word != first) {
                return;
            }
            if (++word == end) return;
            hash = join(hash, word->hash);
        }
    }
    /// Every key of `a` or `b` that is words [w, last) of the text, shortest first: f(last, value in a, value in b), none where it has none.
    template <class F>
    static void each(const Keys& a, const Keys& b, const text::Text& t, std::uint32_t w, F&& f) {
        const text::Word* word = t.words.data() + w;
        const text::Word* const end = t.words.data() + t.words.size();
        const std::uint32_t begin = word->begin;
        std::uint32_t hash = word->hash;
        bool in_a = true, in_b = true; // may a longer key follow?
        for (bool first = true;; first = false) {
            const bool bit_a = in_a && a.may_be(hash), bit_b = in_b && b.may_be(hash);
            if (bit_a || bit_b) {
                const Key* of_a = bit_a ? a.look(hash, t.folded, begin, word->end) : nullptr;
                const Key* of_b = bit_b ? b.look(hash, t.folded, begin, word->end) : nullptr;
                const auto last = static_cast<std::uint32_t>(word - t.words.data()) + 1;
                if (of_a != nullptr || of_b != nullptr) f(last, of_a == nullptr ? none : of_a->value, of_b == nullptr ? none : of_b->value);
            }
            in_a = bit_a || first;
            in_b = bit_b || first;
            if (!(in_a || in_b) || ++word == end) return;
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
            if (may_be(hash)) {
                const Key* hit = look(hash, folded, 0, word.end);
                if (hit != nullptr) f(word.end, hit->value);
            } else if (!first) {
                return;
            }
        }
    }
    /// Value of this key of one word, whose hash is known, or none.
    [[nodiscard]] std::uint32_t word(std::string_view word, std::uint32_t hash) const noexcept {
        if (!may_be(hash)) return none;
        const Key* hit = look(hash, [&](std::string_view key) { return base::same_word(key, word); });
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
    [[nodiscard]] bool may_be(std::uint32_t hash) const noexcept {
        return ((bits_.span().data()[(hash >> 10U) & bits_mask_] >> ((hash >> 4U) & 63U)) & 1U) != 0;
    }
    [[nodiscard]] std::string_view text(const Key& key) const noexcept {
        if (key.begin > bytes_.size() || key.size > bytes_.size() - key.begin) return {};
        return {bytes_.span().data() + key.begin, key.size};
    }
    /// The first key with this hash that is(its bytes) takes, or nullptr. Ends whatever the slots hold.
    template <class Is>
    [[nodiscard]] const Key* look(std::uint32_t hash, Is&& is) const {
        const std::span<const Key> slots = slots_.span();
        for (std::size_t n = 0, at = hash & slots_mask_; n <= slots_mask_ && slots[at].size != 0; ++n, at = (at + 1) & slots_mask_) {
            if (slots[at].hash == hash && is(text(slots[at]))) return &slots[at];
        }
        return nullptr;
    }
    /// The same for what the text has between the two offsets.
    [[nodiscard]] const Key* look(std::uint32_t hash, std::string_view text, std::uint32_t begin, std::uint32_t end) const {
        return look(hash, [&](std::string_view key) {
            return base::same_word({text.data() + begin, end - begin}, key) || stands(text, begin, end, key);
        });
    }
    /// True if the text has the key there, a hyphen or a line end perhaps in the place of a space.
    [[nodiscard]] static bool stands(std::string_view text, std::uint32_t begin, std::uint32_t end, std::string_view key) noexcept;
    void measure();

    // Both as long as a power of two, so that no look leaves them.
    base::Array<Key> slots_;          ///< open addressing by the hash of all words of a key: what a look wants stands together
    base::Array<std::uint64_t> bits_; ///< one a hash: of a key, and of its first two words, three words, …
    base::Array<char> bytes_;
    std::size_t slots_mask_ = 0, bits_mask_ = 0;
};

} // namespace stoltenberg::match
