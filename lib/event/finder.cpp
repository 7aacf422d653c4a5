#include "event/finder.hpp"

#include <algorithm>
#include <array>

namespace stoltenberg::event {
namespace {

using clause::Tense;
using clause::Verb;

class Finder {
public:
    explicit Finder(const Scene& scene) : s_(scene), t_(scene.text), verbs_(scene.in.clauses.verbs) {}

    std::vector<Hit> run(std::uint32_t first, std::uint32_t last) {
        first_ = first;
        last_ = last;
        std::vector<Hit> hits;
        for (std::uint32_t w = first; w < last;) {
            const std::optional<Hit> hit = s_.lexicon.may_trigger(t_.words[w]) ? at(w) : std::nullopt;
            if (hit) hits.push_back(*hit);
            w = hit ? hit->last : w + 1;
        }
        return hits;
    }

private:
    std::optional<Hit> at(std::uint32_t w) {
        if (s_.skipped(w) || t_.words[w].is(text::elided) || t_.words[w].is(text::digits)) return std::nullopt;
        const std::uint32_t m = s_.mention(w);
        const bool in_name = m != no_index && s_.in.entities.mentions[m].form != Form::demonym;
        if (in_name && s_.in.entities.mentions[m].first != w) return std::nullopt;
        std::optional<Hit> best;
        int best_score = 0;
        s_.lexicon.triggers_at(t_, w, [&](std::uint32_t end, Forms group) {
            std::uint32_t last = w;
            while (last + 1 < last_ && t_.words[last + 1].begin < end) ++last;
            ++last;
            // "une journée d'action" is no day.
            if (s_.time(w) != no_index && last <= s_.in.findings.found[s_.time(w)].last) return;
            const bool also_noun = std::any_of(group.begin(), group.end(), [](const Inflection& i) { return i.noun; });
            for (const Inflection& form : group) {
                const Trigger& trigger = s_.lexicon.trigger(form.index);
                if (in_name && !trigger.is(body)) continue;
                Hit hit{form.index, w, last};
                hit.noun = form.noun;
                hit.plural = form.plural;
                int score = form.noun ? noun(hit, trigger) : verb(hit, trigger, form, group, also_noun);
                if (score <= 0) continue;
                score += static_cast<int>(last - w) * 16;
                if (score > best_score) {
                    best_score = score;
                    best = hit;
                }
            }
        });
        return best;
    }

    bool name_ends(std::uint32_t w) const { return s_.mention(w) != no_index || (s_.role(w) != no_index && t_.gap_after(w) == " "); }

