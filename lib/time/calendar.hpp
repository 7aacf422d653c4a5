// Calendar arithmetic: civil days, ISO weeks (ISO 8601-1), periods of every grain, moveable feasts. No language here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/reference.hpp"

namespace stoltenberg::time {

using base::Day;

/// Units of the calendar, finest first. `weekend` is Saturday and Sunday; `season` is meteorological (three months, winter
/// belongs to the year of its December).
enum class Grain : std::uint8_t {
    none,
    second,
    minute,
    hour,
    daypart,
    day,
    weekend,
    week,
    fortnight,
    month,
    quarter,
    half,
    season,
    year,
    decade,
    century
};

struct Date {
    int year = 0;
    unsigned month = 1, day = 1;
    friend auto operator<=>(const Date&, const Date&) = default;
};

[[nodiscard]] Date date_of(Day day) noexcept;
/// The day, with the day of the month cut to the length of the month; month may be any integer (13 = January of the next year).
[[nodiscard]] Day clamped(int year, int month, unsigned day) noexcept;
[[nodiscard]] unsigned days_in_month(int year, unsigned month) noexcept;
/// ISO 8601 weekday, 1 = Monday.
[[nodiscard]] unsigned weekday_of(Day day) noexcept;

struct IsoWeek {
    int year;
    unsigned week;
};
[[nodiscard]] IsoWeek iso_week_of(Day day) noexcept;
/// First day of the period of `grain` that holds `day`. A week-end belongs to the week it ends.
[[nodiscard]] Day floor(Day day, Grain grain) noexcept;
/// First day of the n-th next period; `start` is the first day of a period. Seconds to dayparts count as days.
[[nodiscard]] Day next(Day start, Grain grain, int n = 1) noexcept;
/// `day` moved by n units; days of the month that do not exist are cut ("31 January plus one month" = last of February).
[[nodiscard]] Day add(Day day, Grain grain, int n) noexcept;

enum class Feast : std::uint8_t { none, fixed, easter, islamic, nth_weekday };
/// Easter Sunday (Gregorian), Meeus/Jones/Butcher.
[[nodiscard]] Day easter(int year) noexcept;
/// Day `day` of month `month` of the tabular Islamic calendar that falls in the civil year (the first if two do). Observation may
/// differ by a day.
[[nodiscard]] std::optional<Day> islamic(int civil_year, unsigned month, unsigned day) noexcept;

/// Seasons as TIMEX3 writes them: 0 SP, 1 SU, 2 FA, 3 WI. First day of the season of a year.
[[nodiscard]] Day season_start(int year, int season) noexcept;

} // namespace stoltenberg::time
