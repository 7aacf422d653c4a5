#include "article/page.hpp"

#include <algorithm>
#include <array>

namespace stoltenberg::article {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::string_view bullets[] = {"\xE2\x80\xA2", "\xC2\xB7",     "\xE2\x86\x92", "\xE2\x96\xBA", "\xE2\x96\xB6",
                                        "\xE2\x96\xA0", "\xE2\x97\x8F", "\xE2\x96\xAA", "\xE2\x9E\xA4", "\xE2\x9C\x93"};
// bullet, middle dot, arrow, pointers, squares, disc, small square, arrowhead, tick

Range skip_bullet(const text::Text& text, Range range) {
    const std::string_view s = text.folded_at(range);
    std::uint32_t i = 0;
    while (i < s.size()) {
        if (s[i] == ' ' || s[i] == '*' || s[i] == '-' || s[i] == '>' || s[i] == '+') {
            ++i;
            continue;
        }
        const auto it = std::find_if(std::begin(bullets), std::end(bullets), [&](std::string_view b) { return s.substr(i, b.size()) == b; });
        if (it == std::end(bullets)) break;
        i += static_cast<std::uint32_t>(it->size());
    }
    return i < s.size() ? Range{range.begin + i, range.end} : range;
}

/// ASCII that is no mark to count() and no blank.
constexpr std::array<bool, 256> is_plain = [] {
    std::array<bool, 256> out{};
    for (unsigned c = 0; c < 0x80; ++c) out[c] = std::string_view("|> .!?").find(static_cast<char>(c)) == std::string_view::npos;
    return out;
}();

void count(const text::Text& text, const Rules& rules, Unit& unit) {
    for (std::uint32_t w = unit.first_word; w < unit.last_word; ++w) {
        const text::Word& word = text.words[w];
        if (word.is(text::digits)) continue;
        const std::string_view s = text.word(w);
        const std::uint8_t cls = rules.word_class(s, word.hash);
        if (word.is(text::elided)) { // part of the word behind it
            unit.function += (cls & word_function) != 0;
            continue;
        }
        ++unit.words;
        unit.letters += static_cast<std::uint32_t>(s.size());
        unit.function += (cls & word_function) != 0;
        unit.site += (cls & word_site) != 0;
        unit.foreign += (cls & word_foreign) != 0;
        if (word.is(text::upper)) ++unit.uppers;
        if (word.is(text::capital)) {
            ++unit.capitals;
        } else if ((cls & (word_particle | word_function)) == 0) {
            ++unit.small;
        }
    }
    const std::string_view s = text.folded_at(unit.text);
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (is_plain[static_cast<unsigned char>(s[i])]) continue;
        if (s[i] == '|' || s[i] == '>') ++unit.separators;
        if (static_cast<unsigned char>(s[i]) >= 0x80 && (s.substr(i, 2) == "\xC2\xB7" || s.substr(i, 3) == "\xE2\x80\xA2")) ++unit.separators;
        if (s[i] == ' ' && i + 1 < s.size() && s[i + 1] == ' ') {
            // No-break spaces beside punctuation are typography, not layout.
            const std::size_t begin = i;
            while (i + 1 < s.size() && s[i + 1] == ' ') ++i;
            const char before = begin > 0 ? s[begin - 1] : ' ';
            const char after = i + 1 < s.size() ? s[i + 1] : ' ';
            if ((is_letter(before) || is_digit(before) || before == ')') && (is_letter(after) || is_digit(after) || after == '@' || after == '#'))
                ++unit.separators;
        }
        if ((s[i] == '.' || s[i] == '!' || s[i] == '?') && i + 2 < s.size() && i > 1 && s[i + 1] == ' ' && is_letter(s[i - 1]) &&
            is_letter(s[i - 2])) {
            ++unit.stops;
        }
    }
    std::size_t end = s.size();
    while (end > 0 && (s[end - 1] == '"' || s[end - 1] == '\'' || s[end - 1] == ')' || s[end - 1] == ']' || s[end - 1] == ' ')) --end;
    if (end > 0) {
        const char last = s[end - 1];
        const bool ellipsis = end >= 3 && s.substr(end - 3, 3) == "...";
        unit.asks = last == '?' || last == '!';
        unit.sentence = (last == '.' && !ellipsis) || (unit.asks && (unit.words > 20 || unit.stops > 0)) || (ellipsis && unit.words > 20);
    }
    for (const char c : s) {
        if (!is_letter(c) && !is_digit(c)) continue;
        unit.lower_start = is_letter(c) && !is_capital(text, unit.text);
        break;
    }
    const std::uint32_t chars = unit.text.size();
    if (unit.separators >= 3 && unit.function * 6 < unit.words) return;
    if (unit.sentence && unit.words >= 4 && unit.function >= 2 && chars >= 25) unit.prose = true;
    if (chars >= 160 && unit.function * 8 >= unit.words) unit.prose = true;
    if (unit.words >= 18 && unit.function * 5 >= unit.words) unit.prose = true;
}

} // namespace

