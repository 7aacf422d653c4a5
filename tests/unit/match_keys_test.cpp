// Keys by word and phrase against every key tried at every word; the short list against a vector.
#include "../catch.hpp"

#include <map>
#include <random>
#include <set>
#include <vector>

#include "base/few.hpp"
#include "match/keys.hpp"

using namespace stoltenberg;
using match::Keys;

namespace {

struct Found {
    std::uint32_t first, last, value;
    friend bool operator==(const Found&, const Found&) = default;
};

std::vector<Found> all(const Keys& keys, const text::Text& t) {
    std::vector<Found> out;
    for (std::uint32_t w = 0; w < t.words.size(); ++w)
        keys.each(t, w, [&](std::uint32_t last, std::uint32_t value) { out.push_back({w, last, value}); });
    return out;
}

} // namespace

TEST_CASE("keys are found by word and by phrase, shortest first") {
    const auto key = [](std::string_view s) { return match::key_of(text::fold(s)); };
    const Keys keys({{key("États"), 1}, {key("États-Unis"), 2}, {key("États-Unis d'Amérique"), 3}, {key("G7"), 4}, {key("aujourd'hui"), 5}});
    text::Text t;
    text::read("Aujourd’hui, les États-Unis d’Amérique, un État et le G7", text::Language{}, t);
    CHECK(all(keys, t) == std::vector<Found>{{0, 2, 5}, {3, 4, 1}, {3, 5, 2}, {3, 7, 3}, {11, 12, 4}});
    CHECK(keys.find("etats") == 1);
    CHECK(keys.find("etats unis") == 2);
    CHECK(keys.find("etats unis d") == Keys::none);
    CHECK(keys.word("etats", base::word_hash("etats")) == 1);
    CHECK(keys.word("unis", base::word_hash("unis")) == Keys::none);
    std::vector<std::uint32_t> ends;
    keys.each("etats\nunis d'amerique du nord", [&](std::uint32_t end, std::uint32_t) { ends.push_back(end); });
    CHECK(ends == std::vector<std::uint32_t>{5, 10, 21});
    CHECK(all(Keys(), t).empty());
}

TEST_CASE("keys agree with trying every key") {
    std::mt19937 random(11);
    const std::vector<std::string> words{"a", "ab", "b", "ba", "c", "d'a", "d a", "le", "la"};
    std::size_t hits = 0;
    for (int round = 0; round < 300; ++round) {
        std::map<std::string, std::uint32_t> list;
        for (unsigned n = random() % 25; n > 0; --n) {
            std::string key;
            for (unsigned k = 1 + random() % 3; k > 0; --k) key += (key.empty() ? "" : " ") + words[random() % words.size()];
            list.emplace(key, static_cast<std::uint32_t>(list.size()));
        }
        const Keys keys(std::vector<Keys::Entry>(list.begin(), list.end()));
        std::string source;
        for (unsigned n = random() % 60; n > 0; --n) source += words[random() % words.size()] + (random() % 4 ? " " : random() % 2 ? "-" : "\n");
        text::Text t;
        text::read(source, text::Language{}, t);
        std::vector<Found> slow;
        for (std::uint32_t w = 0; w < t.words.size(); ++w) {
            for (auto last = w + 1; last <= t.words.size(); ++last) {
                const auto it = list.find(match::key_of(t.folded_at({t.words[w].begin, t.words[last - 1].end})));
                if (it != list.end()) slow.push_back({w, last, it->second});
            }
        }
        REQUIRE(all(keys, t) == slow);
        hits += slow.size();
    }
    CHECK(hits > 1000);
}

TEST_CASE("a short list is a list") {
    base::Few<int, 3> few;
    std::vector<int> many;
    for (int i = 0; i < 9; ++i) {
        CHECK(few.empty() == many.empty());
        CHECK(std::vector<int>(few.begin(), few.end()) == many);
        few.push_back(i);
        many.push_back(i);
        const base::Few<int, 3> copy = few;
        CHECK(std::vector<int>(copy.begin(), copy.end()) == many);
        CHECK(copy.front() == 0);
    }
    few.clear();
    CHECK(few.empty());
    few.push_back(7);
    CHECK(few.size() == 1);
    CHECK(few.front() == 7);
}
