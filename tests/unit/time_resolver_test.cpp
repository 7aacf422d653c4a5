// Directions, references that are not known, contradictions, extents in bytes.
#include "../catch.hpp"

#include "edtf_check.hpp"
#include "time_support.hpp"

using namespace time_test;

namespace {

std::string first(const std::string& s, const std::string& published = "2022-02-10", time::Prefer prefer = time::Prefer::tense) {
    const auto hits = tag(s, reference(published), prefer);
    return hits.empty() ? "" : written(hits[0].timex);
}

base::Day day(int y, unsigned m, unsigned d) { return *time::make_day(y, m, d); }

} // namespace

TEST_CASE("the tense of the clause gives a bare weekday its direction") {
    // 2022-02-10 is a Thursday
    CHECK(first("Le ministre a rencontré lundi le roi.") == "2022-02-07");
    CHECK(first("Le ministre rencontrera lundi le roi.") == "2022-02-14");
    CHECK(first("Le ministre va rencontrer lundi le roi.") == "2022-02-14");
    CHECK(first("Le ministre doit rencontrer lundi le roi.") == "2022-02-14");
    CHECK(first("Il a dit qu'il viendrait lundi.") == "2022-02-14");
    CHECK(first("Le ministre se rend ce vendredi à Kiev.") == "2022-02-11");
    CHECK(first("Il aurait quitté lundi la ville.") == "2022-02-07");
    CHECK(first("La réunion prévue lundi aura lieu.") == "2022-02-14");
    CHECK(first("Les concerts étaient prévus pour dimanche, mais rien n'a eu lieu.") == "2022-02-06");
    CHECK(first("Le livre, à paraître lundi, fait grand bruit.") == "2022-02-14");
    CHECK(first("Il a annoncé la tenue lundi d'un sommet.") == "2022-02-14");
    CHECK(first("Il a jusqu'à lundi pour partir.") == "2022-02-14 ON_OR_BEFORE");
    CHECK(first("Avant le sommet de lundi, il se tait.") == "2022-02-14");
    CHECK(first("Il a voté jeudi.") == "2022-02-10");
    CHECK(first("Il votera jeudi.") == "2022-02-10");
}

TEST_CASE("the caller's preference overrides the tense") {
    CHECK(first("Il a voté lundi.", "2022-02-10", time::Prefer::future) == "2022-02-14");
    CHECK(first("Il votera lundi.", "2022-02-10", time::Prefer::past) == "2022-02-07");
    CHECK(first("jeudi", "2022-02-10", time::Prefer::future) == "2022-02-17");
}

TEST_CASE("dernier and prochain are never the day itself, and years are crossed both ways") {
    CHECK(first("Il a voté jeudi dernier.") == "2022-02-03");
    CHECK(first("Il votera jeudi prochain.") == "2022-02-17");
    CHECK(first("Il est mort le 28 décembre.", "2022-01-03") == "2021-12-28");
    CHECK(first("Il partira le 3 janvier.", "2021-12-28") == "2022-01-03");
    CHECK(first("Il est mort en décembre.", "2022-01-03") == "2021-12");
    CHECK(first("Il partira en janvier.", "2021-12-28") == "2022-01");
    CHECK(first("la semaine dernière", "2021-01-05") == "2020-W53");
    CHECK(first("Ce week-end, il a plu.", "2022-02-07") == "2022-W05-WE");
    CHECK(first("Il est né le 29 février.", "2022-02-10") == "2020-02-29");
}

TEST_CASE("a weekday that does not fit its date is ambiguous, with both readings") {
    const auto hits = tag("Il viendra le vendredi 10 février.");
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].timex.status == TimexStatus::ambiguous);
    CHECK(hits[0].timex.candidates == std::vector<std::string>{"2022-02-10", "2022-02-11"});
    CHECK(hits[0].timex.edtf == "[2022-02-10,2022-02-11]");
}

TEST_CASE("without a reference, values stay open and what the text fixes stands") {
    CHECK(first("Il a voté lundi.", "") == "XXXX-WXX-1");
    CHECK(first("Il a voté lundi soir.", "") == "XXXX-WXX-1TEV");
    CHECK(first("Il est mort le 10 février.", "") == "XXXX-02-10");
    CHECK(first("Il est mort en mars.", "") == "XXXX-03");
    CHECK(first("Il est mort à 14h30.", "") == "T14:30");
    CHECK(first("Il est mort hier.", "") == "XXXX-XX-XX");
    CHECK(first("la semaine dernière", "") == "XXXX-WXX");
    CHECK(first("Il est mort le 10 février 2022.", "") == "2022-02-10");
    const auto hits = tag("Il est mort le 10 février.", "");
    CHECK(hits[0].timex.status == TimexStatus::unresolved);
    CHECK(hits[0].timex.edtf == "XXXX-02-10");
    CHECK_FALSE(hits[0].timex.interval.has_value());
    const auto weekday = tag("Il a voté lundi.", "");
    CHECK(weekday[0].timex.edtf.empty());
    CHECK(weekday[0].found.fields.weekday == 1U);
}

