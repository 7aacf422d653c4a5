#include "entity/decide.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/word_map.hpp"

namespace stoltenberg::entity {

bool within_one_edit(std::string_view a, std::string_view b) noexcept {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    std::size_t i = 0;
    while (i < a.size() && a[i] == b[i]) ++i;
    const std::string_view ra = a.substr(i);
    const std::string_view rb = b.substr(i);
    if (rb.empty()) return true;
    if (a.size() != b.size()) return ra == rb.substr(1);
    if (ra.substr(1) == rb.substr(1)) return true;
    return ra.size() >= 2 && ra[0] == rb[1] && ra[1] == rb[0] && ra.substr(2) == rb.substr(2);
}

namespace {

constexpr float keep_at = 2.0F;       ///< an unknown name needs this much evidence
constexpr float keep_soft_at = 3.5F;  ///< where a sentence opens
constexpr float cluster_share = 0.5F; ///< of what other occurrences say
constexpr float cluster_limit = 4.0F;
constexpr float full_name_bonus = 5.5F; ///< a surname whose full name stands in the text
constexpr float given_alone_bonus = 2.6F;
constexpr float namesake_toll = 4.0F;      ///< for an unknown name spelt like a known one
constexpr float scene_bonus = 3.0F;        ///< an institution of the state that the sentence opens with; a toll for the others
constexpr float near = 0.7F;               ///< readings this close are ambiguous
constexpr std::size_t most_namesakes = 16; ///< a name that more people of the text bear tells nobody from the others

struct Identity {
    Kind kind{};
    std::uint32_t entity = no_index;
    std::uint32_t key = no_index;  ///< of an unknown name: its spelling, folded
    std::uint32_t name = no_index; ///< of an unknown name: the candidate that shows it as in the text
    friend bool operator==(const Identity& a, const Identity& b) {
        return a.kind == b.kind && a.entity == b.entity && (a.entity != no_index || a.key == b.key);
    }
};

struct Choice {
    bool keep = false;
    Identity identity;
    Form form = Form::name;
    float score = 0;
    const std::string* why = nullptr;
    std::vector<std::uint32_t> ambiguous;
};

struct Cluster {
    std::array<float, sides> evidence{};
    std::array<const std::string*, sides> why{};
    std::uint32_t size = 0;
    bool settled = false; ///< kept where no sentence begins
    Identity identity;
    std::uint32_t key = 0; ///< spelling
};

struct Option {
    Identity identity;
    Form form;
    float score;
    const std::string* why;
    bool known;
};

/// Numbers for the spellings of a text, in the order they are met.
class Spellings {
public:
    [[nodiscard]] std::string_view text(std::uint32_t number) const noexcept {
        const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
        return std::string_view(bytes_).substr(begin, ends_[number] - begin);
    }
    [[nodiscard]] std::uint32_t find(std::string_view spelling) const noexcept { return slots_.empty() ? no_index : slots_[slot(spelling)] - 1; }
    std::uint32_t number(std::string_view spelling) {
        if ((ends_.size() + 1) * 2 > slots_.size()) grow();
        std::uint32_t& at = slots_[slot(spelling)];
        if (at == 0) {
            bytes_ += spelling;
            ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
            at = static_cast<std::uint32_t>(ends_.size());
        }
        return at - 1;
    }

private:
    [[nodiscard]] std::size_t slot(std::string_view spelling) const noexcept {
        std::size_t at = base::word_hash(spelling) & (slots_.size() - 1);
        while (slots_[at] != 0 && !base::same_word(text(slots_[at] - 1), spelling)) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    void grow() {
        slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), 0);
        for (std::uint32_t i = 0; i < ends_.size(); ++i) slots_[slot(text(i))] = i + 1;
    }
    std::string bytes_;
    std::vector<std::uint32_t> ends_;
    std::vector<std::uint32_t> slots_; ///< 1-based number; 0 = empty; a power of two
};

class Decider {
public:
    Decider(Document& d, std::vector<Mention>& out) : d_(d), g_(d.gazetteer), t_(d.text), out_(out) {}

