#include "io/quote.hpp"

#include <algorithm>
#include <string_view>

#include "base/utf8.hpp"
#include "text/text.hpp"

namespace stoltenberg::io {
namespace {

std::size_t before(std::string_view text, std::size_t at) {
    do {
        --at;
    } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

/// A letter or digit; of other scripts than Latin only what lies below the punctuation blocks.
bool is_letter(std::string_view text, std::size_t at) {
    const char32_t c = base::decode(text, at).code_point;
    return c < 0x80 ? text::is_word_byte(text[at]) : c >= 0xC0 && c < 0x2000;
}

bool find_words(std::string_view text, std::string_view words, Span& out) {
    if (words.empty()) return false;
    for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        const std::size_t end = at + words.size();
        const bool starts = at == 0 || !is_letter(text, before(text, at));
        const bool ends = end == text.size() || !is_letter(text, end);
        if (starts && ends) {
            out = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
            return true;
        }
    }
    return false;
}

} // namespace

std::vector<QuoteMark> quote_marks(const Observation& o) {
    std::vector<QuoteMark> out;
    Span span;
    if (find_words(o.source.quote, o.trigger, span)) out.push_back({span, QuoteMark::trigger});
    if (find_words(o.source.quote, o.source.time, span)) out.push_back({span, QuoteMark::time});
    return out;
}

void settle(std::vector<QuoteMark>& marks) {
    std::stable_sort(marks.begin(), marks.end(), [](const QuoteMark& a, const QuoteMark& b) { return a.kind < b.kind; });
    std::vector<QuoteMark> kept;
    for (const QuoteMark& m : marks) {
        const bool free = std::none_of(kept.begin(), kept.end(), [&](const QuoteMark& k) { return k.span.overlaps(m.span); });
        if (free && !m.span.empty()) kept.push_back(m);
    }
    std::sort(kept.begin(), kept.end(), [](const QuoteMark& a, const QuoteMark& b) { return a.span.begin < b.span.begin; });
    marks = std::move(kept);
}

} // namespace stoltenberg::io
