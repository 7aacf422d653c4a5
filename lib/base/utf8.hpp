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

/// Bytes of the well-formed sequence at `pos`, 0 if none stands there.
[[nodiscard]] inline std::size_t sequence_size(std::string_view text, std::size_t pos) noexcept {
    const auto lead = static_cast<unsigned char>(text[pos]);
    if (lead < 0x80) return 1;
    if (lead < 0xE0) return lead >= 0xC2 && pos + 1 < text.size() && (static_cast<unsigned char>(text[pos + 1]) & 0xC0U) == 0x80U ? 2 : 0;
    const Decoded d = decode(text, pos);
    return d.code_point == invalid ? 0 : d.size;
}

void append_utf8(std::string& out, char32_t code_point);

/// True if the whole text is well-formed UTF-8.
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// The text with U+FFFD in the place of every invalid byte.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

} // namespace stoltenberg::base
