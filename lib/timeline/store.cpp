#include "timeline/store.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>
#include <tuple>

namespace stoltenberg::timeline {
namespace {

/// `id#2` to `id`.
std::string_view base_of(std::string_view id) {
    const std::size_t hash = id.rfind('#');
    if (hash == std::string_view::npos || hash == 0 || hash + 1 == id.size()) return id;
    for (std::size_t i = hash + 1; i < id.size(); ++i) {
        if (id[i] < '0' || id[i] > '9') return id;
    }
    return id.substr(0, hash);
}

} // namespace

// ---- strings

Pool::Pool() : texts_(1), slots_(64) {}

Pool::Id Pool::intern(std::string_view text) {
    if (text.empty()) return 0;
    if (texts_.size() * 2 > slots_.size()) {
        std::vector<Id> wider(slots_.size() * 2);
        for (Id id = 1; id < texts_.size(); ++id) {
            std::size_t at = std::hash<std::string_view>{}(texts_[id]) & (wider.size() - 1);
            while (wider[at] != 0) at = (at + 1) & (wider.size() - 1);
            wider[at] = id;
        }
        slots_ = std::move(wider);
    }
    std::size_t at = std::hash<std::string_view>{}(text) & (slots_.size() - 1);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
        if (texts_[slots_[at]] == text) return slots_[at];
    }
    slots_[at] = static_cast<Id>(texts_.size());
    texts_.push_back(keep(text));
    return slots_[at];
}

Pool::Id Pool::find(std::string_view text) const noexcept {
    std::size_t at = std::hash<std::string_view>{}(text) & (slots_.size() - 1);
    while (slots_[at] != 0 && texts_[slots_[at]] != text) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
}

std::string_view Pool::keep(std::string_view text) {
    constexpr std::size_t block = 1U << 16U;
    if (text.size() > room_) {
        // What is long has a block of its own, before the one that is being filled.
        if (text.size() > block / 8) {
            blocks_.insert(blocks_.empty() ? blocks_.end() : blocks_.end() - 1, std::make_unique<char[]>(text.size()));
            char* const own = blocks_[blocks_.size() < 2 ? 0 : blocks_.size() - 2].get();
            std::memcpy(own, text.data(), text.size());
            return {own, text.size()};
        }
        blocks_.push_back(std::make_unique<char[]>(block));
        room_ = block;
    }
    char* const to = blocks_.back().get() + (block - room_);
    std::memcpy(to, text.data(), text.size());
    room_ -= text.size();
    return {to, text.size()};
}

// ---- time

When::When(const std::optional<Interval>& interval) : known(interval.has_value()) {
    if (!known) return;
    from = interval->from.value_or(open_from);
    until = interval->until.value_or(open_until);
}

std::optional<Interval> When::interval() const {
    if (!known) return std::nullopt;
    Interval out;
    if (begins()) out.from = from;
    if (ends()) out.until = until;
    return out;
}

// ---- the set

std::optional<std::uint32_t> Store::add(const TimelineArticle& a) {
    const Name base = names_.intern(base_of(a.id));
    std::vector<std::uint32_t>& same = by_digest_[a.digest];
    for (const std::uint32_t i : same) {
        if (papers_[i].base != base) continue;
        papers_[i].id = std::min(papers_[i].id, a.id);
        return std::nullopt;
    }
    const auto index = static_cast<std::uint32_t>(papers_.size());
    same.push_back(index);
    Paper& p = papers_.emplace_back();
    p.base = base;
    p.id = a.id;
    p.digest = a.digest;
    p.title = texts_.intern(a.title);
    p.path = texts_.intern(a.path);
    p.dct = names_.intern(a.dct.value);
    p.why = names_.intern(a.dct.why);
    p.dct_status = a.dct.status;
    p.dct_source = a.dct.source;
    for (const std::string& c : a.dct.candidates) p.candidates.push_back(names_.intern(c));
    p.mentions.reserve(a.mentions.size());
    for (const auto& [id, count] : a.mentions) {
        p.mentions.emplace_back(names_.intern(id), static_cast<std::uint32_t>(std::min<std::size_t>(count, UINT32_MAX)));
    }
    return index;
}

void Store::enter(Name id, Kind kind, std::string_view name) {
    const auto [at, fresh] = entities_.try_emplace(id, Entity{kind, names_.intern(name), 0});
    if (fresh) return;
    const std::string_view there = names_[at->second.name];
    if (std::tie(name, kind) < std::tie(there, at->second.kind)) at->second = {kind, names_.intern(name), 0};
}

void Store::add(const TimelineEntity& e) { enter(names_.intern(e.id), e.kind, e.name); }

void Store::add(const Observation& o, std::uint32_t article) {
    Told t;
    t.when = When(o.interval);
    t.order = o.order;
    t.article = article;
    t.who = static_cast<std::uint32_t>(who_.size());
    t.who_count = static_cast<std::uint32_t>(o.participants.size());
    for (const Participant& p : o.participants) who_.emplace_back(names_.intern(p.id), p.role);
    t.span = o.source.span;
    t.quote = texts_.intern(o.source.quote);
    t.summary = texts_.intern(o.summary);
    t.time = texts_.intern(o.source.time);
    t.edtf = names_.intern(o.edtf);
    t.granularity = names_.intern(o.granularity);
    t.open = names_.intern(o.open_value);
    t.type = names_.intern(o.type);
    t.mode = names_.intern(o.mode);
    t.trigger = names_.intern(o.trigger);
    t.place = names_.intern(o.place);
    t.offset_days = o.offset_days;
    t.modality = o.modality;
    t.status = o.status;
    t.dct_assumed = o.dct_assumed;
    told_.push_back(t);
}

