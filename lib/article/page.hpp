// A page as units (a line, or the lines of one hard-wrapped paragraph) with the signals that decide.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "article/rules.hpp"
#include "match/places.hpp"

namespace stoltenberg::article {

struct Hit {
    StampKind kind{};
    Range range;
    Fields fields;
    int shift = 0;
    bool past = false;
    std::string why;
};

struct Cut {
    Range range;
    FurnitureKind kind{};
    std::string why;
};

/// Scratch of one page, whose folded text stays where it is.
struct Windows {
    match::Window lines, dates;
};

constexpr std::uint32_t head_bytes = 260; ///< how far into a long unit a glued publication line is looked for

struct Unit {
    Range range; ///< without outer spaces
    Range text;  ///< without a bullet before it
    std::uint32_t first_word = 0, last_word = 0;
    std::uint32_t words = 0; ///< with letters
    std::uint32_t letters = 0;
    std::uint32_t function = 0, foreign = 0, capitals = 0, uppers = 0, small = 0, site = 0;
    std::uint32_t separators = 0; ///< bars, bullets, wide gaps
    std::uint32_t stops = 0;      ///< sentence ends inside
    bool blank_before = false;
    bool sentence = false; ///< ends as a sentence does
    bool asks = false;     ///< ends with a question or exclamation mark
    bool lower_start = false;
    bool prose = false;

    std::optional<FurnitureKind> kind;
    std::string why;
    std::size_t section = 0; ///< 1 + index of the heading it stands under
    std::vector<Cut> cuts;
    std::vector<Hit> hits;
    bool glued_hits = false; ///< the hits are only the beginning of the unit
    bool stamped = false;    ///< the whole unit is a publication line

    match::Held head_held, all_held; ///< what the first head_bytes of the range, and all of it, hold of what rows need

    /// What an area of the unit holds, or more.
    [[nodiscard]] const match::Held& held(Range area) const noexcept { return area.end <= range.begin + head_bytes ? head_held : all_held; }
    [[nodiscard]] bool is_furniture() const noexcept { return kind.has_value(); }
    [[nodiscard]] bool body_prose() const noexcept { return prose && !kind; }
};

/// Cuts the page into units and measures them.
[[nodiscard]] std::vector<Unit> measure(const text::Text& text, const Rules& rules);

/// True where the range looks like names: capitals, particles, words of bylines.
[[nodiscard]] bool is_name(const text::Text& text, const Rules& rules, Range range, std::size_t most_words);
/// True if every letter of the range is a capital.
[[nodiscard]] bool is_upper(const text::Text& text, Range range);
/// True if the first letter in the range is a capital.
[[nodiscard]] bool is_capital(const text::Text& text, Range range);
[[nodiscard]] Range trim(const text::Text& text, Range range);

/// The flags of a row hold for what it matched in the unit (offsets from unit.text).
[[nodiscard]] bool shape_fits(const text::Text& text, const Rules& rules, const FurnitureRule& rule, const Unit& unit,
                              const match::RuleSet::Match& match);

/// Furniture glued before, behind or inside the text of a unit; moves unit.text behind what is glued before.
void find_cuts(const text::Text& text, const Rules& rules, Unit& unit, Windows& windows);

/// Publication lines, bare dates and their like on one unit; sets hits, glued_hits, stamped.
void find_stamps(const text::Text& text, const Rules& rules, Unit& unit, Windows& windows);

struct DatelineHit {
    Range range, place, agency;
    Fields fields;
    bool lead = false;
    bool whole = false; ///< the unit is nothing else
    std::string why;
};
/// Every reading of the beginning of `rest`, the end of a unit, as a dateline.
[[nodiscard]] std::vector<DatelineHit> datelines(const text::Text& text, const Rules& rules, const Unit& unit, Range rest, Windows& windows);
/// The best of them: one with a day before one without.
[[nodiscard]] std::optional<DatelineHit> find_dateline(const text::Text& text, const Rules& rules, const Unit& unit, Range rest, Windows& windows);

} // namespace stoltenberg::article
