#include "event/settling.hpp"

#include <algorithm>

namespace stoltenberg::event {
namespace {

bool day_level(const When& when) {
    return when.granularity == "day" || when.granularity == "daypart" || when.granularity == "minute" || when.granularity == "hour";
}

} // namespace

using clause::Clause;
using clause::Tense;

Settling::Settling(const Scene& scene, const Timing& timing, Subjects& subjects)
    : s_(scene), timing_(timing), subjects_(subjects), verbs_(scene.in.clauses.verbs), clauses_(scene.in.clauses.clauses) {}

void Settling::finish(Draft& d, bool lead, const std::vector<Draft>& told) {
    const Trigger& trigger = s_.lexicon.trigger(d.trigger);
    if (d.on_call && d.modality == Modality::hypothetical && known(d.when)) d.modality = Modality::planned;
    if (d.when.basis == Basis::clause || d.when.basis == Basis::sentence) by_time(d, trigger);
    if (d.both && trigger.is(encounter)) of_that_day(d, told);
    if (trigger.is(plans) && d.modality == Modality::occurred && timing_.is_past(d.when) && timing_.move_to_future(d.when))
        d.modality_why = "weekday ahead";
    if (trigger.is(plans) && d.modality == Modality::occurred && (!known(d.when) || !timing_.is_past(d.when))) {
        d.modality = Modality::planned;
        d.modality_why = trigger.why;
    }
    const bool dated = known(d.when);
    const bool real = d.modality == Modality::occurred || d.modality == Modality::ongoing || d.modality == Modality::reported;
    if (!dated && !d.title && real && !d.anaphor) undated(d, trigger, lead);
    // "Ils se verront vendredi. Ils signeront un accord": what is planned goes on too.
    if (!dated && d.modality == Modality::planned && d.main && !d.noun && !d.quoted && d.pronoun != no_index && d.tense == Tense::future &&
        ahead_.known && ahead_.sentence + 1 == d.sentence &&
        timing_.within(s_.text.sentences[d.sentence].first_word, s_.text.sentences[d.sentence].last_word).empty()) {
        d.when = ahead_.when;
        d.when.basis = Basis::focus;
    }
    if (!dated && d.title) d.when = real ? timing_.written() : When{};
    if (d.anaphor && !dated && d.noun) return; // settled when all is read
    weigh(d, trigger, lead);
}

/// "Au lendemain d'un entretien avec X, Y a rencontré mardi Z. Lundi, les deux hommes s'étaient vus": who met on that day.
void Settling::of_that_day(Draft& d, const std::vector<Draft>& told) const {
    if (d.when.edtf.empty()) return;
    for (auto other = told.rbegin(); other != told.rend(); ++other) {
        if (other->participants.size() < 2 || other->when.edtf != d.when.edtf || !s_.lexicon.trigger(other->trigger).is(encounter)) continue;
        d.participants = other->participants;
        return;
    }
}

void Settling::by_time(Draft& d, const Trigger& trigger) const {
    if ((d.modality == Modality::planned || (d.modality == Modality::hypothetical && d.noun)) && timing_.is_past(d.when)) {
        const bool obliged = d.tense == Tense::present && d.verb != no_index && verbs_[d.verb].obliged;
        const bool ahead = (d.noun && d.tense != Tense::imperfect) || d.tense == Tense::future || d.tense == Tense::conditional ||
                           d.tense == Tense::infinitive || obliged;
        if (ahead && timing_.move_to_future(d.when)) d.moved_ahead = true;
    } else if (d.modality == Modality::occurred && d.tense == Tense::present && !d.noun && d.verb == no_index && d.when.basis == Basis::clause &&
               timing_.is_past(d.when) && timing_.move_to_future(d.when)) {
        // The clause room did not see this verb, so its weekday was read as past.
        d.modality = Modality::planned;
        d.modality_why = "weekday ahead";
    } else if (!d.noun && d.verb != no_index && s_.starts(verbs_[d.verb].first, cls_to_have) && d.modality != Modality::planned &&
               timing_.is_future(d.when)) {
        // "soupçonné d'avoir tué mercredi": done, so the last one.
        if (!timing_.move_to_past(d.when)) d.when = {};
    } else if ((d.modality == Modality::occurred || d.modality == Modality::ongoing) && timing_.is_future(d.when)) {
        if (!d.noun && d.tense == Tense::past && !trigger.is(plans)) {
            d.when = {}; // what was done was not done ahead: the day is that of something else
        } else if (d.when.edtf.find("..") == std::string::npos) {
            d.modality = Modality::planned;
            d.modality_why = "date ahead";
        }
    }
    if (d.modality == Modality::occurred && d.when.edtf.ends_with("/..") && !trigger.is(meeting)) d.modality = Modality::ongoing;
}

void Settling::undated(Draft& d, const Trigger& trigger, bool lead) const {
    if (d.quoted || d.first_person) return;
    if (d.modality == Modality::reported && d.tense == Tense::infinitive) return;
    // "pour avoir signé": before what is told, nobody says when.
    if (!d.noun && d.verb != no_index && s_.starts(verbs_[d.verb].first, cls_to_have)) {
        if (d.modality != Modality::reported) d.when = timing_.until_written();
        return;
    }
    // "les députés qui ont voté": before what is told.
    if (!d.noun && d.clause < clauses_.size() && s_.starts(clauses_[d.clause].first, cls_relative) && d.tense == Tense::past) d.background = true;
    if (d.pronoun != no_index && d.participants.empty() && focus_.known && focus_.sentence + 1 == d.sentence && focus_.participants.empty() &&
        d.main) {
        d.when = focus_.when;
        d.when.basis = Basis::focus;
        return;
    }
    // "Au même moment, le Conseil de sécurité siégeait"
    if (focus_.known && !trigger.is(state) && d.clause < clauses_.size() && s_.starts(clauses_[d.clause].first, cls_meanwhile)) {
        d.when = focus_.when;
        d.when.basis = Basis::focus;
        return;
    }
    if (trigger.is(state) || d.background || d.anterior || (d.tense == Tense::imperfect && !trigger.statement)) {
        const bool inside = d.during && focus_.known && (trigger.is(meeting));
        if (!inside) {
            d.when = timing_.until_written();
            if (trigger.is(state) && d.modality == Modality::occurred) d.modality = Modality::ongoing;
            return;
        }
    }
    if (focus_.known && (acts_in(d.participants, focus_.participants) || (d.during && lead))) {
        d.when = focus_.when;
        d.when.basis = Basis::focus;
        return;
    }
    const bool at_dct = !focus_.known || focus_.when.edtf == timing_.written().edtf;
    d.when = at_dct ? timing_.written() : timing_.until_written();
}

void Settling::weigh(Draft& d, const Trigger& trigger, bool lead) {
    const bool own = d.when.basis == Basis::clause || d.when.basis == Basis::sentence;
    const bool explicit_day = d.when.basis == Basis::clause;
    const bool real = d.modality == Modality::occurred || d.modality == Modality::ongoing || d.modality == Modality::reported;
    d.aside = (d.quoted && !explicit_day) || (d.first_person && !own) || (trigger.is(soft) && !explicit_day && !(lead && real)) ||
              (d.modality == Modality::planned && !own && d.when.basis != Basis::focus) || (d.anterior && !own);
    if (d.clause < clauses_.size() && !explicit_day && !d.noun) {
        const Clause& c = clauses_[d.clause];
        // "les forces qui menacent": no event, a quality.
        if (c.subordinate && d.tense == Tense::present && !trigger.is(state)) d.aside = true;
        if (d.tense == Tense::infinitive && !own) d.aside = true;
    }
    const bool goes_on = d.when.basis == Basis::focus && d.main &&
                         (d.tense == Tense::past || d.modality == Modality::planned); // "Des militaires ont pris le pouvoir mercredi. Ils ont annulé"
    if (d.participants.empty() && !own && !lead && !goes_on) d.aside = true;
    if (d.participants.empty() && d.place.empty() && !goes_on && (!own || (!d.main && !(d.noun && d.verb != no_index))) && !trigger.is(impersonal) &&
        !((own || lead) && trigger.is(timed)) && !(own && trigger.is(called) && d.modality == Modality::planned))
        d.aside = true;
    if (trigger.is(person_only) && !d.participants.empty() &&
        std::none_of(d.participants.begin(), d.participants.end(), [](const Part& p) { return p.id.starts_with("person/"); }) &&
        !s_.dignitary_before(d.verb != no_index ? verbs_[d.verb].first : d.first, s_.text.sentences[d.sentence].first_word))
        d.aside = true;
    // "a fourni des doses, arrivées samedi à Tunis": nobody who travels.
    if (trigger.is(person_only) && d.participants.empty() && d.tense == Tense::participle) d.aside = true;
    if (trigger.is(forces_only) &&
        std::any_of(d.participants.begin(), d.participants.end(), [](const Part& p) { return p.id.starts_with("person/"); }))
        d.aside = true;
    // Saying something at a place on a day: who said it was there.
    if (trigger.is(appearance) && explicit_day && real && !d.place.empty() && !d.participants.empty() &&
        d.participants.front().id.starts_with("person/")) {
        d.aside = false;
    }
    if (!d.quoted && !d.title && real && !d.aside) follow(d, trigger, own);
    if (!d.quoted && !d.title && d.modality == Modality::planned && !d.aside && explicit_day && day_level(d.when)) {
        ahead_.known = true;
        ahead_.when = d.when;
        ahead_.sentence = d.sentence;
    }
}

/// The day and the people the text goes on about.
void Settling::follow(const Draft& d, const Trigger& trigger, bool own) {
    if (trigger.is(meeting | encounter)) subjects_.met(d.participants);
    if (own && d.main && d.when.granularity != "week" && day_level(d.when) && !d.anterior && d.when.basis == Basis::clause) {
        focus_.known = true;
        focus_.when = d.when;
        focus_.participants = d.participants;
        focus_.sentence = d.sentence;
    } else if (focus_.known && d.when.basis == Basis::focus) {
        for (const Part& p : d.participants) {
            if (focus_.participants.size() < 16) focus_.participants.push_back(p);
        }
    } else if (!focus_.known && d.when.basis == Basis::dct && known(d.when)) {
        focus_.known = true;
        focus_.when = d.when;
        focus_.participants = d.participants;
    }
}

} // namespace stoltenberg::event
