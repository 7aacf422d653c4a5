// One line on a terminal while work goes on: articles, MB/s, time left. Silent everywhere else.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tool {

class Progress {
public:
    /// `total` bytes to come, 0 when nobody knows.
    Progress(bool quiet, std::uint64_t total);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress(); ///< the last state and a line feed, when anything was shown

    /// From any thread: bytes that are done with.
    void add_bytes(std::uint64_t bytes) noexcept { bytes_ += bytes; }
    /// From one thread: an article is done; redraws at most ten times a second.
    void add_article();

private:
    void draw(bool last);
    bool show_;
    bool shown_ = false;
    std::uint64_t total_;
    std::atomic<std::uint64_t> bytes_{0};
    std::size_t articles_ = 0;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point next_;
};

/// Sizes of the files together, "-" being standard input; 0 if one is no regular file.
[[nodiscard]] std::uint64_t total_size(const std::vector<std::string>& files);
/// `1234 articles, 5.6 MB/s, 0:42 left`.
[[nodiscard]] std::string progress_line(std::size_t articles, std::uint64_t bytes, std::uint64_t total, double seconds);

} // namespace tool
