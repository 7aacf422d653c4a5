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

/// Hash of a word; reads no byte outside it. The same on every machine of the same byte order, and never part of a result.
[[nodiscard]] inline std::uint32_t word_hash(std::string_view word) noexcept {
    const char* p = word.data();
    const std::size_t n = word.size();
    const auto four = [](const char* at) {
        std::uint32_t v;
        std::memcpy(&v, at, 4);
        return std::uint64_t{v};
    };
    const auto eight = [](const char* at) {
        std::uint64_t v;
        std::memcpy(&v, at, 8);
        return v;
    };
    std::uint64_t h = 0x9E3779B97F4A7C15ULL ^ n;
    if (n >= 8) {
        for (std::size_t i = 0; i + 8 < n; i += 8) {
            h = (h ^ eight(p + i)) * 0xFF51AFD7ED558CCDULL;
            h ^= h >> 32U;
        }
        h ^= eight(p + n - 8);
    } else if (n >= 4) {
        h ^= (four(p) << 32U) | four(p + n - 4);
    } else if (n > 0) {
        const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(p[i])}; };
        h ^= (byte(0) << 16U) | (byte(n / 2) << 8U) | byte(n - 1);
    }
    h *= 0xC4CEB9FE1A85EC53ULL;
    return static_cast<std::uint32_t>(h >> 32U);
}

/// True if both are the same bytes; quicker than memcmp for what is as short as a word.
[[nodiscard]] inline bool same_word(std::string_view a, std::string_view b) noexcept {
    const std::size_t n = a.size();
    if (n != b.size()) return false;
    const auto differ = [&]<class Number>(Number, std::size_t at) {
        Number x, y;
        std::memcpy(&x, a.data() + at, sizeof x);
        std::memcpy(&y, b.data() + at, sizeof y);
        return x != y;
    };
    if (n >= 8) {
        for (std::size_t i = 0; i + 8 < n; i += 8) {
            if (differ(std::uint64_t{}, i)) return false;
        }
        return !differ(std::uint64_t{}, n - 8);
    }
    if (n >= 4) return !differ(std::uint32_t{}, 0) && !differ(std::uint32_t{}, n - 4);
    if (n >= 2) return !differ(std::uint16_t{}, 0) && !differ(std::uint16_t{}, n - 2);
    return n == 0 || a[0] == b[0];
}

template <class T>
class WordMap {
public:
    WordMap() = default;
    /// The first entry of a repeated word wins.
    explicit WordMap(std::vector<std::pair<std::string, T>> entries) : entries_(std::move(entries)) {
        slots_.assign(std::bit_ceil(entries_.size() * 2 + 2), Slot{});
        mask_ = slots_.size() - 1;
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const std::uint32_t h = word_hash(entries_[i].first);
            std::size_t at = h & mask_;
            bool known = false;
            while (slots_[at].index != 0) {
                if (entries_[slots_[at].index - 1].first == entries_[i].first) {
                    known = true;
                    break;
                }
                at = (at + 1) & mask_;
            }
            if (!known) slots_[at] = {h, static_cast<std::uint32_t>(i + 1)};
        }
    }

    [[nodiscard]] const T* find(std::string_view word) const noexcept { return find(word, word_hash(word)); }
    /// `hash`: word_hash(word), which text::Word carries.
    [[nodiscard]] const T* find(std::string_view word, std::uint32_t hash) const noexcept {
        for (std::size_t at = hash & mask_; slots_[at].index != 0; at = (at + 1) & mask_) {
            if (slots_[at].hash != hash) continue;
            const auto& entry = entries_[slots_[at].index - 1];
            if (same_word(entry.first, word)) return &entry.second;
        }
        return nullptr;
    }
    [[nodiscard]] bool contains(std::string_view word) const noexcept { return find(word) != nullptr; }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t index = 0; ///< 1-based; 0 = empty
    };
    std::vector<std::pair<std::string, T>> entries_;
    std::vector<Slot> slots_{Slot{}}; ///< a power of two long, at least one of them empty
    std::size_t mask_ = 0;
};

} // namespace stoltenberg::base
