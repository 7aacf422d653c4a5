// A timeline is a set: any split of the articles, merged in any order, gives the same entries.
#include "../catch.hpp"

#include <algorithm>
#include <random>

#include "event_support.hpp"

using namespace stoltenberg;

namespace {

std::vector<Document> documents() {
    std::vector<Document> out;
    const std::string content = event_test::read_file("tests/golden/events/gold.tsv");
    const data::Table table = data::Table::parse(content, "gold.tsv");
    std::string last;
    for (const auto& row : table.rows()) {
        const std::string file(row[table.column("file")]);
        if (file == last) continue;
        last = file;
        // Every third article keeps its day to itself, so that open days take part too.
        const bool open = out.size() % 3 == 2;
        out.push_back(event_test::analyzer().analyze(event_test::article(file, event_test::read_file("tests/golden/events/" + file),
                                                                         open ? std::string_view{} : row[table.column("published")])));
    }
    const std::string days = event_test::read_file("tests/golden/timeline/published.tsv");
    const data::Table crises = data::Table::parse(days, "published.tsv");
    for (const auto& row : crises.rows()) {
        const std::string file(row[crises.column("file")]);
        out.push_back(event_test::analyzer().analyze(
            event_test::article(file, event_test::read_file("tests/golden/timeline/" + file + ".txt"), row[crises.column("published")])));
    }
    // Reprints: two with another head, one of them a day later, one that keeps its day to itself.
    const std::string agency =
        "Les secours ont dégagé mardi dix corps des décombres d'un immeuble de Gaziantep. Depuis plusieurs semaines, l'armée turque "
        "masse des troupes près de la frontière syrienne. Le ministre turc de l'Intérieur a été limogé lundi soir.";
    for (const auto& [id, published, head] : {std::tuple{"copy-1", "2023-02-08", "Turquie"}, std::tuple{"copy-2", "2023-02-08", "Le point"},
                                              std::tuple{"copy-3", "2023-02-09", "Séisme"}, std::tuple{"copy-4", "", "En bref"}}) {
        out.push_back(event_test::analyzer().analyze(event_test::article(id, std::string(head) + "\n\n" + agency, published)));
    }
    return out;
}

Timeline timeline_of(const std::vector<std::pair<std::string, std::pair<std::string, std::string>>>& articles) {
    Timeline t;
    for (const auto& [id, rest] : articles) t.add(event_test::analyzer().analyze(event_test::article(id, rest.second, rest.first)));
    return t;
}

const Entry* entry_with(const Timeline::Result& r, std::string_view trigger) {
    for (const auto* list : {&r.events, &r.undated}) {
        for (const Entry& e : *list) {
            for (const Observation& o : e.observations) {
                if (o.trigger == trigger) return &e;
            }
        }
    }
    return nullptr;
}

} // namespace

