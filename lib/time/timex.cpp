#include "time/timex.hpp"

#include <array>
#include <charconv>

namespace stoltenberg::time {
namespace {

using std::chrono::minutes;

std::string padded(long long value, int width) {
    const bool negative = value < 0;
    std::array<char, 24> digits;
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), negative ? -value : value).ptr;
    const auto size = static_cast<int>(end - digits.data());
    std::string s(negative ? 1 : 0, '-');
    if (size < width) s.append(static_cast<std::size_t>(width - size), '0');
    return s.append(digits.data(), static_cast<std::size_t>(size));
}

std::string iso(Day day) {
    const Date d = date_of(day);
    if (d.year < 0 || d.year > 9999) return padded(d.year, 4) + '-' + padded(d.month, 2) + '-' + padded(d.day, 2);
    std::string s = "0000-00-00";
    const auto put = [&](std::size_t at, unsigned value) {
        s[at] = static_cast<char>('0' + value / 10);
        s[at + 1] = static_cast<char>('0' + value % 10);
    };
    put(0, static_cast<unsigned>(d.year) / 100);
    put(2, static_cast<unsigned>(d.year) % 100);
    put(5, d.month);
    put(8, d.day);
    return s;
}

std::string month(Day day) {
    std::string s = iso(day);
    s.resize(s.size() - 3);
    return s;
}

int season_of(Day day) { return static_cast<int>(date_of(day).month / 3) - 1 < 0 ? 3 : static_cast<int>(date_of(day).month / 3) - 1; }

std::string clock(int minute, bool utc) { return padded(minute / 60, 2) + ':' + padded(minute % 60, 2) + (utc ? "Z" : ""); }

bool whole_months(Day from, Day until) { return date_of(from).day == 1 && date_of(until).day == 1; }

/// The end points of a period, as short as EDTF allows.
std::string span(Day from, Day until) {
    using std::chrono::days;
    const Date a = date_of(from);
    const Date z = date_of(until - days{1});
    if (whole_months(from, until)) {
        if (a.month == 1 && z.month == 12) {
            return a.year == z.year ? padded(a.year, 4) : padded(a.year, 4) + '/' + padded(z.year, 4);
        }
        if (a.year == z.year && a.month == z.month) return month(from);
        return month(from) + '/' + month(until - days{1});
    }
    if (until - from == days{1}) return iso(from);
    return iso(from) + '/' + iso(until - days{1});
}

struct Hours {
    int from, until;
};
Hours hours(Daypart d) noexcept {
    switch (d) {
    case Daypart::morning: return {6, 12};
    case Daypart::midday: return {12, 14};
    case Daypart::afternoon: return {12, 18};
    case Daypart::evening: return {18, 24};
    case Daypart::night: return {21, 30};
    case Daypart::daytime: return {6, 18};
    default: return {0, 24};
    }
}

} // namespace

std::string_view daypart_code(Daypart d) noexcept {
    switch (d) {
    case Daypart::morning: return "TMO";
    case Daypart::midday: return "TMI";
    case Daypart::afternoon: return "TAF";
    case Daypart::evening: return "TEV";
    case Daypart::night: return "TNI";
    case Daypart::daytime: return "TDT";
    default: return "";
    }
}

std::string_view mod_name(Mod mod) noexcept {
    switch (mod) {
    case Mod::before: return "BEFORE";
    case Mod::after: return "AFTER";
    case Mod::on_or_before: return "ON_OR_BEFORE";
    case Mod::on_or_after: return "ON_OR_AFTER";
    case Mod::less_than: return "LESS_THAN";
    case Mod::more_than: return "MORE_THAN";
    case Mod::equal_or_less: return "EQUAL_OR_LESS";
    case Mod::equal_or_more: return "EQUAL_OR_MORE";
    case Mod::start: return "START";
    case Mod::mid: return "MID";
    case Mod::end: return "END";
    case Mod::approx: return "APPROX";
    default: return "";
    }
}

std::string_view point_mod(const Point& p, Mod own) noexcept { return mod_name(p.part != Mod::none ? p.part : own); }

