#include "../catch.hpp"

#include <map>
#include <random>
#include <set>

#include <stoltenberg/resources.hpp>

#include "base/word_map.hpp"
#include "match/rules.hpp"
#include "match/trie.hpp"
#include "text/text.hpp"

using namespace stoltenberg;
using match::Trie;

namespace {

Trie trie_of(const std::vector<std::string>& keys) {
    std::vector<std::pair<std::string, std::uint32_t>> entries;
    for (std::uint32_t i = 0; i < keys.size(); ++i) entries.emplace_back(match::key_of(text::fold(keys[i])), i);
    return Trie(entries);
}

} // namespace

TEST_CASE("longest key at a word start") {
    const Trie t = trie_of({"États-Unis", "Union", "Union européenne", "Jean-Pierre", "L'Équipe", "aujourd'hui", "G20"});
    struct Case {
        const char* text;
        std::uint32_t value, end;
    };
    for (const Case& c : {Case{"etats-unis !", 0, 10}, Case{"etats unis", 0, 10}, Case{"etats\nunis", 0, 10}, Case{"etats  \n unis", 0, 13},
                          Case{"etats\n\nunis", Trie::none, 0}, Case{"union europeenne", 2, 16}, Case{"union europeen", 1, 5},
                          Case{"unions", Trie::none, 0}, Case{"l'equipe", 4, 8}, Case{"aujourd'hui", 5, 11}, Case{"jean pierre", 3, 11},
                          Case{"jean -pierre", Trie::none, 0}, Case{"g20", 6, 3}, Case{"g2", Trie::none, 0}, Case{"", Trie::none, 0}}) {
        CAPTURE(c.text);
        const Trie::Hit hit = t.longest(c.text, 0);
        CHECK(hit.value == c.value);
        CHECK(hit.end == c.end);
    }
    CHECK(t.find("union") == 1);
    CHECK(t.find("unio") == Trie::none);
    CHECK(Trie().longest("union", 0).value == Trie::none);
    std::vector<std::uint32_t> all;
    t.each("union europeenne", 0, [&](Trie::Hit h) { all.push_back(h.value); });
    CHECK(all == std::vector<std::uint32_t>{1, 2});
}

// The slow obvious way judges the fast one: every key tried at every word start.
TEST_CASE("the trie agrees with trying every key") {
    std::mt19937 random(7);
    const std::vector<std::string> parts{"a", "ab", "abc", "b", "ba", "c d", "d", "a b", "da", "cab"};
    std::size_t hits = 0;
    std::size_t refused = 0;
    for (int round = 0; round < 300; ++round) {
        std::set<std::string> keys;
        for (unsigned n = random() % 30; n > 0; --n) {
            std::string key;
            for (unsigned k = 1 + random() % 3; k > 0; --k) key += (key.empty() ? "" : random() % 2 ? " " : "") + parts[random() % parts.size()];
            keys.insert(match::key_of(key));
        }
        const std::vector<std::string> list(keys.begin(), keys.end());
        const Trie trie = trie_of(list);
        REQUIRE(trie.size() == list.size());
        std::string text;
        for (unsigned n = random() % 60; n > 0; --n) text += parts[random() % parts.size()] + (random() % 3 ? "" : " ");
        for (std::uint32_t i = 0; i < text.size(); ++i) {
            std::uint32_t best = Trie::none;
            std::size_t length = 0;
            for (std::uint32_t k = 0; k < list.size(); ++k) {
                const std::size_t end = i + list[k].size();
                if (text.compare(i, list[k].size(), list[k]) == 0 && (end == text.size() || !text::is_word_byte(text[end])) &&
                    list[k].size() > length) {
                    best = k;
                    length = list[k].size();
                }
            }
            // A run of two spaces is one key space: the plain comparison sees single spaces only.
            if (text.find("  ", i) == std::string::npos) {
                REQUIRE(trie.longest(text, i).value == best);
                std::uint32_t word_end = i;
                while (word_end < text.size() && text::is_word_byte(text[word_end])) ++word_end;
                const bool gate = trie.may_start(base::word_hash(std::string_view(text).substr(i, word_end - i)));
                if (best != Trie::none) REQUIRE(gate); // it may let a word through for nothing, never keep a name out
                refused += !gate;
                hits += best != Trie::none;
            }
        }
    }
    CHECK(hits > 1000);
    CHECK(refused > 1000);
}

