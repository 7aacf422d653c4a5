// Words, lines, and the way back to the source.
#include "text/text.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "base/word_map.hpp"
#include "text/fold.hpp"

namespace stoltenberg::text {
namespace {

bool is_elision(std::string_view word, const std::vector<std::string>& elisions) {
    return word.size() <= 8 && std::find(elisions.begin(), elisions.end(), word) != elisions.end();
}

/// What a byte is to a word: nothing, a digit, a letter or any byte of another script.
enum Kind : std::uint8_t { no_word, digit, letter };
constexpr std::array<std::uint8_t, 256> kinds = [] {
    std::array<std::uint8_t, 256> out{};
    for (unsigned c = 0; c < out.size(); ++c) out[c] = !is_word_byte(static_cast<char>(c)) ? no_word : c >= '0' && c <= '9' ? digit : letter;
    return out;
}();

/// What a gap of one byte is.
constexpr std::array<std::uint16_t, 256> gaps = [] {
    std::array<std::uint16_t, 256> out{};
    out[' '] = gap_space;
    out['\''] = gap_apostrophe;
    out[','] = gap_comma | gap_first;
    out[';'] = out[':'] = gap_colon | gap_first;
    out['.'] = gap_stop | gap_first;
    out['('] = gap_open;
    out[')'] = gap_close | gap_first;
    out['['] = out[']'] = gap_square;
    out['"'] = gap_quote;
    out['\n'] = gap_line;
    return out;
}();
constexpr std::uint16_t gap_of(char c) { return gaps[static_cast<unsigned char>(c)]; }

std::uint16_t gap_of(std::string_view gap) {
    if (gap.empty()) return 0;
    unsigned marks = 0;
    for (const char c : gap) marks |= gap_of(c);
    marks &= ~unsigned{gap_space | gap_apostrophe | gap_first};
    if (gap.find(" - ") != std::string_view::npos) marks |= gap_dash;
    return static_cast<std::uint16_t>(marks | (gap_of(gap[0]) & gap_first));
}

/// The word that begins at `begin`.
Word word_at(const Text& t, std::uint32_t begin) {
    const char* folded = t.folded.data();
    const std::uint8_t* marks = t.marks.data();
    const auto size = static_cast<std::uint32_t>(t.folded.size());
    std::uint32_t letters = 0;
    std::uint32_t uppers = 0;
    std::uint8_t all = 0;
    std::uint32_t end = begin;
    for (std::uint8_t kind = 0; end < size && (kind = kinds[static_cast<unsigned char>(folded[end])]) != no_word; ++end) {
        const std::uint8_t m = marks[end];
        letters += static_cast<std::uint32_t>(kind >> 1U);
        uppers += static_cast<std::uint32_t>(m & kind >> 1U); // mark_upper is 1
        all |= m;
    }
    const std::uint32_t numerals = end - begin - letters;
    const std::uint32_t first_upper = kinds[static_cast<unsigned char>(folded[begin])] == letter ? marks[begin] & mark_upper : 0;
    std::uint16_t flags = 0;
    if (marks[begin] & mark_upper) flags |= capital;
    if (letters >= 2 && uppers == letters) flags |= upper;
    if (numerals > 0) flags |= has_digit;
    if (numerals > 0 && letters == 0) flags |= digits;
    if (all & mark_accent) flags |= accent;
    if (uppers > first_upper && uppers < letters) flags |= mixed;
    if (all & mark_acute_e) {
        std::uint32_t last = end;
        if (last > begin + 1 && folded[last - 1] == 's') --last;
        if (last > begin + 1 && folded[last - 1] == 'e' && !(marks[last - 1] & mark_acute_e)) --last;
        if (folded[last - 1] == 'e' && (marks[last - 1] & mark_acute_e)) flags |= acute_end;
    }
    return {begin, end, base::word_hash({folded + begin, end - begin}), flags, 0};
}

} // namespace

void read(std::string_view source, const Language& language, Text& out) {
    out.source = source;
    out.words.clear();
    out.lines.clear();
    out.sentences.clear();
    fold_into(source, out.folded, &out.origin, &out.marks);

    const std::string& f = out.folded;
    const auto size = static_cast<std::uint32_t>(f.size());
    std::uint32_t line_begin = 0;
    std::uint32_t line_word = 0;
    bool line_start_pending = true;
    const auto end_line = [&](std::uint32_t end) {
        out.lines.push_back({{line_begin, end}, line_word, static_cast<std::uint32_t>(out.words.size())});
        line_begin = end + 1;
        line_word = static_cast<std::uint32_t>(out.words.size());
        line_start_pending = true;
    };
    const char* const folded = f.data();
    for (std::uint32_t i = 0;;) {
        const std::uint32_t gap = i;
        for (; i < size && kinds[static_cast<unsigned char>(folded[i])] == no_word; ++i) {
            if (folded[i] == '\n') end_line(i);
        }
        if (!out.words.empty()) out.words.back().gap = i == gap + 1 ? gap_of(folded[gap]) : gap_of({folded + gap, i - gap});
        if (i == size) break;
        Word word = word_at(out, i);
        i = word.end;
        if (i < size && folded[i] == '\'' && is_elision({folded + word.begin, i - word.begin}, language.elisions)) word.flags |= elided;
        if (line_start_pending) word.flags |= line_start;
        line_start_pending = false;
        out.words.push_back(word);
    }
    if (line_begin < size || out.lines.empty()) end_line(size);
}

Span Text::to_span(Range r) const noexcept {
    if (r.empty()) return {origin[r.begin], origin[r.begin]};
    const std::uint32_t begin = origin[r.begin];
    // The last character that counts, then the combining marks that stand on it.
    const std::uint32_t last = origin[r.end - 1];
    std::uint32_t end = last + base::decode(source, last).size;
    const std::uint32_t limit = origin[r.end] > last ? origin[r.end] : end;
    while (end < limit) {
        const base::Decoded d = base::decode(source, end);
        if (d.code_point < 0x300 || d.code_point >= 0x370) break;
        end += d.size;
    }
    return {begin, end};
}

std::uint32_t Text::folded_offset(std::uint32_t source_offset) const noexcept {
    return static_cast<std::uint32_t>(std::lower_bound(origin.begin(), origin.end(), source_offset) - origin.begin());
}

std::uint32_t Text::word_at(std::uint32_t offset) const noexcept {
    const auto it = std::lower_bound(words.begin(), words.end(), offset, [](const Word& w, std::uint32_t o) { return w.begin < o; });
    return static_cast<std::uint32_t>(it - words.begin());
}

std::size_t Text::sentence_at(std::uint32_t offset) const noexcept {
    auto it = std::upper_bound(sentences.begin(), sentences.end(), offset, [](std::uint32_t o, const Sentence& s) { return o < s.range.begin; });
    if (it == sentences.begin()) return sentences.size();
    --it;
    return offset < it->range.end ? static_cast<std::size_t>(it - sentences.begin()) : sentences.size();
}

} // namespace stoltenberg::text
