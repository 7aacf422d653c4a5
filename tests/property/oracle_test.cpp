// The fast ways against slow ways that share no code with them: ICU, RE2, ICU's Gregorian calendar. Counts are printed.
#include "../catch.hpp"

#include <algorithm>
#include <cstdio>
#include <random>
#include <set>

#include <re2/re2.h>
#include <unicode/gregocal.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "../unit/time_support.hpp"
#include "article/rules.hpp"
#include "base/utf8.hpp"
#include "match/places.hpp"
#include "match/rules.hpp"
#include "match/trie.hpp"
#include "shipped.hpp"
#include "time/calendar.hpp"

using namespace stoltenberg;
using std::chrono::days;

namespace {

void report(const char* what, std::size_t inputs, std::size_t failures) {
    std::printf("trust: %-46s %9zu inputs %4zu failures\n", what, inputs, failures);
}

/// Letters as ICU folds them: case folding, compatibility decomposition, marks off, case folding again.
std::string icu_fold(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString s(static_cast<UChar32>(c));
    s.foldCase();
    s = icu::Normalizer2::getNFKDInstance(status)->normalize(s, status);
    icu::UnicodeString kept;
    for (int32_t i = 0; i < s.length(); i += U16_LENGTH(s.char32At(i))) {
        const UChar32 part = s.char32At(i);
        const auto type = u_charType(part);
        if (type != U_NON_SPACING_MARK && type != U_ENCLOSING_MARK) kept.append(part);
    }
    kept.foldCase();
    std::string out;
    kept.toUTF8String(out);
    return out;
}

} // namespace

TEST_CASE("oracle: every letter of Unicode folds as ICU folds it, but for the few that newspapers write out", "[trust]") {
    // What a newspaper writes with other letters, and what has a phrase for its compatibility form.
    const std::set<std::string> own{"ae", "oe", "o", "l", "d", "th", "i", "'n", "'"};
    std::size_t inputs = 0, failures = 0, ours = 0;
    for (char32_t c = 1; c < 0x110000; ++c) {
        if (!u_isalpha(static_cast<UChar32>(c))) continue;
        ++inputs;
        std::string source;
        base::append_utf8(source, c);
        const std::string got = text::fold(source);
        const std::string want = icu_fold(c);
        if (got == want) continue;
        if (own.contains(got) || want.size() > text::most_growth * source.size()) {
            ++ours;
            continue;
        }
        ++failures;
        UNSCOPED_INFO(source << ": " << got << " and not " << want);
    }
    report("fold of a letter = ICU", inputs, failures);
    CHECK(failures == 0);
    CHECK(ours < 80);
    CHECK(inputs > 100000);
}

TEST_CASE("oracle: a text folds as its characters do, one by one", "[trust]") {
    std::mt19937 random(3);
    std::size_t failures = 0;
    const auto pages = shipped_texts();
    const int rounds = 4000;
    for (int round = 0; round < rounds; ++round) {
        std::string s;
        if (round % 2 == 0) {
            const std::string& page = pages[random() % pages.size()];
            s = page.substr(random() % page.size(), random() % 300);
        }
        for (unsigned n = random() % 40; n > 0; --n) {
            if (random() % 8 == 0)
                s += static_cast<char>(random());
            else
                base::append_utf8(s, random() % 3 == 0   ? 0x20 + random() % 0x60
                                     : random() % 5 == 0 ? 0x10000 + random() % 0x1000
                                                         : 0xA0 + random() % 0x2100);
        }
        std::string want;
        std::string_view rest = s;
        while (!rest.empty()) {
            std::size_t size = base::decode(rest, 0).size;
            if (rest.starts_with("\r\n")) size = 2;
            want += text::fold(rest.substr(0, size));
            rest.remove_prefix(size);
        }
        failures += text::fold(s) != want;
    }
    report("fold of a text = fold of its characters", rounds, failures);
    CHECK(failures == 0);
}

