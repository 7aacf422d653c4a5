// The time room: finds temporal expressions, parses them into operations, resolves those against a reference.
// The only room that sees the date library. Rules and words are rows in data/lang/XX/time-*.tsv.
// Standards: TIMEX3 of ISO-TimeML (values, mods), ISO 8601-1 (calendar and week dates), ISO 8601-2 / EDTF levels 0-2.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/reference.hpp"
#include "clause/clause.hpp"
#include "data/pack.hpp"
#include "text/text.hpp"
#include <stoltenberg/document.hpp>
#include <stoltenberg/types.hpp>

namespace stoltenberg::time {

/// What a calendar expression says in so many words; for readers of datelines and for the DCT solver.
struct Fields {
    std::optional<int> year;
    std::optional<unsigned> month;   ///< 1 to 12
    std::optional<unsigned> day;     ///< 1 to 31
    std::optional<unsigned> weekday; ///< ISO, 1 = Monday
    std::optional<int> minute_of_day;
    std::optional<int> day_offset; ///< deictic: aujourd'hui 0, hier -1, demain 1
};

enum class Direction : std::uint8_t { none, past, future };

/// One expression as found, not yet resolved. `node` indexes Findings::nodes (private to the room).
struct Found {
    Range range;               ///< extent as the contract lays down
    std::uint32_t first, last; ///< words [first, last)
    std::uint32_t node = 0;
    Fields fields;
    Direction direction = Direction::none; ///< what its clause says
    bool announced = false;                ///< the direction rests on a present tense alone; without one, on a plan told in the past: the nearest
    bool fixed = false;                    ///< the direction holds whatever the caller prefers: "depuis lundi"
    bool calendar = false;                 ///< day, month or year named; no deictic, duration, set
    bool demonstrative = false;            ///< "ce vendredi"
    bool fronted = false;                  ///< opens its sentence
    bool frame = false; ///< a year that opens its sentence and holds for it: "En 2015, l'attentat du 13 novembre", "L'an dernier, …"
};

/// A parsed expression tree node; defined by the room.
struct Node;

class Findings {
public:
    Findings();
    ~Findings();
    Findings(Findings&&) noexcept;
    Findings& operator=(Findings&&) noexcept;
    std::vector<Found> found; ///< by position, no overlaps
    std::unique_ptr<std::vector<Node>> nodes;
};

enum class Prefer : std::uint8_t { tense, past, future };

struct Resolved {
    Range range;
    Timex timex; ///< span is left for the conductor
};

/// Immutable; safe to share.
class Tagger {
public:
    /// Throws ResourceError.
    Tagger(const data::Pack& pack, std::string_view language);
    ~Tagger();
    Tagger(Tagger&&) noexcept;
    Tagger& operator=(Tagger&&) noexcept;

    void find(const text::Text& text, const clause::Layer& clauses, Findings& out) const;

    /// Resolves all expressions of a document in order; one result for each. `skip`: ranges (furniture) whose expressions neither
    /// move nor use the focus date. With several reference candidates each is tried and the answers joined: equal values
    /// stand; values that differ in the year only become `XXXX-…`; a few become candidates; many stay open.
    [[nodiscard]] std::vector<Resolved> resolve(const text::Text& text, const clause::Layer& clauses, const Findings& findings,
                                                const base::Reference& reference, Prefer prefer, const std::vector<Range>& skip) const;

private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

/// ISO weekday (1 = Monday) of a day.
[[nodiscard]] unsigned iso_weekday(base::Day day) noexcept;
/// The day of year-month-day, or nothing if the calendar has none.
[[nodiscard]] std::optional<base::Day> make_day(int year, unsigned month, unsigned day) noexcept;
/// `YYYY-MM-DD`.
[[nodiscard]] std::string iso_date(base::Day day);

} // namespace stoltenberg::time