    void run() {
        clusters();
        std::vector<Choice> choices(d_.candidates.size());
        for (std::size_t i = 0; i < choices.size(); ++i) choices[i] = choose(i);
        count_states(choices);
        for (std::size_t i = 0; i < choices.size(); ++i) {
            if (!choices[i].keep) continue;
            const Candidate& c = d_.candidates[i];
            if (!c.skipped && choices[i].identity.entity != no_index && strong_surface(c, choices[i].identity.entity))
                strong_.push_back(choices[i].identity.entity);
            if (choices[i].identity.kind == Kind::person) note_person(c, choices[i]);
        }
        second_ = true;
        std::sort(strong_.begin(), strong_.end());
        widen();
        for (std::size_t i = 0; i < choices.size(); ++i) {
            if (may_change(d_.candidates[i])) choices[i] = choose(i);
        }
        correct_spelling(choices);
        link_acronyms(choices);
        settle(choices);
        out_.reserve(out_.size() + static_cast<std::size_t>(std::count_if(choices.begin(), choices.end(), [](const Choice& c) { return c.keep; })));
        for (std::size_t i = 0; i < choices.size(); ++i) write(i, choices[i]);
    }

private:
    /// As match::key_of; a view into scratch.
    std::string_view key_of(std::string_view folded) {
        match::key_of(folded, key_);
        return key_;
    }
    std::uint32_t key(const Candidate& c) const { return clusters_[c.cluster].key; }
    std::string_view spelling(std::uint32_t key) const { return spellings_.text(key); }

    void clusters() {
        // A spelling and its cluster have one number until names are widened.
        clusters_.reserve(d_.candidates.size());
        for (Candidate& c : d_.candidates) {
            if (c.demonym) continue;
            const std::string_view folded = t_.folded_at(c.range);
            c.cluster = spellings_.number(c.last == c.first + 1 ? folded : key_of(folded)); // a word is its own key
            if (c.cluster == clusters_.size()) clusters_.emplace_back().key = c.cluster;
            if (c.skipped) continue;
            Cluster& cluster = clusters_[c.cluster];
            ++cluster.size;
            for (std::size_t s = 0; s < sides; ++s) {
                cluster.evidence[s] += c.evidence[s];
                if (c.why[s] != nullptr && cluster.why[s] == nullptr) cluster.why[s] = c.why[s];
            }
        }
    }

    void count_states(const std::vector<Choice>& choices) {
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Candidate& c = d_.candidates[i];
            if (c.skipped) continue;
            if (c.demonym) {
                for (const std::uint32_t e : c.demonym_of) ++mentions_of(g_.entity(e).countries[0]);
            } else if (choices[i].keep && choices[i].identity.entity != no_index) {
                const Entity& e = g_.entity(choices[i].identity.entity);
                if (e.kind == Kind::country) ++mentions_of(e.countries[0]);
            }
        }
    }

    int& mentions_of(Country state) {
        for (auto& [other, count] : states_) {
            if (other == state) return count;
        }
        return states_.emplace_back(state, 0).second;
    }

    bool strong(std::uint32_t entity) const { return std::binary_search(strong_.begin(), strong_.end(), entity); }

    float together(const Entity& e, const Candidate& c) const {
        float bonus = 0;
        for (const Country state : e.countries) {
            if (state == 0) continue;
            if (c.country == state) bonus = std::max(bonus, 2.5F);
            for (const auto& [other, count] : states_) {
                if (other == state) bonus = std::max(bonus, std::min(1.2F, 0.4F * static_cast<float>(count)));
            }
        }
        return bonus;
    }

    std::array<float, sides> heard(const Candidate& c) const {
        std::array<float, sides> e = c.evidence;
        const Cluster& cluster = clusters_[c.cluster];
        for (std::size_t s = 0; s < sides; ++s) {
            const float others = cluster.evidence[s] - (c.skipped ? 0 : c.evidence[s]);
            e[s] += std::clamp(cluster_share * others, -cluster_limit, cluster_limit);
        }
        return e;
    }