std::string timex_value(const Point& p) {
    std::string out;
    if (!p.known) {
        out = p.open.view();
    } else if (p.grain <= Grain::day) {
        out = iso(p.day);
    } else {
        const Date d = date_of(p.day);
        const auto year = [&] { return padded(d.year, 4); };
        switch (p.grain) {
        case Grain::week:
        case Grain::fortnight:
        case Grain::weekend: {
            const IsoWeek w = iso_week_of(p.day);
            out = padded(w.year, 4) + "-W" + padded(w.week, 2) + (p.grain == Grain::weekend ? "-WE" : "");
            break;
        }
        case Grain::quarter: out = year() + "-Q" + std::to_string((d.month - 1) / 3 + 1); break;
        case Grain::half: out = year() + "-H" + (d.month > 6 ? "2" : "1"); break;
        case Grain::season: {
            static constexpr std::array<const char*, 4> names{"-SP", "-SU", "-FA", "-WI"};
            out = year() + names[static_cast<std::size_t>(season_of(p.day))];
            break;
        }
        case Grain::year: out = year(); break;
        case Grain::decade: out = padded(d.year / 10, 3); break;
        case Grain::century: out = padded(d.year / 100, 2); break;
        default: out = month(p.day);
        }
    }
    if (p.minute >= 0) return out + 'T' + clock(p.minute, p.utc);
    out += daypart_code(p.daypart);
    return out.empty() ? "XXXX-XX-XX" : out;
}

Days days(const Point& p) noexcept {
    using D = std::chrono::days;
    const Day begin = p.day;
    Day end = next(begin, p.grain, 1);
    if (p.grain == Grain::weekend) end = begin + D{2};
    if (p.part == Mod::none) return {begin, end};
    const bool mid = p.part == Mod::mid;
    const bool first = p.part == Mod::start;
    const auto thirds = [&](Day a, Day b) { return first ? Days{begin, a} : mid ? Days{a, b} : Days{b, end}; };
    switch (p.grain) {
    case Grain::week: return thirds(begin + D{2}, begin + D{4});
    case Grain::month:
        if (p.half_month) return first ? Days{begin, begin + D{15}} : Days{begin + D{15}, end};
        return thirds(begin + D{10}, begin + D{20});
    case Grain::quarter:
    case Grain::season: return thirds(next(begin, Grain::month, 1), next(begin, Grain::month, 2));
    case Grain::half: return thirds(next(begin, Grain::month, 2), next(begin, Grain::month, 4));
    case Grain::year: return thirds(next(begin, Grain::month, 4), next(begin, Grain::month, 8));
    case Grain::decade: return thirds(next(begin, Grain::year, 3), next(begin, Grain::year, 7));
    case Grain::century: return thirds(next(begin, Grain::year, 33), next(begin, Grain::year, 67));
    default: return {begin, end};
    }
}

std::string edtf(const Point& p, Mod mod) {
    using D = std::chrono::days;
    if (p.candidates) return '[' + iso(p.candidates->front()) + ',' + iso(p.candidates->back()) + ']';
    if (!p.known) return std::string(p.open_edtf && p.minute < 0 && p.daypart == Daypart::none ? p.open.view() : std::string_view{});
    const Days range = days(p);
    std::string out;
    if (p.minute >= 0) {
        if (mod == Mod::none || mod == Mod::approx)
            return iso(p.day) + 'T' + padded(p.minute / 60, 2) + ':' + padded(p.minute % 60, 2) + ":00" + (p.utc ? "Z" : "");
        return {};
    }
    if (p.part != Mod::none && p.daypart == Daypart::none) {
        out = span(range.from, range.until);
    } else if (p.grain <= Grain::day) {
        out = iso(p.day);
    } else {
        const Date d = date_of(p.day);
        const auto year = [&] { return padded(d.year, 4); };
        switch (p.grain) {
        case Grain::quarter: out = year() + '-' + std::to_string(33 + (d.month - 1) / 3); break;
        case Grain::half: out = year() + (d.month > 6 ? "-41" : "-40"); break;
        case Grain::season: out = year() + '-' + std::to_string(21 + season_of(p.day)); break;
        case Grain::decade: out = padded(d.year / 10, 3) + 'X'; break;
        case Grain::century: out = padded(d.year / 100, 2) + "XX"; break;
        case Grain::year: out = year(); break;
        case Grain::month: out = month(p.day); break;
        default: out = span(range.from, range.until);
        }
    }
    switch (mod) {
    case Mod::approx: return out.find('/') == std::string::npos ? out + '~' : out;
    case Mod::before: return "../" + iso(range.from - D{1});
    case Mod::after: return iso(range.until) + "/..";
    case Mod::on_or_before: return "../" + iso(range.until - D{1});
    case Mod::on_or_after: return iso(range.from) + "/..";
    default: return out;
    }
}

