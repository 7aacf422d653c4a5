#include "event/cast.hpp"

#include <algorithm>

namespace stoltenberg::event {
namespace {

using clause::Tense;
using clause::Verb;

void add_unique(std::vector<std::string>& ids, const std::string& id) {
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

std::vector<std::string> Cast::met_or_group() const {
    if (last_met_.size() >= 2) return last_met_;
    return last_group_.size() >= 2 ? last_group_ : last_subject_;
}

bool Cast::subordinate(std::uint32_t w) const {
    const std::size_t c = s_.clause(w);
    return c < s_.in.clauses.clauses.size() && s_.in.clauses.clauses[c].subordinate;
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
    // A pronoun right in front of the verb.
    for (std::uint32_t k = first_word; k > from && k + 5 > first_word; --k) {
        const std::uint32_t w = k - 1;
        if (s_.ends_phrase(w) && k != first_word) break;
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
            out.ids = resolve(s_.ends(w, cls_plural_pronoun), clauses[c].subordinate, w);
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
    for (std::size_t i = s_.actor_from(from); i < s_.actors().size() && s_.actors()[i].last <= first_word; ++i) {
        const Actor& a = s_.actors()[i];
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
    for (std::uint32_t w = from; w < first_word && !phrase; ++w) {
        phrase = s_.ends(w, cls_determiner) && !s_.ends(w, cls_coordinator) && s_.time(w) == no_index && s_.verb(w) == no_index &&
                 !s_.ends(w, cls_oblique | cls_genitive);
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
        for (std::size_t i = s_.actor_from(behind); i < s_.actors().size() && s_.actors()[i].first < std::min(clauses[c].last, behind + 8); ++i) {
            const Actor& a = s_.actors()[i];
            if (a.demonym || (a.prep != Prep::none && a.prep != Prep::genitive) || s_.quoted(a.first)) continue;
            add_unique(out.ids, a.id);
            out.named = true;
            return true;
        }
        return false;
    };
    if (reporting && first_word > 0 && s_.ends_phrase(first_word - 1) && inverted()) return out;
    // "les ministres de l'Arménie et de l'Azerbaïdjan": a genitive that goes on with "et" belongs to the office before.
    if (!none.empty() && none.back()->office) {
        for (const Actor* a : genitive) {
            if (a->first > none.back()->last && a->phrase <= none.back()->last + 1 && s_.ends(none.back()->last, cls_coordinator)) none.push_back(a);
        }
    }
    // An adjective names the subject when its noun does: "les forces russes", "l'armée ukrainienne".
    const auto& chosen = !none.empty() ? none : (!genitive.empty() ? genitive : adjectives);
    const bool adjectives_count = &chosen == &adjectives;
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

std::vector<std::string> Cast::resolve(bool plural, bool subordinate, std::uint32_t at) const {
    if (plural && last_group_.size() >= 2) return last_group_;
    if (plural && last_met_.size() >= 2) {
        const bool same = std::any_of(last_subject_.begin(), last_subject_.end(),
                                      [&](const std::string& id) { return std::find(last_met_.begin(), last_met_.end(), id) != last_met_.end(); });
        if (last_subject_.size() < 2 || same) return last_met_;
    }
    // Who acts in the same sentence comes first: "Paris dément qu'elle …", "X a assuré …, mais il a averti".
    for (const auto& [v, subject] : subjects_) {
        if (subject.ids.empty() || !finite(s_.in.clauses.verbs[v].tense)) continue;
        const bool person = std::any_of(subject.ids.begin(), subject.ids.end(), [](const std::string& id) { return id.starts_with("person/"); });
        if (subordinate || person || subject.direct) return subject.ids;
    }
    // "ils" is more than one person.
    if (plural) return last_subject_.size() == 1 && last_subject_.front().starts_with("person/") ? std::vector<std::string>{} : last_subject_;
    std::vector<std::string> out;
    if (subordinate) {
        // Nobody acts yet: the nearest person in front of the pronoun.
        for (std::size_t i = s_.actor_from(at); i > 0 && s_.actors()[i - 1].first >= s_.text.sentences[sentence_].first_word; --i) {
            if (s_.actors()[i - 1].kind == Kind::person) return {s_.actors()[i - 1].id};
        }
    }
    for (const std::string& id : last_subject_) {
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
        if (finite(it->tense)) {
            subject = work_out(it->first, it->head, v);
        } else {
            subject.missing = true;
        }
        if (subject.missing && subject.ids.empty()) {
            // The subject of the verb before, of a main clause if there is one.
            // A main verb goes on with the main subject, not with that of a clause in between.
            const bool main = finite(it->tense) && !subordinate(it->head) && !goes_on(it->head);
            for (int round = main ? 0 : 1; round < 2 && subject.ids.empty() && !subject.first_person; ++round) {
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
                        subject.missing = false;
                    }
                }
            }
            // A gerund or participle in front: "S'exprimant lundi, X a …": the name comes later.
            if (subject.ids.empty() && !finite(it->tense)) {
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

void Cast::end_sentence() {
    for (const auto& [v, subject] : subjects_) {
        const Verb& verb = s_.in.clauses.verbs[v];
        if (!finite(verb.tense) || s_.quoted(verb.head)) continue;
        if (subject.unnamed && !subordinate(verb.head)) {
            last_subject_.clear();
            last_group_.clear();
            break;
        }
        if (subject.ids.empty()) continue;
        const std::size_t c = s_.clause(verb.head);
        const bool main = c < s_.in.clauses.clauses.size() && !s_.in.clauses.clauses[c].subordinate;
        if (!main && subject.pronoun != no_index) continue;
        last_group_.clear();
        if (!subject.direct && subject.pronoun == no_index) last_group_ = subject.ids;
        if (last_group_.size() == 1) last_group_.push_back(last_group_.front()); // "les dirigeants de l'OTAN": many of one
        if (!subject.direct && subject.pronoun == no_index && !last_subject_.empty()) {
            if (main) break;
            continue;
        }
        last_subject_ = subject.ids;
        std::vector<std::string> persons;
        for (const std::string& id : subject.ids) {
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

void Cast::add(Draft& draft, const std::string& id, ParticipantRole role) const {
    if (id.empty() || draft.participants.size() >= most_participants) return;
    for (const Participant& p : draft.participants) {
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
        for (const std::string& id : subject.ids)
            add(draft, id, trigger.roles == Roles::mutual ? ParticipantRole::actor : ParticipantRole::recipient);
    } else if (!reduced) {
        for (const std::string& id : subject.ids) add(draft, id, active);
    }
    if (draft.pronoun != no_index || draft.subject_missing) draft.pronoun_name = subject.ids.empty() ? std::string() : subject.ids.front();
    std::size_t recipients = 0;
    bool listed = false; ///< inside "ses homologues allemand, français et britannique"
    for (std::size_t i = s_.actor_from(behind); i < s_.actors().size() && s_.actors()[i].first < until; ++i) {
        const Actor& a = s_.actors()[i];
        if (a.first < from || recipients >= 8) continue;
        if ((s_.quoted(a.first) && !s_.quoted(draft.first)) || a.adjunct) continue;
        if (a.kind == Kind::place && !a.metonym) continue;
        if (a.prep == Prep::agent && !passive && !reduced) continue;
        // Who talks stands behind "avec"; what stands behind "de" is talked about.
        if (trigger.is(talk) && a.prep != Prep::with) continue;
        ParticipantRole role = trigger.roles == Roles::mutual ? ParticipantRole::actor : ParticipantRole::recipient;
        if (a.prep == Prep::agent) {
            role = passive || reduced ? ParticipantRole::actor : ParticipantRole::other;
        } else if (a.prep == Prep::inside ||
                   (a.prep == Prep::toward && !a.place.empty() && trigger.roles != Roles::dative && a.kind == Kind::place)) {
            const bool given_to = trigger.roles == Roles::dative && a.prep == Prep::inside && s_.ends(a.phrase, cls_toward) &&
                                  (a.metonym || a.kind != Kind::place);
            if (!given_to && !a.place.empty()) continue;
            if (!given_to && a.kind == Kind::country) continue;
        } else if (a.prep == Prep::other || (a.kind == Kind::place && !a.metonym)) {
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
    find_place(draft, trigger, start, until);
}

void Cast::fill_noun(Draft& draft, const Trigger& trigger, std::uint32_t carrier, std::uint32_t until) const {
    if (carrier != no_index && trigger.noun) {
        const Subject subject = subject_of(carrier, s_.in.clauses.verbs[carrier].first);
        draft.first_person = subject.first_person;
        if (s_.in.clauses.verbs[carrier].first < draft.first) {
            for (const std::string& id : subject.ids) add(draft, id, ParticipantRole::actor);
            draft.pronoun = subject.pronoun;
            draft.subject_missing = subject.missing && !subject.ids.empty();
            if (draft.pronoun != no_index || draft.subject_missing) draft.pronoun_name = subject.ids.empty() ? std::string() : subject.ids.front();
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
            for (const std::string& id : last_met_) add(draft, id, ParticipantRole::actor);
        }
    }
    if (draft.first > 0 && s_.ends(draft.first - 1, cls_possessive) && draft.participants.empty()) {
        for (const auto& [v, subject] : subjects_) {
            if (s_.in.clauses.verbs[v].first >= draft.first || subject.ids.empty()) continue;
            for (const std::string& id : subject.ids) add(draft, id, ParticipantRole::actor);
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
            add(draft, a.id, a.metonym && a.kind == Kind::place ? ParticipantRole::other : ParticipantRole::actor);
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

void Cast::find_place(Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until) const {
    const auto& clauses = s_.in.clauses.clauses;
    if (draft.clause >= clauses.size()) return;
    const auto is_place = [&](const Actor& a) {
        if (a.place.empty() || (a.prep != Prep::inside && a.prep != Prep::toward)) return false;
        if (a.prep == Prep::toward && a.kind != Kind::place) return false;
        if (a.metonym && a.prep == Prep::inside && trigger.roles == Roles::dative) return false;
        return true;
    };
    const Actor* best = nullptr;
    for (std::size_t i = s_.actor_from(draft.last); i < s_.actors().size() && s_.actors()[i].first < until; ++i) {
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
            if (is_place(s_.actors()[i])) best = &s_.actors()[i];
        }
    }
    if (best == nullptr) return;
    for (const Participant& p : draft.participants) {
        if (p.id == best->place && p.role == ParticipantRole::recipient) return;
    }
    draft.place = best->place;
}

void Cast::met(const std::vector<Participant>& participants) {
    std::vector<std::string> ids, persons;
    for (const Participant& p : participants) {
        ids.push_back(p.id);
        if (p.id.starts_with("person/")) persons.push_back(p.id);
    }
    if (persons.size() >= 2)
        last_met_ = std::move(persons);
    else if (ids.size() >= 2)
        last_met_ = std::move(ids);
}

} // namespace stoltenberg::event