    /// Does what the whole text says have a say? It speaks of known names and of people.
    bool may_change(const Candidate& c) const { return !c.demonym && (!c.readings.empty() || namesake(key(c)) != nullptr); }

    Choice choose(std::size_t at) {
        const Candidate& c = d_.candidates[at];
        Choice best;
        if (c.demonym) {
            best.keep = true;
            best.identity = {Kind::country, c.demonym_of.front()};
            best.form = Form::demonym;
            return best;
        }
        const std::array<float, sides> e = heard(c);
        std::vector<Option>& options = options_;
        options.clear();
        const bool foreign_scene = c.scene != 0 && c.readings.size() > 1 && std::none_of(c.readings.begin(), c.readings.end(), [&](const Reading& r) {
                                       return r.entity != no_index && g_.entity(r.entity).of(c.scene);
                                   });
        for (const Reading& r : c.readings) {
            if (r.entity == no_index) {
                options.push_back({{r.kind}, r.form, r.prior + e[side_of(r.kind)], r.why, false});
                continue;
            }
            const Entity& entity = g_.entity(r.entity);
            float score = r.prior + e[side_of(r.kind)];
            if ((r.kind == Kind::country || r.kind == Kind::place) && e[side_place] < 0)
                score -= 0.6F * e[side_place]; // states and towns act as people do
            score += together(entity, c);
            if (c.scene != 0 && entity.is(flag_state)) {
                // What several states have is, of another, one that no gazetteer knows.
                if (foreign_scene) options.push_back({{r.kind}, r.form, score, nullptr, false});
                score += entity.of(c.scene) ? scene_bonus : -scene_bonus;
            }
            if (second_ && (r.surface & (surface_weak | surface_surname)) != 0 && strong(r.entity)) score += 4.5F;
            options.push_back({{r.kind, r.entity}, r.form, score, nullptr, true});
        }
        if (second_) {
            const Namesake* namesakes = namesake(key(c));
            if (namesakes != nullptr && namesakes->people.size() <= most_namesakes &&
                !(c.sequence && c.sequence_units > 1 && c.given_end > c.first && !namesakes->full)) {
                const Namesake& n = *namesakes;
                for (const std::uint32_t p : n.people) {
                    const Identity& who = people_[p];
                    float score = (n.given ? (c.soft ? 0.0F : given_alone_bonus) : full_name_bonus) + e[side_person];
                    if (n.people.size() > 1) score -= 0.3F;
                    bool merged = false;
                    for (Option& o : options) {
                        if (!(o.identity == who)) continue;
                        o.score = std::max(o.score, score + 0.5F);
                        merged = true;
                    }
                    if (!merged) options.push_back({who, Form::alias, score, n.why, true});
                }
            }
        }
        if (c.sequence) {
            // An unknown name that is spelt like a known one needs more than company.
            const bool taken = std::any_of(c.readings.begin(), c.readings.end(), [](const Reading& r) {
                return r.entity != no_index && (r.surface & (surface_weak | surface_surname)) == 0;
            });
            const float toll = taken ? namesake_toll : 0;
            Side side = side_person;
            for (const Side other : {side_organisation, side_place}) {
                if (e[other] - toll > e[side] - toll) side = other;
            }
            const std::string* why = c.why[side] != nullptr ? c.why[side] : clusters_[c.cluster].why[side];
            const Kind kind = side == side_person ? Kind::person : side == side_organisation ? Kind::organisation : Kind::place;
            options.push_back({{kind}, c.acronym ? Form::acronym : Form::name, e[side] - toll, why, false});
        }
        if (options.empty()) return best;
        const auto top = std::max_element(options.begin(), options.end(), [](const Option& a, const Option& b) {
            if (a.score != b.score) return a.score < b.score;
            return a.known < b.known;
        });
        best.identity = top->identity;
        best.form = top->form;
        best.score = top->score;
        best.why = top->why;
        const bool known = top->known;
        const float threshold = known ? keep_at : c.soft && c.sequence_units == 1 && !c.head ? keep_soft_at : keep_at;
        best.keep = best.score >= threshold && best.score > e[side_other];
        if (!known && best.keep) {
            best.identity.key = key(c);
            best.identity.name = static_cast<std::uint32_t>(at);
        }
        if (known) {
            for (const Option& o : options) {
                if (!o.known || o.identity == top->identity || o.identity.entity == no_index || o.score < best.score - near) continue;
                if (best.identity.entity != no_index) { // a village does not cast doubt on the city of its name
                    const Entity& a = g_.entity(best.identity.entity);
                    const Entity& b = g_.entity(o.identity.entity);
                    if (a.kind == Kind::place && b.kind == Kind::place && a.weight > 8 * b.weight) continue;
                }
                if (std::find(best.ambiguous.begin(), best.ambiguous.end(), o.identity.entity) == best.ambiguous.end()) {
                    best.ambiguous.push_back(o.identity.entity);
                }
            }
        }
        return best;
    }

