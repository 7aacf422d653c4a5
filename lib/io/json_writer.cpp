#include "io/json_writer.hpp"

#include "base/utf8.hpp"

namespace stoltenberg::io {
namespace {

constexpr char plain = 0, hex = 'u', sequence = 1;

/// What each byte is in a string: plain, part of a sequence of UTF-8, or the letter of its escape.
constexpr std::array<char, 256> classes = [] {
    std::array<char, 256> out{};
    for (std::size_t c = 0; c < 0x20; ++c) out[c] = hex;
    for (std::size_t c = 0x80; c < out.size(); ++c) out[c] = sequence;
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

void JsonWriter::string(std::string_view text) {
    out_ += '"';
    std::size_t run = 0; // begin of what is copied as it stands
    for (std::size_t i = 0; i < text.size();) {
        const char what = classes[static_cast<unsigned char>(text[i])];
        if (what == plain) {
            ++i;
            continue;
        }
        if (what == sequence) {
            const base::Decoded d = base::decode(text, i);
            if (d.code_point != base::invalid) {
                i += d.size;
                continue;
            }
        }
        out_.append(text, run, i - run);
        if (what == sequence) {
            out_ += "\xEF\xBF\xBD";
            i += broken(text, i);
        } else {
            out_ += '\\';
            out_ += what;
            if (what == hex) {
                constexpr std::string_view digit = "0123456789abcdef";
                const auto c = static_cast<unsigned char>(text[i]);
                out_ += {'0', '0', digit[c >> 4U], digit[c & 15U]};
            }
            ++i;
        }
        run = i;
    }
    out_.append(text, run, text.size() - run);
    out_ += '"';
}

} // namespace stoltenberg::io
