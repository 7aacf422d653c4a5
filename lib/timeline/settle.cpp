// Days that an article leaves open, taken from other articles that tell of the same event.
#include <algorithm>
#include <map>
#include <set>

#include "timeline/kinds.hpp"

namespace stoltenberg::timeline {
namespace {

constexpr std::size_t most_looked_at = 4096; ///< others that one observation is held against
/// A day and month without a year are the nearest to the writing as far as this; further off the year depends on more.
constexpr days nearest{60};

bool one_of_days(std::string_view edtf) { return edtf.starts_with('['); }

/// "XXXX-01-12"
std::optional<std::chrono::month_day> month_day_of(std::string_view edtf) {
    const auto digit = [&](std::size_t i) { return edtf[i] >= '0' && edtf[i] <= '9' ? static_cast<unsigned>(edtf[i] - '0') : 99; };
    if (edtf.size() != 10 || !edtf.starts_with("XXXX-") || edtf[7] != '-') return std::nullopt;
    const std::chrono::month_day md{std::chrono::month{digit(5) * 10 + digit(6)}, std::chrono::day{digit(8) * 10 + digit(9)}};
    return md.ok() ? std::optional(md) : std::nullopt;
}

std::optional<Day> nearest_to(Day anchor, std::chrono::month_day md) {
    const auto year = std::chrono::year_month_day{anchor}.year();
    for (const int off : {-1, 0, 1}) {
        const auto ymd = (year + std::chrono::years{off}) / md;
        if (ymd.ok() && std::chrono::abs(Day{ymd} - anchor) <= nearest) return Day{ymd};
    }
    return std::nullopt;
}

} // namespace

/// The day is open, but something is known of it: its distance from the article's first weekday, or its month and day.
bool Clustering::leaves_open(const Item& item) const {
    if (item.denial) return false;
    const std::string_view edtf = store_->name(item.told->edtf);
    return month_day_of(edtf) || (item.told->offset_days && (!item.when.known || one_of_days(edtf)));
}

/// Whatever the article says of the day agrees: weekday, month and day, the few days it may be.
bool Clustering::may_be(const Item& item, Day day) const {
    const std::string_view edtf = store_->name(item.told->edtf);
    const auto weekday = weekday_of(store_->name(item.told->open));
    const std::chrono::year_month_day ymd{day};
    if (weekday && std::chrono::weekday{day}.iso_encoding() != *weekday) return false;
    if (const auto md = month_day_of(edtf)) return *md == ymd.month() / ymd.day();
    return !one_of_days(edtf) || edtf.find(CivilTime{ymd, std::nullopt}.to_string()) != std::string_view::npos;
}

/// Enough people, kind and place in common to be the same event, whenever it was.
bool Clustering::same_but_for_time(const Item& item, const Item& other) const {
    if (other.article == item.article || other.told->type != item.told->type) return false;
    if (!modes_agree(store_->name(item.told->type), store_->name(item.told->mode), store_->name(other.told->mode))) return false;
    const auto people = who(item);
    const auto others = who(other);
    const std::size_t common = shared(people, others);
    int rarity = 0;
    for (const std::uint32_t p : people) {
        if (contains(others, p)) rarity += weight(p);
    }
    const bool same_place = item.place != 0 && item.place == other.place;
    // One in common: on the spot, and whoever else the other names stands in this article, too.
    const auto known = [&](std::uint32_t w) { return names(item.article, names_[w]); };
    // A weekday beside the day and month is a proof by itself that it is that year; then one in common is enough.
    const bool there = same_place && people.empty() && others.empty();
    const bool proof = item.told->open != 0 && month_day_of(store_->name(item.told->edtf)) && (common > 0 || there);
    if (common < 2 && !proof &&
        !(common == 1 && same_place && rarity >= 2 && (item.told->mode == other.told->mode || std::all_of(others.begin(), others.end(), known))))
        return false;
    if (common < std::min(people.size(), others.size()) && common < 3) return false;
    // States agree and accuse each other every day: it takes the same way of doing it, a place or a person.
    const bool person = std::any_of(people.begin(), people.end(), [&](std::uint32_t w) { return is(w, "person/") && contains(others, w); });
    if (!same_place && !person && item.told->mode != other.told->mode) return false;
    return item.place == 0 || other.place == 0 || item.place == other.place;
}

/// An article without a date takes its days from the others when exactly one reading fits: weekdays all together, by the day of its first one;
/// a month and day by itself, or as the nearest to the days that are known by then.
void Clustering::settle() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> open; // article -> items
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        if (leaves_open(items_[i])) open[items_[i].article].push_back(i);
    }
    if (open.empty()) return;
    // Dated days by participant, and by words.
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> dated;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> printed;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        if (!items_[i].day() || items_[i].denial) continue;
        for (const std::uint32_t w : who(items_[i])) dated[w].push_back(i);
        if (items_[i].who_count == 0 && items_[i].place != 0) dated[items_[i].place].push_back(i);
        if (items_[i].wording != 0) printed[items_[i].wording].push_back(i);
    }
    struct Proof {
        std::uint32_t article;
        Settled how;
    };
    using Readings = std::map<Day, Proof>; // who says so
    bool changed = false;
    const auto settle_on = [&](Item& item, Day day, const Proof& proof) {
        item.when = When(Interval{LocalTime{day}, LocalTime{day + days{1}}});
        item.settled_by = proof.article;
        item.how_settled = proof.how;
        changed = true;
    };
    for (const auto& [article, list] : open) {
        Readings first_days;                       // of the article's first weekday
        std::map<std::uint32_t, Readings> by_item; // of each month and day
        const auto says = [&](std::uint32_t i, const Item& other, bool copied) {
            const Item& item = items_[i];
            const Day day = day_of(other.when.from);
            if (!may_be(item, day)) return;
            if (item.told->offset_days)
                first_days.try_emplace(day - days{*item.told->offset_days}, Proof{other.article, copied ? Settled::copied : Settled::weekday});
            else
                by_item[i].try_emplace(day, Proof{other.article, copied ? Settled::copied_day : Settled::month_day});
        };
        for (const std::uint32_t i : list) {
            const Item& item = items_[i];
            std::size_t looked = 0;
            if (const auto at = printed.find(item.wording); item.wording != 0 && at != printed.end()) {
                for (const std::uint32_t k : at->second) {
                    if (++looked > most_looked_at) break;
                    if (items_[k].article != article && items_[k].told->type == item.told->type) says(i, items_[k], true);
                }
            }
            // Who takes part, or where nobody is named, the place.
            const auto people = item.who_count == 0 && item.place != 0 ? std::span(&item.place, 1) : who(item);
            for (const std::uint32_t w : people) {
                const auto at = dated.find(w);
                if (at == dated.end()) continue;
                for (const std::uint32_t k : at->second) {
                    if (++looked > most_looked_at) break;
                    if (same_but_for_time(item, items_[k])) says(i, items_[k], false);
                }
            }
        }
        std::optional<std::pair<Day, Proof>> written; // near enough the day of writing to tell the year
        if (first_days.size() == 1) {
            const auto& [base, proof] = *first_days.begin();
            written.emplace(base, Proof{proof.article, Settled::year});
            for (const std::uint32_t i : list) {
                if (!items_[i].told->offset_days) continue;
                const Day day = base + days{*items_[i].told->offset_days};
                if (may_be(items_[i], day)) settle_on(items_[i], day, proof);
            }
        } else if (const auto dct = month_day_of(store_->name(store_->papers()[article].dct))) {
            // "PARIS, 14 janvier": the year in which the article stands nearest to what it tells of.
            std::map<Day, Proof> years;
            for (const auto& [i, readings] : by_item) {
                if (readings.size() != 1) continue;
                if (const auto day = nearest_to(readings.begin()->first, *dct)) years.try_emplace(*day, readings.begin()->second);
            }
            if (years.size() == 1) written.emplace(years.begin()->first, Proof{years.begin()->second.article, Settled::year});
        }
        for (const std::uint32_t i : list) {
            const auto md = month_day_of(store_->name(items_[i].told->edtf));
            if (!md || items_[i].told->offset_days) continue;
            const auto at = by_item.find(i);
            const bool proved = at != by_item.end() && at->second.size() == 1;
            const auto near = written ? nearest_to(written->first, *md) : std::nullopt;
            if (proved && (!near || *near == at->second.begin()->first))
                settle_on(items_[i], at->second.begin()->first, at->second.begin()->second);
            else if (near && !proved && may_be(items_[i], *near))
                settle_on(items_[i], *near, written->second);
        }
    }
    if (changed) build();
}

} // namespace stoltenberg::timeline
