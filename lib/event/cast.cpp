#include "event/cast.hpp"

#include <algorithm>

namespace stoltenberg::event {
namespace {

using clause::Tense;
using clause::Verb;

void add_unique(std::vector<Id>& ids, Id id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

constexpr std::size_t most_participants = 12;

} // namespace

Cast::Cast(const Scene& scene) : s_(scene) {}

bool Cast::cut(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t w = from > 0 ? from - 1 : 0; w < to; ++w) {
        if (s_.ends_phrase(w)) return true;
    }
    return false;
}

/// "la menace, qui maintient A et a déployé B": the relative clause goes on where no comma closes it.
bool Cast::goes_on(std::uint32_t w) const {
    const auto& clauses = s_.in.clauses.clauses;
    const std::size_t c = s_.clause(w);
    if (c == 0 || c >= clauses.size() || clauses[c - 1].sentence != clauses[c].sentence) return false;
    return s_.starts(clauses[c - 1].first, cls_relative) && s_.starts(clauses[c].first, cls_coordinator) && !s_.ends_phrase(clauses[c].first - 1);
}

std::vector<Id> Cast::met_or_group() const {
    if (last_met_.size() >= 2) return last_met_;
    return last_group_.size() >= 2 ? last_group_ : last_subject_;
}

bool Cast::subordinate(std::uint32_t w) const {
    const std::size_t c = s_.clause(w);
    return c < s_.in.clauses.clauses.size() && s_.in.clauses.clauses[c].subordinate;
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

/// "Les conseillers français et allemand se retrouveront. Ils": the words in front of the verb, without what opens the sentence.
void Cast::keep_group(const Verb& verb) {
    const std::size_t c = s_.clause(verb.head);
    const std::uint32_t from = s_.in.clauses.clauses[c].first;
    group_first_ = group_last_ = verb.first;
    while (group_last_ > from && s_.starts(group_last_ - 1, cls_reflexive)) --group_last_;
    for (std::uint32_t w = from; w < group_last_; ++w) {
        if ((w == from || s_.ends_phrase(w - 1)) && s_.starts(w, cls_determiner) && !s_.starts(w, cls_oblique | cls_genitive) &&
            s_.time(w) == no_index) {
            group_first_ = w;
            break;
        }
    }
    if (group_first_ >= group_last_ || group_last_ - group_first_ > 14 || s_.ends_phrase(group_last_ - 1)) group_first_ = group_last_ = 0;
}

/// What the summary says in the place of a pronoun or of a subject that stands elsewhere.
void Cast::replace_pronoun(Draft& draft, const Subject& subject) const {
    if ((draft.pronoun == no_index && !draft.subject_missing) || subject.ids.empty()) return;
    draft.group_first = subject.group_first;
    draft.group_last = subject.group_last;
    draft.pronoun_ids = subject.ids;
    if (draft.pronoun != no_index && !subject.plural) draft.pronoun_ids.resize(1);
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

/// "X, maire de Paris depuis 2001, a": the office between commas is X again.
bool Cast::inserted_title(const Actor& a, std::uint32_t from, std::uint32_t to) const {
    std::uint32_t first = a.first;
    while (first > from && !s_.ends_phrase(first - 1)) --first;
    std::uint32_t last = a.last;
    while (last < to && !s_.ends_phrase(last - 1)) ++last;
    return first > from && s_.ends_phrase(last - 1) && s_.bare_title(first, last);
}

Subject Cast::work_out(std::uint32_t first_word, std::uint32_t head, std::uint32_t verb) const {
    Subject out;
    const auto& clauses = s_.in.clauses.clauses;
    const std::size_t c = s_.clause(head);
    if (c == clauses.size()) return out;
    std::uint32_t from = clauses[c].first;
    // Several finite verbs in one clause: the stretch behind the one before.
    for (const auto& [v, subject] : subjects_) {
        const Verb& before = s_.in.clauses.verbs[v];
        if (before.last <= first_word && before.first >= from && finite(before.tense)) from = before.last;
    }
    // "X, dont Y a parlé avec Z, n'a pas": nobody in front of the comma but X.
    if (verb != no_index && pending(s_.in.clauses.verbs[verb]) < clauses.size()) {
        std::uint32_t open = first_word;
        while (open > from && !s_.ends_phrase(open - 1)) --open;
        from = open;
    }
    // "Le séisme qui a frappé le Maroc a fait dix morts": behind the verb of the relative clause the main one goes on.
    if (from > clauses[c].first && c > 0 && s_.starts(clauses[c].first, cls_relative) && clauses[c - 1].sentence == clauses[c].sentence &&
        clauses[c - 1].first_verb == clauses[c - 1].last_verb && !joined(from, first_word)) {
        for (std::size_t i = s_.actor_from(clauses[c - 1].first); i < s_.actors().size() && s_.actors()[i].last <= clauses[c - 1].last; ++i) {
            const Actor& a = s_.actors()[i];
            if (a.prep == Prep::none && !a.demonym) add_unique(out.ids, a.id);
        }
        out.named = out.direct = !out.ids.empty();
        out.unnamed = out.ids.empty();
        return out;
    }
    // A pronoun right in front of the verb.
    for (std::uint32_t k = first_word; k > from && k + 5 > first_word; --k) {
        const std::uint32_t w = k - 1;
        if (s_.ends_phrase(w) && k != first_word) break;
        if (s_.ends_phrase(w) && w > from && s_.ends_phrase(w - 1) && s_.ends(w, cls_third_person)) break; // "Rome, elle, refuse"
        if (s_.ends(w, cls_relative)) {
            out.pronoun = w;
            // The antecedent: the nearest name before, within the sentence.
            const std::size_t i = s_.actor_from(w);
            const std::uint32_t sentence_first = s_.text.sentences[clauses[c].sentence].first_word;
            if (i > 0 && s_.actors()[i - 1].first >= sentence_first && w - s_.actors()[i - 1].last <= 12) {
                out.ids.push_back(s_.actors()[i - 1].id);
                // "la menace russe, qui": nothing nearer than the adjective.
            }
            return out;
        }
        if (s_.ends(w, cls_third_person)) {
            out.pronoun = w;
            while (out.pronoun > from && !s_.starts(out.pronoun, cls_third_person)) --out.pronoun;
            out.plural = s_.ends(w, cls_plural_pronoun);
            out.ids = resolve(out.plural, clauses[c].subordinate, w);
            if (out.plural && last_group_.size() >= 2 && out.ids == last_group_) {
                out.group_first = group_first_;
                out.group_last = group_last_;
            }
            return out;
        }
        if (s_.ends(w, cls_both)) {
            out.ids = met_or_group();
            out.named = !out.ids.empty();
            return out;
        }
        if (s_.ends(w, cls_first_person) && !s_.ends(w, cls_determiner)) out.first_person = true;
        if (s_.mention(w) != no_index) break;
    }
    if (out.first_person) return out;
    std::vector<const Actor*> none, genitive, adjectives;
    bool phrase = false;
    // "Maire de Paris de 1977 à 1995, il a": the title is nobody else.
    std::uint32_t title_end = from;
    while (title_end < first_word && !s_.ends_phrase(title_end)) ++title_end;
    const bool titled = title_end < first_word && s_.bare_title(from, title_end + 1);
    for (std::size_t i = s_.actor_from(titled ? title_end + 1 : from); i < s_.actors().size() && s_.actors()[i].last <= first_word; ++i) {
        const Actor& a = s_.actors()[i];
        if (!titled && inserted_title(a, from, first_word)) continue;
        if (a.demonym) {
            adjectives.push_back(&a);
        } else if (a.prep == Prep::none) {
            none.push_back(&a);
        } else if (a.prep == Prep::genitive || a.prep == Prep::between) {
            if (!a.adjunct) genitive.push_back(&a);
        } else if (a.prep == Prep::with) {
            if (!a.adjunct) none.push_back(&a);
        }
    }
    none = behind_opening(std::move(none), c, from, first_word);
    for (std::uint32_t w = from; w < first_word && !phrase; ++w) {
        phrase = (s_.ends(w, cls_determiner) || s_.text.words[w].is(text::digits)) && !s_.ends(w, cls_coordinator) && s_.time(w) == no_index &&
                 s_.verb(w) == no_index &&
                 (w == from || (w == from + 1 && s_.starts(from, cls_opening | cls_coordinator)) || !s_.ends(w, cls_oblique | cls_genitive));
        if (w + 1 < first_word && s_.ends(w, cls_both)) {
            out.ids = met_or_group();
            out.named = !out.ids.empty();
            if (out.named) return out;
        }
    }
    // Inverted behind what was said: "…", a déclaré X.
    const std::uint32_t behind = verb != no_index ? s_.in.clauses.verbs[verb].last : head + 1;
    const bool reporting = verb != no_index && s_.in.clauses.verbs[verb].reporting;
    const auto inverted = [&] {
        // A name before the state or town that an office belongs to: "le président de la cour de Lyon, X".
        for (const bool name : {true, false}) {
            const std::uint32_t reach = std::min(clauses[c].last, behind + (name ? 14 : 8));
            for (std::size_t i = s_.actor_from(behind); i < s_.actors().size() && s_.actors()[i].first < reach; ++i) {
                const Actor& a = s_.actors()[i];
                if (a.demonym || s_.quoted(a.first)) continue;
                const bool first = a.prep == Prep::none && a.phrase <= behind + 8;
                const bool person = a.prep == Prep::none && a.kind == Kind::person;
                if (name ? !person && !first : a.prep != Prep::none && a.prep != Prep::genitive) continue;
                add_unique(out.ids, a.id);
                out.named = out.inverted = true;
                return true;
            }
        }
        return false;
    };
    const bool named_before = std::any_of(none.begin(), none.end(), [&](const Actor* a) { return !s_.quoted(a->first); });
    const bool opens = first_word > 0 && s_.ends_phrase(first_word - 1) && !named_before &&
                       (verb == no_index || pending(s_.in.clauses.verbs[verb]) == clauses.size());
    if (reporting && opens && inverted()) return out;
    // "…, a annoncé sa famille": somebody without a name.
    if (reporting && opens && first_word == clauses[c].first) {
        std::uint32_t w = behind;
        while (w < clauses[c].last && s_.time(w) != no_index) ++w;
        if (w < clauses[c].last && !s_.ends_phrase(w - 1) && s_.starts(w, cls_determiner) && !s_.starts(w, cls_opening)) {
            out.unnamed = out.inverted = true;
            return out;
        }
    }
    // "les ouvriers de Boeing de la région de Seattle": the town is no actor beside another.
    const auto town = [](const Actor* a) { return a->kind == Kind::place && !a->metonym; };
    if (!std::all_of(genitive.begin(), genitive.end(), town)) std::erase_if(genitive, town);
    // "les ministres de l'Arménie et de l'Azerbaïdjan": a genitive that goes on with "et" belongs to the office before.
    if (!none.empty() && none.back()->office) {
        for (const Actor* a : genitive) {
            if (a->first > none.back()->last && a->phrase <= none.back()->last + 1 && s_.ends(none.back()->last, cls_coordinator)) none.push_back(a);
        }
    }
    // An adjective names the subject when its noun does: "les forces russes", "l'armée ukrainienne".
    const auto& chosen = !none.empty() ? none : (!genitive.empty() ? genitive : adjectives);
    const bool adjectives_count = &chosen == &adjectives;
    // "le gouvernement chilien et les rebelles du Pérou": the first half names itself by its adjective.
    if (!adjectives_count && !chosen.empty()) {
        for (const Actor* a : adjectives) {
            if (phrase && a->last < chosen.back()->first && s_.starts(a->last, cls_coordinator)) add_unique(out.ids, a->id);
        }
    }
    for (const Actor* a : chosen) {
        if (adjectives_count && !phrase) continue;
        add_unique(out.ids, a->id);
    }
    out.named = !out.ids.empty();
    out.direct = out.named && &chosen == &none;
    if (out.named) return out;
    if (phrase) {
        out.unnamed = true;
        return out;
    }
    if (reporting && inverted()) return out;
    out.missing = true;
    return out;
}

std::vector<Id> Cast::resolve(bool plural, bool subordinate, std::uint32_t at) const {
    if (plural && last_group_.size() >= 2) return last_group_;
    if (plural && last_met_.size() >= 2) {
        const bool same = std::any_of(last_subject_.begin(), last_subject_.end(),
                                      [&](Id id) { return std::find(last_met_.begin(), last_met_.end(), id) != last_met_.end(); });
        if (last_subject_.size() < 2 || same) return last_met_;
    }
    // Who acts in the same sentence comes first: "Paris dément qu'elle …", "X a assuré …, mais il a averti".
    for (const bool main : {true, false}) {
        for (const auto& [v, subject] : subjects_) {
            const Verb& verb = s_.in.clauses.verbs[v];
            if (subject.ids.empty() || !finite(verb.tense) || this->subordinate(verb.head) == main) continue;
            const bool person = std::any_of(subject.ids.begin(), subject.ids.end(), [](Id id) { return id.starts_with("person/"); });
            if (subordinate || person || subject.direct) return subject.ids;
        }
    }
    // "ils" is more than one person.
    if (plural) return last_subject_.size() == 1 && last_subject_.front().starts_with("person/") ? std::vector<Id>{} : last_subject_;
    std::vector<Id> out;
    if (subordinate) {
        // Nobody acts yet: the nearest person in front of the pronoun.
        for (std::size_t i = s_.actor_from(at); i > 0 && s_.actors()[i - 1].first >= s_.text.sentences[sentence_].first_word; --i) {
            if (s_.actors()[i - 1].kind == Kind::person) return {s_.actors()[i - 1].id};
        }
    }
    for (Id id : last_subject_) {
        if (id.starts_with("person/")) out.push_back(id);
    }
    if (out.size() == 1) return out;
    if (last_persons_.size() == 1 && sentence_ - persons_seen_ <= 4) return last_persons_;
    // A town that names the subject ("le tribunal de Rome") is not "il".
    if (out.empty() && last_subject_.size() == 1 && !last_subject_.front().starts_with("place/")) return last_subject_;
    return out;
}

void Cast::read_sentence(std::uint32_t sentence) {
    sentence_ = sentence;
    subjects_.clear();
    const auto& verbs = s_.in.clauses.verbs;
    const text::Sentence& span = s_.text.sentences[sentence];
    const auto begin = std::lower_bound(verbs.begin(), verbs.end(), span.first_word, [](const Verb& v, std::uint32_t w) { return v.first < w; });
    for (auto it = begin; it != verbs.end() && it->first < span.last_word; ++it) {
        const auto v = static_cast<std::uint32_t>(it - verbs.begin());
        Subject subject;
        if (finite(it->tense) && !it->shared) {
            subject = work_out(it->first, it->head, v);
        } else {
            subject.missing = true;
        }
        if (subject.missing && subject.ids.empty()) {
            // The subject of the verb before, of a main clause if there is one.
            // A main verb goes on with the main subject, not with that of a clause in between.
            const bool main = finite(it->tense) && !subordinate(it->head) && !goes_on(it->head);
            // "X, que Y avait reçu, est mort": the stretch in front of the clause in between, and nobody else.
            const bool waits = finite(it->tense) && pending(*it) < s_.in.clauses.clauses.size();
            if (waits) resume(*it, subject);
            for (int round = main ? 0 : 1; round < 2 && subject.ids.empty() && !subject.first_person && !waits; ++round) {
                for (auto back = subjects_.rbegin(); back != subjects_.rend(); ++back) {
                    const Verb& before = verbs[back->first];
                    if (!finite(before.tense) && finite(it->tense)) continue;
                    if (round == 0 && subordinate(before.head)) continue;
                    if (!back->second.ids.empty() || back->second.unnamed || back->second.first_person) {
                        subject.ids = back->second.ids;
                        subject.first_person = back->second.first_person;
                        subject.direct = back->second.direct;
                        break;
                    }
                }
                if (round == 0 && !subjects_.empty() && subject.ids.empty()) break;
            }
            // "X, qui avait promis …, ne viendra pas": what the relative clause hangs on is the subject.
            if (main && subject.ids.empty() && subjects_.size() == 1 && subjects_.front().second.pronoun != no_index) {
                const std::uint32_t relative = subjects_.front().second.pronoun;
                const std::size_t i = s_.actor_from(relative);
                if (s_.ends(relative, cls_relative) && i > 0) {
                    const Actor& a = s_.actors()[i - 1];
                    if (a.first >= span.first_word && a.last == relative && !a.demonym && (a.prep == Prep::none)) {
                        subject.ids = {a.id};
                        subject.named = subject.direct = true;
                    }
                }
            }
            // A gerund or participle in front: "S'exprimant lundi, X a …": the name comes later.
            if (subject.ids.empty() && (!finite(it->tense) || s_.starts(it->first, cls_to_have))) {
                for (auto next = it + 1; next != verbs.end() && next->first < span.last_word; ++next) {
                    if (!finite(next->tense)) continue;
                    subject.ids = work_out(next->first, next->head, static_cast<std::uint32_t>(next - verbs.begin())).ids;
                    break;
                }
            }
        }
        subjects_.emplace_back(v, std::move(subject));
    }
}

/// "Avant de rencontrer X lundi, Y a reçu Z": who stands behind the comma that closes the opening.
std::vector<const Actor*> Cast::behind_opening(std::vector<const Actor*> actors, std::size_t clause, std::uint32_t from, std::uint32_t verb) const {
    const auto& c = s_.in.clauses.clauses[clause];
    const auto& verbs = s_.in.clauses.verbs;
    if (actors.size() < 2) return actors;
    std::uint32_t opening = no_index;
    for (std::uint32_t v = c.first_verb; v < c.last_verb && verbs[v].first < verb; ++v) {
        if (verbs[v].first >= from && (!finite(verbs[v].tense) || s_.starts(verbs[v].first, cls_to_have))) opening = verbs[v].last;
    }
    if (opening == no_index) return actors;
    std::uint32_t first = no_index;
    std::uint32_t last = no_index;
    for (std::uint32_t w = opening; w < verb; ++w) {
        if (!s_.ends_phrase(w)) continue;
        if (first == no_index) first = w + 1;
        last = w + 1;
    }
    if (first == no_index) return actors;
    const bool named = std::any_of(actors.begin(), actors.end(), [&](const Actor* a) { return a->first >= last; });
    std::erase_if(actors, [&](const Actor* a) { return a->first < (named ? last : first); });
    return actors;
}

/// A coordinator, a comma or a pronoun between two verbs: the second goes on with the first, or has a subject of its own.
bool Cast::joined(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t w = from; w < to; ++w) {
        if (s_.starts(w, cls_coordinator | cls_third_person | cls_relative | cls_opening) || s_.ends_phrase(w)) return true;
    }
    return false;
}

/// True if the word is a noun of the same kind of event.
bool Cast::names_deed(std::uint32_t w, const Trigger& trigger) const {
    bool found = false;
    s_.lexicon.triggers_at(s_.text, w, [&](std::uint32_t end, const std::vector<Inflection>& group) {
        if (end != s_.text.words[w].end) return;
        for (const Inflection& form : group) found = found || (form.noun && s_.lexicon.trigger(form.index).type == trigger.type);
    });
    return found;
}

/// "X, que Y avait reçu, est mort", at the verb of "est mort": the clause of "X", whose verb is still to come; or clauses.size().
std::size_t Cast::pending(const Verb& verb) const {
    const auto& clauses = s_.in.clauses.clauses;
    std::size_t c = s_.clause(verb.head);
    const std::size_t none = clauses.size();
    // The verb opens its clause, or ends the clause in between, behind the comma that closes it.
    // "X, dont Y parle, n'a pas": particles and pronouns before it are short.
    std::uint32_t first = verb.first;
    for (unsigned n = 0; n < 3 && first > 0 && !s_.ends_phrase(first - 1); ++n) {
        const text::Word& word = s_.text.words[first - 1];
        if (!word.is(text::elided) && word.end - word.begin > 2) break;
        --first;
    }
    if (c >= none || c == 0 || first == 0 || !s_.ends_phrase(first - 1)) return none;
    const std::uint32_t begin = s_.text.sentences[clauses[c].sentence].first_word;
    if (first == clauses[c].first) --c;
    if (!clauses[c].subordinate) return none;
    while (c > 0 && clauses[c].subordinate && clauses[c].first > begin) --c;
    if (clauses[c].subordinate || clauses[c].first < begin || !s_.ends_phrase(clauses[c].last - 1)) return none;
    for (std::uint32_t v = clauses[c].first_verb; v < clauses[c].last_verb; ++v) {
        if (finite(s_.in.clauses.verbs[v].tense)) return none;
    }
    return c;
}

void Cast::resume(const Verb& verb, Subject& subject) const {
    const auto& clauses = s_.in.clauses.clauses;
    const std::size_t c = pending(verb);
    if (c == clauses.size()) return;
    // What stands behind the last comma.
    std::uint32_t from = clauses[c].last - 1;
    while (from > clauses[c].first && !s_.ends_phrase(from - 1)) --from;
    for (std::size_t i = s_.actor_from(from); i < s_.actors().size() && s_.actors()[i].last <= clauses[c].last; ++i) {
        const Actor& a = s_.actors()[i];
        if (a.prep == Prep::none && !a.demonym) add_unique(subject.ids, a.id);
    }
    subject.named = subject.direct = !subject.ids.empty();
}

void Cast::end_sentence() {
    for (const auto& [v, subject] : subjects_) {
        const Verb& verb = s_.in.clauses.verbs[v];
        if (!finite(verb.tense) || s_.quoted(verb.head)) continue;
        if (subject.unnamed && !subordinate(verb.head)) {
            last_subject_.clear();
            last_group_.clear();
            last_persons_.clear(); // "il" may be whoever that is
            break;
        }
        if (subject.ids.empty()) continue;
        const std::size_t c = s_.clause(verb.head);
        const bool main = c < s_.in.clauses.clauses.size() && !s_.in.clauses.clauses[c].subordinate;
        if (!main && subject.pronoun != no_index) continue;
        last_group_.clear();
        if (!subject.direct && subject.pronoun == no_index) last_group_ = subject.ids;
        if (!last_group_.empty()) keep_group(verb);
        if (last_group_.size() == 1) last_group_.push_back(last_group_.front()); // "les dirigeants de l'OTAN": many of one
        if (!subject.direct && subject.pronoun == no_index && !last_subject_.empty()) {
            if (main) break;
            continue;
        }
        last_subject_ = subject.ids;
        std::vector<Id> persons;
        for (Id id : subject.ids) {
            if (id.starts_with("person/")) persons.push_back(id);
        }
        if (!persons.empty()) {
            last_persons_ = std::move(persons);
            persons_seen_ = sentence_;
        }
        if (main) break; // the first main verb names the topic
    }
}

Subject Cast::subject_of(std::uint32_t verb, std::uint32_t w) const {
    for (const auto& [v, subject] : subjects_) {
        if (v == verb) return subject;
    }
    Subject subject = work_out(w, w, no_index);
    if (subject.missing && subject.ids.empty()) {
        for (auto back = subjects_.rbegin(); back != subjects_.rend(); ++back) {
            if (s_.in.clauses.verbs[back->first].first < w && !back->second.ids.empty()) {
                subject.ids = back->second.ids;
                break;
            }
        }
    }
    return subject;
}

void Cast::add(Draft& draft, Id id, ParticipantRole role) const {
    if (id.empty() || draft.participants.size() >= most_participants) return;
    for (const Part& p : draft.participants) {
        if (p.id == id) return;
    }
    draft.participants.push_back({id, role});
}

void Cast::fill_verb(Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until) const {
    const Subject subject = subject_of(draft.verb, draft.first);
    const auto& verbs = s_.in.clauses.verbs;
    const bool passive = draft.passive;
    const std::uint32_t behind = draft.last;
    const std::uint32_t start = draft.verb != no_index ? verbs[draft.verb].first : draft.first;
    draft.first_person = subject.first_person;
    draft.pronoun = subject.pronoun;
    draft.subject_missing = subject.missing && !subject.ids.empty();
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
                         (s_.actors()[i - 1].prep == Prep::genitive && s_.actors()[i - 1].kind == Kind::person));
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
        if (a.prep == Prep::agent && !passive && !reduced) continue;
        // "tuées dans des frappes israéliennes": the adjective of what did it.
        if (a.demonym && passive && (a.prep == Prep::inside || a.prep == Prep::other) && names_deed(a.first - 1, trigger)) {
            add(draft, a.id, ParticipantRole::actor);
            continue;
        }
        // Who talks stands behind "avec"; what stands behind "de" is talked about.
        if (trigger.is(talk) && a.prep != Prep::with) continue;
        ParticipantRole role = trigger.roles == Roles::mutual ? ParticipantRole::actor : ParticipantRole::recipient;
        // "reçu à l'Élysée": where, not by whom.
        const bool seat = a.prep == Prep::toward && a.metonym && a.kind == Kind::organisation && s_.ends(a.phrase, cls_inside) &&
                          trigger.roles != Roles::dative && !trigger.asks_toward;
        if (a.prep == Prep::agent) {
            role = passive || reduced ? ParticipantRole::actor : ParticipantRole::other;
        } else if (a.prep == Prep::inside ||
                   (a.prep == Prep::toward && !a.place.empty() && trigger.roles != Roles::dative && a.kind == Kind::place)) {
            const bool given_to = trigger.roles == Roles::dative && a.prep == Prep::inside && s_.ends(a.phrase, cls_toward) &&
                                  (a.metonym || a.kind != Kind::place);
            if (!given_to && !a.place.empty()) continue;
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
    // Passive with the agent named: what was done to whom is settled; inverted subjects were found before.
    find_place(draft, trigger, start, until, from);
}

void Cast::fill_noun(Draft& draft, const Trigger& trigger, std::uint32_t carrier, std::uint32_t until) const {
    if (carrier != no_index && trigger.noun) {
        const Subject subject = subject_of(carrier, s_.in.clauses.verbs[carrier].first);
        draft.first_person = subject.first_person;
        if (s_.in.clauses.verbs[carrier].first < draft.first) {
            for (Id id : subject.ids) add(draft, id, ParticipantRole::actor);
            draft.pronoun = subject.pronoun;
            draft.subject_missing = subject.missing && !subject.ids.empty();
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
        if (draft.participants.size() < 2 && last_met_.size() >= 2) {
            for (Id id : last_met_) add(draft, id, ParticipantRole::actor);
        }
    }
    if (draft.first > 0 && s_.ends(draft.first - 1, cls_possessive) && draft.participants.empty()) {
        for (const auto& [v, subject] : subjects_) {
            if (s_.in.clauses.verbs[v].first >= draft.first || subject.ids.empty()) continue;
            for (Id id : subject.ids) add(draft, id, ParticipantRole::actor);
            break;
        }
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
        case Prep::with:
        case Prep::between:
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
    find_place(draft, trigger, draft.first, until);
}

/// "l'invasion de l'Irak", not "l'attaque de l'Irak contre l'Iran".
bool Cast::suffers(const Actor& a, const Trigger& trigger, std::size_t index, std::uint32_t until) const {
    if (trigger.roles != Roles::object && (trigger.roles != Roles::land || a.kind != Kind::country)) return false;
    for (std::size_t i = index + 1; i < s_.actors().size() && s_.actors()[i].first < until; ++i) {
        if (s_.actors()[i].prep == Prep::against && s_.actors()[i].phrase <= a.last + 2) return false;
    }
    return true;
}

void Cast::find_place(Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until, std::uint32_t behind) const {
    const auto& clauses = s_.in.clauses.clauses;
    if (draft.clause >= clauses.size()) return;
    const auto is_place = [&](const Actor& a) {
        if (a.place.empty() || (a.prep != Prep::inside && a.prep != Prep::toward)) return false;
        if (a.prep == Prep::toward && a.kind != Kind::place) return false;
        if (a.metonym && a.prep == Prep::inside && trigger.roles == Roles::dative) return false;
        return true;
    };
    const Actor* best = nullptr;
    for (std::size_t i = s_.actor_from(std::max(draft.last, behind)); i < s_.actors().size() && s_.actors()[i].first < until; ++i) {
        if (is_place(s_.actors()[i])) {
            best = &s_.actors()[i];
            break;
        }
    }
    // "Kiev, où il a signé"
    if (best == nullptr && s_.starts(clauses[draft.clause].first, cls_where)) {
        for (std::size_t i = s_.actor_from(clauses[draft.clause].first); i > 0; --i) {
            const Actor& a = s_.actors()[i - 1];
            if (clauses[draft.clause].first - a.last > 3) break;
            if (!a.place.empty()) {
                draft.place = a.place;
                return;
            }
        }
    }
    if (best == nullptr) {
        for (std::size_t i = s_.actor_from(clauses[draft.clause].first); i < s_.actors().size() && s_.actors()[i].first < from; ++i) {
            // "à Antalya, en Turquie": the town.
            if (s_.apposed_participle(s_.actors()[i].first, clauses[draft.clause].first)) continue;
            if (is_place(s_.actors()[i]) && (best == nullptr || s_.actors()[i].phrase != best->last)) best = &s_.actors()[i];
        }
    }
    if (best == nullptr) return;
    for (const Part& p : draft.participants) {
        if (p.id == best->place && p.role == ParticipantRole::recipient) return;
    }
    draft.place = best->place;
}

void Cast::met(const std::vector<Part>& participants) {
    std::vector<Id> ids, persons;
    for (const Part& p : participants) {
        ids.push_back(p.id);
        if (p.id.starts_with("person/")) persons.push_back(p.id);
    }
    if (persons.size() >= 2)
        last_met_ = std::move(persons);
    else if (ids.size() >= 2)
        last_met_ = std::move(ids);
}

} // namespace stoltenberg::event
