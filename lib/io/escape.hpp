// One escape for each kind of output. All accept any bytes.
#pragma once

#include <string>
#include <string_view>

namespace stoltenberg::io {

/// Well-formed UTF-8: invalid bytes, control characters (but tab, line feed, carriage return) and non-characters become U+FFFD.
[[nodiscard]] std::string clean(std::string_view text);
/// Text or a quoted attribute of HTML and XML.
[[nodiscard]] std::string html(std::string_view text);
void append_html(std::string& out, std::string_view text);
/// TEXT value of RFC 5545: backslash, semicolon, comma and line ends escaped; not folded.
[[nodiscard]] std::string ical_text(std::string_view text);
/// One content line, folded at 75 octets between characters, with its CR LF.
void append_ical_line(std::string& out, std::string_view line);
/// A CSV cell; quoted where RFC 4180 asks for it; what a spreadsheet would take for a formula gets an apostrophe in front.
[[nodiscard]] std::string csv_cell(std::string_view text);
/// On one line, for a terminal: no escape sequence, no invisible change of direction gets through.
[[nodiscard]] std::string terminal(std::string_view text);
/// Columns the text takes on a terminal.
[[nodiscard]] std::size_t columns(std::string_view text);
/// Percent-encoding of everything but the slash and what is unreserved in RFC 3986.
[[nodiscard]] std::string percent(std::string_view text);

} // namespace stoltenberg::io
