// JSON as it is written: into one buffer, no tree in between. The same bytes as nlohmann's dump of the same document.
#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace stoltenberg::io {

/// Containers must be closed in the order they were opened; within an object every value follows its key.
class JsonWriter {
public:
    /// `indent` spaces a level, -1: one line. `expected` bytes, to begin with a buffer of that size.
    explicit JsonWriter(int indent = -1, std::size_t expected = 0) : at_(out_.data()), end_(at_), indent_(indent) { grow(expected); }
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;

    /// What was written; the writer is empty then.
    [[nodiscard]] std::string take() {
        out_.resize(static_cast<std::size_t>(at_ - out_.data()));
        std::string out = std::exchange(out_, {});
        at_ = end_ = out_.data();
        before_ = Before::nothing;
        return out;
    }

    /// What was written so far and not forgotten: with both a long document goes out piece by piece.
    [[nodiscard]] std::string_view written() const noexcept { return {out_.data(), static_cast<std::size_t>(at_ - out_.data())}; }
    void forget() noexcept { at_ = out_.data(); }

    JsonWriter& open_object() { return open('{'); }
    JsonWriter& close_object() { return close('}'); }
    JsonWriter& open_array() { return open('['); }
    JsonWriter& close_array() { return close(']'); }

    /// A name known here, which needs no escapes.
    template <std::size_t N>
    JsonWriter& key(const char (&name)[N]) {
        char* to = next(N + 2);
        to[0] = '"';
        std::memcpy(to + 1, name, N - 1);
        to[N] = '"';
        to[N + 1] = ':';
        at_ = to + N + 2;
        return keyed();
    }
    JsonWriter& key(const std::string& name) {
        value(name);
        put(':');
        return keyed();
    }

    /// A string; of invalid UTF-8 each longest start of a sequence becomes one U+FFFD.
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    /// A string known here, which needs no escapes.
    JsonWriter& name(std::string_view text) {
        char* to = next(text.size() + 2);
        to[0] = '"';
        text.copy(to + 1, text.size());
        to[text.size() + 1] = '"';
        at_ = to + text.size() + 2;
        return *this;
    }
    JsonWriter& value(std::same_as<bool> auto truth) { return raw(truth ? "true" : "false"); }
    template <std::integral Number>
    requires(!std::same_as<Number, bool>) JsonWriter& value(Number number) {
        constexpr std::size_t longest = 24;
        char* to = next(longest);
        at_ = std::to_chars(to, to + longest, number).ptr;
        return *this;
    }
    JsonWriter& null() { return raw("null"); }

private:
    /// What stands before a value: nothing behind its key, a line of its own as the first of a container, a comma and a line as another.
    enum class Before : unsigned char { nothing, line, comma };

    JsonWriter& open(char bracket) {
        char* to = next(1);
        *to = bracket;
        at_ = to + 1;
        ++depth_;
        before_ = Before::line;
        return *this;
    }
    JsonWriter& close(char bracket) {
        --depth_;
        if (before_ == Before::comma) line();
        before_ = depth_ == 0 ? Before::nothing : Before::comma;
        put(bracket);
        return *this;
    }
    JsonWriter& keyed() {
        if (indent_ >= 0) put(' ');
        before_ = Before::nothing;
        return *this;
    }
    JsonWriter& raw(std::string_view text) {
        char* to = next(text.size());
        at_ = to + text.copy(to, text.size());
        return *this;
    }
    /// Where a value of `bytes` goes, behind what stands before it.
    char* next(std::size_t bytes) {
        char* to = room(bytes + 1);
        if (before_ == Before::comma) *to++ = ',';
        if (indent_ >= 0 && before_ != Before::nothing) {
            at_ = to;
            line();
            to = room(bytes);
        }
        before_ = Before::comma;
        return to;
    }
    void line() {
        if (indent_ < 0) return;
        const std::size_t spaces = depth_ * static_cast<std::size_t>(indent_);
        char* to = room(spaces + 1);
        to[0] = '\n';
        std::memset(to + 1, ' ', spaces);
        at_ += spaces + 1;
    }

    /// Where the next bytes go, at least `bytes` of them.
    char* room(std::size_t bytes) {
        if (end_ - at_ < static_cast<std::ptrdiff_t>(bytes)) grow(bytes);
        return at_;
    }
    void grow(std::size_t bytes);
    void put(char c) {
        *room(1) = c;
        ++at_;
    }

    std::string out_; ///< the buffer
    char* at_;        ///< where the next byte goes
    char* end_;       ///< of the buffer
    int indent_;
    std::size_t depth_ = 0;
    Before before_ = Before::nothing;
};

} // namespace stoltenberg::io
