#include "event/subjects.hpp"

#include <algorithm>

#include "event/draft.hpp"

namespace stoltenberg::event {
namespace {

using clause::Verb;

constexpr std::uint32_t most_group = 14; ///< words of a subject that a summary repeats

void add_unique(std::vector<Id>& ids, Id id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

} // namespace

Subjects::Subjects(const Scene& scene) : s_(scene) {}

void Subjects::read_sentence(std::uint32_t sentence) {
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

void Subjects::end_sentence() {
    const text::Sentence& span = s_.text.sentences[sentence_];
    for (std::size_t i = s_.actor_from(span.first_word); i < s_.actors().size() && s_.actors()[i].last <= span.last_word; ++i) {
        const Actor& a = s_.actors()[i];
        if (a.kind != Kind::person || a.demonym || s_.quoted(a.first)) continue;
        latter_ = sentence_;
        latter_id_ = a.id;
    }
    for (const auto& [v, subject] : subjects_) {
        const Verb& verb = s_.in.clauses.verbs[v];
        if (!finite(verb.tense) || s_.quoted(verb.head)) continue;
        if (subject.unnamed && !subordinate(verb.head)) {
            last_subject_.clear();
            last_group_.clear();
            last_persons_.clear(); // "il" may be whoever that is
            keep_group(verb);
            rival_ = sentence_;
            rival_passive_ = verb.passive;
            rival_ids_.clear();
            break;
        }
        if (subject.ids.empty()) continue;
        const std::size_t c = s_.clause(verb.head);
        const bool main = c < s_.in.clauses.clauses.size() && !s_.in.clauses.clauses[c].subordinate;
        if (!main && subject.pronoun != no_index) continue;
        if (subject.latter && s_.starts(verb.first, cls_anterior)) break; // "Ce dernier avait": an aside, the topic stays
        last_group_.clear();
        if (!subject.direct && subject.pronoun == no_index) last_group_ = subject.ids;
        if (!last_group_.empty()) keep_group(verb);
        if (last_group_.size() == 1) last_group_.push_back(last_group_.front()); // "les dirigeants de l'OTAN": many of one
        if (main && !last_group_.empty()) {
            rival_ = sentence_;
            rival_passive_ = verb.passive;
            rival_ids_ = subject.ids;
        }
        if (!subject.direct && subject.pronoun == no_index && !last_subject_.empty()) {
            if (main) break;
            continue;
        }
        last_subject_ = subject.ids;
        if (subject.pronoun == no_index) last_gender_ = gender(subject.ids.front(), verb.first);
        if (subject.ids.size() >= 2) last_pair_ = subject.ids;
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

Subject Subjects::of(std::uint32_t verb, std::uint32_t w) const {
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

std::span<const Id> Subjects::first_before(std::uint32_t w) const {
    for (const auto& [v, subject] : subjects_) {
        if (s_.in.clauses.verbs[v].first < w && !subject.ids.empty()) return subject.ids;
    }
    return {};
}

std::span<const Id> Subjects::main() const {
    for (const auto& [v, subject] : subjects_) {
        const Verb& verb = s_.in.clauses.verbs[v];
        if (finite(verb.tense) && !subordinate(verb.head) && subject.direct && !subject.inverted) return subject.ids;
    }
    return {};
}

void Subjects::met(const std::vector<Part>& participants) {
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

Subject Subjects::work_out(std::uint32_t first_word, std::uint32_t head, std::uint32_t verb) const {
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
                const std::uint32_t phrase = another_phrase(s_.actors()[i - 1].last, w);
                if (phrase != w) {
                    out.group_first = phrase;
                    out.group_last = w;
                    return out;
                }
                out.ids.push_back(s_.actors()[i - 1].id);
                // "la menace russe, qui": nothing nearer than the adjective.
            }
            return out;
        }
        if (s_.ends(w, cls_third_person)) {
            out.pronoun = w;
            while (out.pronoun > from && !s_.starts(out.pronoun, cls_third_person)) --out.pronoun;
            out.plural = s_.ends(w, cls_plural_pronoun);
            // "Le candidat du parti a déposé un recours. Il": that one, whoever was named before.
            // "X a renversé Y. Ce dernier": Y.
            if (s_.ends(w, cls_latter) && !clauses[c].subordinate && latter_ + 1 == sentence_ && from_start(w)) {
                out.ids = {latter_id_};
                out.latter = true;
                return out;
            }
            if (!out.plural && !clauses[c].subordinate && verb != no_index && rival(w, s_.in.clauses.verbs[verb].passive)) {
                out.ids = rival_ids_;
                out.group_first = group_first_;
                out.group_last = group_last_;
                return out;
            }
            out.ids = resolve(out.plural, clauses[c].subordinate, w);
            const bool unnamed = out.ids.empty() && last_subject_.empty() && last_group_.empty();
            if (out.plural && (unnamed || (last_group_.size() >= 2 && out.ids == last_group_))) {
                out.group_first = group_first_;
                out.group_last = group_last_;
            }
            return out;
        }
        if (s_.ends(w, cls_both)) {
            out.both = true;
            out.ids = both(s_.ends(w, cls_both_states));
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
            // "des unités venues de Sibérie": where from.
            const std::uint32_t v = a.phrase > 0 ? s_.verb(a.phrase - 1) : no_index;
            const bool from_there = v != no_index && a.kind == Kind::place && s_.in.clauses.verbs[v].tense == clause::Tense::participle;
            if (!a.adjunct && !from_there) genitive.push_back(&a);
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
            out.both = true;
            out.ids = both(s_.ends(w, cls_both_states));
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
                out.direct = a.prep == Prep::none && a.kind == Kind::person;
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
    // "les ouvriers de Boeing de la région de Seattle", "le parquet de Lyon": the town is no actor; but "le gouvernement du Québec".
    const auto governed = [&](const Actor* a) {
        for (std::uint32_t w = a->phrase; w > from && w + 4 > a->phrase; --w) {
            if (s_.starts(w - 1, cls_authority)) return true;
        }
        return false;
    };
    const auto town = [](const Actor* a) { return a->kind == Kind::place && !a->metonym; };
    const bool only_towns = std::all_of(genitive.begin(), genitive.end(), town);
    std::erase_if(genitive, [&](const Actor* a) { return town(a) && !(only_towns && governed(a)); });
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
    // "X et son homologue ukrainien": the second half names itself by its adjective, unless a name follows.
    if (!adjectives_count && !chosen.empty()) {
        for (const Actor* a : adjectives) {
            const std::uint32_t end = chosen.back()->last;
            const bool second = a->first > end && a->first <= end + 4 && s_.ends(end, cls_coordinator) && s_.starts(end + 1, cls_determiner);
            if (second) add_unique(out.ids, a->id);
        }
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

/// "Avant de rencontrer X lundi, Y a reçu Z": who stands behind the comma that closes the opening.
std::vector<const Actor*> Subjects::behind_opening(std::vector<const Actor*> actors, std::size_t clause, std::uint32_t from,
                                                   std::uint32_t verb) const {
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

/// "X, que Y avait reçu, est mort", at the verb of "est mort": the clause of "X", whose verb is still to come; or clauses.size().
std::size_t Subjects::pending(const Verb& verb) const {
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

void Subjects::resume(const Verb& verb, Subject& subject) const {
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
    // A noun phrase, as its first word shows.
    if (clauses[c].last - from <= most_group && s_.starts(from, cls_determiner) && !s_.starts(from, cls_opening | cls_oblique)) {
        subject.group_first = from;
        subject.group_last = clauses[c].last;
    }
}

/// "Derna, quatre jours après les pluies qui": where a noun phrase begins between a name and the relative pronoun, or `to`.
std::uint32_t Subjects::another_phrase(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t w = to; w > from + 1; --w) {
        if (s_.starts(w - 1, cls_determiner) && !s_.starts(w - 1, cls_genitive) && s_.time(w - 1) == no_index && s_.role(w - 1) == no_index && w < to)
            return w - 1;
    }
    return to;
}

/// A coordinator, a comma or a pronoun between two verbs: the second goes on with the first, or has a subject of its own.
bool Subjects::joined(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t w = from; w < to; ++w) {
        if (s_.starts(w, cls_coordinator | cls_third_person | cls_relative | cls_opening) || s_.ends_phrase(w)) return true;
    }
    return false;
}

/// "X, maire de Paris depuis 2001, a": the office between commas is X again.
bool Subjects::inserted_title(const Actor& a, std::uint32_t from, std::uint32_t to) const {
    std::uint32_t first = a.first;
    while (first > from && !s_.ends_phrase(first - 1)) --first;
    std::uint32_t last = a.last;
    while (last < to && !s_.ends_phrase(last - 1)) ++last;
    return first > from && s_.ends_phrase(last - 1) && s_.bare_title(first, last);
}

/// "la menace, qui maintient A et a déployé B": the relative clause goes on where no comma closes it.
bool Subjects::goes_on(std::uint32_t w) const {
    const auto& clauses = s_.in.clauses.clauses;
    const std::size_t c = s_.clause(w);
    if (c == 0 || c >= clauses.size() || clauses[c - 1].sentence != clauses[c].sentence) return false;
    return s_.starts(clauses[c - 1].first, cls_relative) && s_.starts(clauses[c].first, cls_coordinator) && !s_.ends_phrase(clauses[c].first - 1);
}

bool Subjects::subordinate(std::uint32_t w) const {
    const std::size_t c = s_.clause(w);
    return c < s_.in.clauses.clauses.size() && s_.in.clauses.clauses[c].subordinate;
}

std::vector<Id> Subjects::resolve(bool plural, bool subordinate, std::uint32_t at) const {
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
    // "La police a interpellé un homme. Il": not the police.
    const bool other = (last_gender_ == cls_feminine && s_.ends(at, cls_masculine)) || (last_gender_ == cls_masculine && s_.ends(at, cls_feminine));
    if (out.empty() && !other && last_subject_.size() == 1 && !last_subject_.front().starts_with("place/")) return last_subject_;
    return out;
}

/// The pronoun agrees with the noun phrase that was the main subject of the sentence before and named itself at most by the way.
/// What it did or underwent, the pronoun does or undergoes too: "Le tribunal a condamné X. Il était jugé" is X.
bool Subjects::rival(std::uint32_t pronoun, bool passive) const {
    if (rival_ == no_index || rival_ + 1 != sentence_ || group_last_ <= group_first_ || rival_passive_ != passive || !from_start(pronoun))
        return false;
    return (s_.starts(group_first_, cls_masculine) && s_.ends(pronoun, cls_masculine)) ||
           (s_.starts(group_first_, cls_feminine) && s_.ends(pronoun, cls_feminine));
}

/// What the article in front of a name that is no person's tells: cls_masculine, cls_feminine or 0.
std::uint64_t Subjects::gender(Id id, std::uint32_t verb) const {
    if (id.starts_with("person/")) return 0;
    const std::uint32_t from = s_.text.sentences[sentence_].first_word;
    for (std::size_t i = s_.actor_from(verb); i > 0 && s_.actors()[i - 1].first > from; --i) {
        const Actor& a = s_.actors()[i - 1];
        if (a.id != id || a.demonym || s_.mention(a.first - 1) != no_index) continue;
        for (const std::uint64_t c : {cls_masculine, cls_feminine}) {
            if (s_.starts(a.first - 1, c) && s_.ends(a.first - 1, c)) return c;
        }
        return 0;
    }
    return 0;
}

/// Nobody acts in the sentence in front of the word.
bool Subjects::from_start(std::uint32_t w) const {
    return std::all_of(subjects_.begin(), subjects_.end(), [&](const auto& s) {
        return s.second.missing || s_.in.clauses.verbs[s.first].first >= w || !finite(s_.in.clauses.verbs[s.first].tense);
    });
}

std::vector<Id> Subjects::both(bool states) const {
    // "les deux pays" are no two ministers.
    const auto fits = [&](const std::vector<Id>& ids) {
        return !states || std::none_of(ids.begin(), ids.end(), [](Id id) { return id.starts_with("person/"); });
    };
    for (const std::vector<Id>* ids : {&last_met_, &last_group_, &last_subject_, &last_pair_}) {
        if (ids->size() >= 2 && fits(*ids)) return *ids;
    }
    return fits(last_subject_) ? last_subject_ : std::vector<Id>{};
}

/// "Les conseillers français et allemand se retrouveront. Ils": the words in front of the verb, without what opens the sentence.
void Subjects::keep_group(const Verb& verb) {
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
    // "Le candidat, arrivé troisième, a déposé": what commas insert is left out.
    if (group_first_ < group_last_ && s_.ends_phrase(group_last_ - 1)) {
        const std::uint32_t end = group_last_;
        group_last_ = group_first_ + 1;
        while (!s_.ends_phrase(group_last_ - 1)) ++group_last_;
        const bool inserted = group_last_ < end;
        group_last_ = inserted ? group_last_ : group_first_;
        return;
    }
    if (group_first_ >= group_last_ || group_last_ - group_first_ > most_group || s_.ends_phrase(group_last_ - 1)) group_first_ = group_last_ = 0;
}

} // namespace stoltenberg::event
