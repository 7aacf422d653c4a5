#include "io/json_writer.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "io/plain_bytes.hpp"

namespace stoltenberg::io {
namespace {

constexpr char hex = 'u';

/// The letter of the escape of each byte that needs one.
constexpr std::array<char, 0x80> escapes = [] {
    std::array<char, 0x80> out{};
    for (std::size_t c = 0; c < 0x20; ++c) out[c] = hex;
    out['\b'] = 'b';
    out['\t'] = 't';
    out['\n'] = 'n';
    out['\f'] = 'f';
    out['\r'] = 'r';
    out['"'] = '"';
    out['\\'] = '\\';
    return out;
}();

/// Bytes at `pos`, where no whole sequence stands, that one sequence could begin with; at least one.
std::size_t broken(std::string_view text, std::size_t pos) {
    const auto in = [&](std::size_t i, unsigned char low, unsigned char high) {
        if (pos + i >= text.size()) return false;
        const auto byte = static_cast<unsigned char>(text[pos + i]);
        return byte >= low && byte <= high;
    };
    const auto lead = static_cast<unsigned char>(text[pos]);
    if (lead < 0xE0 || lead > 0xF4) return 1;
    // No overlong forms, no surrogates, nothing above U+10FFFF: the second byte tells.
    const bool second = in(1, lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80, lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF);
    if (!second) return 1;
    return lead >= 0xF0 && in(2, 0x80, 0xBF) ? 3 : 2;
}

} // namespace

void JsonWriter::grow(std::size_t bytes) {
    const auto size = static_cast<std::size_t>(at_ - out_.data());
    out_.resize(std::max(out_.size() * 2, size + bytes));
    at_ = out_.data() + size;
    end_ = out_.data() + out_.size();
}

JsonWriter& JsonWriter::value(std::string_view text) {
    const char* from = text.data();
    const char* const end = from + text.size();
    char* to = next(text.size() + 2);
    *to++ = '"';
    while (from != end) {
        std::size_t plain = 8;
        while (plain == 8 && end - from >= 8) {
            plain = plain_of_eight(from);
            std::memcpy(to, from, 8);
            from += plain;
            to += plain;
        }
        while (plain == 8 && from != end && is_plain(static_cast<unsigned char>(*from))) *to++ = *from++;
        if (from == end) break;
        const auto at = static_cast<std::size_t>(from - text.data());
        const auto c = static_cast<unsigned char>(*from);
        if (const std::size_t size = c < 0x80 ? 0 : base::sequence_size(text, at); size != 0) {
            to = std::copy_n(from, size, to);
            from += size;
            continue;
        }
        at_ = to;
        to = room(static_cast<std::size_t>(end - from) + 7); // of which one byte becomes six, and the quotation mark
        if (c >= 0x80) {
            to = std::copy_n("\xEF\xBF\xBD", 3, to);
            from += broken(text, at);
            continue;
        }
        *to++ = '\\';
        *to++ = escapes[c];
        if (escapes[c] == hex) {
            constexpr std::string_view digit = "0123456789abcdef";
            *to++ = '0';
            *to++ = '0';
            *to++ = digit[c >> 4U];
            *to++ = digit[c & 15U];
        }
        ++from;
    }
    *to++ = '"';
    at_ = to;
    return *this;
}

} // namespace stoltenberg::io