TEST_CASE("oracle: the trie finds what an RE2 alternation of its keys finds", "[trust]") {
    std::mt19937 random(5);
    std::size_t looked = 0, found = 0, failures = 0;
    const std::vector<std::string> parts{"a", "ab", "b", "ba", "abba", "l'a", "u.s.", "b-a", "a b", "bab", "9", "b9"};
    for (int round = 0; round < 150; ++round) {
        std::vector<std::string> keys;
        for (unsigned n = 1 + random() % 25; n > 0; --n) {
            std::string key;
            for (unsigned k = 1 + random() % 3; k > 0; --k) key += (key.empty() ? "" : " ") + parts[random() % parts.size()];
            keys.push_back(match::key_of(key));
        }
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        std::vector<std::pair<std::string, std::uint32_t>> entries;
        std::string pattern;
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            entries.emplace_back(keys[i], i);
            std::string one;
            for (const char c : keys[i]) one += c == ' ' ? std::string("(?:-| +\\n? *|\\n *)") : RE2::QuoteMeta(std::string(1, c));
            if (text::is_word_byte(keys[i].back())) one += "\\b";
            pattern += (pattern.empty() ? "" : "|") + one;
        }
        RE2::Options options;
        options.set_longest_match(true);
        const RE2 re("(" + pattern + ")", options);
        REQUIRE(re.ok());
        const match::Trie trie(entries);
        std::string text;
        for (unsigned n = random() % 60; n > 0; --n) {
            static constexpr const char* gaps[] = {" ", " ", " ", "-", "\n", " \n ", "\n\n", ", ", "  ", ""};
            text += parts[random() % parts.size()] + gaps[random() % std::size(gaps)];
        }
        for (std::uint32_t at = 0; at < text.size(); ++at) {
            if (!text::is_word_byte(text[at]) || (at > 0 && text::is_word_byte(text[at - 1]))) continue;
            ++looked;
            re2::StringPiece hit;
            const bool any = re.Match(text, at, text.size(), RE2::ANCHOR_START, &hit, 1);
            const match::Trie::Hit mine = trie.longest(text, at);
            found += any;
            failures += any != static_cast<bool>(mine) || (any && mine.end != at + hit.size());
        }
    }
    report("trie = RE2 alternation", looked, failures);
    CHECK(failures == 0);
    CHECK(found > 1000);
}

namespace {

/// The slow obvious rule set: RE2 on each rule, and one union to search.
class Alone {
public:
    explicit Alone(const std::vector<std::string>& patterns) {
        std::string all;
        for (const std::string& pattern : patterns) {
            rules_.push_back(compile(pattern));
            std::string bare = pattern;
            for (std::size_t at = 0; (at = bare.find("(?P<", at)) != std::string::npos;) bare.replace(at, bare.find('>', at) + 1 - at, "(?:");
            all += (all.empty() ? "(?:" : "|(?:") + bare + ")";
        }
        all_ = compile(all);
    }

    using Found = std::vector<std::pair<std::size_t, std::vector<std::pair<std::string, Range>>>>; ///< rule, groups; "" is the match
    Found anchored(std::string_view text, RE2::Anchor anchor) const {
        Found out;
        for (std::size_t rule = 0; rule < rules_.size(); ++rule) add(out, rule, text, 0, text.size(), anchor);
        return out;
    }
    Found find(std::string_view text) const {
        Found out;
        re2::StringPiece hit;
        std::size_t pos = 0;
        while (pos <= text.size() && all_->Match({text.data(), text.size()}, pos, text.size(), RE2::UNANCHORED, &hit, 1)) {
            const auto begin = static_cast<std::size_t>(hit.data() - text.data());
            const std::size_t end = begin + hit.size();
            for (std::size_t rule = 0; end > begin && rule < rules_.size(); ++rule) {
                re2::StringPiece own;
                const bool any = rules_[rule]->Match({text.data(), text.size()}, begin, text.size(), RE2::ANCHOR_START, &own, 1);
                if (!any || own.size() != hit.size()) continue;
                add(out, rule, text, begin, end, RE2::ANCHOR_BOTH);
                break;
            }
            pos = std::max(end, begin + 1);
        }
        return out;
    }
    static Found of(const std::vector<match::RuleSet::Match>& matches) {
        Found out;
        for (const auto& match : matches) {
            out.push_back({match.rule, {{"", match.range}}});
            for (const auto& [name, range] : match.groups) out.back().second.emplace_back(name, range);
        }
        return out;
    }

private:
    static std::unique_ptr<RE2> compile(const std::string& pattern) {
        RE2::Options options(RE2::Latin1);
        options.set_longest_match(true);
        auto re = std::make_unique<RE2>(pattern, options);
        REQUIRE(re->ok());
        return re;
    }
    void add(Found& out, std::size_t rule, std::string_view text, std::size_t begin, std::size_t end, RE2::Anchor anchor) const {
        const RE2& re = *rules_[rule];
        re2::StringPiece hit;
        if (!re.Match({text.data(), text.size()}, begin, end, anchor, &hit, 1)) return;
        std::vector<re2::StringPiece> sub(static_cast<std::size_t>(re.NumberOfCapturingGroups()) + 1);
        re.Match({text.data(), text.size()}, begin, begin + hit.size(), RE2::ANCHOR_BOTH, sub.data(), static_cast<int>(sub.size()));
        const auto range = [&](const re2::StringPiece& s) {
            const auto at = static_cast<std::uint32_t>(s.data() - text.data());
            return Range{at, at + static_cast<std::uint32_t>(s.size())};
        };
        out.push_back({rule, {{"", range(hit)}}});
        for (const auto& [name, group] : re.NamedCapturingGroups()) {
            const re2::StringPiece& s = sub[static_cast<std::size_t>(group)];
            if (s.data() != nullptr) out.back().second.emplace_back(name, range(s));
        }
    }