TEST_CASE("merging is associative and commutative over random splits", "[timeline][property]") {
    const std::vector<Document> docs = documents();
    Timeline whole;
    for (const Document& d : docs) whole.add(d);
    const std::string expected = to_json(whole);
    std::mt19937 random(20220210);
    constexpr int rounds = 200;
    for (int round = 0; round < rounds; ++round) {
        std::vector<std::size_t> order(docs.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        std::vector<Timeline> shards(1 + random() % 5);
        for (const std::size_t i : order) shards[random() % shards.size()].add(docs[i]);
        // Some shards go through a file.
        for (Timeline& s : shards) {
            if (random() % 2 == 0) s = timeline_from_json(to_json(s));
        }
        // Fold them together in a random tree.
        while (shards.size() > 1) {
            const std::size_t a = random() % shards.size();
            std::size_t b = random() % (shards.size() - 1);
            if (b >= a) ++b;
            shards[a].merge(shards[b]);
            shards.erase(shards.begin() + static_cast<std::ptrdiff_t>(b));
        }
        REQUIRE(to_json(shards.front()) == expected);
    }
    WARN("random splits tried: " << rounds << ", articles: " << docs.size());
}

TEST_CASE("an article counts once; another text under its id is kept apart", "[timeline]") {
    const Document a = event_test::analyzer().analyze(event_test::article("x", "Le Chili a signé lundi un traité avec le Pérou.", "2019-05-16"));
    const Document b = event_test::analyzer().analyze(event_test::article("x", "Le Chili a reçu mardi le président péruvien.", "2019-05-16"));
    Timeline once, twice, other;
    once.add(a);
    twice.add(a);
    twice.add(a);
    CHECK(to_json(once) == to_json(twice));
    once.add(b);
    other.add(b);
    other.add(a);
    CHECK(once.articles().size() == 2);
    CHECK(once.articles()[1].id == "x#2");
    CHECK(once.conflicts() == std::vector<std::string>{"x"});
    CHECK(to_json(once) == to_json(other));
}

TEST_CASE("what was planned and what took place is one entry with both states", "[timeline]") {
    const Timeline t = timeline_of({
        {"a", {"2019-05-16", "Vie politique.\n\nEmmanuel Macron rencontrera mardi à Rome Giuseppe Conte. La journée sera longue."}},
        {"b", {"2019-05-22", "Vie politique.\n\nEmmanuel Macron a rencontré mardi à Rome Giuseppe Conte. La journée a été longue."}},
        {"c", {"2019-05-30", "Vie politique.\n\nEmmanuel Macron a rencontré mercredi à Rome Giuseppe Conte. La journée a été longue."}},
    });
    const Timeline::Result r = t.entries();
    const Entry* e = entry_with(r, "rencontrera");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "2019-05-21");
    CHECK(e->modality == Modality::occurred);
    CHECK(e->observations.size() == 2);
    CHECK(std::count_if(r.events.begin(), r.events.end(), [](const Entry& x) { return x.type == "CONSULT"; }) == 2);
}

TEST_CASE("an article without a day is settled by another that tells the same event", "[timeline]") {
    const Timeline t = timeline_of({
        {"dated", {"2021-06-18", "Nouvelles.\n\nVladimir Poutine a rencontré mercredi à Genève Joe Biden. La journée a été longue."}},
        {"open",
         {"", "Nouvelles.\n\nJoe Biden et Vladimir Poutine se rencontreront mercredi à Genève. Joe Biden rencontrera lundi à Bruxelles Jens "
              "Stoltenberg."}},
    });
    const Timeline::Result r = t.entries();
    const Entry* e = entry_with(r, "rencontreront");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "2021-06-16");
    CHECK(e->observations.size() == 2);
    const Entry* other = entry_with(r, "rencontrera");
    REQUIRE(other != nullptr);
    CHECK_FALSE(other->edtf.empty());
    CHECK_FALSE(other->why.empty());
}

