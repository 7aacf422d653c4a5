// UTF-8 decoding that accepts any bytes: an invalid byte is one character of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stoltenberg::base {

struct Decoded {
    char32_t code_point; ///< `invalid` for a byte that starts no well-formed sequence
    std::uint8_t size;   ///< bytes consumed, 1 to 4
};
inline constexpr char32_t invalid = 0xFFFFFFFF;

/// Decodes at `pos` (must be < text.size()). Overlong forms, surrogates and values above U+10FFFF are invalid.
[[nodiscard]] Decoded decode(std::string_view text, std::size_t pos) noexcept;

void append_utf8(std::string& out, char32_t code_point);

/// True if the whole text is well-formed UTF-8.
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// The text with U+FFFD in the place of every invalid byte.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

} // namespace stoltenberg::base
