#include "time/resolver.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/few.hpp"

namespace stoltenberg::time {
namespace {

using D = std::chrono::days;
constexpr int max_depth = 12;

std::string two(int v) { return (v < 10 ? "0" : "") + std::to_string(v); }

Point known(Day day, Grain grain, Anchor anchor) {
    Point p;
    p.known = true;
    p.day = day;
    p.grain = grain;
    p.anchor = anchor;
    return p;
}

std::array<Day, 2> ascending(Day a, Day b) { return {std::min(a, b), std::max(a, b)}; }

/// The value of what cannot be placed, by its grain.
Point open_point(Grain grain) {
    Point p;
    p.grain = grain;
    switch (grain) {
    case Grain::week:
    case Grain::fortnight: p.open = "XXXX-WXX"; break;
    case Grain::weekend: p.open = "XXXX-WXX-WE"; break;
    case Grain::month: p.open = "XXXX-XX"; break;
    case Grain::quarter: p.open = "XXXX-QX"; break;
    case Grain::half: p.open = "XXXX-HX"; break;
    case Grain::season:
    case Grain::year: p.open = "XXXX"; break;
    case Grain::decade: p.open = "XXX"; break;
    case Grain::century: p.open = "XX"; break;
    default: p.open = "XXXX-XX-XX";
    }
    return p;
}

Point open_point(std::string_view value, Grain grain) {
    Point p;
    p.grain = grain;
    p.open = value;
    return p;
}

Point open_day(int month, int day) {
    Point p = open_point("XXXX-" + two(month) + '-' + two(day), Grain::day);
    p.open_edtf = true;
    return p;
}

Point open_weekday(int weekday) { return open_point("XXXX-WXX-" + std::to_string(weekday), Grain::day); }

/// To the next day, of an open weekday too.
void forward(Point& p) {
    if (p.known)
        p.day += D{1};
    else if (p.open.view().starts_with("XXXX-WXX-"))
        p.open.back() = p.open.back() == '7' ? '1' : static_cast<char>(p.open.back() + 1);
}

/// ISO 8601 writes years in four digits: what begins before the year 0 or ends behind 9999 ("il y a 99999 ans") stays open.
bool writable(const Point& p) {
    constexpr Day sure_from{D{-646479}}, sure_until{D{2859849}}; // the first days of 200 and of 9800
    const auto sure = [&](Day d) { return d >= sure_from && d < sure_until; };
    if (p.candidates) return std::all_of(p.candidates->begin(), p.candidates->end(), sure);
    if (!p.known || sure(p.day)) return true;
    const Days span = days(p);
    return date_of(span.from - D{1}).year >= 0 && date_of(span.until + D{1}).year <= 9999; // a day about it for "before" and for nights
}

Grain period_grain(Grain g) { return g < Grain::day ? Grain::day : g; }

} // namespace

void Resolver::focus(const Point& point, std::size_t sentence, bool varies) {
    // An open point, too, takes the focus from an older one: "lundi" without a reference, then "le lendemain".
    focus_varies_ = focus_varies_ || varies;
    focus_ = &point;
    if (point.grain > Grain::day) return;
    focus_day_ = &point;
    focus_sentence_ = sentence;
}

void Resolver::story(const Point& point, const Options& o, bool varies) {
    story_varies_ = story_varies_ || varies;
    if (point.known && point.grain == Grain::day && !point.candidates) story_ = {point.day, o.sentence, o.fronted};
}

std::optional<int> Resolver::frame_year(const Node& node, const Options& o) const {
    if (!frame_ || o.begin >= frame_->until || node.rel != Rel::none || o.forced) return std::nullopt;
    if (frame_->varies && dct()) {
        const int now = date_of(*dct()).year;
        if ((o.tense == Tense::future && frame_->year < now) || (o.tense == Tense::past && frame_->year > now)) return std::nullopt;
    }
    return frame_->year;
}

std::optional<Day> Resolver::sequel(int month, unsigned day, std::optional<Day> plain, const Options& o) const {
    constexpr std::size_t sentences = 2;
    constexpr int step = 100, far = 60,
                  recent = 1500; // days: how far a story goes on at a step; what is nearer to the day of writing belongs to that
    if (!story() || o.forced || o.sentence > story()->sentence + sentences) return std::nullopt;
    // Of days gone by, one of the two opens its sentence, or both stand in one and are not long gone: "Né le 3 mars 1950, il est mort le
    // 15 avril" tells no story.
    const bool ahead = o.tense == Tense::future && dct() && story()->day > *dct();
    const bool lately = o.tense == Tense::past && o.sentence == story()->sentence && dct() && (*dct() - story()->day).count() <= recent;
    if (!ahead && !lately && !story()->fronted && !o.fronted) return std::nullopt;
    const bool against = plain && o.tense == Tense::past && *plain > *dct();
    if (plain && !against && std::abs((*plain - *dct()).count()) <= far) return std::nullopt;
    if (dct() && ((o.tense == Tense::future && story()->day < *dct()) || (o.tense == Tense::past && story()->day > *dct()))) {
        if (!o.announced) return std::nullopt;
    }
    const int year = date_of(story()->day).year;
    for (const int y : {year, year + 1}) {
        if (day > days_in_month(y, static_cast<unsigned>(month))) continue;
        const Day d = clamped(y, month, day);
        if (d > story()->day) return (d - story()->day).count() <= step ? std::optional(d) : std::nullopt;
    }
    return std::nullopt;
}

int Resolver::full_year(const Node& node) const {
    if (!node.two_digits || node.year < 0 || node.year > 99) return node.year;
    const int reference = dct() ? date_of(*dct()).year : 2020;
    int year = reference / 100 * 100 + node.year;
    if (year > reference + 10) year -= 100;
    return year;
}

std::optional<Day> Resolver::feast_day(int feast, int year) const {
    const Grammar::FeastRow& f = grammar_.feasts()[static_cast<std::size_t>(feast)];
    switch (f.kind) {
    case Feast::fixed: return clamped(year, f.month, static_cast<unsigned>(f.day));
    case Feast::easter: return easter(year) + D{f.day};
    case Feast::islamic: return islamic(year, static_cast<unsigned>(f.month), static_cast<unsigned>(f.day));
    case Feast::nth_weekday: { // month, day = 10 × n + ISO weekday; n = 5: the last
        const int n = f.day / 10;
        const auto w = static_cast<unsigned>(f.day % 10);
        if (n == 5) {
            Day d = clamped(year, f.month, 31);
            while (weekday_of(d) != w) d -= D{1};
            return f.clear && d == easter(year) + D{*f.clear} ? d + D{7} : d;
        }
        Day d = clamped(year, f.month, 1);
        while (weekday_of(d) != w) d += D{1};
        return d + D{7 * (n - 1)};
    }
    default: return std::nullopt;
    }
}

std::optional<Day> Resolver::choose(std::span<const Day> days, const Options& o) const {
    if (days.empty()) return std::nullopt;
    const Day ref = *dct();
    const Day* before = nullptr;
    const Day* after = nullptr;
    for (const Day& d : days) {
        if (d <= ref) before = &d;
        if (d >= ref && !after) after = &d;
    }
    if (o.forced && o.tense == Tense::future) return after ? *after : days.back();
    if (o.forced && o.tense == Tense::past) return before ? *before : days.front();
    if (!before) return after ? *after : ref; // one of the two is there: no day is neither
    if (!after) return *before;
    const auto back = (ref - *before).count();
    const auto ahead = (*after - ref).count();
    const bool near_is_past = back <= ahead;
    // The nearest; the tense decides where both are far.
    if (o.tense == Tense::past && !near_is_past && ahead > 60 && back < 330) return *before;
    // A present tense beside a date gone by tells a story ("le 3 janvier, il porte plainte").
    if (o.tense == Tense::future && near_is_past && back > 30 && !o.announced) return *after;
    return near_is_past ? *before : *after;
}

Point Resolver::weekday(const Node& node, const Options& o) const {
    const auto w = static_cast<unsigned>(node.weekday);
    const bool from_focus = node.rel == Rel::following || node.rel == Rel::preceding || node.rel == Rel::same;
    std::optional<Day> ref = dct();
    Anchor anchor = Anchor::dct;
    if (from_focus && focus() && focus()->known) {
        ref = focus_day() && focus_day()->known ? focus_day()->day : focus()->day;
        anchor = Anchor::previous;
    }
    if (!ref || node.rel == Rel::any) {
        return open_weekday(node.weekday);
    }
    const int delta = static_cast<int>(w) - static_cast<int>(weekday_of(*ref)); // -6 … 6
    const int ahead = (delta % 7 + 7) % 7;                                      // 0 … 6
    const int back = ahead == 0 ? 0 : 7 - ahead;
    int shift = 0;
    // Copy of the small hours was written the evening before.
    const bool small_hours = minute_ && *minute_ < 300 && back == 1 && !o.forced && o.sentence <= 1;
    if (small_hours && (node.rel == Rel::current || (node.rel == Rel::none && o.announced))) return known(*ref - D{1}, Grain::day, anchor);
    if (node.days > 0) return known(*ref + D{ahead + node.days}, Grain::day, anchor); // "lundi en huit"
    switch (node.rel) {
    case Rel::last:
    case Rel::preceding: shift = back == 0 ? -7 : -back; break;
    case Rel::next:
    case Rel::following: shift = ahead == 0 ? 7 : ahead; break;
    case Rel::same: shift = delta; break;
    default:
        if (o.tense == Tense::future)
            shift = ahead == 0 && o.strict_future && node.rel != Rel::current ? 7 : ahead;
        else if (o.tense == Tense::past)
            shift = o.strict_future && back == 0 ? -7 : -back;
        else
            shift = (node.rel == Rel::current || o.announced) && ahead <= back ? ahead : -back;
    }
    return known(*ref + D{shift + node.days}, Grain::day, anchor);
}

Point Resolver::day_month(const Node& node, const Options& o, int month, unsigned day) const {
    if (day > days_in_month(2020, static_cast<unsigned>(month))) return open_point(Grain::day);
    const auto open = [&] { return open_day(month, static_cast<int>(day)); };
    if (node.rel == Rel::any) return open(); // "un 29 février"
    const auto told = [&](Day d) { return known(d, Grain::day, Anchor::previous); };
    const auto fits = [&](Day d) { return node.weekday == Node::unset || weekday_of(d) == static_cast<unsigned>(node.weekday); };
    if (const auto y = frame_year(node, o); y && day <= days_in_month(*y, static_cast<unsigned>(month))) {
        if (const Day d = clamped(*y, month, day); fits(d)) return told(d);
    }
    if (!dct()) {
        const auto d = node.rel == Rel::none ? sequel(month, day, std::nullopt, o) : std::nullopt;
        return d && fits(*d) ? told(*d) : open();
    }
    const int year = date_of(*dct()).year;
    base::Few<Day, 17> days;
    const int reach = month == 2 && day == 29 ? 8 : node.weekday != Node::unset ? 2 : 1;
    for (int y = year - reach; y <= year + reach; ++y) {
        if (day <= days_in_month(y, static_cast<unsigned>(month))) days.push_back(clamped(y, month, day));
    }
    if (node.rel == Rel::last) {
        for (const Day* d = days.end(); d-- != days.begin();) {
            if (*d < *dct()) return known(*d, Grain::day, Anchor::dct);
        }
    }
    if (node.rel == Rel::next) {
        for (const Day d : days) {
            if (d > *dct()) return known(d, Grain::day, Anchor::dct);
        }
    }
    const auto plain = choose(days.view(), o);
    if (!plain) return open();
    if (const auto d = node.rel == Rel::none ? sequel(month, day, plain, o) : std::nullopt; d && fits(*d)) return told(*d);
    Point p = known(*plain, Grain::day, Anchor::dct);
    if (fits(*plain)) return p;
    base::Few<Day, 17> fitting;
    for (const Day d : days) {
        if (fits(d)) fitting.push_back(d);
    }
    if (!fitting.empty() && std::abs((*plain - *dct()).count()) > 60) {
        const auto with = choose(fitting.view(), o);
        // Only a near year is what a writer means who leaves the year out.
        if (with && std::abs((*with - *dct()).count()) < 400) {
            p.day = *with;
            return p;
        }
    }
    const int delta = static_cast<int>(node.weekday) - static_cast<int>(weekday_of(*plain));
    const int near = delta > 3 ? delta - 7 : delta < -3 ? delta + 7 : delta;
    p.candidates = ascending(*plain, *plain + D{near});
    return p;
}

Point Resolver::day_only(const Node& node, const Options& o) const {
    const auto day = static_cast<unsigned>(node.day);
    const bool in_focus = focus() && focus()->known && node.weekday == Node::unset && !o.forced;
    if (!dct() && !in_focus) {
        if (node.weekday != Node::unset) return open_weekday(node.weekday);
        Point open = open_point("XXXX-XX-" + two(node.day), Grain::day);
        open.open_edtf = true;
        return open;
    }
    const bool by_focus = in_focus && (focus()->anchor != Anchor::dct || focus()->grain == Grain::month || focus()->grain == Grain::day);
    const Day ref = by_focus ? focus()->day : *dct();
    const Date r = date_of(ref);
    const auto on = [&](int months) -> std::optional<Day> {
        const Day first = clamped(r.year, static_cast<int>(r.month) + months, 1);
        const Date f = date_of(first);
        if (day > days_in_month(f.year, f.month)) return std::nullopt;
        return first + D{static_cast<int>(day) - 1};
    };
    if (node.weekday != Node::unset) {
        // The month in which the day falls on the weekday, nearest first, in the direction of the clause.
        const int first = o.tense == Tense::future ? 1 : -1;
        for (int k = 0; k <= 14; ++k) {
            for (const int sign : {first, -first}) {
                if (o.forced && sign != first && k > 0) continue;
                const auto d = on(k * sign);
                if (d && weekday_of(*d) == static_cast<unsigned>(node.weekday) && (!o.forced || k > 0 || (*d >= ref) == (first > 0))) {
                    return known(*d, Grain::day, Anchor::dct);
                }
                if (k == 0) break;
            }
        }
    }
    std::optional<Day> best = on(0);
    if (!by_focus) {
        if (o.tense == Tense::future && best && *best < ref)
            best = on(1);
        else if ((o.tense == Tense::past && best && *best > ref) || (o.tense == Tense::none && best && (*best - ref).count() > 20))
            best = on(-1);
        else if (!best)
            best = o.tense == Tense::future ? on(1) : on(-1);
    } else if (!best) {
        best = on(-1);
    }
    if (!best) return open_point("XXXX-XX-" + two(node.day), Grain::day);
    return known(*best, Grain::day, by_focus ? Anchor::previous : Anchor::dct);
}

Point Resolver::feast(const Node& node, const Options& o) const {
    const Grammar::FeastRow& f = grammar_.feasts()[static_cast<std::size_t>(node.feast)];
    const Grain grain = f.length >= 28 ? Grain::month : Grain::day;
    const auto open = [&] {
        Point p = f.kind == Feast::fixed ? open_day(f.month, f.day) : open_point(grain);
        p.grain = grain;
        return p;
    };
    if (node.year != Node::unset) {
        const auto d = feast_day(node.feast, full_year(node));
        return d ? known(*d + D{node.days}, Grain::day, node.two_digits ? Anchor::dct : Anchor::none) : open();
    }
    if (node.of != 0) {
        const Point p = point(node.of, o, 1);
        if (!p.known) return open();
        const auto d = feast_day(node.feast, date_of(p.day).year);
        return d ? known(*d + D{node.days}, Grain::day, p.anchor) : open();
    }
    if (!dct()) return open();
    base::Few<Day, 5> days;
    const int year = date_of(*dct()).year;
    for (int y = year - 2; y <= year + 2; ++y) {
        if (const auto d = feast_day(node.feast, y)) days.push_back(*d + D{node.days});
    }
    if (node.rel == Rel::last) {
        for (const Day* d = days.end(); d-- != days.begin();) {
            if (*d < *dct()) return known(*d, Grain::day, Anchor::dct);
        }
    } else if (node.rel == Rel::next) {
        for (const Day d : days) {
            if (d > *dct()) return known(d, Grain::day, Anchor::dct);
        }
    }
    const auto d = choose(days.view(), o);
    return d ? known(*d, Grain::day, Anchor::dct) : open();
}

/// Months, seasons, quarters and halves without a year.
Point Resolver::cyclic(const Node& node, const Options& o) const {
    Grain grain = Grain::month;
    int month = node.month;
    if (node.season != Node::unset) {
        grain = Grain::season;
        month = 3 + 3 * node.season;
    } else if (node.quarter != Node::unset) {
        grain = Grain::quarter;
        month = 3 * node.quarter - 2;
    } else if (node.half != Node::unset) {
        grain = Grain::half;
        month = 6 * node.half - 5;
    }
    const auto name = [&]() -> std::string {
        static constexpr std::array<const char*, 4> seasons{"SP", "SU", "FA", "WI"};
        switch (grain) {
        case Grain::season: return seasons[static_cast<std::size_t>(node.season & 3)];
        case Grain::quarter: return "Q" + std::to_string(node.quarter);
        case Grain::half: return "H" + std::to_string(node.half);
        default: return two(month);
        }
    };
    const auto of_year = [&](int year) { return clamped(year, month, 1); };
    if (node.year != Node::unset) return known(of_year(full_year(node)), grain, node.two_digits ? Anchor::dct : Anchor::none);
    if (const auto y = frame_year(node, o)) return known(of_year(*y), grain, Anchor::previous);
    std::optional<Day> ref;
    if (node.rel != Rel::any) ref = dct();
    Anchor anchor = Anchor::dct;
    const bool from_focus = node.rel == Rel::following || node.rel == Rel::preceding || node.rel == Rel::same;
    if (from_focus && focus() && focus()->known) {
        ref = focus()->day;
        anchor = Anchor::previous;
    }
    if (!ref) {
        Point p = open_point("XXXX-" + name(), grain);
        p.open_edtf = grain == Grain::month;
        return p;
    }
    const Day here = floor(*ref, grain);
    const int year = date_of(*ref).year;
    const Day last = of_year(year - 1), current = of_year(year);
    // Nearest period that begins at or before the reference's, at or after it; a winter's begins the year before.
    const Day before = current <= here ? current : last;
    const Day after = last >= here ? last : current >= here ? current : of_year(year + 1);
    const auto strictly = [&](int sign) {
        if (sign < 0) return before == here ? clamped(date_of(before).year - 1, month, 1) : before;
        return after == here ? clamped(date_of(after).year + 1, month, 1) : after;
    };
    Day out{};
    switch (node.rel) {
    case Rel::last:
    case Rel::preceding: out = strictly(-1); break;
    case Rel::next:
    case Rel::following: out = strictly(1); break;
    case Rel::same: out = of_year(year); break;
    case Rel::over:
        out = strictly(-1);
        // "seront publiés": of the period just over, or of one that will be.
        if (const Day ended = floor(here - D{1}, grain); o.tense == Tense::future && out < ended) out = after;
        break;
    case Rel::current:
        if (grain == Grain::season) {
            out = o.tense == Tense::past ? before : after;
            break;
        }
        [[fallthrough]];
    default: {
        if (grain == Grain::quarter || grain == Grain::half) {
            out = of_year(year);
            if (o.tense == Tense::past) out = before;
            if (o.tense == Tense::future) out = after;
            break;
        }
        const auto back = (here - before).count();
        const auto ahead = (after - here).count();
        if (o.tense == Tense::past)
            out = before;
        else if (o.tense == Tense::future)
            out = after;
        else
            out = back <= ahead + 60 ? before : after;
    }
    }
    return known(out, grain, anchor);
}

Point Resolver::calendar(const Node& node, const Options& o, int depth) const {
    if (node.feast != Node::unset) return feast(node, o);
    if (node.decade != Node::unset) {
        const int d = node.decade < 100 ? 1900 + node.decade : node.decade;
        // "les années 20": the decade of this century as soon as it has begun
        const int year = dct() ? date_of(*dct()).year : 2020;
        const int start = node.decade < 100 && node.decade + 2000 <= year && node.decade < 30 ? 2000 + node.decade : d;
        return known(clamped(start, 1, 1), Grain::decade, Anchor::none);
    }
    if (node.century != Node::unset) return known(clamped((std::min(node.century, 1000) - 1) * 100, 1, 1), Grain::century, Anchor::none);
    if (node.of != 0 && (node.weekday != Node::unset || node.month != Node::unset || node.season != Node::unset || node.quarter != Node::unset ||
                         node.half != Node::unset)) {
        Point p = point(node.of, o, depth + 1);
        if (!p.known) return p;
        if (node.weekday != Node::unset) {
            if (node.rel == Rel::following || node.rel == Rel::preceding) { // "le mardi après Pâques"
                const int ahead = (node.weekday - static_cast<int>(weekday_of(p.day)) + 7) % 7;
                const int shift = node.rel == Rel::following ? (ahead == 0 ? 7 : ahead) : ahead - 7;
                return known(p.day + D{shift}, Grain::day, p.anchor);
            }
            const Day monday = floor(p.day, Grain::week);
            return known(monday + D{node.weekday - 1}, Grain::day, p.anchor);
        }
        Node with = node;
        with.of = 0;
        with.year = date_of(p.day).year;
        with.two_digits = false;
        Point out = node.day != Node::unset ? known(clamped(with.year, with.month, static_cast<unsigned>(node.day)), Grain::day, p.anchor)
                                            : cyclic(with, o);
        out.anchor = p.anchor;
        return out;
    }
    if (node.day != Node::unset && node.month != Node::unset) {
        const auto day = static_cast<unsigned>(node.day);
        if (node.month < 1 || node.month > 12) return open_point(Grain::day);
        if (node.year == Node::unset) return day_month(node, o, node.month, day);
        const int year = full_year(node);
        if (day > days_in_month(year, static_cast<unsigned>(node.month))) return open_point(two(year) + "-" + two(node.month) + "-XX", Grain::day);
        Point p = known(clamped(year, node.month, day), Grain::day, node.two_digits ? Anchor::dct : Anchor::none);
        if (node.weekday != Node::unset && weekday_of(p.day) != static_cast<unsigned>(node.weekday)) {
            const int delta = node.weekday - static_cast<int>(weekday_of(p.day));
            const int near = delta > 3 ? delta - 7 : delta < -3 ? delta + 7 : delta;
            p.candidates = ascending(p.day, p.day + D{near});
        }
        return p;
    }
    if (node.day != Node::unset) return day_only(node, o);
    if (node.weekday != Node::unset) return weekday(node, o);
    if (node.month != Node::unset || node.season != Node::unset || node.quarter != Node::unset || node.half != Node::unset) return cyclic(node, o);
    if (node.year != Node::unset) return known(clamped(full_year(node), 1, 1), Grain::year, node.two_digits ? Anchor::dct : Anchor::none);
    return open_point(Grain::day);
}

Point Resolver::shift(const Node& node, const Options& o, int depth) const {
    const Grain grain = node.grain == Grain::none ? Grain::day : node.grain;
    const int n = node.n == Node::unset ? 0 : node.n;
    std::optional<Day> base;
    Anchor anchor = Anchor::dct;
    if (node.of != 0) {
        const Point p = point(node.of, o, depth + 1);
        if (!p.known) return open_point(grain);
        base = p.day;
        anchor = p.anchor;
    } else if (node.from == From::focus) {
        // "la veille" leans on a day told just before; far from one, on the day of writing.
        const bool far = grain <= Grain::day && n != 0 && dct() && focus_day() && o.sentence > focus_sentence_ + 2;
        const auto& f = grain <= Grain::day && focus_day() ? focus_day() : focus();
        if (f && f->known && !far) {
            base = f->day;
            anchor = Anchor::previous;
        } else {
            base = dct();
        }
        // "Mardi, … La veille, …" of no known week: a Monday. What follows a day may lie ahead of the day of writing, so it stays open.
        const bool near = n == 0 || o.sentence <= focus_sentence_ + 2;
        if (!base && f && !f->known && grain <= Grain::day && n <= 0 && near && f->open.view().starts_with("XXXX-WXX-") &&
            f->open.view().size() == 10) {
            const int day = f->open.view()[9] - '1' + n % 7;
            if (f->open.view()[9] >= '1' && f->open.view()[9] <= '7') return open_weekday((day + 7) % 7 + 1);
        }
    } else if (node.from == From::clause) {
        if (o.clause_point && o.clause_point->known) return known(o.clause_point->day, grain, Anchor::previous);
        // "Au lendemain de sa défaite, le parti cherche un chef" is written on that day; what is told in the past may be long gone.
        if (!dct() || o.tense == Tense::past) return open_point(grain);
        return known(*dct(), grain, Anchor::dct);
    } else {
        base = dct();
    }
    if (!base) return open_point(grain);
    if (grain <= Grain::day) {
        Day day = *base + D{n};
        if (node.weekday != Node::unset) { // a gloss, "demain (mardi)": said on another day than it was written
            const int delta = node.weekday - static_cast<int>(weekday_of(day));
            day += D{delta > 3 ? delta - 7 : delta < -3 ? delta + 7 : delta};
        }
        return known(day, Grain::day, anchor);
    }
    Day start = floor(*base, grain);
    if (anchor == Anchor::dct && grain == Grain::weekend) {
        const unsigned w = weekday_of(*base);
        if (n == 0 && o.tense == Tense::past && w <= 3) return known(start - D{7}, grain, anchor);
        if (n > 0 && w <= 5) return known(start + D{7 * (n - 1)}, grain, anchor);
    }
    return known(next(start, grain, n), grain, anchor);
}

Point Resolver::nth(const Node& node, const Options& o, int depth) const {
    const Point in = point(node.of, o, depth + 1);
    const int n = node.n == Node::unset ? 1 : node.n;
    const Grain grain = node.weekday != Node::unset ? Grain::day : node.grain;
    if (!in.known) return open_point(period_grain(grain));
    const Days range = days(in);
    const Anchor anchor = in.anchor;
    if (node.weekday != Node::unset || grain == Grain::weekend) {
        const unsigned w = node.weekday != Node::unset ? static_cast<unsigned>(node.weekday) : 6;
        const Grain g = grain == Grain::weekend ? Grain::weekend : Grain::day;
        if (n > 0) {
            Day d = range.from;
            while (weekday_of(d) != w) d += D{1};
            return known(d + D{7 * (n - 1)}, g, anchor);
        }
        Day d = range.until - D{1};
        while (weekday_of(d) != w) d -= D{1};
        return known(d + D{7 * (n + 1)}, g, anchor);
    }
    if (grain == Grain::week) { // a week belongs to the period that holds its Thursday
        if (n > 0) {
            Day d = range.from;
            while (weekday_of(d) != 4) d += D{1};
            return known(floor(d, Grain::week) + D{7 * (n - 1)}, grain, anchor);
        }
        Day d = range.until - D{1};
        while (weekday_of(d) != 4) d -= D{1};
        return known(floor(d, Grain::week) + D{7 * (n + 1)}, grain, anchor);
    }
    if (grain == Grain::fortnight) {
        Point p = known(floor(in.day, Grain::month), Grain::month, anchor);
        p.part = n == 1 ? Mod::start : Mod::end;
        p.half_month = true;
        return p;
    }
    if (grain == Grain::day || grain == Grain::none) {
        return known(n > 0 ? range.from + D{n - 1} : range.until + D{n}, Grain::day, anchor);
    }
    if (n > 0) return known(next(range.from, grain, n - 1), grain, anchor);
    return known(next(floor(range.until - D{1}, grain), grain, n + 1), grain, anchor);
}

Point Resolver::offset(const Node& node, const Options& o, int depth) const {
    const Node& length = nodes_[node.of];
    const int sign = node.n < 0 ? -1 : 1;
    Grain grain = length.grain;
    long long n = length.n == Node::unset ? 0 : length.n;
    if (length.grain2 != Grain::none && length.n2 != Node::unset) {
        // "un an et demi": count in the finer unit
        if (length.grain == Grain::year && length.grain2 == Grain::month) n = 12 * n + length.n2, grain = Grain::month;
    }
    if (grain == Grain::hour && n % 24 == 0) grain = Grain::day, n /= 24;
    if (n > 4000000) n = 4000000;
    const int steps = sign * static_cast<int>(n);
    std::optional<Day> base = dct();
    int minute = minute_.value_or(-1); // -1: unknown
    Anchor anchor = Anchor::dct;
    Point at;
    if (node.a != 0 || node.b != 0) {
        at = point(node.a != 0 ? node.a : node.b, o, depth + 1);
        if (!at.known) return open_point(period_grain(grain));
        base = at.day;
        anchor = at.anchor;
        minute = at.minute;
    } else if (node.from == From::focus && focus_day() && focus_day()->known) {
        base = focus_day()->day;
        anchor = Anchor::previous;
        minute = focus_day()->minute;
        if (focus() && focus()->known && grain > focus_day()->grain && focus()->grain > Grain::day) base = focus()->day;
    } else if (node.from == From::focus && focus() && focus()->known) {
        if (focus()->grain > grain) return open_point(period_grain(grain)); // "en août, puis trois semaines plus tard"
        base = focus()->day;
        anchor = Anchor::previous;
    }
    if (!base) return open_point(period_grain(grain));
    if (grain == Grain::hour || grain == Grain::minute || grain == Grain::second) {
        if (minute < 0) {
            Point p = known(*base, Grain::day, anchor);
            return p;
        }
        const long long delta = grain == Grain::hour ? 60LL * steps : grain == Grain::minute ? steps : steps / 60;
        long long m = minute + delta;
        const long long day = m >= 0 ? m / 1440 : -((1439 - m) / 1440);
        m -= day * 1440;
        Point p = known(*base + D{day}, Grain::day, anchor);
        p.minute = static_cast<int>(m);
        return p;
    }
    if (grain == Grain::week) return known(*base + D{7 * steps}, Grain::day, anchor);
    if (grain == Grain::fortnight) return known(*base + D{14 * steps}, Grain::day, anchor);
    if (grain <= Grain::day || grain == Grain::weekend) return known(*base + D{steps}, Grain::day, anchor);
    // Counted from a day, the unit is the precision: three months ago is a month, ten years ago a year.
    Grain result = grain == Grain::quarter || grain == Grain::half || grain == Grain::season ? Grain::month : grain;
    if (result == Grain::decade) result = Grain::year;
    if ((node.a != 0 || node.b != 0) && at.grain <= Grain::day && depth >= 0) {
        return known(add(*base, grain, steps), Grain::day, anchor);
    }
    if (node.rel == Rel::same) return known(add(*base, grain, steps), Grain::day, anchor);
    return known(floor(add(*base, grain, steps), result), result, anchor);
}

Point Resolver::point(std::uint32_t index, const Options& o, int depth) const {
    if (index == 0 || index >= nodes_.size() || depth > max_depth) return open_point(Grain::day);
    const Node& node = nodes_[index];
    Point out;
    switch (node.op) {
    case Op::calendar: out = calendar(node, o, depth); break;
    case Op::shift: out = shift(node, o, depth); break;
    case Op::nth: out = nth(node, o, depth); break;
    case Op::offset: out = offset(node, o, depth); break;
    case Op::part: {
        out = point(node.of, o, depth + 1);
        const Node& of = nodes_[node.of];
        // "en début de semaine", said in the past on a Monday, is the week just over.
        if (of.op == Op::shift && of.grain == Grain::week && of.n == 0 && of.rel == Rel::none && out.known && dct() && out.anchor == Anchor::dct &&
            o.tense == Tense::past) {
            const unsigned w = weekday_of(*dct());
            if ((node.part == Mod::start && w == 1) || (node.part == Mod::end && w <= 3) || (node.part == Mod::mid && w <= 2)) out.day -= D{7};
        }
        out.part = node.part;
        break;
    }
    case Op::daypart: {
        if (node.of != 0) {
            out = point(node.of, o, depth + 1);
            const Node& of = nodes_[node.of];
            const bool tonight = of.op == Op::shift && of.grain == Grain::day && of.n == 0 && of.from == From::dct;
            // "cette nuit", of what has happened, began the evening before.
            if (tonight && node.daypart == Daypart::night && o.tense == Tense::past && out.known && dct()) out.day -= D{1};
            // "ce soir" told in the past, written after midnight
            if (tonight && node.daypart == Daypart::evening && o.tense == Tense::past && out.known && minute_ && *minute_ < 300) out.day -= D{1};
        } else if (focus_day()) {
            out = *focus_day();
            // The morning after a night is that of the next day.
            const bool morning_after = out.daypart == Daypart::night && node.rel != Rel::same &&
                                       (node.daypart == Daypart::morning || node.daypart == Daypart::midday || node.daypart == Daypart::afternoon);
            if (morning_after) forward(out);
            out.minute = -1;
            out.candidates.reset();
            if (out.known) out.anchor = Anchor::previous;
        } else if (dct()) {
            out = known(*dct(), Grain::day, Anchor::dct);
            // "dans la nuit", of what has happened: the night before
            if (node.daypart == Daypart::night && node.days == 0 && node.part == Mod::none && o.tense == Tense::past) out.day -= D{1};
        } else {
            out = open_point(Grain::day);
        }
        if (out.known && out.grain > Grain::day) {
            out.grain = Grain::day;
        }
        if (node.days != 0 && out.known) out.day += D{node.days};
        out.daypart = node.daypart;
        out.part = node.part;
        break;
    }
    case Op::clock: {
        if (node.of != 0) {
            out = point(node.of, o, depth + 1);
        } else if (node.rel == Rel::any) {
            out.grain = Grain::day;
        } else if (focus_day() && focus_day()->known) {
            out = *focus_day();
            out.anchor = Anchor::previous;
        } else if (dct()) {
            out = known(*dct(), Grain::day, Anchor::dct);
        } else if (focus_day()) {
            out = *focus_day();
        } else {
            out.known = false;
            out.open = {};
        }
        int h = node.hour == Node::unset ? 0 : node.hour;
        const int m = node.minute == Node::unset ? 0 : node.minute;
        // The small hours of a night or of an evening's sequel belong to the next day; a daypart beside the clock says which half.
        const bool late = out.daypart == Daypart::evening || out.daypart == Daypart::night;
        const bool evening = node.pm || out.daypart == Daypart::evening || out.daypart == Daypart::afternoon;
        const bool beside = node.of != 0 && out.daypart == Daypart::evening;
        if (!node.pm && late && h < (out.daypart == Daypart::night ? 12 : 5)) {
            forward(out);
        } else if (evening && h < 12 && (node.pm || beside || h < 8)) {
            h += 12;
        }
        if (node.days != 0 && out.known) out.day += D{node.days};
        int total = h * 60 + m;
        if (total < 0) total += 1440;
        if (total >= 1440) {
            total -= 1440;
            if (out.known) out.day += D{1};
        }
        out.grain = Grain::day;
        out.part = Mod::none;
        out.daypart = Daypart::none;
        out.candidates.reset();
        out.minute = total;
        out.utc = node.utc;
        break;
    }
    default: out = open_point(Grain::day);
    }
    if (node.part != Mod::none && out.part == Mod::none) out.part = node.part;
    return writable(out) ? out : open_point(out.grain);
}

} // namespace stoltenberg::time
