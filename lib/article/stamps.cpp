// Dates that lines carry about the page itself.
#include <algorithm>

#include "article/page.hpp"

namespace stoltenberg::article {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A mark between the items of a line: no letter, no digit, no space, no apostrophe or stop.
bool is_separator(char c) { return !is_space(c) && !is_letter(c) && !is_digit(c) && c != '\'' && c != '.' && c != '"'; }

/// Does a separator (or a wide gap, or nothing at all) stand right before `at`?
bool separated_before(std::string_view s, std::size_t at) {
    std::size_t spaces = 0;
    while (at > 0 && is_space(s[at - 1])) --at, ++spaces;
    return at == 0 || spaces >= 2 || is_separator(s[at - 1]);
}

/// Items of a stretch of a line, cut at separators and wide gaps.
std::vector<Range> items(const text::Text& text, Range range) {
    std::vector<Range> out;
    const std::string& s = text.folded;
    std::uint32_t begin = range.begin;
    for (std::uint32_t i = range.begin; i <= range.end; ++i) {
        const bool wide = i + 1 < range.end && s[i] == ' ' && s[i + 1] == ' ';
        const bool dash = i < range.end && s[i] == '-' && i > range.begin && !is_space(s[i - 1]) && i + 1 < range.end && !is_space(s[i + 1]);
        if (i == range.end || wide || (is_separator(s[i]) && !dash && s[i] != '(' && s[i] != ')' && s[i] != '@' && s[i] != '&')) {
            const Range item = trim(text, {begin, i});
            if (!item.empty()) out.push_back(item);
            begin = i + 1;
        }
    }
    return out;
}

std::size_t word_count(const text::Text& text, Range range) {
    std::size_t n = 0;
    for (std::uint32_t w = text.word_at(range.begin); w < text.words.size() && text.words[w].begin < range.end; ++w) {
        n += !text.words[w].is(text::elided);
    }
    return n;
}

/// "Jeanne Lecocq": two words or more, each with its capital.
bool all_capitals(const text::Text& text, Range range) {
    std::size_t words = 0;
    for (std::uint32_t w = text.word_at(range.begin); w < text.words.size() && text.words[w].begin < range.end; ++w, ++words) {
        if (!text.words[w].is(text::capital)) return false;
    }
    return words >= 2 && words <= 4;
}

bool continues(const text::Text& text, const Rules& rules, Range item) {
    if (!item.empty() && is_digit(text.folded[item.begin])) return true;
    const std::uint32_t w = text.word_at(item.begin);
    if (w >= text.words.size() || text.words[w].begin >= item.end) return true; // marks only
    if (text.words[w].is(text::has_digit)) return true;
    return (rules.word_class(text.word(w), text.words[w].hash) & (word_continuation | word_role)) != 0;
}

/// Is the date (with its label) an item of the line, not a part of a sentence?
bool stands_alone(const text::Text& text, const Rules& rules, Range area, Range hit, bool marked) {
    const std::string& s = text.folded;
    const bool capital = marked && is_capital(text, hit); // "EuronewsPublié le": glued, but a label begins there
    if (!capital) {
        if (hit.begin > area.begin && text::is_word_byte(s[hit.begin - 1])) return false;
        if (!separated_before(text.folded_at(area), hit.begin - area.begin)) {
            // "Par Jeanne Lecocq le 3 mars": the date closes a byline.
            const Range head{area.begin, hit.begin};
            const bool byline = continues(text, rules, trim(text, head)) && word_count(text, head) <= 9;
            if (!byline && !all_capitals(text, head)) return false;
        }
    }
    const bool glued_capital = hit.end < area.end && (text.marks[hit.end] & text::mark_upper) != 0;
    return hit.end >= area.end || !is_letter(s[hit.end]) || glued_capital;
}

/// Do the hits make the unit a publication line, or one glued before its text?
bool settle(const text::Text& text, const Rules& rules, Unit& unit, const std::vector<Hit>& hits, bool label) {
    const Range before = trim(text, {unit.text.begin, hits.front().range.begin});
    const Range after = trim(text, {hits.back().range.end, unit.text.end});
    // Prose behind: a publication line glued before the first sentence, or no publication line at all.
    Range rest = after;
    while (!rest.empty() && (is_separator(text.folded[rest.begin]) || text.folded[rest.begin] == '.' || is_space(text.folded[rest.begin])))
        ++rest.begin;
    const bool comma = !after.empty() && text.folded[after.begin] == ',';
    const bool closed = !after.empty() && text.folded[after.end - 1] == '-' && after.size() < 60; // "…, Lomé. –" as a line of its own
    // ". –" between date and text is a dateline's; otherwise the text begins with a capital.
    std::size_t marks = 0;
    for (std::uint32_t i = after.begin; i < rest.begin; ++i) marks += text.folded[i] == '.' || text.folded[i] == '-';
    const std::size_t behind = word_count(text, rest);
    const auto item_ok = [&](Range item, bool first) {
        const std::size_t n = word_count(text, item);
        if (n > 10) return false;
        if (continues(text, rules, item)) return true;
        if (is_name(text, rules, item, 7)) return true;
        if (!is_capital(text, item) && !(label && first)) return false;
        return label || first ? n <= 8 : n <= 2;
    };
    bool fits = behind <= 14 && !(unit.sentence && behind > 5);
    if (fits) {
        for (const Range item : items(text, before)) fits = fits && item_ok(item, true);
        for (const Range item : items(text, after)) fits = fits && item_ok(item, false);
        for (std::size_t i = 1; fits && i < hits.size(); ++i) {
            for (const Range item : items(text, {hits[i - 1].range.end, hits[i].range.begin}))
                fits = item_ok(item, false) || word_count(text, item) <= 3;
        }
        fits = fits || closed;
        if (fits && !closed && comma && !rest.empty() && !continues(text, rules, rest) && !is_name(text, rules, rest, 5)) fits = false;
    }
    if (fits) {
        unit.hits = hits;
        unit.stamped = true;
        return true;
    }
    const bool first = before.empty() || (label && word_count(text, before) <= 6);
    if (first && !comma && !rest.empty() && (marks >= 2 || is_capital(text, {rest.begin, std::min(rest.end, rest.begin + 8)}))) {
        unit.hits = hits;
        unit.glued_hits = true;
        return true;
    }
    return false;
}

} // namespace

