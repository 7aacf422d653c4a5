#include "timeline/cluster.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace stoltenberg::timeline {
namespace {

using std::chrono::days;

Day day_of(LocalTime t) { return std::chrono::floor<days>(t); }
/// Last day of an interval whose end is known.
Day last_day(const Interval& i) { return day_of(*i.until - std::chrono::minutes{1}); }

bool overlap(const Interval& a, const Interval& b) {
    const bool before = a.until && b.from && *a.until <= *b.from;
    const bool after = b.until && a.from && *b.until <= *a.from;
    return !before && !after;
}

constexpr long widest_day = 4; ///< days an event may last and still be found by its days

std::size_t shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::size_t n = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x < *y)
            ++x;
        else if (*y < *x)
            ++y;
        else {
            ++n;
            ++x;
            ++y;
        }
    }
    return n;
}

/// What lasts: found again in later articles as the same.
bool lasting(std::string_view type) {
    constexpr std::array<std::string_view, 4> types{"MOBILIZE", "ASSAULT", "COERCE", "AID"};
    return std::find(types.begin(), types.end(), type) != types.end();
}
/// What is said, and may have been said at a meeting.
bool verbal(std::string_view type) {
    constexpr std::array<std::string_view, 7> types{"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "THREATEN", "REJECT", "STATEMENT"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

/// What strikes and what it does: fire after shots, the dead of a quake.
bool harm(std::string_view type) { return type == "DISASTER" || type == "DEATH" || type == "ASSAULT"; }
/// What happens once, so that a report without a day of its own may be of the day before. Attacks come day after day.
bool once(std::string_view type) {
    constexpr std::array<std::string_view, 5> types{"CONSULT", "AGREE", "DEATH", "OFFICE", "ELECTION"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

bool modes_agree(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty() || a == b) return true;
    // A visit holds a meeting, a meeting may be a negotiation; a call is a call.
    return a != "phone" && b != "phone";
}

std::optional<unsigned> weekday_of(std::string_view open) {
    if (open.size() != 10 || !open.starts_with("XXXX-WXX-") || open[9] < '1' || open[9] > '7') return std::nullopt;
    return static_cast<unsigned>(open[9] - '0');
}

std::string iso(Day d) { return CivilTime{std::chrono::year_month_day{d}, std::nullopt}.to_string(); }

} // namespace

bool Item::day() const noexcept { return interval && interval->from && interval->until && *interval->until - *interval->from <= days{widest_day}; }
bool Item::open() const noexcept { return interval && !interval->from; }
bool Item::explicit_time() const noexcept { return !observation->source.time.empty(); }

Clustering::Clustering(const std::vector<Observation>& observations, const std::vector<TimelineArticle>& articles, bool all) {
    std::map<std::string_view, std::uint32_t> article_ids;
    for (std::size_t i = 0; i < articles.size(); ++i) article_ids.emplace(articles[i].id, static_cast<std::uint32_t>(i));
    article_count_ = static_cast<std::uint32_t>(articles.size());
    std::map<std::string_view, std::uint32_t> interned;
    names_.emplace_back();
    interned.emplace(std::string_view{}, 0);
    const auto intern = [&](const std::string& id) {
        const auto [it, fresh] = interned.emplace(id, static_cast<std::uint32_t>(names_.size()));
        if (fresh) names_.push_back(id);
        return it->second;
    };
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen; // id, article
    for (const Observation& o : observations) {
        const auto article = article_ids.find(o.source.article);
        const std::uint32_t a = article != article_ids.end() ? article->second : article_count_;
        for (const Participant& p : o.participants) seen.emplace(intern(p.id), a);
        if (!all && (o.type == "STATEMENT" || o.modality == Modality::negated || o.modality == Modality::hypothetical)) continue;
        Item item;
        item.observation = &o;
        item.edtf = o.edtf;
        item.interval = o.interval;
        item.article = a;
        item.place = intern(o.place);
        for (const Participant& p : o.participants) item.who.push_back(intern(p.id));
        std::sort(item.who.begin(), item.who.end());
        items_.push_back(std::move(item));
    }
    frequency_.assign(names_.size(), 0);
    for (const auto& [id, article] : seen) ++frequency_[id];
    build();
    settle(articles);
}

int Clustering::weight(std::uint32_t who) const noexcept {
    // 1 for what stands in every article of a large collection, up to 4 for what stands in few.
    if (article_count_ < 4) return 2;
    const std::uint32_t share = frequency_[who] * 100 / article_count_;
    return share > 50 ? 1 : share > 20 ? 2 : share > 5 ? 3 : 4;
}

int Clustering::score(const Item& a, const Item& b) const {
    const Observation& x = *a.observation;
    const Observation& y = *b.observation;
    const bool same_article = a.article == b.article;
    const std::size_t common = shared(a.who, b.who);
    const std::size_t smaller = std::min(a.who.size(), b.who.size());
    // Two words of one clause, one of them without a time of its own: one event.
    const bool same_clause = same_article && x.source.span == y.source.span && x.modality == y.modality;
    if (same_clause && (x.type == y.type || (harm(x.type) && harm(y.type))) && (!a.explicit_time() || !b.explicit_time()) &&
        (common > 0 || smaller == 0) && modes_agree(x.mode, y.mode) && (a.place == 0 || b.place == 0 || a.place == b.place)) {
        return 6;
    }
    if (a.dated() != b.dated()) return 0;
    // A person dies once: sources that disagree on the day tell of one death.
    if (x.type == "DEATH" && y.type == "DEATH" && a.who == b.who && a.who.size() == 1 && names_[a.who[0]].starts_with("person/") && a.day() &&
        b.day() && std::chrono::abs(*a.interval->from - *b.interval->from) <= days{3}) {
        return 8;
    }
    // What was said at a meeting belongs to it: same text, no day of its own, its speaker was there.
    const bool said = same_article && a.day() && b.day() && a.edtf == b.edtf && common > 0 &&
                      ((verbal(x.type) && !a.explicit_time() && !x.dct_assumed && y.type == "CONSULT") ||
                       (verbal(y.type) && !b.explicit_time() && !y.dct_assumed && x.type == "CONSULT"));
    // A vote is told as consent by one and as approval by another.
    const auto consent = [](std::string_view type) { return type == "AGREE" || type == "SUPPORT"; };
    const bool voted = consent(x.type) && consent(y.type) && !a.who.empty() && a.who == b.who && (!same_article || x.dct_assumed != y.dct_assumed);
    if (x.type != y.type && !said && !voted) return 0;
    if (!said && !modes_agree(x.mode, y.mode) && !lasting(x.type)) return 0;
    if (!a.dated()) {
        // No day: the same article tells of it again.
        return same_article && x.open_value == y.open_value && common > 0 && common == smaller ? 4 : 0;
    }
    // What was dated by the day of writing for want of better may lie a day or two before it.
    const auto assumed_near = [](const Item& sure, const Item& assumed, long most) {
        if (!assumed.observation->dct_assumed || sure.observation->dct_assumed || !assumed.day() || !sure.day()) return false;
        const auto gap = *assumed.interval->from - *sure.interval->from;
        return gap >= days{0} && gap <= days{most};
    };
    // Another article speaks of the same a day later only if all that both name agrees.
    const bool same_told = !same_article && once(x.type) && x.type == y.type && common >= 2 && a.who == b.who && x.mode == y.mode &&
                           x.modality == y.modality;
    const bool near = (same_article && common > 0 && (assumed_near(a, b, 2) || assumed_near(b, a, 2))) ||
                      (same_told && (assumed_near(a, b, 1) || assumed_near(b, a, 1)));
    if (a.interval && b.interval && !overlap(*a.interval, *b.interval) && !near) return 0;
    if ((!a.interval || !b.interval) && a.edtf != b.edtf) return 0;
    int rarity = 0;
    for (const std::uint32_t w : a.who) {
        if (std::binary_search(b.who.begin(), b.who.end(), w)) rarity += weight(w);
    }
    const bool places_differ = a.place != 0 && b.place != 0 && a.place != b.place;
    const bool both_cities = places_differ && names_[a.place].starts_with("place/") && names_[b.place].starts_with("place/");
    const bool same_place = a.place != 0 && a.place == b.place;
    if (a.day() && b.day()) {
        if (both_cities && x.mode != "phone" && !said) return 0;
        if (smaller == 0) {
            // Nobody named: only what happens at one place, or is told in one text, of one kind.
            const bool nobody = a.who.empty() && b.who.empty();
            const bool agree = x.mode == y.mode || x.mode.empty() || y.mode.empty();
            // "l'attentat de jeudi": told again in the same word, without names or place.
            const bool bare = (a.who.empty() && a.place == 0) || (b.who.empty() && b.place == 0);
            if (bare && x.trigger == y.trigger && a.edtf == b.edtf && x.type != "CONSULT") return 2;
            return same_place && agree
                       ? 3
                       : (nobody && agree && !places_differ && (same_article || x.type == "ELECTION" || x.type == "DISASTER") ? 2 : 0);
        }
        if (common == 0) return 0;
        const bool subset = common == smaller;
        if (!subset && (common < 2 || common * 2 < smaller)) return 0;
        if (!same_article && !subset && !same_place && rarity < 4) return 0;
        // One participant alone that is everywhere ties nothing across articles, unless kind and place speak for it too.
        if (!same_article && common == 1 && weight(a.who[0]) == 1 && !same_place && x.mode != y.mode) return 0;
        if (said) return 2 + rarity;
        return 4 + rarity + (same_place ? 3 : 0) + (x.mode == y.mode ? 2 : 0) + (a.edtf == b.edtf ? 2 : 0);
    }
    // A stretch of time, or a state.
    if (common == 0) return 0;
    const bool a_open = a.open() || !a.interval->until;
    const bool b_open = b.open() || !b.interval->until;
    if (lasting(x.type)) {
        // The same side does the same; an actor must agree.
        const auto acts = [](const Observation& o, std::string_view id) {
            return std::any_of(o.participants.begin(), o.participants.end(),
                               [&](const Participant& p) { return p.id == id && p.role == ParticipantRole::actor; });
        };
        bool actor = false;
        for (const std::uint32_t w : a.who) {
            actor = actor || (std::binary_search(b.who.begin(), b.who.end(), w) && acts(x, names_[w]) && acts(y, names_[w]));
        }
        if (!actor && !(common >= 2)) return 0;
        if ((a_open && b_open) || same_article) return 3 + rarity + (x.mode == y.mode ? 2 : 0);
        return common == smaller && x.mode == y.mode ? 1 + rarity : 0;
    }
    const bool both_wide = !a.day() && !b.day();
    if (same_article && both_wide) return common == smaller || common >= 2 ? 3 + rarity : 0;
    if (same_article) return common == smaller && common >= 2 ? 2 + rarity : 0;
    return both_wide && !a_open && !b_open && common == smaller && common >= 2 && x.mode == y.mode ? 1 + rarity : 0;
}

int Clustering::score(const Item& item, const Cluster& cluster) const {
    // Against the surest items of the cluster; all must be able to stand with it.
    int best = 0;
    std::size_t seen = 0;
    for (const std::uint32_t i : cluster.items) {
        const int s = score(item, items_[i]);
        if (s == 0 && seen == 0) return 0;
        best = std::max(best, s);
        if (++seen == 3) break;
    }
    return best;
}

void Clustering::build() {
    // The surest first: days before stretches, what is dated in so many words before what is inferred, many names before few.
    std::vector<std::uint32_t> order(items_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto rank = [&](std::uint32_t i) {
        const Item& item = items_[i];
        const Observation& o = *item.observation;
        const int when = item.day() ? 0 : (item.interval && item.interval->from && item.interval->until ? 1 : (item.dated() ? 2 : 3));
        const int how = item.settled ? 1 : (item.explicit_time() ? 0 : (o.dct_assumed ? 3 : 2));
        const int kind = o.type == "CONSULT" ? 0 : 1;
        return std::tuple(when, how, kind, -static_cast<int>(item.who.size()));
    };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });

    // Candidates: clusters that share a day and a participant (or place), or for stretches a type and a participant.
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_day, by_kind, by_clause;
    std::map<std::string_view, std::uint64_t> types;
    const auto type_key = [&](const std::string& type, std::uint32_t who) {
        const auto it = types.emplace(type, types.size()).first;
        return (it->second << 32U) | who;
    };
    const auto day_key = [](Day d, std::uint32_t who) {
        return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(d.time_since_epoch().count())) << 32U) | who;
    };
    const auto clause_key = [](const Item& item) { return (std::uint64_t{item.article} << 32U) | item.observation->source.span.begin; };
    constexpr std::size_t most_candidates = 256;
    std::vector<std::uint32_t> stamp;
    clusters_.clear();
    for (const std::uint32_t i : order) {
        Item& item = items_[i];
        std::vector<std::uint32_t> keys = item.who;
        if (item.place != 0) keys.push_back(item.place);
        if (keys.empty()) keys.push_back(0);
        std::vector<std::uint32_t> candidates;
        const auto look = [&](const std::unordered_map<std::uint64_t, std::vector<std::uint32_t>>& index, std::uint64_t key) {
            const auto it = index.find(key);
            if (it == index.end()) return;
            const std::vector<std::uint32_t>& list = it->second;
            for (std::size_t k = list.size() > most_candidates ? list.size() - most_candidates : 0; k < list.size(); ++k) {
                const std::uint32_t c = list[k];
                if (stamp[c] == i + 1) continue;
                stamp[c] = i + 1;
                candidates.push_back(c);
            }
        };
        for (const std::uint32_t w : keys) {
            if (item.day()) {
                // An assumed day may stand for one a little earlier.
                const Day from = day_of(*item.interval->from) - days{item.observation->dct_assumed ? 2 : 0};
                for (Day d = from; d <= last_day(*item.interval); d += days{1}) look(by_day, day_key(d, w));
            } else {
                look(by_kind, type_key(item.observation->type, w));
            }
        }
        look(by_clause, clause_key(item));
        if (item.observation->type == "DEATH") {
            for (const std::uint32_t w : item.who) look(by_kind, type_key(item.observation->type, w));
        }
        std::uint32_t best = 0;
        int best_score = 0;
        std::sort(candidates.begin(), candidates.end());
        for (const std::uint32_t c : candidates) {
            const int s = score(item, clusters_[c]);
            if (s > best_score) {
                best_score = s;
                best = c;
            }
        }
        if (best_score == 0) {
            best = static_cast<std::uint32_t>(clusters_.size());
            clusters_.emplace_back();
            stamp.push_back(0);
        }
        Cluster& cluster = clusters_[best];
        cluster.items.push_back(i);
        const auto enter = [&](std::uint32_t w) {
            if (item.day()) {
                for (Day d = day_of(*item.interval->from); d <= last_day(*item.interval); d += days{1}) {
                    auto& list = by_day[day_key(d, w)];
                    if (list.empty() || list.back() != best) list.push_back(best);
                }
            }
            auto& list = by_kind[type_key(item.observation->type, w)];
            if (list.empty() || list.back() != best) list.push_back(best);
        };
        for (const std::uint32_t w : keys) enter(w);
        by_clause[clause_key(item)].push_back(best);
        if (item.day() && keys.front() != 0) enter(0); // found by what names nobody
    }
}

