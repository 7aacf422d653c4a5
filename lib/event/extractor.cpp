#include "event/extractor.hpp"

#include <algorithm>

#include "event/cast.hpp"
#include "event/draft.hpp"
#include "event/finder.hpp"
#include "event/lexicon.hpp"
#include "event/modality.hpp"
#include "event/scene.hpp"
#include "event/timing.hpp"

namespace stoltenberg::event {
namespace {

using clause::Clause;
using clause::Tense;
using clause::Verb;

bool finite(Tense t) { return t != Tense::infinitive && t != Tense::participle && t != Tense::gerund; }

bool shares(const std::vector<Participant>& a, const std::vector<Participant>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](const Participant& x) { return std::any_of(b.begin(), b.end(), [&](const Participant& y) { return x.id == y.id; }); });
}

/// True if somebody who acts in the one acts in the other.
bool acts_in(const std::vector<Participant>& a, const std::vector<Participant>& b) {
    return std::any_of(a.begin(), a.end(), [&](const Participant& x) {
        return x.role == ParticipantRole::actor &&
               std::any_of(b.begin(), b.end(), [&](const Participant& y) { return x.id == y.id && y.role == ParticipantRole::actor; });
    });
}

bool known(const When& when) { return !when.edtf.empty() || when.interval || !when.open_value.empty(); }

constexpr std::uint32_t longest_sentence = 400; ///< words; what is longer is no sentence

class Run {
public:
    Run(const Input& input, const Lexicon& lexicon)
        : in_(input), lexicon_(lexicon), t_(input.text), verbs_(input.clauses.verbs), clauses_(input.clauses.clauses), scene_(input, lexicon),
          cast_(scene_), timing_(scene_) {}

    std::vector<Event> go() {
        for (std::uint32_t s = 0; s < t_.sentences.size(); ++s) {
            const text::Sentence& sentence = t_.sentences[s];
            if (sentence.first_word == sentence.last_word || scene_.skipped(sentence.first_word)) continue;
            if (sentence.last_word - sentence.first_word > longest_sentence) continue;
            const bool title = in_.title && in_.title->contains(sentence.range.begin);
            one_sentence(s, title);
        }
        anaphors();
        titles();
        std::vector<Event> out;
        for (const Draft& d : drafts_) {
            if (!dropped(d)) out.push_back(event(d));
        }
        std::stable_sort(out.begin(), out.end(), [](const Event& a, const Event& b) { return a.trigger.begin < b.trigger.begin; });
        return out;
    }

private:
    // ---- one sentence

    void one_sentence(std::uint32_t s, bool title) {
        const text::Sentence& sentence = t_.sentences[s];
        cast_.read_sentence(s);
        std::vector<Hit> hits = find_triggers(scene_, sentence.first_word, sentence.last_word);
        std::vector<Draft> local;
        std::vector<std::uint32_t> carriers; // for each draft: verb that carries it
        lead_ = in_.lead ? in_.lead->contains(sentence.range.begin) : (first_body_ == no_index || first_body_ == s);
        if (!title && first_body_ == no_index) first_body_ = s;

        nouns(hits, s, local, carriers);
        const std::size_t noun_count = local.size();
        for (const Hit& hit : hits) {
            const Trigger& trigger = lexicon_.trigger(hit.trigger);
            if (hit.noun || trigger.carrier) continue;
            if (trigger.statement && !finite(hit.tense) && !(trigger.is(appearance) && hit.tense == Tense::gerund)) continue;
            local.push_back(start(hit, s));
            carriers.push_back(no_index);
        }
        // Nouns take the expressions that are theirs, then verbs.
        std::vector<std::size_t> owned;
        for (std::size_t i = 0; i < noun_count; ++i) own_time(local[i], carriers[i], hits, owned);
        const std::size_t drafts = local.size();
        std::vector<Draft> extra;
        for (std::size_t i = 0; i < drafts; ++i) {
            Draft& d = local[i];
            const Trigger& trigger = lexicon_.trigger(d.trigger);
            d.title = title;
            if (d.noun) cast_.fill_noun(d, trigger, carriers[i], reach(d, hits));
            judge(d, trigger, scene_, carriers[i]);
            if (d.noun && carriers[i] == no_index && d.during && !known(d.when)) verb_time(d, no_index, owned);
            if (!d.noun || carriers[i] != no_index) {
                if (!known(d.when)) verb_time(d, carriers[i], owned);
                std::uint32_t until = reach(d, hits);
                if (std::optional<Draft> second = coordinated(d, trigger, owned, until)) {
                    const std::string place = second->place;
                    cast_.fill_verb(*second, trigger, time_first(*second), reach(d, hits));
                    if (second->second_place) second->place = place;
                    extra.push_back(std::move(*second));
                }
                if (!d.noun) cast_.fill_verb(d, trigger, 0, until);
            }
        }
        subject_times(local);
        // "lundi A et jeudi B": the second is an event of its own.
        for (Draft& d : extra) local.push_back(std::move(d));
        keep(local, carriers, noun_count);
        for (Draft& d : local) {
            finish(d);
            drafts_.push_back(std::move(d));
        }
        cast_.end_sentence();
    }

    /// "L'attentat de jeudi a tué dix soldats": the day of the noun is that of the verb.
    void subject_times(std::vector<Draft>& local) const {
        for (Draft& d : local) {
            if (d.noun || known(d.when) || !finite(d.tense) || d.modality != Modality::occurred) continue;
            const std::uint32_t verb = d.verb != no_index ? verbs_[d.verb].first : d.first;
            for (const Draft& noun : local) {
                if (!noun.noun || noun.clause != d.clause || noun.last > verb || noun.during || noun.after || noun.before) continue;
                if (noun.when.basis != Basis::clause || !timing_.dated(noun.when) || lexicon_.trigger(noun.trigger).is(meeting)) continue;
                d.when = noun.when;
            }
            // "se sont parlé trois fois depuis la visite de mai": some time from then on.
            for (const Draft& noun : local) {
                if (known(d.when) || !noun.noun || !noun.since || noun.clause != d.clause || noun.first < d.last || d.tense != Tense::past) continue;
                d.when = timing_.from_then(noun.when);
            }
        }
    }

