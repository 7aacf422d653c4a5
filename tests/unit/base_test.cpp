#include "../catch.hpp"

#include <string>

#include "base/range.hpp"
#include "base/utf8.hpp"
#include "base/word_map.hpp"

using namespace stoltenberg;

TEST_CASE("decode accepts what Unicode calls well-formed and nothing else") {
    // Every scalar value there is.
    for (char32_t cp = 0; cp <= 0x10FFFF; ++cp) {
        if (cp >= 0xD800 && cp <= 0xDFFF) continue;
        std::string s;
        base::append_utf8(s, cp);
        const base::Decoded d = base::decode(s, 0);
        REQUIRE(d.code_point == cp);
        REQUIRE(d.size == s.size());
    }
    for (const std::string bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
                                  "\xF8\x88\x80\x80\x80", "\xE2\x82", "\xC3", "\xFF", "\xFE"}) {
        CAPTURE(bad);
        CHECK(base::decode(bad, 0).code_point == base::invalid);
        CHECK(base::decode(bad, 0).size == 1);
        CHECK_FALSE(base::is_valid_utf8(bad));
    }
    CHECK(base::is_valid_utf8("L’Élysée 🇫🇷"));
}

TEST_CASE("leftmost_longest keeps the leftmost, then the longest, then the first") {
    struct Item {
        Range range;
        int id;
    };
    std::vector<Item> items{{{5, 9}, 1}, {{0, 4}, 2}, {{0, 6}, 3}, {{6, 8}, 4}, {{6, 8}, 5}, {{8, 9}, 6}};
    base::leftmost_longest(items, [](const Item& i) { return i.range; });
    std::vector<int> ids;
    for (const Item& i : items) ids.push_back(i.id);
    CHECK(ids == std::vector<int>{3, 4, 6});
}

TEST_CASE("WordMap finds what was put in and nothing else") {
    std::vector<std::pair<std::string, int>> entries;
    for (int i = 0; i < 5000; ++i) entries.emplace_back("mot" + std::to_string(i * 7), i);
    entries.emplace_back("mot0", -1); // the first wins
    const base::WordMap<int> map(entries);
    for (int i = 0; i < 35000; ++i) {
        const int* found = map.find("mot" + std::to_string(i));
        REQUIRE((found != nullptr) == (i % 7 == 0));
        if (found != nullptr) REQUIRE(*found == i / 7);
    }
    CHECK(map.find("") == nullptr);
    CHECK(base::WordMap<int>().find("mot0") == nullptr);
}
