// The JSON writer against nlohmann, which writes the same bytes and reads them back.
#include "../catch.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <stoltenberg/analyzer.hpp>
#include <stoltenberg/json.hpp>

#include "io/json_writer.hpp"

using namespace stoltenberg;
using io::JsonWriter;
using Json = nlohmann::ordered_json;

namespace {

std::string dumped(const Json& json, int indent = -1) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

std::string written(std::string_view text) {
    JsonWriter w;
    w.value(text);
    return w.take();
}

} // namespace

TEST_CASE("json writer: every pair and many triples of hostile bytes as nlohmann writes them", "[json]") {
    for (unsigned a = 0; a < 256; ++a) {
        for (unsigned b = 0; b < 256; ++b) {
            const std::string text{static_cast<char>(a), static_cast<char>(b)};
            REQUIRE(written(text) == dumped(text));
        }
    }
    // The edges of the ranges of UTF-8, of escapes, and plain ones, in every order of four.
    const std::vector<unsigned> edges{0x00, 0x1F, '"',  '\\', 'a',  0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                      0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF};
    for (const unsigned a : edges) {
        for (const unsigned b : edges) {
            for (const unsigned c : edges) {
                for (const unsigned d : edges) {
                    const std::string text{static_cast<char>(a), static_cast<char>(b), static_cast<char>(c), static_cast<char>(d)};
                    if (written(text) != dumped(text)) FAIL(dumped(text) + " written as " + written(text));
                }
            }
        }
    }
}

TEST_CASE("json writer: whole strings as nlohmann writes them", "[json]") {
    for (const std::string text :
         {"", "plain", "d\u00e9j\u00e0 \u00ab vu \u00bb", "line\u2028paragraph\u2029", "\U0001F600 \U0010FFFF", "\"\\\b\f\n\r\t/",
          "\xED\xA0\xBD\xED\xB8\x80", "\xC0\x80", "\xF0\x9F\x98", "\xE2\x82", "a\xE2\x82\x62", "\xE2\x82\xE2\x82\xAC", "\xF4\x90\x80\x80"}) {
        INFO(text);
        CHECK(written(text) == dumped(text));
    }
    std::mt19937 random(8);
    for (int n = 0; n < 2000; ++n) {
        std::string text(random() % 700, '\0'); // longer than the other's buffer
        for (char& c : text) c = random() % 3 == 0 ? static_cast<char>(random() & 0xFFU) : 'x';
        REQUIRE(written(text) == dumped(text));
    }
}

TEST_CASE("json writer: numbers, containers and indents as nlohmann writes them", "[json]") {
    Json json = {{"least", std::numeric_limits<std::int64_t>::min()},
                 {"most", std::numeric_limits<std::uint64_t>::max()},
                 {"yes", true},
                 {"no", false},
                 {"nothing", nullptr},
                 {"empty", Json::object()},
                 {"list", Json::array()}};
    json["a \"key\"\n"] = {1, -1, "x", Json::array({Json::array()}), Json{{"inner", {0}}}};
    for (const int indent : {-1, 0, 1, 2, 7}) {
        JsonWriter w(indent);
        w.open_object();
        w.key("least").value(std::numeric_limits<std::int64_t>::min()).key("most").value(std::numeric_limits<std::uint64_t>::max());
        w.key("yes").value(true).key("no").value(false).key("nothing").null();
        w.key("empty").open_object().close_object().key("list").open_array().close_array();
        w.key(std::string("a \"key\"\n")).open_array().value(1).value(-1).value("x").open_array().open_array().close_array().close_array();
        w.open_object().key("inner").open_array().value(0).close_array().close_object();
        w.close_array().close_object();
        CHECK(w.take() == dumped(json, indent));
    }
}

TEST_CASE("json writer: a document and a timeline are what nlohmann makes of them again", "[json]") {
    Article article;
    article.id = "a\"\x01\xFF";
    article.text = "Paris, le 3 mars 2021 \xF0\x9F\x98\x80 \xE2\x80\xA8\n\n\xC3\x89lu dimanche, le pr\xC3\xA9sident \"Jean\xFF Dupont\" a "
                   "rencontr\xC3\xA9 mardi \xE0 Berlin "
                   "la chanceli\xC3\xA8re\\ Angela Merkel. L'Allemagne et la France ont sign\xC3\xA9 un accord le 5 mars 2021.\n";
    const Analyzer analyzer;
    const Document document = analyzer.analyze(article);
    REQUIRE_FALSE(document.events.empty());
    REQUIRE_FALSE(document.mentions.empty());
    for (const OffsetUnit unit : {OffsetUnit::utf8, OffsetUnit::utf16, OffsetUnit::code_point}) {
        const std::string out = to_json(document, unit);
        const Json json = Json::parse(out);
        CHECK(dumped(json) == out);
        const OffsetConverter at(document.text(), unit);
        REQUIRE(json["mentions"].size() == document.mentions.size());
        for (std::size_t i = 0; i < document.mentions.size(); ++i) {
            const Mention& m = document.mentions[i];
            CHECK(json["mentions"][i]["start"] == at(m.span.begin));
            CHECK(json["mentions"][i]["end"] == at(m.span.end));
            CHECK(json["mentions"][i]["text"] == Json::parse(dumped(std::string(document.text(m.span)))));
            CHECK(json["mentions"][i]["id"] == (m.ids.size() == 1 ? Json(m.ids.front()) : Json(m.ids)));
        }
    }
    Timeline timeline;
    timeline.add(document);
    for (const int indent : {-1, 2}) {
        const std::string out = to_json(timeline, {}, indent);
        CHECK(dumped(Json::parse(out), indent) == out);
    }
    const std::string error = error_json("{\"id\": \"x\\u0007\"}", 3, "why \xFF\n");
    CHECK(error == dumped({{"id", "x\a"}, {"line", 3}, {"error", "why \xFF\n"}}));
    CHECK(error_json("{", 1, "") == "{\"id\":null,\"line\":1,\"error\":\"\"}");
}
