#include "event/extractor.hpp"

#include <algorithm>

#include "event/antecedents.hpp"
#include "event/cast.hpp"
#include "event/dating.hpp"
#include "event/draft.hpp"
#include "event/finder.hpp"
#include "event/lexicon.hpp"
#include "event/modality.hpp"
#include "event/nouns.hpp"
#include "event/report.hpp"
#include "event/scene.hpp"
#include "event/settling.hpp"
#include "event/standing.hpp"
#include "event/timing.hpp"

namespace stoltenberg::event {
namespace {

using clause::Clause;
using clause::Tense;
using clause::Verb;

constexpr std::uint32_t longest_sentence = 400; ///< words; what is longer is no sentence

/// One document. A sentence flows: finder (triggers) -> nouns (drafts) -> dating, cast, modality -> standing (what is an event) -> settling (what
/// it is worth); then the document: antecedents, titles, report.
class Run {
public:
    Run(const Input& input, const Lexicon& lexicon)
        : in_(input), lexicon_(lexicon), t_(input.text), verbs_(input.clauses.verbs), clauses_(input.clauses.clauses), scene_(input, lexicon),
          subjects_(scene_), cast_(scene_, subjects_), timing_(scene_), nouns_(scene_), dating_(scene_, timing_),
          settling_(scene_, timing_, subjects_), report_(scene_) {}

    std::vector<Event> go() {
        for (std::uint32_t s = 0; s < t_.sentences.size(); ++s) {
            const text::Sentence& sentence = t_.sentences[s];
            if (sentence.first_word == sentence.last_word || scene_.skipped(sentence.first_word)) continue;
            if (sentence.last_word - sentence.first_word > longest_sentence) continue;
            const bool title = in_.title && in_.title->contains(sentence.range.begin);
            one_sentence(s, title);
        }
        point_back(drafts_, scene_, timing_, dating_);
        weigh_titles(drafts_, lexicon_);
        std::vector<Draft*> standing;
        standing.reserve(drafts_.size());
        for (Draft& d : drafts_) {
            if (!dropped(d)) standing.push_back(&d);
        }
        std::stable_sort(standing.begin(), standing.end(), [](const Draft* a, const Draft* b) { return a->first < b->first; });
        std::vector<Event> out;
        out.reserve(standing.size());
        for (Draft* d : standing) out.push_back(report_.event(*d));
        return out;
    }

private:
    // ---- one sentence

    void one_sentence(std::uint32_t s, bool title) {
        const text::Sentence& sentence = t_.sentences[s];
        unread_.push_back(s);
        const bool lead = in_.lead ? in_.lead->contains(sentence.range.begin) : (first_body_ == no_index || first_body_ == s);
        if (!title && first_body_ == no_index) first_body_ = s;

        const std::vector<Hit> hits = find_triggers(scene_, sentence.first_word, sentence.last_word);
        if (hits.empty()) return;
        std::vector<Draft> local;
        local.reserve(hits.size());
        std::vector<std::uint32_t> carriers; // for each draft: verb that carries it
        nouns_.add(hits, s, local, carriers);
        const std::size_t noun_count = local.size();
        for (const Hit& hit : hits) {
            const Trigger& trigger = lexicon_.trigger(hit.trigger);
            if (hit.noun || trigger.carrier) continue;
            if (trigger.statement && !finite(hit.tense) && !(trigger.is(appearance) && hit.tense == Tense::gerund)) continue;
            Draft d = nouns_.start(hit, s);
            if (trigger.echo) {
                const Draft* told = told_before(d, local);
                if (told == nullptr) continue;
                d.echo = d.trigger;
                d.trigger = told->trigger;
            }
            local.push_back(std::move(d));
            carriers.push_back(no_index);
        }
        if (local.empty()) return;
        read_subjects();
        // Nouns take the expressions that are theirs, then verbs.
        std::vector<std::size_t> owned;
        for (std::size_t i = 0; i < noun_count; ++i) dating_.own_time(local[i], hits, owned);
        const std::size_t drafts = local.size();
        scene_.look_for_cues(sentence.first_word, sentence.last_word);
        std::vector<Draft> extra;
        for (std::size_t i = 0; i < drafts; ++i) {
            Draft& d = local[i];
            const Trigger& trigger = lexicon_.trigger(d.trigger);
            d.title = title;
            if (d.noun) cast_.fill_noun(d, trigger, carriers[i], reach(d, hits), next_noun(d, hits));
            judge(d, trigger, scene_, carriers[i]);
            if (d.noun && carriers[i] == no_index && d.during && !known(d.when)) dating_.verb_time(d, no_index, owned);
            if (!d.noun || carriers[i] != no_index) {
                if (!known(d.when)) dating_.verb_time(d, carriers[i], owned);
                std::uint32_t until = reach(d, hits);
                if (std::optional<Draft> second = dating_.coordinated(d, trigger, owned, until)) {
                    const Id place = second->place;
                    cast_.fill_verb(*second, trigger, dating_.time_first(*second), reach(d, hits));
                    if (second->second_place) second->place = place;
                    extra.push_back(std::move(*second));
                }
                if (!d.noun) cast_.fill_verb(d, trigger, 0, until);
                if (d.echo != no_index) share_recipients(d, local);
            }
        }
        call_off(local, noun_count, extra);
        claims(local, sentence);
        before_said(local);
        dating_.subject_times(local);
        // "lundi A et jeudi B": the second is an event of its own.
        for (Draft& d : extra) local.push_back(std::move(d));
        keep(local, carriers, noun_count, scene_, timing_);
        for (Draft& d : local) {
            settling_.finish(d, lead, drafts_);
            drafts_.push_back(std::move(d));
        }
        subjects_.end_sentence();
    }

