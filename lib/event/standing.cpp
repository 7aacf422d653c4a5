#include "event/standing.hpp"

#include <algorithm>
#include <array>

namespace stoltenberg::event {
namespace {

using clause::Tense;

class Standing {
public:
    Standing(const Scene& scene, const Timing& timing) : s_(scene), timing_(timing) {}

    /// Takes out nouns that only fill the place of an object, and verbs that repeat the main one.
    void keep(std::vector<Draft>& local, const std::vector<std::uint32_t>& carriers, std::size_t noun_count) {
        std::vector<bool> out(local.size(), false);
        for (std::size_t i = 0; i < local.size(); ++i) {
            Draft& d = local[i];
            const Trigger& trigger = s_.lexicon.trigger(d.trigger);
            if (d.noun) {
                const bool carried = d.verb != no_index || (i < noun_count && carriers[i] != no_index) || d.main;
                out[i] = !noun_stands(d, trigger, carried, local, i);
            } else if (d.tense == Tense::participle) {
                // "les sanctions imposées": without its own day or agent no event.
                const bool agent = std::any_of(d.participants.begin(), d.participants.end(),
                                               [](const Part& p) { return p.role == ParticipantRole::actor; });
                // "Vendredi, les ministres, réunis à Rome, ont décidé": they sat together on the day of the main verb.
                const bool gathered = d.apposed && trigger.type == "CONSULT" && trigger.mode == "multilateral";
                const bool own = d.when.basis == Basis::clause && d.when.time && (gathered || near_time(d));
                if (!own && (!agent || d.apposed)) out[i] = true;
                if (!own) d.when = {};
                if (!own) d.background = true;
            }
        }
        // A purpose or gerund of the same kind as its main verb is the same event: participants and time go together.
        for (std::size_t i = 0; i < local.size(); ++i) {
            Draft& d = local[i];
            if (out[i] || d.noun || (d.tense != Tense::infinitive && d.tense != Tense::gerund)) continue;
            for (std::size_t k = 0; k < local.size(); ++k) {
                Draft& main = local[k];
                if (k == i || out[k] || main.noun || !finite(main.tense) || main.first > d.first) continue;
                if (s_.lexicon.trigger(main.trigger).type != s_.lexicon.trigger(d.trigger).type) continue;
                bool between = false;
                for (std::size_t m = 0; m < local.size(); ++m) {
                    between = between || (!local[m].noun && m != k && m != i && local[m].first > main.first && local[m].first < d.first &&
                                          finite(local[m].tense));
                }
                if (between) continue;
                for (const Part& p : d.participants) {
                    const bool there = std::any_of(main.participants.begin(), main.participants.end(), [&](const Part& q) { return q.id == p.id; });
                    if (!there && p.id != main.place && main.participants.size() < 12) main.participants.push_back(p);
                }
                main.to = std::max(main.to, d.to);
                out[i] = true;
                break;
            }
        }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < local.size(); ++i) {
            if (out[i]) continue;
            if (i != kept) local[kept] = std::move(local[i]);
            ++kept;
        }
        local.resize(kept);
    }

private:
    bool near_time(const Draft& d) const {
        const auto& f = s_.in.findings.found[*d.when.time];
        // "X, accompagné de Y, se rendra lundi": the day of the verb behind.
        for (std::uint32_t w = d.last; w < f.first; ++w) {
            if (s_.verb_with_head(w) != no_index && finite(s_.in.clauses.verbs[s_.verb_with_head(w)].tense)) return false;
        }
        return f.first >= d.last ? f.first - d.last <= 6 : d.first - std::min(d.first, f.last) <= 3;
    }

    /// The verb of saying whose object the noun is ("a annoncé la mort de X").
    const Draft* announced_by(const Draft& d, const std::vector<Draft>& local) const {
        for (const Draft& other : local) {
            if (other.noun || other.clause != d.clause || other.last > d.first || d.first - other.last > 8 ||
                !s_.lexicon.trigger(other.trigger).statement)
                continue;
            if (other.tense != Tense::past && other.tense != Tense::present) continue;
            if (other.modality == Modality::negated || other.modality == Modality::hypothetical) continue;
            bool object = true;
            for (std::uint32_t w = other.last; w < d.first; ++w) {
                object = object && !s_.ends_phrase(w) &&
                         (s_.time(w) != no_index || !s_.starts(w, cls_oblique | cls_opening | cls_relative) ||
                          (w + 2 < d.first && s_.starts(w + 2, cls_channel))); // "à la télévision"
            }
            if (object) return &other;
        }
        return nullptr;
    }