    /// 0: no verb here.
    int verb(Hit& hit, const Trigger& trigger, const Inflection& form, Forms group, bool also_noun) {
        const std::uint32_t w = hit.first;
        const text::Word& word = t_.words[w];
        if (!word.is(text::upper)) {
            if (form.accent == Accent::acute && !word.is(text::acute_end)) return 0;
            if (form.accent == Accent::plain && word.is(text::acute_end)) return 0;
        }
        // "entre" is a preposition, unless a pronoun stands before it.
        if (!word.is(text::acute_end) && s_.starts(w, cls_between | cls_oblique) && s_.ends(w, cls_between | cls_oblique) &&
            !(w > first_ && s_.ends(w - 1, cls_third_person | cls_relative)))
            return 0;
        const std::uint32_t v = s_.verb_with_head(w);
        std::uint32_t start = w;
        // "346 morts": a number stands before a noun.
        if (form.tense == Tense::participle && w > first_ && t_.words[w - 1].is(text::digits) && (v == no_index || verbs_[v].first == w)) return 0;
        if (v != no_index) {
            const Verb& verb = verbs_[v];
            start = verb.first;
            if (verb.first != verb.head || verb.shared) {
                if (form.tense != Tense::participle && form.tense != Tense::infinitive) return 0;
                hit.tense = verb.tense;
            } else {
                const bool same = form.tense == verb.tense;
                const bool any = std::any_of(group.begin(), group.end(),
                                             [&](const Inflection& i) { return i.index == form.index && i.tense == verb.tense; });
                if (any && !same) return 0;
                if (verb.tense == Tense::participle && form.tense != Tense::participle) return 0;
                hit.tense = form.tense;
                // A noun stands behind a determiner, whatever the ending looks like.
                if (also_noun && finite(form.tense) && (behind_determiner(w) || behind_verb(w))) return 0;
            }
            hit.verb = v;
            hit.passive = verb.passive;
        } else if (form.tense == Tense::participle) {
            if (!behind_auxiliary(hit, start)) return 0;
        } else {
            if (s_.verb(w) != no_index) return 0;
            if (word.is(text::capital) && !word.is(text::upper) && !word.is(text::sentence_start)) return 0;
            if (word.is(text::capital) && form.tense != Tense::gerund && !word.is(text::upper)) return 0;
            if (form.tense == Tense::infinitive ? w > first_ && s_.ends(w - 1, cls_definite) && !s_.ends(w - 1, cls_genitive) : behind_determiner(w))
                return 0;
            if (finite(form.tense)) {
                const bool sure = w > first_ && (name_ends(w - 1) || s_.ends(w - 1, cls_subject_pronoun | cls_reflexive));
                if (also_noun && !sure) return 0;
                if (w == first_ && !word.is(text::upper)) return 0;
                if (w > first_ && s_.ends(w - 1, cls_oblique | cls_genitive | cls_agent | cls_with)) return 0;
            }
            hit.tense = form.tense;
        }
        const bool has_reflexive = reflexive_before(start, w);
        if (trigger.is(reflexive) != has_reflexive) return 0;
        if (has_reflexive) hit.passive = false; // "s'y sont opposés"
        if (trigger.is(passive_only) && (!hit.passive || (trigger.is(person_only) && !person_before(start)))) return 0;
        const int with = requirement(trigger, hit);
        if (with == 0) return 0;
        return with * 2 + (has_reflexive ? 1 : 0) + (trigger.statement ? 0 : 1);
    }

    /// Somebody stands in front of the verb, in its clause or as what the clause hangs on.
    bool person_before(std::uint32_t start) const {
        for (std::size_t i = s_.actor_from(start); i > 0; --i) {
            const Actor& a = s_.actors()[i - 1];
            if (a.first < first_ || a.first + 20 < start) break;
            if (a.prep == Prep::none && !a.demonym) return a.kind == Kind::person || a.office;
        }
        return s_.dignitary_before(start, first_);
    }

    /// "craint une éventuelle attaque": the clause has its verb already.
    bool behind_verb(std::uint32_t w) const {
        const std::uint32_t from = w > first_ + 6 ? w - 6 : first_;
        for (std::uint32_t i = w; i > from; --i) {
            const std::uint32_t p = i - 1;
            if (s_.ends_phrase(p) || s_.starts(p, cls_coordinator | cls_relative | cls_opening | cls_third_person)) return false;
            const std::uint32_t v = s_.verb_with_head(p);
            if (v != no_index) return finite(verbs_[v].tense);
        }
        return false;
    }

    bool behind_determiner(std::uint32_t w) const {
        if (w == first_ || s_.ends_phrase(w - 1)) return false;
        if (!s_.ends(w - 1, cls_determiner)) return false;
        // "il les accuse", "ne la condamne": a pronoun there.
        return w < first_ + 2 || !(s_.ends(w - 2, cls_subject_pronoun | cls_reflexive));
    }

    bool reflexive_before(std::uint32_t start, std::uint32_t head) const {
        const std::uint32_t from = start > first_ + 1 ? start - 2 : first_;
        for (std::uint32_t i = from; i < head; ++i) {
            if (s_.starts(i, cls_reflexive)) return true;
        }
        return false;
    }

