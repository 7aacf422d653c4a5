// What one clue leaves open, others narrow.
#include "../catch.hpp"

#include "article_support.hpp"

using namespace article_test;

namespace {

struct Clues {
    time::Findings times;
    std::vector<entity::TermWindow> windows;
};

base::Day day(int y, unsigned m, unsigned d) { return std::chrono::local_days(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d)); }

/// A page and the expressions in it, given by their surfaces.
struct Solved {
    std::string source;
    text::Text text;
    article::Layout layout;
    Clues clues;
    Article article;

    explicit Solved(std::string page) : source(std::move(page)) {
        text::read(source, language(), text);
        reader().layout(text, false, layout);
    }
    Range range(std::string_view surface) const {
        const auto at = static_cast<std::uint32_t>(source.find(surface));
        return {text.folded_offset(at), text.folded_offset(at + static_cast<std::uint32_t>(surface.size()))};
    }
    time::Found& expression(std::string_view surface) {
        time::Found f;
        f.range = range(surface);
        f.first = text.word_at(f.range.begin);
        f.last = text.word_at(f.range.end);
        clues.times.found.push_back(f);
        return clues.times.found.back();
    }
    Solved& weekday(std::string_view surface, unsigned w, time::Direction d) {
        time::Found& f = expression(surface);
        f.fields.weekday = w;
        f.direction = d;
        return *this;
    }
    Solved& date(std::string_view surface, int y, unsigned m, unsigned d, time::Direction direction) {
        time::Found& f = expression(surface);
        f.fields.year = y;
        f.fields.month = m;
        f.fields.day = d;
        f.calendar = true;
        f.direction = direction;
        return *this;
    }
    Solved& office(std::string_view surface, base::Day from, std::optional<base::Day> until) {
        clues.windows.push_back({range(surface), from, until});
        return *this;
    }
    article::Dated run() const { return reader().date(article, text, layout, {}, clues.times, {}, clues.windows); }
};

const char* const agency = "Le sommet appelle au calme\n\nLUXEMBOURG, 3 mars (Agence du Fleuve) – Les ministres ont adopté jeudi une "
                           "déclaration commune, a dit le premier ministre Jean Durand devant la presse.\n\n"
                           "Ils avaient signé le 4 mai 2015 un premier texte et se reverront lundi.\n";

} // namespace

TEST_CASE("solver: weekday of the lead and terms of office give the year") {
    Solved s(agency);
    s.weekday("jeudi", 4, time::Direction::past);
    SECTION("the weekday leaves some years") {
        const auto d = s.run();
        CHECK(d.dct.value == "XXXX-03-03");
        CHECK(d.dct.status == DctStatus::partial);
        CHECK(d.dct.source == DctSource::dateline);
        CHECK(d.dct.candidates == std::vector<std::string>{"1994-03-03", "2005-03-03", "2011-03-03", "2016-03-03", "2022-03-03", "2033-03-03"});
        CHECK(d.reference.candidates.size() == 6);
    }
    SECTION("an office leaves one") {
        s.office("Jean Durand", day(2015, 6, 1), day(2019, 2, 1));
        const auto d = s.run();
        CHECK(d.dct.value == "2016-03-03");
        CHECK(d.dct.status == DctStatus::inferred);
        CHECK(d.dct.source == DctSource::solver);
        CHECK(d.reference.known());
        std::vector<std::string> roles;
        for (const auto& e : d.evidence) roles.push_back(e.role);
        CHECK(roles == std::vector<std::string>{"dateline", "office-term", "lead-weekday"});
    }
    SECTION("a past date in the body is a lower bound") {
        s.date("le 4 mai 2015", 2015, 5, 4, time::Direction::past).office("Jean Durand", day(2010, 1, 1), day(2020, 1, 1));
        CHECK(s.run().dct.value == "2016-03-03");
    }
    SECTION("offices that do not go together say nothing") {
        s.office("Jean Durand", day(2015, 6, 1), day(2016, 1, 1)).office("premier ministre", day(2018, 1, 1), std::nullopt);
        CHECK(s.run().dct.value == "XXXX-03-03");
    }
    SECTION("the eve only where no year fits the day itself") {
        s.office("Jean Durand", day(2016, 6, 1), day(2017, 12, 1)); // 3 March 2017 was a Friday
        CHECK(s.run().dct.value == "2017-03-03");
    }
}

