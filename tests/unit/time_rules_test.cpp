// Every rule, word and construct carries its examples; here they are run.
#include "../catch.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "edtf_check.hpp"
#include "time_support.hpp"

using namespace time_test;

TEST_CASE("every time rule holds for its examples, and nothing is found where there is no time") {
    const data::Table t = engine().pack.table("lang/fr/time-rules.tsv");
    const std::size_t id = t.column("id"), examples = t.column("examples"), wrong = t.column("wrong");
    std::size_t rules = 0;
    for (const auto& row : t.rows()) {
        ++rules;
        INFO(t.where(row) << ' ' << std::string(row[id]));
        CHECK_FALSE(row[examples].empty());
        CHECK_FALSE(row[wrong].empty());
        for (const std::string_view cell : data::split(row[examples])) {
            const std::size_t eq = cell.rfind(" = ");
            REQUIRE(eq != std::string_view::npos);
            const Example e = read_example(cell.substr(0, eq));
            const auto values = data::split(cell.substr(eq + 3), ';');
            const auto hits = tag(e.text, e.published);
            REQUIRE(values.size() == e.extents.size());
            for (std::size_t i = 0; i < e.extents.size(); ++i) {
                std::string want(values[i]);
                want.erase(0, want.find_first_not_of(' '));
                const auto hit = std::find_if(hits.begin(), hits.end(), [&](const Hit& h) { return h.span == e.extents[i]; });
                INFO(e.text << " [" << e.text.substr(e.extents[i].begin, e.extents[i].size()) << "]");
                CHECK(hit != hits.end());
                if (hit == hits.end()) continue;
                CHECK(written(hit->timex) == want);
                CHECK((hit->timex.edtf.empty() || edtf_check::valid(hit->timex.edtf)));
                CHECK(hit->timex.why.find(".tsv:") != std::string::npos);
            }
        }
        for (const std::string_view cell : data::split(row[wrong])) {
            const Example e = read_example(cell);
            const auto hits = tag(e.text, e.published);
            INFO(e.text << " -> " << (hits.empty() ? "" : hits[0].text));
            CHECK(hits.empty());
        }
    }
    CHECK(rules > 250);
}

TEST_CASE("every feast is found by its example") {
    const data::Table t = engine().pack.table("lang/fr/feasts.tsv");
    for (const auto& row : t.rows()) {
        for (const std::string_view e : data::split(row[t.column("examples")])) {
            const auto hits = tag("On se retrouve pour " + std::string(e) + ".");
            INFO(t.where(row) << ' ' << std::string(e));
            REQUIRE(hits.size() == 1);
            CHECK(hits[0].timex.type == TimexType::date);
            CHECK(edtf_check::valid(hits[0].timex.edtf));
        }
    }
}

TEST_CASE("the table of docs/dates.md is what the engine gives") {
    // | construct | example with [extents] | value (mod), one for each | EDTF |
    std::ifstream in(STOLTENBERG_SOURCE_DIR "/docs/dates.md");
    REQUIRE(in.good());
    std::string line;
    std::size_t rows = 0;
    while (std::getline(in, line)) {
        if (!line.starts_with("| ") || line.find('[') == std::string::npos || line.starts_with("| construct")) continue;
        std::vector<std::string> cells;
        std::istringstream cut(line.substr(1));
        for (std::string cell; std::getline(cut, cell, '|');) {
            const std::size_t b = cell.find_first_not_of(' ');
            cells.push_back(b == std::string::npos ? "" : cell.substr(b, cell.find_last_not_of(' ') - b + 1));
        }
        if (cells.size() < 4) continue;
        ++rows;
        const Example e = read_example(cells[1]);
        const auto hits = tag(e.text, e.published == "none" ? "" : e.published);
        INFO(line);
        std::string values, edtfs, extents;
        for (const Hit& h : hits) {
            values += (values.empty() ? "`" : ", `") + written(h.timex) + '`';
            edtfs += (edtfs.empty() ? "" : ", ") + (h.timex.edtf.empty() ? std::string("–") : '`' + h.timex.edtf + '`');
            extents += '[' + h.text + ']';
        }
        std::string want;
        for (const Span s : e.extents) want += '[' + e.text.substr(s.begin, s.size()) + ']';
        CHECK(extents == want);
        CHECK(values == cells[2]);
        CHECK(edtfs == cells[3]);
    }
    CHECK(rows >= 90);
}

TEST_CASE("cues carry examples") {
    const data::Table t = engine().pack.table("lang/fr/time-cues.tsv");
    for (const auto& row : t.rows()) {
        INFO(t.where(row));
        CHECK_FALSE(row[t.column("examples")].empty());
    }
}

TEST_CASE("bad rows say where they are") {
    CHECK_THROWS_AS(time::Tagger(engine().pack, "xx"), ResourceError);
    // What is said of the last of these rules, put behind those of the language.
    const auto error = [](const std::string& rows) {
        std::map<std::string, std::string> files;
        for (const std::string& path : engine().pack.list("lang/fr/")) files[path] = *engine().pack.content(path);
        std::string& rules = files["lang/fr/time-rules.tsv"];
        rules += rows;
        const auto last = static_cast<std::size_t>(std::count(rules.begin(), rules.end(), '\n'));
        try {
            const time::Tagger tagger(data::Pack::from_files(std::move(files)), "fr");
        } catch (const ResourceError& e) {
            CHECK(e.line() == last);
            return e.why();
        }
        return std::string();
    };
    CHECK(error("x\tTIME\tx:DATE y:MONTH\tsame(x)\n").empty());
    CHECK(error("x\tDATE\tx:TIME y:MONTH\tsame(x)\n") == "a result is no element of a pattern");
    CHECK(error("x\tDATE\tNONE\tcalendar(month=1)\n") == "a result is no element of a pattern");
    CHECK(error("x\tXA\tx:MONTH\tsame(x)\ny\tXB\tx:XA\tsame(x)\n").empty());
    CHECK(error("x\tXA\tx:XA\tsame(x)\n") == "by this rule a category would be made of itself");
    CHECK(error("x\tXA\tMONTH? x:XB\tsame(x)\ny\tXB\tx:XC\tsame(x)\nz\tXC\tx:XA\tcalendar(month=x)\n") ==
          "by this rule a category would be made of itself");
}

TEST_CASE("the numbers docs/dates.md gives are those of the data") {
    std::ifstream in(STOLTENBERG_SOURCE_DIR "/docs/dates.md");
    std::stringstream all;
    all << in.rdbuf();
    std::size_t examples = 0, wrong = 0, forms = 0;
    const data::Table rules = engine().pack.table("lang/fr/time-rules.tsv");
    for (const auto& row : rules.rows()) {
        examples += data::split(row[rules.column("examples")]).size();
        wrong += data::split(row[rules.column("wrong")]).size();
    }
    const data::Table words = engine().pack.table("lang/fr/time-words.tsv");
    for (const auto& row : words.rows()) forms += data::split(row[words.column("words")]).size();
    const std::string want = "In numbers: " + std::to_string(rules.rows().size()) + " rules with " + std::to_string(examples) + " examples and " +
                             std::to_string(wrong) + " counter-examples, " + std::to_string(words.rows().size()) + " word rows with " +
                             std::to_string(forms) + " forms, " + std::to_string(engine().pack.table("lang/fr/time-cues.tsv").rows().size()) +
                             " cue rows, " + std::to_string(engine().pack.table("lang/fr/feasts.tsv").rows().size()) + " feasts.";
    INFO(want);
    CHECK(all.str().find(want) != std::string::npos);
}
