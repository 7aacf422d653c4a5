// The small parts of the faces: escapes, dates in words, labels, names in quotes, the digest of the policy.
#include "../catch.hpp"

#include <set>
#include <string>

#include <stoltenberg/faces.hpp>
#include <stoltenberg/resources.hpp>

#include "data/pack.hpp"
#include "io/digest.hpp"
#include "io/escape.hpp"
#include "io/labels.hpp"
#include "io/names.hpp"
#include "io/quote.hpp"
#include "io/when.hpp"

using namespace stoltenberg;
using namespace stoltenberg::io;

TEST_CASE("faces: escapes", "[faces]") {
    CHECK(html("</script> & \"x\" 'y'") == "&lt;/script&gt; &amp; &quot;x&quot; &#39;y&#39;");
    CHECK(html(std::string("a\0b\x1b\xff", 5)) == "a\xEF\xBF\xBD"
                                                  "b\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(clean("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); // a surrogate
    CHECK(ical_text("a;b,c\\d\r\ne\nf") == "a\\;b\\,c\\\\d\\ne\\nf");
    CHECK(csv_cell("plain") == "plain");
    CHECK(csv_cell("=1+1") == "'=1+1");
    CHECK(csv_cell("  =1+1") == "'  =1+1");
    CHECK(csv_cell("say \"x\"") == "\"say \"\"x\"\"\"");
    CHECK(csv_cell("\xEF\xBC\x9D"
                   "1") == "'\xEF\xBC\x9D"
                           "1");
    CHECK(terminal("a\x1b[31mb\nc \xE2\x80\xAE"
                   "d") == "a\xEF\xBF\xBD[31mb c <U+202E>d");
    CHECK(columns("e\xCC\x81t\xC3\xA9") == 3);
    CHECK(columns("\xE6\x97\xA5") == 2);
    CHECK(percent("a b/\xC3\xA9?#") == "a%20b/%C3%A9%3F%23");
}

TEST_CASE("faces: iCalendar lines are folded between characters", "[faces]") {
    std::string out;
    std::string text = "X:";
    for (int i = 0; i < 100; ++i) text += "\xC3\xA9"; // two octets each
    append_ical_line(out, text);
    std::size_t at = 0;
    std::string back;
    while (at < out.size()) {
        const std::size_t end = out.find("\r\n", at);
        REQUIRE(end != std::string::npos);
        CHECK(end - at <= 75);
        std::string line = out.substr(at, end - at);
        if (at > 0) {
            REQUIRE(line.front() == ' ');
            line.erase(0, 1);
        }
        CHECK(clean(line) == line); // no character is cut
        back += line;
        at = end + 2;
    }
    CHECK(back == text);
}

TEST_CASE("faces: dates in words", "[faces]") {
    struct Case {
        const char* edtf;
        const char* fr;
        const char* en;
    };
    const Case cases[] = {
        {"2022-02-24", "24 février 2022", "24 February 2022"},
        {"2022-03-01", "1er mars 2022", "1 March 2022"},
        {"2022-02", "février 2022", "February 2022"},
        {"2022", "2022", "2022"},
        {"199X", "années 1990", "1990s"},
        {"17XX", "de 1700 à 1799", "1700 to 1799"},
        {"2022-21", "printemps 2022", "spring 2022"},
        {"2022-11-XX", "novembre 2022, jour inconnu", "November 2022, day unknown"},
        {"XXXX-01-12", "12 janvier, année inconnue", "12 January, year unknown"},
        {"2022-02-07~", "vers : 7 février 2022", "about 7 February 2022"},
        {"2022-02?", "février 2022 (incertain)", "February 2022 (uncertain)"},
        {"2022-02-07T14:30", "7 février 2022, 14 h 30", "7 February 2022, 14:30"},
        {"2022-02-07T08:20:00Z", "7 février 2022, 08 h 20 TU", "7 February 2022, 08:20 UTC"},
        {"2022-02-07/2022-02-13", "du 7 au 13 février 2022", "7 to 13 February 2022"},
        {"2022-01-28/2022-02-03", "du 28 janvier au 3 février 2022", "28 January to 3 February 2022"},
        {"2021-12-30/2022-01-02", "du 30 décembre 2021 au 2 janvier 2022", "30 December 2021 to 2 January 2022"},
        {"2022-02/2022-04", "de février 2022 à avril 2022", "February 2022 to April 2022"},
        {"2014/2022", "de 2014 à 2022", "2014 to 2022"},
        {"2022-02-24/..", "depuis le 24 février 2022", "since 24 February 2022"},
        {"2014/..", "depuis 2014", "since 2014"},
        {"/2022-03", "au plus tard en mars 2022", "by March 2022"},
        {"[2022-11-07,2022-11-14]", "7 novembre ou 14 novembre 2022", "7 November or 14 November 2022"},
        {"[2021-12-31,2022-01-07]", "31 décembre 2021 ou 7 janvier 2022", "31 December 2021 or 7 January 2022"},
        {"", "", ""},
        // What there are no words for stays as it is.
        {"2022-02-2X", "2022-02-2X", "2022-02-2X"},
        {"<b>", "<b>", "<b>"},
        {"2022-13", "2022-13", "2022-13"},
        {"/", "/", "/"},
        {"[", "[", "["},
        {"-0044-03", "-0044-03", "-0044-03"},
    };
    const Labels fr("fr");
    const Labels en("en");
    for (const Case& c : cases) {
        CAPTURE(c.edtf);
        CHECK(in_words(std::string_view(c.edtf), fr) == c.fr);
        CHECK(in_words(std::string_view(c.edtf), en) == c.en);
    }
    Entry undated;
    undated.weekday = "XXXX-WXX-1TEV";
    undated.offset_days = -2;
    CHECK(in_words(undated, fr) == "un lundi, soir (2 jours avant le premier jour nommé)");
}

