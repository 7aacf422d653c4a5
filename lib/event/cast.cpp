#include "event/cast.hpp"

#include <algorithm>

#include "event/place.hpp"

namespace stoltenberg::event {
namespace {

using clause::Tense;

constexpr std::size_t most_participants = 12;

} // namespace

Cast::Cast(const Scene& scene, const Subjects& subjects) : s_(scene), subjects_(subjects) {}

void Cast::fill_verb(Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until) const {
    const Subject subject = subjects_.of(draft.verb, draft.first);
    const auto& verbs = s_.in.clauses.verbs;
    const bool passive = draft.passive;
    const std::uint32_t behind = draft.last;
    const std::uint32_t start = draft.verb != no_index ? verbs[draft.verb].first : draft.first;
    draft.first_person = subject.first_person;
    draft.pronoun = subject.pronoun;
    draft.both = subject.both;
    draft.subject_missing = subject.missing && (!subject.ids.empty() || subject.group_last > subject.group_first);
    const bool reduced = draft.tense == Tense::participle;
    const ParticipantRole active = trigger.roles == Roles::undergo ? ParticipantRole::recipient : ParticipantRole::actor;
    if (passive && !reduced) {
        for (Id id : subject.ids) add(draft, id, trigger.roles == Roles::mutual ? ParticipantRole::actor : ParticipantRole::recipient);
    } else if (!reduced) {
        for (Id id : subject.ids) add(draft, id, active);
    }
    if (reduced && start > 0 && s_.ends_phrase(start - 1)) {
        // "X, arrivé mardi à Rome, a": the name in front of the comma.
        const std::size_t i = s_.actor_from(start);
        draft.apposed = i > 0 && s_.actors()[i - 1].last == start && !s_.actors()[i - 1].demonym &&
                        (s_.actors()[i - 1].prep == Prep::none ||
                         (s_.actors()[i - 1].prep == Prep::genitive &&
                          (s_.actors()[i - 1].kind == Kind::person || (trigger.type == "CONSULT" && s_.actors()[i - 1].kind != Kind::place))));
        if (draft.apposed) add(draft, s_.actors()[i - 1].id, trigger.type == "CONSULT" ? active : ParticipantRole::recipient);
    }
    replace_pronoun(draft, subject);
    const std::uint32_t listed_to = subject.unnamed && !passive && !reduced ? listed_subjects(draft, active) : behind;
    std::size_t recipients = 0;
    bool listed = false; ///< inside "ses homologues allemand, français et britannique"
    for (std::size_t i = s_.actor_from(behind); i < s_.actors().size() && s_.actors()[i].first < until; ++i) {
        const Actor& a = s_.actors()[i];
        if (a.first < from || a.first < listed_to || recipients >= 8) continue;
        if (gapped(a, until)) break;
        if ((s_.quoted(a.first) && !s_.quoted(draft.first)) || a.adjunct) continue;
        if (a.kind == Kind::place && !a.metonym) continue;
        // "a exprimé sa solidarité sur Twitter": where it was said.
        if (a.prep == Prep::against && s_.starts(a.first, cls_channel) && s_.ends(a.phrase, cls_inside)) continue;
        // "une délégation conduite par X": who leads it comes along.
        const bool leads = a.prep == Prep::agent && trigger.is(encounter) && a.phrase > behind && s_.starts(a.phrase - 1, cls_led);
        if (a.prep == Prep::agent && !passive && !reduced && !leads) continue;
        if (a.demonym && names_person(i)) continue;
        // "tuées dans des frappes israéliennes": the adjective of what did it.
        if (a.demonym && passive && (a.prep == Prep::inside || a.prep == Prep::other) && names_deed(a.first - 1, trigger)) {
            add(draft, a.id, ParticipantRole::actor);
            continue;
        }
        // Who talks stands behind "avec"; what stands behind "de" is talked about.
        const bool each_other = trigger.is(talk) || (trigger.is(reflexive) && trigger.roles == Roles::mutual);
        if (each_other && a.prep != Prep::with) continue;
        // "réunis mardi, les ministres grec et turc ont": each of them meets.
        const bool gathered = reduced && trigger.type == "CONSULT" && trigger.mode == "multilateral";
        ParticipantRole role = trigger.roles == Roles::mutual || gathered ? ParticipantRole::actor : ParticipantRole::recipient;
        // "reçu à l'Élysée": where, not by whom.
        const bool seat = (a.prep == Prep::toward || a.prep == Prep::inside) && a.metonym && a.kind == Kind::organisation &&
                          s_.ends(a.phrase, cls_inside) && trigger.roles != Roles::dative && !trigger.asks_toward;
        // "a signé une demande d'adhésion à l'Union"
        if (a.prep == Prep::toward && trigger.type == "SUPPORT") role = ParticipantRole::recipient;
        // "a signé la demande de l'Ukraine": whose it is; who signs too stands behind "avec".
        if (a.prep == Prep::genitive && trigger.roles == Roles::mutual && !trigger.is(encounter | meeting) && !a.office && !with_before(draft, a))
            role = ParticipantRole::other;
        if (a.prep == Prep::agent && !leads) {
            role = passive || reduced ? ParticipantRole::actor : ParticipantRole::other;
        } else if (a.prep == Prep::inside ||
                   (a.prep == Prep::toward && !a.place.empty() && trigger.roles != Roles::dative && a.kind == Kind::place)) {
            const bool given_to = trigger.roles == Roles::dative && a.prep == Prep::inside && s_.ends(a.phrase, cls_toward) &&
                                  (a.metonym || a.kind != Kind::place);
            if (!given_to && (!a.place.empty() || seat)) continue;
            if (!given_to && a.kind == Kind::country) continue;
        } else if (a.prep == Prep::other || (a.kind == Kind::place && !a.metonym) || seat) {
            continue;
        }
        if (a.demonym && a.prep == Prep::none) {
            // "l'offensive russe" as an object: named only when nobody else is.
            const bool alone = i + 1 >= s_.actors().size() || s_.actors()[i + 1].first >= until;
            const bool leader = a.first > draft.last && s_.ends(a.first - 1, ~(cls_custom - 1));
            const bool list = listed && a.first <= s_.actors()[i - 1].last + 2;
            listed = leader || list;
            if (!listed && (!alone || recipients > 0)) continue;
        }
        if (a.prep == Prep::genitive && recipients > 0 && !a.office && a.kind != Kind::person && a.first > s_.actors()[i - 1].last + 3) continue;
        add(draft, a.id, role);
        ++recipients;
    }
    find_place(s_, draft, trigger, start, until, from);
}

/// "avec le président de la Turquie": together with.
bool Cast::with_before(const Draft& draft, const Actor& a) const {
    for (std::uint32_t w = draft.last; w < a.phrase; ++w) {
        if (s_.starts(w, cls_with | cls_between)) return true;
    }
    return false;
}

void Cast::fill_noun(Draft& draft, const Trigger& trigger, std::uint32_t carrier, std::uint32_t until, std::uint32_t place_until) const {
    if (carrier != no_index && trigger.noun) {
        const Subject subject = subjects_.of(carrier, s_.in.clauses.verbs[carrier].first);
        draft.first_person = subject.first_person;
        if (s_.in.clauses.verbs[carrier].first < draft.first) {
            for (Id id : subject.ids) add(draft, id, ParticipantRole::actor);
            draft.pronoun = subject.pronoun;
            draft.subject_missing = subject.missing && (!subject.ids.empty() || subject.group_last > subject.group_first);
            replace_pronoun(draft, subject);
        }
    }
    // Who is called together: "a convoqué les chefs d'État de l'UE pour un sommet".
    if (carrier != no_index && s_.in.clauses.verbs[carrier].last < draft.first) {
        for (std::size_t i = s_.actor_from(s_.in.clauses.verbs[carrier].last); i < s_.actors().size() && s_.actors()[i].last <= draft.first; ++i) {
            const Actor& a = s_.actors()[i];
            if (!a.demonym && !a.adjunct && (a.prep == Prep::none || a.prep == Prep::genitive)) add(draft, a.id, ParticipantRole::recipient);
        }
    }
    // "leur rencontre", "sa visite"
    const bool theirs = draft.first > 0 && (s_.ends(draft.first - 1, cls_their) || (draft.first > 1 && s_.ends(draft.first - 2, cls_their)));
    if (theirs && draft.participants.empty()) {
        // All who were named before in the sentence.
        const std::uint32_t begin = s_.text.sentences[draft.sentence].first_word;
        for (std::size_t i = s_.actor_from(begin); i < s_.actors().size() && s_.actors()[i].first < draft.first; ++i) {
            const Actor& a = s_.actors()[i];
            if (a.kind == Kind::person && !s_.quoted(a.first)) add(draft, a.id, ParticipantRole::actor);
        }
        if (draft.participants.size() < 2 && subjects_.last_met().size() >= 2) {
            for (Id id : subjects_.last_met()) add(draft, id, ParticipantRole::actor);
        }
    }
    if (draft.first > 0 && s_.ends(draft.first - 1, cls_possessive) && draft.participants.empty()) {
        const ParticipantRole role = trigger.roles == Roles::object ? ParticipantRole::recipient : ParticipantRole::actor; // "son arrestation"
        for (Id id : subjects_.first_before(draft.first)) add(draft, id, role);
        // "Au lendemain de sa visite à Rouen, X a promis": whoever does what follows.
        if (draft.participants.empty() && draft.clause < s_.in.clauses.clauses.size()) {
            const auto& c = s_.in.clauses.clauses[draft.clause];
            for (std::uint32_t v = c.first_verb; v < c.last_verb && draft.participants.empty(); ++v) {
                const auto& verb = s_.in.clauses.verbs[v];
                if (verb.first < draft.last || !finite(verb.tense)) continue;
                for (Id id : subjects_.of(v, verb.first).ids) add(draft, id, role);
                break;
            }
        }
    }
    // "la rencontre du 18 janvier entre les deux parties"
    for (std::uint32_t w = draft.last; w + 3 < until && w < draft.last + 6 && !s_.ends_phrase(w); ++w) {
        if (!s_.ends(w, cls_between) || !s_.ends(w + 3, cls_both)) continue;
        for (Id id : subjects_.both()) add(draft, id, ParticipantRole::actor);
    }
    std::size_t found = 0;
    std::uint32_t reached = draft.last;
    const auto& verbs = s_.in.clauses.verbs;
    for (std::size_t i = s_.actor_from(draft.first); i < s_.actors().size() && s_.actors()[i].first < until; ++i) {
        const Actor& a = s_.actors()[i];
        if (a.first > draft.last + 24 || found >= 8) break;
        if (s_.quoted(a.first) && !s_.quoted(draft.first)) continue;
        if (a.first < draft.last) {
            add(draft, a.id, ParticipantRole::actor); // the name of a body that meets
            continue;
        }
        // Behind a verb of its own other actors begin.
        if (found > 0 && i > 0) reached = std::max(reached, s_.actors()[i - 1].last);
        bool verb_between = false;
        for (std::uint32_t w = draft.last; w < a.first; ++w) {
            if (s_.verb_with_head(w) != no_index && verbs[s_.verb_with_head(w)].tense != Tense::participle && s_.verb_with_head(w) != carrier)
                verb_between = true;
        }
        if (verb_between) break;
        if (a.demonym && a.prep == Prep::none) {
            if (a.first <= draft.last + 2 || trigger.is(state)) {
                add(draft, a.id, ParticipantRole::actor);
                ++found;
            }
            continue;
        }
        switch (a.prep) {
        case Prep::genitive:
            if (a.kind == Kind::place && !a.metonym) break;
            // A chain from the noun on, no genitive of something else.
            if (a.phrase > reached + 8 || cut(reached, a.phrase)) break;
            add(draft, a.id,
                suffers(a, trigger, i, until)        ? ParticipantRole::recipient
                : a.metonym && a.kind == Kind::place ? ParticipantRole::other
                                                     : ParticipantRole::actor);
            ++found;
            break;
        case Prep::between:
            if (trigger.type == "DISASTER" && (a.kind == Kind::place || a.kind == Kind::country)) break; // "entre Rome et Milan": where
            [[fallthrough]];
        case Prep::with:
        case Prep::agent:
            add(draft, a.id, ParticipantRole::actor);
            ++found;
            break;
        case Prep::against:
        case Prep::toward:
            if (!a.place.empty() && a.kind == Kind::place) break;
            add(draft, a.id, ParticipantRole::recipient);
            ++found;
            break;
        case Prep::none:
            if (found > 0 && (a.kind == Kind::person || a.office)) {
                add(draft, a.id, ParticipantRole::actor);
                ++found;
            }
            break;
        default: break;
        }
    }
    if (carrier == no_index && trigger.is(meeting) && draft.participants.size() == 1 && (draft.before || draft.after || draft.during))
        add_other_side(draft);
    find_place(s_, draft, trigger, draft.first, std::min(until, place_until));
}

void Cast::add(Draft& draft, Id id, ParticipantRole role) const {
    if (id.empty() || draft.participants.size() >= most_participants) return;
    for (const Part& p : draft.participants) {
        if (p.id == id) return;
    }
    draft.participants.push_back({id, role});
}

/// What the summary says in the place of a pronoun or of a subject that stands elsewhere.
void Cast::replace_pronoun(Draft& draft, const Subject& subject) const {
    const bool words = subject.group_last > subject.group_first;
    if ((draft.pronoun == no_index && !draft.subject_missing) || (subject.ids.empty() && !words)) return;
    draft.group_first = subject.group_first;
    draft.group_last = subject.group_last;
    draft.pronoun_ids = subject.ids;
    if (draft.pronoun != no_index && !subject.plural && !subject.ids.empty()) draft.pronoun_ids.resize(1);
}

/// "son homologue rwandais Paul Kagame": the adjective belongs to a name.
bool Cast::names_person(std::size_t actor) const {
    if (actor + 1 >= s_.actors().size()) return false;
    const Actor& a = s_.actors()[actor];
    const Actor& next = s_.actors()[actor + 1];
    return next.kind == Kind::person && !next.office && next.first <= a.last + 1 && s_.text.gap_after(a.last - 1).find('.') == std::string_view::npos;
}

/// "cinq pays ont voté contre - A, B et C -", "35 se sont abstenus, dont A et B": who they are. Returns the word behind the list.
std::uint32_t Cast::listed_subjects(Draft& draft, ParticipantRole role) const {
    const auto& clauses = s_.in.clauses.clauses;
    if (draft.clause >= clauses.size()) return draft.last;
    const auto& c = clauses[draft.clause];
    const auto list = [&](std::uint32_t first, std::uint32_t last) {
        for (std::size_t i = s_.actor_from(first); i < s_.actors().size() && s_.actors()[i].first < last; ++i) {
            const Actor& a = s_.actors()[i];
            if (!a.demonym && (a.prep == Prep::none || a.prep == Prep::genitive)) add(draft, a.id, role);
        }
        return last;
    };
    for (std::uint32_t w = draft.last; w < std::min(c.last, draft.last + 6); ++w) {
        if (s_.text.gap_after(w - 1) != " - ") continue;
        std::uint32_t end = w + 1;
        while (end < c.last && s_.text.gap_after(end - 1) != " - ") ++end;
        return list(w, end);
    }
    const std::uint32_t k = draft.clause + 1;
    if (k < clauses.size() && clauses[k].sentence == draft.sentence && clauses[k].subordinate && clauses[k].first_verb == clauses[k].last_verb &&
        s_.ends_phrase(clauses[k].first - 1) && clauses[k].first <= draft.last + 6)
        list(clauses[k].first + 1, clauses[k].last);
    return draft.last;
}

/// "Paris a condamné l'attaque, Berlin les sanctions": a second subject whose verb is left out.
bool Cast::gapped(const Actor& a, std::uint32_t until) const {
    if (a.prep != Prep::none || a.demonym || a.last >= until || a.phrase == 0) return false;
    std::uint32_t w = a.phrase;
    if (w > 0 && !s_.ends_phrase(w - 1) && s_.starts(w - 1, cls_determiner)) --w;
    const bool joined = w > 0 && (s_.ends_phrase(w - 1) || s_.ends(w - 1, cls_coordinator));
    return joined && !s_.ends_phrase(a.last - 1) && s_.time(a.last) == no_index && s_.mention(a.last) == no_index && s_.role(a.last) == no_index &&
           s_.starts(a.last, cls_determiner | cls_too) && !s_.starts(a.last, cls_toward | cls_inside) &&
           (w == a.phrase || s_.ends_phrase(w - 1) || !s_.starts(a.last, cls_genitive));
}

/// True if the word is a noun of the same kind of event.
bool Cast::names_deed(std::uint32_t w, const Trigger& trigger) const {
    bool found = false;
    s_.lexicon.triggers_at(s_.text, w, [&](std::uint32_t end, Forms group) {
        if (end != s_.text.words[w].end) return;
        for (const Inflection& form : group) found = found || (form.noun && s_.lexicon.trigger(form.index).type == trigger.type);
    });
    return found;
}

/// "Au lendemain d'un entretien avec X, Y a reçu Z": who does what the sentence tells was there.
void Cast::add_other_side(Draft& draft) const {
    const Actor* with = nullptr;
    for (std::size_t i = s_.actor_from(draft.last); i < s_.actors().size() && s_.actors()[i].first <= draft.last + 12; ++i) {
        if (s_.actors()[i].prep == Prep::with && s_.actors()[i].id == draft.participants.front().id) with = &s_.actors()[i];
    }
    if (with == nullptr) return;
    for (Id id : subjects_.main()) add(draft, id, ParticipantRole::actor);
}

/// "l'invasion de l'Irak", not "l'attaque de l'Irak contre l'Iran".
bool Cast::suffers(const Actor& a, const Trigger& trigger, std::size_t index, std::uint32_t until) const {
    if (trigger.roles != Roles::object && (trigger.roles != Roles::land || a.kind != Kind::country)) return false;
    for (std::size_t i = index + 1; i < s_.actors().size() && s_.actors()[i].first < until; ++i) {
        if (s_.actors()[i].prep == Prep::against && s_.actors()[i].phrase <= a.last + 2) return false;
    }
    return true;
}

bool Cast::cut(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t w = from > 0 ? from - 1 : 0; w < to; ++w) {
        if (s_.ends_phrase(w)) return true;
    }
    return false;
}

} // namespace stoltenberg::event