    std::vector<std::unique_ptr<RE2>> rules_;
    std::unique_ptr<RE2> all_;
};

struct Judged {
    std::size_t inputs = 0, failures = 0, hits = 0;
    match::Window window;
    /// `held`: what a sieve said of a text that `text` is part of.
    void judge(const match::RuleSet& set, const Alone& alone, std::string_view text, const match::Held& held) {
        const auto same = [&](const Alone::Found& want, const std::vector<match::RuleSet::Match>& open,
                              const std::vector<match::RuleSet::Match>& sifted) {
            ++inputs;
            hits += want.size();
            const bool good = Alone::of(open) == want && Alone::of(sifted) == want;
            if (!good && failures++ == 0) UNSCOPED_INFO("text: " << text);
        };
        window = {};
        same(alone.anchored(text, RE2::ANCHOR_BOTH), set.match_full(text), set.match_full(text, held, &window));
        same(alone.anchored(text, RE2::ANCHOR_START), set.match_prefix(text), set.match_prefix(text, held, &window));
        same(alone.find(text), set.find(text), set.find(text, held, &window));
        const std::string_view head = text.substr(0, text.size() / 2); // a window that has looked further
        same(alone.anchored(head, RE2::ANCHOR_BOTH), set.match_full(head), set.match_full(head, held, &window));
        same(alone.find(head), set.find(head), set.find(head, held, &window));
    }
};

/// `names`: of its groups, so far.
std::string random_pattern(std::mt19937& random, int depth, int& names) {
    static constexpr const char* atoms[] = {"a",         "b", "1",   " ", "-", "abc",      "le ", "[ab]", "[^a]",
                                            "[a-c1-3 ]", ".", "\\b", "^", "$", "\xC3\xA9", "\\.", "{W}",  "{D}"};
    static constexpr const char* repeats[] = {"", "", "", "", "", "?", "*", "+", "{2}", "{4}", "{0,3}", "{2,}", "??"};
    std::string out;
    for (unsigned n = 1 + random() % 4; n > 0; --n) {
        const std::size_t pick = random() % (std::size(atoms) + 4);
        const bool group = depth > 0 && pick >= std::size(atoms);
        const std::size_t atom = pick % std::size(atoms);
        const std::string open = group && random() % 3 == 0 ? "(?P<g" + std::to_string(names++) + ">" : "(?:";
        out += group ? open + random_pattern(random, depth - 1, names) + ")" : atoms[atom];
        if (group || (atom != 11 && atom != 12 && atom != 13)) out += repeats[random() % std::size(repeats)];
    }
    if (random() % 3 == 0) out += "|" + random_pattern(random, depth - 1, names);
    return out;
}

} // namespace

