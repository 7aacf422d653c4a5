#include "output.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tool {
namespace {

enum State : int { idle, writing, dying };
std::atomic<int> state{idle};
std::atomic<int> pending{0}; ///< the signal that waits for the end of a piece
int problem = 0;             ///< errno of the write that failed

static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");

void say(const char* text) {
    if (::write(STDERR_FILENO, text, std::strlen(text)) < 0) return; // nobody listens
}

/// Only what a signal handler may do.
[[noreturn]] void die(int signal) {
    say(signal == SIGINT    ? "stoltenberg: stopped by SIGINT; what is written is whole\n"
        : signal == SIGTERM ? "stoltenberg: stopped by SIGTERM; what is written is whole\n"
                            : "stoltenberg: stopped by SIGHUP; what is written is whole\n");
    std::signal(signal, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    ::kill(::getpid(), signal);
    for (;;) ::pause();
}

void on_signal(int signal) {
    pending = signal;
    int expected = idle;
    if (state.compare_exchange_strong(expected, dying)) die(signal);
}

} // namespace

void finish_lines_on_signals() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction old {};
        // What the parent ignores (nohup) stays ignored.
        if (sigaction(signal, nullptr, &old) == 0 && old.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
    }
    std::signal(SIGXFSZ, SIG_IGN);
}

Uninterrupted::Uninterrupted() {
    int expected = idle;
    while (!state.compare_exchange_strong(expected, writing)) ::pause(); // dying
}

Uninterrupted::~Uninterrupted() {
    state = idle;
    const int signal = pending;
    int expected = idle;
    if (signal != 0 && state.compare_exchange_strong(expected, dying)) die(signal);
}

bool Whole::add(std::string_view part) {
    while (good_ && !part.empty()) {
        const ssize_t n = ::write(STDOUT_FILENO, part.data(), part.size());
        if (n >= 0) {
            done_ += static_cast<std::size_t>(n);
            part.remove_prefix(static_cast<std::size_t>(n));
            continue;
        }
        if (errno == EINTR) continue;
        if (errno == EAGAIN) {
            pollfd ready{STDOUT_FILENO, POLLOUT, 0};
            (void)::poll(&ready, 1, -1);
            continue;
        }
        problem = errno;
        good_ = false;
        // Of a file that ends here the half document can be taken back.
        struct stat file {};
        const off_t here = ::lseek(STDOUT_FILENO, 0, SEEK_CUR);
        if (done_ > 0 && ::fstat(STDOUT_FILENO, &file) == 0 && S_ISREG(file.st_mode) && here == file.st_size) {
            if (::ftruncate(STDOUT_FILENO, here - static_cast<off_t>(done_)) != 0) problem = errno;
        }
    }
    return good_;
}

bool put(std::string_view piece) { return Whole().add(piece); }

std::string output_problem() { return std::string("standard output cannot be written: ") + std::strerror(problem); }

} // namespace tool
