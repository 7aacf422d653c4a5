// Whether two observations tell of one event, and how surely.
#include <algorithm>
#include <set>

#include "text/fold.hpp"
#include "timeline/kinds.hpp"

namespace stoltenberg::timeline {
namespace {

constexpr std::size_t long_word = 7; ///< letters from which on words say what a clause is about

} // namespace

bool Clustering::same_edtf(const Item& a, const Item& b) const noexcept {
    return a.settled() || b.settled() ? a.when == b.when : a.told->edtf == b.told->edtf;
}

int Clustering::weight(std::uint32_t who) const noexcept {
    // 1 for what stands in every article of a large collection, up to 4 for what stands in few. A person is never everywhere at once.
    const auto articles = static_cast<std::uint32_t>(store_->papers().size());
    if (articles < 4) return 2;
    const std::uint32_t share = frequency_[who] * 100 / articles;
    return share > 50 ? (is(who, "person/") ? 2 : 1) : share > 20 ? 2 : share > 5 ? 3 : 4;
}

bool Clustering::nobody(const Item& item) const noexcept {
    const auto list = who(item);
    return std::all_of(list.begin(), list.end(), [&](std::uint32_t w) { return is(w, "place/"); });
}

bool Clustering::acts(const Item& item, std::uint32_t id) const noexcept {
    const auto* const list = store_->participants(*item.told);
    return std::any_of(list, list + item.told->who_count, [&](const auto& p) { return p.first == names_[id] && p.second == ParticipantRole::actor; });
}

bool Clustering::same(const Item& a, const Item& b) const noexcept {
    const Told& x = *a.told;
    const Told& y = *b.told;
    if (a.wording != b.wording || x.type != y.type || x.mode != y.mode || x.trigger != y.trigger || x.modality != y.modality) return false;
    // Short words are the same only if they name somebody or some place.
    if (a.wording == 0 && (x.quote != y.quote || (a.who_count == 0 && a.place == 0))) return false;
    if (!(a.when == b.when) || !same_edtf(a, b) || x.open != y.open || a.place != b.place) return false;
    // A weekday that nothing dates comes back every week: only the same words say that it is the same.
    if (!a.dated() && (a.wording == 0 || x.open == 0) && a.article != b.article) return false;
    const auto p = who(a);
    const auto q = who(b);
    return std::equal(p.begin(), p.end(), q.begin(), q.end());
}

bool Clustering::names(std::uint32_t article, Name id) const { return std::binary_search(subjects_[article].begin(), subjects_[article].end(), id); }

/// The article of one names who or what stands in the clause of the other.
bool Clustering::points(const Item& from, const Item& to) const {
    const auto list = who(to);
    return (to.place != 0 && names(from.article, names_[to.place])) ||
           std::any_of(list.begin(), list.end(), [&](std::uint32_t w) { return names(from.article, names_[w]); });
}

/// A clause that names neither people nor place is about what its article names: both articles speak of the same part of the world.
bool Clustering::tied(const Item& a, const Item& b) const {
    if (a.article == b.article) return true;
    if (points(a, b) || points(b, a)) return true;
    const std::vector<Name>& subjects = subjects_[a.article];
    return std::any_of(subjects.begin(), subjects.end(), [&](Name id) {
        return (store_->name(id).starts_with("country/") || store_->name(id).starts_with("place/")) && names(b.article, id);
    });
}

/// Two places that are not the same; a town and the country that its article speaks of may be.
bool Clustering::apart(const Item& a, const Item& b) const {
    if (a.place == 0 || b.place == 0 || a.place == b.place) return false;
    const auto within = [&](const Item& town, const Item& country) {
        return is(town.place, "place/") && is(country.place, "country/") && names(town.article, names_[country.place]);
    };
    if (within(a, b) || within(b, a)) return false;
    // A disaster is told of the town by one and of the region by another.
    const auto strikes = [](const Item& item) { return item.type == Type::disaster || item.type == Type::death; };
    return a.article == b.article || !strikes(a) || !strikes(b) || !is(a.place, "place/") || !is(b.place, "place/") ||
           (!names(a.article, names_[b.place]) && !names(b.article, names_[a.place]));
}

/// Long words that both clauses use beside their time, trigger, people and place: whether they are about the same thing.
bool Clustering::alike(const Item& a, const Item& b) const {
    std::string folded;
    const auto each = [&](std::string_view text, auto visit) {
        text::fold_into(text, folded, nullptr, nullptr);
        std::size_t begin = 0;
        for (std::size_t i = 0; i <= folded.size(); ++i) {
            const bool letter = i < folded.size() && ((folded[i] >= 'a' && folded[i] <= 'z') || static_cast<unsigned char>(folded[i]) >= 0x80);
            if (letter) continue;
            if (i - begin >= long_word) visit(folded.substr(begin, i - begin));
            begin = i + 1;
        }
    };
    std::set<std::string> known, words;
    for (const Item* item : {&a, &b}) {
        const auto know = [&](std::string&& word) { known.insert(std::move(word)); };
        each(store_->text(item->told->time), know);
        each(store_->name(item->told->trigger), know);
        each(name(item->place), know);
        for (const std::uint32_t w : who(*item)) {
            if (contains(who(a), w) && contains(who(b), w)) each(name(w), know);
        }
    }
    each(store_->text(a.told->quote), [&](std::string&& word) {
        if (!known.contains(word)) words.insert(std::move(word));
    });
    bool found = false;
    each(store_->text(b.told->quote), [&](std::string&& word) { found = found || words.contains(word); });
    return found;
}

/// The clause of one has the trigger of the other, in whatever form: "appellent à manifester", "ont manifesté".
bool Clustering::speaks_of(const Item& a, const Item& b) const {
    std::string trigger, quote;
    text::fold_into(store_->name(b.told->trigger), trigger, nullptr, nullptr);
    if (trigger.size() < long_word) return false;
    trigger.resize(trigger.size() - 2); // its ending
    text::fold_into(store_->text(a.told->quote), quote, nullptr, nullptr);
    const std::size_t at = quote.find(trigger);
    return at != std::string::npos && (at == 0 || quote[at - 1] == ' ' || quote[at - 1] == '\'');
}

/// Two articles that look back on a meeting of the same people in the same town, and differ by a day: one of them errs.
bool Clustering::one_day_out(const Item& a, const Item& b) const {
    if (a.article == b.article || a.type != Type::consult || b.type != Type::consult || a.who_count < 2 || a.place == 0 || a.place != b.place)
        return false;
    if (a.told->mode != b.told->mode || a.told->modality != Modality::occurred || b.told->modality != Modality::occurred) return false;
    if (!a.day() || !b.day() || !a.explicit_time() || !b.explicit_time() || !is(a.place, "place/")) return false;
    const auto p = who(a);
    const auto q = who(b);
    if (!std::equal(p.begin(), p.end(), q.begin(), q.end())) return false;
    const Day x = day_of(a.when.from);
    const Day y = day_of(b.when.from);
    if (x - y != days{1} && y - x != days{1}) return false;
    for (const Item* item : {&a, &b}) {
        if (const auto at = meetings_.find(company(*item)); at == meetings_.end() || at->second.second) return false;
        const auto written = CivilTime::parse(store_->name(store_->papers()[item->article].dct));
        if (!written || std::chrono::local_days{written->day} <= std::max(x, y)) return false;
    }
    return true;
}

/// Two words of one clause, one of them without a time of its own: one event. The day of a toll is when it was told.
bool Clustering::one_clause(const Item& a, const Item& b) const {
    const Told& x = *a.told;
    const Told& y = *b.told;
    if (a.article != b.article || x.span != y.span || x.modality != y.modality) return false;
    if (x.type != y.type && !(harm(a.type) && harm(b.type))) return false;
    if (a.explicit_time() && b.explicit_time() && !toll(a.type, b.type) && (x.type == y.type || x.time != y.time)) return false;
    if (a.who_count > 0 && b.who_count > 0 && shared(who(a), who(b)) == 0) return false;
    if (apart(a, b)) return false;
    return x.type != y.type || modes_agree(store_->name(x.type), store_->name(x.mode), store_->name(y.mode));
}

int Clustering::score(const Item& a, const Item& b) const {
    const Told& x = *a.told;
    const Told& y = *b.told;
    const std::string_view type = store_->name(x.type);
    const std::string_view mode = store_->name(x.mode);
    const bool same_article = a.article == b.article;
    const auto who_a = who(a);
    const auto who_b = who(b);
    const std::size_t common = shared(who_a, who_b);
    const std::size_t smaller = std::min(who_a.size(), who_b.size());
    const bool agree = x.type != y.type || modes_agree(type, mode, store_->name(y.mode));
    const bool places_differ = apart(a, b);
    const bool same_place = a.place != 0 && a.place == b.place;
    if (one_clause(a, b)) return clause_score;
    if (a.dated() != b.dated()) return 0;
    // A person dies once: sources that disagree on the day tell of one death.
    if (a.type == Type::death && b.type == Type::death && agree && who_a.size() == 1 && common == 1 && smaller == who_b.size() &&
        is(who_a[0], "person/") && a.day() && b.day() && std::chrono::abs(a.when.from - b.when.from) <= days{3}) {
        return 8;
    }
    // Who was shot on a day died of it.
    if (((a.type == Type::death && b.type == Type::assault) || (a.type == Type::assault && b.type == Type::death)) && common == 1 &&
        who_a.size() == 1 && who_b.size() == 1 && is(who_a[0], "person/") && !acts(a.type == Type::assault ? a : b, who_a[0]) && a.day() && b.day() &&
        overlap(a.when, b.when)) {
        return 7;
    }
    if (one_day_out(a, b)) return 5;
    // What was dated by the day of writing for want of better may lie a day or two before it.
    const auto assumed_near = [](const Item& sure, const Item& assumed, long most) {
        if (!assumed.told->dct_assumed || sure.told->dct_assumed || !assumed.day() || !sure.day()) return false;
        const auto gap = assumed.when.from - sure.when.from;
        return gap >= days{0} && gap <= days{most};
    };
    // A clause printed again, where the article around it lends it another name, place or day of writing.
    if (a.wording != 0 && a.wording == b.wording && x.type == y.type && x.mode == y.mode && x.trigger == y.trigger && common == smaller &&
        !places_differ) {
        const bool republished = a.day() && b.day() && x.dct_assumed && y.dct_assumed && std::chrono::abs(a.when.from - b.when.from) <= days{1};
        if (republished ||
            (a.when.known && b.when.known ? overlap(a.when, b.when) : same_edtf(a, b) && x.open == y.open && (a.dated() || x.open != 0)))
            return 9;
    }
    // What was said at a meeting belongs to it: same text, no day of its own, its speaker was there.
    const bool said = same_article && a.day() && b.day() && same_edtf(a, b) && common > 0 &&
                      ((verbal(type) && !a.explicit_time() && !x.dct_assumed && b.type == Type::consult) ||
                       (verbal(store_->name(y.type)) && !b.explicit_time() && !y.dct_assumed && a.type == Type::consult));
    // A vote is told as consent by one and as approval by another.
    const bool voted = x.type != y.type && consent(a.type) && consent(b.type) && !who_a.empty() && common == who_a.size() && common == who_b.size() &&
                       (!same_article || x.dct_assumed != y.dct_assumed);
    if (toll(a.type, b.type) || killed(a.type, b.type)) {
        const Item& death = a.type == Type::death ? a : b;
        const auto dead = who(death);
        if (store_->name(death.told->mode) == "funeral" || std::any_of(dead.begin(), dead.end(), [&](std::uint32_t w) { return is(w, "person/"); }))
            return 0;
        if (!a.day() || !b.day() || places_differ || !overlap(a.when, b.when)) return 0;
        // Of a war's attacks it is the one on the same town, or told in the same words.
        if (killed(a.type, b.type) && !(same_place && is(a.place, "place/")) && !alike(a, b)) return 0;
        return same_place ? 5 : (same_article ? 4 : (tied(a, b) ? 1 : 0));
    }
    if (x.type != y.type && !said && !voted) return 0;
    if (!said && !agree && (!lasting(type) || divided(type))) return 0;
    if (!a.dated()) {
        // No day: the same article tells of it again.
        return same_article && x.open == y.open && common > 0 && common == smaller ? 4 : 0;
    }
    // Another article speaks of the same a day later only if all that both name agrees.
    const bool same_told = !same_article && once(a.type) && x.type == y.type && common >= 2 && common == who_a.size() && common == who_b.size() &&
                           x.mode == y.mode && x.modality == y.modality;
    const bool near = (same_article && common > 0 && (assumed_near(a, b, 2) || assumed_near(b, a, 2))) ||
                      (same_told && (assumed_near(a, b, 1) || assumed_near(b, a, 1)));
    if (a.when.known && b.when.known && !overlap(a.when, b.when) && !near) return 0;
    if ((!a.when.known || !b.when.known) && !same_edtf(a, b)) return 0;
    int rarity = 0;
    for (const std::uint32_t w : who_a) {
        if (contains(who_b, w)) rarity += weight(w);
    }
    const bool both_cities = places_differ && is(a.place, "place/") && is(b.place, "place/");
    if (a.day() && b.day()) {
        // A country votes once a day, whoever wins.
        if (a.type == Type::election && mode != "candidate") {
            const auto countries = [&](const Item& item) {
                std::vector<std::uint32_t> list(who(item).begin(), who(item).end());
                list.push_back(item.place);
                std::erase_if(list, [&](std::uint32_t id) { return !is(id, "country/"); });
                std::sort(list.begin(), list.end());
                return list;
            };
            const std::vector<std::uint32_t> here = countries(a);
            const std::vector<std::uint32_t> there = countries(b);
            if (shared(here, there) > 0) return 5;
            if (!here.empty() && !there.empty()) return 0;
            if (common == 0 && (points(a, b) || points(b, a))) return same_article ? 2 : 1;
        }
        if (both_cities && mode != "phone" && !said) return 0;
        if (common == 0 && (nobody(a) || nobody(b))) {
            // Nobody named: only what happens at one place, or is told in one text, of one kind.
            const bool same_kind = x.mode == y.mode || x.mode == 0 || y.mode == 0 || (a.type == Type::disaster && agree);
            if (!same_kind || places_differ) return 0;
            // Many protest and are arrested in one town on one day; a journalist who repeats a verb tells of another such act.
            const bool acts = a.type != Type::consult && a.type != Type::election && !happens(a.type, mode);
            // Announced by one and told as done by another, in the same words.
            const bool fulfilled = (x.modality == Modality::planned) != (y.modality == Modality::planned) && x.mode == y.mode &&
                                   (speaks_of(a, b) || speaks_of(b, a) || alike(a, b));
            if (acts && !fulfilled && (!same_article || x.trigger == y.trigger) && !alike(a, b)) return 0;
            if (same_place) return 3;
            if (nobody(a) && nobody(b) && same_article) return 2;
            // "l'attentat de jeudi", "le séisme de lundi en Turquie": told again without names, or of the country and not of the town.
            const bool known = fulfilled || nationwide(mode) || a.type == Type::election || a.type == Type::disaster ||
                               (happens(a.type, mode) && (x.trigger == y.trigger || alike(a, b)));
            const bool vague = fulfilled || (nationwide(mode) && (a.place == 0 || b.place == 0)) || (nobody(a) && a.place == 0) ||
                               (nobody(b) && b.place == 0) || (a.place != 0 && b.place != 0 && a.place != b.place);
            if (!known || !vague || (!inside(a.when, b.when) && !inside(b.when, a.when)) || !tied(a, b)) return 0;
            return same_article ? 2 : 1;
        }
        if (common == 0) return 0;
        const bool subset = common == smaller;
        if (!subset && (common < 2 || common * 2 < smaller)) return 0;
        if (!same_article && !subset && !same_place && rarity < 4) return 0;
        if (a.type == Type::consult && b.type == Type::consult && store_->name(x.mode) != "multilateral" && store_->name(y.mode) != "multilateral") {
            // Each with somebody else: two meetings of the day.
            std::size_t persons = 0;
            for (const std::uint32_t w : who_a) persons += is(w, "person/") && contains(who_b, w) ? 1U : 0U;
            const auto another = [&](std::span<const std::uint32_t> list, std::span<const std::uint32_t> others) {
                return std::any_of(list.begin(), list.end(), [&](std::uint32_t w) { return is(w, "person/") && !contains(others, w); });
            };
            if (persons < 2 && another(who_a, who_b) && another(who_b, who_a)) return 0;
            // Who the other side was is not told: the only meeting of the day it can be.
            if (!same_article && common == 1 && std::max(who_a.size(), who_b.size()) > 1 && smaller == 1 && !same_place && !alike(a, b)) return 1;
        }
        // One participant alone that is everywhere ties nothing across articles, unless kind and place speak for it too.
        if (!same_article && common == 1 && rarity == 1 && !same_place && x.mode != y.mode) return 0;
        if (said) return 2 + rarity;
        return 4 + rarity + (same_place ? 3 : 0) + (x.mode == y.mode ? 2 : 0) + (same_edtf(a, b) ? 2 : 0);
    }
    if (common == 0) return 0;
    // "The resignation of": it has happened, and a sure source says when.
    const Item& sure = a.day() ? a : b;
    const Item& open = a.day() ? b : a;
    if (sure.day() && open.open() && sure.explicit_time() && !open.explicit_time() && !lasting(type) && x.mode == y.mode &&
        x.modality == y.modality && common == who_a.size() && common == who_b.size() &&
        (common > 1 || a.type == Type::disaster || is(who_a[0], "person/")) && !places_differ &&
        open.when.until - sure.when.from <= days{a.type == Type::disaster ? 31 : 4}) {
        return 1;
    }
    // A stretch of time, or a state.
    const bool a_open = a.open() || !a.when.ends();
    const bool b_open = b.open() || !b.when.ends();
    if (lasting(type)) {
        // The same side does the same; an actor must agree.
        bool actor = false;
        for (const std::uint32_t w : who_a) actor = actor || (contains(who_b, w) && acts(a, w) && acts(b, w));
        if (!actor && common < 2) return 0;
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
    for (std::uint32_t i = cluster.first; i != none; i = next_[i]) {
        const int s = score(item, items_[i]);
        if (s == 0 && seen == 0) return 0;
        best = std::max(best, s);
        if (++seen == 3) break;
    }
    return best;
}

} // namespace stoltenberg::timeline
