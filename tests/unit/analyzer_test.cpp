#include "../catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include <stoltenberg/stoltenberg.hpp>

#include "base/utf8.hpp"

using namespace stoltenberg;

namespace {

std::vector<Article> shipped() {
    std::vector<Article> out;
    std::vector<std::filesystem::path> paths;
    for (const char* dir : {STOLTENBERG_SOURCE_DIR "/examples/articles", STOLTENBERG_SOURCE_DIR "/tests/golden/pages"}) {
        for (const auto& entry : std::filesystem::directory_iterator(dir)) {
            if (entry.path().extension() == ".txt") paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        std::ifstream in(path, std::ios::binary);
        Article a;
        a.id = path.filename().string();
        a.text.assign((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        out.push_back(std::move(a));
    }
    return out;
}

/// What must hold of any document.
void check_document(const Document& d) {
    const std::string& text = d.article.text;
    std::vector<bool> boundary(text.size() + 1);
    for (std::size_t i = 0; i < text.size(); i += base::decode(text, i).size) boundary[i] = true;
    boundary[text.size()] = true;
    const auto good = [&](Span s) { return s.begin <= s.end && s.end <= text.size() && boundary[s.begin] && boundary[s.end]; };
    const auto disjoint = [&](const auto& items) {
        std::uint32_t end = 0;
        for (const auto& i : items) {
            REQUIRE(good(i.span));
            REQUIRE(i.span.begin >= end);
            REQUIRE(i.span.begin < i.span.end);
            end = i.span.end;
        }
    };
    disjoint(d.mentions);
    disjoint(d.times);
    disjoint(d.furniture);
    for (const Span s : d.sentences) REQUIRE(good(s));
    for (const Role& r : d.roles) REQUIRE(good(r.span));
    for (const Event& e : d.events) {
        REQUIRE(good(e.span));
        REQUIRE(e.span.contains(e.trigger));
        if (e.time) REQUIRE(*e.time < d.times.size());
        if (e.time) REQUIRE_FALSE(d.times[*e.time].furniture);
    }
    for (const Mention& m : d.mentions) {
        REQUIRE_FALSE(m.ids.empty());
        REQUIRE_FALSE(m.why.empty());
    }
    for (const Timex& t : d.times) REQUIRE_FALSE(t.why.empty());
    for (const Evidence& e : d.dct.evidence) REQUIRE(good(e.span));
}

const Analyzer& analyzer() {
    static const Analyzer a;
    return a;
}

} // namespace

TEST_CASE("every shipped page gives a sound document and the same one twice") {
    const auto articles = shipped();
    REQUIRE(articles.size() >= 50);
    std::size_t mentions = 0;
    std::size_t times = 0;
    for (const Article& a : articles) {
        CAPTURE(a.id);
        const Document d = analyzer().analyze(a);
        check_document(d);
        mentions += d.mentions.size();
        times += d.times.size();
        REQUIRE(to_json(analyzer().analyze(a)) == to_json(d));
    }
    CHECK(mentions > 500);
    CHECK(times > 200);
}

TEST_CASE("any bytes give a sound document") {
    std::mt19937 random(1949);
    const auto articles = shipped();
    for (int round = 0; round < 400; ++round) {
        // A page with bytes changed, cut, doubled.
        const std::string& page = articles[random() % articles.size()].text;
        std::string s = page.substr(std::min<std::size_t>(page.size(), random() % 400), 200 + random() % 800);
        for (unsigned n = random() % 30; n > 0 && !s.empty(); --n) {
            const std::size_t at = random() % s.size();
            switch (random() % 4) {
            case 0: s[at] = static_cast<char>(random()); break;
            case 1: s.erase(at, random() % 7); break;
            case 2: s.insert(at, s.substr(random() % s.size(), random() % 40)); break;
            default: s.insert(at, 1, "\n .'-\xE9\x00"[random() % 7]); break;
            }
        }
        Article a;
        a.text = std::string(s.data(), s.size());
        a.plain = random() % 4 == 0;
        if (random() % 3 == 0) a.published = CivilTime::parse("2022-02-10T03:15");
        CAPTURE(s);
        check_document(analyzer().analyze(std::move(a)));
    }
}

TEST_CASE("empty and blank articles") {
    for (const std::string s : {"", " ", "\n\n\n", "\xFF", "\u200B"}) {
        Article a;
        a.text = s;
        const Document d = analyzer().analyze(a);
        check_document(d);
        CHECK(d.mentions.empty());
        CHECK(d.times.empty());
        CHECK(d.dct.value.empty());
        CHECK(d.dct.status == DctStatus::unknown);
    }
}

TEST_CASE("a span of articles comes back in order from any number of threads") {
    auto articles = shipped();
    const std::size_t shipped_articles = articles.size();
    for (std::size_t i = 0; i < 40; ++i) { // several batches, an empty article and a long one among them
        Article more = articles[i % shipped_articles];
        more.id = "again " + std::to_string(i);
        if (i == 7) more.text.clear();
        for (std::size_t k = 0; i == 20 && k < 5; ++k) more.text += "\n\n" + more.text;
        articles.push_back(std::move(more));
    }
    std::vector<std::string> want;
    for (const Article& a : articles) want.push_back(to_json(analyzer().analyze(a)));
    std::vector<std::string> together;
    for (const Document& d : analyzer().analyze_batch(articles)) together.push_back(to_json(d));
    CHECK(together == want);
    CHECK(analyzer().analyze_batch({}).empty());
    for (const unsigned threads : {1U, 2U, 5U, 0U}) {
        std::vector<std::string> got;
        analyzer().analyze(articles, threads, [&](Document&& d) { got.push_back(to_json(d)); });
        CHECK(got == want);
    }
    // A sink that throws stops the work and lets the exception through.
    int calls = 0;
    CHECK_THROWS_AS(analyzer().analyze(articles, 3,
                                       [&](Document&&) {
                                           if (++calls == 4) throw std::runtime_error("enough");
                                       }),
                    std::runtime_error);
    CHECK(calls == 4);
}

TEST_CASE("documents outlive their analyzer; user names win; bad rows say where") {
    Document d;
    {
        const Analyzer local(ResourcesBuilder().gazetteer_text("id\tname\norg/zorblax\tZorblax\n", "mine").build());
        Article a;
        a.text = "Le patron de Zorblax a démissionné lundi.";
        d = local.analyze(a);
    }
    check_document(d);
    REQUIRE(d.mentions.size() == 1);
    CHECK(d.mentions[0].ids == std::vector<std::string>{"org/zorblax"});
    CHECK(d.mentions[0].why == "mine:2");
    try {
        (void)ResourcesBuilder().gazetteer_text("id\tname\nnonsense\tX\n", "rows").build();
        FAIL("accepted");
    } catch (const ResourceError& e) {
        CHECK(e.file() == "rows");
        CHECK(e.line() == 2);
    }
    CHECK_THROWS_AS(ResourcesBuilder().gazetteer_text("id\tname\norg/x\t" + std::string(1001, 'x') + "\n", "long").build(), ResourceError);
    CHECK_THROWS_AS(ResourcesBuilder().language("xx").build(), ResourceError);
    CHECK_THROWS_AS(ResourcesBuilder().data_directory("/nonexistent").build(), ResourceError);
    CHECK_THROWS_AS(ResourcesBuilder().gazetteer("/nonexistent.tsv").build(), ResourceError);
}

TEST_CASE("a timeline written is a timeline read") {
    Timeline whole;
    for (const Article& a : shipped()) whole.add(analyzer().analyze(a), a.id);
    const std::string json = to_json(whole);
    CHECK(to_json(timeline_from_json(json)) == json);
    CHECK_THROWS_AS(timeline_from_json("{}"), JsonError);
    CHECK_THROWS_AS(timeline_from_json("nonsense"), JsonError);
    // Text, for readers whose numbers have 53 bits.
    const std::size_t digest = json.find("\"digest\": \"") + 11;
    CHECK(json.find_first_not_of("0123456789abcdef", digest) == digest + 16);
    CHECK_THROWS_AS(timeline_from_json(std::string(json).replace(digest, 1, "g")), JsonError);
    CHECK_THROWS_AS(timeline_from_json(std::string(100000, '[')), JsonError);
    CHECK_THROWS_AS(article_from_json("{\"text\": 5}"), JsonError);
    CHECK(article_from_json("{\"text\": \"a\", \"id\": 7}").id == "7");
}