TEST_CASE("a day and month without a year is settled by the same event, if the weekday agrees", "[timeline]") {
    const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> dated = {
        {"dated", {"2021-06-18", "Nouvelles.\n\nVladimir Poutine a rencontré mercredi à Genève Joe Biden. La journée a été longue."}}};
    const auto with = [&](const std::string& text) {
        auto articles = dated;
        articles.push_back({"open", {"", "Nouvelles.\n\n" + text}});
        return timeline_of(articles).entries();
    };
    const Timeline::Result named = with(
        "La diplomatie reprend. Mercredi 16 juin, Joe Biden et Vladimir Poutine se rencontreront à Genève. La journée sera longue.");
    const Entry* e = entry_with(named, "rencontreront");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "2021-06-16");
    CHECK(e->observations.size() == 2);
    // A part of the day is no other day; a weekday beside day and month is proof enough for one in common.
    const Timeline::Result evening = with(
        "Joe Biden et Vladimir Poutine se rencontreront mercredi soir à Genève. La Grèce signera jeudi matin le traité.");
    e = entry_with(evening, "signera");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "2021-06-17");
    const Timeline::Result alone = with("La diplomatie reprend. Mercredi 16 juin, Joe Biden sera à Genève. La journée sera longue.");
    e = entry_with(alone, "sera");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "2021-06-16");
    // Where nobody is named the place will do.
    const Timeline march = timeline_of(
        {{"dated", {"2025-08-10", "Nouvelles.\n\nUn millier de personnes ont manifesté samedi à Narbonne."}},
         {"open", {"", "Nouvelles.\n\nLa colère monte. Des centaines de personnes manifesteront samedi 9 août à Narbonne."}}});
    const Timeline::Result marched = march.entries();
    e = entry_with(marched, "manifesteront");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "2025-08-09");
    CHECK(e->observations.size() == 2);
    // The same day of another year.
    const Timeline::Result other = with(
        "La diplomatie reprend. Jeudi 16 juin, Joe Biden et Vladimir Poutine se rencontreront à Genève. La journée sera longue.");
    e = entry_with(other, "rencontreront");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "XXXX-06-16");
    CHECK(e->observations.size() == 1);
    // What a weekday settles tells the year of the days around it, and no more.
    const Timeline::Result near = with(
        "Joe Biden et Vladimir Poutine se rencontreront mercredi à Genève. Le Parlement grec a adopté le 10 juin le budget. "
        "L'Italie avait signé le traité le 20 décembre.");
    e = entry_with(near, "adopté");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "2021-06-10");
    CHECK(e->why == "nearest year to an event in dated");
    e = entry_with(near, "signé");
    REQUIRE(e != nullptr);
    CHECK(e->edtf == "XXXX-12-20");
}

TEST_CASE("an article without a day tells how far its weekdays lie apart", "[timeline]") {
    const Timeline t = timeline_of(
        {{"open",
          {"", "Nouvelles.\n\nLe Chili a signé mardi un traité avec le Pérou. Le Brésil a condamné mercredi le traité. La Grèce a "
               "adopté lundi soir le budget. L'Italie a sanctionné jeudi la Suisse. Le Pérou signera jeudi un accord avec le Brésil."}}});
    const Timeline::Result r = t.entries();
    const std::vector<std::pair<std::string_view, std::optional<int>>> distances = {
        {"signé", 0}, {"condamné", 1}, {"adopté", -1}, {"sanctionné", std::nullopt}, {"signera", 2}};
    for (const auto& [trigger, days] : distances) {
        INFO(trigger);
        const Entry* e = entry_with(r, trigger);
        REQUIRE(e != nullptr);
        CHECK(e->offset_days == days);
    }
}

TEST_CASE("options narrow what is shown, and the order is total", "[timeline]") {
    const std::vector<Document> docs = documents();
    Timeline t;
    for (const Document& d : docs) t.add(d);
    const Timeline::Result all = t.entries();
    TimelineOptions top;
    top.top = 5;
    const Timeline::Result few = t.entries(top);
    CHECK(few.events.size() + few.undated.size() == 5);
    TimelineOptions about;
    about.about = {"country/AZ"};
    for (const Entry& e : t.entries(about).events) {
        CHECK((e.place == "country/AZ" ||
               std::any_of(e.participants.begin(), e.participants.end(), [](const Participant& p) { return p.id == "country/AZ"; })));
    }
    TimelineOptions from;
    from.from = std::chrono::year{2021} / 8 / 16;
    from.to = std::chrono::year{2021} / 8 / 20;
    const Timeline::Result window = t.entries(from);
    CHECK(window.undated.empty());
    CHECK_FALSE(window.events.empty());
    CHECK(window.events.size() < all.events.size());
    // What was told of several observations begins no later than what follows.
    std::optional<LocalTime> before;
    for (const Entry& e : all.events) {
        if (!e.interval || !e.interval->from) continue;
        if (before) CHECK(*before <= *e.interval->from);
        before = e.interval->from;
    }
    TimelineOptions everything;
    everything.all = true;
    const Timeline::Result more = t.entries(everything);
    CHECK(more.events.size() + more.undated.size() > all.events.size() + all.undated.size());
}

