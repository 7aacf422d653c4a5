// The entity room: spans, identities, document pass, user gazetteers, hostile input.
#include "../catch.hpp"

#include <algorithm>

#include "entity/decide.hpp"
#include "entity/gazetteer.hpp"
#include "entity_test_support.hpp"

using namespace entity_test;
using entity::UserTable;

namespace {

std::vector<std::string> surfaces(const Read& r) {
    std::vector<std::string> out;
    for (const entity::Mention& m : r.result.mentions) out.push_back(r.surface(m.range));
    return out;
}

} // namespace

TEST_CASE("entity: slug", "[entity]") {
    CHECK(entity::slug(text::fold("Jens Stoltenberg")) == "jens-stoltenberg");
    CHECK(entity::slug(text::fold("L'Élysée, œuvre")) == "l-elysee-oeuvre");
    CHECK(entity::slug("...").empty());
}

TEST_CASE("entity: dates of terms", "[entity]") {
    using namespace std::chrono;
    CHECK(entity::days_of("2014-02")->second == local_days{2014y / February / 28});
    CHECK(entity::days_of("2014")->first == local_days{2014y / January / 1});
    CHECK(entity::days_of("2014-10-01")->first == local_days{2014y / October / 1});
    CHECK_FALSE(entity::days_of("2014-13"));
    CHECK_FALSE(entity::days_of("2014-02-30"));
    CHECK_FALSE(entity::days_of("14"));
    CHECK_FALSE(entity::days_of(""));
}

TEST_CASE("entity: one edit", "[entity]") {
    CHECK(entity::within_one_edit("andrezj duda", "andrzej duda"));
    CHECK(entity::within_one_edit("duda", "duda"));
    CHECK(entity::within_one_edit("dudda", "duda"));
    CHECK(entity::within_one_edit("dude", "duda"));
    CHECK(entity::within_one_edit("dud", "duda"));
    CHECK_FALSE(entity::within_one_edit("dduad", "duda"));
    CHECK_FALSE(entity::within_one_edit("", "ab"));
}

TEST_CASE("entity: a misspelt name is found when the state agrees", "[entity]") {
    Read r;
    read("Le président polonais Andrezj Duda est venu. Andrezj Duda a parlé.", r);
    for (const entity::Mention& m : r.result.mentions) {
        if (m.kind == Kind::person) CHECK(m.ids.front() == "person/andrzej-duda");
    }
    Read other;
    read("Le chanteur chilien Andrezj Duda est venu.", other);
    REQUIRE(other.find("Andrezj Duda") != nullptr);
    CHECK(other.find("Andrezj Duda")->ids.front() == "person/?andrezj-duda");
}

TEST_CASE("entity: surnames follow the full name", "[entity]") {
    Read r;
    read("Zorvik Blandek est arrivé. Selon Blandek, tout va bien. M. Blandek repart.", r);
    const auto count = std::count_if(r.result.mentions.begin(), r.result.mentions.end(),
                                     [](const entity::Mention& m) { return m.ids.front() == "person/?zorvik-blandek"; });
    CHECK(count == 3);
    CHECK(r.find("Blandek")->name == "Zorvik Blandek");
}

TEST_CASE("entity: two bearers of a surname stay candidates", "[entity]") {
    Read r;
    read("Zorvik Blandek et Zelvia Blandek sont arrivés. Le ministre Blandek repart.", r);
    const entity::Mention* m = r.find("Blandek");
    REQUIRE(m != nullptr);
    CHECK(m->kind == Kind::person);
}

TEST_CASE("entity: acronyms introduced by the text", "[entity]") {
    Read r;
    read("La Fédération zorvikienne de natation (FZN) proteste. La FZN ira en justice.", r);
    REQUIRE(r.result.mentions.size() == 3);
    CHECK(r.result.mentions[0].ids == r.result.mentions[1].ids);
    CHECK(r.result.mentions[1].ids == r.result.mentions[2].ids);
    CHECK(r.result.mentions[2].form == Form::acronym);
}