    std::uint32_t time_first(const Draft& d) const { return d.when.time ? in_.findings.found[*d.when.time].first : d.last; }

    Draft start(const Hit& hit, std::uint32_t s) const {
        Draft d;
        d.trigger = hit.trigger;
        d.first = hit.first;
        d.last = hit.last;
        d.sentence = s;
        d.noun = hit.noun;
        d.plural = hit.plural;
        d.passive = hit.passive;
        d.tense = hit.tense;
        d.verb = hit.noun ? no_index : hit.verb;
        d.clause = static_cast<std::uint32_t>(scene_.clause(hit.first));
        d.quoted = scene_.quoted(hit.first);
        if (d.clause < clauses_.size()) {
            d.from = clauses_[d.clause].first;
            d.to = clauses_[d.clause].last;
            d.main = !d.noun && !clauses_[d.clause].subordinate && finite(d.tense);
        }
        if (d.verb != no_index) d.anterior = d.tense == Tense::past && scene_.starts(verbs_[d.verb].first, cls_anterior);
        return d;
    }

    // ---- nouns and the verbs that carry them

    void nouns(std::vector<Hit>& hits, std::uint32_t s, std::vector<Draft>& local, std::vector<std::uint32_t>& carriers) const {
        std::vector<std::uint32_t> carried(hits.size(), no_index);
        std::vector<std::uint32_t> carrying(hits.size(), no_index);
        for (std::size_t i = 0; i < hits.size(); ++i) {
            const Trigger& carrier = lexicon_.trigger(hits[i].trigger);
            if (hits[i].noun || !carrier.carrier) continue;
            const std::size_t n = noun_of(hits, i, carrier);
            if (n == hits.size() || carried[n] != no_index) continue;
            carried[n] = hits[i].verb;
            carrying[n] = static_cast<std::uint32_t>(i);
        }
        for (std::size_t i = 0; i < hits.size(); ++i) {
            if (!hits[i].noun) continue;
            Draft d = start(hits[i], s);
            const std::uint32_t v = carried[i];
            const bool is_carried = carrying[i] != no_index;
            if (is_carried) {
                const Hit& verb = hits[carrying[i]];
                const Trigger& carrier = lexicon_.trigger(verb.trigger);
                d.tense = verb.tense;
                d.verb = v;
                d.begins = carrier.mode == "begin";
                d.plan_carrier = carrier.is(plans);
                d.clause = static_cast<std::uint32_t>(scene_.clause(verb.first));
                if (d.clause < clauses_.size()) {
                    d.from = std::min(d.from, clauses_[d.clause].first);
                    d.to = std::max(d.to, clauses_[d.clause].last);
                    d.main = !clauses_[d.clause].subordinate && finite(d.tense);
                }
                if (v != no_index) d.anterior = d.tense == Tense::past && scene_.starts(verbs_[v].first, cls_anterior);
            } else {
                d.tense = Tense::present;
            }
            context(d);
            length(d);
            local.push_back(std::move(d));
            carriers.push_back(is_carried ? (v != no_index ? v : no_index) : no_index);
        }
    }

    std::size_t noun_of(const std::vector<Hit>& hits, std::size_t i, const Trigger& carrier) const {
        const Hit& verb = hits[i];
        const std::size_t c = scene_.clause(verb.first);
        if (c == clauses_.size()) return hits.size();
        const std::uint32_t from = clauses_[c].first;
        const std::uint32_t to = clauses_[c].last;
        const std::uint32_t first = verb.verb != no_index ? verbs_[verb.verb].first : verb.first;
        const bool passive = verb.passive;
        const bool left = carrier.roles == Roles::subject || passive;
        const auto good = [&](const Hit& h) { return h.noun; };
        if (left) {
            for (std::size_t k = i; k > 0; --k) {
                const Hit& h = hits[k - 1];
                if (!good(h)) {
                    if (!h.noun && h.first >= from && h.last <= first && h.verb != no_index && finite(verbs_[h.verb].tense)) break;
                    continue;
                }
                if (h.first < from) {
                    // The antecedent of "qui".
                    if (scene_.starts(from, cls_relative) && from - h.last <= 10 && h.first >= t_.sentences[clauses_[c].sentence].first_word)
                        return k - 1;
                    break;
                }
                // Head of the subject: the first good noun behind no preposition.
                std::size_t best = k - 1;
                for (std::size_t j = k - 1; j > 0 && hits[j - 1].first >= from; --j) {
                    if (good(hits[j - 1]) && hits[best].first > 0 && scene_.ends(hits[best].first - 1, cls_genitive | cls_oblique)) best = j - 1;
                }
                return best;
            }
            if (carrier.roles == Roles::subject) {
                // Inverted: "s'est tenue une réunion".
                for (std::size_t k = i + 1; k < hits.size() && hits[k].first < std::min(to, verb.last + 5); ++k) {
                    if (good(hits[k]) && !scene_.ends(hits[k].first - 1, cls_oblique | cls_genitive)) return k;
                }
            }
            if (passive || carrier.with.empty()) return hits.size();
        }
        for (std::size_t k = i + 1; k < hits.size() && hits[k].first < std::min(to, verb.last + 14); ++k) {
            if (!hits[k].noun) {
                if (hits[k].verb != no_index && finite(verbs_[hits[k].verb].tense)) break;
                continue;
            }
            if (good(hits[k])) return k;
        }
        return hits.size();
    }

