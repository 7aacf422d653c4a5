#include "timeline/cluster.hpp"

#include <algorithm>
#include <tuple>

#include "text/fold.hpp"
#include "timeline/kinds.hpp"

namespace stoltenberg::timeline {
namespace {

constexpr std::size_t most_subjects = 64; ///< what an article names most is what it is about
constexpr long widest_day = 4;            ///< days an event may last and still be found by its days

std::uint64_t mixed(std::uint64_t h, std::uint64_t value) {
    h = (h ^ value) * 0xFF51AFD7ED558CCDULL;
    return h ^ (h >> 32U);
}

constexpr std::size_t long_clause = 40; ///< folded bytes from which on words alone say that it is the same clause

/// A clause without its spelling: letters and digits, folded. 0 for what is short: many write the same few words.
std::uint64_t wording_of(std::string_view quote, std::string& folded, std::size_t least = long_clause) {
    text::fold_into(quote, folded, nullptr, nullptr);
    std::uint64_t h = 0xCBF29CE484222325ULL;
    std::size_t length = 0;
    bool gap = false;
    for (const char c : folded) {
        const auto byte = static_cast<unsigned char>(c);
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && byte < 0x80) {
            gap = length > 0;
            continue;
        }
        if (gap) {
            h = (h ^ ' ') * 0x100000001B3ULL;
            ++length;
            gap = false;
        }
        h = (h ^ byte) * 0x100000001B3ULL;
        ++length;
    }
    return length < least ? 0 : (h | 1U);
}

} // namespace

bool Item::day() const noexcept { return when.begins() && when.ends() && when.until - when.from <= days{widest_day}; }

std::string Clustering::edtf(const Item& item) const {
    if (!item.settled()) return std::string(store_->name(item.told->edtf));
    return CivilTime{std::chrono::year_month_day{day_of(item.when.from)}, std::nullopt}.to_string();
}

Clustering::Clustering(const Store& store, bool all) : store_(&store) {
    read(store, all);
    build();
    settle();
}

