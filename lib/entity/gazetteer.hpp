// Everything the data files know about names: entities, their surfaces, terms of office. An image (data/image.hpp), read where it
// lies: what the library ships, a file that was compiled before, or what compile() has just made of tables. Immutable, shared.
// An image may be damaged behind its head: every number is held within its table where it is read.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/array.hpp"
#include "base/reference.hpp"
#include "base/slots.hpp"
#include "base/word_map.hpp"
#include "data/image.hpp"
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

/// What is asked of an entity most; its strings are asked for one by one.
struct Entity {
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
    surface_bare = 32,   ///< without its article: an article must stand before
    surface_spaced = 64, ///< written with a space
};

namespace rows {

struct String {
    std::uint32_t begin, size; ///< in the strings
};

} // namespace rows

struct Surface {
    std::uint32_t entity = 0;
    std::uint8_t flags = 0;
    Form form{};
    std::uint64_t capitals = 0; ///< acronyms: per folded byte; others: per word
    rows::String written{};     ///< as in the row, if it is exact

    [[nodiscard]] bool is(std::uint8_t f) const noexcept { return (flags & f) != 0; }
};

/// Surfaces that share a folded key.
struct Group {
    std::uint32_t begin = 0, end = 0;
};

struct Term {
    std::uint32_t person = 0;
    std::string_view office, of;
    base::Day from{};
    std::optional<base::Day> until; ///< last day; none = in office when the file was written
    bool dated = false;
};

struct Given {
    std::uint8_t gender = 0; ///< 'm', 'f' or 0
    bool word = false;
};

/// The rows of the tables of an image.
namespace rows {

struct Entity {
    String id, name, type, metonym, surname;
    std::uint64_t weight;
    std::uint32_t line;
    std::uint16_t file;
    std::array<Country, 3> countries;
    std::uint8_t kind, flags;
    std::uint16_t unused;
};
struct Surface {
    std::uint64_t capitals;
    String written;
    std::uint32_t entity;
    std::uint8_t flags, form;
    std::uint16_t unused;
};
struct Term {
    String office, of;
    std::uint32_t person;
    std::int32_t from, until; ///< days
    std::uint32_t flags;      ///< 1 dated, 2 until
};
/// What a key of the lexicon, or a name in lower case, says of the words of a text that are it: both in one place, for every word asks.
struct Word {
    std::uint32_t classes, accented_classes; ///< of keys of one word
    std::uint32_t entry;                     ///< of the lexicon; 0 = the empty one
    std::uint32_t group;                     ///< of names, or no_index
    std::uint8_t facts;                      ///< Fact
    std::uint8_t heard;                      ///< more than a class of words
    std::uint16_t unused;
};
/// Of a list that is sorted by `key`.
struct Pair {
    std::uint32_t key, value;
};

} // namespace rows

class Lexicon;

class Gazetteer {
public:
    /// Compiles the names and terms of the data and of user tables, with the keys of the lexicon. Throws ResourceError.
    static data::Image compile(const data::Pack& pack, std::string_view language, const std::vector<UserTable>& users, const Lexicon& lexicon);
    /// Digest of the data that a gazetteer is compiled from, user tables aside.
    static std::uint64_t source(const data::Pack& pack, std::string_view language);

    /// Throws ResourceError for an image with other tables.
    explicit Gazetteer(data::Image image);

    match::Keys capital;    ///< keys whose first word has a capital; value: group
    match::Keys words;      ///< the others and those of the lexicon; value: a row for word()
    bool has_users = false; ///< rows of the user are among the entities

