#include "event/modality.hpp"

#include <algorithm>

namespace stoltenberg::event {
namespace {

using clause::Clause;
using clause::Tense;
using clause::Verb;

class Judge {
public:
    Judge(Draft& draft, const Trigger& trigger, const Scene& scene, std::uint32_t carrier)
        : d_(draft), trigger_(trigger), s_(scene), t_(scene.text), verbs_(scene.in.clauses.verbs), clauses_(scene.in.clauses.clauses),
          carrier_(carrier) {
        const text::Sentence& sentence = t_.sentences[d_.sentence];
        const auto before = [](const Verb& v, std::uint32_t w) { return v.first < w; };
        first_verb_ = static_cast<std::uint32_t>(std::lower_bound(verbs_.begin(), verbs_.end(), sentence.first_word, before) - verbs_.begin());
        end_verb_ = static_cast<std::uint32_t>(std::lower_bound(verbs_.begin(), verbs_.end(), sentence.last_word, before) - verbs_.begin());
    }

    void run() {
        set(Modality::occurred, {});
        if (d_.clause >= clauses_.size()) return;
        const Clause& c = clauses_[d_.clause];
        if (!d_.noun || carrier_ != no_index) {
            const std::uint32_t v = d_.noun ? carrier_ : d_.verb;
            by_tense(v, c);
            if (!strong() || (bare_ && !final_)) by_governor(d_.noun ? verb_first(v) : (v != no_index ? verbs_[v].first : d_.first), c);
        }
        if (d_.noun) by_noun(c);
        by_clause(c);
        if (c.conditional && d_.modality != Modality::negated) set(Modality::hypothetical, "conditional clause");
    }

private:
    void set(Modality m, std::string_view why) {
        d_.modality = m;
        d_.modality_why = why;
    }
    bool strong() const { return d_.modality == Modality::negated || d_.modality == Modality::hypothetical; }
    std::uint32_t verb_first(std::uint32_t v) const { return v != no_index ? verbs_[v].first : d_.first; }

    void by_tense(std::uint32_t v, const Clause& c) {
        const Tense tense = d_.tense;
        if (v != no_index) {
            const Verb& verb = verbs_[v];
            if (verb.negated) return set(Modality::negated, "negation");
            if (verb.modal) {
                if (verb.obliged) return set(verb.tense == Tense::past ? Modality::occurred : Modality::planned, "obligation");
                const Cue* cue = governor_at(verb.first);
                return set(cue != nullptr ? cue->value : Modality::hypothetical, cue != nullptr ? std::string_view(cue->why) : "modal verb");
            }
            if (tense == Tense::past && s_.starts(verb.first, cls_hearsay)) {
                // The conditional perfect of the press: a claim; behind "si" a dream.
                return set(Modality::reported, "conditional perfect");
            }
        }
        // "nie avoir signé": the clause room calls it past; a verb in front governs it.
        if (v != no_index && s_.starts(verbs_[v].first, cls_to_have)) {
            bare_ = true;
            return;
        }
        if (d_.plan_carrier) return set(Modality::planned, "plan");
        switch (tense) {
        case Tense::past: return;
        case Tense::imperfect:
        case Tense::present:
            if (trigger_.is(state)) set(Modality::ongoing, {});
            return;
        case Tense::future: return set(Modality::planned, "future tense");
        case Tense::conditional: {
            return set(told(c) ? Modality::planned : Modality::hypothetical, "conditional");
        }
        case Tense::infinitive: return infinitive(v, c);
        case Tense::participle:
        case Tense::gerund: return by_main_verb(v, c);
        }
    }

    /// Future of the past: "a annoncé qu'un sommet se tiendrait vendredi".
    bool told(const Clause& c) const { return c.complement || (c.subordinate && reporting_before(c.first)); }

    bool reporting_before(std::uint32_t word) const {
        for (std::uint32_t i = first_verb_; i < end_verb_; ++i) {
            const Verb& verb = verbs_[i];
            if (verb.first >= word) break;
            if (verb.reporting) return true;
        }
        return false;
    }