void Clustering::read(const Store& store, bool all) {
    names_.push_back(0);
    std::vector<std::uint32_t> numbers(store.names()); // the store's to number
    const auto number = [&](Name id) {
        if (id == 0) return std::uint32_t{0};
        if (numbers[id] == 0) {
            numbers[id] = static_cast<std::uint32_t>(names_.size());
            names_.push_back(id);
        }
        return numbers[id];
    };
    subjects_.reserve(store.papers().size());
    for (const Paper& p : store.papers()) {
        auto mentions = p.mentions;
        std::sort(mentions.begin(), mentions.end(), [&](const auto& a, const auto& b) {
            return a.second != b.second ? a.second > b.second : store.name(a.first) < store.name(b.first);
        });
        mentions.resize(std::min(mentions.size(), most_subjects));
        std::vector<Name>& subjects = subjects_.emplace_back();
        for (const auto& [id, count] : mentions) subjects.push_back(id);
        std::sort(subjects.begin(), subjects.end());
    }
    std::vector<std::uint32_t> last_seen; // article + 1, by number
    std::string folded;
    items_.reserve(store.told().size());
    for (const Told& t : store.told()) {
        const auto* const participants = store.participants(t);
        for (std::uint32_t k = 0; k < t.who_count; ++k) {
            const std::uint32_t id = number(participants[k].first);
            if (id >= frequency_.size()) {
                frequency_.resize(id + 1);
                last_seen.resize(id + 1);
            }
            if (last_seen[id] == t.article + 1) continue;
            last_seen[id] = t.article + 1;
            ++frequency_[id];
        }
        const Type type = type_of(store.name(t.type));
        Item item;
        item.denial = !all && t.modality == Modality::negated && t.when.known;
        if (!all && !item.denial && (type == Type::statement || t.modality == Modality::negated || t.modality == Modality::hypothetical)) continue;
        item.told = &t;
        item.when = t.when;
        item.wording = wording_of(store.text(t.quote), folded);
        item.article = t.article;
        item.place = number(t.place);
        item.type = type;
        item.who = static_cast<std::uint32_t>(who_.size());
        for (std::uint32_t k = 0; k < t.who_count; ++k) who_.push_back(number(participants[k].first));
        std::sort(who_.begin() + item.who, who_.end());
        item.who_count = static_cast<std::uint32_t>(who_.size()) - item.who;
        items_.push_back(item);
    }
    frequency_.resize(names_.size());
    // What strikes and what it does, told in one clause, happen at one place.
    for (std::size_t i = 1; i < items_.size(); ++i) {
        Item& a = items_[i - 1];
        Item& b = items_[i];
        if (a.article != b.article || a.told->span != b.told->span || !harm(a.type) || !harm(b.type) || a.told->time != b.told->time) continue;
        if (a.place == 0) a.place = b.place;
        if (b.place == 0) b.place = a.place;
    }
    // Words that only one clause has lead nowhere.
    std::vector<std::uint64_t> wordings;
    for (const Item& item : items_) wordings.push_back(item.wording);
    std::sort(wordings.begin(), wordings.end());
    for (Item& item : items_) {
        const auto [first, last] = std::equal_range(wordings.begin(), wordings.end(), item.wording);
        if (last - first < 2) item.wording = 0;
    }
    // A few words beside a clause that is printed elsewhere are printed there, too.
    std::vector<std::uint64_t> beside(items_.size());
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const Item& item = items_[i];
        if (item.wording != 0 || item.who_count > 0 || item.place != 0) continue;
        if (i > 0 && items_[i - 1].article == item.article) beside[i] = items_[i - 1].wording;
        if (beside[i] == 0 && i + 1 < items_.size() && items_[i + 1].article == item.article) beside[i] = items_[i + 1].wording;
    }
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (beside[i] != 0) items_[i].wording = mixed(wording_of(store.text(items_[i].told->quote), folded, 1), beside[i]) | 1U;
    }
    for (const Item& item : items_) {
        if (item.type != Type::consult || item.who_count < 2 || !item.day()) continue;
        const Day d = day_of(item.when.from);
        const auto [at, fresh] = meetings_.try_emplace(company(item), d, false);
        if (!fresh && at->second.first != d) at->second.second = true;
    }
}

/// Who meets in which article.
std::uint64_t Clustering::company(const Item& item) const {
    std::uint64_t h = mixed(0x9E3779B97F4A7C15ULL, item.article);
    for (const std::uint32_t w : who(item)) h = mixed(h, w);
    return h;
}

/// A plan ends with a later denial; what took place, or was planned anew, does not.
bool Clustering::calls_off(const Item& denial, const Cluster& cluster) const {
    const auto written = [&](const Item& item) { return CivilTime::parse(store_->name(store_->papers()[item.article].dct)); };
    const auto denied = written(denial);
    for (std::uint32_t i = cluster.first; i != none; i = next_[i]) {
        if (items_[i].superseded) continue;
        if (items_[i].told->modality != Modality::planned) return false;
        if (items_[i].article == denial.article) continue;
        const auto planned = written(items_[i]);
        if (!denied || !planned || planned->day > denied->day) return false;
    }
    return true;
}

/// "La visite prévue lundi a été reportée à jeudi": of the denial of the one day, the plan for the other.
std::uint32_t Clustering::put_off(std::uint32_t denial) const {
    const Told& old = *items_[denial].told;
    for (const std::uint32_t k : {denial - 1, denial + 1}) {
        if (k >= items_.size()) continue;
        const Told& t = *items_[k].told;
        if (t.article == old.article && t.span == old.span && t.trigger == old.trigger && t.type == old.type && t.modality == Modality::planned)
            return k;
    }
    return none;
}

void Clustering::Index::enter(std::uint64_t key, std::uint32_t cluster) {
    const auto [at, fresh] = heads_.try_emplace(key, none);
    if (!fresh && links_[at->second].first == cluster) return;
    links_.emplace_back(cluster, at->second);
    at->second = static_cast<std::uint32_t>(links_.size() - 1);
}