TEST_CASE("what harms and what it does in one clause are one entry", "[timeline]") {
    const Timeline t = timeline_of({
        {"a",
         {"", "Ukraine.\n\nUn incendie a éclaté dans la nuit de mardi à mercredi à Odessa, après des tirs de l'armée russe. Le port est fermé."}},
    });
    const Timeline::Result r = t.entries();
    const Entry* e = entry_with(r, "éclaté");
    REQUIRE(e != nullptr);
    CHECK(e == entry_with(r, "tirs"));
    // Nobody does a fire.
    CHECK(std::none_of(e->participants.begin(), e->participants.end(), [](const Participant& p) { return p.role == ParticipantRole::actor; }));
}

TEST_CASE("sources that disagree on the day of a death give one entry with both days", "[timeline]") {
    const Timeline t = timeline_of({
        {"a", {"2019-09-27", "Nécrologie.\n\nJacques Chirac est mort jeudi à Paris. Il avait 86 ans."}},
        {"b", {"2019-09-28", "Nécrologie.\n\nJacques Chirac est mort mercredi 25 septembre à Paris. Il avait 86 ans."}},
    });
    const Timeline::Result r = t.entries();
    const auto deaths = std::count_if(r.events.begin(), r.events.end(), [](const Entry& e) { return e.type == "DEATH"; });
    CHECK(deaths == 1);
    const Entry* e = entry_with(r, "mort");
    REQUIRE(e != nullptr);
    CHECK(e->observations.size() == 2);
    CHECK(e->dates.size() == 1);
}

TEST_CASE("a report without a day joins the meeting of the day before, attacks of two days stay apart", "[timeline]") {
    const Timeline t = timeline_of({
        {"a", {"2021-06-16", "Sommet.\n\nJoe Biden a rencontré mercredi à Genève Vladimir Poutine. La journée a été longue."}},
        {"b", {"2021-06-17", "Sommet.\n\nJoe Biden a rencontré à Genève Vladimir Poutine. La journée a été froide."}},
        {"c", {"2023-03-09", "Guerre.\n\nLa Russie a bombardé jeudi Kiev. La nuit a été longue."}},
        {"d", {"2023-03-10", "Guerre.\n\nLa Russie a bombardé Kiev. La nuit a été longue."}},
    });
    const Timeline::Result r = t.entries();
    const auto count = [&](std::string_view type) {
        return std::count_if(r.events.begin(), r.events.end(), [&](const Entry& e) { return e.type == type; });
    };
    CHECK(count("CONSULT") == 1);
    CHECK(count("ASSAULT") == 2);
}

TEST_CASE("a copy keeps its source and adds no weight", "[timeline]") {
    const std::string agency = "Diplomatie.\n\nEmmanuel Macron a rencontré lundi à Paris Mark Rutte. La journée a été longue.";
    const Timeline t = timeline_of({
        {"a", {"2019-05-21", agency + " (AFP)"}},
        {"b", {"2019-05-21", agency + " (avec AFP)"}},
        {"c", {"2019-05-21", agency}},
        {"d", {"2019-05-22", "Diplomatie.\n\nAngela Merkel a rencontré mardi à Berlin Sebastian Kurz. La journée a été longue."}},
        {"e", {"2019-05-22", "Diplomatie.\n\nSebastian Kurz et Angela Merkel se sont rencontrés mardi à Berlin. La journée a été longue."}},
    });
    TimelineOptions top;
    top.top = 1;
    const Timeline::Result r = t.entries(top);
    REQUIRE(r.events.size() == 1);
    CHECK(r.events[0].edtf == "2019-05-21");
    const Timeline::Result all = t.entries();
    const Entry* copied = nullptr;
    for (const Entry& e : all.events) {
        if (e.edtf == "2019-05-20") copied = &e;
    }
    REQUIRE(copied != nullptr);
    CHECK(copied->observations.size() == 3);
}

