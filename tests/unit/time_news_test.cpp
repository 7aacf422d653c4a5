// Sentences as the press writes them (tests/cases/fr/time-news.tsv): every extent and value, and nothing else found.
#include "../catch.hpp"

#include <fstream>

#include "time_support.hpp"

using namespace time_test;

TEST_CASE("sentences of the press: extents, values and mods") {
    std::ifstream in(STOLTENBERG_SOURCE_DIR "/tests/cases/fr/time-news.tsv");
    std::string line;
    std::size_t cases = 0;
    while (std::getline(in, line)) {
        if (line.empty() || line[0] == '#' || line.starts_with("published\t")) continue;
        const auto cells = data::split(line, '\t');
        REQUIRE(cells.size() == 4);
        ++cases;
        INFO(line);
        const Example e = read_example(cells[2]);
        const auto hits = tag(e.text, reference(std::string(cells[0])), cells[1] == "future" ? time::Prefer::future : time::Prefer::tense);
        std::string values;
        std::vector<std::string> found, wanted;
        for (const Hit& h : hits) {
            values += (values.empty() ? "" : "; ") + written(h.timex);
            found.push_back(h.text);
        }
        for (const Span& s : e.extents) wanted.push_back(e.text.substr(s.begin, s.size()));
        CHECK(found == wanted);
        CHECK(values == std::string(cells[3]));
    }
    CHECK(cases > 400);
}
