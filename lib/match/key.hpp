// The form of a key, and how a text meets it.
// Keys and text are folded. In a key, one space stands for a single hyphen, or for any run of spaces with at most one line
// end, in the text: "jean pierre" matches "Jean-Pierre" and a name broken over two lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stoltenberg::match {

/// Brings a folded key into that form: hyphens and white-space runs become one space, ends trimmed.
[[nodiscard]] std::string key_of(std::string_view folded);
/// The same into `out`, whose capacity is reused.
void key_of(std::string_view folded, std::string& out);

/// Consumes one key byte from the text; false, and nothing consumed, if something else stands there.
[[nodiscard]] inline bool step(std::string_view text, std::uint32_t& pos, char key) noexcept {
    if (pos >= text.size()) return false;
    const char c = text[pos];
    if (key != ' ') {
        if (c != key) return false;
        ++pos;
        return true;
    }
    if (c == '-') {
        ++pos;
        return true;
    }
    if (c != ' ' && c != '\n') return false;
    bool line_end = false;
    std::uint32_t p = pos;
    while (p < text.size() && (text[p] == ' ' || text[p] == '\n')) {
        if (text[p] == '\n') {
            if (line_end) return false;
            line_end = true;
        }
        ++p;
    }
    pos = p;
    return true;
}

} // namespace stoltenberg::match