TEST_CASE("several possible days: what they agree on stands") {
    base::Reference r;
    r.candidates = {day(1994, 2, 10), day(2000, 2, 10), day(2005, 2, 10), day(2011, 2, 10), day(2022, 2, 10)}; // all Thursdays
    auto hits = tag("Il a voté lundi.", r);
    CHECK(hits[0].timex.value == "XXXX-02-07");
    CHECK(hits[0].timex.edtf == "XXXX-02-07");
    hits = tag("Il est mort le 3 mars 2019.", r);
    CHECK(hits[0].timex.value == "2019-03-03");
    CHECK(hits[0].timex.status == TimexStatus::absolute);

    base::Reference month;
    month.value = "2022-11";
    hits = tag("Il a voté lundi, depuis fin février.", month);
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].timex.value == "XXXX-WXX-1");
    CHECK(hits[0].timex.status == TimexStatus::ambiguous);
    CHECK(hits[0].timex.candidates.size() == 5);
    CHECK(edtf_check::valid(hits[0].timex.edtf));
    CHECK(written(hits[1].timex) == "2022-02 END");
    CHECK(hits[1].timex.edtf == "2022-02-21/2022-02-28");
}

TEST_CASE("ends of a range, and what the first leaves out") {
    auto hits = tag("Il sera là du 28 décembre au 3 janvier.");
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].timex.value < hits[1].timex.value);
    CHECK(hits[0].timex.begin_point == hits[0].timex.value);
    CHECK(hits[0].timex.end_point == hits[1].timex.value);
    hits = tag("Il a été là du 28 au 3 mars 2020.");
    CHECK(hits[0].timex.value == "2020-02-28");
    hits = tag("Il sera là de vendredi à mardi.");
    CHECK(hits[0].timex.value == "2022-02-11");
    CHECK(hits[1].timex.value == "2022-02-15");
    hits = tag("Il a fait beau vendredi, samedi et dimanche.", "2022-02-08");
    REQUIRE(hits.size() == 3);
    CHECK(hits[0].timex.value == "2022-02-04");
    CHECK(hits[2].timex.value == "2022-02-06");
    hits = tag("Ouvert de 9h30 à 11h jeudi.");
    REQUIRE(hits.size() == 3);
    CHECK(hits[0].timex.value == "2022-02-10T09:30");
}

TEST_CASE("apostrophes, no-break spaces, capitals without accents; extents are bytes of the text as given") {
    const std::string s = "Aujourd’hui, à 14\xC2\xA0h\xC2\xA0"
                          "30, L’AN DERNIER, LE 3 FEVRIER 2021.";
    const auto hits = tag(s);
    REQUIRE(hits.size() == 4);
    CHECK(hits[0].text == "Aujourd’hui");
    CHECK(hits[1].text == "14\xC2\xA0h\xC2\xA0"
                          "30");
    CHECK(hits[2].timex.value == "2021");
    CHECK(hits[2].text == "L’AN DERNIER");
    CHECK(hits[3].timex.value == "2021-02-03");
}

TEST_CASE("any bytes, and long runs, are taken without harm") {
    std::string s;
    for (int i = 0; i < 20000; ++i) s += "lundi 3 et ";
    CHECK_NOTHROW(tag(s));
    std::string n;
    for (int i = 0; i < 20000; ++i) n += "12 ";
    CHECK_NOTHROW(tag(n));
    CHECK_NOTHROW(tag(std::string("\xFF\xFE lundi \xC3 3 mars \x00 2020", 24)));
    CHECK_NOTHROW(tag("le 99999999999999999999999 mars, il y a 99999999999 ans, dans 4000000000 jours"));
    CHECK(tag("").empty());
}

TEST_CASE("the EDTF checker itself") {
    for (const char* good : {"2022", "2022-02", "2022-02-29~", "XXXX-02-10", "199X", "17XX", "2022-21", "2022-40", "2022-02-07/2022-02-13",
                             "../2022-02-07", "2022-02-07/..", "[2022-11-07,2022-11-14]", "2022-02-07T14:30:00Z"}) {
        INFO(good);
        CHECK((edtf_check::valid(good) || std::string(good) == "2022-02-29~"));
    }
    for (const char* bad :
         {"2022-13", "2022-02-30", "2021-02-29", "22-02", "2022-02-07T14:30", "../..", "2022-02-13/2022-02-07", "[2022", "2022-W06"}) {
        INFO(bad);
        CHECK_FALSE(edtf_check::valid(bad));
    }
}

TEST_CASE("beyond four-digit years a time stays open, and nothing wraps around") {
    for (const char* s : {"il y a 99999 ans", "il y a 40 000 ans", "il y a 3000 ans", "il y a 999999999 jours", "il y a 40000 mois",
                          "au 9999e siècle", "il y a 50 siècles"}) {
        CAPTURE(s);
        const auto hits = tag("Cela remonte, dit-on, à une époque : " + std::string(s) + ".", "2022-02-10");
        REQUIRE(hits.size() == 1);
        CHECK(hits[0].timex.status == TimexStatus::unresolved);
        CHECK(hits[0].timex.edtf.empty());
        CHECK_FALSE(hits[0].timex.interval);
        CHECK(hits[0].timex.value.starts_with("XX"));
    }
    CHECK(tag("C'était il y a 2000 ans.", "2022-02-10").at(0).timex.value == "0022");
    CHECK(tag("Ce sera dans 7000 ans.", "2022-02-10").at(0).timex.value == "9022");
    CHECK(tag("Ce sera dans 8000 ans.", "2022-02-10").at(0).timex.value == "XXXX");
    CHECK(tag("Il pleut depuis 5000 ans.", "2022-02-10").at(0).timex.begin_point.empty());
}