Range trim(const text::Text& text, Range range) {
    const std::string& s = text.folded;
    while (range.begin < range.end && (s[range.begin] == ' ' || s[range.begin] == '\n')) ++range.begin;
    while (range.end > range.begin && (s[range.end - 1] == ' ' || s[range.end - 1] == '\n')) --range.end;
    return range;
}

bool is_upper(const text::Text& text, Range range) {
    bool any = false;
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
        if (!is_letter(text.folded[i])) continue;
        if ((text.marks[i] & text::mark_upper) == 0) return false;
        any = true;
    }
    return any;
}

bool is_capital(const text::Text& text, Range range) {
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
        if (is_letter(text.folded[i])) return (text.marks[i] & text::mark_upper) != 0;
    }
    return false;
}

bool is_name(const text::Text& text, const Rules& rules, Range range, std::size_t most_words) {
    std::size_t words = 0;
    bool any = false;
    for (std::uint32_t w = text.word_at(range.begin); w < text.words.size() && text.words[w].begin < range.end; ++w) {
        const text::Word& word = text.words[w];
        if (word.is(text::digits)) {
            if (!any) return false; // "France 24" is a name, "24 heures" is none
            continue;
        }
        ++words;
        if (word.is(text::capital)) {
            any = true;
        } else if ((rules.word_class(text.word(w), word.hash) & (word_particle | word_role)) == 0) {
            return false;
        }
    }
    return any && words <= most_words;
}

bool shape_fits(const text::Text& text, const Rules& rules, const FurnitureRule& rule, const Unit& unit, const match::RuleSet::Match& match) {
    if (match.range.size() > rule.most) return false;
    if (rule.open && (unit.sentence || unit.text.size() > 260)) return false;
    const Range whole{unit.text.begin + match.range.begin, unit.text.begin + match.range.end};
    if (rule.how == How::opening && !whole.empty() && whole.end < unit.text.end) {
        // A word of the row is a word of the line, unless the next is glued to it by its capital.
        const bool inside = text::is_word_byte(text.folded[whole.end - 1]) && text::is_word_byte(text.folded[whole.end]);
        if (inside && (text.marks[whole.end] & text::mark_upper) == 0 && is_letter(text.folded[whole.end])) return false;
    }
    if (rule.upper && !is_upper(text, whole)) return false;
    if (rule.capital && !is_capital(text, whole)) return false;
    if (!rule.named) return true;
    // A name: it begins with a capital, and most of its words are capitals, particles or words of bylines.
    const auto name = match.group("name");
    if (!name) return false;
    const Range range{unit.text.begin + name->begin, unit.text.begin + name->end};
    if (!is_capital(text, range)) return false;
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::uint32_t w = text.word_at(range.begin); w < text.words.size() && text.words[w].begin < range.end; ++w) {
        const bool fits = text.words[w].is(text::capital) || (rules.word_class(text.word(w), text.words[w].hash) & (word_particle | word_role)) != 0;
        (fits ? good : bad) += 1;
    }
    return good > bad;
}