TEST_CASE("faces: bounds", "[faces]") {
    Entry e;
    e.edtf = "[2022-11-14,2022-11-07]";
    CHECK(iso_day(*bounds_of(e).first) == "2022-11-07");
    CHECK(iso_day(*bounds_of(e).last, "") == "20221114");
    e.edtf = "2022-02";
    CHECK(iso_day(*bounds_of(e).last) == "2022-02-28");
    e.edtf = "XXXX-01-12";
    CHECK(!bounds_of(e).known());
    CHECK(alternatives("[2022-01-01,XXXX]").empty());
    CHECK(iso_day(days_of("2022-W01")->first) == "2022-01-03");
    CHECK(!days_of("2022-02-30"));
}

TEST_CASE("faces: both languages have every label", "[faces]") {
    const data::Pack pack = data::Pack::builtin();
    const auto keys = [&](const char* path) {
        std::set<std::string> out;
        const data::Table t = pack.table(path);
        for (const auto& row : t.rows()) {
            const std::string key(row[t.column("key")]);
            CHECK(!row[t.column("text")].empty());
            CHECK((key.starts_with("day.") || out.insert(key).second));
        }
        return out;
    };
    CHECK(keys("lang/fr/faces.tsv") == keys("lang/en/faces.tsv"));
    const Labels fr("fr");
    for (int i = 0; i < 24; ++i) CHECK(fr.has("furniture." + std::string(to_string(static_cast<FurnitureKind>(i)))));
    for (int i = 0; i < 6; ++i) CHECK(fr.has("modality." + std::string(to_string(static_cast<Modality>(i)))));
    for (int i = 0; i < 5; ++i) CHECK(fr.has("dct." + std::string(to_string(static_cast<DctStatus>(i)))));
    for (int i = 0; i < 4; ++i) CHECK(fr.has("kind." + std::string(to_string(static_cast<Kind>(i)))));
    // Every label a template asks for.
    for (const char* name : {"timeline.html", "legend.html", "document.html"}) {
        std::string_view page = fr.asset(name);
        for (std::size_t at = page.find("{{label:"); at != std::string_view::npos; at = page.find("{{label:", at + 1)) {
            CHECK(fr.has(page.substr(at + 8, page.find("}}", at) - at - 8)));
        }
    }
    CHECK_THROWS_AS(Labels("xx"), ResourceError);
    CHECK(fr.count("count.events", 0) == "0 événement");
    CHECK(Labels("en").count("count.events", 0) == "0 events");
    // A slot's value is never read as a pattern.
    CHECK(fill("{a} {b}", {{"a", "{b}"}, {"b", "x"}}) == "{b} x");
    CHECK(fr.page("{{a}}{{label:kind.person}}", {{"a", "{{label:kind.place}}"}}) == "{{label:kind.place}}personne");
}

