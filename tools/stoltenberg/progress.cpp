#include "progress.hpp"

#include <cmath>
#include <cstdio>
#include <iostream>
#include <sys/stat.h>
#include <unistd.h>

namespace tool {

using Clock = std::chrono::steady_clock;
constexpr auto pause = std::chrono::milliseconds(100);
constexpr auto patience = std::chrono::milliseconds(700); // short work needs no line

Progress::Progress(bool quiet, std::uint64_t total)
    : show_(!quiet && isatty(STDERR_FILENO) != 0), total_(total), start_(Clock::now()), next_(start_ + patience) {}

Progress::~Progress() {
    if (shown_) draw(true);
}

void Progress::add_article() {
    ++articles_;
    if (show_ && Clock::now() >= next_) draw(false);
}

void Progress::draw(bool last) {
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - start_).count();
    std::cerr << "\r\x1b[K" << progress_line(articles_, bytes_, last ? 0 : total_, seconds) << (last ? "\n" : "") << std::flush;
    shown_ = true;
    next_ = now + pause;
}

std::uint64_t total_size(const std::vector<std::string>& files) {
    std::uint64_t sum = 0;
    for (const std::string& file : files) {
        struct stat info {};
        const int failed = file == "-" ? fstat(STDIN_FILENO, &info) : stat(file.c_str(), &info);
        if (failed != 0) continue; // reported where it is opened
        if (!S_ISREG(info.st_mode)) return 0;
        sum += static_cast<std::uint64_t>(info.st_size);
    }
    return sum;
}

std::string progress_line(std::size_t articles, std::uint64_t bytes, std::uint64_t total, double seconds) {
    const double rate = seconds > 0 ? static_cast<double>(bytes) / seconds : 0;
    char text[64];
    std::snprintf(text, sizeof text, ", %.1f MB/s", rate / 1e6);
    std::string line = std::to_string(articles) + (articles == 1 ? " article" : " articles") + text;
    if (total > bytes && rate > 0) {
        const double left = static_cast<double>(total - bytes) / rate;
        if (left < 360000) {
            const long s = std::lround(left);
            if (s >= 3600) {
                std::snprintf(text, sizeof text, ", %ld:%02ld:%02ld left", s / 3600, s / 60 % 60, s % 60);
            } else {
                std::snprintf(text, sizeof text, ", %ld:%02ld left", s / 60, s % 60);
            }
            line += text;
        }
    }
    return line;
}

} // namespace tool
