// The state of a timeline: a set of articles, entities and observations, kept in canonical order.
#include <stoltenberg/timeline.hpp>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "base/utf8.hpp"
#include "timeline/entries.hpp"

namespace stoltenberg {
namespace {

/// FNV-1a, 64 bits: the same everywhere.
std::uint64_t digest_of(std::string_view text) {
    std::uint64_t h = 0xCBF29CE484222325ULL;
    for (const char c : text) {
        h ^= static_cast<unsigned char>(c);
        h *= 0x100000001B3ULL;
    }
    return h;
}

/// `id#2` to `id`.
std::string_view base_of(std::string_view id) {
    const std::size_t hash = id.rfind('#');
    if (hash == std::string_view::npos || hash == 0 || hash + 1 == id.size()) return id;
    for (std::size_t i = hash + 1; i < id.size(); ++i) {
        if (id[i] < '0' || id[i] > '9') return id;
    }
    return id.substr(0, hash);
}

std::optional<int> weekday_of(std::string_view open) {
    if (open.size() != 10 || !open.starts_with("XXXX-WXX-") || open[9] < '1' || open[9] > '7') return std::nullopt;
    return open[9] - '0';
}

/// Days from the first weekday of an article to another, as the direction of each tells.
int distance(int first, bool first_ahead, int other, bool ahead) {
    const int forward = (other - first + 7) % 7;
    const int back = -((first - other + 7) % 7);
    if (first_ahead == ahead) return ahead ? forward : back;
    if (ahead) return forward == 0 ? 7 : forward;
    return back == 0 ? -7 : back;
}

/// Some articles with what they tell. Ids are unique within a part.
struct Part {
    std::vector<TimelineArticle> articles;
    std::vector<TimelineEntity> entities;
    std::vector<Observation> observations;
};

/// Parts folded into one: a set of articles, each counted once, in canonical order.
Part fold(std::vector<Part> parts, std::vector<std::string>& conflicts) {
    Part out;
    struct Group {
        std::vector<std::size_t> members; // articles of `out`
        std::set<std::uint64_t> digests;
    };
    std::map<std::string, Group> groups;                   // by base id
    std::vector<std::map<std::string, std::size_t>> homes; // for each part: old id -> article of `out`
    std::map<std::string, TimelineEntity> entities;        // what the parts call them; counted from the articles below
    for (Part& part : parts) {
        homes.emplace_back();
        for (TimelineEntity& e : part.entities) {
            e.mentions = 0;
            const auto [at, fresh] = entities.try_emplace(e.id, e);
            if (!fresh && std::tie(e.name, e.kind) < std::tie(at->second.name, at->second.kind)) at->second = std::move(e);
        }
        for (TimelineArticle& a : part.articles) {
            Group& group = groups[std::string(base_of(a.id))];
            if (!group.digests.insert(a.digest).second) continue;
            if (!group.members.empty()) conflicts.emplace_back(base_of(a.id));
            group.members.push_back(out.articles.size());
            homes.back().emplace(a.id, out.articles.size());
            out.articles.push_back(std::move(a));
        }
    }
    // Articles that share an id are numbered by their digest, so that no order of arrival shows.
    for (auto& [base, group] : groups) {
        std::vector<std::size_t>& members = group.members;
        if (members.size() < 2) continue;
        std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) { return out.articles[a].digest < out.articles[b].digest; });
        for (std::size_t k = 0; k < members.size(); ++k) out.articles[members[k]].id = k == 0 ? base : base + "#" + std::to_string(k + 1);
    }
    for (std::size_t p = 0; p < parts.size(); ++p) {
        for (Observation& o : parts[p].observations) {
            const auto home = homes[p].find(o.source.article);
            if (home == homes[p].end()) continue;
            const std::string& id = out.articles[home->second].id;
            if (o.source.article != id) o.source.article = id;
            out.observations.push_back(std::move(o));
        }
    }
    std::sort(out.articles.begin(), out.articles.end(),
              [](const TimelineArticle& a, const TimelineArticle& b) { return std::tie(a.id, a.digest) < std::tie(b.id, b.digest); });
    std::sort(out.observations.begin(), out.observations.end(),
              [](const Observation& a, const Observation& b) { return std::tie(a.source.article, a.order) < std::tie(b.source.article, b.order); });
    for (const TimelineArticle& article : out.articles) {
        for (const auto& [id, count] : article.mentions) {
            if (const auto at = entities.find(id); at != entities.end()) at->second.mentions += count;
        }
    }
    for (auto& [id, entity] : entities) {
        if (entity.mentions > 0) out.entities.push_back(std::move(entity));
    }
    std::sort(conflicts.begin(), conflicts.end());
    conflicts.erase(std::unique(conflicts.begin(), conflicts.end()), conflicts.end());
    return out;
}

} // namespace

struct Timeline::State {
    std::mutex lock; ///< guards the settling, which const access may do
    std::atomic<bool> clean = true;
    Part whole;
    std::vector<Part> pending;
    std::vector<std::string> conflicts;
};

