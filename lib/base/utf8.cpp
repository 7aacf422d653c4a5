#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace stoltenberg::base {

Decoded decode(std::string_view text, std::size_t pos) noexcept {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = at(pos);
    if (lead < 0x80) return {lead, 1};
    const auto tail = [&](std::size_t i) { return pos + i < text.size() && (at(pos + i) & 0xC0U) == 0x80U; };
    const auto bits = [&](std::size_t i) { return static_cast<char32_t>(at(pos + i) & 0x3FU); };
    if (lead >= 0xC2 && lead <= 0xDF && tail(1)) return {((lead & 0x1FU) << 6U) | bits(1), 2};
    if (lead >= 0xE0 && lead <= 0xEF && tail(1) && tail(2)) {
        const char32_t cp = ((lead & 0x0FU) << 12U) | (bits(1) << 6U) | bits(2);
        if (cp >= 0x800 && (cp < 0xD800 || cp > 0xDFFF)) return {cp, 3};
    }
    if (lead >= 0xF0 && lead <= 0xF4 && tail(1) && tail(2) && tail(3)) {
        const char32_t cp = ((lead & 0x07U) << 18U) | (bits(1) << 12U) | (bits(2) << 6U) | bits(3);
        if (cp >= 0x10000 && cp <= 0x10FFFF) return {cp, 4};
    }
    return {invalid, 1};
}

void append_utf8(std::string& out, char32_t cp) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (cp < 0x80) {
        put(cp);
    } else if (cp < 0x800) {
        put(0xC0U | (cp >> 6U));
        put(0x80U | (cp & 0x3FU));
    } else if (cp < 0x10000) {
        put(0xE0U | (cp >> 12U));
        put(0x80U | ((cp >> 6U) & 0x3FU));
        put(0x80U | (cp & 0x3FU));
    } else {
        put(0xF0U | (cp >> 18U));
        put(0x80U | ((cp >> 12U) & 0x3FU));
        put(0x80U | ((cp >> 6U) & 0x3FU));
        put(0x80U | (cp & 0x3FU));
    }
}

bool is_valid_utf8(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        std::uint64_t eight = 0;
        if (i + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + i, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) { // ASCII
                i += sizeof eight;
                continue;
            }
        }
        const Decoded d = decode(text, i);
        if (d.code_point == invalid) return false;
        i += d.size;
    }
    return true;
}

std::string to_valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Decoded d = decode(text, i);
        if (d.code_point == invalid)
            append_utf8(out, 0xFFFD);
        else
            out.append(text, i, d.size);
        i += d.size;
    }
    return out;
}

} // namespace stoltenberg::base