TEST_CASE("oracle: a rule set matches what RE2 matches rule by rule: random patterns", "[trust]") {
    match::Macros macros;
    macros.set_words("W", {"mai", "mars", "ma", "juin", "juil", "lundi", "lun", "dim", "aa", "b1"});
    macros.set("D", "0?[1-9]|[12][0-9]|3[01]");
    std::mt19937 random(11);
    Judged judged;
    for (int round = 0; round < 300; ++round) {
        std::vector<match::RuleSet::Rule> rules;
        for (unsigned n = 1 + random() % 4; n > 0; --n) {
            int names = 0;
            rules.push_back({random_pattern(random, 2, names), "test", 1});
        }
        rules.push_back({"(?P<x>[a-c]+)(?:-(?P<y>{W}))?", "test", 1});
        match::RuleSet searched(rules, macros);
        match::RuleSet anchored(rules, macros, match::RuleSet::Check::later);
        const match::Sieve one({&searched}, {&anchored});
        const Alone alone(searched.sources());
        for (int i = 0; i < 12; ++i) {
            static constexpr const char* parts[] = {"a",  "b", "1", " ",        "-",    "abc", "le ",  "mai", "lundi",
                                                    "31", "0", ".", "\xC3\xA9", "\xFF", "\n",  "juin", "c"};
            std::string text;
            const unsigned longest = i == 11 ? 1200 : i > 8 ? 120 : 8;
            for (unsigned n = random() % longest; n > 0; --n) text += parts[random() % std::size(parts)];
            const match::Held held = one.sift("b1" + text + "a");
            const match::Held pieces = one.sift(text, text.size() / 2, one.sift(std::string_view(text).substr(0, text.size() / 2)));
            judged.judge(searched, alone, text, held);
            judged.judge(anchored, alone, text, pieces);
        }
    }
    report("rule set = RE2 rule by rule, random patterns", judged.inputs, judged.failures);
    CHECK(judged.failures == 0);
    CHECK(judged.hits > 20000);
}

TEST_CASE("oracle: a rule set matches what RE2 matches rule by rule: the rows of pages", "[trust]") {
    const data::Pack pack = data::Pack::builtin();
    std::vector<std::string> lines;
    for (const std::string& text : shipped_texts()) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (end > at) lines.push_back(text::fold(std::string_view(text).substr(at, end - at)));
            at = end + 1;
        }
    }
    for (const char* name : {"lang/fr/furniture.tsv", "lang/fr/datelines.tsv"}) {
        const data::Table table = pack.table(name);
        for (const auto& row : table.rows()) {
            for (const char* column : {"examples", "wrong"}) {
                for (const auto cell : data::split(row[table.column(column)], '~')) lines.push_back(text::fold(cell));
            }
        }
    }
    std::mt19937 random(5);
    std::shuffle(lines.begin(), lines.end(), random);
    const std::size_t real = std::min<std::size_t>(lines.size(), 700);
    lines.resize(real);
    for (std::size_t i = 0; i < real; ++i) { // cut, and glued to another
        const std::string& a = lines[random() % real];
        const std::string& b = lines[random() % real];
        lines.push_back(a.substr(0, random() % (a.size() + 1)) + (random() % 2 == 0 ? " " : "") + b.substr(random() % (b.size() + 1)));
    }
    Judged judged;
    const article::Rules rules(pack, "fr");
    for (const match::RuleSet* set : {&rules.line.set, &rules.opening.set, &rules.cut_prefix.set, &rules.cut_find.set, &rules.contains.set,
                                      &rules.stamp.set, &rules.header.set, &rules.dateline.set, &rules.anchor.set, &rules.copyright.set}) {
        const Alone alone(set->sources());
        for (const std::string& line : lines) judged.judge(*set, alone, line, rules.sieve.sift(line));
    }
    report("rule set = RE2 rule by rule, rows of pages", judged.inputs, judged.failures);
    CHECK(judged.failures == 0);
    CHECK(judged.inputs > 20000);
    CHECK(judged.hits > 5000);
}