Timeline::Timeline() : state_(std::make_unique<State>()) {}
Timeline::~Timeline() = default;
Timeline::Timeline(Timeline&& other) noexcept = default;
Timeline& Timeline::operator=(Timeline&& other) noexcept = default;
Timeline::Timeline(const Timeline& other) : Timeline() {
    const State& theirs = other.settled();
    state_->whole = theirs.whole;
    state_->conflicts = theirs.conflicts;
}
Timeline& Timeline::operator=(const Timeline& other) {
    if (this != &other) *this = Timeline(other);
    return *this;
}

Timeline::State& Timeline::settled() const {
    State& s = *state_;
    if (!s.clean.load(std::memory_order_acquire)) {
        const std::lock_guard guard(s.lock);
        if (!s.clean.load(std::memory_order_relaxed)) {
            std::vector<Part> parts;
            parts.reserve(s.pending.size() + 1);
            parts.push_back(std::move(s.whole));
            std::move(s.pending.begin(), s.pending.end(), std::back_inserter(parts));
            s.pending.clear();
            s.whole = fold(std::move(parts), s.conflicts);
            s.clean.store(true, std::memory_order_release);
        }
    }
    return s;
}

void Timeline::add(const Document& document, std::string_view path, OffsetUnit unit) {
    // A timeline is made to be written and read again: what is no UTF-8 changes here, once, and not on its way through JSON.
    const auto clean = [](std::string_view s) { return base::to_valid_utf8(s); };
    Part one;
    TimelineArticle article;
    article.id = clean(!document.article.id.empty() ? std::string_view(document.article.id) : path);
    article.title = clean(!document.article.title.empty() ? std::string_view(document.article.title)
                          : document.title                ? document.text(*document.title)
                                                          : std::string_view());
    article.path = clean(path);
    article.digest = digest_of(document.text());
    article.dct = document.dct;
    article.dct.evidence.clear();

    std::map<std::string, TimelineEntity> entities;
    for (const Mention& m : document.mentions) {
        if (m.furniture || m.ids.size() != 1) continue;
        const auto it = entities.try_emplace(m.ids.front(), TimelineEntity{m.ids.front(), m.kind, clean(m.name), 0}).first;
        ++it->second.mentions;
    }
    const OffsetConverter at(document.text(), unit);
    std::optional<std::pair<int, bool>> first;
    for (std::size_t i = 0; i < document.events.size(); ++i) {
        const Event& e = document.events[i];
        if (e.aside) continue;
        Observation o;
        o.source = {article.id,
                    {at(e.span.begin), at(e.span.end)},
                    clean(document.text(e.span)),
                    e.time && *e.time < document.times.size() ? clean(document.text(document.times[*e.time].span)) : std::string()};
        o.edtf = e.edtf;
        o.interval = e.interval;
        o.granularity = e.granularity;
        o.open_value = e.open_value;
        o.status = e.edtf.empty() ? TimexStatus::unresolved : TimexStatus::resolved;
        if (e.time && *e.time < document.times.size() && !e.edtf.empty()) o.status = document.times[*e.time].status;
        o.type = e.type;
        o.mode = e.mode;
        o.trigger = clean(document.text(e.trigger));
        o.modality = e.modality;
        o.summary = clean(e.summary);
        o.participants = e.participants;
        o.place = e.place;
        o.order = i;
        o.dct_assumed = e.basis == "dct";
        if (const std::optional<int> weekday = weekday_of(e.open_value)) {
            const bool ahead = e.modality == Modality::planned;
            if (!first) first.emplace(*weekday, ahead);
            o.offset_days = distance(first->first, first->second, *weekday, ahead);
        }
        one.observations.push_back(std::move(o));
    }
    for (auto& [id, entity] : entities) {
        article.mentions.emplace_back(id, entity.mentions);
        one.entities.push_back(std::move(entity));
    }
    one.articles.push_back(std::move(article));
    state_->pending.push_back(std::move(one));
    state_->clean = false;
    // What parts repeat is folded away as they come; doubling keeps the sorting at n log n.
    if (state_->pending.size() > 1024 + state_->whole.articles.size()) (void)settled();
}

void Timeline::merge(const Timeline& other) {
    State& theirs = other.settled();
    state_->pending.push_back(theirs.whole);
    state_->conflicts.insert(state_->conflicts.end(), theirs.conflicts.begin(), theirs.conflicts.end());
    state_->clean = false;
}

Timeline Timeline::from_parts(std::vector<TimelineArticle> articles, std::vector<TimelineEntity> entities, std::vector<Observation> observations) {
    Timeline out;
    out.state_->pending.push_back({std::move(articles), std::move(entities), std::move(observations)});
    out.state_->clean = false;
    return out;
}

const std::vector<TimelineArticle>& Timeline::articles() const& { return settled().whole.articles; }
const std::vector<TimelineEntity>& Timeline::entities() const& { return settled().whole.entities; }
const std::vector<Observation>& Timeline::observations() const& { return settled().whole.observations; }
const std::vector<std::string>& Timeline::conflicts() const& { return settled().conflicts; }

Timeline::Result Timeline::entries(const TimelineOptions& options) const {
    const Part& whole = settled().whole;
    return timeline::make_entries(whole.articles, whole.entities, whole.observations, options);
}

} // namespace stoltenberg
