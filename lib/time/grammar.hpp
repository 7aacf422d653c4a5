// The grammar of temporal expressions: words and rules from rows, and a bottom-up chart parser over short runs of known words.
//
// A rule is: id, category, pattern, operation. The pattern is a sequence of
//   word      a literal, folded; `l'` is an elided word; `','` a punctuation mark
//   NAME      a class of words (time-words.tsv), a number class of the lexer, or a category of other rules
//   x:NAME    the same, bound to x for the operation
//   (a | b)   alternatives, a? optional, [ … ] the extent of the expression (default: the whole, or that of the copied part)
// Categories compose freely. An expression of the category TIME is a result; NONE covers what is no time. Of the results that begin
// at a place the longest wins, then the rule that stands first. All patterns share one prefix tree.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/word_map.hpp"
#include "data/pack.hpp"
#include "match/trie.hpp"
#include "text/text.hpp"
#include "time/node.hpp"

namespace stoltenberg::time {

/// A condition on the words around (and on the case of) a word or rule.
struct Condition {
    enum class Test : std::uint8_t { lower, capital, end_lower, previous, not_previous, next, not_next, accent };
    Test test;
    base::WordMap<bool> words; ///< of a neighbour
    std::string marks;         ///< punctuation
    std::vector<std::string> endings;
    bool edge = false, number = false, name = false; ///< `$` punctuation or the end of a sentence, `#` digits, `A` a capital
};

struct Expression {
    struct Argument {
        enum class Field : std::uint8_t {
            n,
            grain,
            n2,
            grain2,
            year,
            month,
            day,
            weekday,
            season,
            quarter,
            half,
            decade,
            century,
            feast,
            days,
            hour,
            minute,
            mod,
            daypart,
            part,
            rel,
            from,
            of,
            a,
            b,
            freq,
            every,
            utc,
            pm,
            copy,
            partial
        };
        enum class Kind : std::uint8_t { constant, binding, call };
        Field field;
        Kind kind;
        int value; ///< constant, index of the binding, or index of the expression
    };
    Op op = Op::none;
    std::vector<Argument> arguments;
};

/// One finished parse of a run: what was found, left to right.
struct Parse {
    std::uint32_t node;
    std::uint32_t first, last; ///< words [first, last)
};

struct Token {
    std::uint32_t begin, end; ///< folded offsets
    std::uint32_t word;       ///< index of the word; for punctuation that of the word before
    bool punctuation;
    bool number;
    bool whole; ///< the token is the whole word
};

class Grammar {
public:
    /// Throws ResourceError for a bad row.
    Grammar(const data::Pack& pack, std::string_view language);

    /// Calls the parser on every run of known words that holds a time word. `nodes` grows; node 0 is reserved.
    void parse(const text::Text& text, std::vector<Node>& nodes, std::vector<Parse>& out) const;

    [[nodiscard]] const std::string& where(std::uint32_t source) const { return sources_[source]; }
    /// Feasts: month, day, or days from Easter, or Islamic month and day.
    struct FeastRow {
        Feast kind;
        int month = 0, day = 0, offset = 0, length = 1;
        std::optional<int> clear; ///< days from Easter: a feast that falls there waits a week
    };
    [[nodiscard]] const std::vector<FeastRow>& feasts() const noexcept { return feasts_; }
    [[nodiscard]] std::size_t rules() const noexcept { return rules_.size(); }

private:
    struct Entry {
        std::uint16_t symbol;
        std::uint32_t expression;
        std::uint32_t source;
        std::int32_t condition; ///< index, -1 none
        bool trigger;
        bool elided;
        bool accent; ///< the row is written with an accent
        bool literal;
        std::uint32_t plain = 0; ///< the one node that the expression gives wherever it stands: index into plain_, 0 none
    };
    /// What a key is.
    struct Bucket {
        std::vector<std::uint32_t> entries;
        bool trigger; ///< one of them makes a run worth parsing
    };
    struct Rule {
        std::uint32_t expression;
        std::uint32_t source;
        std::int8_t same; ///< the operation is same(x): index of that binding, else -1
    };
    struct Element {
        std::uint16_t symbol;
        std::int8_t binding; ///< index or -1
    };
    /// A way through the pattern of a rule.
    struct Variant {
        std::uint16_t category;
        std::uint16_t rule;
        std::int32_t condition;
        std::uint32_t elements;                          ///< the first of elements_
        std::uint8_t size = 0;                           ///< elements
        std::int8_t extent_first = -1, extent_last = -1; ///< elements [first, last)
        bool copies = false;                             ///< gives its one element as it is
    };
    /// Where the patterns that begin alike part. `arcs` and `variants`: consecutive ones of arcs_ and variants_.
    struct State {
        std::uint32_t arcs = 0, arcs_end = 0;         ///< to what follows, by symbol
        std::uint32_t variants = 0, variants_end = 0; ///< the patterns that end here
        std::uint64_t wanted = 0;                     ///< symbol_bit of each of the arcs
    };
    struct Arc {
        std::uint16_t symbol;
        std::uint32_t state;
    };
    /// A state while loading.
    struct Branch {
        std::vector<Arc> next; ///< sorted by symbol
        std::vector<Variant> complete;
    };
    /// Symbols as a small set: no common bit, no common symbol. Symbol 0 is the edge of an expression.
    static std::uint64_t symbol_bit(std::uint16_t symbol) noexcept { return std::uint64_t{1} << (symbol & 63U); }
    /// Where a symbol can serve an expression. The chart grows from the right: all that follows is known, and the words in front.
    struct Context {
        std::uint64_t before = 0;  ///< words that may stand in front of it
        std::uint64_t behind = 0;  ///< symbols that may follow it there
        std::uint64_t opening = 0; ///< symbols that may follow it where it opens the expression
        std::uint32_t state = 0;   ///< behind it where it opens a pattern; 0: it opens none
        [[nodiscard]] bool fits(std::uint64_t left, std::uint64_t right) const noexcept {
            return ((before & left) != 0 && (behind & right) != 0) || (opening & right) != 0;
        }
    };
    enum Part : std::uint8_t { part_word = 1, part_trigger = 2 };
    struct Run;
    struct Meaning;