TEST_CASE("oracle: calendar arithmetic is ICU's Gregorian calendar", "[trust]") {
    UErrorCode status = U_ZERO_ERROR;
    icu::GregorianCalendar icu(*icu::TimeZone::getGMT(), icu::Locale::getFrance(), status);
    REQUIRE(U_SUCCESS(status));
    icu.setFirstDayOfWeek(UCAL_MONDAY);
    icu.setMinimalDaysInFirstWeek(4);
    std::size_t inputs = 0, failures = 0;
    const auto set = [&](time::Day day) { icu.setTime(static_cast<double>(day.time_since_epoch().count()) * 86400000.0, status); };
    const auto is = [&](time::Day day) {
        const time::Date d = time::date_of(day);
        return d.year == icu.get(UCAL_EXTENDED_YEAR, status) && static_cast<int>(d.month) == icu.get(UCAL_MONTH, status) + 1 &&
               static_cast<int>(d.day) == icu.get(UCAL_DAY_OF_MONTH, status);
    };
    std::mt19937 random(17);
    const time::Day first = *time::make_day(1584, 1, 1); // ICU turns Julian in 1582, and so do its weeks of that year
    for (time::Day day = first; day < *time::make_day(2500, 1, 1); day += days{1 + static_cast<int>(random() % 5)}) {
        set(day);
        const time::IsoWeek week = time::iso_week_of(day);
        const int weekday = icu.get(UCAL_DAY_OF_WEEK, status);
        bool good = is(day) && week.year == icu.get(UCAL_YEAR_WOY, status) && static_cast<int>(week.week) == icu.get(UCAL_WEEK_OF_YEAR, status) &&
                    static_cast<int>(time::weekday_of(day)) == (weekday == UCAL_SUNDAY ? 7 : weekday - 1);
        const int n = static_cast<int>(random() % 400) - 200;
        const struct {
            time::Grain grain;
            UCalendarDateFields field;
            int factor;
        } units[] = {{time::Grain::day, UCAL_DAY_OF_MONTH, 1}, {time::Grain::week, UCAL_DAY_OF_MONTH, 7}, {time::Grain::month, UCAL_MONTH, 1},
                     {time::Grain::quarter, UCAL_MONTH, 3},    {time::Grain::year, UCAL_MONTH, 12},       {time::Grain::decade, UCAL_MONTH, 120}};
        for (const auto& unit : units) {
            const int steps = unit.grain == time::Grain::decade ? n / 10 : n;
            const time::Day moved = time::add(day, unit.grain, steps);
            if (moved < first) continue;
            set(day);
            icu.add(unit.field, steps * unit.factor, status);
            good = good && is(moved);
            ++inputs;
        }
        failures += !good || U_FAILURE(status);
    }
    report("days, ISO weeks, sums = ICU's calendar", inputs, failures);
    CHECK(failures == 0);
    CHECK(inputs > 100000);
}

TEST_CASE("oracle: \"il y a N\" and \"dans N\" count as ICU's calendar does", "[trust]") {
    UErrorCode status = U_ZERO_ERROR;
    icu::GregorianCalendar icu(*icu::TimeZone::getGMT(), icu::Locale::getFrance(), status);
    std::size_t inputs = 0, failures = 0;
    std::mt19937 random(23);
    const struct {
        const char* word;
        UCalendarDateFields field;
        int factor;
        int grain; ///< of the answer: 2 day, 1 month, 0 year
    } units[] = {{"jours", UCAL_DAY_OF_MONTH, 1, 2}, {"mois", UCAL_MONTH, 1, 1}, {"ans", UCAL_YEAR, 1, 0}};
    for (int round = 0; round < 3000; ++round) {
        const base::Day day = *time::make_day(1950, 1, 1) + days{static_cast<int>(random() % 40000)};
        const auto& unit = units[random() % std::size(units)];
        const int n = 2 + static_cast<int>(random() % 28);
        const bool ahead = random() % 2 != 0;
        const std::string sentence = ahead ? "Il viendra dans " + std::to_string(n) + " " + unit.word + "."
                                           : "Il est venu il y a " + std::to_string(n) + " " + unit.word + ".";
        const auto hits = time_test::tag(sentence, time::iso_date(day));
        ++inputs;
        if (hits.size() != 1 || !hits[0].timex.interval || !hits[0].timex.interval->from) {
            ++failures;
            continue;
        }
        icu.setTime(static_cast<double>(day.time_since_epoch().count()) * 86400000.0, status);
        icu.add(unit.field, (ahead ? n : -n) * unit.factor, status);
        const time::Date got = time::date_of(std::chrono::floor<days>(*hits[0].timex.interval->from));
        bool good = got.year == icu.get(UCAL_YEAR, status);
        if (unit.grain >= 1) good = good && static_cast<int>(got.month) == icu.get(UCAL_MONTH, status) + 1;
        if (unit.grain >= 2) good = good && static_cast<int>(got.day) == icu.get(UCAL_DAY_OF_MONTH, status);
        failures += !good;
    }
    report("offsets in texts = ICU's calendar", inputs, failures);
    CHECK(failures == 0);
}