/// For each item the first that is the same clause printed elsewhere, or itself.
std::vector<std::uint32_t> Clustering::copies(const std::vector<std::uint32_t>& order) const {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> prints; // what copies repeat; place in the order
    prints.reserve(order.size());
    for (std::uint32_t k = 0; k < order.size(); ++k) {
        const Item& item = items_[order[k]];
        const Told& t = *item.told;
        std::uint64_t print = mixed(item.wording != 0 ? item.wording : t.quote, t.type);
        for (const std::uint32_t part : {t.mode, t.trigger, t.edtf, t.open, item.place}) print = mixed(print, part);
        for (const std::uint32_t w : who(item)) print = mixed(print, w);
        print = mixed(print, static_cast<std::uint64_t>(item.when.from.time_since_epoch().count()));
        print = mixed(print, static_cast<std::uint64_t>(item.when.until.time_since_epoch().count()));
        prints.emplace_back(mixed(print, static_cast<std::uint64_t>(t.modality)), k);
    }
    std::sort(prints.begin(), prints.end());
    std::vector<std::uint32_t> leaders(items_.size());
    for (std::size_t k = 0; k < prints.size(); ++k) {
        const std::uint32_t i = order[prints[k].second];
        leaders[i] = i;
        if (k == 0 || prints[k].first != prints[k - 1].first) continue;
        const std::uint32_t leader = leaders[order[prints[k - 1].second]];
        if (same(items_[i], items_[leader])) leaders[i] = leader;
    }
    return leaders;
}