    /// Subjects up to the last sentence begun: those of sentences that tell of nothing are known only once one follows that does.
    void read_subjects() {
        for (std::size_t i = 0; i < unread_.size(); ++i) {
            if (i > 0) subjects_.end_sentence();
            subjects_.read_sentence(unread_[i]);
        }
        unread_.clear();
    }

    /// "Paris a expulsé dix diplomates. Berlin a fait de même": what was told last, in this sentence or the one before.
    const Draft* told_before(const Draft& d, const std::vector<Draft>& local) const {
        const Draft* told = nullptr;
        const auto look = [&](const std::vector<Draft>& drafts) { // of many, only the last sentences
            for (auto it = drafts.rbegin(); it != drafts.rend() && it->sentence + 1 >= d.sentence; ++it) {
                const Draft& other = *it;
                if (other.title || other.last > d.first || lexicon_.trigger(other.trigger).statement) continue;
                if (other.noun ? other.verb == no_index : !finite(other.tense)) continue; // "a condamné l'attaque": the condemnation
                if (told == nullptr || other.first > told->first) told = &other;
            }
        };
        look(local);
        if (told == nullptr) look(drafts_);
        return told == nullptr || told->modality == Modality::negated || told->modality == Modality::hypothetical ? nullptr : told;
    }

    /// They do it to the same.
    void share_recipients(Draft& d, const std::vector<Draft>& local) const {
        const auto recipient = [](const Part& p) { return p.role == ParticipantRole::recipient; };
        const Draft* told = told_before(d, local);
        if (told == nullptr || std::any_of(d.participants.begin(), d.participants.end(), recipient)) return;
        for (const Part& p : told->participants) {
            const bool there = std::any_of(d.participants.begin(), d.participants.end(), [&](const Part& own) { return own.id == p.id; });
            if (recipient(p) && !there) d.participants.push_back(p);
        }
    }

    /// "X est mort jeudi, a annoncé sa famille": what stands in front of an inverted verb of saying is that one's claim.
    void claims(std::vector<Draft>& local, const text::Sentence& sentence) const {
        const auto first = std::lower_bound(clauses_.begin(), clauses_.end(), sentence.first_word,
                                            [](const Clause& c, std::uint32_t w) { return c.first < w; });
        for (auto c = first; c != clauses_.end() && c->first < sentence.last_word; ++c) {
            if (c->subordinate || c->first == sentence.first_word || c->first_verb == c->last_verb || !scene_.ends_phrase(c->first - 1)) continue;
            const Verb& verb = verbs_[c->first_verb];
            // "a indiqué X", "a-t-il ajouté": the verb opens the clause, nobody is named in front of it.
            if (!verb.reporting || !finite(verb.tense) || verb.negated || verb.first > c->first + 1) continue;
            const Subject subject = subjects_.of(c->first_verb, verb.first);
            bool pronoun = false;
            for (std::uint32_t w = verb.first; w < verb.last; ++w) pronoun = pronoun || scene_.starts(w, cls_third_person);
            if (subject.first_person || !(subject.inverted || pronoun)) continue;
            for (Draft& d : local) {
                if (d.last > c->first || d.quoted || d.title || lexicon_.trigger(d.trigger).statement || lexicon_.trigger(d.trigger).is(plans))
                    continue;
                if (d.modality != Modality::occurred && d.modality != Modality::ongoing) continue;
                d.modality = Modality::reported;
                d.modality_why = "reporting clause";
                if (!subject.ids.empty()) d.said_by = subject.ids.front();
                // Said on a day: it was before that day is over.
                if (!known(d.when) && !d.anterior) d.when = said_when(local, *c);
            }
        }
    }

    /// "a annoncé samedi avoir pris la ville": it was before that day is over.
    void before_said(std::vector<Draft>& local) const {
        for (Draft& d : local) {
            if (d.noun || known(d.when) || d.modality != Modality::occurred || d.verb == no_index ||
                !scene_.starts(verbs_[d.verb].first, cls_to_have))
                continue;
            for (const Draft& said : local) {
                if (said.noun || said.clause != d.clause || said.last > d.first || d.first - said.last > 8 || !finite(said.tense) ||
                    !lexicon_.trigger(said.trigger).statement || said.when.basis != Basis::clause || !timing_.dated(said.when))
                    continue;
                d.when = timing_.until(said.when);
                d.when.basis = Basis::clause;
            }
        }
    }