TEST_CASE("solver: a coming weekday in the lead is not the day of the dateline") {
    Solved s(agency);
    s.weekday("jeudi", 4, time::Direction::future);
    const auto d = s.run();
    CHECK(d.dct.value == "XXXX-03-03");
    CHECK(d.dct.candidates.empty()); // every year from 1990 to 2035: too many to list
    CHECK(d.reference.candidates.size() == 46);
}

TEST_CASE("solver: a month and the order of weekdays") {
    Solved s("date 2022-11 Le chef de l'alliance a parlé samedi devant les députés de la province, réunis dans la capitale.\n\n"
             "La conférence débutera lundi dans la ville voisine, selon les organisateurs de la rencontre.\n");
    s.weekday("samedi", 6, time::Direction::past).weekday("lundi", 1, time::Direction::future);
    const auto d = s.run();
    CHECK(d.dct.value == "2022-11");
    CHECK(d.dct.status == DctStatus::partial);
    CHECK(d.dct.source == DctSource::header);
    CHECK(d.dct.candidates == std::vector<std::string>{"2022-11-05", "2022-11-06", "2022-11-07", "2022-11-12", "2022-11-13", "2022-11-14",
                                                       "2022-11-19", "2022-11-20", "2022-11-21", "2022-11-26", "2022-11-27", "2022-11-28"});
}

TEST_CASE("solver: a header is never fused with the date behind it") {
    const auto value = [](const char* page) { return Solved(page).run().dct.value; };
    CHECK(value("date 2022-11 14 février, la salle était pleine et le maire a pris la parole devant ses administrés.\n") == "2022-11");
    CHECK(value("date 2022-11-28 Le chef de l'alliance a parlé devant les députés de la province réunis dans la capitale.\n") == "2022-11-28");
    CHECK(value("date 2022-11 Publié le 14/11/2022 Le chef de l'alliance a parlé devant les députés de la province.\n") == "2022-11-14");
    CHECK(value("date 2022-11 14 novembre 2022 Le chef de l'alliance a parlé devant les députés de la province.\n") == "2022-11-14");
    CHECK(value("date 2022-11-28 29 novembre 2022 Le chef de l'alliance a parlé devant les députés de la province.\n") == "2022-11-28");
    CHECK(value("date 2022-11 24 mars 2021 Le chef de l'alliance a parlé devant les députés de la province.\n") == "2022-11");
    CHECK(value("date 2022-11 KIEV, 14 nov. (Agence du Fleuve) – Le chef de l'alliance a parlé devant les députés.\n") == "2022-11-14");
}

TEST_CASE("solver: what the caller says wins") {
    Solved s(agency);
    s.article.published = CivilTime::parse("2020-01-02T10:30");
    const auto d = s.run();
    CHECK(d.dct.value == "2020-01-02T10:30");
    CHECK(d.dct.status == DctStatus::given);
    CHECK(d.dct.source == DctSource::caller);
    CHECK(d.reference.value == "2020-01-02");
    CHECK(d.reference.time_of_day == std::chrono::minutes(630));
}

TEST_CASE("solver: the year of a copyright is a weak bound") {
    const std::string page = "Le pont de la vallée rouvre\n\nLe conseil a voté la loi dans la nuit, malgré les critiques de la minorité.\n\n"
                             "Les travaux ont commencé le 4 mai 2023 sur la rive gauche.\n\n";
    CHECK(Solved(page + "© 2022 Le Courrier du Fleuve\n").run().dct.value == "2022");
    CHECK(Solved(page + "© 2022 Le Courrier du Fleuve\n").date("le 4 mai 2023", 2023, 5, 4, time::Direction::past).run().dct.value.empty());
    CHECK(Solved(page + "© 2005-2022 Le Courrier du Fleuve\n").run().dct.value.empty());
}
