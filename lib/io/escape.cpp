#include "io/escape.hpp"

#include <cstdint>

#include "base/utf8.hpp"

namespace stoltenberg::io {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_legal(char32_t c) {
    if (c == base::invalid) return false;
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    return !(c >= 0x7F && c <= 0x9F) && (c & 0xFFFE) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF);
}

/// Calls f(code point, its bytes) for each character, with U+FFFD in the place of what may not stand in a text.
template <class F>
void each_character(std::string_view text, F&& f) {
    for (std::size_t i = 0; i < text.size();) {
        const base::Decoded d = base::decode(text, i);
        if (is_legal(d.code_point)) {
            f(d.code_point, text.substr(i, d.size));
        } else {
            f(replacement, std::string_view("\xEF\xBF\xBD"));
        }
        i += d.size;
    }
}

/// Embeddings, overrides, isolates: they reorder what follows them.
bool is_bidi_control(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

} // namespace

std::string clean(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    each_character(text, [&](char32_t, std::string_view bytes) { out += bytes; });
    return out;
}

void append_html(std::string& out, std::string_view text) {
    each_character(text, [&](char32_t c, std::string_view bytes) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        case '\r': out += "&#13;"; break;
        default: out += bytes;
        }
    });
}

std::string html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    append_html(out, text);
    return out;
}

std::string ical_text(std::string_view text) {
    std::string out;
    bool after_cr = false;
    each_character(text, [&](char32_t c, std::string_view bytes) {
        const bool line_feed_of_pair = after_cr && c == '\n';
        after_cr = c == '\r';
        if (line_feed_of_pair) return;
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        if (c == '\n' || c == '\r') {
            out += "\\n";
        } else {
            out += bytes;
        }
    });
    return out;
}

void append_ical_line(std::string& out, std::string_view line) {
    constexpr std::size_t limit = 75;
    std::size_t room = limit;
    for (std::size_t i = 0; i < line.size();) {
        const std::size_t size = base::decode(line, i).size;
        if (size > room) {
            out += "\r\n ";
            room = limit - 1; // the space counts
        }
        out += line.substr(i, size);
        room -= size;
        i += size;
    }
    out += "\r\n";
}

std::string csv_cell(std::string_view text) {
    const std::string safe = clean(text);
    std::string out;
    const std::size_t first = safe.find_first_not_of(' ');
    if (first != std::string::npos) {
        // Also the full-width forms, which some spreadsheets read as the ASCII ones.
        const char32_t c = base::decode(safe, first).code_point;
        for (const char32_t sign : {U'=', U'+', U'-', U'@', U'\t', U'\r', U'\n', U'\uFF1D', U'\uFF0B', U'\uFF0D', U'\uFF20'}) {
            if (c == sign) {
                out = "'";
                break;
            }
        }
    }
    out += safe;
    if (out.find_first_of("\",;\t\r\n") == std::string::npos && (out.empty() || (out.front() != ' ' && out.back() != ' '))) return out;
    std::string quoted = "\"";
    for (const char c : out) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted += '"';
}

std::string terminal(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    bool space = false;
    each_character(text, [&](char32_t c, std::string_view bytes) {
        if (c == '\n' || c == '\r' || c == '\t' || c == ' ' || c == 0x2028 || c == 0x2029) {
            space = !out.empty();
            return;
        }
        if (space) out += ' ';
        space = false;
        if (is_bidi_control(c)) {
            out += "<U+";
            for (int shift = 12; shift >= 0; shift -= 4) out += digits[(static_cast<std::uint32_t>(c) >> shift) & 0xF];
            out += '>';
        } else {
            out += bytes;
        }
    });
    return out;
}

std::size_t columns(std::string_view text) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < text.size();) {
        const base::Decoded d = base::decode(text, i);
        const char32_t c = d.code_point;
        i += d.size;
        const bool none = (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xAD || c == 0xFEFF;
        const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                          (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF) ||
                          (c >= 0x20000 && c <= 0x3FFFD);
        n += none ? 0U : wide ? 2U : 1U;
    }
    return n;
}

std::string percent(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char ch : text) {
        const auto c = static_cast<unsigned char>(ch);
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                                c == '~' || c == '/';
        if (unreserved) {
            out += ch;
        } else {
            out += '%';
            out += digits[c >> 4];
            out += digits[c & 0xF];
        }
    }
    return out;
}

} // namespace stoltenberg::io
