// Sets of offsets of a text, and what a pattern asks of the text's bytes, so that it goes on from many offsets at once.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
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

/// Where something stands in a text, a bit an offset, one word for each 64.
using Row = const std::uint64_t*;

/// Offsets of a text of at most window_bytes, its end among them: bits, in the words from the first that has one to the last. That is mostly one
/// word, which each operation does first.
class Places {
public:
    Places() noexcept { words_[0] = 0; } // NOLINT(cppcoreguidelines-pro-type-member-init): words are set as far as they are used
    explicit Places(std::size_t offset) noexcept { set(offset); }
    Places(const Places& other) noexcept { *this = other; } // NOLINT(cppcoreguidelines-pro-type-member-init)
    Places& operator=(const Places& other) noexcept {       // NOLINT(bugprone-unhandled-self-assignment): copies onto itself what is there
        begin_ = other.begin_;
        end_ = other.end_;
        words_[begin_] = other.words_[begin_];
        if (end_ - begin_ > 1) [[unlikely]]
            std::copy(other.words_.begin() + begin_ + 1, other.words_.begin() + end_, words_.begin() + begin_ + 1);
        return *this;
    }
    ~Places() = default;

    [[nodiscard]] bool none() const noexcept { return begin_ == end_; }
    [[nodiscard]] bool single() const noexcept { return end_ - begin_ == 1 && (words_[begin_] & (words_[begin_] - 1)) == 0; }
    [[nodiscard]] bool test(std::size_t offset) const noexcept {
        return offset / 64 >= begin_ && offset / 64 < end_ && (words_[offset / 64] >> offset % 64 & 1) != 0;
    }
    [[nodiscard]] std::size_t first() const noexcept {
        return 64 * std::size_t{begin_} + static_cast<std::size_t>(std::countr_zero(words_[begin_]));
    } ///< of some
    [[nodiscard]] std::size_t last() const noexcept {
        return 64 * std::size_t{end_} - 1 - static_cast<std::size_t>(std::countl_zero(words_[end_ - 1]));
    }
    /// They are worth a look one by one.
    [[nodiscard]] bool few() const noexcept {
        if (end_ - begin_ > 1) return false;
        std::uint64_t left = words_[begin_];
        for (int i = 0; i < 4 && left != 0; ++i) left &= left - 1;
        return left == 0;
    }
    [[nodiscard]] std::size_t count() const noexcept {
        std::size_t out = 0;
        for (std::size_t i = begin_; i < end_; ++i) out += static_cast<std::size_t>(std::popcount(words_[i]));
        return out;
    }
    template <class See>
    void each(See see) const {
        for (std::size_t i = begin_; i < end_; ++i) {
            for (std::uint64_t left = words_[i]; left != 0; left &= left - 1) see(64 * i + static_cast<std::size_t>(std::countr_zero(left)));
        }
    }