    std::uint16_t symbol(std::string_view name);
    std::uint32_t literal(std::string_view word);
    std::int32_t conditions(const data::Table& table, const data::Table::Row& row, std::string_view cell);
    std::uint32_t expression(const data::Table& table, const data::Table::Row& row, std::string_view cell, const std::vector<std::string>& bindings);
    void load_feasts(const data::Pack& pack, const std::string& dir);
    void load_words(const data::Pack& pack, const std::string& dir);
    void load_rules(const data::Pack& pack, const std::string& dir);
    void add_variant(const std::vector<Element>& elements, Variant variant);
    void add_entry(std::string_view words, Entry entry);
    void finish();
    void find_contexts();

    bool holds(std::int32_t condition, const text::Text& text, std::uint32_t first_word, std::uint32_t last_word, std::uint32_t end) const {
        return condition < 0 || holds_there(condition, text, first_word, last_word, end);
    }
    bool holds_there(std::int32_t condition, const text::Text& text, std::uint32_t first_word, std::uint32_t last_word, std::uint32_t end) const;
    std::uint32_t evaluate(std::uint32_t expression, const std::uint32_t* bindings, std::vector<Node>& nodes, Range range,
                           std::uint32_t source) const;
    void tokens(Run& run, const text::Text& text, std::uint32_t first, std::uint32_t last) const;
    void words(Run& run, const text::Text& text) const;
    void numbers(Run& run, const text::Text& text) const;
    void grow(Run& run, const text::Text& text, std::uint32_t start) const;
    std::uint32_t build(Run& run, Meaning meaning, std::uint32_t begin, std::uint32_t end) const;
    void walk(Run& run, const text::Text& text, std::uint32_t begin, std::uint32_t end, std::vector<Node>& nodes, std::vector<Parse>& out) const;
    void parse_run(Run& run, const text::Text& text, std::vector<Parse>& out) const;

    std::map<std::string, std::uint16_t, std::less<>> symbols_; ///< while loading
    std::array<std::uint16_t, 128> marks_{};                    ///< symbols of punctuation marks, 0: none
    std::vector<std::string> sources_;
    std::vector<Expression> expressions_;
    std::vector<std::vector<Condition>> conditions_;
    std::vector<Entry> entries_;                                            ///< the first says nothing
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_key_; ///< while loading
    std::vector<Bucket> buckets_;
    match::Trie trie_;
    std::vector<Node> plain_;
    /// By hash of a word: is it part of a key, does a key that can make a run an expression begin with it?
    std::vector<std::uint8_t> parts_;
    [[nodiscard]] std::uint8_t& part(std::uint32_t hash) noexcept { return parts_[hash & (parts_.size() - 1)]; }
    [[nodiscard]] std::uint8_t part(std::uint32_t hash) const noexcept { return parts_[hash & (parts_.size() - 1)]; }
    std::vector<Rule> rules_;
    std::vector<Branch> branches_; ///< while loading
    std::vector<State> states_;
    std::vector<Arc> arcs_;
    std::vector<Variant> variants_;
    std::vector<Element> elements_;
    std::vector<Context> contexts_;                                      ///< by symbol
    std::map<std::string, std::vector<std::string>, std::less<>> lists_; ///< context word lists, @NAME
    std::vector<FeastRow> feasts_;
    std::map<std::string, int, std::less<>> feast_ids_;
    std::uint16_t time_ = 0, none_ = 0;
    // symbols the lexer gives
    std::uint16_t num_ = 0, dnum_ = 0, daynum_ = 0, ddaynum_ = 0, hh_ = 0, mm_ = 0, year_ = 0, two_ = 0, ord_ = 0, numword_ = 0, ordsuffix_ = 0,
                  mnum_ = 0, big_ = 0, day2_ = 0, month2_ = 0, modern_ = 0;
};

} // namespace stoltenberg::time
