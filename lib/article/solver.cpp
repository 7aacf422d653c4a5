// The document creation time: the most trustworthy stamp, and what the text says about the days it leaves open.
//
// A stamp gives a set of days: one, the same day in every year, a month. Clues take days away: the weekday of the lead,
// dates that are past or still to come, terms of office, the order of past and coming weekdays. A clue that would take
// all of them is a misreading and is dropped. What is left is the answer, with the evidence that was used.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "article/layout.hpp"
#include "base/iso.hpp"

namespace stoltenberg::article {
namespace {

namespace ch = std::chrono;
using base::Day;

constexpr int first_year = 1990; ///< pages; a stated year may lie before
constexpr int last_year = 2035;
constexpr std::size_t listed = 31;

std::optional<Day> day_of(int year, unsigned month, unsigned day) {
    const ch::year_month_day ymd{ch::year(year), ch::month(month), ch::day(day)};
    return ymd.ok() && year >= 1 && year <= 9998 ? std::optional(static_cast<Day>(ymd)) : std::nullopt;
}

unsigned weekday_of(Day day) { return ch::weekday(day).iso_encoding(); }

std::string iso(Day day) {
    const ch::year_month_day ymd(day);
    char out[32];
    std::snprintf(out, sizeof out, "%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                  static_cast<unsigned>(ymd.day()));
    return out;
}

std::string open_value(const Stamp& stamp) {
    char out[32];
    if (stamp.month && stamp.day) {
        std::snprintf(out, sizeof out, "XXXX-%02u-%02u", *stamp.month, *stamp.day);
    } else if (stamp.month) {
        std::snprintf(out, sizeof out, "%04d-%02u", stamp.year.value_or(0), *stamp.month);
    } else {
        std::snprintf(out, sizeof out, "%04d", stamp.year.value_or(0));
    }
    return out;
}

DctSource source_of(Stamp::Role role) {
    switch (role) {
    case Stamp::Role::publication:
    case Stamp::Role::update: return DctSource::publication_line;
    case Stamp::Role::dateline: return DctSource::dateline;
    case Stamp::Role::header: return DctSource::header;
    case Stamp::Role::anchor: return DctSource::body;
    case Stamp::Role::copyright: return DctSource::copyright;
    }
    return DctSource::none;
}

std::string role_name(Stamp::Role role) {
    switch (role) {
    case Stamp::Role::publication: return "publication";
    case Stamp::Role::update: return "update";
    case Stamp::Role::dateline: return "dateline";
    case Stamp::Role::header: return "header";
    case Stamp::Role::anchor: return "anchor";
    case Stamp::Role::copyright: return "copyright";
    }
    return {};
}

class Solver {
public:
    Solver(const text::Text& text, const Rules& rules, const Layout& layout, const clause::Layer& clauses, const time::Findings& times,
           const std::vector<entity::TermWindow>& windows)
        : text_(text), rules_(rules), layout_(layout), clauses_(clauses), times_(times), windows_(windows) {}

    Dated run() {
        for (const Stamp& stamp : layout_.stamps) {
            if (stamp.role == Stamp::Role::anchor && !anchors_hold(stamp)) continue;
            if (stamp.role == Stamp::Role::copyright && !copyright_holds()) continue;
            if (stamp.month && stamp.day && stamp.year) {
                if (settle(stamp)) return std::move(out_);
            } else if (stamp.month && stamp.day) {
                day_and_month(stamp);
                return std::move(out_);
            } else if (stamp.month && stamp.year) {
                month(stamp);
                return std::move(out_);
            } else if (stamp.year) {
                take(stamp, DctStatus::partial);
                out_.dct.value = out_.reference.value = open_value(stamp);
                return std::move(out_);
            }
        }
        return std::move(out_);
    }

private:
    void take(const Stamp& stamp, DctStatus status) {
        out_.dct.status = status;
        out_.dct.source = source_of(stamp.role);
        out_.dct.why = stamp.why;
        out_.evidence.push_back({stamp.range, role_name(stamp.role)});
    }

    bool settle(const Stamp& stamp) {
        const auto day = day_of(*stamp.year, *stamp.month, *stamp.day);
        if (!day) return false;
        const Day dct = *day + ch::days(stamp.shift);
        take(stamp, DctStatus::stated);
        out_.reference.candidates = {dct};
        out_.dct.value = out_.reference.value = iso(dct);
        return true;
    }

    template <class Keep>
    bool narrow(std::vector<Day>& days, Keep keep) const {
        std::vector<Day> left;
        std::copy_if(days.begin(), days.end(), std::back_inserter(left), keep);
        if (left.empty() || left.size() == days.size()) return false;
        days = std::move(left);
        return true;
    }

    void day_and_month(const Stamp& stamp) {
        std::vector<Day> days;
        for (int y = first_year; y <= last_year; ++y) {
            if (const auto day = day_of(y, *stamp.month, *stamp.day)) days.push_back(*day + ch::days(stamp.shift));
        }
        take(stamp, DctStatus::partial);
        // A year that another stamp of the page gives, not far from this day.
        for (const Stamp& other : layout_.stamps) {
            if (!other.year || !other.month || &other == &stamp || other.role == Stamp::Role::anchor) continue;
            const bool month = !other.day;
            const auto day = day_of(*other.year, *other.month, other.day.value_or(1));
            if (!day) continue;
            const auto near = [&](Day d) {
                return month ? ch::year_month_day(d).year() == ch::year(*other.year) && ch::year_month_day(d).month() == ch::month(*other.month)
                             : d <= *day + ch::days(1) && *day - d <= ch::days(7);
            };
            if (narrow(days, near)) out_.evidence.push_back({other.range, role_name(other.role)});
        }
        if (stamp.weekday) narrow(days, [&](Day d) { return weekday_of(d - ch::days(stamp.shift)) == *stamp.weekday; });
        bounds(days);
        terms(days);
        if (!stamp.weekday && days.size() > 1) {
            if (const auto lead = lead_weekday(stamp.range)) {
                // Agencies date the day they write about; the eve only where no year fits that.
                const auto [weekday, range] = *lead;
                const bool same = std::any_of(days.begin(), days.end(), [&, w = weekday](Day d) { return weekday_of(d) == w; });
                const auto shift = ch::days(same ? 0 : 1);
                if (narrow(days, [&, w = weekday](Day d) { return weekday_of(d - shift) == w; })) out_.evidence.push_back({range, "lead-weekday"});
            }
        }
        finish(stamp, std::move(days));
    }

    void month(const Stamp& stamp) {
        std::vector<Day> days;
        for (unsigned d = 1; d <= 31; ++d) {
            if (const auto day = day_of(*stamp.year, *stamp.month, d)) days.push_back(*day);
        }
        take(stamp, DctStatus::partial);
        bounds(days);
        terms(days);
        weekday_order(days);
        finish(stamp, std::move(days));
    }

    void finish(const Stamp& stamp, std::vector<Day> days) {
        if (days.size() == 1) {
            out_.dct.status = DctStatus::inferred;
            if (out_.evidence.size() > 1) out_.dct.source = DctSource::solver;
            out_.dct.value = out_.reference.value = iso(days.front());
        } else {
            out_.dct.value = out_.reference.value = stamp.month && stamp.day && stamp.shift != 0 && !days.empty()
                                                        ? "XXXX" + iso(days.front()).substr(4)
                                                        : open_value(stamp);
            if (days.size() <= listed) {
                for (const Day d : days) out_.dct.candidates.push_back(iso(d));
            }
        }
        out_.reference.candidates = std::move(days);
    }

    // --- clues -------------------------------------------------------------------------------------------------------

    bool in_furniture(Range range) const {
        const auto it = std::partition_point(layout_.furniture.begin(), layout_.furniture.end(),
                                             [&](const Furniture& f) { return f.range.end <= range.begin; });
        return it != layout_.furniture.end() && it->range.overlaps(range);
    }
    bool in_stamp(Range range) const {
        return std::any_of(layout_.stamps.begin(), layout_.stamps.end(), [&](const Stamp& s) { return s.range.overlaps(range); });
    }

    /// "lundi", "ce lundi", not "lundi 3 mars", not "lundi dernier".
    bool bare_weekday(const time::Found& found) const {
        const time::Fields& f = found.fields;
        if (!f.weekday || f.day || f.month || f.year) return false;
        return found.last >= text_.words.size() || (rules_.word_class(text_.word(found.last), text_.words[found.last].hash) & word_relative) == 0;
    }
    bool has_relative(const time::Found& found) const {
        for (std::uint32_t w = found.first; w < found.last && w < text_.words.size(); ++w) {
            if ((rules_.word_class(text_.word(w), text_.words[w].hash) & word_relative) != 0) return true;
        }
        return false;
    }

    std::optional<std::pair<unsigned, Range>> lead_weekday(Range behind) const {
        if (!layout_.lead) return std::nullopt;
        for (const time::Found& found : times_.found) {
            if (!layout_.lead->contains(found.range) || found.range.begin < behind.end) continue;
            if (!bare_weekday(found) || has_relative(found) || found.direction == time::Direction::future) continue;
            return std::pair(*found.fields.weekday, found.range);
        }
        return std::nullopt;
    }

    void bounds(std::vector<Day>& days) {
        for (const time::Found& found : times_.found) {
            const time::Fields& f = found.fields;
            if (!f.year || !f.month || !f.day || found.direction == time::Direction::none) continue;
            if (in_furniture(found.range) || in_stamp(found.range)) continue;
            const auto day = day_of(*f.year, *f.month, *f.day);
            if (!day) continue;
            const bool past = found.direction == time::Direction::past;
            if (narrow(days, [&](Day d) { return past ? d >= *day : d <= *day; })) out_.evidence.push_back({found.range, "bound"});
        }
    }

    void terms(std::vector<Day>& days) {
        std::vector<Day> left = days;
        std::vector<Range> used;
        for (const entity::TermWindow& window : windows_) {
            if (in_furniture(window.range)) continue;
            const auto inside = [&](Day d) { return d >= window.from && (!window.until || d <= *window.until); };
            if (std::none_of(left.begin(), left.end(), inside)) return; // the offices do not go together: say nothing
            if (narrow(left, inside)) used.push_back(window.range);
        }
        days = std::move(left);
        for (const Range range : used) out_.evidence.push_back({range, "office-term"});
    }

    /// A past Saturday and a coming Monday: the day is between them.
    void weekday_order(std::vector<Day>& days) {
        std::vector<std::pair<unsigned, Range>> past;
        std::vector<std::pair<unsigned, Range>> coming;
        for (const time::Found& found : times_.found) {
            if (!bare_weekday(found) || has_relative(found) || in_furniture(found.range)) continue;
            if (found.direction == time::Direction::past) past.emplace_back(*found.fields.weekday, found.range);
            if (found.direction == time::Direction::future) coming.emplace_back(*found.fields.weekday, found.range);
            if (past.size() + coming.size() > 40) break;
        }
        std::vector<Day> left = days;
        std::vector<Range> used;
        for (const auto& p : past) {
            for (const auto& f : coming) {
                const unsigned from = p.first;
                const unsigned span = (f.first + 7 - from) % 7;
                if (span == 0) continue; // last week's and next week's
                const auto between = [&](Day d) { return (weekday_of(d) + 7 - from) % 7 <= span; };
                if (std::none_of(left.begin(), left.end(), between)) return;
                if (!narrow(left, between)) continue;
                used.push_back(p.second);
                used.push_back(f.second);
            }
        }
        days = std::move(left);
        std::sort(used.begin(), used.end());
        used.erase(std::unique(used.begin(), used.end()), used.end());
        for (const Range range : used) out_.evidence.push_back({range, "weekday-order"});
    }

    /// An anchor in the future ("sera reçu ce vendredi (11 février)") is not today, and two that differ are none.
    bool anchors_hold(const Stamp& stamp) const {
        const auto future = [&](const Stamp& s) {
            const clause::Verb* verb = clauses_.clauses.empty() ? nullptr : clauses_.verb_near(text_.word_at(s.range.begin));
            if (s.past) return verb == nullptr || verb->tense != clause::Tense::past;
            return verb != nullptr && (verb->tense == clause::Tense::future || verb->obliged);
        };
        if (future(stamp)) return false;
        return std::none_of(layout_.stamps.begin(), layout_.stamps.end(), [&](const Stamp& s) {
            return s.role == Stamp::Role::anchor && !future(s) && s.shift == stamp.shift &&
                   (s.month != stamp.month || s.day != stamp.day || (s.year && stamp.year && s.year != stamp.year));
        });
    }

    bool copyright_holds() const {
        std::optional<int> year;
        for (const Stamp& s : layout_.stamps) {
            if (s.role != Stamp::Role::copyright) continue;
            if (year && year != s.year) return false;
            year = s.year;
        }
        return std::none_of(times_.found.begin(), times_.found.end(), [&](const time::Found& f) {
            return f.fields.year && f.direction == time::Direction::past && *f.fields.year > *year && !in_furniture(f.range);
        });
    }

    const text::Text& text_;
    const Rules& rules_;
    const Layout& layout_;
    const clause::Layer& clauses_;
    const time::Findings& times_;
    const std::vector<entity::TermWindow>& windows_;
    Dated out_;
};

} // namespace

Dated solve(const Article& article, const text::Text& text, const Rules& rules, const Layout& layout, const clause::Layer& clauses,
            const time::Findings& times, const std::vector<entity::TermWindow>& windows) {
    if (article.published && article.published->day.ok() && article.published->day.year() >= ch::year(1) &&
        article.published->day.year() <= ch::year(9998)) {
        Dated out;
        out.dct.value = std::string(base::IsoTime(article.published->day, article.published->time_of_day).text());
        out.dct.status = DctStatus::given;
        out.dct.source = DctSource::caller;
        out.dct.why = "caller";
        out.reference.candidates = {static_cast<Day>(article.published->day)};
        out.reference.time_of_day = article.published->time_of_day;
        out.reference.value = iso(out.reference.candidates.front());
        return out;
    }
    if (article.plain) return {};
    return Solver(text, rules, layout, clauses, times, windows).run();
}

} // namespace stoltenberg::article