    /// "De Gendt gagne": the article that seemed to open the sentence belongs to a family name of the text.
    void widen() {
        for (Candidate& c : d_.candidates) {
            if (c.demonym || c.first == 0 || !d_.is(c.first - 1, class_function | class_particle)) continue;
            // In lower case only where no preposition can be meant: "M. de Villepin", "von der Leyen".
            if (!d_.capital(c.first - 1) && !d_.is(c.first - 1, class_foreign) && !(c.first > 1 && d_.is(c.first - 2, class_title))) continue;
            if (d_.gap(c.first - 1) != " " && d_.gap(c.first - 1) != "'") continue;
            const Range wide{t_.words[c.first - 1].begin, c.range.end};
            const std::uint32_t wider = spellings_.find(key_of(t_.folded_at(wide)));
            if (wider == no_index || namesake(wider) == nullptr) continue;
            --c.first;
            c.range = wide;
            Cluster cluster = clusters_[c.cluster];
            cluster.key = wider;
            c.cluster = static_cast<std::uint32_t>(clusters_.size());
            clusters_.push_back(cluster);
        }
    }

    static std::string collapse(std::string_view s) {
        std::string out(s.size(), ' ');
        std::size_t size = 0;
        for (const char c : s) {
            if (c != '\n' && c != '\r' && c != '\t' && c != ' ') {
                out[size++] = c;
            } else if (size > 0 && out[size - 1] != ' ') {
                out[size++] = ' ';
            }
        }
        out.resize(size);
        return out;
    }

    struct Namesake {
        base::Few<std::uint32_t, 3> people;
        bool given = false; ///< only by given name
        bool full = false;
        const std::string* why = nullptr;
    };

    const Namesake* namesake(std::uint32_t key) const {
        return key < bearers_.size() && bearers_[key] != 0 ? &namesakes_[bearers_[key] - 1] : nullptr;
    }

    Namesake& bearers(std::uint32_t key) {
        if (key >= bearers_.size()) bearers_.resize(key + d_.candidates.size());
        if (bearers_[key] == 0) {
            if (namesakes_.empty()) namesakes_.reserve(d_.candidates.size());
            namesakes_.emplace_back();
            bearers_[key] = static_cast<std::uint32_t>(namesakes_.size());
        }
        return namesakes_[bearers_[key] - 1];
    }

    void register_name(std::string_view name, std::uint32_t person, bool given, const std::string* why, bool full = false) {
        if (name.size() < 2) return;
        Namesake& n = bearers(spellings_.number(name));
        n.full |= full;
        if (n.people.empty()) {
            n.given = given;
            n.why = why;
        } else if (n.given && !given) { // a surname outranks a given name
            n.people.clear();
            n.given = false;
        } else if (given && !n.given) {
            return;
        }
        if (n.people.size() <= most_namesakes && std::find(n.people.begin(), n.people.end(), person) == n.people.end()) n.people.push_back(person);
    }