/// An article that names only weekdays takes its days from the others when exactly one reading fits.
void Clustering::settle(const std::vector<TimelineArticle>& articles) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> open; // article -> items with a weekday and a distance
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        const Observation& o = *items_[i].observation;
        if (!items_[i].interval && weekday_of(o.open_value) && o.offset_days && items_[i].article < articles.size())
            open[items_[i].article].push_back(i);
    }
    if (open.empty()) return;
    // Dated days by participant.
    std::map<std::uint32_t, std::vector<std::uint32_t>> dated;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        if (!items_[i].day()) continue;
        for (const std::uint32_t w : items_[i].who) dated[w].push_back(i);
    }
    bool changed = false;
    for (const auto& [article, list] : open) {
        // Day of the article's first weekday -> how many of its events another article dates so.
        std::map<Day, std::set<std::uint32_t>> readings;
        std::map<Day, std::string> evidence;
        for (const std::uint32_t i : list) {
            const Item& item = items_[i];
            const Observation& o = *item.observation;
            std::size_t looked = 0;
            for (const std::uint32_t w : item.who) {
                for (const std::uint32_t k : dated[w]) {
                    if (++looked > 4096) break;
                    const Item& other = items_[k];
                    if (other.article == article || other.observation->type != o.type) continue;
                    if (!modes_agree(o.mode, other.observation->mode) || !other.interval->from) continue;
                    const std::size_t common = shared(item.who, other.who);
                    int rarity = 0;
                    for (const std::uint32_t p : item.who) {
                        if (std::binary_search(other.who.begin(), other.who.end(), p)) rarity += weight(p);
                    }
                    const bool same_place = item.place != 0 && item.place == other.place;
                    if (common < 2 && !(common == 1 && same_place && rarity >= 2 && o.mode == other.observation->mode)) continue;
                    if (common < std::min(item.who.size(), other.who.size()) && common < 3) continue;
                    if (item.place != 0 && other.place != 0 && item.place != other.place) continue;
                    const Day d = day_of(*other.interval->from);
                    if (std::chrono::weekday{d}.iso_encoding() != *weekday_of(o.open_value)) continue;
                    const Day base = d - days{*o.offset_days};
                    readings[base].insert(i);
                    evidence.emplace(base, other.observation->source.article);
                }
            }
        }
        if (readings.size() != 1) continue;
        const auto& [base, proof] = *readings.begin();
        for (const std::uint32_t i : list) {
            Item& item = items_[i];
            const Day d = base + days{*item.observation->offset_days};
            item.edtf = iso(d);
            item.interval = Interval{LocalTime{d}, LocalTime{d + days{1}}};
            item.settled = true;
            item.why = "same event and weekday in " + evidence.at(base);
            changed = true;
        }
    }
    if (changed) build();
}

} // namespace stoltenberg::timeline
