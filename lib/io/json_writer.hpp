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
        separate();
        char* to = room(N + 2);
        to[0] = '"';
        std::memcpy(to + 1, name, N - 1);
        to[N] = '"';
        to[N + 1] = ':';
        at_ += N + 2;
        return keyed();
    }
    JsonWriter& key(const std::string& name) {
        separate();
        string(name);
        put(':');
        return keyed();
    }

    /// A string; of invalid UTF-8 each longest start of a sequence becomes one U+FFFD.
    JsonWriter& value(std::string_view text) {
        separate();
        string(text);
        return *this;
    }
    /// A string known here, which needs no escapes.
    JsonWriter& name(std::string_view text) {
        separate();
        char* to = room(text.size() + 2);
        to[0] = '"';
        text.copy(to + 1, text.size());
        to[text.size() + 1] = '"';
        at_ += text.size() + 2;
        return *this;
    }
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::same_as<bool> auto truth) { return raw(truth ? "true" : "false"); }
    template <std::integral Number>
    requires(!std::same_as<Number, bool>) JsonWriter& value(Number number) {
        constexpr std::size_t longest = 24;
        separate();
        char* to = room(longest);
        at_ = std::to_chars(to, to + longest, number).ptr;
        return *this;
    }
    JsonWriter& null() { return raw("null"); }

private:
    JsonWriter& open(char bracket) {
        separate();
        put(bracket);
        ++depth_;
        first_ = true;
        return *this;
    }
    JsonWriter& close(char bracket) {
        --depth_;
        if (!first_) line();
        first_ = false;
        put(bracket);
        return *this;
    }
    JsonWriter& keyed() {
        if (indent_ >= 0) put(' ');
        after_key_ = true;
        return *this;
    }
    JsonWriter& raw(std::string_view text) {
        separate();
        put(text);
        return *this;
    }
    /// What stands between this value and the one before.
    void separate() {
        if (after_key_ || depth_ == 0) {
            after_key_ = false;
            return;
        }
        if (!first_) put(',');
        first_ = false;
        line();
    }
    void line() {
        if (indent_ < 0) return;
        const std::size_t spaces = depth_ * static_cast<std::size_t>(indent_);
        char* to = room(spaces + 1);
        to[0] = '\n';
        std::memset(to + 1, ' ', spaces);
        at_ += spaces + 1;
    }
    void string(std::string_view text);

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
    void put(std::string_view text) { at_ += text.copy(room(text.size()), text.size()); }

    std::string out_; ///< the buffer
    char* at_;        ///< where the next byte goes
    char* end_;       ///< of the buffer
    int indent_;
    std::size_t depth_ = 0;
    bool first_ = true;
    bool after_key_ = false;
};

} // namespace stoltenberg::io
