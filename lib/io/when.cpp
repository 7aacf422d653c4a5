#include "io/when.hpp"

#include <algorithm>

namespace stoltenberg::io {
namespace {

bool all_digits(std::string_view s) {
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view s) {
    int n = 0;
    for (const char c : s.substr(0, 9)) n = n * 10 + (c - '0');
    return n;
}

/// One date, cut at its hyphens, without its qualifiers.
struct Parts {
    std::string year, month, day, clock;
    bool approximate = false;
    bool uncertain = false;

    [[nodiscard]] bool whole() const { // no unspecified digit
        return all_digits(year) && (month.empty() || all_digits(month)) && (day.empty() || all_digits(day));
    }
    [[nodiscard]] int precision() const { return !day.empty() ? 3 : !month.empty() ? 2 : 1; }
};

std::optional<Parts> cut(std::string_view text) {
    Parts p;
    std::string plain;
    for (const char c : text) {
        if (c == '~' || c == '%') p.approximate = true;
        if (c == '?' || c == '%') p.uncertain = true;
        if (c != '~' && c != '?' && c != '%') plain += c;
    }
    if (const std::size_t t = plain.find('T'); t != std::string::npos) {
        p.clock = plain.substr(t + 1);
        plain.resize(t);
    }
    const bool negative = plain.starts_with('-');
    std::string* const fields[] = {&p.year, &p.month, &p.day};
    std::size_t at = negative ? 1 : 0;
    for (std::size_t i = 0;; ++i) {
        if (i == 3) return std::nullopt;
        const std::size_t end = std::min(plain.find('-', at), plain.size());
        *fields[i] = plain.substr(at, end - at);
        const bool fits = i == 0 ? fields[i]->size() >= 4 : fields[i]->size() == 2;
        if (!fits || fields[i]->find_first_not_of("0123456789X") != std::string::npos) return std::nullopt;
        if (end == plain.size()) break;
        at = end + 1;
    }
    if (p.year.size() > 4) return std::nullopt;
    if (negative) p.year.insert(0, "-");
    return p;
}

/// `2022-W10`: no EDTF, but TIMEX3 values come this way too.
std::optional<std::pair<int, int>> week(std::string_view text) {
    if (text.size() != 8 || text.substr(4, 2) != "-W" || !all_digits(text.substr(0, 4)) || !all_digits(text.substr(6))) return std::nullopt;
    return std::pair(number(text.substr(0, 4)), number(text.substr(6)));
}

std::string bare(std::string_view digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : std::string(digits.substr(first));
}

class Speaker {
public:
    explicit Speaker(const Labels& labels) : l_(labels) {}

    std::string say(std::string_view edtf) const {
        if (edtf.empty()) return {};
        if ((edtf.front() == '[' || edtf.front() == '{') && edtf.size() > 2) return set(edtf);
        if (const std::size_t slash = edtf.find('/'); slash != std::string_view::npos) {
            return range(edtf.substr(0, slash), edtf.substr(slash + 1)).value_or(std::string(edtf));
        }
        return date(edtf).value_or(std::string(edtf));
    }

private:
    std::string day_number(std::string_view day) const {
        const std::string n = bare(day);
        const std::string key = "day." + n;
        return l_.has(key) ? std::string(l_(key)) : n;
    }
    std::string month_name(std::string_view month) const { return std::string(l_("month", bare(month))); }

    std::optional<std::string> core(const Parts& p) const {
        const std::string y = all_digits(p.year) ? bare(p.year) : p.year;
        const bool year_open = p.year == "XXXX";
        if (p.year.starts_with('-')) return std::nullopt;
        if (!all_digits(p.year) && !year_open) {
            if (!p.month.empty()) return std::nullopt;
            if (p.year.ends_with("XX") && all_digits(std::string_view(p.year).substr(0, 2))) {
                return l_("date.century", {{"a", p.year.substr(0, 2) + "00"}, {"b", p.year.substr(0, 2) + "99"}});
            }
            if (p.year.ends_with('X') && all_digits(std::string_view(p.year).substr(0, 3))) {
                return l_("date.decade", {{"y", p.year.substr(0, 3) + "0"}});
            }
            return std::nullopt;
        }
        if (p.month.empty()) return year_open ? std::nullopt : std::optional(l_("date.year", {{"y", y}}));
        if (!all_digits(p.month))
            return p.month == "XX" && p.day.empty() && !year_open ? std::optional(l_("date.month-open", {{"y", y}})) : std::nullopt;
        const int m = number(p.month);
        if (m >= 21 && m <= 24) return year_open ? std::nullopt : std::optional(l_("date.season", {{"season", l_("season", p.month)}, {"y", y}}));
        if (m < 1 || m > 12) return std::nullopt;
        const std::string name = month_name(p.month);
        if (p.day.empty()) return l_(year_open ? "date.month-no-year" : "date.month", {{"month", name}, {"y", y}});
        if (p.day == "XX") return year_open ? std::nullopt : std::optional(l_("date.day-open", {{"month", name}, {"y", y}}));
        if (!all_digits(p.day)) return std::nullopt;
        const std::string d = day_number(p.day);
        std::string out = l_(year_open ? "date.day-no-year" : "date.day", {{"d", d}, {"month", name}, {"y", y}});
        if (!p.clock.empty()) out = l_("date.clock", {{"date", out}, {"clock", clock(p.clock)}});
        return out;
    }

