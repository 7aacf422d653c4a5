// The JSON documents of docs/json-format.md, as text. No JSON library shows through.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <stoltenberg/article.hpp>
#include <stoltenberg/document.hpp>
#include <stoltenberg/export.hpp>
#include <stoltenberg/timeline.hpp>

namespace stoltenberg {

/// Text that is not the JSON document it should be; what() says where and why.
class STOLTENBERG_EXPORT JsonError : public std::runtime_error {
public:
    explicit JsonError(const std::string& what) : std::runtime_error(what) {}
};

/// One line of `stoltenberg annotate` output, without the line feed. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_json(const Document& document, OffsetUnit unit = OffsetUnit::utf8);

/// A timeline document, `stoltenberg.timeline/1`, indented by `indent` spaces (-1: one line).
[[nodiscard]] STOLTENBERG_EXPORT std::string to_json(const Timeline& timeline, const TimelineOptions& options = {}, int indent = 2);

/// The same document handed to `sink` in pieces of some 64 KB: the whole is never in memory.
STOLTENBERG_EXPORT void write_json(const Timeline& timeline, const TimelineOptions& options, int indent,
                                   const std::function<void(std::string_view)>& sink);

/// Reads a timeline written by to_json (with the same library major version). Throws JsonError.
[[nodiscard]] STOLTENBERG_EXPORT Timeline timeline_from_json(std::string_view json);

/// Reads one article line: `{"id","text","title"?,"published"?,"language"?}`. Throws JsonError.
[[nodiscard]] STOLTENBERG_EXPORT Article article_from_json(std::string_view json);

/// The line that stands for a bad one: `{"id": … | null, "line": N, "error": "…"}`; the id is read from `input` if it can be.
[[nodiscard]] STOLTENBERG_EXPORT std::string error_json(std::string_view input, std::size_t line, std::string_view why);

} // namespace stoltenberg