    void infinitive(std::uint32_t v, const Clause&) {
        const std::uint32_t first = v != no_index ? verbs_[v].first : d_.first;
        const std::uint32_t begin = t_.sentences[d_.sentence].first_word;
        // "après avoir signé", "souligne avoir renforcé": done. A bare infinitive is not done.
        const bool compound = v != no_index && verbs_[v].first != verbs_[v].head;
        for (std::uint32_t w = first; w > begin && w + 4 > first; --w) {
            if (s_.ends(w - 1, cls_without)) {
                final_ = true;
                return set(Modality::negated, "without");
            }
            if (s_.ends(w - 1, cls_purpose) || s_.starts(w - 1, cls_purpose)) {
                final_ = true;
                return set(Modality::hypothetical, "purpose");
            }
        }
        bare_ = true;
        if (compound) return;
        set(Modality::hypothetical, "infinitive");
    }

    void by_main_verb(std::uint32_t v, const Clause& c) {
        const Verb* main = nullptr;
        for (std::uint32_t i = c.first_verb; i < c.last_verb; ++i) {
            if (i != v && finite(verbs_[i].tense) && (main == nullptr || verbs_[i].first < d_.first)) main = &verbs_[i];
        }
        if (d_.tense == Tense::gerund && main != nullptr && main->tense == Tense::future) set(Modality::planned, "future tense");
        if (d_.tense == Tense::gerund && main != nullptr && main->tense == Tense::conditional) set(Modality::hypothetical, "conditional");
    }

    const Cue* governor_at(std::uint32_t w) const {
        const Cue* found = nullptr;
        const text::Word& word = t_.words[w];
        s_.lexicon.governors_at(t_, w, [&](std::uint32_t end, Forms group) {
            if (end != word.end) return;
            for (const Inflection& form : group) {
                if (!word.is(text::upper)) {
                    if (form.accent == Accent::acute && !word.is(text::acute_end)) continue;
                    if (form.accent == Accent::plain && word.is(text::acute_end)) continue;
                }
                found = &s_.lexicon.cue(form.index);
                return;
            }
        });
        return found;
    }

    /// A governing verb that the clause room did not see as a verb ("exclut", "nie"), nearer than any that it saw.
    const Cue* unseen_governor(std::uint32_t first) const {
        const std::uint32_t begin = t_.sentences[d_.sentence].first_word;
        for (std::uint32_t w = first; w > begin && w + 8 > first; --w) {
            const std::uint32_t p = w - 1;
            if (s_.verb(p) != no_index) return nullptr;
            if (s_.time(p) != no_index || s_.mention(p) != no_index) continue;
            const Cue* cue = governor_at(p);
            if (cue == nullptr) continue;
            if (p == begin || s_.ends(p - 1, cls_determiner) || s_.ends_phrase(p)) return nullptr;
            return cue;
        }
        return nullptr;
    }

    /// A verb that governs what stands at `first`: an infinitive, or a clause with "que".
    void by_governor(std::uint32_t first, const Clause& c) {
        const bool bare = bare_;
        const std::uint32_t begin = t_.sentences[d_.sentence].first_word;
        if (bare) {
            if (const Cue* cue = unseen_governor(first); cue != nullptr && cue->value != Modality::occurred) return set(cue->value, cue->why);
            // The nearest verb to the left, if it governs.
            for (std::uint32_t i = end_verb_; i > first_verb_; --i) {
                const Verb& verb = verbs_[i - 1];
                if (verb.first >= first) continue;
                if (verb.first < begin || first - verb.last > 10) return;
                return apply(verb, false);
            }
            return;
        }
        if (c.subordinate && c.first > begin && !s_.starts(c.first, cls_relative)) {
            for (std::uint32_t i = c.first_verb; i > first_verb_; --i) {
                const Verb& verb = verbs_[i - 1];
                if (verb.last > c.first) continue;
                if (verb.first < begin || c.first - verb.last > 3) return;
                return apply(verb, true);
            }
        }
    }

