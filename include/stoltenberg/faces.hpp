// The other faces of a document and of a timeline: what people look at and what other programs read (docs/faces.md).
// Every writer escapes everything that comes from the input, replaces invalid UTF-8 and control characters by U+FFFD, and gives the same
// bytes for the same input. Pure functions: any number of threads may call them.
#pragma once

#include <cstddef>
#include <string>

#include <stoltenberg/document.hpp>
#include <stoltenberg/export.hpp>
#include <stoltenberg/timeline.hpp>

namespace stoltenberg {

struct FaceOptions {
    /// Language of the labels, not of the texts: a folder of data/lang that has a faces.tsv ("fr" and English are built in).
    /// Every writer throws ResourceError for another one.
    std::string language = "fr";
    std::string title;      ///< heading of a page or a calendar; empty: the label of the language
    std::size_t width = 80; ///< to_text: columns to wrap at; 0 = no wrapping
    bool color = false;     ///< to_text: ANSI colours
    bool bom = false;       ///< to_csv: a byte order mark first, for spreadsheets that guess the encoding
};

/// One self-contained page: time axis, list, filters, search, quotes. No network, no file beside it.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_html(const Timeline& timeline, const TimelineOptions& view = {}, const FaceOptions& face = {});
/// A readable chronicle for a terminal.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_text(const Timeline& timeline, const TimelineOptions& view = {}, const FaceOptions& face = {});
/// TimelineJS 3.9 JSON. What has no date stands in the text of the title slide.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_timelinejs(const Timeline& timeline, const TimelineOptions& view = {}, const FaceOptions& face = {});
/// iCalendar (RFC 5545): all-day events; what has no date is a journal entry without one.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_ical(const Timeline& timeline, const TimelineOptions& view = {}, const FaceOptions& face = {});
/// CSV (RFC 4180), one row an entry. No cell can be taken for a formula.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_csv(const Timeline& timeline, const TimelineOptions& view = {}, const FaceOptions& face = {});

/// One article with every mark and its reason, as a self-contained page.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_html(const Document& document, const FaceOptions& face = {});
/// The same for many articles, one after the other: a page is html_begin, html_article for each (numbered from 1), html_end.
[[nodiscard]] STOLTENBERG_EXPORT std::string html_begin(const FaceOptions& face = {});
[[nodiscard]] STOLTENBERG_EXPORT std::string html_article(const Document& document, std::size_t number, const FaceOptions& face = {});
[[nodiscard]] STOLTENBERG_EXPORT std::string html_end(const FaceOptions& face = {});
/// TimeML 1.2.1 inline (DCT, TIMEX3, EVENT, MAKEINSTANCE, TLINK), one XML document.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_timeml(const Document& document, const FaceOptions& face = {});
/// W3C Web Annotations (JSON-LD): one AnnotationPage on one line, position (code points) and quote selectors.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_webannotation(const Document& document, const FaceOptions& face = {});

} // namespace stoltenberg
