#include "time/calendar.hpp"

#include <algorithm>
#include <chrono>

#include <date/date.h>
#include <date/islamic.h>
#include <date/iso_week.h>

namespace stoltenberg::time {
namespace {

date::sys_days sys(Day day) noexcept { return date::sys_days{date::days{day.time_since_epoch().count()}}; }
Day local(date::sys_days day) noexcept { return Day{std::chrono::days{day.time_since_epoch().count()}}; }

// The date library's years are 16 bits wide: beyond these bounds arithmetic stays at them, far outside what is written (years 0 to 9999).
constexpr int first_year = -20000, last_year = 30000;
constexpr int most_steps = 4'000'000;

int floor_div(int a, int b) noexcept { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

} // namespace

Date date_of(Day day) noexcept {
    const date::year_month_day ymd{sys(day)};
    return {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day())};
}

unsigned days_in_month(int year, unsigned month) noexcept {
    const date::year_month_day_last last{date::year{year}, date::month_day_last{date::month{month}}};
    return static_cast<unsigned>(last.day());
}

Day clamped(int year, int month, unsigned day) noexcept {
    if (month < 1 || month > 12) {
        const int years = floor_div(month - 1, 12);
        year += years;
        month -= 12 * years;
    }
    const int y = std::clamp(year, first_year, last_year);
    const auto m = static_cast<unsigned>(month);
    const unsigned last = days_in_month(y, m);
    return local(date::sys_days{date::year{y} / static_cast<int>(m) / static_cast<int>(day > last ? last : day)});
}

unsigned weekday_of(Day day) noexcept { return date::weekday{sys(day)}.iso_encoding(); }

IsoWeek iso_week_of(Day day) noexcept {
    const iso_week::year_weeknum_weekday w{sys(day)};
    return {static_cast<int>(w.year()), static_cast<unsigned>(w.weeknum())};
}

Day floor(Day day, Grain grain) noexcept {
    using std::chrono::days;
    if (grain <= Grain::day) return day;
    if (grain <= Grain::fortnight) return day - days{weekday_of(day) - 1} + days{grain == Grain::weekend ? 5 : 0};
    const Date d = date_of(day);
    switch (grain) {
    case Grain::month: return clamped(d.year, static_cast<int>(d.month), 1);
    case Grain::quarter: return clamped(d.year, static_cast<int>((d.month - 1) / 3 * 3 + 1), 1);
    case Grain::half: return clamped(d.year, d.month > 6 ? 7 : 1, 1);
    case Grain::season: {
        const int m = static_cast<int>(d.month);
        if (m < 3) return clamped(d.year - 1, 12, 1);
        return clamped(d.year, m / 3 * 3, 1);
    }
    case Grain::year: return clamped(d.year, 1, 1);
    case Grain::decade: return clamped(floor_div(d.year, 10) * 10, 1, 1);
    case Grain::century: return clamped(floor_div(d.year, 100) * 100, 1, 1);
    default: return day;
    }
}

Day next(Day start, Grain grain, int n) noexcept {
    n = std::clamp(n, -most_steps, most_steps);
    const Date d = date_of(start);
    const int m = static_cast<int>(d.month);
    const auto by_days = [&](int count) {
        static const Day first = clamped(first_year, 1, 1), last = clamped(last_year, 12, 31);
        return std::clamp(start + std::chrono::days{count}, first, last);
    };
    switch (grain) {
    case Grain::week:
    case Grain::weekend: return by_days(7 * n);
    case Grain::fortnight: return by_days(14 * n);
    case Grain::month: return clamped(d.year, m + n, d.day);
    case Grain::quarter:
    case Grain::season: return clamped(d.year, m + 3 * n, d.day);
    case Grain::half: return clamped(d.year, m + 6 * n, d.day);
    case Grain::year: return clamped(d.year + n, m, d.day);
    case Grain::decade: return clamped(d.year + 10 * n, m, d.day);
    case Grain::century: return clamped(d.year + 100 * n, m, d.day);
    default: return by_days(n);
    }
}

Day add(Day day, Grain grain, int n) noexcept { return next(day, grain, n); }

Day easter(int y) noexcept {
    const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451, month = (h + l - 7 * m + 114) / 31;
    return clamped(y, month, static_cast<unsigned>((h + l - 7 * m + 114) % 31 + 1));
}

std::optional<Day> islamic(int civil_year, unsigned month, unsigned day) noexcept {
    // The lunar year is 354 or 355 days: try the two Islamic years that may touch the civil one.
    const int first = (civil_year - 622) * 33 / 32;
    for (int y = first - 1; y <= first + 2; ++y) {
        if (y < 1) continue;
        const Day d = local(date::sys_days{islamic::year{y} / islamic::month{month} / islamic::day{day}});
        if (date_of(d).year == civil_year) return d;
    }
    return std::nullopt;
}

Day season_start(int year, int season) noexcept { return clamped(year, 3 + 3 * season, 1); }

} // namespace stoltenberg::time
