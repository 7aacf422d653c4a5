#include "../catch.hpp"

#include "data/pack.hpp"
#include "data/tsv.hpp"

using namespace stoltenberg;

TEST_CASE("a table keeps its line numbers and names its cells") {
    const data::Table t = data::Table::parse("# note\r\n\nid\tname\taliases\na\tA\tx|y\r\n\nb\tB\n", "t.tsv");
    REQUIRE(t.rows().size() == 2);
    CHECK(t.rows()[0].line == 4);
    CHECK(t.rows()[1].line == 6);
    CHECK(t.rows()[0][t.column("aliases")] == "x|y");
    CHECK(t.rows()[1][t.column("aliases")].empty());
    CHECK(t.column_if("nothing") == data::Table::npos);
    CHECK(t.rows()[1][data::Table::npos].empty());
    CHECK(t.where(t.rows()[1]) == "t.tsv:6");
}

TEST_CASE("a bad table says file, line and reason") {
    struct Case {
        const char* content;
        std::size_t line;
        const char* why;
    };
    for (const Case& c : {Case{"", 0, "no header"}, Case{"# only a comment\n", 0, "no header"}, Case{"a\tb\n1\t2\t3\n", 2, "3 cells"},
                          Case{"a\ta\n", 1, "twice"}, Case{"a\t\tb\n", 1, "no name"}, Case{"a\n\xFF\n", 2, "UTF-8"}}) {
        CAPTURE(c.content);
        try {
            (void)data::Table::parse(c.content, "bad.tsv");
            FAIL("accepted");
        } catch (const ResourceError& e) {
            CHECK(e.file() == "bad.tsv");
            CHECK(e.line() == c.line);
            CHECK(e.why().find(c.why) != std::string::npos);
            CHECK(std::string(e.what()).find("bad.tsv") == 0);
        }
    }
    CHECK_THROWS_AS(data::Table::parse("a\n", "t").column("b"), ResourceError);
}

TEST_CASE("lists in cells") {
    CHECK(data::split("").empty());
    CHECK(data::split("a|b|") == std::vector<std::string_view>{"a", "b", ""});
    CHECK(data::has("a|bc|d", "bc"));
    CHECK_FALSE(data::has("a|bc|d", "b"));
    CHECK_FALSE(data::has("", ""));
}

TEST_CASE("the embedded data is the data directory to the byte") {
    const data::Pack built = data::Pack::builtin();
    const data::Pack read = data::Pack::from_directory(STOLTENBERG_SOURCE_DIR "/data");
    const auto files = read.list("");
    REQUIRE(files.size() > 10);
    std::vector<std::string> tables = built.list("");
    std::erase_if(tables, [](const std::string& path) { return !path.ends_with(".tsv"); });
    REQUIRE(tables == files);
    for (const std::string& file : files) {
        CAPTURE(file);
        CHECK(built.content(file) == read.content(file));
    }
    CHECK_THROWS_AS(data::Pack::from_directory("/nonexistent"), ResourceError);
    CHECK_THROWS_AS(built.table("gazetteers/nothing.tsv"), ResourceError);
    CHECK_FALSE(built.table_if("gazetteers/nothing.tsv"));
}

TEST_CASE("every shipped table parses") {
    const data::Pack pack = data::Pack::builtin();
    for (const std::string& file : pack.list("")) {
        if (!file.ends_with(".tsv")) continue;
        CAPTURE(file);
        CHECK_FALSE(pack.table(file).rows().empty());
    }
}
