#include "event/timing.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace stoltenberg::event {
namespace {

using base::Day;

LocalTime midnight(Day day) { return LocalTime{day}; }

/// `2022-02-07T14:30` to `2022-02-07`; intervals too. A timeline counts days; the interval keeps the hour.
std::string to_days(std::string_view edtf) {
    std::string out;
    bool cut = false;
    for (const char c : edtf) {
        if (c == 'T') cut = true;
        if (c == '/' || c == ',' || c == ']' || c == '}') cut = false;
        if (!cut) out.push_back(c);
    }
    const std::size_t slash = out.find('/');
    if (slash != std::string::npos && out.substr(0, slash) == out.substr(slash + 1)) out.resize(slash);
    return out;
}

std::string first_part(const std::string& edtf) { return edtf.substr(0, edtf.find('/')); }
std::string last_part(const std::string& edtf) {
    const std::size_t slash = edtf.find('/');
    return slash == std::string::npos ? edtf : edtf.substr(slash + 1);
}

constexpr std::array<std::string_view, 7> open_weekdays{"XXXX-WXX-1", "XXXX-WXX-2", "XXXX-WXX-3", "XXXX-WXX-4",
                                                        "XXXX-WXX-5", "XXXX-WXX-6", "XXXX-WXX-7"};

bool is_day(std::string_view edtf) { return edtf.size() == 10 && edtf[4] == '-' && edtf[7] == '-' && edtf.find('X') == std::string_view::npos; }

std::optional<int> number(std::string_view digits) {
    int n = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    return error == std::errc{} && end == digits.data() + digits.size() && n >= 0 && n < 100000 ? std::optional(n) : std::nullopt;
}

/// Days of `P3D`, `P2W`; months and years of `P1M`, `P1Y` as a shift of the calendar.
std::optional<Day> back_by(Day day, std::string_view duration) {
    if (duration.size() < 3 || duration.front() != 'P' || duration[1] == 'T') return std::nullopt;
    const std::optional<int> n = number(duration.substr(1, duration.size() - 2));
    if (!n) return std::nullopt;
    using namespace std::chrono;
    const year_month_day ymd{day};
    switch (duration.back()) {
    case 'D': return day - days{*n};
    case 'W': return day - days{7 * *n};
    case 'M': {
        year_month_day moved = ymd - months{*n};
        if (!moved.ok()) moved = moved.year() / moved.month() / last;
        return local_days{moved};
    }
    case 'Y': {
        year_month_day moved = ymd - years{*n};
        if (!moved.ok()) moved = moved.year() / moved.month() / last;
        return local_days{moved};
    }
    default: return std::nullopt;
    }
}

} // namespace

Timing::Timing(const Scene& scene) : s_(scene) {
    if (scene.in.reference.known()) dct_ = scene.in.reference.candidates.front();
}

bool Timing::dates(std::size_t i) const {
    const Timex& t = s_.in.times[i].timex;
    if (t.type == TimexType::set) return false;
    if (s_.skipped(s_.in.findings.found[i].first)) return false;
    if (t.type == TimexType::duration) {
        if (!t.begin_point.empty() || !t.end_point.empty()) return true;
        const std::uint32_t first = s_.in.findings.found[i].first;
        return first > 0 && s_.ends(first - 1, cls_since);
    }
    // A clock time alone is no day.
    if (t.value.starts_with('T')) return false;
    return !t.edtf.empty() || t.interval || !t.value.empty();
}

Within::Iterator::Iterator(const Timing& timing, std::size_t at, std::size_t end) : timing_(&timing), at_(at), end_(end) { skip(); }
Within::Iterator& Within::Iterator::operator++() {
    ++at_;
    skip();
    return *this;
}
void Within::Iterator::skip() {
    while (at_ < end_ && !timing_->dates(at_)) ++at_;
}