std::optional<Interval> interval(const Point& p, Mod mod) {
    if (!p.known || p.candidates) return std::nullopt;
    const Days range = days(p);
    LocalTime from{range.from};
    LocalTime until{range.until};
    if (p.minute >= 0) {
        from = LocalTime{p.day} + minutes{p.minute};
        until = from + minutes{1};
    } else if (p.daypart != Daypart::none) {
        const Hours h = hours(p.daypart);
        from = LocalTime{p.day} + minutes{60 * h.from};
        until = LocalTime{p.day} + minutes{60 * h.until};
        const minutes third{(h.until - h.from) * 20};
        if (p.part == Mod::start) until = from + third;
        if (p.part == Mod::mid) from += third, until -= third;
        if (p.part == Mod::end) from = until - third;
    }
    Interval out{from, until};
    switch (mod) {
    case Mod::before: return Interval{std::nullopt, from};
    case Mod::after: return Interval{p.minute >= 0 ? from : until, std::nullopt};
    case Mod::on_or_before: return Interval{std::nullopt, until};
    case Mod::on_or_after: return Interval{from, std::nullopt};
    default: return out;
    }
}

std::string granularity(const Point& p) {
    if (p.minute >= 0) return "minute";
    if (p.daypart != Daypart::none) return "daypart";
    switch (p.grain) {
    case Grain::weekend: return "weekend";
    case Grain::week:
    case Grain::fortnight: return "week";
    case Grain::month: return "month";
    case Grain::quarter: return "quarter";
    case Grain::half: return "half";
    case Grain::season: return "season";
    case Grain::year: return "year";
    case Grain::decade: return "decade";
    case Grain::century: return "century";
    default: return "day";
    }
}

std::string duration_value(const Node& node) {
    const auto unit = [](Grain g) -> std::pair<char, bool> { // letter, is it a time unit
        switch (g) {
        case Grain::second: return {'S', true};
        case Grain::minute: return {'M', true};
        case Grain::hour: return {'H', true};
        case Grain::week: return {'W', false};
        case Grain::month:
        case Grain::quarter:
        case Grain::half: return {'M', false};
        case Grain::year:
        case Grain::decade:
        case Grain::century: return {'Y', false};
        default: return {'D', false};
        }
    };
    const auto factor = [](Grain g) {
        switch (g) {
        case Grain::quarter: return 3;
        case Grain::half: return 6;
        case Grain::decade: return 10;
        case Grain::century: return 100;
        case Grain::fortnight: return 15;
        default: return 1;
        }
    };
    std::string out = "P";
    const auto [letter, is_time] = unit(node.grain);
    if (is_time) out += 'T';
    if (node.open_number || node.n == Node::unset) {
        out += node.grain == Grain::decade ? "XE" : node.grain == Grain::century ? "XC" : std::string("X") + letter;
    } else {
        out += std::to_string(static_cast<long long>(node.n) * factor(node.grain)) + letter;
    }
    if (node.n2 != Node::unset) {
        const auto [letter2, is_time2] = unit(node.grain2);
        if (is_time2 && !is_time) out += 'T';
        out += std::to_string(static_cast<long long>(node.n2) * factor(node.grain2)) + letter2;
    }
    return out;
}

} // namespace stoltenberg::time
