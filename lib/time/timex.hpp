// Points in time as the resolver knows them, and how TIMEX3, EDTF and intervals write them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <type_traits>

#include <stoltenberg/document.hpp>

#include "base/short.hpp"
#include "time/calendar.hpp"
#include "time/node.hpp"

namespace stoltenberg::time {

/// A period of the calendar, perhaps narrowed to a third, a daypart or a minute, perhaps left open.
struct Point {
    bool known = false; ///< day is set
    Grain grain = Grain::day;
    Day day{};            ///< first day of the period
    Mod part = Mod::none; ///< start, mid, end
    Daypart daypart = Daypart::none;
    int minute = -1; ///< of the day
    bool utc = false;
    bool half_month = false; ///< START and END mean the halves (quinzaine)
    bool open_edtf = false;  ///< `open` is EDTF too
    Anchor anchor = Anchor::none;
    base::Short<23> open;                         ///< TIMEX3 value when not known: `XXXX-WXX-1`
    std::optional<std::array<Day, 2>> candidates; ///< readings that contradict one another, ascending
    friend bool operator==(const Point&, const Point&) = default;
};
static_assert(std::is_trivially_copyable_v<Point>); // resolved again and again where the day of reference is in doubt

/// `2022-02-07`, `2022-W06`, `2022-02-07TEV`, …
[[nodiscard]] std::string timex_value(const Point& point);
/// EDTF level 0 to 2, or empty where it has no form. `mod` opens the interval or makes it approximate.
[[nodiscard]] std::string edtf(const Point& point, Mod mod);
/// Half-open interval in local civil time.
[[nodiscard]] std::optional<Interval> interval(const Point& point, Mod mod);
[[nodiscard]] std::string granularity(const Point& point);
[[nodiscard]] std::string_view mod_name(Mod mod) noexcept;
/// What the point says, before what its expression says.
[[nodiscard]] std::string_view point_mod(const Point& point, Mod own) noexcept;
[[nodiscard]] std::string_view daypart_code(Daypart daypart) noexcept;

/// First day and the day behind the last of a point's period, its third included.
struct Days {
    Day from, until;
};
[[nodiscard]] Days days(const Point& point) noexcept;

/// `P3D`, `PT48H`, `P2Y6M`, `PXW`.
[[nodiscard]] std::string duration_value(const Node& node);

} // namespace stoltenberg::time