    [[nodiscard]] std::size_t size() const noexcept { return entities_.size(); }
    /// Inlined, so that a caller pays for the fields it looks at.
    [[nodiscard, gnu::always_inline]] inline Entity entity(std::uint32_t i) const noexcept {
        const rows::Entity& r = entities_[i];
        return {static_cast<Kind>(std::min<std::uint8_t>(r.kind, static_cast<std::uint8_t>(Kind::place))),
                r.flags,
                r.file,
                r.line,
                static_cast<std::int64_t>(r.weight & 0xFFFFFFFFFFFFU),
                r.countries};
    }
    [[nodiscard]] std::string_view id(std::uint32_t entity) const noexcept { return text(entities_[entity].id); }
    [[nodiscard]] std::string_view name(std::uint32_t entity) const noexcept { return text(entities_[entity].name); }
    [[nodiscard]] std::string_view type(std::uint32_t entity) const noexcept { return text(entities_[entity].type); }
    [[nodiscard]] std::string_view metonym(std::uint32_t entity) const noexcept { return text(entities_[entity].metonym); }
    [[nodiscard]] std::string_view surname(std::uint32_t entity) const noexcept { return text(entities_[entity].surname); }
    [[nodiscard]] Surface surface(std::uint32_t i) const noexcept {
        const rows::Surface& r = surfaces_[i];
        return {r.entity < entities_.size() ? r.entity : 0, r.flags,
                static_cast<Form>(std::min<std::uint8_t>(r.form, static_cast<std::uint8_t>(Form::demonym))), r.capitals, r.written};
    }
    [[nodiscard]] Group group(std::uint32_t i) const noexcept {
        const std::uint32_t end = std::min(group_ends_[i], static_cast<std::uint32_t>(surfaces_.size()));
        return {i == 0 ? 0 : std::min(group_ends_[i - 1], end), end};
    }
    [[nodiscard]] Term term(std::uint32_t i) const noexcept;
    /// The entity with this id, or no_index.
    [[nodiscard]] std::uint32_t find(std::string_view id) const noexcept;
    [[nodiscard]] const rows::Word& word(std::uint32_t i) const noexcept { return words_[i]; }
    /// The row of an entity.
    [[nodiscard]] std::string why(std::uint32_t entity) const {
        const rows::Entity& row = entities_[entity];
        const std::string_view file = text(files_[row.file]);
        std::array<char, 12> line{':'};
        const auto end = std::to_chars(line.data() + 1, line.data() + line.size(), row.line).ptr;
        std::string out;
        out.reserve(file.size() + line.size());
        out.append(file).append(line.data(), end);
        return out;
    }
    [[nodiscard]] std::optional<Given> given(std::string_view word, std::uint32_t hash) const noexcept {
        const std::uint32_t value = given_.word(word, hash);
        return value == match::Keys::none ? std::nullopt : std::optional(Given{static_cast<std::uint8_t>(value), (value & 0x100U) != 0});
    }
    /// "franco" -> FR, or 0.
    [[nodiscard]] Country prefix(std::string_view word, std::uint32_t hash) const noexcept {
        const std::uint32_t value = prefixes_.word(word, hash);
        return value == match::Keys::none ? Country{0} : static_cast<Country>(value);
    }
    /// Terms [first, second) of an office of a state or organisation.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> terms_of(std::string_view office, std::string_view of) const noexcept;
    /// Numbers of terms.
    [[nodiscard]] std::span<const rows::Pair> terms_held_by(std::uint32_t person) const noexcept { return equal(held_, person); }
    /// f(person) for each person of the state whose name is one edit from `folded` (of 7 bytes or more), and for others; some twice. One edit
    /// leaves one end of a name alone.
    template <class F>
    void each_near(Country country, std::string_view folded, F&& f) const {
        for (std::size_t size = folded.size() - 1; size <= folded.size() + 1; ++size) {
            for (const bool head : {true, false}) {
                const std::uint32_t bucket = end_hash(country, folded, size, head) & static_cast<std::uint32_t>(near_ends_.size() - 1);
                const std::uint32_t end = std::min(near_ends_[bucket], static_cast<std::uint32_t>(near_.size()));
                for (std::uint32_t i = bucket == 0 ? 0 : near_ends_[bucket - 1]; i < end; ++i) f(near_[i]);
            }
        }
    }
    /// Hash of the first four or the last three bytes of a name of this size.
    [[nodiscard]] static std::uint32_t end_hash(Country country, std::string_view folded, std::size_t size, bool head) noexcept {
        const std::string_view end = head ? folded.substr(0, 4) : folded.substr(folded.size() - 3);
        return (base::word_hash(end) ^ (static_cast<std::uint32_t>(country) << 8U) ^ static_cast<std::uint32_t>(size)) * 0x9E3779B1U >> 4U;
    }
    /// True if the text at words [first, last) is written as the surface asks.
    [[nodiscard]] bool written_as(const text::Text& t, std::uint32_t first, std::uint32_t last, Range range, const Surface& s) const;

private:
    [[nodiscard]] std::string_view text(rows::String s) const noexcept {
        return s.begin <= strings_.size() ? strings_.substr(s.begin, s.size) : std::string_view();
    }
    [[nodiscard]] static std::span<const rows::Pair> equal(const base::Array<rows::Pair>& pairs, std::uint32_t key) noexcept;

    data::Image image_;
    std::string_view strings_;
    base::Array<rows::String> files_;
    base::Array<rows::Entity> entities_;
    base::Array<base::Slot> ids_; ///< entities by word_hash of the id
    base::Array<rows::Surface> surfaces_;
    base::Array<std::uint32_t> group_ends_; ///< in surfaces_
    base::Array<rows::Word> words_;
    base::Array<rows::Term> terms_;        ///< sorted by office, of, from
    base::Array<rows::Pair> held_;         ///< person, term
    base::Array<std::uint32_t> near_ends_; ///< buckets of end_hash, in near_
    base::Array<std::uint32_t> near_;      ///< people
    match::Keys given_, prefixes_;
};

/// Kind of an id by its prefix.
[[nodiscard]] std::optional<Kind> kind_of(std::string_view id) noexcept;
/// ASCII slug of a folded name: lower case, digits, hyphens.
[[nodiscard]] std::string slug(std::string_view folded);
/// First and last day of a date at EDTF precision year, month or day; empty if it is none.
[[nodiscard]] std::optional<std::pair<base::Day, base::Day>> days_of(std::string_view edtf);

} // namespace stoltenberg::entity