void find_stamps(const text::Text& text, const Rules& rules, Unit& unit, Windows& windows) {
    const Range area{unit.text.begin, std::min(unit.text.end, unit.text.begin + head_bytes)};
    const std::string_view s = text.folded_at(area);
    std::vector<Hit> hits;
    bool label = false;
    rules.stamp.set.find(s, unit.held(area), windows.lines, [&](const match::RuleSet::Match& match) {
        const StampRule& rule = rules.stamp.rules[match.rule];
        Hit hit;
        hit.kind = rule.kind;
        hit.range = {area.begin + match.range.begin, area.begin + match.range.end};
        hit.why = rule.why;
        hit.shift = rule.shift;
        const bool marked = rule.kind != StampKind::bare;
        if (!stands_alone(text, rules, area, hit.range, marked)) return false; // a date in a sentence, and what follows it
        if (const auto date = match.group("date")) {
            const auto fields = rules.parse_date(s.substr(date->begin, date->size()), &windows.dates);
            if (!fields || (match.range.end < s.size() && is_digit(s[match.range.end]) && !fields->year)) return false;
            hit.fields = *fields;
        }
        if (!hits.empty()) { // prose between two dates: only the first belongs to the line
            const Range gap{hits.back().range.end, hit.range.begin};
            if (word_count(text, gap) > 8) return false;
        }
        label = label || marked;
        hits.push_back(std::move(hit));
        return true;
    });
    // A later date may belong to the text behind the line: then the line ends before it.
    while (!hits.empty() && !settle(text, rules, unit, hits, label)) hits.pop_back();
    // "12 mai 2014, updated 13 mai 2014": what is no update beside one is the publication.
    const auto has = [&](StampKind kind) { return std::any_of(unit.hits.begin(), unit.hits.end(), [&](const Hit& h) { return h.kind == kind; }); };
    if (has(StampKind::update) && !has(StampKind::publication)) {
        for (Hit& hit : unit.hits) {
            if (hit.kind == StampKind::bare) hit.kind = StampKind::publication;
        }
    }
}