TEST_CASE("a clause printed again is the same event, whoever takes part and however long it lasts", "[timeline]") {
    const std::string agency =
        "Depuis plusieurs semaines, l'armée turque masse des troupes près de la frontière syrienne. Le ministre turc de l'Intérieur a été "
        "limogé lundi soir à Ankara. Des milliers de personnes ont manifesté mardi dans le centre de la capitale.";
    const Timeline t = timeline_of({
        {"a", {"2023-02-08", "Turquie.\n\n" + agency}},
        {"b", {"2023-02-08", "En bref.\n\n" + agency + " (AFP)"}},
        {"c", {"2023-02-08", "Monde.\n\nRevue de la presse du jour. " + agency}},
        // The same few words of another week are another event.
        {"d", {"2023-02-15", "Turquie.\n\n" + agency}},
    });
    const Timeline::Result r = t.entries();
    for (const Entry& e : r.events) {
        INFO(e.edtf << ' ' << e.summary);
        if (e.type == "MOBILIZE") {
            CHECK(e.observations.size() == 4);
        } else {
            CHECK((e.observations.size() == 3 || e.observations.front().source.article == "d"));
        }
    }
}

TEST_CASE("short words without names are no copy of one another", "[timeline]") {
    const Timeline t = timeline_of({
        {"a", {"2023-02-08", "Lille.\n\nUn homme a été arrêté mardi. Il sera jugé."}},
        {"b", {"2023-02-08", "Brest.\n\nUn homme a été arrêté mardi. Il sera jugé."}},
    });
    const Timeline::Result r = t.entries();
    CHECK(std::count_if(r.events.begin(), r.events.end(), [](const Entry& e) { return e.type == "COERCE"; }) == 2);
}

TEST_CASE("a few words beside a reprinted clause are reprinted with it", "[timeline]") {
    const std::string agency =
        "Le Conseil des ministres de l'Union européenne a adopté mardi à Bruxelles un règlement sur les engrais. Cinq pays ont voté mardi contre.";
    const Timeline t = timeline_of({
        {"a", {"2023-02-08", "Europe.\n\n" + agency}},
        {"b", {"2023-02-08", "Le point.\n\n" + agency}},
        {"c", {"2023-02-08", "Lille.\n\nCinq pays ont voté mardi contre."}},
    });
    const Timeline::Result r = t.entries();
    for (const Entry& e : r.events) {
        INFO(e.summary);
        CHECK(e.observations.size() == (e.observations.front().source.article == "c" ? 1 : 2));
    }
}

TEST_CASE("the dead of a disaster are its toll, whatever day they are counted", "[timeline]") {
    const Timeline t = timeline_of({
        {"a", {"2021-08-15", "Haïti.\n\nUn séisme a frappé samedi le sud d'Haïti. Le séisme a fait samedi 304 morts en Haïti."}},
        {"b", {"2021-08-16", "Haïti.\n\nLe séisme de samedi a fait au moins 1297 morts en Haïti. Le pays a reçu dimanche de l'aide."}},
        {"c", {"2021-08-16", "Algérie.\n\nTrois soldats sont morts samedi en Algérie. Ils combattaient les feux de forêt."}},
    });
    const Timeline::Result r = t.entries();
    const Entry* quake = entry_with(r, "séisme");
    REQUIRE(quake != nullptr);
    CHECK(quake->type == "DISASTER");
    CHECK(quake->edtf == "2021-08-14");
    CHECK(quake->dates.empty());
    const auto tells = [&](std::string_view words) {
        return std::any_of(quake->observations.begin(), quake->observations.end(),
                           [&](const Observation& o) { return o.source.quote.find(words) != std::string::npos; });
    };
    CHECK(tells("304 morts"));
    CHECK(tells("1297 morts"));
    CHECK_FALSE(tells("Trois soldats"));
}

