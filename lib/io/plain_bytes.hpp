// Where the plain run of a JSON string ends: most of any text is bytes that stand for themselves, looked at eight at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/utf8.hpp"

namespace stoltenberg::io {

[[nodiscard]] constexpr bool is_plain(unsigned char c) noexcept { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; }

/// The same of eight bytes at once.
[[nodiscard]] inline bool are_plain(const char* bytes) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    std::uint64_t v;
    std::memcpy(&v, bytes, 8);
    const auto zeros = [](std::uint64_t x) { return (x - ones) & ~x; }; // the top bit of a byte: it is zero (or stands above one that is)
    return ((v | (v - ones * 0x20) | zeros(v ^ (ones * '"')) | zeros(v ^ (ones * '\\'))) & (ones * 0x80)) == 0;
}

/// The first byte from `at` on that is a quotation mark, a backslash, a control character, or no well-formed UTF-8;
/// text.size() if there is none.
[[nodiscard]] inline std::size_t plain_end(std::string_view text, std::size_t at) noexcept {
    while (at < text.size()) {
        while (at + 8 <= text.size() && are_plain(text.data() + at)) at += 8;
        while (at < text.size() && is_plain(static_cast<unsigned char>(text[at]))) ++at;
        if (at == text.size() || static_cast<unsigned char>(text[at]) < 0x80) return at;
        const std::size_t size = base::sequence_size(text, at);
        if (size == 0) return at;
        at += size;
    }
    return at;
}

} // namespace stoltenberg::io
