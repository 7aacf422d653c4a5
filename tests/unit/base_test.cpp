#include "../catch.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/endings.hpp"
#include "base/iso.hpp"
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
    ids.reserve(items.size());
    for (const Item& i : items) ids.push_back(i.id);
    CHECK(ids == std::vector<int>{3, 4, 6});
}

TEST_CASE("WordMap finds what was put in and nothing else") {
    std::vector<std::pair<std::string, int>> entries;
    entries.reserve(5001);
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

TEST_CASE("same_word: equal bytes, and no others", "[base]") {
    for (std::size_t n = 0; n <= 26; ++n) {
        const std::string word = std::string("abcdefghijklmnopqrstuvwxyz").substr(0, n);
        CHECK(base::same_word(word, std::string(word)));
        CHECK_FALSE(base::same_word(word, word + "x"));
        for (std::size_t i = 0; i < n; ++i) {
            std::string other = word;
            other[i] = '#';
            if (base::same_word(word, other)) FAIL(other);
        }
    }
}

TEST_CASE("endings: what a word ends in, and nothing before it", "[base]") {
    const auto ends = [](std::string_view text, std::string_view ending) { return base::Ending(ending).of(base::tail(text, text.size())); };
    for (const std::string_view word : {"a", "er", "signer", "annoncera", "institutionnel"}) {
        for (std::size_t n = 1; n <= std::min(word.size(), base::Ending::longest); ++n) {
            const std::string_view ending = word.substr(word.size() - n);
            CHECK(ends(word, ending));
            CHECK(ends(std::string("le ").append(word), ending));
            std::string other(ending);
            other.front() = '#';
            CHECK_FALSE(ends(word, other));
        }
    }
    CHECK_FALSE(ends("er", "ger"));
    CHECK_FALSE(ends("a er", "ger"));
}

TEST_CASE("iso times: days, minutes, years of any length", "[base]") {
    using namespace std::chrono;
    const auto text = [](int y, unsigned m, unsigned d, std::optional<minutes> t = std::nullopt) {
        return std::string(base::IsoTime(year_month_day{year{y}, month{m}, day{d}}, t).text());
    };
    CHECK(text(2022, 2, 7) == "2022-02-07");
    CHECK(text(33, 12, 31, minutes{0}) == "0033-12-31T00:00");
    CHECK(text(0, 1, 1, minutes{1439}) == "0000-01-01T23:59");
    CHECK(text(-44, 3, 15) == "-044-03-15");
    CHECK(text(-1044, 3, 15) == "-1044-03-15");
    CHECK(text(12345, 6, 7) == "12345-06-07");
    CHECK(base::IsoTime(local_days{2020y / February / 29} + minutes{61}).text() == "2020-02-29T01:01");
}