void Clustering::build() {
    // The surest first: days before stretches, what names somebody before what does not, what is dated in so many words before what is inferred.
    std::vector<std::uint32_t> order(items_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto rank = [&](std::uint32_t i) {
        const Item& item = items_[i];
        const int when = item.day() ? 0 : (item.when.begins() && item.when.ends() ? 1 : (item.dated() ? 2 : 3));
        const int bare = item.place == 0 && nobody(item) ? 1 : 0;
        const int how = item.settled() ? 1 : (item.explicit_time() ? 0 : (item.told->dct_assumed ? 3 : 2));
        const int kind = item.type == Type::consult || item.type == Type::disaster || item.type == Type::assault ? 0 : 1;
        return std::tuple(item.denial, when, bare, how, kind, -static_cast<int>(item.who_count));
    };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });

    // Candidates: clusters that share a day and a participant (or place, or type), for stretches a type and a participant, or words.
    Index by_day, by_kind, by_words;
    const auto kind_key = [](const Item& item, std::uint32_t who) { return (std::uint64_t{item.told->type} << 32U) | who; };
    const auto day_key = [](Day d, std::uint32_t who) {
        return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(d.time_since_epoch().count())) << 32U) | who;
    };
    // Types stand beside the numbers of names.
    const auto type_key = [&](Day d, Type type) { return day_key(d, 0xFFFFFF00U | static_cast<std::uint32_t>(type)); };
    const auto words_key = [](const Item& item) { return item.wording ^ (std::uint64_t{item.told->type} << 48U); };
    constexpr std::size_t most_candidates = 256;
    next_.assign(items_.size(), none);
    for (Item& item : items_) item.superseded = false;
    clusters_.clear();
    std::vector<std::uint32_t> stamp;
    std::vector<std::uint32_t> home(items_.size(), none);
    std::vector<std::uint32_t> candidates, keys;
    const auto join = [&](std::uint32_t i, std::uint32_t cluster) {
        home[i] = cluster;
        next_[clusters_[cluster].last] = i;
        clusters_[cluster].last = i;
    };
    // What was planned before stays with what is planned now.
    const auto supersede = [&](std::uint32_t cluster, std::uint32_t item) {
        next_[clusters_[cluster].last] = item;
        for (std::uint32_t i = item; i != none; i = next_[i]) {
            items_[i].superseded = true;
            home[i] = cluster;
            clusters_[cluster].last = i;
        }
    };
    const std::vector<std::uint32_t> leaders = copies(order);
    for (const std::uint32_t i : order) {
        const Item& item = items_[i];
        if (leaders[i] != i && !item.denial) {
            join(i, home[leaders[i]]);
            continue;
        }
        keys.assign(who(item).begin(), who(item).end());
        if (item.place != 0) keys.push_back(item.place);
        candidates.clear();
        const auto look = [&](const Index& index, std::uint64_t key) {
            std::size_t left = most_candidates;
            index.visit(key, [&](std::uint32_t c) {
                if (stamp[c] != i + 1) {
                    stamp[c] = i + 1;
                    candidates.push_back(c);
                }
                return --left > 0;
            });
            return left == 0;
        };
        bool crowded = false;
        if (item.day()) {
            // An assumed day may stand for one a little earlier; two articles may be a day apart on a meeting.
            const bool meeting = item.type == Type::consult && item.place != 0 && item.who_count > 1;
            const Day from = day_of(item.when.from) - days{item.told->dct_assumed ? 2 : (meeting ? 1 : 0)};
            const Day until = last_day(item.when) + days{meeting ? 1 : 0};
            for (Day d = from; d <= until; d += days{1}) {
                for (const std::uint32_t w : keys) look(by_day, day_key(d, w));
            }
            for (Day d = day_of(item.when.from); d <= last_day(item.when); d += days{1}) {
                crowded = look(by_day, type_key(d, item.type)) || crowded;
                for (const Type other : {Type::disaster, Type::assault, Type::death}) {
                    if (harm(item.type) && other != item.type) crowded = look(by_day, type_key(d, other)) || crowded;
                }
            }
        }
        if (!item.day() || item.type == Type::death) {
            for (const std::uint32_t w : keys) crowded = look(by_kind, kind_key(item, w)) || crowded;
        }
        if (item.wording != 0) look(by_words, words_key(item));
        std::uint32_t best = 0;
        int best_score = 0;
        bool alone = true;
        // What stands in its clause is beside it, and decides without the rest of its cluster.
        const auto beside = [&](std::uint32_t k) {
            if (items_[k].article != item.article || items_[k].told->span != item.told->span) return false;
            if (home[k] != none && one_clause(item, items_[k]) && best_score == 0) {
                best = home[k];
                best_score = clause_score;
            }
            return true;
        };
        for (std::uint32_t k = i; k > 0 && beside(k - 1); --k) {
        }
        for (std::uint32_t k = i + 1; k < items_.size() && beside(k); ++k) {
        }
        std::sort(candidates.begin(), candidates.end());
        for (const std::uint32_t c : candidates) {
            const int s = score(item, clusters_[c]);
            if (s == best_score && s == 1) alone = false;
            if (s > best_score) {
                best_score = s;
                best = c;
            }
        }
        if (item.denial) {
            const std::uint32_t moved = put_off(i);
            if (best_score > 1 && !clusters_[best].called_off && calls_off(item, clusters_[best])) {
                clusters_[best].called_off = true;
                if (moved != none && home[moved] != best) supersede(home[moved], clusters_[best].first);
            }
            if (moved != none) supersede(home[moved], i);
            continue;
        }
        // What names neither people nor place is told of the only event it can be, or of none.
        if (best_score == 0 || (best_score == 1 && (!alone || crowded))) {
            best = static_cast<std::uint32_t>(clusters_.size());
            clusters_.push_back({i, i, false});
            stamp.push_back(0);
            home[i] = best;
        } else {
            join(i, best);
        }
        for (const std::uint32_t w : keys) {
            if (item.day()) {
                for (Day d = day_of(item.when.from); d <= last_day(item.when); d += days{1}) by_day.enter(day_key(d, w), best);
            }
            by_kind.enter(kind_key(item, w), best);
        }
        if (item.day()) {
            for (Day d = day_of(item.when.from); d <= last_day(item.when); d += days{1}) by_day.enter(type_key(d, item.type), best);
        }
        if (item.wording != 0) by_words.enter(words_key(item), best);
    }
}

} // namespace stoltenberg::timeline