    void clear() noexcept {
        begin_ = end_ = 0;
        words_[0] = 0;
    }
    void set(std::size_t offset) noexcept { ///< to it alone
        begin_ = static_cast<std::uint32_t>(offset / 64);
        end_ = begin_ + 1;
        words_[begin_] = std::uint64_t{1} << offset % 64;
    }
    void set_range(std::size_t from, std::size_t to) noexcept { ///< to [from, to), which is not empty
        begin_ = static_cast<std::uint32_t>(from / 64);
        end_ = static_cast<std::uint32_t>((to - 1) / 64) + 1;
        for (std::size_t i = begin_; i < end_; ++i) words_[i] = ~std::uint64_t{0};
        words_[begin_] &= ~std::uint64_t{0} << from % 64;
        words_[end_ - 1] &= ~std::uint64_t{0} >> (63 - (to - 1) % 64);
    }
    void add(std::size_t offset) noexcept {
        cover(static_cast<std::uint32_t>(offset / 64), static_cast<std::uint32_t>(offset / 64) + 1);
        words_[offset / 64] |= std::uint64_t{1} << offset % 64;
    }
    void add(const Places& other) noexcept {
        if (other.none()) return;
        cover(other.begin_, other.end_);
        std::size_t i = other.begin_;
        do words_[i] |= other.words_[i];
        while (++i < other.end_);
    }
    /// The first and the other half, of several.
    void halve(Places& low, Places& high) const noexcept {
        low.clear();
        high.clear();
        each([&, half = count() / 2](std::size_t offset) mutable { (half > 0 ? half--, low : high).add(offset); });
    }
    void remove(const Places& other) noexcept {
        const std::uint32_t end = std::min(end_, other.end_);
        for (std::size_t i = std::max(begin_, other.begin_); i < end; ++i) words_[i] &= ~other.words_[i];
        trim();
    }
    void keep(const Places& other) noexcept {
        begin_ = std::max(begin_, other.begin_);
        end_ = std::max(begin_, std::min(end_, other.end_));
        for (std::size_t i = begin_; i < end_; ++i) words_[i] &= other.words_[i];
        trim();
    }
    void keep(Row row) noexcept {
        words_[begin_] &= row[begin_];
        if (end_ - begin_ > 1) [[unlikely]] {
            for (std::size_t i = begin_ + 1; i < end_; ++i) words_[i] &= row[i];
        }
        trim();
    }
    template <class Keep>
    void keep_if(Keep good) {
        for (std::size_t i = begin_; i < end_; ++i) {
            for (std::uint64_t left = words_[i]; left != 0; left &= left - 1) {
                if (!good(64 * i + static_cast<std::size_t>(std::countr_zero(left)))) words_[i] &= ~(left & (0 - left));
            }
        }
        trim();
    }
    /// Keeps those in the row and moves each to the right; none behind `end`.
    void step(Row row, std::size_t end) noexcept {
        std::uint64_t word = words_[begin_] & row[begin_];
        words_[begin_] = word << 1;
        std::uint64_t carry = word >> 63;
        if (end_ - begin_ > 1) [[unlikely]] {
            for (std::size_t i = begin_ + 1; i < end_; ++i) {
                word = words_[i] & row[i];
                words_[i] = word << 1 | carry;
                carry = word >> 63;
            }
        }
        if (carry != 0 && end / 64 >= end_) words_[end_++] = carry;
        cut(end);
    }
    /// Adds what can be reached by steps along the row.
    void run(Row row, std::size_t end) noexcept {
        std::uint64_t carry = 0;
        const std::size_t words = end / 64 + 1;
        for (std::size_t i = begin_; i < words && (i < end_ || carry != 0); ++i) { // an addition carries each offset to the end of its run
            const std::uint64_t word = i < end_ ? words_[i] : 0;
            const std::uint64_t part = (word & row[i]) + row[i];
            const std::uint64_t all = part + carry;
            carry = (part < row[i] || all < part) ? 1 : 0;
            words_[i] = word | (all ^ row[i]);
            end_ = std::max(end_, static_cast<std::uint32_t>(i + 1));
        }
        cut(end);
    }

private:
    void trim() noexcept {
        if (words_[begin_] != 0 && end_ - begin_ <= 1) return;
        trim_more();
    }
    void trim_more() noexcept {
        while (begin_ < end_ && words_[end_ - 1] == 0) --end_;
        while (begin_ < end_ && words_[begin_] == 0) ++begin_;
        if (begin_ == end_) clear();
    }
    void cut(std::size_t end) noexcept {
        if (end_ == end / 64 + 1) words_[end_ - 1] &= ~std::uint64_t{0} >> (63 - end % 64);
        trim();
    }
    void cover(std::uint32_t begin, std::uint32_t end) noexcept {
        if (begin_ <= begin && end <= end_) return;
        if (none()) begin_ = end_ = begin;
        do { // as a rule one word
            if (begin_ > begin) words_[--begin_] = 0;
            if (end_ < end) words_[end_++] = 0;
        } while (begin_ > begin || end_ < end);
    }

    std::uint32_t begin_ = 0, end_ = 0;
    std::array<std::uint64_t, window_words> words_;
};

/// A text of at most window_bytes, by byte. It is read when that is first asked for, and once for all its beginnings.
/// Scratch of one caller at a time.
class Window {
public:
    /// A longer text is cut. While one window looks at it, the bytes of a text stay what they are.
    void look_at(std::string_view text) noexcept {
        text = text.substr(0, window_bytes);
        if (text.data() != text_.data() || text.size() > whole_) {
            whole_ = text.size();
            words_ = 0;
            ++reading_;
        }
        text_ = text;
    }

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
    /// Where the byte stands, and one of the set; what stands behind the text may be told too.
    [[nodiscard]] Row at(unsigned char byte) {
        if (words_ == 0) read();
        return rows_.get() + slots_[byte] * words_;
    }
    [[nodiscard]] Row at(const Set& set);

    /// All matches of a pattern, by where they begin.
    struct Found {
        std::uint16_t begin, end;
    };
    struct List {
        const Pattern* of = nullptr;
        std::uint64_t reading = 0;
        std::size_t size = 0;
        std::array<Found, 48> found{};
    };
    /// The slot of a list, and whether it is to be filled.
    [[nodiscard]] std::pair<List*, bool> list(const Pattern* of);
    /// All of the text that was read, of which text() is the beginning.
    [[nodiscard]] std::string_view whole() const noexcept { return {text_.data(), whole_}; }

private:
    static constexpr std::size_t most_known = 32;
    void read();

    std::string_view text_;
    std::size_t whole_ = 0;                  ///< bytes
    std::size_t words_ = 0;                  ///< of a row; 0: not read yet
    std::uint64_t reading_ = 0;              ///< which it is: what an earlier one told is stale
    std::array<std::uint16_t, 256> slots_{}; ///< by byte: 0 for one the text has not
    std::vector<unsigned char> bytes_;       ///< by slot
    std::unique_ptr<std::uint64_t[]> rows_;  ///< by slot
    struct Known {
        Bytes set;
        std::uint64_t reading = 0;
    };
    std::array<Known, most_known> known_; ///< by Set::slot
    std::unique_ptr<std::uint64_t[]> known_rows_;
    std::array<List, 8> lists_;
    std::size_t filled_ = 0; ///< lists, with those that were overwritten
};

} // namespace stoltenberg::match