    int noun(const Hit& hit, const Trigger& trigger) {
        const std::uint32_t w = hit.first;
        const text::Word& word = t_.words[w];
        if (const std::uint32_t v = s_.verb_with_head(w); v != no_index && hit.last == w + 1) {
            const Verb& verb = verbs_[v];
            if (verb.first != verb.head || verb.tense == Tense::infinitive || word.is(text::acute_end)) return 0;
            const bool sure = w > first_ && !s_.ends_phrase(w - 1) && s_.ends(w - 1, cls_subject_pronoun | cls_reflexive);
            if (sure) return 0;
            // "Paris accuse" is a verb; "une attaque" is none.
            if (finite(verb.tense) && w > first_ && s_.mention(w - 1) != no_index && !behind_determiner(w) && !demonym(w - 1)) return 0;
        }
        if (s_.verb(w) != no_index && s_.verb_with_head(w) == no_index && verbs_[s_.verb(w)].first == w) return 0;
        if (trigger.is(body) && !word.is(text::capital)) return 0;
        // "le président du Conseil européen": the office of somebody.
        if (trigger.is(body | meeting) && s_.role(w) != no_index && s_.in.entities.roles[s_.role(w)].first < w) return 0;
        if (trigger.is(weak) && w > first_ && t_.words[w - 1].is(text::elided) && s_.ends(w - 1, cls_genitive)) return 0;
        if (word.is(text::capital) && !word.is(text::sentence_start) && !word.is(text::upper) && !trigger.is(meeting | body)) return 0;
        // "un chef de guerre": a quality of somebody.
        if (trigger.is(article_only) && !hit.plural && w > first_ && !s_.ends_phrase(w - 1) && s_.ends(w - 1, cls_bare) &&
            !s_.ends(w - 1, cls_definite))
            return 0;
        // "condamné en appel": without an article it is a manner.
        if (trigger.is(weak) && w > first_ && !s_.ends_phrase(w - 1) && s_.ends(w - 1, cls_inside) && !s_.ends(w - 1, cls_determiner | cls_genitive))
            return 0;
        return requirement(trigger, hit) > 0 ? 2 : 0;
    }

    bool demonym(std::uint32_t w) const { return s_.mention(w) != no_index && s_.in.entities.mentions[s_.mention(w)].form == Form::demonym; }

    /// A bit for each hash of a word of a stretch.
    class Words {
    public:
        void clear() { bits_.fill(0); }
        void add(std::uint32_t hash) { bits_[(hash >> 6U) & 7U] |= std::uint64_t{1} << (hash & 63U); }
        [[nodiscard]] bool may_have(std::uint32_t hash) const { return ((bits_[(hash >> 6U) & 7U] >> (hash & 63U)) & 1U) != 0; }

    private:
        std::array<std::uint64_t, 8> bits_{};
    };
    /// Where what the rows of a hit ask for may stand, and which words stand there: most rows ask for none of them.
    struct Reach {
        std::uint32_t first = no_index, last = 0, verb = no_index; ///< of the hit
        bool passive = false;
        std::uint32_t from = 0, to = 0, front = 0, behind = 0;
        Words words; ///< [front, to)
        Words near;  ///< [last, behind)
    };