    void apply(const Verb& verb, bool clause) {
        const Cue* cue = governor_at(verb.head);
        if (cue == nullptr) return;
        Modality m = cue->value;
        d_.on_call = cue->call && trigger_.is(called);
        if (clause && m != Modality::negated && m != Modality::hypothetical) return;
        if (verb.negated) {
            if (m == Modality::negated)
                m = Modality::hypothetical;
            else if (m == Modality::planned || m == Modality::hypothetical || m == Modality::occurred)
                m = Modality::negated;
        }
        // "a accepté de rencontrer" is still to come; what it promised is not sooner done.
        const bool compound_infinitive = d_.verb != no_index && bare_ &&
                                         (verbs_[d_.verb].first != verbs_[d_.verb].head || s_.starts(verbs_[d_.verb].first, cls_to_have));
        if (compound_infinitive && m != Modality::negated && m != Modality::reported) return;
        // "finira par signer": what begins or succeeds is as sure as the verb that says so.
        if (m == Modality::occurred) {
            if (verb.modal || !finite(verb.tense)) return;
            if (verb.tense == Tense::future) m = Modality::planned;
            if (verb.tense == Tense::conditional) m = Modality::hypothetical;
        }
        set(m, cue->why);
    }

    void by_noun(const Clause& c) {
        const std::uint32_t begin = std::max(c.first, d_.first > 6 ? d_.first - 6 : 0);
        // Cues right before: only determiners, adjectives and the like in between.
        s_.cues(begin, d_.first, [&](std::uint32_t w, std::uint32_t end, const Cue& cue) {
            if (cue.scope != Scope::before) return;
            std::uint32_t next = w;
            while (next < d_.first && t_.words[next].begin < end) ++next;
            if (d_.first - next > 2) return;
            for (std::uint32_t k = w; k < d_.first; ++k) {
                if (s_.ends_phrase(k)) return;
                if (k >= next && s_.ends(k, cls_genitive) && d_.first - next > 1) return;
            }
            set(cue.value, cue.why);
        });
        if (strong()) return;
        const std::uint32_t limit = std::min(t_.sentences[d_.sentence].last_word, d_.last + 5);
        for (std::uint32_t w = d_.last; w < limit; ++w) {
            bool stop = false;
            if (w > d_.last && s_.ends_phrase(w - 1) && t_.gap_after(w - 1).find(',') == std::string_view::npos) break;
            s_.lexicon.phrases_at(t_, w, [&](std::uint32_t, const Cue& cue) {
                if (cue.scope != Scope::after || stop) return;
                // Behind a far noun the cue belongs to that: only names, adjectives and days may stand in between.
                if (s_.verb(w) != no_index && verbs_[s_.verb(w)].first != verbs_[s_.verb(w)].head && verbs_[s_.verb(w)].head != w) return;
                set(cue.value, cue.why);
                stop = true;
            });
            if (stop) break;
            if (s_.ends(w, cls_determiner | cls_oblique) && s_.mention(w) == no_index && w >= d_.last + 3) break;
        }
        if (strong() || carrier_ != no_index) return;
        if (d_.modality == Modality::planned) return;
        // What the verb of the clause does to it.
        const Verb* verb = nullptr;
        for (std::uint32_t i = first_verb_; i < end_verb_; ++i) {
            const Verb& v = verbs_[i];
            if (v.first >= d_.first) break;
            if (v.first < std::max(c.first, t_.sentences[d_.sentence].first_word)) continue;
            verb = &v;
        }
        const bool setting = d_.during || d_.after; // "réclame une aide après les inondations"
        if (!setting) {
            if (const Cue* cue = unseen_governor(d_.first); cue != nullptr && cue->value != Modality::reported && cue->value != Modality::occurred)
                return set(worth(*cue), cue->why);
        }
        if (verb != nullptr && d_.first - verb->last <= 8 && d_.first >= verb->last && !setting) {
            const Cue* cue = governor_at(verb->head);
            if (cue != nullptr && cue->value != Modality::occurred) {
                Modality m = worth(*cue);
                if (m == Modality::reported) return;
                if (verb->negated) {
                    if (m == Modality::negated)
                        m = Modality::hypothetical;
                    else
                        m = Modality::negated;
                }
                return set(m, cue->why);
            }
            // "n'a pas adopté de sanctions": what was not done has no object that happened. A definite one is there all the same.
            if (verb->negated && !d_.anaphor && object_of(*verb)) return set(Modality::negated, "negation");
        }
        // Subject or object of a verb that tells of what is to come, or of nothing.
        const Verb* main = nullptr;
        for (std::uint32_t i = c.first_verb; i < c.last_verb; ++i) {
            if (finite(verbs_[i].tense) && (main == nullptr || verbs_[i].first < d_.first)) main = &verbs_[i];
        }
        if (main == nullptr || d_.during || d_.after || d_.before) return;
        if (main->tense == Tense::future || main->obliged)
            set(Modality::planned, "future tense");
        else if (main->tense == Tense::conditional)
            set(told(c) && known(d_.when) ? Modality::planned : Modality::hypothetical, "conditional");
    }