    /// "opposé à l'invasion", "la condamnation des frappes": somebody's stand towards it is told, not the thing itself.
    bool object_of_attitude(const Draft& d, const std::vector<Draft>& local) const {
        constexpr std::array<std::string_view, 8> stands{"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "PROTEST", "CONCEDE", "STATEMENT"};
        return std::any_of(local.begin(), local.end(), [&](const Draft& other) {
            if (&other == &d || other.clause != d.clause || other.last > d.first || d.first - other.last > (other.noun ? 3U : 8U)) return false;
            if (std::find(stands.begin(), stands.end(), s_.lexicon.trigger(other.trigger).type) == stands.end()) return false;
            for (std::uint32_t w = other.last; w < d.first; ++w) {
                if (s_.ends_phrase(w) || s_.starts(w, cls_during | cls_after | cls_before)) return false;
            }
            return true;
        });
    }

    bool noun_stands(Draft& d, const Trigger& trigger, bool carried, const std::vector<Draft>& local, std::size_t self) const {
        if (trigger.statement) return carried && known(d.when);
        if (d.called_off) return true; // may point back to a plan
        if ((d.modality == Modality::hypothetical || d.modality == Modality::negated) && !carried) {
            // "n'a pas mené d'attaque": the verb says so already.
            const bool said = std::any_of(local.begin(), local.end(), [&](const Draft& other) {
                return !other.noun && other.clause == d.clause && other.modality == d.modality &&
                       s_.lexicon.trigger(other.trigger).type == trigger.type;
            });
            return !said && !trigger.is(weak | body);
        }
        if (carried) return true;
        if (const Draft* said = trigger.is(done) ? announced_by(d, local) : nullptr) {
            // Who takes or leaves office does so with the announcement; what else is announced was before.
            const bool there = trigger.type == "OFFICE";
            d.modality = there ? Modality::occurred : Modality::reported;
            d.modality_why = "announced";
            for (const Part& p : said->participants) {
                if (p.role == ParticipantRole::actor && d.said_by.empty()) d.said_by = p.id;
            }
            if (!known(d.when))
                d.when = !known(said->when) ? (there ? When{} : timing_.until_written()) : (there ? said->when : timing_.until(said->when));
            if (!there && known(d.when)) d.when.basis = Basis::clause;
            d.anaphor = false;
            return true;
        }
        if (known(d.when)) return true;
        if (trigger.is(body)) return false;
        if (trigger.is(state)) {
            if (d.participants.empty()) return false;
            if (d.modality == Modality::occurred) d.modality = Modality::ongoing;
            d.when = timing_.until_written();
            return true;
        }
        if (trigger.is(weak)) return false;
        // An object of a verb that says the same, or a name for what the clause tells.
        for (std::size_t k = 0; k < local.size(); ++k) {
            const Draft& other = local[k];
            if (k == self || other.noun || other.clause != d.clause) continue;
            const Trigger& verb = s_.lexicon.trigger(other.trigger);
            if (verb.statement) continue;
            if (verb.type == trigger.type && !d.during) return false;
            if (verb.is(meeting)) return false;
        }
        if (trigger.is(meeting)) {
            if (d.during) {
                d.background = true;
                if (!d.participants.empty()) d.anaphor = false;
                return true;
            }
            if (d.before || d.after) {
                d.anaphor = true;
                return true;
            }
            if (!d.place.empty() && !d.participants.empty() && d.anaphor) return true;
            if (d.modality != Modality::occurred && d.participants.size() >= 2) return true;
            return d.anaphor;
        }
        if (!d.during && !d.after && object_of_attitude(d, local)) {
            if (!d.anaphor) return false;
            d.background = d.presupposed = true;
            return true;
        }
        if (d.anaphor || d.after || d.during) {
            d.background = true;
            if (d.participants.empty())
                d.anaphor = true;
            else
                d.anaphor = false;
            return true;
        }
        return false;
    }

    const Scene& s_;
    const Timing& timing_;
};

} // namespace

void keep(std::vector<Draft>& local, const std::vector<std::uint32_t>& carriers, std::size_t noun_count, const Scene& scene, const Timing& timing) {
    Standing(scene, timing).keep(local, carriers, noun_count);
}

} // namespace stoltenberg::event