    /// What stands in front of a noun.
    void context(Draft& d) const {
        const std::uint32_t begin = t_.sentences[d.sentence].first_word;
        for (std::uint32_t w = d.first; w > begin && w + 5 > d.first; --w) {
            const std::uint32_t p = w - 1;
            if (scene_.ends_phrase(p)) break;
            if (scene_.ends(p, cls_demonstrative)) d.demonstrative = true;
            if (scene_.ends(p, cls_definite)) d.anaphor = true;
            if (scene_.ends(p, cls_during)) d.during = true;
            if (scene_.ends(p, cls_before)) d.before = true;
            if (scene_.ends(p, cls_after)) d.after = true;
            if (scene_.ends(p, cls_since)) d.since = true;
            if (scene_.mention(p) != no_index || scene_.verb_with_head(p) != no_index) break;
        }
        if (d.first == begin && d.plural) d.anaphor = false;
    }

    /// "un sommet de deux jours"
    void length(Draft& d) const {
        const std::uint32_t limit = std::min(t_.sentences[d.sentence].last_word, d.last + 4);
        for (std::uint32_t w = d.last; w < limit; ++w) {
            const std::uint32_t i = scene_.time(w);
            if (i == no_index || !scene_.ends(w - 1, cls_length)) continue;
            const Timex& t = in_.times[i].timex;
            if (t.type == TimexType::duration && t.value.size() == 3 && t.value.ends_with('D') && t.value[1] >= '2' && t.value[1] <= '9') {
                d.length_days = t.value[1] - '0';
            }
            return;
        }
    }

    /// An expression that stands with the noun itself, or with the verb that carries it.
    void own_time(Draft& d, std::uint32_t carrier, const std::vector<Hit>& hits, std::vector<std::size_t>& owned) const {
        const std::uint32_t end = std::min(t_.sentences[d.sentence].last_word, d.last + 14);
        for (const std::size_t i : timing_.within(d.last, end)) {
            const auto& f = in_.findings.found[i];
            if (taken(owned, i)) continue;
            const bool other_noun = std::any_of(hits.begin(), hits.end(),
                                                [&](const Hit& h) { return h.noun && h.first >= d.last && h.last <= f.first; });
            bool verb_between = false;
            bool participle = false;
            for (std::uint32_t w = d.last; w < f.first; ++w) {
                const std::uint32_t v = scene_.verb(w);
                if (v == no_index) continue;
                if (verbs_[v].tense == Tense::participle)
                    participle = true;
                else
                    verb_between = true;
            }
            if (other_noun || verb_between) break;
            // A participle that is an event itself takes its own day; behind a comma or "que" another phrase begins.
            const bool own_event = std::any_of(hits.begin(), hits.end(), [&](const Hit& h) {
                return !h.noun && !lexicon_.trigger(h.trigger).carrier && h.first >= d.last && h.last <= f.first;
            });
            if (own_event) break;
            bool cut = false;
            for (std::uint32_t w = d.last; w < f.first; ++w) {
                cut = cut || (w > d.last && scene_.starts(w, cls_opening)) || (scene_.ends_phrase(w) && !participle);
            }
            cut = cut || (scene_.ends_phrase(d.last - 1) && !participle);
            if (cut) break;
            if (scene_.ends(f.first - 1, cls_since) || (f.first > 1 && scene_.ends(f.first - 2, cls_since))) break;
            const std::uint32_t gap = f.first - d.last;
            const bool genitive = timing_.belongs_to_noun(i) && gap <= 6;
            const bool direct = gap <= 1 && !scene_.ends_phrase(f.first - 1);
            const bool planned = participle && gap <= 8;
            // "depuis la visite de X à Rome en avril": all of the phrase speaks of the noun.
            const bool apart = (d.after || d.before || d.since) && gap <= 8;
            if (!genitive && !direct && !planned && !apart) break;
            take(d, i, owned);
            return;
        }
        // "la tenue vendredi d'un sommet"
        for (std::uint32_t w = d.first; w > 0 && w + 5 > d.first; --w) {
            const std::uint32_t i = scene_.time(w - 1);
            if (i == no_index) continue;
            const std::uint32_t first = in_.findings.found[i].first;
            if (first > 0 && scene_.ends(first - 1, cls_setting) && scene_.verb(first - 1) == no_index &&
                scene_.starts(in_.findings.found[i].last, cls_genitive) && timing_.dates(i) && !taken(owned, i)) {
                take(d, i, owned);
                return;
            }
            break;
        }
        (void)carrier;
    }

    static bool taken(const std::vector<std::size_t>& owned, std::size_t i) { return std::find(owned.begin(), owned.end(), i) != owned.end(); }

    void take(Draft& d, std::size_t i, std::vector<std::size_t>& owned) const {
        if (std::optional<When> when = timing_.read(i, d)) {
            d.when = std::move(*when);
            d.when.basis = Basis::clause;
            join_next(d, i);
            owned.push_back(i);
        }
    }

    /// "mercredi et jeudi", "les 10 et 11 mars": two days side by side are one stretch.
    void join_next(Draft& d, std::size_t i) const {
        if (i + 1 >= in_.times.size() || !timing_.dates(i + 1)) return;
        const auto& a = in_.findings.found[i];
        const auto& b = in_.findings.found[i + 1];
        if (b.first != a.last + 1 || !scene_.ends(a.last, cls_coordinator)) return;
        const std::optional<When> next = timing_.read(i + 1, d);
        if (!next || !next->interval || !d.when.interval || !d.when.interval->until || next->edtf.find('/') != std::string::npos) return;
        if (d.when.edtf.find('/') != std::string::npos || next->interval->from != d.when.interval->until) return;
        // A name behind the second day: that is another event.
        const std::size_t actor = scene_.actor_from(b.last);
        if (actor < scene_.actors().size() && scene_.actors()[actor].first <= b.last + 4 && scene_.actors()[actor].prep == Prep::none &&
            !scene_.actors()[actor].demonym && !scene_.ends_phrase(b.last - 1))
            return;
        d.when.edtf += "/" + next->edtf;
        d.when.interval->until = next->interval->until;
    }

    // ---- the time of a verb