Within Timing::within(std::uint32_t first, std::uint32_t last) const {
    const auto& found = s_.in.findings.found;
    const auto before = [](const time::Found& f, std::uint32_t w) { return f.first < w; };
    const auto begin = std::lower_bound(found.begin(), found.end(), first, before);
    const auto end = std::lower_bound(begin, found.end(), std::max(first, last), before);
    const std::size_t size = s_.in.times.size();
    return {*this, std::min(size, static_cast<std::size_t>(begin - found.begin())), std::min(size, static_cast<std::size_t>(end - found.begin()))};
}

bool Timing::belongs_to_noun(std::size_t i) const {
    const auto& f = s_.in.findings.found[i];
    if (f.first == 0 || s_.ends_phrase(f.first - 1)) return false;
    if (of_event_behind(i)) return true;
    const std::uint32_t p = f.first - 1;
    if (!s_.ends(p, cls_genitive)) return false;
    // "du 3 au 5 mars" is a range.
    const Timex& t = s_.in.times[i].timex;
    if (!t.begin_point.empty() || !t.end_point.empty()) return false;
    if (p == 0 || s_.ends_phrase(p - 1)) return false;
    // "à partir de lundi", "à compter du 3 mars"
    return !s_.ends(p, cls_since | cls_until | cls_after | cls_deadline | cls_before | cls_during | cls_oblique);
}

bool Timing::of_event_behind(std::size_t i) const {
    const auto& f = s_.in.findings.found[i];
    const std::uint64_t sides = cls_after | cls_before;
    const bool opens = f.first > 0 && (s_.starts(f.first - 1, sides) || (f.first > 1 && s_.starts(f.first - 2, sides)));
    if (!opens || f.last >= s_.text.words.size() || !s_.ends(f.last, sides) || !s_.ends(f.last, cls_genitive)) return false;
    // "au lendemain de l'attentat du 3 février": counted from that day, and the verb's.
    if (i + 1 >= s_.in.times.size() || !dates(i + 1)) return true;
    const std::uint32_t next = s_.in.findings.found[i + 1].first;
    if (next > f.last + 8 || next <= f.last + 1 || !s_.ends(next - 1, cls_genitive)) return true;
    for (std::uint32_t w = f.last; w < next; ++w) {
        if (s_.ends_phrase(w) || s_.verb(w) != no_index) return true;
    }
    return false;
}

/// "deux jours après l'attentat": whole days between an event and another. 0: nothing of the kind.
int Timing::days_beside(std::size_t i) const {
    const auto& f = s_.in.findings.found[i];
    const Timex& t = s_.in.times[i].timex;
    if (t.type != TimexType::duration || f.last >= s_.text.words.size() || !s_.starts(f.last, cls_after | cls_before)) return 0;
    if (t.value.size() < 3 || (t.value.back() != 'D' && t.value.back() != 'W')) return 0;
    const std::optional<int> n = number(std::string_view(t.value).substr(1, t.value.size() - 2));
    return n && *n <= 60 ? *n * (t.value.back() == 'W' ? 7 : 1) : 0;
}

When Timing::written() const {
    When out;
    out.basis = Basis::dct;
    const std::string& value = s_.in.reference.value;
    if (dct_) {
        out.edtf = time::iso_date(*dct_);
        out.interval = Interval{midnight(*dct_), midnight(*dct_ + std::chrono::days{1})};
        out.granularity = "day";
        return out;
    }
    if (value.empty() || value.find('T') != std::string::npos) return out;
    out.edtf = value;
    using namespace std::chrono;
    const auto year = number(std::string_view(value).substr(0, 4));
    if (year && value.size() == 4) {
        out.granularity = "year";
        out.interval = Interval{midnight(local_days{std::chrono::year{*year} / 1 / 1}), midnight(local_days{std::chrono::year{*year + 1} / 1 / 1})};
    } else if (year && value.size() == 7) {
        const auto month = number(std::string_view(value).substr(5, 2));
        if (month && *month >= 1 && *month <= 12) {
            const year_month ym{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)}};
            out.granularity = "month";
            out.interval = Interval{midnight(local_days{ym / 1}), midnight(local_days{(ym + months{1}) / 1})};
        }
    } else {
        out.granularity = "day";
    }
    return out;
}