    /// "la visite, qui devait débuter jeudi, a été annulée": only subordinate clauses between the noun and the verb.
    bool head_of(std::uint32_t noun, const Draft& verb) const {
        const std::size_t from = scene_.clause(noun);
        for (std::size_t c = from + 1; c <= verb.clause && c < clauses_.size(); ++c) {
            const bool last = c == verb.clause && !clauses_[c].subordinate;
            if (!clauses_[c].subordinate && !last) return false;
        }
        return from < verb.clause && clauses_[from].sentence == verb.sentence && !clauses_[from].subordinate &&
               clauses_[from].first_verb == clauses_[from].last_verb;
    }

    /// Up to the day that the clause of a verb of saying names.
    When said_when(const std::vector<Draft>& local, const Clause& c) const {
        for (const Draft& d : local) {
            if (d.noun || d.first < c.first || d.first >= c.last || d.when.basis != Basis::clause || !timing_.dated(d.when)) continue;
            When when = timing_.until(d.when);
            when.basis = Basis::clause;
            return when;
        }
        return {};
    }

    /// "le sommet prévu mardi est annulé", "Paris a reporté la visite à jeudi": what is called off does not stand; what has a new day takes it.
    void call_off(std::vector<Draft>& local, std::size_t noun_count, std::vector<Draft>& former) const {
        for (std::size_t i = noun_count; i < local.size(); ++i) {
            const Draft& verb = local[i];
            const Trigger& trigger = lexicon_.trigger(verb.trigger);
            const bool postponed = trigger.is(moves);
            const bool banned = trigger.mode == "ban"; // "la manifestation prévue samedi a été interdite"
            if ((!postponed && !banned && trigger.mode != "cancel") || verb.modality == Modality::negated || verb.modality == Modality::hypothetical)
                continue;
            Draft* noun = nullptr;
            for (std::size_t k = 0; k < noun_count; ++k) {
                Draft& d = local[k];
                const bool left = d.last <= verb.first && (d.clause == verb.clause || head_of(d.first, verb));
                const bool right = d.clause == verb.clause && d.first >= verb.last && d.first < verb.last + 10;
                // The head of the subject, or the object: the first noun on its side.
                if (verb.passive ? left : right) {
                    noun = &d;
                    break;
                }
            }
            if (noun == nullptr) continue;
            // A vote of last week that is annulled took place.
            if (banned && noun->modality != Modality::planned && !timing_.is_future(noun->when)) continue;
            const bool over = noun->modality != Modality::planned && timing_.is_past(noun->when) && !lexicon_.trigger(noun->trigger).is(meeting);
            if (over) continue;
            noun->aside = false;
            noun->called_off = true;
            noun->modality = Modality::negated;
            noun->modality_why = trigger.why;
            if (!postponed) continue;
            std::optional<When> later = dating_.new_day(verb, *noun);
            if (!later) continue;
            if (timing_.dated(noun->when)) former.push_back(*noun); // the plan that no longer holds
            noun->modality = Modality::planned;
            noun->when = std::move(*later);
        }
    }

    /// Where another noun begins that may have a place of its own: "la visite suit un déplacement à Kiev".
    static std::uint32_t next_noun(const Draft& d, const std::vector<Hit>& hits) {
        for (const Hit& h : hits) {
            if (h.noun && h.first >= d.last) return h.first;
        }
        return no_index;
    }

    /// First word that a draft does not reach: the next verb that has objects of its own, or the end of the clause.
    std::uint32_t reach(const Draft& d, const std::vector<Hit>& hits) const {
        std::uint32_t until = d.clause < clauses_.size() ? clauses_[d.clause].last : t_.sentences[d.sentence].last_word;
        if (d.noun && d.first >= until) until = t_.sentences[d.sentence].last_word;
        // "Le paquet, sur lequel ils s'étaient entendus, vise X": behind the comma that closes it the main clause goes on.
        if (d.clause < clauses_.size()) {
            for (std::uint32_t v = clauses_[d.clause].first_verb; v < clauses_[d.clause].last_verb; ++v) {
                if (verbs_[v].first >= d.last && finite(verbs_[v].tense) && scene_.ends_phrase(verbs_[v].first - 1))
                    until = std::min(until, verbs_[v].first);
            }
        }
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

    const Input& in_;
    const Lexicon& lexicon_;
    const text::Text& t_;
    const std::vector<Verb>& verbs_;
    const std::vector<Clause>& clauses_;
    Scene scene_;
    Subjects subjects_;
    Cast cast_;
    Timing timing_;
    Nouns nouns_;
    Dating dating_;
    Settling settling_;
    Report report_;
    std::vector<Draft> drafts_;
    std::vector<std::uint32_t> unread_; ///< sentences whose subjects nobody has asked for
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