TEST_CASE("faces: names in a quote", "[faces]") {
    const std::vector<TimelineEntity> entities = {{"country/UA", Kind::country, "Ukraine", 3},
                                                  {"person/emmanuel-macron", Kind::person, "Emmanuel Macron", 3},
                                                  {"org/otan", Kind::organisation, "OTAN", 2},
                                                  {"person/?jeanne-tartempion", Kind::person, "Jeanne Tartempion", 1}};
    const Names names(entities);
    const std::string text = "M. Macron et le président ukrainien, selon l’OTAN et Tartempion, hors d'Ukraine ; macronisme.";
    std::vector<std::string> found;
    for (const NameHit& hit : names.find(text)) found.push_back(text.substr(hit.span.begin, hit.span.size()) + ":" + entities[hit.entity].id);
    CHECK(found == std::vector<std::string>{"Macron:person/emmanuel-macron", "ukrainien:country/UA", "OTAN:org/otan",
                                            "Tartempion:person/?jeanne-tartempion", "Ukraine:country/UA"});
    CHECK(names.find("").empty());
    CHECK(Names({}).find("Ukraine").empty());
}

TEST_CASE("faces: marks of a quote", "[faces]") {
    Observation o;
    o.source.quote = "Élu lundi, réélu mardi";
    o.trigger = "élu";
    o.source.time = "mardi";
    std::vector<QuoteMark> marks = quote_marks(o); // "élu" stands inside a word only
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].kind == QuoteMark::time);
    o.trigger = "réélu";
    marks = quote_marks(o);
    marks.push_back({marks[0].span, QuoteMark::name, 0});
    settle(marks);
    REQUIRE(marks.size() == 2);
    CHECK(marks[0].kind == QuoteMark::trigger);
}

TEST_CASE("faces: the digest of the policy", "[faces]") {
    // FIPS 180-4 examples.
    CHECK(integrity("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    CHECK(integrity("abc") == "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    CHECK(integrity("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") == "sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
}

TEST_CASE("faces: nothing in, a whole document out", "[faces]") {
    const Timeline nothing;
    CHECK(to_html(nothing).ends_with("</html>\n"));
    CHECK(to_csv(nothing).ends_with("quotes\r\n"));
    CHECK(to_ical(nothing).ends_with("END:VCALENDAR\r\n"));
    CHECK(to_timelinejs(nothing).find("\"events\": []") != std::string::npos);
    const Document empty;
    CHECK(to_html(empty).ends_with("</html>\n"));
    CHECK(to_timeml(empty).ends_with("</TimeML>\n"));
    CHECK(to_webannotation(empty).find("\"items\":[]") != std::string::npos);
}

TEST_CASE("faces: marks that cross are closed and opened again", "[faces]") {
    Document d;
    d.article.text = "ab<d&fgh";
    d.furniture.push_back({Span{0, 4}, FurnitureKind::share, "r1"});
    Mention m;
    m.span = {2, 6};
    m.kind = Kind::person;
    m.ids = {"person/x"};
    m.name = "X";
    m.why = "w";
    d.mentions.push_back(m);
    m.span = {6, 99}; // outside the text: left out
    d.mentions.push_back(m);
    const std::string page = html_article(d, 1);
    const std::string open = "<mark class=\"person\" title=\"personne – X person/x (w)\">";
    CHECK(page.find("ab" + open + "&lt;d</mark><span class=\"tag furniture\">partage</span></mark>" + open +
                    "&amp;f<span class=\"tag person\">person/x</span></mark>gh</div>") != std::string::npos);

    d.events.resize(3);
    d.events[0].trigger = {0, 3};
    d.events[1].trigger = {2, 5}; // crosses the first
    d.events[2].trigger = {0, 3};
    Timex t;
    t.span = {4, 6};
    t.value = "2022-02-24";
    d.times.push_back(t);
    d.events[2].time = 0;
    const std::string xml = to_timeml(d);
    CHECK(xml.find("<TEXT><EVENT eid=\"e1\" class=\"OCCURRENCE\">ab&lt;</EVENT>d<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2022-02-24\"") !=
          std::string::npos);
    CHECK(xml.find("eiid=\"ei1\" eventID=\"e1\"") != std::string::npos);
    CHECK(xml.find("eiid=\"ei2\"") == std::string::npos);
    CHECK(xml.find("eiid=\"ei3\" eventID=\"e1\"") != std::string::npos);
    CHECK(xml.find("eventInstanceID=\"ei3\" relatedToTime=\"t1\"") != std::string::npos);
}