TEST_CASE("entity: spans are exact", "[entity]") {
    Read r;
    read("\xC2\xAB\xC2\xA0L\xE2\x80\x99\xC3\x89lys\xC3\xA9"
         "e, dit Jens\xC2\xA0Stoltenberg\xC2\xA0\xC2\xBB, \xC3\xA0 KYIV et en C\xCC\xA7"
         "a.",
         r);
    CHECK(surfaces(r) == std::vector<std::string>{"\xC3\x89lys\xC3\xA9"
                                                  "e",
                                                  "Jens\xC2\xA0Stoltenberg", "KYIV"});
    for (const entity::Mention& m : r.result.mentions) {
        CHECK(m.first < m.last);
        CHECK(r.text.words[m.first].begin == m.range.begin);
        CHECK(r.text.words[m.last - 1].end == m.range.end);
    }
}

TEST_CASE("entity: mentions do not overlap and come by position", "[entity]") {
    Read r;
    read("Le Premier ministre britannique Boris Johnson, le secrétaire général de l'OTAN et l'université de Strasbourg "
         "ont écrit au Conseil de sécurité des Nations unies à New York, selon l'Agence France-Presse (AFP).",
         r);
    for (std::size_t i = 1; i < r.result.mentions.size(); ++i) {
        CHECK(r.result.mentions[i - 1].range.end <= r.result.mentions[i].range.begin);
    }
    for (std::size_t i = 1; i < r.result.roles.size(); ++i) {
        CHECK(r.result.roles[i - 1].range.begin <= r.result.roles[i].range.begin);
    }
    for (const entity::Mention& m : r.result.mentions) CHECK_FALSE(m.why.empty());
    for (const entity::Role& m : r.result.roles) CHECK_FALSE(m.why.empty());
}

TEST_CASE("entity: furniture gives no evidence", "[entity]") {
    Read r;
    r.source = "Zorvik Blandek\nBlandek est une marque.";
    text::read(r.source, language(), r.text);
    text::segment(r.text, language());
    clause::Layer layer;
    const clause::Tagger clauses(pack(), "fr");
    clauses.tag(r.text, layer);
    tagger().tag(r.text, layer, {Range{0, 14}}, r.result);
    for (const entity::Mention& m : r.result.mentions) {
        if (m.range.begin > 14) CHECK(m.ids.front() != "person/?zorvik-blandek");
    }
}

TEST_CASE("entity: windows of offices", "[entity]") {
    using namespace std::chrono;
    Read r;
    read("Le Premier ministre britannique Boris Johnson a reculé.", r);
    const auto w = tagger().windows(r.result);
    REQUIRE(w.size() == 1);
    CHECK(w[0].from == local_days{2019y / July / 24});
    REQUIRE(w[0].until);
    CHECK(*w[0].until == local_days{2022y / September / 6});
    Read former;
    read("L'ancien Premier ministre britannique Boris Johnson a reculé.", former);
    CHECK(tagger().windows(former.result).empty());
}

TEST_CASE("entity: user gazetteers win, extend and switch off", "[entity]") {
    const UserTable add{"id\tname\taliases\tacronyms\tweight\norg/zorbak\tZorbak\tgroupe Zorbak international\tZBK\t50\n", "user.tsv"};
    const entity::Tagger with(pack(), "fr", {add});
    Read r;
    read("Chez Zorbak, le ZBK recrute.", r, with);
    REQUIRE(r.find("Zorbak") != nullptr);
    CHECK(r.find("Zorbak")->ids.front() == "org/zorbak");
    CHECK(r.find("Zorbak")->why == "user.tsv:2");
    CHECK(r.find("ZBK")->form == Form::acronym);

    const UserTable over{"id\tname\tweight\norg/paris-l-entreprise\tParis\t50\n", "over.tsv"};
    Read p;
    const entity::Tagger other(pack(), "fr", {over});
    read("La société Paris recrute.", p, other);
    REQUIRE(p.find("Paris") != nullptr);
    CHECK(p.find("Paris")->ids.front() == "org/paris-l-entreprise");

    const UserTable extend{"id\tname\taliases\tflags\norg/otan\tOTAN\tAlliance zorvikienne\textend\n", "extend.tsv"};
    Read e;
    const entity::Tagger extended(pack(), "fr", {extend});
    read("Il quitte l'Alliance zorvikienne demain.", e, extended);
    REQUIRE(e.find("Alliance zorvikienne") != nullptr);
    CHECK(e.find("Alliance zorvikienne")->ids.front() == "org/otan");

    const UserTable off{"id\tname\tflags\nplace/bruxelles\tBruxelles\toff\n", "off.tsv"};
    Read o;
    const entity::Tagger without(pack(), "fr", {off});
    read("Il vit à Bruxelles.", o, without);
    if (o.find("Bruxelles") != nullptr) CHECK(o.find("Bruxelles")->ids.front() != "place/bruxelles");
}

