// The state of a timeline: a store of articles and observations, put in canonical order when somebody looks.
#include <stoltenberg/timeline.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "base/utf8.hpp"
#include "timeline/entries.hpp"
#include "timeline/kinds.hpp"
#include "timeline/store.hpp"

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

/// Days from the first weekday of an article to another, as the direction of each tells. What was done is told within a week, and what is told first
/// is of the day of writing or the day before: the day after it is the next and not the last of its name, two days after it nobody knows.
std::optional<int> distance(int first, bool first_ahead, int other, bool ahead) {
    const int forward = (other - first + 7) % 7;
    const int back = -((first - other + 7) % 7);
    if (first_ahead && ahead) return forward;
    if (!first_ahead && !ahead && forward == 2) return std::nullopt;
    if (!first_ahead && !ahead) return forward == 1 ? 1 : back;
    if (ahead) return forward == 0 ? 7 : forward;
    return back == 0 ? -7 : back;
}

} // namespace

struct Timeline::State {
    std::mutex lock; ///< guards the settling, which const access may do
    std::atomic<bool> clean = true;
    timeline::Store store;
};

Timeline::Timeline() : state_(std::make_unique<State>()) {}
Timeline::~Timeline() = default;
Timeline::Timeline(Timeline&& other) noexcept = default;
Timeline& Timeline::operator=(Timeline&& other) noexcept = default;
Timeline::Timeline(const Timeline& other) : Timeline() { merge(other); }
Timeline& Timeline::operator=(const Timeline& other) {
    if (this != &other) *this = Timeline(other);
    return *this;
}

Timeline::State& Timeline::settled() const {
    State& s = *state_;
    if (!s.clean.load(std::memory_order_acquire)) {
        const std::lock_guard guard(s.lock);
        if (!s.clean.load(std::memory_order_relaxed)) {
            s.store.settle();
            s.clean.store(true, std::memory_order_release);
        }
    }
    return s;
}

void Timeline::add(const Document& document, std::string_view path, OffsetUnit unit) {
    // A timeline is made to be written and read again: what is no UTF-8 changes here, once, and not on its way through JSON.
    const auto clean = [](std::string_view s) { return base::to_valid_utf8(s); };
    timeline::Store& store = state_->store;
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
    for (const auto& [id, entity] : entities) {
        article.mentions.emplace_back(id, entity.mentions);
        store.add(entity);
    }
    const std::optional<std::uint32_t> index = store.add(article);
    if (!index) return;
    state_->clean = false;
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
        // A weekday beside a day and month may be weeks away: only the bare one is counted in days.
        if (const auto weekday = timeline::weekday_of(e.open_value); weekday && !e.edtf.starts_with("XXXX-")) {
            const int day = static_cast<int>(*weekday);
            const bool ahead = e.modality == Modality::planned;
            if (!first) first.emplace(day, ahead);
            o.offset_days = distance(first->first, first->second, day, ahead);
        }
        store.add(o, *index);
    }
}

void Timeline::merge(const Timeline& other) {
    state_->store.merge(other.settled().store);
    state_->clean = false;
}

std::vector<TimelineArticle> Timeline::articles() const {
    std::vector<TimelineArticle> out;
    visit({}, {.article = [&](const TimelineArticle& a) { out.push_back(a); }});
    return out;
}

std::vector<TimelineEntity> Timeline::entities() const { return settled().store.entities(); }

std::vector<Observation> Timeline::observations() const {
    const timeline::Store& store = settled().store;
    std::vector<Observation> out;
    for (const timeline::Told& t : store.told()) out.push_back(store.observation(t));
    return out;
}

std::vector<std::string> Timeline::conflicts() const { return settled().store.conflicts(); }

Timeline::Result Timeline::entries(const TimelineOptions& options) const {
    Result out;
    visit(options, {.event = [&](const Entry& e) { out.events.push_back(e); }, .undated = [&](const Entry& e) { out.undated.push_back(e); }});
    return out;
}

void Timeline::visit(const TimelineOptions& options, const TimelineVisitor& visitor) const {
    const timeline::Store& store = settled().store;
    if (visitor.article) {
        for (const timeline::Paper& p : store.papers()) visitor.article(store.article(p));
    }
    if (visitor.entity) {
        for (const TimelineEntity& e : store.entities()) visitor.entity(e);
    }
    if (visitor.event || visitor.undated || visitor.hidden) timeline::Entries(store, options).visit(visitor);
}

// ---- from parts

struct TimelineBuilder::State {
    Timeline timeline;
    std::unordered_map<std::string, std::uint32_t> home; ///< articles by the id they have in the parts
    std::vector<Observation> early;                      ///< came before their article
};

TimelineBuilder::TimelineBuilder() : state_(std::make_unique<State>()) {}
TimelineBuilder::~TimelineBuilder() = default;

void TimelineBuilder::add(const TimelineArticle& article) {
    if (const auto index = state_->timeline.state_->store.add(article)) state_->home.emplace(article.id, *index);
}

void TimelineBuilder::add(const TimelineEntity& entity) { state_->timeline.state_->store.add(entity); }

void TimelineBuilder::add(Observation observation) {
    const auto at = state_->home.find(observation.source.article);
    if (at != state_->home.end())
        state_->timeline.state_->store.add(observation, at->second);
    else
        state_->early.push_back(std::move(observation));
}

Timeline TimelineBuilder::build() {
    for (Observation& o : std::exchange(state_->early, {})) {
        if (state_->home.contains(o.source.article)) add(std::move(o));
    }
    state_->timeline.state_->clean = false;
    state_->home.clear();
    return std::exchange(state_->timeline, {});
}

} // namespace stoltenberg
