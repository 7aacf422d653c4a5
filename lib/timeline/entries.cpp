#include "timeline/entries.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "timeline/cluster.hpp"

namespace stoltenberg::timeline {
namespace {

using std::chrono::days;

Day day_of(LocalTime t) { return std::chrono::floor<days>(t); }

std::uint64_t hash(std::uint64_t h, std::string_view text) {
    for (const char c : text) {
        h ^= static_cast<unsigned char>(c);
        h *= 0x100000001B3ULL;
    }
    return (h ^ 0x1F) * 0x100000001B3ULL;
}

std::string hex(std::uint64_t value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out.push_back(digits[(value >> static_cast<unsigned>(shift)) & 0xFU]);
    return out;
}

/// Minutes an interval covers; open ends are wide.
long long width(const Entry& e) {
    if (!e.interval || !e.interval->from || !e.interval->until) return 1LL << 40U;
    return (*e.interval->until - *e.interval->from).count();
}

/// Where an entry stands in time: the earliest bound known of its start, else its first observation.
LocalTime start_of(const Entry& e, LocalTime first_seen) { return e.interval && e.interval->from ? *e.interval->from : first_seen; }

struct Placed {
    Entry entry;
    LocalTime start;
    long importance = 0;
};

/// Of the modalities that sources give, the one that holds: a fact beats a claim beats a plan.
Modality joined(const std::vector<const Item*>& items) {
    constexpr std::array<Modality, 6> order{Modality::occurred, Modality::ongoing,      Modality::reported,
                                            Modality::planned,  Modality::hypothetical, Modality::negated};
    for (const Modality m : order) {
        for (const Item* i : items) {
            if (i->observation->modality == m) return m;
        }
    }
    return Modality::occurred;
}

/// How much an item says about the time: lower is surer.
int vagueness(const Item& i) {
    if (!i.dated()) return 9;
    const bool multi_day = i.day() && i.edtf.find('/') != std::string::npos;
    if (i.day()) return i.explicit_time() || i.settled ? (multi_day ? 0 : 1) : (i.observation->dct_assumed ? 3 : 2);
    if (i.interval && i.interval->from && i.interval->until) return 4;
    if (i.interval && i.interval->from) return 5;
    return 6;
}

long type_importance(std::string_view type) {
    constexpr std::array<std::pair<std::string_view, long>, 8> weights{
        {{"ASSAULT", 8}, {"DEATH", 6}, {"DISASTER", 7}, {"ELECTION", 7}, {"OFFICE", 6}, {"CONSULT", 4}, {"SANCTION", 5}, {"STATEMENT", -6}}};
    for (const auto& [name, w] : weights) {
        if (name == type) return w;
    }
    return 3;
}

std::optional<LocalTime> seen_on(const Item& i, const std::map<std::string_view, const TimelineArticle*>& articles) {
    if (i.interval && i.interval->from) return i.interval->from;
    if (i.interval && i.interval->until) return LocalTime{day_of(*i.interval->until - std::chrono::minutes{1})};
    const auto it = articles.find(i.observation->source.article);
    if (it != articles.end()) {
        if (const auto day = CivilTime::parse(it->second->dct.value)) return LocalTime{std::chrono::local_days{day->day}};
    }
    return std::nullopt;
}

} // namespace

Timeline::Result make_entries(const std::vector<TimelineArticle>& articles, const std::vector<TimelineEntity>& entities,
                              const std::vector<Observation>& observations, const TimelineOptions& options) {
    const Clustering clustering(observations, articles, options.all);
    const std::vector<Item>& items = clustering.items();
    std::map<std::string_view, const TimelineArticle*> by_id;
    for (const TimelineArticle& a : articles) by_id.emplace(a.id, &a);
    std::map<std::string_view, std::size_t> mentions;
    for (const TimelineEntity& e : entities) mentions.emplace(e.id, e.mentions);

    std::vector<Placed> dated, undated;
    for (const Cluster& cluster : clustering.clusters()) {
        std::vector<const Item*> members;
        for (const std::uint32_t i : cluster.items) members.push_back(&items[i]);
        // The item that speaks for the entry: surest time, then most participants, then first.
        const Item* best = members.front();
        const Item* voice = members.front();
        for (const Item* m : members) {
            if (vagueness(*m) < vagueness(*best)) best = m;
        }
        const Modality modality = joined(members);
        const auto says = [&](const Item& m) {
            return std::tuple(m.observation->type == best->observation->type ? 0 : 1, m.observation->modality == modality ? 0 : 1,
                              m.explicit_time() ? 0 : 1, -static_cast<int>(m.who.size()));
        };
        for (const Item* m : members) {
            if (says(*m) < says(*voice)) voice = m;
        }
        Placed p;
        Entry& e = p.entry;
        e.edtf = best->edtf;
        e.interval = best->interval;
        e.granularity = best->settled ? "day" : best->observation->granularity;
        e.status = best->settled ? TimexStatus::resolved : best->observation->status;
        e.type = voice->observation->type;
        e.mode = voice->observation->mode;
        e.why = best->why;
        e.modality = modality;
        e.summary = voice->observation->summary;
        e.place = voice->observation->place;
        // A state seen again and again holds up to the last that saw it.
        if (best->open()) {
            for (const Item* m : members) {
                if (m->open() && m->interval->until && e.interval->until && *m->interval->until > *e.interval->until) {
                    e.edtf = m->edtf;
                    e.interval = m->interval;
                }
            }
        }
        std::optional<LocalTime> first_seen;
        for (const Item* m : members) {
            if (e.mode.empty() && m->observation->type == e.type) e.mode = m->observation->mode;
            if (e.place.empty()) e.place = m->observation->place;
            for (const Participant& who : m->observation->participants) {
                const auto there = std::find_if(e.participants.begin(), e.participants.end(), [&](const Participant& q) { return q.id == who.id; });
                if (there == e.participants.end())
                    e.participants.push_back(who);
                else if (who.role == ParticipantRole::actor)
                    there->role = ParticipantRole::actor;
            }
            const auto seen = seen_on(*m, by_id);
            if (seen && (!first_seen || *seen < *first_seen)) first_seen = seen;
        }
        std::vector<const Item*> ordered = members;
        std::sort(ordered.begin(), ordered.end(), [](const Item* a, const Item* b) {
            return std::tie(a->observation->source.article, a->observation->order) < std::tie(b->observation->source.article, b->observation->order);
        });
        std::set<std::string_view> wordings; // a republished copy says nothing new
        for (const Item* m : ordered) {
            e.observations.push_back(*m->observation);
            wordings.insert(m->observation->source.quote);
            if (m->day() && !m->edtf.empty() && m->edtf != e.edtf && m->explicit_time() && best->day() && m->interval != e.interval) {
                const bool inside = e.interval && m->interval && e.interval->from <= m->interval->from && m->interval->until <= e.interval->until;
                if (!inside && std::find(e.dates.begin(), e.dates.end(), m->edtf) == e.dates.end()) e.dates.push_back(m->edtf);
            }
        }
        std::sort(e.dates.begin(), e.dates.end());
        std::uint64_t h = hash(0xCBF29CE484222325ULL, e.type);
        h = hash(h, e.edtf);
        h = hash(h, e.observations.front().source.article);
        h = hash(h, std::to_string(e.observations.front().order));
        e.id = "event/" + hex(h);
        std::map<std::string_view, std::string_view> sources; // first wording that an article brings
        for (const Item* m : ordered) sources.emplace(m->observation->source.article, m->observation->source.quote);
        std::set<std::string_view> firsts;
        for (const auto& [article, quote] : sources) firsts.insert(quote);
        p.importance = static_cast<long>(firsts.size()) * 6 + static_cast<long>(wordings.size()) + type_importance(e.type);
        if (e.modality == Modality::planned) p.importance -= 1;
        if (!best->explicit_time()) p.importance -= 2;
        long known = 0;
        for (const Participant& who : e.participants) {
            const auto it = mentions.find(who.id);
            if (it != mentions.end()) known += it->second > 20 ? 3 : (it->second > 4 ? 2 : 1);
        }
        p.importance += std::min(known, 8L);

        if (!options.about.empty()) {
            const bool about = std::any_of(options.about.begin(), options.about.end(), [&](const std::string& id) {
                return e.place == id ||
                       std::any_of(e.participants.begin(), e.participants.end(), [&](const Participant& who) { return who.id == id; });
            });
            if (!about) continue;
        }
        const bool is_dated = !e.edtf.empty();
        if (options.from || options.to) {
            if (!is_dated || !e.interval) continue;
            if (options.from && e.interval->until && *e.interval->until <= LocalTime{std::chrono::local_days{*options.from}}) continue;
            if (options.to) {
                const LocalTime start = e.interval->from ? *e.interval->from : first_seen.value_or(LocalTime{});
                if (start >= LocalTime{std::chrono::local_days{*options.to} + days{1}}) continue;
            }
        }
        p.start = start_of(e, first_seen.value_or(LocalTime::max()));
        if (!is_dated) {
            for (const Item* m : ordered) {
                if (e.weekday.empty() && m->observation->open_value.starts_with("XXXX-WXX-")) {
                    e.weekday = m->observation->open_value;
                    e.offset_days = m->observation->offset_days;
                }
            }
        }
        (is_dated ? dated : undated).push_back(std::move(p));
    }
    if (options.top > 0) {
        std::vector<std::tuple<long, std::string, bool, std::size_t>> ranking;
        for (std::size_t i = 0; i < dated.size(); ++i) ranking.emplace_back(-dated[i].importance, dated[i].entry.id, true, i);
        for (std::size_t i = 0; i < undated.size(); ++i) ranking.emplace_back(-undated[i].importance + 2, undated[i].entry.id, false, i);
        std::sort(ranking.begin(), ranking.end());
        if (ranking.size() > options.top) ranking.resize(options.top);
        std::vector<Placed> kept_dated, kept_undated;
        for (const auto& [importance, id, is_dated, i] : ranking)
            (is_dated ? kept_dated : kept_undated).push_back(std::move(is_dated ? dated[i] : undated[i]));
        dated = std::move(kept_dated);
        undated = std::move(kept_undated);
    }
    const auto position = [](const Placed& p) { return std::tie(p.entry.observations.front().source.article, p.entry.observations.front().order); };
    std::sort(dated.begin(), dated.end(), [&](const Placed& a, const Placed& b) {
        if (a.start != b.start) return a.start < b.start;
        if (width(a.entry) != width(b.entry)) return width(a.entry) < width(b.entry);
        return position(a) < position(b);
    });
    // Undated: article by article; within one its own days where it tells them, else as it tells it.
    std::sort(undated.begin(), undated.end(), [&](const Placed& a, const Placed& b) {
        const std::string& x = a.entry.observations.front().source.article;
        const std::string& y = b.entry.observations.front().source.article;
        if (x != y) return x < y;
        return position(a) < position(b);
    });
    Timeline::Result out;
    for (Placed& p : dated) out.events.push_back(std::move(p.entry));
    for (Placed& p : undated) out.undated.push_back(std::move(p.entry));
    return out;
}

} // namespace stoltenberg::timeline
