// What goes in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <stoltenberg/types.hpp>

namespace stoltenberg {

/// One article or scraped page. Any bytes are accepted as text; invalid UTF-8 is kept and counted as
/// one character a byte.
struct Article {
    std::string id;    ///< the caller's name for it; empty is allowed
    std::string title; ///< metadata when the caller has it; the title inside the text is found anyway
    std::string text;  ///< the page as it came: line breaks and site furniture included
    /// The document creation time (DCT) when the caller knows it; else it is looked for in the text. Years 1 to 9998: the days about it
    /// must have four-digit years too. Another year, or no day of the calendar, counts as not given.
    std::optional<CivilTime> published;
    /// True: the text is clean. No furniture is looked for and no DCT is read from the text.
    bool plain = false;
};

/// Text of another encoding as UTF-8. `encoding`: an IANA or ICU name ("ISO-8859-1", "windows-1252"); empty = find out:
/// well-formed UTF-8 (with or without BOM) is taken as such, else ICU's detector decides. A BOM is removed. Never throws on content.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_utf8(std::string_view bytes, std::string_view encoding = {});

} // namespace stoltenberg