    /// Forms of one word are asked one after the other, and nearly always reach as far.
    const Reach& reach(const Hit& hit) {
        Reach& r = reach_;
        if (r.first == hit.first && r.last == hit.last && r.verb == hit.verb && r.passive == hit.passive) return r;
        r.first = hit.first;
        r.last = hit.last;
        r.verb = hit.verb;
        r.passive = hit.passive;
        const auto& clauses = s_.in.clauses.clauses;
        const std::size_t c = s_.clause(hit.first);
        std::uint32_t from = c < clauses.size() ? clauses[c].first : first_;
        std::uint32_t to = c < clauses.size() ? clauses[c].last : last_;
        // "X, qui a été reçu": the antecedent stands in front of the clause.
        if (from > first_ && s_.starts(from, cls_relative)) from = from > first_ + 6 ? from - 6 : first_;
        // "X, qui était à Rome, a été arrêté": the subject stands in front of the clause in between.
        const bool pending = hit.passive && hit.verb != no_index && verbs_[hit.verb].first == from && from > first_ && s_.ends_phrase(from - 1);
        if (pending)
            from = hit.first > first_ + 30 ? hit.first - 30 : first_;
        else
            from = hit.first > from + 14 ? hit.first - 14 : from;
        to = std::min(to, hit.last + 16);
        // "Une bombe, placée sous un pont, a explosé": the subject stands in front of what the comma closes.
        const bool inserted = hit.verb != no_index && verbs_[hit.verb].first > first_ && s_.ends_phrase(verbs_[hit.verb].first - 1);
        r.from = from;
        r.to = to;
        r.front = inserted ? std::min(from, hit.first > first_ + 25 ? hit.first - 25 : first_) : from;
        r.behind = hit.last;
        for (unsigned n = 0; r.behind < last_ && n < 6; ++r.behind) n += s_.time(r.behind) == no_index ? 1U : 0U;
        r.words.clear();
        r.near.clear();
        for (std::uint32_t w = r.front; w < to; ++w) r.words.add(t_.words[w].hash);
        for (std::uint32_t w = hit.last; w < r.behind; ++w) r.near.add(t_.words[w].hash);
        return r;
    }

    /// 1: nothing is asked; more: what was asked is there; 0: it is not.
    int requirement(const Trigger& trigger, const Hit& hit) {
        if (trigger.with.empty()) return 1;
        const Reach& reached = reach(hit);
        const std::uint32_t from = reached.from;
        const std::uint32_t to = reached.to;
        int best = 0;
        bool asked = false;
        for (const Requirement& r : trigger.with) {
            int found = 0;
            switch (r.kind) {
            case Requirement::Kind::phrase: {
                if (!(r.right_behind ? reached.near : reached.words).may_have(r.hash)) break;
                const std::uint32_t a = r.right_behind ? hit.last : r.in_front ? reached.front : from;
                const std::uint32_t b = r.right_behind ? (r.refuses && hit.noun ? std::min(reached.behind, hit.last + 1) : reached.behind)
                                        : r.in_front   ? hit.first
                                                       : to;
                for (std::uint32_t w = a; w < b && found == 0; ++w) {
                    if (t_.words[w].hash != r.hash || (w >= hit.first && w < hit.last)) continue;
                    std::uint32_t last = 0;
                    if (!phrase_at(w, r.right_behind ? last_ : to, r.phrase, last)) continue;
                    // A bare determiner or preposition says little; more words say more.
                    const bool grammar = last == w + 1 && s_.starts(w, cls_determiner | cls_toward | cls_genitive | cls_oblique);
                    found = grammar ? 2 : (r.right_behind ? 4 : 3) + static_cast<int>(std::min<std::uint32_t>(last - w - 1, 3));
                }
                break;
            }
            case Requirement::Kind::word_class:
                for (std::uint32_t w = r.right_behind ? hit.last : from; w < (r.in_front ? hit.first : to) && found == 0; ++w) {
                    if (s_.starts(w, r.classes) && s_.mention(w) == no_index) found = 3;
                }
                break;
            case Requirement::Kind::there: {
                std::uint32_t w = hit.last; // "sera lundi à Berlin": only days in between
                while (w < to && (s_.time(w) != no_index || (w + 1 < to && s_.time(w + 1) != no_index && s_.starts(w, cls_determiner)))) ++w;
                const std::size_t i = s_.actor_from(w);
                if (i >= s_.actors().size()) break;
                const Actor& a = s_.actors()[i];
                const bool seat = a.metonym && a.kind == Kind::organisation; // "à la Maison Blanche"
                const bool somebody = person_before(hit.first) || (hit.first > first_ && s_.ends(hit.first - 1, cls_third_person));
                const bool right_there = a.phrase == w || (a.phrase == w + 1 && s_.starts(w, cls_inside | cls_toward)); // "à", "à la"
                if (right_there && (seat || !a.place.empty()) && (a.prep == Prep::inside || a.prep == Prep::toward) && somebody) found = 2;
                break;
            }
            default:
                for (std::size_t i = s_.actor_from(from); i < s_.actors().size() && s_.actors()[i].first < to && found == 0; ++i) {
                    const Actor& a = s_.actors()[i];
                    // What stands before an active verb is its subject.
                    if (a.first < hit.first && (r.right_behind || !hit.passive)) continue;
                    // "trois Français" are people, "les soldats français" are not named.
                    const bool people = a.demonym && t_.words[a.first].is(text::capital) && !t_.words[a.first].is(text::upper);
                    if (a.demonym && !(people && r.kind == Requirement::Kind::person)) continue;
                    const bool ok = r.kind == Requirement::Kind::person         ? a.kind == Kind::person || people
                                    : r.kind == Requirement::Kind::role         ? a.office
                                    : r.kind == Requirement::Kind::country      ? a.kind == Kind::country || a.metonym
                                    : r.kind == Requirement::Kind::organisation ? a.kind == Kind::organisation
                                                                                : !a.place.empty();
                    if (ok) found = 2;
                }
                break;
            }
            if (r.refuses && found > 0) return 0;
            asked = asked || !r.refuses;
            if (!r.refuses) best = std::max(best, found);
        }
        return asked ? best : 1;
    }

