// Invariants of the operations, for every day of thirty years as the day of writing.
#include "../catch.hpp"

#include "../unit/edtf_check.hpp"
#include "../unit/time_support.hpp"

using namespace time_test;
using base::Day;
using std::chrono::days;

namespace {

/// Parsed once, resolved for each day.
struct Sentence {
    std::string source;
    text::Text text;
    clause::Layer layer;
    time::Findings findings;

    explicit Sentence(std::string s) : source(std::move(s)) {
        text::read(source, engine().language, text);
        text::segment(text, engine().language);
        engine().clauses.tag(text, layer);
        engine().times.find(text, layer, findings);
    }
    std::vector<time::Resolved> at(Day day) const { return engine().times.resolve(text, layer, findings, reference(day), time::Prefer::tense, {}); }
};

Day from(const Timex& t) { return std::chrono::floor<days>(*t.interval->from); }
Day until(const Timex& t) { return std::chrono::floor<days>(*t.interval->until); }

template <class F>
void every_day(F f) {
    for (Day d = *time::make_day(1995, 1, 1); d <= *time::make_day(2025, 1, 1); d += days{1}) f(d);
}

} // namespace

TEST_CASE("dernier < day of writing < prochain, for weekdays") {
    const char* const names[] = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
    for (unsigned w = 1; w <= 7; ++w) {
        const std::string n = names[w - 1];
        const Sentence s(n + " dernier, puis " + n + " prochain. Il a plu " + n + ". Il pleuvra " + n + ".");
        REQUIRE(s.findings.found.size() == 4);
        std::size_t wrong = 0;
        every_day([&](Day d) {
            const auto r = s.at(d);
            const Day last = from(r[0].timex), next = from(r[1].timex), past = from(r[2].timex), future = from(r[3].timex);
            const bool ok = last < d && next > d && d - last <= days{7} && next - d <= days{7} && past <= d && d - past < days{7} && future >= d &&
                            future - d < days{7} && time::iso_weekday(last) == w && time::iso_weekday(next) == w && time::iso_weekday(past) == w &&
                            time::iso_weekday(future) == w;
            wrong += !ok;
        });
        INFO(n);
        CHECK(wrong == 0);
    }
}

TEST_CASE("weeks are seven days from Monday, months, quarters and years follow one another") {
    const Sentence s(
        "La semaine dernière, cette semaine, la semaine prochaine ; le mois dernier, ce mois-ci, le mois prochain ; le trimestre dernier, "
        "ce trimestre, le trimestre prochain ; l'an dernier, cette année, l'an prochain.");
    REQUIRE(s.findings.found.size() == 12);
    std::size_t wrong = 0;
    every_day([&](Day d) {
        const auto r = s.at(d);
        for (std::size_t i = 0; i < 12; i += 3) {
            const Timex &a = r[i].timex, &b = r[i + 1].timex, &c = r[i + 2].timex;
            const bool ok = until(a) == from(b) && until(b) == from(c) && from(b) <= d && d < until(b) && edtf_check::valid(a.edtf) &&
                            edtf_check::valid(b.edtf) && edtf_check::valid(c.edtf);
            wrong += !ok;
        }
        wrong += until(r[1].timex) - from(r[1].timex) != days{7} || time::iso_weekday(from(r[1].timex)) != 1;
    });
    CHECK(wrong == 0);
}

TEST_CASE("deictic days, offsets and anaphora count days") {
    const Sentence s("Hier, aujourd'hui, demain, avant-hier, après-demain ; il y a dix jours, dans dix jours ; il y a deux semaines.");
    REQUIRE(s.findings.found.size() == 8);
    const int offsets[] = {-1, 0, 1, -2, 2, -10, 10, -14};
    const Sentence back("Il a plu hier. La veille, il avait neigé. Le surlendemain, il a venté.");
    REQUIRE(back.findings.found.size() == 3);
    std::size_t wrong = 0;
    every_day([&](Day d) {
        const auto r = s.at(d);
        for (std::size_t i = 0; i < 8; ++i)
            wrong += from(r[i].timex) != d + days{offsets[i]} || r[i].timex.value != time::iso_date(d + days{offsets[i]});
        const auto b = back.at(d);
        wrong += from(b[1].timex) != d - days{2} || from(b[2].timex) != d;
    });
    CHECK(wrong == 0);
}

TEST_CASE("a date without a year is near, and its parts stay inside it") {
    const Sentence s("Il a plu le 28 février. Fin février, début mars, mi-avril 2020. À Pâques, à la Toussaint, à Noël. Le 29 février, il a plu.");
    REQUIRE(s.findings.found.size() == 8);
    std::size_t wrong = 0;
    every_day([&](Day d) {
        const auto r = s.at(d);
        const auto distance = (from(r[0].timex) - d).count();
        wrong += distance > 184 || distance < -366;
        for (const auto& x : r) wrong += !x.timex.edtf.empty() && !edtf_check::valid(x.timex.edtf);
        wrong += until(r[1].timex) - from(r[1].timex) < days{8} || until(r[1].timex) - from(r[1].timex) > days{9};
        wrong += until(r[2].timex) - from(r[2].timex) != days{10};
        wrong += r[7].timex.value.substr(4) != "-02-29";
    });
    CHECK(wrong == 0);
}

TEST_CASE("Easter and what hangs on it, by a second method") {
    // Gauss, with Lilius' and Clavius' corrections; independent of the computation in the library.
    const auto gauss = [](int y) {
        const int a = y % 19, b = y % 4, c = y % 7, k = y / 100, p = (13 + 8 * k) / 25, q = k / 4;
        const int m = (15 - p + k - q) % 30, n = (4 + k - q) % 7, d = (19 * a + m) % 30, e = (2 * b + 4 * c + 6 * d + n) % 7;
        int day = 22 + d + e;
        if (d == 29 && e == 6) day = 50;
        if (d == 28 && e == 6 && (11 * m + 11) % 30 < 19) day = 49;
        return day > 31 ? *time::make_day(y, 4, static_cast<unsigned>(day - 31)) : *time::make_day(y, 3, static_cast<unsigned>(day));
    };
    for (int y = 1900; y <= 2099; ++y) {
        const std::string year = std::to_string(y);
        const auto hits = tag("Pâques " + year + ", le lundi de Pâques " + year + ", la Pentecôte " + year + ".", "2022-02-10");
        REQUIRE(hits.size() == 3);
        INFO(year);
        CHECK(hits[0].timex.value == time::iso_date(gauss(y)));
        CHECK(hits[1].timex.value == time::iso_date(gauss(y) + days{1}));
        CHECK(hits[2].timex.value == time::iso_date(gauss(y) + days{49}));
    }
}

TEST_CASE("ISO weeks at the ends of years") {
    std::size_t wrong = 0;
    const Sentence s("Cette semaine, il pleut.");
    every_day([&](Day d) {
        const auto r = s.at(d);
        // the week belongs to the year of its Thursday
        const Day monday = d - days{time::iso_weekday(d) - 1};
        const std::string year = time::iso_date(monday + days{3}).substr(0, 4);
        const auto week = (monday + days{3} - *time::make_day(std::stoi(year), 1, 1)).count() / 7 + 1;
        const std::string value = year + "-W" + (week < 10 ? "0" : "") + std::to_string(week);
        wrong += r[0].timex.value != value;
    });
    CHECK(wrong == 0);
}