TEST_CASE("entity: a user's name goes before what stands to its left, not before what is longer", "[entity]") {
    const UserTable rows{"id\tname\tweight\n"
                         "org/port\tPort\t50\n"
                         "org/port-zelvia\tPort Zelvia\t50\n"
                         "org/bank-of-zelvia\tBank of Zelvia\t50\n"
                         "org/york\tYork\t50\n",
                         "user.tsv"};
    const entity::Tagger with(pack(), "fr", {rows});
    const auto ids = [&](const std::string& text) {
        Read r;
        read(text, r, with);
        std::string out;
        for (const entity::Mention& m : r.result.mentions) out += r.surface(m.range) + "=" + m.ids.front() + " ";
        return out;
    };
    Read shipped; // without the rows the town wins: the case is real
    read("Le Port recrute.", shipped);
    REQUIRE(shipped.find("Le Port") != nullptr);

    CHECK(ids("Le Port recrute.") == "Port=org/port ");
    CHECK(ids("Le Port Zelvia recrute.") == "Port Zelvia=org/port-zelvia ");
    CHECK(ids("Elle travaille pour Le Port Zelvia.") == "Port Zelvia=org/port-zelvia ");
    CHECK(ids("La Deutsche Bank of Zelvia recrute.").ends_with("Bank of Zelvia=org/bank-of-zelvia "));
    CHECK(ids("Il a quitté York hier.") == "York=org/york ");
    CHECK(ids("Il a quitté New York hier.") == "New York=place/new-york "); // the longer name
}

TEST_CASE("entity: bad rows are told with file and line", "[entity]") {
    const auto error = [](const std::string& tsv) -> std::string {
        try {
            const entity::Tagger t(pack(), "fr", {UserTable{tsv, "u.tsv"}});
        } catch (const ResourceError& e) {
            return e.file() + ":" + std::to_string(e.line());
        }
        return "none";
    };
    CHECK(error("id\tname\nfoo/x\tX\n") == "u.tsv:2");
    CHECK(error("id\tname\norg/x\n") == "u.tsv:2");
    CHECK(error("id\tname\tweight\norg/x\tX\tmany\n") == "u.tsv:2");
    CHECK(error("id\tname\tflags\norg/x\tX\tnonsense\n") == "u.tsv:2");
    CHECK(error("id\tname\tflags\norg/nowhere-at-all\tX\textend\n") == "u.tsv:2");
    CHECK(error("id\tname\tcountry\norg/x\tX\tFRA\n") == "u.tsv:2");
    CHECK(error("id\n") == "u.tsv:0");
    CHECK(error("id\tname\n# c\norg/x\tX\n") == "none");
}

TEST_CASE("entity: any text is read", "[entity]") {
    std::string capitals;
    for (int i = 0; i < 20000; ++i) capitals += "Abc ";
    std::string heads;
    for (int i = 0; i < 5000; ++i) heads += "Conseil national de la ";
    std::string brackets(20000, '(');
    const std::string all[] = {"",
                               " ",
                               "\n\n\n",
                               "A",
                               "''''",
                               std::string("\xFF\xFE\x00\x80", 4),
                               capitals,
                               heads,
                               brackets,
                               "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 \xC4\xB0stanbul",
                               "de de de de de",
                               "M. M. M.",
                               "L'",
                               "l'",
                               "- -"};
    for (const std::string& s : all) {
        Read r;
        read(s, r);
        for (const entity::Mention& m : r.result.mentions) CHECK(r.text.to_span(m.range).end <= s.size());
    }
}

TEST_CASE("entity: a compound of an office is another office", "[entity]") {
    Read r;
    read("Le vice-ministre russe des Affaires étrangères est venu.", r);
    CHECK(r.result.roles.empty());
    read("L'ex-Premier ministre britannique est venu.", r);
    REQUIRE(r.result.roles.size() == 1);
    CHECK(r.result.roles[0].former);
    read("Le ministre russe des Affaires étrangères est venu.", r);
    REQUIRE(r.result.roles.size() == 1);
    CHECK_FALSE(r.result.roles[0].former);
}