    std::string clock(std::string_view text) const {
        if (text.size() < 5 || !all_digits(text.substr(0, 2)) || !all_digits(text.substr(3, 2))) return std::string(text);
        const std::string out = l_("clock", {{"h", text.substr(0, 2)}, {"m", text.substr(3, 2)}});
        return text.ends_with('Z') ? l_("clock.utc", {{"clock", out}}) : out;
    }

    std::optional<std::string> date(std::string_view text) const {
        if (const auto w = week(text)) return l_("date.week", {{"w", std::to_string(w->second)}, {"y", std::to_string(w->first)}});
        const auto p = cut(text);
        if (!p) return std::nullopt;
        auto out = core(*p);
        if (!out) return std::nullopt;
        if (p->approximate) out = l_("date.about", {{"date", *out}});
        if (p->uncertain) out = l_("date.uncertain", {{"date", *out}});
        return out;
    }

    static std::string_view precision_name(const Parts& p) { return p.precision() == 3 ? "day" : p.precision() == 2 ? "month" : "year"; }

    std::optional<std::string> open(std::string_view key, std::string_view text) const {
        const auto p = cut(text);
        const auto words = date(text);
        if (!p || !words) return std::nullopt;
        return l_(std::string(key) + '.' + std::string(precision_name(*p)), {{"date", *words}});
    }

    std::optional<std::string> range(std::string_view a, std::string_view b) const {
        if (a.empty() || a == "..") return open(a.empty() ? "until-unknown" : "until", b);
        if (b.empty() || b == "..") return open(b.empty() ? "since-unknown" : "since", a);
        const auto p = cut(a);
        const auto q = cut(b);
        auto from = date(a);
        const auto to = date(b);
        if (!p || !q || !from || !to) return std::nullopt;
        if (p->precision() == 3 && q->precision() == 3) {
            const bool plain = p->whole() && q->whole() && p->clock.empty() && q->clock.empty() && !p->approximate && !q->approximate &&
                               !p->uncertain && !q->uncertain && p->year == q->year;
            if (plain && p->month == q->month && p->day == q->day) return from;
            const std::string d1 = day_number(p->day);
            const std::string d2 = day_number(q->day);
            if (plain && p->month == q->month)
                return l_("range.same-month", {{"a", d1}, {"b", d2}, {"month", month_name(q->month)}, {"y", bare(q->year)}});
            if (plain) {
                const std::string first = l_("date.day-short", {{"d", d1}, {"month", month_name(p->month)}});
                return l_("range.day", {{"a", first}, {"b", *to}});
            }
            return l_("range.day", {{"a", *from}, {"b", *to}});
        }
        if (p->precision() == 3 || q->precision() == 3) return l_("range.mixed", {{"a", *from}, {"b", *to}});
        return l_(p->precision() == 2 ? "range.month" : "range.year", {{"a", *from}, {"b", *to}});
    }

    std::string set(std::string_view edtf) const {
        const std::string_view inside = edtf.substr(1, edtf.size() - 2);
        std::vector<std::string_view> parts;
        for (std::size_t at = 0; at <= inside.size();) {
            const std::size_t end = std::min(inside.find(',', at), inside.size());
            parts.push_back(inside.substr(at, end - at));
            at = end + 1;
        }
        // Days of one year say the year once.
        const bool one_year = std::all_of(parts.begin(), parts.end(), [&](std::string_view p) {
            return p.size() == 10 && p.substr(0, 5) == parts.front().substr(0, 5) && days_of(p) && p.find_first_of("~?%") == std::string_view::npos;
        });
        std::vector<std::string> members;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto p = one_year && i + 1 < parts.size() ? cut(parts[i]) : std::nullopt;
            members.push_back(p ? l_("date.day-short", {{"d", day_number(p->day)}, {"month", month_name(p->month)}}) : say(parts[i]));
        }
        std::string list;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const std::string_view join = i + 1 < members.size() ? "list.comma" : edtf.front() == '[' ? "list.or" : "list.and";
            list = i == 0 ? members[i] : l_(join, {{"a", list}, {"b", members[i]}});
        }
        return l_(edtf.front() == '[' ? "set.one-of" : "set.all-of", {{"list", list}});
    }

