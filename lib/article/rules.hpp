// What the rows of data/lang/XX say about pages: words, dates on lines, stamps, furniture.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/reader.hpp"
#include "base/word_map.hpp"
#include "match/rules.hpp"

namespace stoltenberg::article {

/// What a date on a line says in so many words.
struct Fields {
    std::optional<int> year;
    std::optional<unsigned> month, day, weekday;
    [[nodiscard]] bool is_day() const noexcept { return month && day; }
};

/// Word classes of article-words.tsv.
enum WordClass : std::uint8_t {
    word_function = 1,      ///< words every sentence of the language has
    word_foreign = 2,       ///< the same of the languages whose remnants stand on its pages
    word_particle = 4,      ///< lower-case words inside names
    word_role = 8,          ///< lower-case words of bylines
    word_continuation = 16, ///< words that may follow a date on a publication line
    word_relative = 32,     ///< words that make a weekday another week's
    word_site = 64          ///< words of the names and mottos of papers and sites
};

enum class How : std::uint8_t { line, opening, section, block, rest, prefix, suffix, inside, contains };
enum class Where : std::uint8_t { any, top, body, tail, edge };

struct FurnitureRule {
    FurnitureKind kind{};
    How how{};
    Where where{};
    bool upper = false;              ///< what matches is in capitals
    bool capital = false;            ///< what matches begins with a capital
    bool named = false;              ///< group `name` looks like a name
    bool open = false;               ///< the line is no sentence
    bool listed = false;             ///< a neighbour has the same shape
    std::uint32_t most = 0xFFFFFFFF; ///< bytes that may match
    std::string why;
};

enum class StampKind : std::uint8_t { publication, update, relative, bare, header, issue, dateline, anchor, lead, copyright };

struct StampRule {
    StampKind kind{};
    bool upper_place = false;
    bool acronym_agency = false;
    bool whole = false; ///< the whole line
    bool past = false;  ///< only where the clause is in the past
    int shift = 0;
    std::string why;
};

/// Rules of one sort: their patterns in one set, what they say beside it.
template <class Rule>
struct RuleTable {
    std::vector<Rule> rules;
    match::RuleSet set;
};

struct Rules {
    /// `ready`, `made`: as match::Macros has them.
    Rules(const data::Pack& pack, std::string_view language, match::Automata ready = {}, match::Automata* made = nullptr);

    /// Reads a date; nothing if it is no day of the calendar.
    [[nodiscard]] std::optional<Fields> parse_date(std::string_view folded, match::Window* window = nullptr) const;
    /// `hash` as text::Word carries it.
    [[nodiscard]] std::uint8_t word_class(std::string_view folded, std::uint32_t hash) const noexcept;
    [[nodiscard]] bool is_agency(std::string_view folded) const noexcept;
    [[nodiscard]] bool foreign_letter(std::string_view source) const noexcept;

    RuleTable<FurnitureRule> line, opening, cut_prefix, cut_find, contains;
    RuleTable<StampRule> stamp;    ///< searched in lines of the head
    RuleTable<StampRule> header;   ///< at the very start of the page
    RuleTable<StampRule> dateline; ///< at the start of the body
    RuleTable<StampRule> anchor;   ///< searched in the body
    RuleTable<StampRule> copyright;
    match::Sieve sieve; ///< of all these tables

private:
    std::map<std::string, unsigned, std::less<>> months_, weekdays_;
    base::WordMap<std::uint8_t> words_;
    std::vector<std::string> letters_;
    std::vector<std::string> agencies_; ///< sorted
    match::RuleSet dates_;
};

} // namespace stoltenberg::article