TEST_CASE("rule sets") {
    match::Macros macros;
    macros.set_words("MONTH", {"mai", "mars", "m"});
    macros.set("DAY", "[0-3]?[0-9]");
    macros.set("DATE", "(?P<day>{DAY}) (?P<month>{MONTH})");
    const match::RuleSet rules({{"publie le {DATE}", "t.tsv", 2}, {"{DATE}", "t.tsv", 3}, {"[0-9]{4}", "t.tsv", 4}}, macros);
    const std::string line = "publie le 12 mars";
    const auto full = rules.match_full(line);
    REQUIRE(full.size() == 1);
    CHECK(full[0].rule == 0);
    REQUIRE(full[0].group("day"));
    CHECK(line.substr(full[0].group("day")->begin, full[0].group("day")->size()) == "12");
    CHECK_FALSE(full[0].group("year"));
    CHECK(rules.match_full("publie").empty());
    const auto found = rules.find("le 3 mai, puis publie le 4 mars 2022");
    REQUIRE(found.size() == 3);
    CHECK(found[0].rule == 1);
    CHECK(found[1].rule == 0);
    CHECK(found[2].rule == 2);
    REQUIRE(rules.match_prefix("4 mars et plus").size() == 1);
    CHECK(match::RuleSet().find("x").empty());
    CHECK_THROWS_AS(match::RuleSet({{"(", "t.tsv", 9}}, macros), ResourceError);
    CHECK_THROWS_AS(match::RuleSet({{"{NOTHING}", "t.tsv", 9}}, macros), ResourceError);
}

TEST_CASE("match: a rule is not asked of a text longer than its limit", "[match]") {
    const match::RuleSet set({{"[^.]+", "a.tsv", 1, 5}, {"ab.*", "a.tsv", 2}, {".+c", "a.tsv", 3, 3}}, match::Macros{});
    const auto rules = [](const std::vector<match::RuleSet::Match>& matches) {
        std::vector<std::size_t> out;
        out.reserve(matches.size());
        for (const auto& match : matches) out.push_back(match.rule);
        return out;
    };
    CHECK(rules(set.match_full("abddc")) == std::vector<std::size_t>{0, 1, 2});
    CHECK(rules(set.match_full_within("abddc")) == std::vector<std::size_t>{0, 1});
    CHECK(rules(set.match_full_within("abc")) == std::vector<std::size_t>{0, 1, 2});
    CHECK(rules(set.match_full("abdddc")) == std::vector<std::size_t>{0, 1, 2});
    CHECK(rules(set.match_full_within("abdddc")) == std::vector<std::size_t>{1});
    CHECK(set.match_full_within("xbdddc").empty());
    CHECK(match::RuleSet({{"[^.]+", "a.tsv", 1, 5}}, match::Macros{}).match_full_within("abdddc").empty());
}

TEST_CASE("match: a sieve tells what rules need, of a text and of its parts", "[match]") {
    match::RuleSet searched({{"(?:lire|voir) aussi", "a.tsv", 1}, {"[0-9]+ (?:mai|juin)", "a.tsv", 2}, {"[a-z]+", "a.tsv", 3}}, match::Macros{});
    match::RuleSet anchored({{"[a-z ]+> [a-z]+", "a.tsv", 4}}, match::Macros{});
    const match::Sieve sieve({&searched}, {&anchored});
    const auto found = [&](std::string_view text, const match::Held& held) {
        std::vector<std::size_t> out;
        for (const auto& match : searched.find(text, held)) out.push_back(match.rule);
        return out;
    };
    const std::string_view text = "le 3 juin. voir aussi";
    const match::Held all = sieve.sift(text);
    CHECK(found(text, all) == std::vector<std::size_t>{2, 1, 0});
    CHECK(found("3 juin", all) == std::vector<std::size_t>{1}); // what a text holds is more than what its part does
    CHECK(sieve.sift(text, 14, sieve.sift(text.substr(0, 14))) == all);
    const match::Held none = sieve.sift("rien");
    CHECK(none != all);
    CHECK(found("3 juin", none) == std::vector<std::size_t>{2}); // refused unseen, as promised
    CHECK(anchored.match_full("a > b", sieve.sift("a > b")).size() == 1);
    CHECK(anchored.match_full("a > b", none).empty());
}

TEST_CASE("match: what its tree does not tell of a pattern, RE2 does", "[match]") {
    const match::RuleSet set({{"(?i)AB+", "a.tsv", 1}, {"a\\pL*", "a.tsv", 2}, {"(?P<x>a)b", "a.tsv", 3}}, match::Macros{});
    std::vector<std::size_t> rules;
    for (const auto& match : set.match_full("ab")) rules.push_back(match.rule);
    CHECK(rules == std::vector<std::size_t>{0, 1, 2});
    CHECK(set.find("xabb").size() == 1);
    CHECK(set.sources()[2] == "(?P<x>a)b");
}

// The asan preset saw what this found: a key of three bytes made longer.
TEST_CASE("match: a match may begin within three bytes by a macro of strings of several lengths", "[match]") {
    match::Macros macros;
    macros.set("D", "0?[1-9]|[12][0-9]|3[01]");
    const match::RuleSet set({{"a{D}mai", "test", 1}, {"{D}{D}mai", "test", 2}}, macros);
    for (const char* text : {"a1mai", "a12mai", "a31mai", "a01mai"}) CHECK(set.match_full(text).size() == 1);
    for (const char* text : {"11mai", "112mai", "1212mai", "3101mai"}) CHECK(set.match_full(text).size() == 1);
    CHECK(set.match_full("a32mai").empty());
}