When Timing::until_written() const {
    When out = written();
    out.basis = Basis::state;
    if (out.edtf.size() == 4) { // "up to some day of a year" says nothing
        out.edtf.clear();
        out.interval.reset();
        return out;
    }
    if (!out.edtf.empty()) out.edtf = "/" + out.edtf;
    if (out.interval) out.interval->from.reset();
    return out;
}

When Timing::until(const When& end) const {
    if (end.edtf.empty() || end.edtf.front() == '[' || last_part(end.edtf) == ".." || !end.interval) return until_written();
    When out = end;
    out.edtf = "/" + last_part(end.edtf);
    out.interval->from.reset();
    out.basis = Basis::state;
    return out;
}

When Timing::from_then(const When& begin) const {
    When out = until_written();
    if (out.edtf.empty() || !out.interval || begin.edtf.empty() || begin.edtf.front() == '/' || begin.edtf.front() == '[' || !begin.interval)
        return out;
    out.edtf = first_part(begin.edtf) + out.edtf;
    out.interval->from = begin.interval->from;
    return out;
}

/// "Deux jours plus tôt, … mercredi": a weekday that nothing places is the one named last before it, where that one is of the same name.
std::optional<When> Timing::told_before(std::size_t i) const {
    const Timex& t = s_.in.times[i].timex;
    if (!t.value.starts_with("XXXX-WXX-") || t.value.size() != 10) return std::nullopt;
    for (std::size_t k = i; k > 0 && i - k < 2; --k) {
        const Timex& other = s_.in.times[k - 1].timex;
        if (other.status != TimexStatus::ambiguous || other.candidates.empty()) continue;
        const auto same = [&](const std::string& c) {
            const auto day = CivilTime::parse(to_days(c));
            return is_day(to_days(c)) && day &&
                   std::chrono::weekday{std::chrono::sys_days{day->day}}.iso_encoding() == static_cast<unsigned>(t.value[9] - '0');
        };
        if (!std::all_of(other.candidates.begin(), other.candidates.end(), same)) return std::nullopt;
        Draft told;
        return read(k - 1, told);
    }
    return std::nullopt;
}