    void verb_time(Draft& d, std::uint32_t carrier, const std::vector<std::size_t>& owned) const {
        if (d.clause >= clauses_.size()) return;
        const Clause& c = clauses_[d.clause];
        std::optional<std::size_t> best;
        std::uint32_t best_distance = 0;
        const auto consider = [&](std::uint32_t from, std::uint32_t to) {
            for (const std::size_t i : timing_.within(from, to)) {
                if (taken(owned, i) || timing_.belongs_to_noun(i)) continue;
                const auto& f = in_.findings.found[i];
                if (d.quoted != scene_.quoted(f.first)) continue;
                // "a promis lundi de soutenir": the day is that of the promise.
                if (d.tense == Tense::infinitive && !d.noun && f.first < d.first) continue;
                // "a accusé mardi X d'avoir bombardé": neither is it that of what was done before.
                if (!d.noun && d.verb != no_index && scene_.starts(verbs_[d.verb].first, cls_to_have) && f.first < d.first) continue;
                if (of_apposition(f, d, carrier, c)) continue;
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
                    if (verbs_[v].head > lo && verbs_[v].head < hi && verbs_[v].tense != Tense::participle)
                        distance += f.first > anchor_last ? 12 : 4;
                }
                if (in_.times[i].timex.type == TimexType::duration) distance += 6;
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
        // The sentence: what opened it, and clauses that tell of the same; not what was said when.
        const text::Sentence& sentence = t_.sentences[d.sentence];
        if (c.complement || (c.subordinate && !scene_.starts(c.first, cls_relative) && said_before(c.first, sentence.first_word))) return;
        for (std::uint32_t k = d.clause; k > 0 && clauses_[k - 1].sentence == d.sentence; --k) {
            const Clause& other = clauses_[k - 1];
            if (other.complement || other.conditional) continue;
            const bool relative = scene_.starts(other.first, cls_relative);
            if (relative && !c.subordinate) continue;
            if (reports(other) && !lexicon_.trigger(d.trigger).statement) {
                // "Lundi, X a dit Y et a signé Z": only an opening expression is shared.
                const std::vector<std::size_t> opening = timing_.within(other.first, std::min(other.first + 3, other.last));
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

    /// "X, en visite à Rome dès jeudi, a refusé", "la décision, attendue jeudi, sera": the day is not that of the verb.
    bool of_apposition(const time::Found& f, const Draft& d, std::uint32_t carrier, const Clause& c) const {
        const std::uint32_t verb = carrier != no_index ? carrier : d.verb;
        std::uint32_t p = f.first;
        while (p > c.first + 1 && f.first - p < 2 && scene_.verb(p - 1) == no_index &&
               scene_.starts(p - 1, cls_determiner | cls_inside | cls_oblique))
            --p;
        if (p > c.first + 1 && scene_.verb(p - 1) != no_index) {
            const std::uint32_t v = scene_.verb(p - 1);
            const bool other = v != verb && verbs_[v].tense == Tense::participle && verbs_[v].first == p - 1;
            if (other && scene_.verb_with_head(p - 1) != no_index && is_plan(p - 1)) return true;
        }
        // Between commas, behind three words and more.
        if (verb == no_index || f.last > verbs_[verb].first || !scene_.ends_phrase(f.last - 1)) return false;
        std::uint32_t first = f.first;
        while (first > c.first && !scene_.ends_phrase(first - 1)) --first;
        if (first <= c.first || f.first - first < 3) return false;
        for (std::uint32_t w = first; w < f.first; ++w) {
            if (scene_.verb(w) != no_index) return false;
        }
        return scene_.starts(first, cls_inside) && !scene_.starts(first, cls_during | cls_after | cls_before) &&
               scene_.mention(first + 1) == no_index && !scene_.starts(first + 1, cls_determiner);
    }

    /// "prévu", "attendue"
    bool is_plan(std::uint32_t w) const {
        bool plan = false;
        lexicon_.governors_at(t_, w, [&](std::uint32_t end, const std::vector<Inflection>& group) {
            if (end != t_.words[w].end) return;
            for (const Inflection& form : group)
                plan = plan || (form.tense == Tense::participle && lexicon_.cue(form.index).value == Modality::planned);
        });
        return plan;
    }

    /// A stretch without a verb, or whose verb is part of a time expression ("il y a deux semaines").
    bool only_time(const Clause& c) const {
        for (std::uint32_t v = c.first_verb; v < c.last_verb; ++v) {
            if (scene_.time(verbs_[v].first) == no_index) return false;
        }
        return true;
    }

    bool anterior(const Clause& c) const {
        for (std::uint32_t v = c.first_verb; v < c.last_verb; ++v) {
            if (verbs_[v].tense == Tense::past && scene_.starts(verbs_[v].first, cls_anterior)) return true;
        }
        return false;
    }

    bool reports(const Clause& c) const {
        for (std::uint32_t v = c.first_verb; v < c.last_verb; ++v) {
            if (finite(verbs_[v].tense)) return verbs_[v].reporting;
        }
        return false;
    }

    bool said_before(std::uint32_t word, std::uint32_t begin) const {
        const std::size_t c = scene_.clause(word);
        for (std::size_t k = c; k > 0; --k) {
            if (clauses_[k - 1].last <= begin) break;
            if (reports(clauses_[k - 1])) return true;
        }
        return false;
    }

    void set_time(Draft& d, std::size_t i, Basis basis) const {
        std::optional<When> when = timing_.read(i, d);
        if (!when) return;
        d.when = std::move(*when);
        if (d.when.basis != Basis::state) d.when.basis = basis;
        join_next(d, i);
    }

    /// "a reçu lundi A et jeudi B": gives the second, and narrows the reach of the first.
    std::optional<Draft> coordinated(const Draft& d, const Trigger& trigger, const std::vector<std::size_t>& owned, std::uint32_t& until) const {
        if (d.noun || !d.when.time || d.when.basis != Basis::clause || !finite(d.tense) || trigger.statement) return std::nullopt;
        const std::size_t i = *d.when.time;
        for (std::size_t k = i + 1; k < in_.times.size() && in_.findings.found[k].first < until; ++k) {
            const auto& f = in_.findings.found[k];
            if (!timing_.dates(k) || taken(owned, k) || timing_.belongs_to_noun(k)) continue;
            if (f.first == 0 || f.first < d.last) continue;
            // "à Kiev le 14 puis à Moscou le lendemain"
            std::uint32_t place = no_index;
            for (std::uint32_t w = f.first; w > in_.findings.found[i].last && w + 5 > f.first; --w) {
                const std::size_t x = scene_.actor_from(w);
                if (scene_.ends(w - 1, cls_coordinator) && x < scene_.actors().size() && scene_.actors()[x].last <= f.first &&
                    !scene_.actors()[x].place.empty())
                    place = static_cast<std::uint32_t>(x);
            }
            if (place != no_index) {
                Draft second = d;
                std::optional<When> when = timing_.read(k, second);
                if (!when || when->edtf == d.when.edtf) continue;
                second.when = std::move(*when);
                second.when.basis = Basis::clause;
                until = scene_.actors()[place].phrase;
                second.place = scene_.actors()[place].place;
                second.second_place = true;
                return second;
            }
            const bool joined = scene_.ends(f.first - 1, cls_coordinator) ||
                                (f.first > 1 && scene_.ends(f.first - 2, cls_coordinator) && scene_.ends(f.first - 1, cls_determiner | cls_inside));
            if (!joined || f.first <= in_.findings.found[i].last + 1) continue;
            const std::size_t a = scene_.actor_from(f.last);
            if (a >= scene_.actors().size() || scene_.actors()[a].first >= until || scene_.actors()[a].first > f.last + 10) continue;
            bool verb_between = false;
            for (std::uint32_t w = d.last; w < scene_.actors()[a].first; ++w) {
                const std::uint32_t v = scene_.verb_with_head(w);
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

    /// First word that a draft does not reach: the next verb that has objects of its own, or the end of the clause.
    std::uint32_t reach(const Draft& d, const std::vector<Hit>& hits) const {
        std::uint32_t until = d.clause < clauses_.size() ? clauses_[d.clause].last : t_.sentences[d.sentence].last_word;
        if (d.noun && d.first >= until) until = t_.sentences[d.sentence].last_word;
        for (const Hit& h : hits) {
            if (h.first < d.last || h.noun) continue;
            const Trigger& other = lexicon_.trigger(h.trigger);
            if (other.carrier && d.noun) continue;
            const std::uint32_t first = h.verb != no_index ? verbs_[h.verb].first : h.first;
            if (h.tense == Tense::participle) continue;
            until = std::min(until, std::max(first, d.last));
            break;
        }
        return until;
    }

    // ---- what stands

    /// Takes out nouns that only fill the place of an object, and verbs that repeat the main one.
    void keep(std::vector<Draft>& local, std::vector<std::uint32_t>& carriers, std::size_t noun_count) {
        std::vector<bool> out(local.size(), false);
        for (std::size_t i = 0; i < local.size(); ++i) {
            Draft& d = local[i];
            const Trigger& trigger = lexicon_.trigger(d.trigger);
            if (d.noun) {
                const bool carried = d.verb != no_index || (i < noun_count && carriers[i] != no_index) || d.main;
                out[i] = !noun_stands(d, trigger, carried, local, i);
            } else if (d.tense == Tense::participle) {
                // "les sanctions imposées": without its own day or agent no event.
                const bool agent = std::any_of(d.participants.begin(), d.participants.end(),
                                               [](const Participant& p) { return p.role == ParticipantRole::actor; });
                const bool own = d.when.basis == Basis::clause && d.when.time && near_time(d);
                if (!own && !agent) out[i] = true;
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
                if (lexicon_.trigger(main.trigger).type != lexicon_.trigger(d.trigger).type) continue;
                bool between = false;
                for (std::size_t m = 0; m < local.size(); ++m) {
                    between = between || (!local[m].noun && m != k && m != i && local[m].first > main.first && local[m].first < d.first &&
                                          finite(local[m].tense));
                }
                if (between) continue;
                for (const Participant& p : d.participants) {
                    const bool there = std::any_of(main.participants.begin(), main.participants.end(),
                                                   [&](const Participant& q) { return q.id == p.id; });
                    if (!there && p.id != main.place && main.participants.size() < 12) main.participants.push_back(p);
                }
                main.to = std::max(main.to, d.to);
                out[i] = true;
                break;
            }
        }
        std::vector<Draft> kept;
        for (std::size_t i = 0; i < local.size(); ++i) {
            if (!out[i]) kept.push_back(std::move(local[i]));
        }
        local = std::move(kept);
    }

    bool near_time(const Draft& d) const {
        const auto& f = in_.findings.found[*d.when.time];
        return f.first >= d.last ? f.first - d.last <= 6 : d.first - std::min(d.first, f.last) <= 3;
    }

    bool noun_stands(Draft& d, const Trigger& trigger, bool carried, const std::vector<Draft>& local, std::size_t self) {
        if (trigger.statement) return carried && known(d.when);
        if ((d.modality == Modality::hypothetical || d.modality == Modality::negated) && !carried) return !trigger.is(weak | body);
        if (carried) return true;
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
            const Trigger& verb = lexicon_.trigger(other.trigger);
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

    /// Time of the undated, modality by time, what is for a timeline at all.
    void finish(Draft& d) {
        const Trigger& trigger = lexicon_.trigger(d.trigger);
        if (d.when.basis == Basis::clause || d.when.basis == Basis::sentence) by_time(d, trigger);
        if (trigger.is(plans) && d.modality == Modality::occurred && timing_.is_past(d.when) && timing_.move_to_future(d.when))
            d.modality_why = "weekday ahead";
        if (trigger.is(plans) && d.modality == Modality::occurred && (!known(d.when) || !timing_.is_past(d.when))) {
            d.modality = Modality::planned;
            d.modality_why = trigger.why;
        }
        const bool dated = known(d.when);
        const bool real = d.modality == Modality::occurred || d.modality == Modality::ongoing || d.modality == Modality::reported;
        if (!dated && !d.title && real && !d.anaphor) undated(d, trigger);
        if (!dated && d.title) d.when = real ? timing_.written() : When{};
        if (d.anaphor && !dated && d.noun) return; // settled when all is read
        weigh(d, trigger);
    }

    void by_time(Draft& d, const Trigger& trigger) const {
        if (d.modality == Modality::planned && timing_.is_past(d.when)) {
            const bool obliged = d.tense == Tense::present && d.verb != no_index && verbs_[d.verb].obliged;
            const bool ahead = (d.noun && d.tense != Tense::imperfect) || d.tense == Tense::future || d.tense == Tense::conditional ||
                               d.tense == Tense::infinitive || obliged;
            if (ahead && timing_.move_to_future(d.when)) d.modality_why += d.modality_why.empty() ? "weekday ahead" : ", weekday ahead";
        } else if (d.modality == Modality::occurred && d.tense == Tense::present && !d.noun && d.verb == no_index && timing_.is_past(d.when) &&
                   timing_.move_to_future(d.when)) {
            // The clause room did not see this verb, so its weekday was read as past.
            d.modality = Modality::planned;
            d.modality_why = "weekday ahead";
        } else if ((d.modality == Modality::occurred || d.modality == Modality::ongoing) && timing_.is_future(d.when)) {
            if (!d.noun && d.tense == Tense::past && !trigger.is(plans) && d.when.edtf.find('/') == std::string::npos) {
                d.when = {}; // what was done was not done ahead: the day is that of something else
            } else if (d.when.edtf.find("..") == std::string::npos) {
                d.modality = Modality::planned;
                d.modality_why = "date ahead";
            }
        }
        if (d.modality == Modality::occurred && d.when.edtf.ends_with("/..") && !trigger.is(meeting)) d.modality = Modality::ongoing;
    }

    void undated(Draft& d, const Trigger& trigger) {
        if (d.quoted || d.first_person) return;
        if (d.modality == Modality::reported && d.tense == Tense::infinitive) return;
        // "pour avoir signé": before what is told, nobody says when.
        if (!d.noun && d.verb != no_index && scene_.starts(verbs_[d.verb].first, cls_to_have)) {
            if (d.modality != Modality::reported) d.when = timing_.until_written();
            return;
        }
        // "les députés qui ont voté": before what is told.
        if (!d.noun && d.clause < clauses_.size() && scene_.starts(clauses_[d.clause].first, cls_relative) && d.tense == Tense::past)
            d.background = true;
        if (d.pronoun != no_index && d.participants.empty() && focus_.known && focus_.sentence + 1 == d.sentence && focus_.participants.empty() &&
            d.main) {
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
        if (focus_.known && (acts_in(d.participants, focus_.participants) || (d.during && lead_))) {
            d.when = focus_.when;
            d.when.basis = Basis::focus;
            return;
        }
        const bool at_dct = !focus_.known || focus_.when.edtf == timing_.written().edtf;
        d.when = at_dct ? timing_.written() : timing_.until_written();
    }

    void weigh(Draft& d, const Trigger& trigger) {
        const bool own = d.when.basis == Basis::clause || d.when.basis == Basis::sentence;
        const bool explicit_day = d.when.basis == Basis::clause;
        const bool real = d.modality == Modality::occurred || d.modality == Modality::ongoing || d.modality == Modality::reported;
        d.aside = (d.quoted && !explicit_day) || (d.first_person && !own) || (trigger.is(soft) && !explicit_day && !(lead_ && real)) ||
                  (d.modality == Modality::planned && !own) || (d.anterior && !own);
        if (d.clause < clauses_.size() && !explicit_day && !d.noun) {
            const Clause& c = clauses_[d.clause];
            // "les forces qui menacent": no event, a quality.
            if (c.subordinate && d.tense == Tense::present && !trigger.is(state)) d.aside = true;
            if (d.tense == Tense::infinitive && !own) d.aside = true;
        }
        if (d.participants.empty() && !own && !lead_) d.aside = true;
        if (d.participants.empty() && d.place.empty() && (!own || (!d.main && !(d.noun && d.verb != no_index))) && trigger.type != "DISASTER" &&
            trigger.type != "ELECTION" && !(own && (trigger.type == "JUSTICE" || trigger.type == "DEATH")))
            d.aside = true;
        if (trigger.is(person_only) && !d.participants.empty() &&
            std::none_of(d.participants.begin(), d.participants.end(), [](const Participant& p) { return p.id.starts_with("person/"); }))
            d.aside = true;
        if (trigger.is(forces_only) &&
            std::any_of(d.participants.begin(), d.participants.end(), [](const Participant& p) { return p.id.starts_with("person/"); }))
            d.aside = true;
        // Saying something at a place on a day: who said it was there.
        if (trigger.is(appearance) && explicit_day && real && !d.place.empty() && !d.participants.empty() &&
            d.participants.front().id.starts_with("person/")) {
            d.aside = false;
        }
        if (!d.quoted && !d.title && real && !d.aside) follow(d, trigger, own);
    }

    /// The day and the people the text goes on about.
    void follow(const Draft& d, const Trigger& trigger, bool own) {
        if (trigger.is(meeting) || trigger.type == "CONSULT") cast_.met(d.participants);
        if (own && d.main && d.when.granularity != "week" && day_level(d.when) && !d.anterior && d.when.basis == Basis::clause) {
            focus_.known = true;
            focus_.when = d.when;
            focus_.participants = d.participants;
            focus_.sentence = d.sentence;
        } else if (focus_.known && d.when.basis == Basis::focus) {
            for (const Participant& p : d.participants) {
                if (focus_.participants.size() < 16) focus_.participants.push_back(p);
            }
        } else if (!focus_.known && d.when.basis == Basis::dct && known(d.when)) {
            focus_.known = true;
            focus_.when = d.when;
            focus_.participants = d.participants;
        }
    }

    static bool day_level(const When& when) {
        return when.granularity == "day" || when.granularity == "daypart" || when.granularity == "minute" || when.granularity == "hour";
    }

    // ---- the whole document

    bool compatible(const Draft& a, const Draft& b) const {
        const Trigger& x = lexicon_.trigger(a.trigger);
        const Trigger& y = lexicon_.trigger(b.trigger);
        if (x.type != y.type || x.statement) return false;
        // "l'attaque" may be any attack, but "l'invasion" is not the last missile.
        if (!x.is(meeting) && !a.demonstrative && x.mode != y.mode) return false;
        if (!x.mode.empty() && !y.mode.empty() && x.mode != y.mode && (x.mode == "phone" || y.mode == "phone")) return false;
        return true;
    }

    bool stands(const Draft& d) const {
        return !(d.anaphor && d.noun && !known(d.when)) && d.modality != Modality::negated && d.modality != Modality::hypothetical && !d.title;
    }

    void anaphors() {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            Draft& d = drafts_[i];
            if (!d.noun || !d.anaphor || d.title || d.quoted || lexicon_.trigger(d.trigger).is(state)) continue;
            if (known(d.when) && d.when.basis == Basis::clause) continue;
            if (d.modality == Modality::negated || d.modality == Modality::hypothetical) continue;
            const Draft* found = nullptr;
            const std::size_t window = 40;
            for (std::size_t k = i; k > 0 && i - k < window && found == nullptr && !d.before; --k) {
                const Draft& other = drafts_[k - 1];
                if (stands(other) && compatible(d, other) && fits(d, other)) found = &other;
            }
            for (std::size_t k = i + 1; k < drafts_.size() && k - i < window && found == nullptr; ++k) {
                const Draft& other = drafts_[k];
                if (stands(other) && compatible(d, other) &&
                    (shares(d.participants, other.participants) || (d.length_days > 0 && d.participants.empty())))
                    found = &other;
            }
            for (std::size_t k = i; k > 0 && i - k < window && found == nullptr && d.before; --k) {
                const Draft& other = drafts_[k - 1];
                if (stands(other) && compatible(d, other) && fits(d, other)) found = &other;
            }
            if (found == nullptr) {
                const bool told = !d.place.empty() && !d.participants.empty() && !d.before && !d.after;
                if (told) {
                    d.anaphor = false;
                    const bool real = d.modality == Modality::occurred || d.modality == Modality::ongoing || d.modality == Modality::reported;
                    if (!known(d.when)) sentence_time(d);
                    if (!known(d.when) && real) d.when = timing_.until_written();
                    d.aside = !known(d.when);
                }
                continue;
            }
            d.when = found->when;
            d.when.basis = Basis::antecedent;
            d.modality = found->modality;
            for (const Participant& p : found->participants) {
                const bool there = std::any_of(d.participants.begin(), d.participants.end(), [&](const Participant& q) { return q.id == p.id; });
                if (!there && d.participants.size() < 12) d.participants.push_back(p);
            }
            if (d.place.empty()) d.place = found->place;
            d.aside = found->aside;
            if (d.length_days > 0 && found->length_days == 0)
                drafts_[static_cast<std::size_t>(found - drafts_.data())].length_days = d.length_days;
            else if (found->length_days > 0)
                d.length_days = found->length_days;
        }
        for (Draft& d : drafts_) {
            if (d.length_days > 1 && d.noun) timing_.lengthen(d.when, d.length_days);
        }
    }

    /// A noun with actor and place takes the time of its sentence.
    void sentence_time(Draft& d) const {
        std::vector<std::size_t> owned;
        verb_time(d, no_index, owned);
        if (known(d.when)) d.when.basis = Basis::sentence;
    }

    bool fits(const Draft& d, const Draft& other) const {
        if (d.participants.empty()) return true;
        if (shares(d.participants, other.participants)) return true;
        return other.participants.empty();
    }

    /// A title repeats what the text tells; it speaks only when the text is silent.
    void titles() {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (!drafts_[i].title) continue;
            Draft& d = drafts_[i];
            const bool told = std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& other) {
                return !other.title && lexicon_.trigger(other.trigger).type == lexicon_.trigger(d.trigger).type &&
                       (d.participants.empty() || shares(d.participants, other.participants));
            });
            const bool twice = std::any_of(drafts_.begin(), drafts_.begin() + static_cast<std::ptrdiff_t>(i), [&](const Draft& other) {
                return other.title && lexicon_.trigger(other.trigger).type == lexicon_.trigger(d.trigger).type;
            });
            if (told || twice || d.noun || d.participants.empty()) d.aside = true;
        }
    }

    bool dropped(const Draft& d) const {
        if (d.title && d.aside) return true;
        const bool real = d.modality != Modality::negated && d.modality != Modality::hypothetical;
        return d.noun && d.anaphor && real && !known(d.when) && d.when.basis != Basis::antecedent;
    }

    // ---- output

    std::string name_of(const std::string& id) const {
        for (const entity::Mention& m : in_.entities.mentions) {
            if (!m.ids.empty() && m.ids.front() == id && m.form != Form::demonym) return m.name;
        }
        for (const entity::Mention& m : in_.entities.mentions) {
            if (!m.ids.empty() && (m.ids.front() == id || m.metonym == id)) return m.name;
        }
        return {};
    }

    Range stretch(Draft& d) const {
        // Clauses that hang on the one that carries the event belong to it; coordinators in front do not.
        std::uint32_t from = std::min(d.from, d.first);
        std::uint32_t to = std::max(d.to, d.last);
        if (d.clause < clauses_.size()) {
            for (std::uint32_t k = d.clause + 1; k < clauses_.size() && clauses_[k].sentence == d.sentence && clauses_[k].first == to; ++k) {
                const bool bare = clauses_[k].first_verb == clauses_[k].last_verb;
                if (!clauses_[k].subordinate && !bare) break;
                if (clauses_[k].last - from > 70) break;
                to = clauses_[k].last;
            }
            for (std::uint32_t k = d.clause; k > 0 && clauses_[k - 1].sentence == d.sentence && clauses_[k - 1].last == from; --k) {
                if (clauses_[k - 1].first_verb != clauses_[k - 1].last_verb || to - clauses_[k - 1].first > 70) break;
                from = clauses_[k - 1].first;
            }
            const bool relative = scene_.starts(from, cls_relative);
            if (d.noun && relative && d.first >= from && clauses_[d.clause].first > t_.sentences[d.sentence].first_word) {
                // A noun in a relative clause reads better with what it hangs on.
                if (d.clause > 0 && clauses_[d.clause - 1].sentence == d.sentence && to - clauses_[d.clause - 1].first <= 70)
                    from = clauses_[d.clause - 1].first;
            }
        }
        while (from < d.first && scene_.starts(from, cls_coordinator | cls_opening) && from != d.pronoun && scene_.mention(from) == no_index) {
            // "alors que", "si bien que": all of the opening.
            do ++from;
            while (from < d.first && !scene_.ends(from - 1, cls_coordinator | cls_opening));
        }
        if (to > from + 120) to = std::max(d.last, from + 120);
        d.from = from;
        d.to = to;
        return {t_.words[from].begin, t_.words[to - 1].end};
    }

    std::string summary(const Draft& d, Range range) const {
        std::string out;
        std::string name = d.pronoun_name.empty() ? std::string() : name_of(d.pronoun_name);
        const auto part = [&](std::uint32_t begin, std::uint32_t end) {
            if (begin < end) out += t_.surface({begin, end});
        };
        if (!name.empty() && d.pronoun != no_index && range.contains(t_.words[d.pronoun].begin)) {
            std::uint32_t behind = d.pronoun + 1;
            if (!scene_.starts(d.pronoun, cls_relative)) {
                while (behind < t_.words.size() && !scene_.ends(behind - 1, cls_third_person)) ++behind;
            }
            part(range.begin, t_.words[d.pronoun].begin);
            if (!out.empty() && t_.words[d.pronoun].begin > range.begin) {
                const std::string_view gap = t_.gap_after(d.pronoun - 1);
                out += gap.find(' ') != std::string_view::npos && out.back() != ' ' ? " " : "";
            }
            out += "[" + name + "]";
            const std::uint32_t rest = behind <= t_.words.size() ? t_.words[behind - 1].end : range.end;
            if (rest < range.end) out += t_.surface({rest, range.end});
        } else {
            const std::uint32_t verb_first = d.verb != no_index ? verbs_[d.verb].first : d.first;
            if (!name.empty() && d.subject_missing && verb_first <= d.from + 3) out = "[" + name + "] ";
            part(range.begin, range.end);
        }
        // One line.
        std::string clean;
        for (const char c : out) {
            const bool space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
            if (space && (clean.empty() || clean.back() == ' ')) continue;
            clean.push_back(space ? ' ' : c);
        }
        return clean;
    }

    Event event(const Draft& draft) const {
        Draft d = draft;
        const Trigger& trigger = lexicon_.trigger(d.trigger);
        Event out;
        out.range = stretch(d);
        out.trigger = {t_.words[d.first].begin, t_.words[d.last - 1].end};
        out.time = d.when.time;
        out.dct_assumed = d.when.basis == Basis::dct;
        stoltenberg::Event& e = out.event;
        e.type = trigger.type;
        e.mode = trigger.mode;
        const bool appears = trigger.is(appearance) && d.when.basis == Basis::clause && !d.place.empty() && !d.participants.empty() &&
                             d.participants.front().id.starts_with("person/") && d.modality == Modality::occurred;
        if (appears) {
            e.type = appearance_type;
            e.mode = appearance_mode;
        }
        e.modality = d.modality;
        e.edtf = d.when.edtf;
        e.interval = d.when.interval;
        e.granularity = d.when.granularity;
        e.open_value = d.when.open_value;
        e.participants = d.participants;
        e.place = d.place;
        std::string why = trigger.why;
        if (!d.modality_why.empty()) why += " " + d.modality_why;
        e.summary = summary(d, out.range);
        e.why = std::move(why);
        e.basis = basis_name(d.when.basis);
        e.aside = d.aside;
        return out;
    }

    static std::string_view basis_name(Basis b) {
        switch (b) {
        case Basis::clause: return "clause";
        case Basis::sentence: return "sentence";
        case Basis::antecedent: return "antecedent";
        case Basis::focus: return "focus";
        case Basis::dct: return "dct";
        case Basis::state: return "state";
        case Basis::none: return "";
        }
        return "";
    }

    static constexpr std::string_view appearance_type = "CONSULT";
    static constexpr std::string_view appearance_mode = "visit";

    struct Focus {
        bool known = false;
        When when;
        std::vector<Participant> participants;
        std::uint32_t sentence = 0;
    };

    const Input& in_;
    const Lexicon& lexicon_;
    const text::Text& t_;
    const std::vector<Verb>& verbs_;
    const std::vector<Clause>& clauses_;
    Scene scene_;
    Cast cast_;
    Timing timing_;
    std::vector<Draft> drafts_;
    Focus focus_;
    bool lead_ = false;
    std::uint32_t first_body_ = no_index;
};

} // namespace

struct Extractor::Impl {
    Lexicon lexicon;
};

Extractor::Extractor(const data::Pack& pack, std::string_view language) : impl_(std::make_unique<const Impl>(Impl{Lexicon(pack, language)})) {}
Extractor::~Extractor() = default;
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;

std::vector<Event> Extractor::extract(const Input& input) const { return Run(input, impl_->lexicon).go(); }

} // namespace stoltenberg::event
