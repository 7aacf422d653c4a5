// What the two commands share: their options, exit codes and messages.
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <stoltenberg/stoltenberg.hpp>

namespace tool {

/// 0 all well, 1 some input was bad and reported, 2 usage (also: data that cannot be loaded).
enum Exit : int { ok = 0, bad_input = 1, usage = 2 };

struct CommonOptions {
    std::string offsets = "utf8";
    bool plain = false;
    std::string prefer = "tense";
    std::string language = "fr";
    std::vector<std::string> gazetteers;
    std::string data;
    unsigned threads = 1;
    std::string encoding;

    [[nodiscard]] stoltenberg::OffsetUnit unit() const;
    /// Throws stoltenberg::ResourceError.
    [[nodiscard]] stoltenberg::Analyzer analyzer() const;
};

/// `stoltenberg: what` on stderr.
void complain(const std::string& what);

/// Whole content of a file, "-" for standard input; nothing (after a complaint) if it cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);

/// Text as UTF-8 (text room's detection), told that tags are no text when it looks like HTML.
[[nodiscard]] std::string decode(const std::string& bytes, const std::string& encoding);
[[nodiscard]] bool looks_like_html(std::string_view text);

int annotate(const CommonOptions& options);

struct TimelineCommand {
    std::vector<std::string> files;
    std::string from, to, format = "json";
    std::vector<std::string> about;
    std::size_t top = 0;
    bool all = false;
};
int timeline(const CommonOptions& options, const TimelineCommand& command);

/// A readable chronicle of the timeline.
void write_chronicle(const stoltenberg::Timeline& timeline, const stoltenberg::TimelineOptions& options, std::ostream& out);

} // namespace tool