std::optional<When> Timing::read(std::size_t i, const Draft& draft) const {
    if (!dates(i)) return std::nullopt;
    const Timex& t = s_.in.times[i].timex;
    const auto& f = s_.in.findings.found[i];
    const std::uint64_t none = 0;
    const auto before = [&](std::uint64_t c) { return f.first > 0 && !s_.ends_phrase(f.first - 1) && s_.ends(f.first - 1, c); };
    When out;
    out.time = i;
    out.granularity = t.granularity;
    const bool since = before(cls_since) || (f.first > 1 && s_.ends(f.first - 1, cls_determiner) && s_.ends(f.first - 2, cls_since));
    const bool clock = t.type == TimexType::time;
    const bool until = before(cls_until) || (before(cls_deadline) && !clock);
    (void)none;
    if (t.type == TimexType::duration) {
        if (since) {
            if (!dct_) return until_written();
            const std::optional<Day> from = back_by(*dct_, t.value);
            When state = until_written();
            state.time = i;
            if (from) {
                state.edtf = time::iso_date(*from) + "/..";
                state.interval = Interval{midnight(*from), std::nullopt};
                state.granularity = "day";
            }
            state.basis = Basis::clause;
            return state;
        }
        if (t.end_point == "dct") {
            When w = until_written();
            w.time = i;
            if (t.interval && t.interval->from) w.interval = t.interval;
            w.granularity = t.granularity;
            return w;
        }
        if (t.begin_point == "dct") {
            When w = written();
            w.time = i;
            if (!w.edtf.empty()) w.edtf += "/..";
            if (w.interval) w.interval->until.reset();
            w.granularity = t.granularity;
            return w;
        }
        if (!t.interval) return std::nullopt;
    }
    if (t.value == "PRESENT_REF") {
        When w = draft.tense == clause::Tense::past ? until_written() : written();
        w.time = i;
        w.basis = Basis::state;
        return w;
    }
    if (t.value == "PAST_REF") {
        When w = until_written();
        w.time = i;
        return w;
    }
    if (t.value == "FUTURE_REF") {
        if (draft.tense == clause::Tense::past && !draft.noun) return std::nullopt;
        When w = written();
        w.time = i;
        if (!w.edtf.empty()) w.edtf += "/..";
        if (w.interval) w.interval->until.reset();
        return w;
    }
    out.edtf = to_days(t.edtf);
    out.interval = t.interval;
    // "peu avant 6 heures", "après 20 heures": an hour bounds it within its day.
    if (clock && out.interval && out.interval->from.has_value() != out.interval->until.has_value()) {
        const Day day = std::chrono::floor<std::chrono::days>(out.interval->from ? *out.interval->from
                                                                                 : *out.interval->until - std::chrono::minutes{1});
        out.edtf = time::iso_date(day);
        out.interval = Interval{out.interval->from.value_or(midnight(day)), out.interval->until.value_or(midnight(day + std::chrono::days{1}))};
    }
    // "mercredi 12 janvier" of an open year: the weekday tells years apart.
    if (const auto weekday = s_.in.findings.found[i].fields.weekday; weekday && !out.interval && out.edtf.starts_with("XXXX-"))
        out.open_value = open_weekdays[*weekday - 1];
    // A range: the first expression carries both ends.
    if (!t.begin_point.empty() && !t.end_point.empty() && is_day(to_days(t.begin_point)) && is_day(to_days(t.end_point))) {
        out.edtf = to_days(t.begin_point) + "/" + to_days(t.end_point);
        const auto first = CivilTime::parse(to_days(t.begin_point));
        const auto last = CivilTime::parse(to_days(t.end_point));
        if (first && last && first->day <= last->day)
            out.interval = Interval{midnight(Day{first->day}), midnight(Day{last->day} + std::chrono::days{1})};
    }
    if (out.edtf.empty()) {
        out.open_value = t.value;
        // EDTF's one-of sets hold days, not weeks.
        const bool days_only = std::all_of(t.candidates.begin(), t.candidates.end(), [](const std::string& c) { return is_day(to_days(c)); });
        if (t.status == TimexStatus::ambiguous && !t.candidates.empty() && days_only) {
            std::string set;
            for (const std::string& c : t.candidates) set += (set.empty() ? "[" : ",") + to_days(c);
            out.edtf = set + "]";
            const auto low = CivilTime::parse(to_days(t.candidates.front()));
            const auto high = CivilTime::parse(to_days(t.candidates.back()));
            if (!out.interval && low && high && low->day < high->day) {
                out.interval = Interval{midnight(Day{low->day}), midnight(Day{high->day} + std::chrono::days{1})};
            }
        } else if (std::optional<When> told = told_before(i)) {
            out = std::move(*told);
            out.time = i;
        } else if (!out.interval) {
            // A weekday nobody can place; its distance still orders it.
            return out;
        }
    }
    if (since) {
        const bool lasting = draft.tense != clause::Tense::past || draft.modality == Modality::ongoing;
        // "a appelé à la grève à partir de lundi": nothing done starts ahead.
        if (!lasting && is_future(out)) return std::nullopt;
        const std::string from = first_part(out.edtf);
        out.edtf = from + "/" + (lasting || !dct_ ? std::string("..") : time::iso_date(*dct_));
        if (out.interval) {
            out.interval->until.reset();
            if (!lasting && dct_) out.interval->until = midnight(*dct_ + std::chrono::days{1});
        }
    } else if (until) {
        // "prolongé jusqu'au 30 septembre": the end of what was decided, no day of the deciding.
        const Trigger& trigger = s_.lexicon.trigger(draft.trigger);
        const bool past = draft.tense == clause::Tense::past || draft.tense == clause::Tense::participle;
        if (past && !draft.noun && !trigger.is(state) && !before(cls_deadline)) return std::nullopt;
        const bool ahead = draft.modality == Modality::planned;
        const std::string to = last_part(out.edtf);
        out.edtf = (ahead && dct_ ? time::iso_date(*dct_) : std::string()) + "/" + to;
        if (out.interval) out.interval->from = ahead && dct_ ? std::optional(midnight(*dct_)) : std::nullopt;
    } else if (before(cls_after) && !clock) {
        const std::string from = first_part(out.edtf);
        if (is_day(from)) {
            out.edtf = from + "/..";
            if (out.interval) out.interval->until.reset();
        }
    }
    return out;
}

