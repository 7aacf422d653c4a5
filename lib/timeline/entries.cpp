#include "timeline/entries.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>

#include "timeline/kinds.hpp"

namespace stoltenberg::timeline {
namespace {

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

/// Of the modalities that sources give, the one that holds: a fact beats a claim beats a plan.
Modality joined(const std::vector<const Item*>& items) {
    constexpr std::array<Modality, 6> order{Modality::occurred, Modality::ongoing,      Modality::reported,
                                            Modality::planned,  Modality::hypothetical, Modality::negated};
    for (const Modality m : order) {
        for (const Item* i : items) {
            if (i->told->modality == m) return m;
        }
    }
    return Modality::occurred;
}

constexpr int most_vague = 9; ///< no date at all
constexpr int toll_doubt = 3; ///< the day a toll was counted: a day later, or more
/// What was put off says less about the time than the vaguest of what holds.
constexpr int superseded_doubt = most_vague + toll_doubt + 1;

/// How much an item says about the time: lower is surer.
int vagueness(const Item& i, bool several_days) {
    if (!i.dated()) return most_vague;
    if (i.day()) return i.explicit_time() || i.settled() ? (several_days ? 0 : 1) : (i.told->dct_assumed ? 3 : 2);
    if (i.when.begins() && i.when.ends()) return 4;
    if (i.when.begins()) return 5;
    return 6;
}

std::string_view reason(Settled how) {
    constexpr std::array<std::string_view, 6> words{"",
                                                    "same event and weekday in ",
                                                    "same words and weekday in ",
                                                    "same event, month and day in ",
                                                    "same words, month and day in ",
                                                    "nearest year to an event in "};
    return words[static_cast<std::size_t>(how)];
}

long type_importance(std::string_view type) {
    constexpr std::array<std::pair<std::string_view, long>, 8> weights{
        {{"ASSAULT", 8}, {"DEATH", 6}, {"DISASTER", 7}, {"ELECTION", 7}, {"OFFICE", 6}, {"CONSULT", 4}, {"SANCTION", 5}, {"STATEMENT", -6}}};
    for (const auto& [name, w] : weights) {
        if (name == type) return w;
    }
    return 3;
}

} // namespace

std::optional<LocalTime> Entries::seen_on(const Item& i) const {
    if (i.when.begins()) return i.when.from;
    if (i.when.ends()) return LocalTime{day_of(i.when.until - std::chrono::minutes{1})};
    if (const auto day = CivilTime::parse(store_.name(store_.papers()[i.article].dct))) return LocalTime{std::chrono::local_days{day->day}};
    return std::nullopt;
}

bool Entries::make(std::uint32_t cluster, const TimelineOptions& options, Line& line, Entry& e) const {
    std::vector<const Item*> members;
    bool disaster = false;
    for (std::uint32_t i = clustering_.clusters()[cluster].first; i != Clustering::none; i = clustering_.next(i)) {
        members.push_back(&clustering_.items()[i]);
        disaster = disaster || members.back()->type == Type::disaster;
    }
    // The day of a toll is not the day of what it counts.
    const auto counts = [&](const Item& m) { return disaster && m.type == Type::death; };
    const auto doubt = [&](const Item& m) {
        return vagueness(m, !m.settled() && store_.name(m.told->edtf).find('/') != std::string_view::npos) + (counts(m) ? toll_doubt : 0) +
               (m.superseded ? superseded_doubt : 0);
    };
    // The item that speaks for the entry: surest time, then most participants, then first.
    const Item* best = members.front();
    const Item* voice = members.front();
    for (const Item* m : members) {
        if (doubt(*m) < doubt(*best)) best = m;
    }
    const Modality modality = joined(members);
    const auto says = [&](const Item& m) {
        const bool leads = disaster ? m.type == Type::disaster : m.told->type == best->told->type;
        return std::tuple(m.superseded, leads ? 0 : 1, m.told->modality == modality ? 0 : 1, m.explicit_time() ? 0 : 1,
                          -static_cast<int>(m.who_count));
    };
    for (const Item* m : members) {
        if (says(*m) < says(*voice)) voice = m;
    }
    e.edtf = clustering_.edtf(*best);
    When when = best->when;
    e.granularity = best->settled() ? "day" : store_.name(best->told->granularity);
    e.status = best->settled() ? TimexStatus::resolved : best->told->status;
    e.type = store_.name(voice->told->type);
    e.mode = store_.name(voice->told->mode);
    if (best->settled()) e.why = std::string(reason(best->how_settled)) + store_.papers()[best->settled_by].id;
    e.modality = modality;
    e.summary = store_.text(voice->told->summary);
    e.place = store_.name(voice->told->place);
    // A state seen again and again holds up to the last that saw it.
    if (best->open()) {
        for (const Item* m : members) {
            if (m->open() && m->when.ends() && when.ends() && m->when.until > when.until) {
                e.edtf = clustering_.edtf(*m);
                when = m->when;
            }
        }
    }
    e.interval = when.interval();
    std::optional<LocalTime> first_seen;
    for (const Item* m : members) {
        if (e.mode.empty() && m->told->type == voice->told->type) e.mode = store_.name(m->told->mode);
        if (e.place.empty()) e.place = store_.name(m->told->place);
        const auto* const list = store_.participants(*m->told);
        for (std::uint32_t k = 0; k < m->told->who_count; ++k) {
            const std::string_view id = store_.name(list[k].first);
            const auto there = std::find_if(e.participants.begin(), e.participants.end(), [&](const Participant& q) { return q.id == id; });
            // Nobody does a disaster: who fired the shots before the fire is named beside it.
            const bool beside = voice->type == Type::disaster && m->type != Type::disaster && list[k].second == ParticipantRole::actor;
            const ParticipantRole role = beside ? ParticipantRole::other : list[k].second;
            if (there == e.participants.end())
                e.participants.push_back({std::string(id), role});
            else if (role == ParticipantRole::actor)
                there->role = ParticipantRole::actor;
        }
        const auto seen = seen_on(*m);
        if (seen && (!first_seen || *seen < *first_seen)) first_seen = seen;
    }
    std::sort(members.begin(), members.end(), [](const Item* a, const Item* b) { return a->told < b->told; });
    std::set<Text> wordings, firsts; // a republished copy says nothing new
    std::uint32_t last_article = Clustering::none;
    for (const Item* m : members) {
        e.observations.push_back(store_.observation(*m->told));
        wordings.insert(m->told->quote);
        if (m->article != last_article) firsts.insert(m->told->quote); // first wording that an article brings
        last_article = m->article;
        if (m->day() && m->dated() && !counts(*m) && m->explicit_time() && best->day() && m->when != when) {
            const bool within = when.known && when.from <= m->when.from && m->when.until <= when.until;
            std::string day = clustering_.edtf(*m);
            if (!within && day != e.edtf && std::find(e.dates.begin(), e.dates.end(), day) == e.dates.end()) e.dates.push_back(std::move(day));
        }
    }
    std::sort(e.dates.begin(), e.dates.end());
    std::uint64_t h = hash(0xCBF29CE484222325ULL, e.type);
    h = hash(h, e.edtf);
    h = hash(h, e.observations.front().source.article);
    h = hash(h, std::to_string(e.observations.front().order));
    e.id = "event/" + hex(h);

    line.cluster = cluster;
    line.first = static_cast<std::uint32_t>(members.front()->told - store_.told().data());
    line.dated = !e.edtf.empty();
    line.importance = static_cast<long>(firsts.size()) * 6 + static_cast<long>(wordings.size()) + type_importance(e.type);
    if (e.modality == Modality::planned) line.importance -= 1;
    if (!best->explicit_time()) line.importance -= 2;
    long known = 0;
    for (const Participant& who : e.participants) {
        const std::size_t n = store_.mentions(who.id);
        known += n > 20 ? 3 : (n > 4 ? 2 : (n > 0 ? 1 : 0));
    }
    line.importance += std::min(known, 8L);

    if (!options.about.empty()) {
        const bool about = std::any_of(options.about.begin(), options.about.end(), [&](const std::string& id) {
            return e.place == id || std::any_of(e.participants.begin(), e.participants.end(), [&](const Participant& who) { return who.id == id; });
        });
        if (!about) return false;
    }
    if (options.from || options.to) {
        if (!line.dated || !when.known) return false;
        if (options.from && when.ends() && when.until <= LocalTime{std::chrono::local_days{*options.from}}) return false;
        if (options.to) {
            const LocalTime start = when.begins() ? when.from : first_seen.value_or(LocalTime{});
            if (start >= LocalTime{std::chrono::local_days{*options.to} + days{1}}) return false;
        }
    }
    // The earliest bound known of its start, else its first observation.
    line.start = when.begins() ? when.from : first_seen.value_or(LocalTime::max());
    line.width = when.begins() && when.ends() ? (when.until - when.from).count() : 1LL << 40U;
    if (!line.dated) {
        for (const Item* m : members) {
            const std::string_view open = store_.name(m->told->open);
            if (e.weekday.empty() && open.starts_with("XXXX-WXX-")) {
                e.weekday = open;
                e.offset_days = m->told->offset_days;
            }
        }
    }
    return true;
}

Entries::Entries(const Store& store, const TimelineOptions& options) : store_(store), clustering_(store, options.all) {
    std::vector<std::string> ids;
    for (std::uint32_t c = 0; c < clustering_.clusters().size(); ++c) {
        if (clustering_.clusters()[c].called_off) continue;
        Line line;
        Entry entry;
        if (!make(c, options, line, entry)) continue;
        lines_.push_back(line);
        if (options.top > 0) ids.push_back(std::move(entry.id));
    }
    if (options.top > 0 && lines_.size() > options.top) {
        std::vector<std::size_t> ranking(lines_.size());
        for (std::size_t i = 0; i < ranking.size(); ++i) ranking[i] = i;
        const auto key = [&](std::size_t i) { return std::tuple(-lines_[i].importance + (lines_[i].dated ? 0 : 2), std::string_view(ids[i]), i); };
        std::sort(ranking.begin(), ranking.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        std::vector<Line> kept;
        for (std::size_t i = 0; i < options.top; ++i) kept.push_back(lines_[ranking[i]]);
        lines_ = std::move(kept);
    }
    // Undated: article by article, as each tells it.
    std::sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
        if (a.dated != b.dated) return a.dated;
        if (a.dated && a.start != b.start) return a.start < b.start;
        if (a.dated && a.width != b.width) return a.width < b.width;
        return a.first != b.first ? a.first < b.first : a.cluster < b.cluster;
    });
}

void Entries::visit(const TimelineVisitor& visitor) const {
    std::vector<bool> shown(store_.told().size());
    for (const Line& line : lines_) {
        for (std::uint32_t i = clustering_.clusters()[line.cluster].first; i != Clustering::none; i = clustering_.next(i)) {
            shown[static_cast<std::size_t>(clustering_.items()[i].told - store_.told().data())] = true;
        }
        const auto& show = line.dated ? visitor.event : visitor.undated;
        if (!show) continue;
        Line again;
        Entry entry;
        (void)make(line.cluster, {}, again, entry);
        show(entry);
    }
    if (!visitor.hidden) return;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (!shown[i]) visitor.hidden(store_.observation(store_.told()[i]));
    }
}

} // namespace stoltenberg::timeline