    std::uint32_t person_index(const Identity& who) {
        const auto [it, fresh] = person_at_.try_emplace({who.entity, who.entity == no_index ? who.key : no_index},
                                                        static_cast<std::uint32_t>(people_.size()));
        if (fresh) {
            people_.push_back(who);
            surnames_told_.push_back(false);
        }
        return it->second;
    }

    void note_person(const Candidate& c, const Choice& choice) {
        if (c.skipped) return;
        if (c.last == c.first + 1) {
            // "Vladimir" where "Poutine" stands alone
            if (choice.identity.entity != no_index) {
                const std::string_view name = g_.name(choice.identity.entity);
                const std::size_t space = name.find(' ');
                if (space != std::string_view::npos) {
                    const std::string given = match::key_of(text::fold(name.substr(0, space)));
                    if (spelling(key(c)) != given) register_name(given, person_index(choice.identity), true, &given_name_);
                }
            }
            return;
        }
        if (choice.identity.entity != no_index) strong_.push_back(choice.identity.entity);
        const std::uint32_t person = person_index(choice.identity);
        const std::string* const why = &surname_;
        if (choice.identity.entity != no_index && !surnames_told_[person]) {
            surnames_told_[person] = true;
            for (const std::string_view s : data::split(g_.surname(choice.identity.entity)))
                register_name(match::key_of(text::fold(s)), person, false, why);
        }
        if (c.sequence && c.sequence_units > 1) {
            // What follows the given names, with and without particles; the last word; the given name.
            const std::uint32_t family = c.given_end > c.first && c.given_end < c.last ? c.given_end : next_unit(c.first, c.last);
            if (choice.identity.entity == no_index && place_at(c.last - 1, c.last)) return; // "Sauver Paris"
            if (family < c.last) register_name(key_of(t_.folded_at({t_.words[family].begin, c.range.end})), person, false, why);
            std::uint32_t bare = family;
            bool preposition = false;
            while (bare < c.last && !d_.capital(bare)) {
                preposition |= !d_.is(bare, class_foreign);
                ++bare;
            }
            if (bare > family && bare < c.last) {
                if (!(preposition && place_at(bare, c.last))) {
                    register_name(key_of(t_.folded_at({t_.words[bare].begin, c.range.end})), person, false, why);
                }
            }
            std::uint32_t tail = c.last - 1;
            while (tail > family && d_.hyphen(tail - 1)) --tail;
            if (tail > family && !preposition) register_name(key_of(t_.folded_at({t_.words[tail].begin, c.range.end})), person, false, why);
            // Also the first family name: "Duque" of "Duque Marquez".
            if (family < c.last) {
                const std::uint32_t end = next_unit(family, c.last);
                if (end < c.last && d_.capital(family))
                    register_name(key_of(t_.folded_at({t_.words[family].begin, t_.words[end - 1].end})), person, false, why);
            }
            if (c.given_end > c.first && !c.initial) {
                register_name(key_of(t_.folded_at({c.range.begin, t_.words[c.given_end - 1].end})), person, true, &given_name_);
            }
            // "S. Lavrov" for "Sergueï Lavrov".
            if (family < c.last) {
                short_form_.assign(1, t_.folded[c.range.begin]).append(". ").append(t_.folded_at({t_.words[family].begin, c.range.end}));
                register_name(key_of(short_form_), person, false, why, true);
            }
        }
    }

    bool place_at(std::uint32_t w, std::uint32_t last) const {
        bool place = false;
        d_.each_name_at(w, [&](const NameHit& hit) {
            if (hit.last != last) return;
            const Group group = g_.group(hit.group);
            for (std::uint32_t i = group.begin; i < group.end; ++i) {
                const Kind k = g_.entity(g_.surface(i).entity).kind;
                place |= (k == Kind::place || k == Kind::country) && !g_.surface(i).is(surface_weak);
            }
        });
        return place;
    }

    std::uint32_t next_unit(std::uint32_t w, std::uint32_t last) const {
        ++w;
        while (w < last && d_.hyphen(w - 1)) ++w;
        return w;
    }

