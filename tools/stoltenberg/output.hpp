// Standard output, one whole piece (a line, a document) at a time: whatever ends the work, no half line is left behind.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tool {

/// SIGINT, SIGTERM and SIGHUP end the process after the piece that is being written, with a message, by the signal itself (a second one
/// at once); a file-size limit is an error like a full disk. SIGPIPE is left as it is: a reader that has seen enough ends the work silently.
/// Call once, before any thread is made.
void finish_lines_on_signals();

/// While one of these lives (in the writing thread), a signal waits.
class Uninterrupted {
public:
    Uninterrupted();
    ~Uninterrupted();
    Uninterrupted(const Uninterrupted&) = delete;
    Uninterrupted& operator=(const Uninterrupted&) = delete;
};

/// One document written in parts: signals wait from the first part on, and what cannot be finished is taken back.
class Whole {
public:
    /// False if a part cannot be written, as put; further parts are not tried.
    bool add(std::string_view part);

private:
    Uninterrupted guard_;
    std::size_t done_ = 0;
    bool good_ = true;
};

/// Writes the piece whole and unbuffered. False if it cannot be: the start of it is taken back where output is a file, and
/// output_problem() says why.
[[nodiscard]] bool put(std::string_view piece);
[[nodiscard]] std::string output_problem();

} // namespace tool
