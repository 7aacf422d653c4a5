// The state of a timeline: a set of articles, entities and observations, kept in canonical order.
#include <stoltenberg/timeline.hpp>

#include <algorithm>
#include <map>
#include <tuple>

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

} // namespace

void Timeline::add(const Document& document, std::string_view path, OffsetUnit unit) {
    Timeline one;
    TimelineArticle article;
    article.id = !document.article.id.empty() ? document.article.id : std::string(path);
    article.title = !document.article.title.empty() ? document.article.title : (document.title ? std::string(document.text(*document.title)) : std::string());
    article.path = path;
    article.digest = digest_of(document.text());
    article.dct = document.dct;
    article.dct.evidence.clear();

    std::map<std::string, TimelineEntity> entities;
    for (const Mention& m : document.mentions) {
        if (m.furniture || m.ids.size() != 1) continue;
        const auto it = entities.try_emplace(m.ids.front(), TimelineEntity{m.ids.front(), m.kind, m.name, 0}).first;
        ++it->second.mentions;
    }
    const OffsetConverter at(document.text(), unit);
    std::optional<std::pair<int, bool>> first;
    for (std::size_t i = 0; i < document.events.size(); ++i) {
        const Event& e = document.events[i];
        if (e.aside) continue;
        Observation o;
        o.source = {article.id, {at(e.span.begin), at(e.span.end)}, std::string(document.text(e.span)),
                    e.time && *e.time < document.times.size() ? std::string(document.text(document.times[*e.time].span)) : std::string()};
        o.edtf = e.edtf;
        o.interval = e.interval;
        o.granularity = e.granularity;
        o.open_value = e.open_value;
        o.status = e.edtf.empty() ? TimexStatus::unresolved : TimexStatus::resolved;
        if (e.time && *e.time < document.times.size() && !e.edtf.empty()) o.status = document.times[*e.time].status;
        o.type = e.type;
        o.mode = e.mode;
        o.trigger = document.text(e.trigger);
        o.modality = e.modality;
        o.summary = e.summary;
        o.participants = e.participants;
        o.place = e.place;
        o.order = i;
        o.dct_assumed = e.basis == "dct";
        if (const std::optional<int> weekday = weekday_of(e.open_value)) {
            const bool ahead = e.modality == Modality::planned;
            if (!first) first.emplace(*weekday, ahead);
            o.offset_days = distance(first->first, first->second, *weekday, ahead);
        }
        one.observations_.push_back(std::move(o));
    }
    for (auto& [id, entity] : entities) one.entities_.push_back(std::move(entity));
    one.articles_.push_back(std::move(article));
    merge(one);
}

void Timeline::merge(const Timeline& other) {
    // The union of two sets of articles; observations follow their article.
    std::map<std::pair<std::string, std::uint64_t>, bool> present;
    for (const TimelineArticle& a : articles_) present.emplace(std::pair(std::string(base_of(a.id)), a.digest), true);
    bool fresh_entities = false;
    std::map<std::string, std::string> renamed; // ids of `other` while both are told apart
    for (const TimelineArticle& a : other.articles_) {
        const std::string base(base_of(a.id));
        if (!present.emplace(std::pair(base, a.digest), true).second) {
            renamed[a.id] = std::string();
            continue;
        }
        fresh_entities = true;
        TimelineArticle copy = a;
        const bool clash = std::any_of(articles_.begin(), articles_.end(), [&](const TimelineArticle& mine) { return mine.id == a.id; });
        if (clash) {
            conflicts_.push_back(a.id);
            std::size_t n = 2;
            const auto used = [&](const std::string& id) {
                return std::any_of(articles_.begin(), articles_.end(), [&](const TimelineArticle& mine) { return mine.id == id; }) ||
                       std::any_of(other.articles_.begin(), other.articles_.end(), [&](const TimelineArticle& theirs) { return theirs.id == id; });
            };
            while (used(base + "#" + std::to_string(n))) ++n;
            copy.id = base + "#" + std::to_string(n);
            renamed[a.id] = copy.id;
        }
        articles_.push_back(std::move(copy));
    }
    for (const Observation& o : other.observations_) {
        const auto it = renamed.find(o.source.article);
        if (it != renamed.end() && it->second.empty()) continue;
        observations_.push_back(o);
        if (it != renamed.end()) observations_.back().source.article = it->second;
    }
    if (fresh_entities) entities_.insert(entities_.end(), other.entities_.begin(), other.entities_.end());
    conflicts_.insert(conflicts_.end(), other.conflicts_.begin(), other.conflicts_.end());
    normalise();
}

void Timeline::normalise() {
    // Articles that share an id are numbered by their digest, so that no order of arrival shows.
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < articles_.size(); ++i) groups[std::string(base_of(articles_[i].id))].push_back(i);
    std::map<std::string, std::string> renamed;
    for (auto& [base, members] : groups) {
        if (members.size() < 2) continue;
        std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) { return articles_[a].digest < articles_[b].digest; });
        for (std::size_t k = 0; k < members.size(); ++k) {
            std::string id = k == 0 ? base : base + "#" + std::to_string(k + 1);
            if (articles_[members[k]].id != id) renamed[articles_[members[k]].id] = id;
        }
        for (std::size_t k = 0; k < members.size(); ++k) articles_[members[k]].id = k == 0 ? base : base + "#" + std::to_string(k + 1);
    }
    if (!renamed.empty()) {
        for (Observation& o : observations_) {
            if (const auto it = renamed.find(o.source.article); it != renamed.end()) o.source.article = it->second;
        }
    }
    std::sort(articles_.begin(), articles_.end(), [](const TimelineArticle& a, const TimelineArticle& b) { return std::tie(a.id, a.digest) < std::tie(b.id, b.digest); });
    std::stable_sort(observations_.begin(), observations_.end(), [](const Observation& a, const Observation& b) {
        return std::tie(a.source.article, a.order) < std::tie(b.source.article, b.order);
    });
    std::stable_sort(entities_.begin(), entities_.end(), [](const TimelineEntity& a, const TimelineEntity& b) {
        return std::tie(a.id, a.name) < std::tie(b.id, b.name);
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entities_.size(); ++i) {
        if (kept > 0 && entities_[kept - 1].id == entities_[i].id) {
            entities_[kept - 1].mentions += entities_[i].mentions;
            continue;
        }
        if (kept != i) entities_[kept] = std::move(entities_[i]);
        ++kept;
    }
    entities_.resize(kept);
    std::sort(conflicts_.begin(), conflicts_.end());
    conflicts_.erase(std::unique(conflicts_.begin(), conflicts_.end()), conflicts_.end());
}

Timeline Timeline::from_parts(std::vector<TimelineArticle> articles, std::vector<TimelineEntity> entities, std::vector<Observation> observations) {
    Timeline out;
    out.articles_ = std::move(articles);
    out.entities_ = std::move(entities);
    out.observations_ = std::move(observations);
    out.normalise();
    return out;
}

Timeline::Result Timeline::entries(const TimelineOptions& options) const { return timeline::make_entries(articles_, entities_, observations_, options); }

} // namespace stoltenberg