bool Timing::move_to_future(When& when) const {
    if (!dct_ || !when.time || !is_day(when.edtf) || !when.interval || !when.interval->from || !when.interval->until) return false;
    const auto& f = s_.in.findings.found[*when.time].fields;
    // "pour le 14 mai": the next one.
    if (f.day && f.month && !f.year) {
        using namespace std::chrono;
        const year_month_day day{std::chrono::floor<days>(*when.interval->from)};
        const year_month_day moved = day + years{1};
        if (!moved.ok() || local_days{moved} < *dct_) return false;
        const auto shift = local_days{moved} - local_days{day};
        *when.interval->from += shift;
        *when.interval->until += shift;
        when.edtf = time::iso_date(local_days{moved});
        return true;
    }
    // "doit parler dans l'après-midi": of the day of writing, whatever day the text told of before.
    if (!f.weekday && !f.day && !f.month && !f.year && !f.day_offset && s_.in.times[*when.time].timex.type == TimexType::time) {
        const auto shift = midnight(*dct_) - std::chrono::floor<std::chrono::days>(*when.interval->from);
        *when.interval->from += shift;
        *when.interval->until += shift;
        when.edtf = time::iso_date(*dct_);
        return true;
    }
    if (!f.weekday || f.day || f.month || f.year) return false;
    const LocalTime next = midnight(*dct_ + std::chrono::days{1});
    unsigned weeks = 0;
    while (*when.interval->until <= midnight(*dct_) + std::chrono::minutes{0} && weeks < 2) {
        *when.interval->from += std::chrono::days{7};
        *when.interval->until += std::chrono::days{7};
        ++weeks;
    }
    if (weeks == 0 || *when.interval->from < midnight(*dct_)) return false;
    (void)next;
    when.edtf = time::iso_date(std::chrono::floor<std::chrono::days>(*when.interval->from));
    return true;
}

bool Timing::move_to_past(When& when) const {
    if (!dct_ || !when.time || !is_day(when.edtf) || !when.interval || !when.interval->from || !when.interval->until) return false;
    const auto& f = s_.in.findings.found[*when.time].fields;
    if (!f.weekday || f.day || f.month || f.year || *when.interval->from >= midnight(*dct_ + std::chrono::days{8})) return false;
    *when.interval->from -= std::chrono::days{7};
    *when.interval->until -= std::chrono::days{7};
    when.edtf = time::iso_date(std::chrono::floor<std::chrono::days>(*when.interval->from));
    return true;
}

When Timing::shifted(const When& when, int by) {
    const auto civil = is_day(when.edtf) ? CivilTime::parse(when.edtf) : std::nullopt;
    if (!civil) return {};
    const Day day = Day{civil->day} + std::chrono::days{by};
    When out = when;
    out.edtf = time::iso_date(day);
    out.interval = Interval{midnight(day), midnight(day + std::chrono::days{1})};
    out.granularity = "day";
    return out;
}

void Timing::lengthen(When& when, int days) const {
    if (days < 2 || days > 60) return;
    const auto stretch = [&](const std::string& day) -> std::string {
        if (!is_day(day)) return day;
        const auto civil = CivilTime::parse(day);
        if (!civil) return day;
        return day + "/" + time::iso_date(std::chrono::local_days{civil->day} + std::chrono::days{days - 1});
    };
    if (is_day(when.edtf)) {
        when.edtf = stretch(when.edtf);
    } else {
        return;
    }
    if (when.interval && when.interval->until) *when.interval->until += std::chrono::days{days - 1};
}

bool Timing::is_past(const When& when) const { return dct_ && when.interval && when.interval->until && *when.interval->until <= midnight(*dct_); }
bool Timing::is_future(const When& when) const {
    return dct_ && when.interval && when.interval->from && *when.interval->from >= midnight(*dct_ + std::chrono::days{1});
}

} // namespace stoltenberg::event
