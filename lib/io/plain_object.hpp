// The JSON object that nearly every input line is: members that are strings or null. What is anything else is left to the parser
// that judges all of JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace stoltenberg::io {

class PlainReader {
public:
    explicit PlainReader(std::string_view json) noexcept : json_(json) {}

    /// The next byte that is no white space, if it is `c`.
    [[nodiscard]] bool mark(char c) noexcept {
        space();
        if (at_ == json_.size() || json_[at_] != c) return false;
        ++at_;
        return true;
    }
    /// A whole string, decoded; false if none stands here, or one that is not well-formed.
    [[nodiscard]] bool string(std::string& out);
    [[nodiscard]] bool null() noexcept {
        space();
        if (json_.substr(at_, 4) != "null") return false;
        at_ += 4;
        return true;
    }
    [[nodiscard]] bool end() noexcept {
        space();
        return at_ == json_.size();
    }

private:
    void space() noexcept {
        while (at_ < json_.size() && (json_[at_] == ' ' || json_[at_] == '\t' || json_[at_] == '\n' || json_[at_] == '\r')) ++at_;
    }
    [[nodiscard]] bool escape(std::string& out);
    /// Four hexadecimal digits.
    [[nodiscard]] std::optional<char32_t> unit() noexcept;

    std::string_view json_;
    std::size_t at_ = 0;
};

/// Every member in order: member(key, value or nothing for null). False where `json` is no such object, perhaps after some calls.
template <class F>
[[nodiscard]] bool read_plain_object(std::string_view json, F&& member) {
    PlainReader in(json);
    if (!in.mark('{')) return false;
    if (in.mark('}')) return in.end();
    std::string key;
    do {
        std::optional<std::string> value(std::in_place);
        if (!in.string(key) || !in.mark(':')) return false;
        if (in.null())
            value.reset();
        else if (!in.string(*value))
            return false;
        member(std::string_view(key), std::move(value));
    } while (in.mark(','));
    return in.mark('}') && in.end();
}

} // namespace stoltenberg::io
