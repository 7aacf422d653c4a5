#include "event/dating.hpp"

#include <algorithm>

namespace stoltenberg::event {
namespace {

bool taken(const std::vector<std::size_t>& owned, std::size_t i) { return std::find(owned.begin(), owned.end(), i) != owned.end(); }

} // namespace

using clause::Clause;
using clause::Tense;
using clause::Verb;

Dating::Dating(const Scene& scene, const Timing& timing)
    : s_(scene), timing_(timing), t_(scene.text), verbs_(scene.in.clauses.verbs), clauses_(scene.in.clauses.clauses) {}

void Dating::own_time(Draft& d, const std::vector<Hit>& hits, std::vector<std::size_t>& owned) const {
    const std::uint32_t end = std::min(t_.sentences[d.sentence].last_word, d.last + 14);
    for (const std::size_t i : timing_.within(d.last, end)) {
        const auto& f = s_.in.findings.found[i];
        if (taken(owned, i)) continue;
        const bool other_noun = std::any_of(hits.begin(), hits.end(), [&](const Hit& h) { return h.noun && h.first >= d.last && h.last <= f.first; });
        bool verb_between = false;
        bool participle = false;
        bool comma = false;
        for (std::uint32_t w = d.last; w < f.first && !s_.starts(w, cls_starting); ++w) {
            comma = comma || s_.ends_phrase(w - 1);
            const std::uint32_t v = s_.verb(w);
            if (v == no_index) continue;
            // "la visite de X, prévue vendredi"; but "la libération de X, arrêté vendredi".
            if (verbs_[v].tense == Tense::participle && (!comma || governs_plan(w)))
                participle = true;
            else
                verb_between = true;
        }
        if (other_noun || verb_between) break;
        // A participle that is an event itself takes its own day; behind a comma or "que" another phrase begins.
        const bool own_event = std::any_of(hits.begin(), hits.end(), [&](const Hit& h) {
            return !h.noun && !s_.lexicon.trigger(h.trigger).carrier && h.first >= d.last && h.last <= f.first;
        });
        if (own_event) break;
        // "une nouvelle grève, du 24 au 29 janvier", "la mort de X, le 3 mars,": days behind a comma, and a comma or the end behind them.
        const bool apposed = in_apposition(d, i);
        bool cut = false;
        for (std::uint32_t w = d.last; w < f.first; ++w) {
            cut = cut || (w > d.last && s_.starts(w, cls_opening)) || (s_.ends_phrase(w) && !participle);
        }
        cut = cut || (s_.ends_phrase(d.last - 1) && !participle);
        if (cut && !apposed) break;
        // "un préavis de grève à compter de jeudi"
        const bool starting = s_.ends(f.first - 1, cls_starting) && f.first - d.last <= 5;
        if (starting) {
            take(d, i, owned);
            return;
        }
        bool since = false; // "depuis mai", "depuis l'indépendance en 1960"
        for (std::uint32_t w = d.last; w < f.first; ++w) since = since || s_.ends(w, cls_since);
        if (since && !s_.lexicon.trigger(d.trigger).is(state)) break;
        const std::uint32_t gap = f.first - d.last;
        const bool genitive = timing_.belongs_to_noun(i) && gap <= 6;
        const bool direct = apposed || (gap <= 1 && !s_.ends_phrase(f.first - 1));
        const bool planned = participle && gap <= 8;
        // "depuis la visite de X à Rome en avril": all of the phrase speaks of the noun.
        const bool apart = (d.after || d.before || d.since) && gap <= 8;
        if (!genitive && !direct && !planned && !apart) break;
        if (!genitive && !planned && !apart && day_of_verb(d, hits, i)) break;
        take(d, i, owned);
        return;
    }
    // "la tenue vendredi d'un sommet"
    for (std::uint32_t w = d.first; w > 0 && w + 5 > d.first; --w) {
        const std::uint32_t i = s_.time(w - 1);
        if (i == no_index) continue;
        const std::uint32_t first = s_.in.findings.found[i].first;
        const std::uint32_t last = s_.in.findings.found[i].last;
        // "trois jours après la fin des combats": counted from the end, and not from the combats.
        bool nearest = true;
        for (std::uint32_t k = last + 1; k < d.first; ++k) nearest = nearest && !s_.ends(k, cls_genitive);
        const int by = timing_.of_event_behind(i) ? 1 : (nearest ? timing_.days_beside(i) : 0);
        if (by != 0) {
            d.beside_days = s_.ends(last, cls_before) ? by : -by;
            owned.push_back(i);
            if (d.clause >= clauses_.size()) return;
            const auto count = [&](std::uint32_t from, std::uint32_t to) {
                for (const std::size_t other : timing_.within(from, to)) {
                    const auto& day = s_.in.findings.found[other];
                    const bool of_noun = timing_.belongs_to_noun(other) || (day.first > 0 && s_.ends(day.first - 1, cls_genitive | cls_coordinator));
                    if (other == i || of_noun || taken(owned, other)) continue;
                    if (std::optional<When> when = timing_.read(other, d)) d.when = timing_.shifted(*when, d.beside_days);
                    d.when.basis = known(d.when) ? Basis::clause : Basis::none;
                    return true;
                }
                return false;
            };
            // "ont manifesté lundi pour exiger des comptes, huit jours après le drame": the clause, or what stands before it.
            if (!count(clauses_[d.clause].first, clauses_[d.clause].last)) static_cast<void>(count(t_.sentences[d.sentence].first_word, first));
            return;
        }
        if (first > 0 && s_.ends(first - 1, cls_setting) && s_.verb(first - 1) == no_index && s_.starts(last, cls_genitive) && timing_.dates(i) &&
            !taken(owned, i)) {
            take(d, i, owned);
            return;
        }
        break;
    }
}

/// The end of a noun with whom or what "de" names behind it: "la démission du président de la Région".
std::uint32_t Dating::whose(const Draft& d, std::uint32_t until) const {
    if (s_.ends_phrase(d.last - 1) || !s_.ends(d.last, cls_genitive) || until > d.last + 9) return d.last;
    std::uint32_t w = d.last;
    for (; w < until; ++w) {
        if (s_.verb(w) != no_index || (s_.starts(w, cls_oblique | cls_inside | cls_coordinator | cls_opening) && !s_.ends(w, cls_genitive)))
            return d.last;
        if (s_.ends_phrase(w)) break;
    }
    // In brackets a day may be that of a picture.
    return w < until && t_.gap_after(w).find(',') != std::string_view::npos ? w + 1 : d.last;
}

/// "une nouvelle grève, du 24 au 29 janvier", "la mort de X, le 3 mars,": calendar days between commas, right behind the noun.
bool Dating::in_apposition(const Draft& d, std::size_t i) const {
    const auto& f = s_.in.findings.found[i];
    const std::uint32_t last = whose(d, f.first);
    if (!s_.ends_phrase(last - 1) || f.first > last + 1 || (f.first == last + 1 && !s_.ends(last, cls_genitive))) return false;
    const Timex& t = s_.in.times[i].timex;
    const bool range = !t.begin_point.empty() && !t.end_point.empty();
    if (!range && (f.first != last || !f.fields.day || !f.fields.month)) return false;
    const bool second = range && i + 1 < s_.in.times.size() && s_.in.findings.found[i + 1].first <= f.last + 2;
    return s_.ends_phrase((second ? s_.in.findings.found[i + 1].last : f.last) - 1);
}

/// "a condamné l'attaque mardi": the day behind an object is that of the verb, unless the verb has one already or tells of what is to come.
bool Dating::day_of_verb(const Draft& d, const std::vector<Hit>& hits, std::size_t time) const {
    if (d.verb != no_index || d.during || d.after || d.before || d.clause >= clauses_.size()) return false;
    for (const Hit& h : hits) {
        if (h.noun || h.last > d.first || s_.clause(h.first) != d.clause) continue;
        const Trigger& trigger = s_.lexicon.trigger(h.trigger);
        if (h.tense != Tense::past && trigger.type != s_.lexicon.trigger(d.trigger).type) continue;
        if (trigger.carrier || trigger.statement || governs_plan(h.last - 1, s_.lexicon.trigger(d.trigger))) return false;
        for (const std::size_t i : timing_.within(clauses_[d.clause].first, d.first)) {
            const auto& other = s_.in.findings.found[i];
            if (i != time && !timing_.belongs_to_noun(i) && !of_fronted_participle(other, clauses_[d.clause], h.first)) return false;
        }
        return true;
    }
    return false;
}

void Dating::take(Draft& d, std::size_t i, std::vector<std::size_t>& owned) const {
    if (std::optional<When> when = timing_.read(i, d)) {
        d.when = std::move(*when);
        d.when.basis = Basis::clause;
        join_next(d, i);
        owned.push_back(i);
    }
}

/// The day that "et" adds to expression `i`, which says `when`, if it is the next one.
std::optional<When> Dating::day_behind(const Draft& d, std::size_t i, const When& when) const {
    if (i + 1 >= s_.in.times.size() || !timing_.dates(i + 1) || !when.interval || !when.interval->until) return std::nullopt;
    const auto& a = s_.in.findings.found[i];
    if (s_.in.findings.found[i + 1].first != a.last + 1 || !s_.ends(a.last, cls_coordinator)) return std::nullopt;
    std::optional<When> next = timing_.read(i + 1, d);
    if (!next || !next->interval || next->edtf.find('/') != std::string::npos || when.edtf.find('/') != std::string::npos) return std::nullopt;
    if (next->interval->from != when.interval->until) return std::nullopt;
    return next;
}

bool Dating::next_day(const Draft& d, std::size_t i) const {
    if (i + 1 >= s_.in.times.size() || s_.in.findings.found[i + 1].first != s_.in.findings.found[i].last + 1) return false;
    const std::optional<When> when = timing_.read(i, d);
    return when && day_behind(d, i, *when);
}

/// "mercredi et jeudi", "les 10 et 11 mars": two days side by side are one stretch.
void Dating::join_next(Draft& d, std::size_t i) const {
    const std::optional<When> next = day_behind(d, i, d.when);
    if (!next) return;
    const auto& b = s_.in.findings.found[i + 1];
    // A name behind the second day: that is another event.
    const std::size_t actor = s_.actor_from(b.last);
    if (actor < s_.actors().size() && s_.actors()[actor].first <= b.last + 4 && s_.actors()[actor].prep == Prep::none &&
        !s_.actors()[actor].demonym && !s_.ends_phrase(b.last - 1))
        return;
    d.when.edtf += "/" + next->edtf;
    d.when.interval->until = next->interval->until;
}

void Dating::verb_time(Draft& d, std::uint32_t carrier, const std::vector<std::size_t>& owned) const {
    if (d.clause >= clauses_.size()) return;
    const Clause& c = clauses_[d.clause];
    std::optional<std::size_t> best;
    std::uint32_t best_distance = 0;
    const auto consider = [&](std::uint32_t from, std::uint32_t to) {
        for (const std::size_t i : timing_.within(from, to)) {
            if (taken(owned, i) || timing_.belongs_to_noun(i) || (!d.noun && is_new_day(d, i))) continue;
            const auto& f = s_.in.findings.found[i];
            if (d.quoted != s_.quoted(f.first)) continue;
            if (i > 0 && !taken(owned, i - 1) && next_day(d, i - 1)) continue; // the first of the two stands for both
            // "a promis lundi de soutenir": the day is that of the promise.
            // "a commencé lundi à évacuer": and that of what is begun.
            if (d.tense == Tense::infinitive && !d.noun && f.first < d.first && d.modality != Modality::occurred) continue;
            // "a accusé mardi X d'avoir bombardé": neither is it that of what was done before.
            if (!d.noun && d.verb != no_index && s_.starts(verbs_[d.verb].first, cls_to_have) && f.first < d.first) continue;
            if (of_apposition(f, d, carrier, c) || of_other_verb(f, d, c)) continue;
            // "X, exilé depuis mars, a promis", "le navire, arraisonné lundi, a été relâché"; but "réunis mardi, les ministres ont".
            const bool before_verb = !d.noun && d.verb != no_index && f.first > 0 && f.last <= verbs_[d.verb].first;
            const bool deed = before_verb && s_.verb(f.first - 1) != no_index && is_deed(f.first - 1);
            if (before_verb && (deed || s_.ends(f.first - 1, cls_since)) && s_.apposed_participle(f.first, c.first)) continue;
            // "L'accord conclu vendredi a été salué": of the participle; but "la bombe lancée vendredi a tué".
            if (deed && !s_.lexicon.trigger(d.trigger).is(harm) && f.first - 1 > c.first && verbs_[s_.verb(f.first - 1)].first == f.first - 1 &&
                !s_.ends_phrase(f.first - 2))
                continue;
            const std::uint32_t anchor_first = carrier != no_index ? std::min(verbs_[carrier].first, d.first)
                                                                   : (d.verb != no_index ? verbs_[d.verb].first : d.first);
            const std::uint32_t anchor_last = carrier != no_index ? std::max(verbs_[carrier].last, d.last) : d.last;
            std::uint32_t distance = 0;
            if (f.first >= anchor_last)
                distance = f.first - anchor_last;
            else if (f.last <= anchor_first)
                distance = anchor_first - f.last + 2;
            // Behind another verb of the clause it speaks of that verb first.
            const std::uint32_t lo = std::min(f.first, anchor_first);
            const std::uint32_t hi = std::max(f.last, anchor_last);
            for (std::uint32_t v = c.first_verb; v < c.last_verb; ++v) {
                if (v == d.verb || v == carrier) continue;
                if (verbs_[v].head > lo && verbs_[v].head < hi && verbs_[v].tense != Tense::participle) distance += f.first > anchor_last ? 12 : 4;
            }
            if (f.last <= anchor_first && of_fronted_participle(f, c, anchor_first)) distance += 12;
            // "La trêve, entrée en vigueur le 22 mai, a été prolongée lundi": a day of its own behind the verb comes first.
            if (before_verb && s_.apposed_participle(f.first, c.first)) distance += 12;
            if (s_.in.times[i].timex.type == TimexType::duration) distance += 6;
            if (!best || distance < best_distance) {
                best = i;
                best_distance = distance;
            }
        }
    };
    consider(c.first, c.last);
    if (best) {
        set_time(d, *best, Basis::clause);
        return;
    }
    if (d.quoted) return;
    // "devait venir mardi, mais la visite a été annulée": not on that day.
    if (const Trigger& trigger = s_.lexicon.trigger(d.trigger); !d.noun && (trigger.is(moves) || trigger.mode == "cancel")) return;
    // The sentence: what opened it, and clauses that tell of the same; not what was said when.
    const text::Sentence& sentence = t_.sentences[d.sentence];
    if (c.complement || (c.subordinate && !s_.starts(c.first, cls_relative) && said_before(c.first, sentence.first_word))) return;
    for (std::uint32_t k = d.clause; k > 0 && clauses_[k - 1].sentence == d.sentence; --k) {
        const Clause& other = clauses_[k - 1];
        if (other.complement || other.conditional) continue;
        const bool relative = s_.starts(other.first, cls_relative);
        if (relative && !c.subordinate) continue;
        if (reports(other) && !s_.lexicon.trigger(d.trigger).statement) {
            // "Lundi, X a dit Y et a signé Z": only an opening expression is shared.
            const Within opening = timing_.within(other.first, std::min(other.first + 3, other.last));
            if (c.subordinate || opening.empty() || taken(owned, opening.front()) || timing_.belongs_to_noun(opening.front())) continue;
            set_time(d, opening.front(), Basis::sentence);
            return;
        }
        if (d.anterior != anterior(other) && !only_time(other)) continue;
        consider(other.first, other.last);
        if (best) {
            set_time(d, *best, Basis::sentence);
            return;
        }
    }
    // Nothing before: a trailing stretch without a verb.
    for (std::uint32_t k = d.clause + 1; k < clauses_.size() && clauses_[k].sentence == d.sentence; ++k) {
        const Clause& other = clauses_[k];
        if (other.first_verb != other.last_verb || other.subordinate) break;
        consider(other.first, other.last);
        if (best) {
            set_time(d, *best, Basis::sentence);
            return;
        }
    }
}

/// "Élu en 2017, X a reçu", "la cour, saisie en 2012, a ouvert": of the participle first.
bool Dating::of_fronted_participle(const time::Found& f, const Clause& c, std::uint32_t verb) const {
    std::uint32_t from = f.first;
    while (from > c.first && !s_.ends_phrase(from - 1)) --from;
    bool participle = false;
    for (std::uint32_t w = from; w < std::min(from + 2, f.first); ++w) {
        const std::uint32_t v = s_.verb(w);
        participle = participle || (v != no_index && verbs_[v].tense == Tense::participle && verbs_[v].first == w);
    }
    if (!participle) return false;
    for (std::uint32_t w = f.last; w < verb; ++w) {
        if (s_.ends_phrase(w - 1)) return true;
    }
    return false;
}

/// "l'accuse d'avoir attaqué un navire en juillet", "exige la libération de X, retenu depuis mars": of what stands between.
bool Dating::of_other_verb(const time::Found& f, const Draft& d, const Clause& c) const {
    for (std::uint32_t v = c.first_verb; v < c.last_verb; ++v) {
        const Verb& verb = verbs_[v];
        if (v == d.verb || verb.first < d.last || verb.last > f.first) continue;
        if (s_.starts(verb.first, cls_to_have)) return true;
        // "appellent à manifester mardi": right behind what is still to be done.
        if (verb.tense == Tense::infinitive && d.tense == Tense::present && verb.last == f.first) return true;
        if (verb.tense != Tense::participle || !s_.ends_phrase(verb.first - 1)) continue;
        bool cut = false;
        for (std::uint32_t w = verb.first; w < f.first; ++w) cut = cut || s_.ends_phrase(w);
        if (!cut) return true;
    }
    return false;
}

/// "X, en visite à Rome dès jeudi, a refusé", "la décision, attendue jeudi, sera": the day is not that of the verb.
bool Dating::of_apposition(const time::Found& f, const Draft& d, std::uint32_t carrier, const Clause& c) const {
    const std::uint32_t verb = carrier != no_index ? carrier : d.verb;
    std::uint32_t p = f.first;
    while (p > c.first + 1 && f.first - p < 2 && s_.verb(p - 1) == no_index && s_.starts(p - 1, cls_determiner | cls_inside | cls_oblique)) --p;
    if (p > c.first + 1 && s_.verb(p - 1) != no_index) {
        const std::uint32_t v = s_.verb(p - 1);
        const bool other = v != verb && verbs_[v].tense == Tense::participle && verbs_[v].first == p - 1;
        if (other && s_.verb_with_head(p - 1) != no_index && governs_plan(p - 1)) return true;
    }
    // "Maire de Paris de 1977 à 1995, il a", "X, maire de Paris depuis 2001, a": a title.
    if (verb != no_index && f.last <= verbs_[verb].first) {
        std::uint32_t first = f.first;
        while (first > c.first && !s_.ends_phrase(first - 1)) --first;
        std::uint32_t last = f.last;
        while (last < verbs_[verb].first && !s_.ends_phrase(last - 1)) ++last;
        if (s_.ends_phrase(last - 1) && s_.bare_title(first, f.first)) return true;
    }
    // Between commas, behind three words and more.
    if (verb == no_index || f.last > verbs_[verb].first || !s_.ends_phrase(f.last - 1)) return false;
    std::uint32_t first = f.first;
    while (first > c.first && !s_.ends_phrase(first - 1)) --first;
    if (first <= c.first || f.first - first < 3) return false;
    for (std::uint32_t w = first; w < f.first; ++w) {
        if (s_.verb(w) != no_index) return false;
    }
    return s_.starts(first, cls_inside) && !s_.starts(first, cls_during | cls_after | cls_before) && s_.mention(first + 1) == no_index &&
           !s_.starts(first + 1, cls_determiner);
}

/// The participle of an event that is no meeting.
bool Dating::is_deed(std::uint32_t w) const {
    bool deed = false;
    bool gathering = false;
    s_.lexicon.triggers_at(t_, w, [&](std::uint32_t end, Forms group) {
        if (end != t_.words[w].end) return;
        for (const Inflection& form : group) {
            const Trigger& trigger = s_.lexicon.trigger(form.index);
            if (form.tense != Tense::participle || form.noun || trigger.carrier || trigger.statement) continue;
            deed = deed || !trigger.is(encounter);
            gathering = gathering || trigger.is(encounter);
        }
    });
    return deed && !gathering;
}

/// "prévu", "attendue", "décidé"
bool Dating::governs_plan(std::uint32_t w) const { return governs(w, Modality::planned); }

/// "a appelé à une manifestation samedi": what is called for has a day, where it is something that people appoint.
bool Dating::governs_plan(std::uint32_t w, const Trigger& noun) const {
    return governs(w, Modality::planned) || (noun.is(appointed | meeting) && governs(w, Modality::hypothetical));
}

bool Dating::governs(std::uint32_t w, Modality m) const {
    bool plan = false;
    s_.lexicon.governors_at(t_, w, [&](std::uint32_t end, Forms group) {
        if (end != t_.words[w].end) return;
        for (const Inflection& form : group) plan = plan || (form.tense == Tense::participle && s_.lexicon.cue(form.index).value == m);
    });
    return plan;
}

/// A stretch without a verb, or whose verb is part of a time expression ("il y a deux semaines").
bool Dating::only_time(const Clause& c) const {
    for (std::uint32_t v = c.first_verb; v < c.last_verb; ++v) {
        if (s_.time(verbs_[v].first) == no_index) return false;
    }
    return true;
}

bool Dating::anterior(const Clause& c) const {
    for (std::uint32_t v = c.first_verb; v < c.last_verb; ++v) {
        if (verbs_[v].tense == Tense::past && s_.starts(verbs_[v].first, cls_anterior)) return true;
    }
    return false;
}

bool Dating::reports(const Clause& c) const {
    for (std::uint32_t v = c.first_verb; v < c.last_verb; ++v) {
        if (finite(verbs_[v].tense)) return verbs_[v].reporting;
    }
    return false;
}

bool Dating::said_before(std::uint32_t word, std::uint32_t begin) const {
    const std::size_t c = s_.clause(word);
    for (std::size_t k = c; k > 0; --k) {
        if (clauses_[k - 1].last <= begin) break;
        if (reports(clauses_[k - 1])) return true;
    }
    return false;
}

void Dating::set_time(Draft& d, std::size_t i, Basis basis) const {
    std::optional<When> when = timing_.read(i, d);
    if (!when) return;
    d.when = std::move(*when);
    if (d.when.basis != Basis::state) d.when.basis = basis;
    join_next(d, i);
}

std::optional<Draft> Dating::coordinated(const Draft& d, const Trigger& trigger, const std::vector<std::size_t>& owned, std::uint32_t& until) const {
    if (d.noun || !d.when.time || d.when.basis != Basis::clause || !finite(d.tense) || trigger.statement) return std::nullopt;
    const std::size_t i = *d.when.time;
    for (std::size_t k = i + 1; k < s_.in.times.size() && s_.in.findings.found[k].first < until; ++k) {
        const auto& f = s_.in.findings.found[k];
        if (!timing_.dates(k) || taken(owned, k) || timing_.belongs_to_noun(k)) continue;
        if (f.first == 0 || f.first < d.last) continue;
        // "à Kiev le 14 puis à Moscou le lendemain"
        std::uint32_t place = no_index;
        for (std::uint32_t w = f.first; w > s_.in.findings.found[i].last && w + 5 > f.first; --w) {
            const std::size_t x = s_.actor_from(w);
            if (s_.ends(w - 1, cls_coordinator) && x < s_.actors().size() && s_.actors()[x].last <= f.first && !s_.actors()[x].place.empty())
                place = static_cast<std::uint32_t>(x);
        }
        if (place != no_index) {
            Draft second = d;
            std::optional<When> when = timing_.read(k, second);
            if (!when || when->edtf == d.when.edtf) continue;
            second.when = std::move(*when);
            second.when.basis = Basis::clause;
            until = s_.actors()[place].phrase;
            second.place = s_.actors()[place].place;
            second.second_place = true;
            return second;
        }
        const bool joined = s_.ends(f.first - 1, cls_coordinator) ||
                            (f.first > 1 && s_.ends(f.first - 2, cls_coordinator) && s_.ends(f.first - 1, cls_determiner | cls_inside));
        if (!joined || f.first <= s_.in.findings.found[i].last + 1) continue;
        const std::size_t a = s_.actor_from(f.last);
        if (a >= s_.actors().size() || s_.actors()[a].first >= until || s_.actors()[a].first > f.last + 10) continue;
        bool verb_between = false;
        for (std::uint32_t w = d.last; w < s_.actors()[a].first; ++w) {
            const std::uint32_t v = s_.verb_with_head(w);
            verb_between = verb_between || (v != no_index && finite(verbs_[v].tense));
        }
        if (verb_between) continue;
        Draft second = d;
        std::optional<When> when = timing_.read(k, second);
        if (!when || when->edtf == d.when.edtf) continue;
        second.when = std::move(*when);
        second.when.basis = Basis::clause;
        until = f.first;
        return second;
    }
    return std::nullopt;
}

/// "L'attentat de jeudi a tué dix soldats": the day of the noun is that of the verb.
std::optional<When> Dating::new_day(const Draft& verb, const Draft& noun) const {
    if (verb.clause >= clauses_.size()) return std::nullopt;
    for (const std::size_t i : timing_.within(verb.last, clauses_[verb.clause].last)) {
        if (!is_new_day(verb, i)) continue;
        bool participle = false; // "les élections promises pour août": the old day
        for (std::uint32_t w = verb.last; w < s_.in.findings.found[i].first; ++w)
            participle = participle || (s_.verb_with_head(w) != no_index && verbs_[s_.verb_with_head(w)].tense == Tense::participle);
        if (participle) continue;
        std::optional<When> when = timing_.read(i, noun);
        if (when) {
            when->basis = Basis::clause;
            if (timing_.is_past(*when)) static_cast<void>(timing_.move_to_future(*when));
            // In an open year nobody can tell which Sunday it is moved to; the tense looks back.
            const auto& fields = s_.in.findings.found[i].fields;
            if (when->edtf.starts_with("XXXX-") && fields.weekday && !fields.day) when->edtf.clear();
        }
        return when;
    }
    return std::nullopt;
}

/// "reporté au 15 mars", "repoussée à la semaine prochaine"
bool Dating::is_new_day(const Draft& verb, std::size_t time) const {
    const auto& f = s_.in.findings.found[time];
    if (f.first <= verb.first || !s_.lexicon.trigger(verb.trigger).is(moves)) return false;
    return s_.ends(f.first - 1, cls_toward) && !s_.ends(f.first - 1, cls_since);
}

/// "au lendemain de l'incendie qui a ravagé l'usine": the noun's day, and not that of the sentence.
void Dating::of_named(Draft& d, const std::vector<Draft>& local) const {
    if (d.noun || d.tense != Tense::past || d.when.basis == Basis::clause || d.clause >= clauses_.size()) return;
    const std::uint32_t first = clauses_[d.clause].first;
    if (!s_.starts(first, cls_relative)) return;
    for (const Draft& noun : local) {
        if (noun.noun && noun.beside_days != 0 && noun.last == first && timing_.dated(noun.when)) d.when = noun.when;
    }
}

void Dating::subject_times(std::vector<Draft>& local) const {
    for (Draft& d : local) {
        of_named(d, local);
        if (d.noun || known(d.when) || !finite(d.tense) || d.modality != Modality::occurred) continue;
        const std::uint32_t verb = d.verb != no_index ? verbs_[d.verb].first : d.first;
        for (const Draft& noun : local) {
            if (!noun.noun || noun.clause != d.clause || noun.last > verb || noun.during || noun.after || noun.before) continue;
            const Trigger& subject = s_.lexicon.trigger(noun.trigger);
            if (noun.when.basis != Basis::clause || !timing_.dated(noun.when) || subject.is(meeting)) continue;
            const Trigger& trigger = s_.lexicon.trigger(d.trigger);
            // "L'élection du 3 mars a été annulée": what is done to it has another day.
            if (d.passive || (trigger.type != subject.type && !trigger.is(harm))) continue;
            d.when = noun.when;
        }
        // "se sont parlé trois fois depuis la visite de mai": some time from then on.
        for (const Draft& noun : local) {
            if (known(d.when) || !noun.noun || !noun.since || noun.clause != d.clause || noun.first < d.last || d.tense != Tense::past) continue;
            d.when = timing_.from_then(noun.when);
        }
    }
}

std::uint32_t Dating::time_first(const Draft& d) const { return d.when.time ? s_.in.findings.found[*d.when.time].first : d.last; }

} // namespace stoltenberg::event