    /// "a appelé à une grève lundi": what people call for on a day is a plan.
    Modality worth(const Cue& cue) const { return cue.call && trigger_.is(called) && known(d_.when) ? Modality::planned : cue.value; }

    /// Whoever is named right behind "selon".
    void source(std::uint32_t w) {
        const std::size_t i = s_.actor_from(w);
        if (i >= s_.actors().size() || s_.actors()[i].first > w + 6) return;
        for (std::uint32_t k = w; k < s_.actors()[i].first; ++k) {
            if (s_.ends_phrase(k)) return;
        }
        d_.said_by = s_.actors()[i].id;
    }

    /// Nothing between the verb and the noun but determiners, "de", days and adverbs.
    bool object_of(const Verb& verb) const {
        if (d_.first > verb.last + 6) return false;
        for (std::uint32_t w = verb.last; w < d_.first; ++w) {
            if (s_.ends_phrase(w) ||
                (s_.starts(w, cls_oblique | cls_coordinator | cls_opening) && !s_.ends(w, cls_genitive) && s_.time(w) == no_index))
                return false;
        }
        return !s_.ends_phrase(verb.last - 1);
    }

    void by_clause(const Clause& c) {
        if (d_.modality == Modality::negated) return;
        const std::uint32_t to = std::min(c.last, c.first + 120);
        const std::uint32_t first_verb = d_.verb != no_index ? verbs_[d_.verb].first : (carrier_ != no_index ? verbs_[carrier_].first : d_.first);
        s_.cues(c.first, to, [&](std::uint32_t w, std::uint32_t end, const Cue& cue) {
            if (cue.scope != Scope::clause) return;
            if (cue.value == Modality::reported) {
                // "les informations selon lesquelles" is no source; a source opens the clause or stands behind a comma.
                std::uint32_t behind = w;
                while (behind < to && t_.words[behind].begin < end) ++behind;
                if (behind < to && s_.starts(behind, cls_relative)) return;
                if (w > c.first + 2 && !s_.ends_phrase(w - 1)) return;
                // "Un séisme a frappé Lima, faisant dix morts, selon un nouveau bilan": the figure is somebody's, the earthquake is not.
                for (std::uint32_t k = behind; trigger_.mode != "toll" && k < std::min(to, behind + 4); ++k) {
                    if (s_.starts(k, cls_count)) return;
                }
                if (d_.modality == Modality::occurred || d_.modality == Modality::ongoing) {
                    set(cue.value, cue.why);
                    source(behind);
                }
                return;
            }
            std::uint32_t next = w;
            while (next < to && t_.words[next].begin < end) ++next;
            // "prêt à attaquer": in front of an infinitive; "est prévu": behind a noun.
            const bool phrase = next > w + 1 || cue.value == Modality::planned || cue.value == Modality::negated;
            if (phrase) {
                if (d_.noun ? (w < d_.last || w > d_.last + 20) : (next > first_verb || first_verb > next + 4 || d_.tense != Tense::infinitive)) {
                    const bool noun_behind = d_.noun && next <= d_.first && d_.first - next <= 4;
                    if (!noun_behind) return;
                }
            } else if (w + 6 < first_verb || w > d_.last + 6) {
                return;
            }
            set(cue.value, cue.why);
        });
    }

    Draft& d_;
    const Trigger& trigger_;
    const Scene& s_;
    const text::Text& t_;
    const std::vector<Verb>& verbs_;
    const std::vector<Clause>& clauses_;
    std::uint32_t carrier_;
    bool bare_ = false;                           ///< an infinitive: what governs it decides
    bool final_ = false;                          ///< "sans", "pour": nothing else decides
    std::uint32_t first_verb_ = 0, end_verb_ = 0; ///< verbs of the sentence
};

} // namespace

void judge(Draft& draft, const Trigger& trigger, const Scene& scene, std::uint32_t carrier) { Judge(draft, trigger, scene, carrier).run(); }

} // namespace stoltenberg::event
