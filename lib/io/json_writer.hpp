// JSON as it is written: appended to one string, no tree in between. The same bytes as nlohmann's dump of the same document.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace stoltenberg::io {

/// Containers must be closed in the order they were opened; within an object every value follows its key.
class JsonWriter {
public:
    /// Appends to `out`; `indent` spaces a level, -1: one line.
    explicit JsonWriter(std::string& out, int indent = -1) : out_(out), indent_(indent) {}

    JsonWriter& open_object() { return open('{'); }
    JsonWriter& close_object() { return close('}'); }
    JsonWriter& open_array() { return open('['); }
    JsonWriter& close_array() { return close(']'); }

    /// A name known here, which needs no escapes.
    template <std::size_t N>
    JsonWriter& key(const char (&name)[N]) {
        std::array<char, N + 2> quoted;
        quoted[0] = '"';
        for (std::size_t i = 0; i + 1 < N; ++i) quoted[i + 1] = name[i];
        quoted[N] = '"';
        quoted[N + 1] = ':';
        separate();
        out_.append(quoted.data(), quoted.size());
        return keyed();
    }
    JsonWriter& key(const std::string& name) {
        separate();
        string(name);
        out_ += ':';
        return keyed();
    }

    /// A string; of invalid UTF-8 each longest start of a sequence becomes one U+FFFD.
    JsonWriter& value(std::string_view text) {
        separate();
        string(text);
        return *this;
    }
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::same_as<bool> auto truth) { return raw(truth ? "true" : "false"); }
    template <std::integral Number>
    requires(!std::same_as<Number, bool>) JsonWriter& value(Number number) {
        std::array<char, 24> digits;
        const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
    }
    JsonWriter& null() { return raw("null"); }

private:
    JsonWriter& open(char bracket) {
        separate();
        out_ += bracket;
        ++depth_;
        first_ = true;
        return *this;
    }
    JsonWriter& close(char bracket) {
        --depth_;
        if (!first_) line();
        first_ = false;
        out_ += bracket;
        return *this;
    }
    JsonWriter& keyed() {
        if (indent_ >= 0) out_ += ' ';
        after_key_ = true;
        return *this;
    }
    JsonWriter& raw(std::string_view text) {
        separate();
        out_ += text;
        return *this;
    }
    /// What stands between this value and the one before.
    void separate() {
        if (after_key_ || depth_ == 0) {
            after_key_ = false;
            return;
        }
        if (!first_) out_ += ',';
        first_ = false;
        line();
    }
    void line() {
        if (indent_ < 0) return;
        out_ += '\n';
        out_.append(depth_ * static_cast<std::size_t>(indent_), ' ');
    }
    void string(std::string_view text);

    std::string& out_;
    int indent_;
    std::size_t depth_ = 0;
    bool first_ = true;
    bool after_key_ = false;
};

} // namespace stoltenberg::io