std::vector<DatelineHit> datelines(const text::Text& text, const Rules& rules, const Unit& unit, Range rest, Windows& windows) {
    rest = trim(text, rest);
    const Range area{rest.begin, std::min(rest.end, rest.begin + 200)};
    const std::string_view s = text.folded_at(area);
    std::vector<DatelineHit> out;
    const auto starts_new = [&](std::uint32_t at) {
        while (at < rest.end && (is_space(text.folded[at]) || text.folded[at] == '"' || text.folded[at] == '\'' || is_separator(text.folded[at])))
            ++at;
        return at >= rest.end || is_digit(text.folded[at]) || (text.marks[at] & text::mark_upper) != 0;
    };
    for (const auto& match : rules.dateline.set.match_prefix(s, unit.held(area), &windows.lines)) {
        const StampRule& rule = rules.dateline.rules[match.rule];
        DatelineHit hit;
        hit.range = trim(text, {area.begin, area.begin + match.range.end});
        hit.why = rule.why;
        hit.lead = rule.kind == StampKind::lead;
        const auto absolute = [&](std::string_view name) {
            const auto range = match.group(name);
            return range ? trim(text, {area.begin + range->begin, area.begin + range->end}) : Range{};
        };
        hit.place = absolute("place");
        hit.agency = absolute("agency");
        if (hit.agency.empty()) hit.agency = absolute("agency2");
        hit.whole = hit.range.end == rest.end && rule.whole;
        if (rule.whole && hit.range.end != rest.end) continue;
        if (!rule.whole && !starts_new(hit.range.end)) continue;
        if (!hit.place.empty()) {
            if (hit.place.size() > 4 && text.folded[hit.place.end - 1] == '.') --hit.place.end;
            if (!is_name(text, rules, hit.place, 5) || !is_capital(text, hit.place)) continue;
            if (rules.is_agency(text.folded_at(hit.place))) continue;
            if (rules.parse_date(text.folded_at(hit.place), &windows.dates)) continue; // a weekday
            const std::uint32_t w = text.word_at(hit.place.begin);
            if (text.folded[area.begin] == '(' && (rules.word_class(text.word(w), text.words[w].hash) & (word_role | word_relative)) != 0) continue;
            if (!text.words[w].is(text::elided) && (rules.word_class(text.word(w), text.words[w].hash) & word_continuation) != 0)
                continue; // a byline
            if (rule.upper_place && !is_upper(text, hit.place)) continue;
        }
        if (rule.acronym_agency) {
            const std::uint32_t w = text.word_at(hit.agency.begin);
            const bool acronym = w < text.words.size() && (text.words[w].is(text::upper) || text.words[w].is(text::mixed));
            const bool inner = w < text.words.size() && std::any_of(text.marks.begin() + hit.agency.begin + 1, text.marks.begin() + hit.agency.end,
                                                                    [](std::uint8_t m) { return (m & text::mark_upper) != 0; });
            if (!acronym && !inner) continue;
        }
        if (const auto date = match.group("date")) {
            const auto fields = rules.parse_date(s.substr(date->begin, date->size()), &windows.dates);
            if (!fields) continue;
            hit.fields = *fields;
        }
        out.push_back(std::move(hit));
    }
    return out;
}

std::optional<DatelineHit> find_dateline(const text::Text& text, const Rules& rules, const Unit& unit, Range rest, Windows& windows) {
    std::optional<DatelineHit> best;
    for (DatelineHit& hit : datelines(text, rules, unit, rest, windows)) {
        const auto rank = [](const DatelineHit& h) { return 4 * h.fields.is_day() + !h.agency.empty() + !h.place.empty(); };
        if (!best || rank(hit) > rank(*best)) best = std::move(hit);
    }
    return best;
}

} // namespace stoltenberg::article