void find_cuts(const text::Text& text, const Rules& rules, Unit& unit, Windows& windows) {
    if (unit.text.empty()) return;
    const std::string_view s = text.folded_at(unit.text);
    for (const auto& match : rules.cut_prefix.set.match_prefix(s.substr(0, 160), unit.all_held, &windows.lines)) {
        const FurnitureRule& rule = rules.cut_prefix.rules[match.rule];
        const Range range{unit.text.begin + match.range.begin, unit.text.begin + match.range.end};
        if (range.end >= unit.text.end || !shape_fits(text, rules, rule, unit, match)) continue;
        if ((text.marks[range.end] & text::mark_upper) == 0 && text.folded[range.end] != '"') continue; // text begins here
        unit.cuts.push_back({range, rule.kind, rule.why});
        unit.text = trim(text, {range.end, unit.text.end});
        break;
    }
    if (unit.text.size() < 30) return;
    const std::string_view rest = text.folded_at(unit.text);
    for (const auto& match : rules.cut_find.set.find(rest, unit.all_held, &windows.lines)) {
        const FurnitureRule& rule = rules.cut_find.rules[match.rule];
        const Range range{unit.text.begin + match.range.begin, unit.text.begin + match.range.end};
        if (match.range.begin == 0 || !shape_fits(text, rules, rule, unit, match)) continue; // a whole line has a row of its own
        if (rule.how == How::suffix) {
            // It follows a finished sentence, or is glued to it by a capital.
            std::uint32_t at = range.begin;
            while (at > unit.text.begin && text.folded[at - 1] == ' ') --at;
            const char before = at > unit.text.begin ? text.folded[at - 1] : ' ';
            const bool finished = before == '.' || before == '!' || before == '?' || before == '"' || before == ')';
            if (!finished && !(at == range.begin && is_capital(text, range))) continue;
        }
        unit.cuts.push_back({range, rule.kind, rule.why});
    }
}

std::vector<Unit> measure(const text::Text& text, const Rules& rules) {
    std::vector<Unit> units;
    bool blank = false;
    std::size_t i = 0;
    const auto line_range = [&](std::size_t l) { return trim(text, text.lines[l].range); };
    while (i < text.lines.size()) {
        const Range range = line_range(i);
        if (range.empty()) {
            blank = true;
            ++i;
            continue;
        }
        // The block up to the next blank line; is it one paragraph broken at a width?
        std::size_t end = i + 1;
        while (end < text.lines.size() && end - i < 200 && !line_range(end).empty()) ++end;
        std::size_t last = i;
        if (end - i >= 2 && (blank || i == 0)) {
            std::uint32_t width = 0;
            for (std::size_t l = i; l < end; ++l) width = std::max(width, line_range(l).size());
            bool wrapped = width >= 52 && width <= 110;
            bool continued = false;
            for (std::size_t l = i; wrapped && l + 1 < end; ++l) {
                wrapped = line_range(l).size() + 16 >= width;
                const Range next = line_range(l + 1);
                const char c = text.folded[next.begin];
                continued = continued || (c >= 'a' && c <= 'z' && (text.marks[next.begin] & text::mark_upper) == 0);
            }
            const char close = text.folded[line_range(end - 1).end - 1];
            if (wrapped && continued && (close == '.' || close == '"' || close == '!' || close == '?' || end - i >= 4)) last = end - 1;
        }
        Unit unit;
        unit.range = {range.begin, line_range(last).end};
        unit.text = skip_bullet(text, unit.range);
        unit.first_word = text.lines[i].first_word;
        unit.last_word = text.lines[last].last_word;
        unit.blank_before = blank;
        count(text, rules, unit);
        const std::string_view s = text.folded_at(unit.range);
        unit.head_held = rules.sieve.sift(s.substr(0, head_bytes));
        unit.all_held = s.size() <= head_bytes ? unit.head_held : rules.sieve.sift(s, head_bytes, unit.head_held);
        units.push_back(std::move(unit));
        blank = false;
        i = last + 1;
    }
    return units;
}

} // namespace stoltenberg::article