TEST_CASE("a country votes once a day", "[timeline]") {
    const Timeline t = timeline_of({
        {"a", {"2023-10-16", "Pologne.\n\nLes Polonais ont voté dimanche aux élections législatives. La participation a été forte en Pologne."}},
        {"b", {"2023-10-16", "Équateur.\n\nDaniel Noboa a remporté dimanche l'élection présidentielle en Équateur."}},
        {"c", {"2023-10-17", "Varsovie.\n\nLe scrutin de dimanche en Pologne a été remporté par l'opposition."}},
    });
    const Timeline::Result r = t.entries();
    std::size_t polish = 0;
    for (const Entry& e : r.events) {
        if (e.type != "ELECTION") continue;
        const bool b = std::any_of(e.observations.begin(), e.observations.end(), [](const Observation& o) { return o.source.article == "b"; });
        const bool ac = std::any_of(e.observations.begin(), e.observations.end(), [](const Observation& o) { return o.source.article != "b"; });
        CHECK(b != ac);
        if (ac) ++polish;
    }
    CHECK(polish == 1);
}

TEST_CASE("two articles that look back and differ by a day tell of one meeting; of two days in one article they are two", "[timeline]") {
    const std::string on = "Angela Merkel a rencontré ";
    const Timeline t = timeline_of({
        {"a", {"2019-05-24", "Vie politique.\n\n" + on + "mardi à Rome Giuseppe Conte. La journée a été longue."}},
        {"b", {"2019-05-25", "Vie politique.\n\n" + on + "mercredi à Rome Giuseppe Conte. La soirée a été longue."}},
    });
    const Timeline::Result r = t.entries();
    const Entry* e = entry_with(r, "rencontré");
    REQUIRE(e != nullptr);
    CHECK(e->observations.size() == 2);
    CHECK(e->dates.size() == 1);
    // Written on the day itself, each tells of its own day.
    const Timeline daily = timeline_of({
        {"a", {"2019-05-21", "Vie politique.\n\n" + on + "mardi à Rome Giuseppe Conte. La journée a été longue."}},
        {"b", {"2019-05-22", "Vie politique.\n\n" + on + "mercredi à Rome Giuseppe Conte. La soirée a été longue."}},
    });
    const Timeline::Result two = daily.entries();
    CHECK(std::count_if(two.events.begin(), two.events.end(), [](const Entry& x) { return x.type == "CONSULT"; }) == 2);
}

TEST_CASE("an event without names or place joins the only one it can be", "[timeline]") {
    const std::pair<std::string, std::pair<std::string, std::string>> quake{
        "a", {"2023-02-07", "Turquie.\n\nUn séisme a secoué lundi Gaziantep. Le sud de la Turquie est touché."}};
    const std::pair<std::string, std::pair<std::string, std::string>> later{
        "b", {"2023-02-10", "Ankara.\n\nLe séisme de lundi a fait des dégâts considérables. La Turquie est en deuil."}};
    const std::pair<std::string, std::pair<std::string, std::string>> elsewhere{
        "c", {"2023-02-10", "Chili.\n\nLe séisme de lundi a fait des dégâts considérables. Le Chili est en deuil."}};
    const auto count = [](const Timeline& t) {
        const Timeline::Result r = t.entries();
        return std::count_if(r.events.begin(), r.events.end(), [](const Entry& e) { return e.type == "DISASTER"; });
    };
    CHECK(count(timeline_of({quake, later})) == 1);
    // Told of the town by one, of the province by another; two towns that no article joins are two.
    const std::pair<std::string, std::pair<std::string, std::string>> town{
        "d", {"2023-06-03", "Inde.\n\nUn train a déraillé vendredi près de Balasore. Les secours de l'Odisha sont sur place."}};
    const std::pair<std::string, std::pair<std::string, std::string>> region{
        "e", {"2023-06-03", "Inde.\n\nUn train a déraillé vendredi dans l'Odisha. Le trafic est interrompu."}};
    const std::pair<std::string, std::pair<std::string, std::string>> other{
        "f", {"2023-06-03", "Inde.\n\nUn train a déraillé vendredi près de Bombay. Le trafic est interrompu."}};
    CHECK(count(timeline_of({town, region})) == 1);
    CHECK(count(timeline_of({town, other})) == 2);
    CHECK(count(timeline_of({quake, elsewhere})) == 2);
}

