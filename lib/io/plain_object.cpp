#include "io/plain_object.hpp"

#include "base/utf8.hpp"
#include "io/plain_bytes.hpp"

namespace stoltenberg::io {

bool PlainReader::string(std::string& out) {
    out.clear();
    if (!mark('"')) return false;
    for (;;) {
        const std::size_t end = plain_end(json_, at_);
        out.append(json_, at_, end - at_);
        if (end == json_.size()) return false;
        at_ = end + 1;
        if (json_[end] == '"') return true;
        if (json_[end] != '\\' || !escape(out)) return false;
    }
}

bool PlainReader::escape(std::string& out) {
    if (at_ == json_.size()) return false;
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = json_[at_++];
    if (const std::size_t i = letters.find(letter); i != std::string_view::npos) {
        out += meanings[i];
        return true;
    }
    if (letter != 'u') return false;
    const auto first = unit();
    if (!first) return false;
    if (*first < 0xD800 || *first > 0xDFFF) {
        base::append_utf8(out, *first);
        return true;
    }
    if (*first >= 0xDC00 || json_.substr(at_, 2) != "\\u") return false;
    at_ += 2;
    const auto second = unit();
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return false;
    base::append_utf8(out, 0x10000U + ((*first - 0xD800U) << 10U) + (*second - 0xDC00U));
    return true;
}

std::optional<char32_t> PlainReader::unit() noexcept {
    if (json_.size() - at_ < 4) return std::nullopt;
    char32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const char c = json_[at_++];
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return std::nullopt;
        out = out * 16 + static_cast<char32_t>(digit);
    }
    return out;
}

} // namespace stoltenberg::io
