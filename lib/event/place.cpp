#include "event/place.hpp"

#include <algorithm>

namespace stoltenberg::event {
namespace {

/// "a bombardé Kharkiv", "le bombardement de Kharkiv", "a frappé le nord du pays": a town or a region that something is done to.
const Actor* struck(const Scene& scene, const Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until) {
    if (draft.noun ? !trigger.is(harm | encounter) : trigger.roles != Roles::act && trigger.roles != Roles::undergo) return nullptr;
    const auto in = [&](std::uint32_t first, std::uint32_t last, bool object) -> const Actor* {
        for (std::size_t i = scene.actor_from(first); i < scene.actors().size() && scene.actors()[i].first < last; ++i) {
            const Actor& a = scene.actors()[i];
            if (a.demonym || scene.quoted(a.first) != draft.quoted) continue;
            const bool place = !a.place.empty() && a.kind == Kind::place;
            const bool direct = draft.noun ? a.phrase == first && (a.prep == Prep::genitive || a.prep == Prep::against)
                                           : object && (a.prep == Prep::none || (a.prep == Prep::genitive && trigger.mode == "conquer"));
            if (place && direct && (trigger.is(harm) || (trigger.is(bodily) && !a.metonym))) return &a;
            if (!a.place.empty() && a.prep == Prep::genitive && a.phrase > first && scene.ends(a.phrase - 1, cls_locality)) return &a;
            if (a.prep == Prep::none) return nullptr; // somebody
        }
        return nullptr;
    };
    const std::uint32_t begin = scene.in.clauses.clauses[draft.clause].first;
    if (draft.noun) return in(draft.last, std::min(until, draft.last + 8), false);
    const Actor* found = draft.passive ? nullptr : in(draft.last, std::min(until, draft.last + 20), true);
    return found == nullptr && trigger.is(harm) ? in(begin, from, draft.passive) : found;
}

/// "a approuvé l'envoi de troupes en Bulgarie": what is done there is the sending, and not the approval.
bool of_deed(const Scene& scene, const Draft& draft, const Trigger& trigger, std::uint32_t place) {
    if (draft.noun || trigger.is(bodily | harm | meeting)) return false;
    bool deed = false;
    for (std::uint32_t w = draft.last; w < place; ++w) {
        if (scene.starts(w, cls_during)) return false; // "a signé un accord lors d'une visite à Rome": there, too
        if (scene.ends_phrase(w)) deed = false;        // ", à Rome": of the clause again
        if (deed || scene.ends_phrase(w)) continue;
        scene.lexicon.triggers_at(scene.text, w, [&](std::uint32_t, Forms group) {
            for (const Inflection& form : group) deed = deed || (form.noun && scene.lexicon.trigger(form.index).is(afield));
        });
    }
    return deed;
}

/// "Arrêté en 2019 à Dubaï, il a été condamné jeudi": a stretch in front of the verb that has a day of its own has its own place.
bool at_another_time(const Scene& scene, const Draft& draft, std::uint32_t place, std::uint32_t verb) {
    std::uint32_t from = place;
    while (from > scene.in.clauses.clauses[draft.clause].first && !scene.ends_phrase(from - 1)) --from;
    bool another = false;
    for (std::uint32_t w = from; w < verb; ++w) {
        if (const std::uint32_t time = scene.time(w); time != no_index && draft.when.time) {
            const Timex& there = scene.in.times[time].timex;
            if (time == *draft.when.time || there.value == scene.in.times[*draft.when.time].timex.value) return false;
            another = another || there.type == TimexType::date || there.type == TimexType::time;
        }
        if (scene.ends_phrase(w)) return another;
    }
    return false;
}

} // namespace

void find_place(const Scene& scene, Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until, std::uint32_t behind) {
    const auto& clauses = scene.in.clauses.clauses;
    if (draft.clause >= clauses.size()) return;
    const auto is_place = [&](const Actor& a) {
        if (a.place.empty() || (a.prep != Prep::inside && a.prep != Prep::toward)) return false;
        if (a.prep == Prep::toward && a.kind != Kind::place) return false;
        if (a.metonym && a.prep == Prep::inside && trigger.roles == Roles::dative) return false;
        return true;
    };
    // "a adopté une résolution prolongeant la mission au Mali": what a noun does is nowhere that the verb happens.
    for (std::uint32_t v = clauses[draft.clause].first_verb; !draft.noun && v < clauses[draft.clause].last_verb; ++v) {
        const clause::Verb& verb = scene.in.clauses.verbs[v];
        const bool modifier = verb.tense == clause::Tense::gerund && verb.first > draft.last && !scene.ends_phrase(verb.first - 1) &&
                              !scene.starts(verb.first, cls_inside) && !scene.ends(verb.first - 1, cls_inside);
        if (modifier) until = std::min(until, verb.first);
    }
    const Actor* best = nullptr;
    for (std::size_t i = scene.actor_from(std::max(draft.last, behind)); i < scene.actors().size() && scene.actors()[i].first < until; ++i) {
        if (is_place(scene.actors()[i])) {
            if (!of_deed(scene, draft, trigger, scene.actors()[i].phrase)) best = &scene.actors()[i];
            break;
        }
    }
    // "Kiev, où il a signé"
    if (best == nullptr && scene.starts(clauses[draft.clause].first, cls_where)) {
        for (std::size_t i = scene.actor_from(clauses[draft.clause].first); i > 0; --i) {
            const Actor& a = scene.actors()[i - 1];
            if (clauses[draft.clause].first - a.last > 3) break;
            if (!a.place.empty()) {
                draft.place = a.place;
                return;
            }
        }
    }
    if (best == nullptr) {
        for (std::size_t i = scene.actor_from(clauses[draft.clause].first); i < scene.actors().size() && scene.actors()[i].first < from; ++i) {
            // "à Antalya, en Turquie": the town.
            if (scene.apposed_participle(scene.actors()[i].first, clauses[draft.clause].first)) continue;
            if (at_another_time(scene, draft, scene.actors()[i].first, from)) continue;
            if (is_place(scene.actors()[i]) && (best == nullptr || scene.actors()[i].phrase != best->last)) best = &scene.actors()[i];
        }
    }
    if (best == nullptr) best = struck(scene, draft, trigger, from, until);
    if (best == nullptr) return;
    for (const Part& p : draft.participants) {
        if (p.id == best->place && p.role == ParticipantRole::recipient && best->kind == Kind::country && best->prep != Prep::genitive) return;
    }
    draft.place = best->place;
}

} // namespace stoltenberg::event