TEST_CASE("two events of one day stay two", "[timeline]") {
    const Timeline t = timeline_of({
        {"a",
         {"2023-03-09",
          "Lyon.\n\nDes agriculteurs ont manifesté jeudi à Lyon contre la baisse des prix. Emmanuel Macron a reçu jeudi à l'Élysée le président "
          "kényan William Ruto."}},
        {"b",
         {"2023-03-09",
          "Lyon.\n\nDes infirmières ont manifesté jeudi à Lyon contre le manque de lits. Emmanuel Macron a reçu jeudi à l'Élysée le président "
          "brésilien Lula."}},
        {"c",
         {"2023-03-09",
          "Paris.\n\nEmmanuel Macron a rencontré jeudi les syndicats. La police a arrêté jeudi un homme à Marseille. La police a arrêté jeudi "
          "deux trafiquants à Marseille."}},
        // The same crowd in other words.
        {"d", {"2023-03-10", "Lyon.\n\nLes agriculteurs qui ont manifesté jeudi à Lyon demandent une aide."}},
    });
    const Timeline::Result r = t.entries();
    const auto count = [&](std::string_view type) {
        return std::count_if(r.events.begin(), r.events.end(), [&](const Entry& e) { return e.type == type; });
    };
    CHECK(count("PROTEST") == 2);
    CHECK(count("CONSULT") == 3);
    CHECK(count("COERCE") == 2);
}

TEST_CASE("a plan that a later article calls off is no entry; a denial of what took place is", "[timeline]") {
    const std::pair<std::string, std::pair<std::string, std::string>> plan{
        "a", {"2024-01-05", "Berlin.\n\nOlaf Scholz rencontrera mardi à Berlin Emmanuel Macron. Le dîner est prévu."}};
    const std::pair<std::string, std::pair<std::string, std::string>> off{
        "b", {"2024-01-08", "Berlin.\n\nOlaf Scholz ne rencontrera pas mardi à Berlin Emmanuel Macron. Le dîner n'aura pas lieu."}};
    const std::pair<std::string, std::pair<std::string, std::string>> held{
        "c", {"2024-01-10", "Berlin.\n\nOlaf Scholz a rencontré mardi à Berlin Emmanuel Macron. Le dîner a été long."}};
    const auto meetings = [](const Timeline& t, const TimelineOptions& options = {}) {
        const Timeline::Result r = t.entries(options);
        return std::count_if(r.events.begin(), r.events.end(), [](const Entry& e) { return e.type == "CONSULT"; });
    };
    CHECK(meetings(timeline_of({plan})) == 1);
    CHECK(meetings(timeline_of({plan, off})) == 0);
    CHECK(meetings(timeline_of({off, plan})) == 0);
    CHECK(meetings(timeline_of({plan, off, held})) == 1);
    TimelineOptions everything;
    everything.all = true;
    CHECK(meetings(timeline_of({plan, off}), everything) >= 1);
    // Nothing is lost on the way through a file.
    const Timeline both = timeline_of({plan, off});
    Timeline again = timeline_from_json(to_json(both));
    again.merge(timeline_of({held}));
    CHECK(to_json(again) == to_json(timeline_of({held, off, plan})));
}

