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
#include "base/utf8.hpp"
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

TEST_CASE("oracle: a rule set matches what its rules match one by one", "[trust]") {
    const std::vector<std::string> patterns{
        "[0-9]+ [a-z]+", "(?:lu|vu)(?: [0-9]+)? fois", "a.*b", "(?P<x>[a-c]+)(?:-[a-c]+)*", "publie le (?P<d>[0-9]{1,2}/[0-9]{2})", ".*fois", "b?"};
    std::vector<match::RuleSet::Rule> rules;
    std::vector<std::unique_ptr<RE2>> alone;
    for (const std::string& p : patterns) {
        rules.push_back({p, "test", 1});
        alone.push_back(std::make_unique<RE2>(p, RE2::Latin1));
    }
    const match::RuleSet set(rules, {});
    std::mt19937 random(11);
    std::size_t failures = 0, hits = 0;
    const int rounds = 5000;
    for (int round = 0; round < rounds; ++round) {
        static constexpr const char* parts[] = {"lu", "vu", " ", "12", " fois", "a", "b", "-", "abc", "publie le ", "3", "/", "04", "\xFF"};
        std::string line;
        for (unsigned n = random() % 6; n > 0; --n) line += parts[random() % std::size(parts)];
        std::vector<std::size_t> got, want;
        for (const auto& m : set.match_full(line)) got.push_back(m.rule);
        for (std::size_t i = 0; i < alone.size(); ++i) {
            if (RE2::FullMatch(line, *alone[i])) want.push_back(i);
        }
        hits += want.size();
        failures += got != want;
    }
    report("rule set = its rules one by one", rounds, failures);
    CHECK(failures == 0);
    CHECK(hits > 500);
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
