// Everything the data files know about names: entities, their surfaces, offices and terms of office.
// Loaded once, immutable, shared. Strings are views into the Pack and the user tables, which the Gazetteer keeps.
#pragma once

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/reference.hpp"
#include "base/word_map.hpp"
#include "data/pack.hpp"
#include "entity/tagger.hpp"
#include "match/keys.hpp"
#include "text/text.hpp"

namespace stoltenberg::entity {

inline constexpr std::uint32_t no_index = 0xFFFFFFFF;

/// `RU` as a number; 0 = none.
using Country = std::uint16_t;
[[nodiscard]] constexpr Country country_code(std::string_view alpha2) noexcept {
    return alpha2.size() == 2 ? static_cast<Country>((static_cast<unsigned char>(alpha2[0]) << 8) | static_cast<unsigned char>(alpha2[1]))
                              : Country{0};
}

enum EntityFlag : std::uint8_t {
    flag_word = 1, ///< also a common word or given name
    flag_off = 2,
    flag_historic = 4,
    flag_seat = 8,     ///< seat of power: always a metonym
    flag_capital = 16, ///< capital of a state
    flag_user = 32,
    flag_state = 64, ///< an institution that most states have: parliament, court, ministry, army
};

struct Entity {
    std::string_view id, name, type, metonym, surname;
    Kind kind{};
    std::uint8_t flags = 0;
    std::uint16_t file = 0;
    std::uint32_t line = 0;
    std::int64_t weight = 0;
    std::array<Country, 3> countries{};

    [[nodiscard]] bool is(std::uint8_t f) const noexcept { return (flags & f) != 0; }
    [[nodiscard]] bool of(Country c) const noexcept { return c != 0 && (countries[0] == c || countries[1] == c || countries[2] == c); }
};

enum SurfaceFlag : std::uint8_t {
    surface_weak = 1,  ///< "~": needs support
    surface_exact = 2, ///< "=": accents, hyphens, case as written
    surface_acronym = 4,
    surface_surname = 8, ///< the part of a person's name that may stand alone
    surface_demonym = 16,
    surface_bare = 32, ///< without its article: an article must stand before
};

struct Surface {
    std::uint32_t entity = 0;
    std::uint8_t flags = 0;
    Form form{};
    std::uint64_t capitals = 0; ///< acronyms: per folded byte; others: per word
    std::string_view written;   ///< as in the row

    [[nodiscard]] bool is(std::uint8_t f) const noexcept { return (flags & f) != 0; }
};

/// Surfaces that share a folded key.
struct Group {
    std::uint32_t begin = 0, end = 0;
};

struct Office {
    std::string_view id;
    enum class Of : std::uint8_t { country, organisation, place, fixed } of{};
    std::string_view fixed;    ///< id, when of is fixed
    std::string_view types;    ///< `|` list of kinds of organisation it suits best
    std::vector<Country> only; ///< states that use the form; empty = any
    bool silent = false;       ///< form too general to point to a holder without a state or a name
    std::string why;
};

/// One spelling of one office; `gap` forms take a demonym behind their first word.
struct Term {
    std::uint32_t person = 0;
    std::string_view office, of;
    base::Day from{};
    std::optional<base::Day> until; ///< last day; none = in office when the file was written
    bool acting = false;
    bool dated = false;
};

struct Given {
    std::uint8_t gender = 0; ///< 'm', 'f' or 0
    bool word = false;
};

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
};
template <class T>
using StringMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

class Gazetteer {
public:
    /// `articles`: folded articles that may open a name ("le", "la", "les", "l").
    /// `particles`: folded words in lower case that belong to a name of a person ("de", "von").
    Gazetteer(const data::Pack& pack, const std::vector<UserTable>& users, const std::vector<std::string>& articles,
              const std::vector<std::string>& particles);

    std::vector<Entity> entities;
    std::vector<Surface> surfaces; ///< grouped
    std::vector<Group> groups;
    match::Keys capital;                                           ///< keys whose first word has a capital; value: group
    std::vector<std::pair<std::string, std::uint32_t>> lower_keys; ///< the others, for the trie of the lexicon
    base::WordMap<Given> given;
    base::WordMap<Country> prefixes; ///< "franco" -> FR
    std::vector<Office> offices;
    std::vector<std::pair<std::string, std::uint32_t>> office_forms; ///< folded form, office index
    std::vector<Term> terms;                                         ///< sorted by office, of, from
    std::unordered_map<std::string_view, std::uint32_t> by_id;
    bool has_users = false;                                            ///< rows of the user are among the entities
    std::unordered_map<Country, std::vector<std::uint32_t>> people_of; ///< for misspelt names

    [[nodiscard]] std::string why(const Entity& e) const {
        std::array<char, 12> line{':'};
        const auto end = std::to_chars(line.data() + 1, line.data() + line.size(), e.line).ptr;
        std::string out;
        out.reserve(files_[e.file].size() + line.size());
        return out.append(files_[e.file]).append(line.data(), end);
    }
    [[nodiscard]] const Entity* find(std::string_view id) const {
        const auto it = by_id.find(id);
        return it == by_id.end() ? nullptr : &entities[it->second];
    }
    /// Terms of an office of a state or organisation; all of an office when `of` is empty.
    [[nodiscard]] std::pair<const Term*, const Term*> terms_of(std::string_view office, std::string_view of) const;
    [[nodiscard]] const std::vector<std::uint32_t>& terms_held_by(std::uint32_t person) const;
    /// True if the text at words [first, last) is written as the surface asks.
    [[nodiscard]] static bool written_as(const text::Text& t, std::uint32_t first, std::uint32_t last, Range range, const Surface& s);

private:
    struct Pending {
        std::string key;
        Surface surface;
        int priority;
        bool lower;
    };
    void load_names(const data::Table& table, bool user, std::vector<Pending>& out);
    void load_countries(const data::Table& table, std::vector<Pending>& out, std::vector<std::pair<std::string, Country>>& forms);
    void load_given(const data::Table& table, std::vector<std::pair<std::string, Given>>& out);
    void load_offices(const data::Table& table);
    void load_terms(const data::Table& table);
    void add(std::vector<Pending>& out, std::string_view cell, std::uint32_t entity, Form form, std::uint8_t flags, bool user);
    void build(std::vector<Pending>&& pending);
    std::uint32_t entity_of(const data::Table& table, const data::Table::Row& row, std::string_view id, bool user, bool extend);

    data::Pack pack_;
    text::Text scratch_; ///< while loading only
    std::vector<std::string> user_content_;
    std::vector<std::string> files_;
    std::vector<std::string> articles_, particles_;
    std::vector<std::string> row_keys_; ///< surfaces of the row being read
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_person_;
    std::vector<std::uint32_t> none_;
};

/// ASCII slug of a folded name: lower case, digits, hyphens.
[[nodiscard]] std::string slug(std::string_view folded);
/// First and last day of a date at EDTF precision year, month or day; empty if it is none.
[[nodiscard]] std::optional<std::pair<base::Day, base::Day>> days_of(std::string_view edtf);

} // namespace stoltenberg::entity
