// The reader of plain input lines against nlohmann: what it takes, nlohmann takes and understands alike.
#include "../catch.hpp"

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <stoltenberg/json.hpp>

#include "io/plain_object.hpp"

using namespace stoltenberg;

namespace {

using Members = std::map<std::string, std::optional<std::string>>;

std::optional<Members> plain(std::string_view json) {
    Members out;
    const bool whole = io::read_plain_object(
        json, [&](std::string_view key, std::optional<std::string>&& value) { out[std::string(key)] = std::move(value); });
    return whole ? std::optional(out) : std::nullopt;
}

/// True where both agree, or the plain reader leaves it to the other.
bool agrees(const std::string& json) {
    const auto members = plain(json);
    if (!members) return true;
    const auto judge = nlohmann::json::parse(json, nullptr, false);
    if (!judge.is_object() || judge.size() != members->size()) return false;
    for (const auto& [key, value] : *members) {
        const auto it = judge.find(key);
        if (it == judge.end() || (value ? *it != nlohmann::json(*value) : !it->is_null())) return false;
    }
    return true;
}

const std::vector<std::string> lines{
    R"({"id": "7", "text": "Vilnius, lundi.\nDéjà \"vu\" \\ \/ \b\f\r\t", "title": null})",
    "\t{ \"text\":\"\",\"a\" : \"\\u00e9\\u0041\\uD83D\\ude00\\u0000\" , \"text\":\"\xF0\x9F\x98\x80 \xE2\x82\xAC\" }\r\n",
    "{}",
    R"({"published": "2022-02-10T18:30:00+01:00", "text": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ"})",
};

} // namespace

TEST_CASE("plain object: ordinary lines are taken, and mean the same to nlohmann", "[json]") {
    for (const std::string& line : lines) {
        CAPTURE(line);
        CHECK(plain(line));
        CHECK(agrees(line));
    }
}

TEST_CASE("plain object: everything else is left to the parser", "[json]") {
    for (const std::string line : {"",
                                   "[]",
                                   "{",
                                   "{\"a\"}",
                                   "{\"a\":1}",
                                   "{\"a\":true}",
                                   "{\"a\":{}}",
                                   "{\"a\":\"b\"",
                                   "{\"a\":\"b\"}x",
                                   "{\"a\":\"b\",}",
                                   "{,}",
                                   "{\"a\":\"\\uD800\"}",
                                   "{\"a\":\"\\uDC00\\uD800\"}",
                                   "{\"a\":\"\\uD800\\u0041\"}",
                                   "{\"a\":\"\\u00g0\"}",
                                   "{\"a\":\"\\x\"}",
                                   "{\"a\":\"\x01\"}",
                                   "{\"a\":\"\xFF\"}",
                                   "{\"a\":\"\xC0\x80\"}",
                                   "{\"a\":\"\xED\xA0\x80\"}",
                                   "{\"a\":nul}",
                                   "{\"a\":nullx}",
                                   "{\"a\" \"b\"}",
                                   "\"a\"",
                                   "{a:\"b\"}"}) {
        CAPTURE(line);
        CHECK_FALSE(plain(line));
    }
}

TEST_CASE("plain object: damaged lines are read as nlohmann reads them, or not at all", "[json]") {
    const std::string hostile("\"\\{}[]:,u0n \n\x00\x1F\x7F\x80\xBF\xC2\xE0\xED\xF0\xFF", 22);
    for (const std::string& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            for (const char c : hostile) {
                std::string changed = line;
                changed[i] = c;
                if (!agrees(changed)) FAIL(changed);
                changed = line;
                changed.insert(i, 1, c);
                if (!agrees(changed)) FAIL(changed);
            }
            if (!agrees(line.substr(0, i))) FAIL(line.substr(0, i));
            if (!agrees(line.substr(i))) FAIL(line.substr(i));
        }
    }
}

TEST_CASE("plain object: an article is the same whichever reader reads it", "[json]") {
    // A member that is no string sends the whole line to the parser.
    const auto both = [](const std::string& members) {
        const Article a = article_from_json("{" + members + "}");
        const Article b = article_from_json("{" + members + ", \"more\": [1]}");
        CHECK(a.id == b.id);
        CHECK(a.text == b.text);
        CHECK(a.title == b.title);
        CHECK(a.published == b.published);
    };
    both(R"("id": "x", "text": "L'été \u00e0 Rome.", "title": "T", "published": "2022-02-10T18:30")");
    both(R"("text": "a", "text": "b", "id": null, "title": null, "published": null)");
    for (const std::string members :
         {R"("id": "x")", R"("text": null)", R"("text": "a", "published": "demain")", R"("text": "a", "published": "9999-01-01")"}) {
        std::vector<std::string> said;
        for (const std::string more : {"", ", \"more\": [1]"}) {
            try {
                (void)article_from_json(std::string("{").append(members).append(more).append("}"));
                FAIL(members);
            } catch (const JsonError& e) {
                said.emplace_back(e.what());
            }
        }
        CHECK(said[0] == said[1]);
    }
}