    /// A participle that the clause room does not know: "a prévenu", "s'est entretenu", "ont, lundi, retenti".
    bool behind_auxiliary(Hit& hit, std::uint32_t& start) const {
        for (std::uint32_t w = hit.first; w > first_ && w + 5 > hit.first; --w) {
            const std::uint32_t p = w - 1;
            if (s_.mention(p) != no_index || s_.ends(p, cls_determiner | cls_oblique)) return false;
            const std::uint32_t v = s_.verb_with_head(p);
            if (v == no_index) continue;
            if (verbs_[v].first != p || !s_.ends(p, cls_have | cls_be)) {
                // "a été prévenu": the passive's own participle.
                if (verbs_[v].first == p || !s_.ends(p, cls_be) || p + 1 != hit.first) return false;
                hit.verb = v;
                hit.tense = verbs_[v].tense;
                hit.passive = true;
                start = verbs_[v].first;
                return true;
            }
            start = p;
            hit.verb = v;
            const bool reflexive = reflexive_before(p, p + 1);
            const bool ahead = s_.ends(p, cls_ahead);
            if (s_.ends(p, cls_have) || reflexive) {
                hit.tense = verbs_[v].tense == Tense::infinitive ? Tense::infinitive : (ahead ? Tense::future : Tense::past);
            } else {
                hit.passive = true;
                hit.tense = verbs_[v].tense;
            }
            return true;
        }
        return false;
    }

    /// The words of a key stand at word w; an expression of time may stand between them ("a mis fin jeudi à"). `last`: behind them.
    bool phrase_at(std::uint32_t w, std::uint32_t end, std::string_view key, std::uint32_t& last) const {
        std::size_t pos = 0;
        bool first = true;
        while (pos < key.size()) {
            if (!text::is_word_byte(key[pos])) {
                ++pos;
                continue;
            }
            std::size_t stop = pos;
            while (stop < key.size() && text::is_word_byte(key[stop])) ++stop;
            while (!first && w < end && s_.time(w) != no_index) ++w;
            if (w >= end || t_.word(w) != key.substr(pos, stop - pos)) return false;
            // A lone "a" in a key is the preposition.
            if (stop - pos == 1 && key[pos] == 'a' && !t_.words[w].is(text::accent)) return false;
            pos = stop;
            first = false;
            ++w;
        }
        last = w;
        return true;
    }

    const Scene& s_;
    const text::Text& t_;
    const std::vector<Verb>& verbs_;
    std::uint32_t first_ = 0, last_ = 0;
    Reach reach_;
};

} // namespace

std::vector<Hit> find_triggers(const Scene& scene, std::uint32_t first, std::uint32_t last) { return Finder(scene).run(first, last); }

} // namespace stoltenberg::event