TEST_CASE("what is put off stands once, on its new day, with the old plan", "[timeline]") {
    const std::pair<std::string, std::pair<std::string, std::string>> plan{
        "a", {"2023-05-10", "Nairobi.\n\nLe président kényan William Ruto se rendra jeudi 18 mai à Rome. Le programme est chargé."}};
    const std::pair<std::string, std::pair<std::string, std::string>> off{
        "b", {"2023-05-17", "Nairobi.\n\nLa visite de William Ruto à Rome, prévue jeudi, a été reportée à mardi. Les raisons sont inconnues."}};
    const std::pair<std::string, std::pair<std::string, std::string>> held{
        "c", {"2023-05-24", "Nairobi.\n\nWilliam Ruto s'est rendu mardi à Rome. Il pleuvait."}};
    const auto visits = [](const Timeline& t) {
        std::vector<Entry> out;
        for (const Entry& e : t.entries().events) {
            if (e.type == "CONSULT") out.push_back(e);
        }
        return out;
    };
    const std::vector<Entry> two = visits(timeline_of({plan, off}));
    REQUIRE(two.size() == 1);
    CHECK(two[0].edtf == "2023-05-23");
    CHECK(two[0].modality == Modality::planned);
    CHECK(two[0].dates == std::vector<std::string>{"2023-05-18"});
    CHECK(two[0].observations.size() == 3);
    const std::vector<Entry> three = visits(timeline_of({held, plan, off}));
    REQUIRE(three.size() == 1);
    CHECK(three[0].edtf == "2023-05-23");
    CHECK(three[0].modality == Modality::occurred);
    CHECK(three[0].observations.size() == 4);
    CHECK(to_json(timeline_of({plan, off, held})) == to_json(timeline_of({held, off, plan})));
}

TEST_CASE("what has happened by a day is what a sure source dates, if it is the only one", "[timeline]") {
    const Timeline t = timeline_of({
        {"a", {"2022-07-08", "Londres.\n\nBoris Johnson a démissionné jeudi. Les marchés sont calmes."}},
        {"b", {"2022-07-09", "Londres.\n\nLa démission de Boris Johnson réjouit ses rivaux. Les marchés sont calmes."}},
        {"c", {"2022-07-09", "Tokyo.\n\nShinzo Abe a été tué par balle vendredi à Nara. Le pays est en deuil."}},
        {"d", {"2022-07-09", "Japon.\n\nShinzo Abe est mort vendredi à Nara. Le pays est en deuil."}},
    });
    const Timeline::Result r = t.entries();
    const auto count = [&](std::string_view type) {
        return std::count_if(r.events.begin(), r.events.end(), [&](const Entry& e) { return e.type == type; });
    };
    CHECK(count("OFFICE") == 1);
    CHECK(count("ASSAULT") + count("DEATH") == 1);
}

TEST_CASE("an attack and its dead are one, told by three; another town's dead are others", "[timeline]") {
    const Timeline t = timeline_of({
        {"a", {"2022-04-08", "Ukraine.\n\nUne frappe russe a tué vendredi au moins 39 personnes à la gare de Kramatorsk."}},
        {"b", {"2022-04-08", "Ukraine.\n\nAu moins 52 personnes ont été tuées vendredi dans le bombardement de la gare de Kramatorsk."}},
        {"c", {"2022-04-09", "Ukraine.\n\nL'attaque de vendredi contre la gare de Kramatorsk a fait 57 morts."}},
        {"d", {"2022-04-09", "Ukraine.\n\nTrois personnes ont été tuées vendredi près de Tchernihiv."}},
    });
    const Timeline::Result r = t.entries();
    const Entry* e = entry_with(r, "tué");
    REQUIRE(e != nullptr);
    std::size_t killings = 0;
    for (const Entry& x : r.events) killings += x.type == "ASSAULT" || x.type == "DEATH" ? 1U : 0U;
    CHECK(killings == 2);
    CHECK(e->observations.size() >= 3);
    CHECK(std::none_of(e->observations.begin(), e->observations.end(), [](const Observation& o) { return o.source.article == "d"; }));
}