void Store::merge(const Store& other) {
    std::vector<std::uint32_t> home(other.papers_.size(), std::numeric_limits<std::uint32_t>::max());
    for (std::size_t i = 0; i < home.size(); ++i) home[i] = add(other.article(other.papers_[i])).value_or(home[i]);
    for (const auto& [id, entity] : other.entities_) enter(names_.intern(other.name(id)), entity.kind, other.name(entity.name));
    for (const Told& t : other.told_) {
        if (home[t.article] == std::numeric_limits<std::uint32_t>::max()) continue;
        Told mine = t;
        mine.article = home[t.article];
        mine.who = static_cast<std::uint32_t>(who_.size());
        const auto* const who = other.participants(t);
        for (std::uint32_t k = 0; k < t.who_count; ++k) who_.emplace_back(names_.intern(other.name(who[k].first)), who[k].second);
        for (Text Told::*text : {&Told::quote, &Told::summary, &Told::time}) mine.*text = texts_.intern(other.text(t.*text));
        for (Name Told::*name : {&Told::edtf, &Told::granularity, &Told::open, &Told::type, &Told::mode, &Told::trigger, &Told::place}) {
            mine.*name = names_.intern(other.name(t.*name));
        }
        told_.push_back(mine);
    }
}

void Store::settle() {
    // Articles that share an id are numbered by their digest, so that no order of arrival shows.
    std::vector<std::uint32_t> order(papers_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const Paper& x = papers_[a];
        const Paper& y = papers_[b];
        return x.base != y.base ? names_[x.base] < names_[y.base] : x.digest < y.digest;
    });
    conflicts_.clear();
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i + 1;
        while (end < order.size() && papers_[order[end]].base == papers_[order[i]].base) ++end;
        if (end - i > 1) {
            const std::string base(names_[papers_[order[i]].base]);
            conflicts_.push_back(base);
            for (std::size_t k = i; k < end; ++k) papers_[order[k]].id = k == i ? base : base + "#" + std::to_string(k - i + 1);
        }
        i = end;
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(papers_[a].id, papers_[a].digest) < std::tie(papers_[b].id, papers_[b].digest);
    });
    std::vector<std::uint32_t> rank(order.size());
    std::vector<Paper> papers;
    papers.reserve(papers_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i;
        papers.push_back(std::move(papers_[order[i]]));
    }
    papers_ = std::move(papers);
    for (auto& [digest, list] : by_digest_) {
        for (std::uint32_t& i : list) i = rank[i];
    }
    for (Told& t : told_) t.article = rank[t.article];
    std::sort(told_.begin(), told_.end(), [](const Told& a, const Told& b) { return std::tie(a.article, a.order) < std::tie(b.article, b.order); });
    for (auto& [id, entity] : entities_) entity.mentions = 0;
    for (const Paper& p : papers_) {
        for (const auto& [id, count] : p.mentions) {
            if (const auto at = entities_.find(id); at != entities_.end()) at->second.mentions += count;
        }
    }
}

std::size_t Store::mentions(std::string_view id) const {
    const auto at = entities_.find(names_.find(id));
    return at != entities_.end() ? at->second.mentions : 0;
}

// ---- what the public face shows

TimelineArticle Store::article(const Paper& p) const {
    TimelineArticle out;
    out.id = p.id;
    out.title = text(p.title);
    out.path = text(p.path);
    out.digest = p.digest;
    out.dct.value = name(p.dct);
    out.dct.status = p.dct_status;
    out.dct.source = p.dct_source;
    out.dct.why = name(p.why);
    for (const Name c : p.candidates) out.dct.candidates.emplace_back(name(c));
    out.mentions.reserve(p.mentions.size());
    for (const auto& [id, count] : p.mentions) out.mentions.emplace_back(name(id), count);
    return out;
}

Observation Store::observation(const Told& t) const {
    Observation o;
    o.source = {papers_[t.article].id, t.span, std::string(text(t.quote)), std::string(text(t.time))};
    o.edtf = name(t.edtf);
    o.interval = t.when.interval();
    o.granularity = name(t.granularity);
    o.status = t.status;
    o.open_value = name(t.open);
    o.type = name(t.type);
    o.mode = name(t.mode);
    o.trigger = name(t.trigger);
    o.modality = t.modality;
    o.summary = text(t.summary);
    const auto* const who = participants(t);
    for (std::uint32_t k = 0; k < t.who_count; ++k) o.participants.push_back({std::string(name(who[k].first)), who[k].second});
    o.place = name(t.place);
    o.order = t.order;
    o.dct_assumed = t.dct_assumed;
    o.offset_days = t.offset_days;
    return o;
}

std::vector<TimelineEntity> Store::entities() const {
    std::vector<TimelineEntity> out;
    for (const auto& [id, entity] : entities_) {
        if (entity.mentions > 0) out.push_back({std::string(name(id)), entity.kind, std::string(name(entity.name)), entity.mentions});
    }
    std::sort(out.begin(), out.end(), [](const TimelineEntity& a, const TimelineEntity& b) { return a.id < b.id; });
    return out;
}

} // namespace stoltenberg::timeline
