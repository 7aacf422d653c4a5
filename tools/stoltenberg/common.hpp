// What the two commands share: their options, exit codes and messages.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <optional>
#include <streambuf>
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
    std::string format = "json";
    std::string labels = "fr"; ///< language of the labels of a face
    std::string title;
    bool bom = false;
    bool quiet = false;

    [[nodiscard]] stoltenberg::OffsetUnit unit() const;
    /// Width and colour are those of the terminal when standard output is one.
    [[nodiscard]] stoltenberg::FaceOptions face() const;
    /// Throws stoltenberg::ResourceError.
    [[nodiscard]] stoltenberg::Analyzer analyzer() const;
};

/// `stoltenberg: what` on stderr, in one line, at most 1000 bytes, nothing in it that a terminal would obey.
void complain(const std::string& what);

/// A file descriptor as it comes: what a read gives is there at once, and in_avail() tells that there is more, so that lines that have arrived are
/// taken together and none is waited for. A read that fails makes the stream bad().
class DescriptorBuffer : public std::streambuf {
public:
    explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor), bytes_(std::size_t{128} << 10U) {}

protected:
    int_type underflow() override;

private:
    int descriptor_;
    std::vector<char> bytes_;
};

/// The next line without its line feed; nothing at the end. Of a line longer than this only the first byte too many is kept.
inline constexpr std::size_t longest_line = std::size_t{1} << 30;
[[nodiscard]] std::optional<std::string> read_line(std::istream& in);

/// Articles or lines that are taken at a time, and their bytes: more gain nothing.
inline constexpr std::size_t batch_size = 16, batch_bytes = std::size_t{64} << 10U;

/// Whole content of a file, "-" for standard input; nothing (after a complaint) if it cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);

/// Text as UTF-8 (text room's detection), told that tags are no text when it looks like HTML.
[[nodiscard]] std::string decode(const std::string& bytes, const std::string& encoding);
[[nodiscard]] bool looks_like_html(std::string_view text);

struct AnnotateCommand {
    std::string split; ///< directory for one file an article, or empty
};
int annotate(const CommonOptions& options, const AnnotateCommand& command);

struct TimelineCommand {
    std::vector<std::string> files;
    std::string from, to;
    std::vector<std::string> about;
    std::size_t top = 0;
    bool all = false;
};
int timeline(const CommonOptions& options, const TimelineCommand& command);

struct GazetteerCommand {
    std::vector<std::string> files;
    std::string output;
    std::string language = "fr";
    std::string data;
};
int compile_gazetteer(const GazetteerCommand& command);
int check_gazetteers(const GazetteerCommand& command);

} // namespace tool
