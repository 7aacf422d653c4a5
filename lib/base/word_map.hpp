// A read-only map from folded words to small values: open addressing, one probe for most misses.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stoltenberg::base {

/// Hash of a short word; the same on every machine of the same byte order.
[[nodiscard]] inline std::uint64_t word_hash(std::string_view word) noexcept {
    std::uint64_t h = 0x9E3779B97F4A7C15ULL ^ word.size();
    std::size_t i = 0;
    for (; i + 8 <= word.size(); i += 8) {
        std::uint64_t chunk;
        std::memcpy(&chunk, word.data() + i, 8);
        h = (h ^ chunk) * 0xFF51AFD7ED558CCDULL;
        h ^= h >> 32U;
    }
    std::uint64_t rest = 0;
    for (unsigned shift = 0; i < word.size(); ++i, shift += 8) {
        rest |= static_cast<std::uint64_t>(static_cast<unsigned char>(word[i])) << shift;
    }
    h = (h ^ rest) * 0xC4CEB9FE1A85EC53ULL;
    return h ^ (h >> 29U);
}

template <class T>
class WordMap {
public:
    WordMap() = default;
    /// The first entry of a repeated word wins.
    explicit WordMap(std::vector<std::pair<std::string, T>> entries) : entries_(std::move(entries)) {
        slots_.assign(std::bit_ceil(entries_.size() * 2 + 2), Slot{});
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const std::uint64_t h = word_hash(entries_[i].first);
            std::size_t at = h & (slots_.size() - 1);
            bool known = false;
            while (slots_[at].index != 0) {
                if (entries_[slots_[at].index - 1].first == entries_[i].first) {
                    known = true;
                    break;
                }
                at = (at + 1) & (slots_.size() - 1);
            }
            if (!known) slots_[at] = {static_cast<std::uint32_t>(h >> 32U), static_cast<std::uint32_t>(i + 1)};
        }
    }

    [[nodiscard]] const T* find(std::string_view word) const noexcept {
        if (slots_.empty()) return nullptr;
        const std::uint64_t h = word_hash(word);
        const auto tag = static_cast<std::uint32_t>(h >> 32U);
        for (std::size_t at = h & (slots_.size() - 1); slots_[at].index != 0; at = (at + 1) & (slots_.size() - 1)) {
            const auto& entry = entries_[slots_[at].index - 1];
            if (slots_[at].tag == tag && entry.first == word) return &entry.second;
        }
        return nullptr;
    }
    [[nodiscard]] bool contains(std::string_view word) const noexcept { return find(word) != nullptr; }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t index = 0; ///< 1-based; 0 = empty
    };
    std::vector<std::pair<std::string, T>> entries_;
    std::vector<Slot> slots_;
};

} // namespace stoltenberg::base
