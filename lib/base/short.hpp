// A string of at most N bytes that is copied like a number; what does not fit is cut.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stoltenberg::base {

template <std::size_t N>
class Short {
    static_assert(N < 256);

public:
    constexpr Short() = default;
    constexpr Short(std::string_view s) { *this += s; }            // NOLINT(google-explicit-constructor): a string like any other
    constexpr Short(const char* s) : Short(std::string_view(s)) {} // NOLINT(google-explicit-constructor)

    constexpr Short& operator+=(std::string_view s) {
        const std::size_t size = std::min(s.size(), N - size_);
        std::copy_n(s.begin(), size, bytes_.begin() + size_);
        size_ = static_cast<std::uint8_t>(size_ + size);
        return *this;
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {bytes_.data(), size_}; }
    [[nodiscard]] constexpr char& back() noexcept { return bytes_[size_ - 1U]; }
    friend constexpr bool operator==(const Short&, const Short&) = default;

private:
    std::array<char, N> bytes_{}; ///< zero behind the end: equal strings have equal bytes
    std::uint8_t size_ = 0;
};

} // namespace stoltenberg::base