    bool strong_surface(const Candidate& c, std::uint32_t entity) const {
        return std::any_of(c.readings.begin(), c.readings.end(),
                           [&](const Reading& r) { return r.entity == entity && (r.surface & (surface_weak | surface_surname)) == 0; });
    }

    /// "Andrezj Duda": an unknown person whose name is one slip away from a known one of the state that is spoken of.
    void correct_spelling(std::vector<Choice>& choices) {
        std::map<std::uint32_t, std::uint32_t> meant;          // by wrong spelling
        std::set<std::pair<Country, std::uint32_t>> looked_up; // in vain
        const auto unknown = [](const Choice& c) { return c.keep && c.identity.kind == Kind::person && c.identity.entity == no_index; };
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Candidate& c = d_.candidates[i];
            if (!unknown(choices[i]) || c.sequence_units < 2 || c.country == 0) continue;
            const std::uint32_t wanted = choices[i].identity.key;
            if (spelling(wanted).size() < 8 || meant.contains(wanted) || !looked_up.emplace(c.country, wanted).second) continue;
            if (const std::uint32_t found = one_edit_away(c.country, spelling(wanted)); found != no_index) meant.emplace(wanted, found);
        }
        if (meant.empty()) return;
        const auto correct = [&](Identity& who) {
            const auto it = meant.find(who.key);
            if (it != meant.end()) who.entity = it->second;
            return it != meant.end();
        };
        for (Choice& choice : choices) {
            if (!unknown(choice) || !correct(choice.identity)) continue;
            choice.form = Form::alias;
            choice.why = &spelling_;
        }
        for (Identity& p : people_) {
            if (p.entity == no_index) correct(p);
        }
    }

    /// The one person of the state whose name is nearly this, or no_index.
    std::uint32_t one_edit_away(Country state, std::string_view wanted) const {
        std::uint32_t found = no_index;
        bool several = false;
        g_.each_near(state, wanted, [&](std::uint32_t p) {
            if (several || p == found) return;
            const std::string_view name = g_.name(p);
            if (!g_.entity(p).of(state) || name.size() + 6 < wanted.size() || name.size() > wanted.size() + 12) return;
            if (!within_one_edit(match::key_of(text::fold(name)), wanted)) return;
            several = found != no_index;
            found = p;
        });
        return several ? no_index : found;
    }

    void link_acronyms(std::vector<Choice>& choices) {
        // By spelling; empty until one is found.
        std::vector<std::uint32_t> introduced; // an acronym -> choice index of its owner
        std::vector<std::uint32_t> spelt_out;  // an unknown name -> what its acronym says it is
        const auto at = [](const std::vector<std::uint32_t>& by_key, std::uint32_t key) { return key < by_key.size() ? by_key[key] : no_index; };
        const auto put = [&](std::vector<std::uint32_t>& by_key, std::uint32_t key, std::size_t value) {
            if (key >= by_key.size()) by_key.resize(std::max<std::size_t>(key + 1, clusters_.size()), no_index);
            if (by_key[key] == no_index) by_key[key] = static_cast<std::uint32_t>(value);
        };
        const auto spell_out = [&](Choice& c) {
            if (!c.keep || c.identity.entity != no_index || c.identity.kind != Kind::organisation) return;
            const std::uint32_t entity = at(spelt_out, c.identity.key);
            if (entity == no_index) return;
            c.identity.entity = entity;
            c.form = Form::alias;
            c.why = &acronym_;
        };
        for (std::size_t i = 0; i + 1 < choices.size(); ++i) {
            const Candidate& a = d_.candidates[i];
            const Candidate& b = d_.candidates[i + 1];
            if (a.demonym || b.demonym) continue;
            const std::string_view g = d_.gap(a.last - 1);
            if (b.first != a.last || (g != " (" && g != " (\"" && g != " \"")) continue;
            const std::string_view after = d_.gap(b.last - 1);
            if (after.empty() || (after.front() != ')' && after.front() != ',' && after.front() != '"')) continue;
            const bool forward = b.acronym && !a.acronym;
            const bool backward = a.acronym && !b.acronym;
            if (!forward && !backward) continue;
            const std::size_t long_at = forward ? i : i + 1;
            const std::size_t short_at = forward ? i + 1 : i;
            Choice& l = choices[long_at];
            Choice& s = choices[short_at];
            spell_out(l);
            spell_out(s);
            const bool l_org = l.keep && l.identity.kind == Kind::organisation;
            if (!l_org && l.keep && l.identity.kind == Kind::person) continue;
            if (!l_org && !(d_.candidates[long_at].sequence && initials(d_.candidates[long_at], d_.candidates[short_at]))) continue;
            if (s.keep && s.identity.entity != no_index && s.identity.kind != Kind::organisation) continue;
            if (!l_org) {
                if (l.identity.entity != no_index && l.keep) continue;
                l.keep = true;
                l.identity = {Kind::organisation, no_index, key(d_.candidates[long_at]), static_cast<std::uint32_t>(long_at)};
                l.form = Form::name;
                l.why = &acronym_;
            }
            if (s.keep && s.identity.entity != no_index && l.identity.entity == no_index) {
                put(spelt_out, l.identity.key, s.identity.entity);
                spell_out(l);
            } else if (!(s.keep && s.identity.entity != no_index)) {
                s.keep = true;
                s.identity = l.identity;
                s.form = Form::acronym;
                s.why = &acronym_;
                s.ambiguous.clear();
                put(introduced, key(d_.candidates[short_at]), short_at);
            }
        }
        if (!spelt_out.empty()) std::for_each(choices.begin(), choices.end(), spell_out);
        // An unknown acronym that spells the initials of a known organisation of the text.
        std::map<std::string, std::size_t> spelt;
        bool listed = false;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Candidate& a = d_.candidates[i];
            if (!a.acronym || a.demonym || choices[i].identity.entity != no_index || at(introduced, key(a)) != no_index) continue;
            if (!choices[i].keep && a.evidence[side_other] > 2) continue;
            for (std::size_t k = 0; k < choices.size() && !listed; ++k) {
                const Candidate& f = d_.candidates[k];
                if (!choices[k].keep || f.demonym || choices[k].identity.entity == no_index) continue;
                if (choices[k].identity.kind != Kind::organisation || f.last < f.first + 2) continue;
                spelt.try_emplace(letters_of(f), k);
            }
            listed = true;
            const auto it = spelt.find(std::string(t_.word(a.first)));
            if (it == spelt.end()) continue;
            choices[i].keep = true;
            choices[i].identity = choices[it->second].identity;
            choices[i].form = Form::acronym;
            choices[i].why = &acronym_;
        }
        if (introduced.empty()) return;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Candidate& c = d_.candidates[i];
            if (!c.acronym) continue;
            const std::uint32_t owner = at(introduced, key(c));
            if (owner == no_index || owner == i) continue;
            if (choices[i].keep && choices[i].identity.entity != no_index && choices[i].score > 4.5F) continue;
            choices[i].keep = true;
            choices[i].identity = choices[owner].identity;
            choices[i].form = Form::acronym;
            choices[i].why = &acronym_;
            choices[i].ambiguous.clear();
        }
    }

    std::string letters_of(const Candidate& full) const {
        std::string letters;
        for (std::uint32_t w = full.first; w < full.last; ++w) {
            if (!d_.is(w, class_article | class_de | class_contraction | class_and)) letters.push_back(t_.folded[t_.words[w].begin]);
        }
        return letters;
    }

    bool initials(const Candidate& full, const Candidate& acronym) const {
        std::string letters;
        for (std::uint32_t w = full.first; w < full.last; ++w) {
            if (d_.capital(w)) letters.push_back(t_.folded[t_.words[w].begin]);
        }
        const std::string_view a = t_.word(acronym.first);
        return letters.size() >= 2 && (a == letters || (a.size() >= 2 && a.front() == letters.front() && a.size() <= letters.size() + 2 &&
                                                        a.find(letters[1]) != std::string_view::npos));
    }

    /// One kind for each unknown name; names that nothing speaks for follow the others of their spelling.
    void settle(std::vector<Choice>& choices) {
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Candidate& c = d_.candidates[i];
            if (c.demonym || !choices[i].keep || c.soft) continue;
            Cluster& cluster = clusters_[c.cluster];
            if (!cluster.settled) {
                cluster.settled = true;
                cluster.identity = choices[i].identity;
            }
        }
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Candidate& c = d_.candidates[i];
            if (c.demonym || choices[i].keep || c.evidence[side_other] > 2.5F) continue;
            const Cluster& cluster = clusters_[c.cluster];
            if (!cluster.settled || !c.sequence) continue;
            choices[i].keep = true;
            choices[i].identity = cluster.identity;
            choices[i].form = c.acronym ? Form::acronym : Form::name;
            choices[i].why = &repeated_;
        }
    }

    void write(std::size_t i, const Choice& choice) {
        if (!choice.keep) return;
        const Candidate& c = d_.candidates[i];
        Mention& m = out_.emplace_back();
        m.range = c.range;
        m.first = c.first;
        m.last = c.last;
        m.kind = choice.identity.kind;
        m.form = choice.form;
        if (c.demonym) {
            m.entity = c.demonym_of.front();
            for (const std::uint32_t e : c.demonym_of) m.ids.emplace_back(g_.id(e));
            m.name = g_.name(m.entity);
            m.why = g_.why(m.entity);
            return;
        }
        if (choice.why != nullptr) m.why = *choice.why;
        m.entity = choice.identity.entity;
        if (const std::uint32_t e = m.entity; e != no_index) {
            m.ids.emplace_back(g_.id(e));
            m.name = g_.name(e);
            if (choice.why == nullptr) m.why = g_.why(e);
            if (g_.entity(e).is(flag_seat)) m.metonym = g_.metonym(e);
            for (const std::uint32_t other : choice.ambiguous) m.ambiguous.emplace_back(g_.id(other));
        } else {
            const std::string_view prefix = m.kind == Kind::person ? "person/?" : m.kind == Kind::organisation ? "org/?" : "place/?";
            const std::string s = slug(spelling(choice.identity.key));
            m.ids.emplace_back(prefix).append(s.empty() ? "x" : s);
            m.name = collapse(t_.surface(d_.candidates[choice.identity.name].range));
            if (choice.why == nullptr) m.why = "entity/context";
            if (c.head && m.kind == Kind::organisation) { // "le ministère russe de la Défense" acts for its state
                for (std::uint32_t w = c.first; w < c.last; ++w) {
                    if (const Country state = d_.demonym_country(w); state != 0 && m.metonym.empty()) {
                        m.metonym = std::string("country/") + static_cast<char>(state >> 8) + static_cast<char>(state & 0xFF);
                    }
                }
            }
        }
    }

    Document& d_;
    const Gazetteer& g_;
    const text::Text& t_;
    std::vector<Mention>& out_;
    std::vector<Cluster> clusters_;
    std::vector<std::pair<Country, int>> states_; ///< a few hundred at most
    std::vector<std::uint32_t> strong_;           ///< entities that stand in the text by a surface of their own
    std::vector<Identity> people_;
    std::vector<bool> surnames_told_; ///< by person: those of the row are registered
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> person_at_;
    Spellings spellings_;
    std::vector<Namesake> namesakes_;
    std::vector<std::uint32_t> bearers_; ///< by spelling: 1-based index into namesakes_, 0 = none
    std::vector<Option> options_;        ///< scratch
    std::string key_, short_form_;       ///< scratch
    bool second_ = false;
    const std::string spelling_ = "entity/one-edit", acronym_ = "entity/acronym", repeated_ = "entity/repeated", surname_ = "entity/surname",
                      given_name_ = "entity/given-name";
};

} // namespace

void decide(Document& document, std::vector<Mention>& out) { Decider(document, out).run(); }

} // namespace stoltenberg::entity