    const Labels& l_;
};

} // namespace

std::string in_words(std::string_view edtf, const Labels& labels) { return Speaker(labels).say(edtf); }

std::string in_words(const Entry& entry, const Labels& labels) {
    if (!entry.edtf.empty()) return in_words(entry.edtf, labels);
    std::string out;
    if (entry.weekday.starts_with("XXXX-WXX-") && entry.weekday.size() >= 10) {
        const std::string_view day = std::string_view(entry.weekday).substr(9, 1);
        const std::string_view part = std::string_view(entry.weekday).substr(10);
        out = labels("undated.weekday", {{"weekday", labels("weekday", day)}});
        if (part.size() == 3) out = labels("undated.daypart", {{"date", out}, {"part", labels("daypart", part.substr(1))}});
    } else if (!entry.weekday.empty()) {
        out = entry.weekday;
    } else {
        out = labels("undated.unknown");
    }
    if (entry.offset_days && *entry.offset_days != 0) {
        const int n = *entry.offset_days;
        const std::string number = std::to_string(n < 0 ? -n : n);
        const bool one = n == 1 || n == -1;
        out = labels("undated.offset",
                     {{"date", out},
                      {"offset", labels(n < 0 ? (one ? "offset.before.one" : "offset.before.many") : (one ? "offset.after.one" : "offset.after.many"),
                                        {{"n", number}})}});
    }
    return out;
}

std::string in_words(const Dct& dct, const Labels& labels) {
    if (dct.value.empty()) return std::string(labels("dct.none"));
    return in_words(dct.value, labels);
}

std::optional<Days> days_of(std::string_view date) {
    using namespace std::chrono;
    if (const auto w = week(date)) {
        // ISO 8601: week 1 holds the 4 January.
        const local_days fourth{year{w->first} / January / 4};
        const local_days monday = fourth - (weekday{fourth} - Monday) + days{7 * (w->second - 1)};
        return Days{monday, monday + days{6}, 3};
    }
    const auto p = cut(date);
    if (!p || !p->whole()) return std::nullopt;
    const year y{number(p->year)};
    if (p->month.empty()) return Days{local_days{y / January / 1}, local_days{y / December / 31}, 1};
    const month m{static_cast<unsigned>(number(p->month))};
    if (!m.ok()) return std::nullopt;
    if (p->day.empty()) return Days{local_days{y / m / 1}, local_days{y / m / last}, 2};
    const year_month_day d{y, m, day{static_cast<unsigned>(number(p->day))}};
    if (!d.ok()) return std::nullopt;
    return Days{local_days{d}, local_days{d}, 3};
}

std::vector<Days> alternatives(std::string_view edtf) {
    std::vector<Days> out;
    if (edtf.size() < 3 || edtf.front() != '[') return out;
    const std::string_view inside = edtf.substr(1, edtf.size() - 2);
    for (std::size_t at = 0; at <= inside.size();) {
        const std::size_t end = std::min(inside.find(',', at), inside.size());
        const auto days = days_of(inside.substr(at, end - at));
        if (!days) return {};
        out.push_back(*days);
        at = end + 1;
    }
    return out;
}

Bounds bounds_of(const Entry& entry) {
    using namespace std::chrono;
    Bounds b;
    if (entry.interval) {
        if (entry.interval->from) b.first = floor<days>(*entry.interval->from);
        if (entry.interval->until) b.last = floor<days>(*entry.interval->until - minutes{1});
    }
    if (const std::vector<Days> set = alternatives(entry.edtf); !set.empty()) {
        b.first = std::min_element(set.begin(), set.end(), [](const Days& x, const Days& y) { return x.first < y.first; })->first;
        b.last = std::max_element(set.begin(), set.end(), [](const Days& x, const Days& y) { return x.last < y.last; })->last;
    } else if (!b.known()) {
        if (const auto d = days_of(entry.edtf)) b = {d->first, d->last};
    }
    if (b.first && b.last && *b.last < *b.first) b.last = b.first;
    return b;
}

std::string iso_day(std::chrono::local_days day, std::string_view separator) {
    std::string iso = CivilTime{std::chrono::year_month_day{day}, std::nullopt}.to_string();
    if (separator == "-") return iso;
    std::string out;
    for (std::size_t i = 0; i < iso.size(); ++i) {
        if (iso[i] == '-' && i > 0) {
            out += separator;
        } else {
            out += iso[i];
        }
    }
    return out;
}

bool is_doubtful(const Entry& entry) {
    return entry.edtf.empty() || entry.status == TimexStatus::ambiguous || entry.status == TimexStatus::unresolved ||
           entry.edtf.find_first_of("[~?%X") != std::string::npos;
}

} // namespace stoltenberg::io
