#include "timeline/cluster.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>

#include "text/fold.hpp"

namespace stoltenberg::timeline {
namespace {

using std::chrono::days;

Day day_of(LocalTime t) { return std::chrono::floor<days>(t); }
/// Last day of an interval whose end is known.
Day last_day(const When& w) { return day_of(w.until - std::chrono::minutes{1}); }

bool overlap(const When& a, const When& b) { return a.until > b.from && b.until > a.from; }
bool inside(const When& a, const When& b) { return b.from <= a.from && a.until <= b.until; }

constexpr std::size_t most_subjects = 64; ///< what an article names most is what it is about
constexpr int clause_score = 6;
constexpr std::size_t long_word = 7; ///< letters from which on words say what a clause is about
constexpr long widest_day = 4;       ///< days an event may last and still be found by its days

std::size_t shared(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
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

bool contains(std::span<const std::uint32_t> list, std::uint32_t id) { return std::binary_search(list.begin(), list.end(), id); }

template <std::size_t N>
bool one_of(std::string_view type, const std::array<std::string_view, N>& types) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

/// What lasts: found again in later articles as the same.
bool lasting(std::string_view type) { return one_of(type, std::array<std::string_view, 4>{"MOBILIZE", "ASSAULT", "COERCE", "AID"}); }
/// What is said, and may have been said at a meeting.
bool verbal(std::string_view type) {
    return one_of(type, std::array<std::string_view, 7>{"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "THREATEN", "REJECT", "STATEMENT"});
}
/// Of one type and yet another thing: an arrest is no curfew, a signature is no praise.
bool divided(std::string_view type) {
    return one_of(type, std::array<std::string_view, 8>{"COERCE", "OFFICE", "PROTEST", "REJECT", "SANCTION", "RETREAT", "CONCEDE", "SUPPORT"});
}
/// Disasters that others bring about: what falls in a quake, what burns after an accident.
bool brought_about(std::string_view mode) {
    return one_of(mode, std::array<std::string_view, 7>{"collapse", "landslide", "flood", "fire", "spill", "epidemic", "famine"});
}

/// What strikes and what it does: fire after shots, the dead of a quake.
bool harm(Type type) { return type == Type::disaster || type == Type::death || type == Type::assault; }
/// What happens once, so that a report without a day of its own may be of the day before. Attacks come day after day.
bool once(Type type) { return type == Type::consult || type == Type::agree || type == Type::death || type == Type::office || type == Type::election; }
/// What a whole country undergoes, wherever it is told of.
bool nationwide(std::string_view mode) { return mode == "coup"; }
/// What befalls people rather than what somebody does: told with "the" and a day, it is the one of that day.
bool happens(Type type, std::string_view mode) { return harm(type) || mode == "strike" || mode == "trial" || nationwide(mode); }
/// One of them holds the other: the dead of an accident are its toll.
bool toll(Type a, Type b) { return (a == Type::disaster && b == Type::death) || (a == Type::death && b == Type::disaster); }
bool killed(Type a, Type b) { return (a == Type::assault && b == Type::death) || (a == Type::death && b == Type::assault); }
bool consent(Type type) { return type == Type::agree || type == Type::support; }

bool modes_agree(std::string_view type, std::string_view a, std::string_view b) {
    if (type == "DEATH" && (a == "funeral") != (b == "funeral")) return false;
    if (a.empty() || b.empty() || a == b) return true;
    if (divided(type)) return false;
    if (type == "DISASTER") return brought_about(a) != brought_about(b);
    if (type == "ELECTION") return a != "candidate" && b != "candidate";
    // A visit holds a meeting, a meeting may be a negotiation; a call is a call.
    return a != "phone" && b != "phone";
}

Type type_of(std::string_view type) {
    constexpr std::array<std::pair<std::string_view, Type>, 10> types{{{"CONSULT", Type::consult},
                                                                       {"AGREE", Type::agree},
                                                                       {"SUPPORT", Type::support},
                                                                       {"DEATH", Type::death},
                                                                       {"DISASTER", Type::disaster},
                                                                       {"ASSAULT", Type::assault},
                                                                       {"ELECTION", Type::election},
                                                                       {"OFFICE", Type::office},
                                                                       {"COERCE", Type::coerce},
                                                                       {"STATEMENT", Type::statement}}};
    for (const auto& [name, value] : types) {
        if (name == type) return value;
    }
    return Type::other;
}

std::optional<unsigned> weekday_of(std::string_view open) {
    if (open.size() != 10 || !open.starts_with("XXXX-WXX-") || open[9] < '1' || open[9] > '7') return std::nullopt;
    return static_cast<unsigned>(open[9] - '0');
}

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

bool Clustering::same_edtf(const Item& a, const Item& b) const noexcept {
    return a.settled() || b.settled() ? a.when == b.when : a.told->edtf == b.told->edtf;
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
            if (acts && (!same_article || x.trigger == y.trigger) && !alike(a, b)) return 0;
            if (same_place) return 3;
            if (nobody(a) && nobody(b) && same_article) return 2;
            // "l'attentat de jeudi", "le séisme de lundi en Turquie": told again without names, or of the country and not of the town.
            // Announced by one and told as done by another, in the same words.
            const bool fulfilled = (x.modality == Modality::planned) != (y.modality == Modality::planned) && mode == store_->name(y.mode) &&
                                   alike(a, b);
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

/// An article that names only weekdays takes its days from the others when exactly one reading fits.
void Clustering::settle() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> open; // article -> items with a weekday and a distance
    const auto weekday = [&](const Item& item) { return weekday_of(store_->name(item.told->open)); };
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        if (!items_[i].denial && !items_[i].when.known && items_[i].told->offset_days && weekday(items_[i])) open[items_[i].article].push_back(i);
    }
    if (open.empty()) return;
    // Dated days by participant, and by words.
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> dated;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> printed;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        if (!items_[i].day() || items_[i].denial) continue;
        for (const std::uint32_t w : who(items_[i])) dated[w].push_back(i);
        if (items_[i].wording != 0) printed[items_[i].wording].push_back(i);
    }
    bool changed = false;
    for (const auto& [article, list] : open) {
        struct Proof {
            std::uint32_t article;
            bool copied;
        };
        std::map<Day, Proof> readings; // day of the article's first weekday -> who says so
        const auto says = [&](const Item& item, const Item& other, bool copied) {
            const Day d = day_of(other.when.from);
            if (std::chrono::weekday{d}.iso_encoding() != *weekday(item)) return;
            readings.try_emplace(d - days{*item.told->offset_days}, Proof{other.article, copied});
        };
        for (const std::uint32_t i : list) {
            const Item& item = items_[i];
            const Told& o = *item.told;
            const auto people = who(item);
            std::size_t looked = 0;
            if (item.wording != 0) {
                for (const std::uint32_t k : printed[item.wording]) {
                    if (++looked > 4096) break;
                    if (items_[k].article != article && items_[k].told->type == o.type) says(item, items_[k], true);
                }
            }
            for (const std::uint32_t w : people) {
                for (const std::uint32_t k : dated[w]) {
                    if (++looked > 4096) break;
                    const Item& other = items_[k];
                    if (other.article == article || other.told->type != o.type) continue;
                    if (!modes_agree(store_->name(o.type), store_->name(o.mode), store_->name(other.told->mode))) continue;
                    const auto others = who(other);
                    const std::size_t common = shared(people, others);
                    int rarity = 0;
                    for (const std::uint32_t p : people) {
                        if (contains(others, p)) rarity += weight(p);
                    }
                    const bool same_place = item.place != 0 && item.place == other.place;
                    if (common < 2 && !(common == 1 && same_place && rarity >= 2 && o.mode == other.told->mode)) continue;
                    if (common < std::min(people.size(), others.size()) && common < 3) continue;
                    if (item.place != 0 && other.place != 0 && item.place != other.place) continue;
                    says(item, other, false);
                }
            }
        }
        if (readings.size() != 1) continue;
        const auto& [base, proof] = *readings.begin();
        for (const std::uint32_t i : list) {
            Item& item = items_[i];
            const Day d = base + days{*item.told->offset_days};
            item.when = When(Interval{LocalTime{d}, LocalTime{d + days{1}}});
            item.settled_by = proof.article;
            item.copied = proof.copied;
            changed = true;
        }
    }
    if (changed) build();
}

} // namespace stoltenberg::timeline
