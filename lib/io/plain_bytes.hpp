// Where the plain run of a JSON string ends: most of any text is bytes that stand for themselves, looked at eight at a time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/utf8.hpp"

namespace stoltenberg::io {

[[nodiscard]] constexpr bool is_plain(unsigned char c) noexcept { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; }

/// How many of eight bytes are, before the first that is not.
[[nodiscard]] inline std::size_t plain_of_eight(const char* bytes) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    std::uint64_t v = 0;
    if constexpr (std::endian::native == std::endian::little)
        std::memcpy(&v, bytes, 8);
    else
        for (unsigned i = 0; i < 8; ++i) v |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    // The top bit of a byte: it is none, or stands behind one that is none. The first one tells.
    const auto zeros = [](std::uint64_t x) { return (x - ones) & ~x; };
    const std::uint64_t others = (v | (v - ones * 0x20) | zeros(v ^ (ones * '"')) | zeros(v ^ (ones * '\\'))) & (ones * 0x80);
    return static_cast<std::size_t>(std::countr_zero(others)) / 8;
}

/// The first byte from `at` on that is a quotation mark, a backslash, a control character, or no well-formed UTF-8;
/// text.size() if there is none.
[[nodiscard]] inline std::size_t plain_end(std::string_view text, std::size_t at) noexcept {
    while (at < text.size()) {
        std::size_t plain = 8;
        while (plain == 8 && text.size() - at >= 8) at += plain = plain_of_eight(text.data() + at);
        while (plain == 8 && at < text.size() && is_plain(static_cast<unsigned char>(text[at]))) ++at;
        if (at == text.size() || static_cast<unsigned char>(text[at]) < 0x80) return at;
        const std::size_t size = base::sequence_size(text, at);
        if (size == 0) return at;
        at += size;
    }
    return at;
}

} // namespace stoltenberg::io
