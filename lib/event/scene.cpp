#include "event/scene.hpp"

#include <algorithm>

namespace stoltenberg::event {
namespace {

constexpr std::uint16_t ends_phrase_marks = text::gap_comma | text::gap_colon | text::gap_stop | text::gap_open | text::gap_close | text::gap_square |
                                            text::gap_quote | text::gap_line;

} // namespace

Scene::Scene(const Input& input, const Lexicon& lex) : in(input), lexicon(lex), text(input.text) {
    const std::size_t n = text.words.size();
    at_.resize(n + 1);
    find_classes();
    for (const Range& r : in.skip) {
        const auto begins = [](const text::Word& word, std::uint32_t at) { return word.begin < at; };
        const auto first = std::lower_bound(text.words.begin(), text.words.end(), r.begin, begins);
        const auto last = std::lower_bound(first, text.words.end(), std::max(r.begin, r.end), begins);
        for (auto w = first; w != last; ++w) at_[static_cast<std::size_t>(w - text.words.begin())].skipped = true;
    }
    const auto mark = [&](std::uint32_t At::*what, std::uint32_t first, std::uint32_t last, std::uint32_t index) {
        for (std::uint32_t w = first; w < last && w < n; ++w) at_[w].*what = index;
    };
    for (std::uint32_t i = 0; i < in.entities.mentions.size(); ++i)
        mark(&At::mention, in.entities.mentions[i].first, in.entities.mentions[i].last, i);
    for (std::uint32_t i = 0; i < in.entities.roles.size(); ++i) mark(&At::role, in.entities.roles[i].first, in.entities.roles[i].last, i);
    for (std::uint32_t i = 0; i < in.findings.found.size() && i < in.times.size(); ++i)
        mark(&At::time, in.findings.found[i].first, in.findings.found[i].last, i);
    for (std::uint32_t i = 0; i < in.clauses.verbs.size(); ++i) {
        const auto& v = in.clauses.verbs[i];
        if (v.head < n) at_[v.head].head = i;
        mark(&At::verb, v.first, v.last, i);
    }
    std::uint32_t w = 0; // clauses stand in their order
    const auto outside = static_cast<std::uint32_t>(in.clauses.clauses.size());
    for (std::uint32_t i = 0; i < in.clauses.clauses.size(); ++i) {
        for (; w < in.clauses.clauses[i].first; ++w) at_[w].clause = outside;
        for (; w < in.clauses.clauses[i].last; ++w) at_[w].clause = i;
    }
    for (; w <= n; ++w) at_[w].clause = outside;
    find_quotes();
    find_actors();
    prepositions();
}

/// Classes of words and phrases, and where phrases end.
void Scene::find_classes() {
    const text::Word* const words = text.words.data();
    const text::Word* const end_of_text = words + text.words.size();
    At* at = at_.data();
    for (const text::Word* word = words; word != end_of_text; ++word, ++at) {
        const auto w = static_cast<std::uint32_t>(word - words);
        at->phrase_end = word->before(ends_phrase_marks) && !title_stop(w);
        lexicon.classes_at(text, w, [&](std::uint32_t end, std::uint64_t set) {
            at->starts |= set;
            std::size_t last = 0;
            while (word + last + 1 != end_of_text && word[last + 1].begin < end) ++last;
            at[last].ends |= set;
        });
        if ((at->starts | at->ends) == 0) continue;
        // "un accident de car": a noun there.
        if ((at->starts & cls_opening) != 0 && w > 0 && ends(w - 1, cls_determiner) && !ends(w - 1, cls_demonstrative) && !ends_phrase(w - 1) &&
            !word[-1].is(text::elided)) {
            at->starts &= ~std::uint64_t{cls_opening};
            at->ends &= ~std::uint64_t{cls_opening};
        }
        // A bare "a" is the verb; with its accent it is the preposition. In capitals nobody knows.
        if (word->end - word->begin == 1 && text.folded[word->begin] == 'a' && !word->is(text::capital)) {
            const std::uint64_t mask = word->is(text::accent) ? ~std::uint64_t{cls_have} : std::uint64_t{cls_have};
            at->starts &= mask;
            at->ends &= mask;
        }
    }
}

bool Scene::title_stop(std::uint32_t w) const noexcept {
    const text::Word& word = text.words[w];
    return word.before(text::gap_stop) && word.is(text::capital) && word.end - word.begin <= 3 && text.gap_after(w) == ". ";
}

bool Scene::dignitary_before(std::uint32_t w, std::uint32_t from) const noexcept {
    for (std::uint32_t k = w; k > from && k + 10 > w; --k) {
        if (!starts(k - 1, cls_dignitary)) continue;
        return k - 1 == from || (ends(k - 2, cls_determiner) && !ends(k - 2, cls_genitive | cls_oblique | cls_agent | cls_with));
    }
    return false;
}

bool Scene::bare_title(std::uint32_t first, std::uint32_t last) const noexcept {
    constexpr std::uint64_t no_noun = cls_determiner | cls_oblique | cls_inside | cls_since | cls_until | cls_during | cls_before | cls_after |
                                      cls_coordinator | cls_opening | cls_subject_pronoun | cls_relative | cls_source | cls_agent | cls_with |
                                      cls_genitive;
    if (first + 2 >= last || starts(first, no_noun) || at_[first].time != no_index || at_[first].verb != no_index) return false;
    if (at_[first].mention != no_index && at_[first].role == no_index) return false;
    std::uint32_t w = first + 1;
    while (w < last && w < first + 3 && !ends(w, cls_genitive)) {
        if (ends_phrase(w) || starts(w, cls_determiner | cls_oblique) || at_[w].time != no_index || at_[w].verb != no_index) return false;
        ++w;
    }
    return w + 1 < last && ends(w, cls_genitive) && !ends_phrase(w - 1) && at_[w + 1].time == no_index;
}

bool Scene::apposed_participle(std::uint32_t w, std::uint32_t clause_first) const noexcept {
    std::uint32_t from = w;
    while (from > clause_first && !ends_phrase(from - 1)) --from;
    if (from <= clause_first) return false;
    for (std::uint32_t i = from; i < std::min(from + 2, w); ++i) {
        const std::uint32_t v = at_[i].verb;
        if (v != no_index && in.clauses.verbs[v].tense == clause::Tense::participle && in.clauses.verbs[v].first == i) return true;
    }
    return false;
}

void Scene::look_for_cues(std::uint32_t first, std::uint32_t last) {
    cues_.clear();
    for (std::uint32_t w = first; w < last; ++w) {
        lexicon.phrases_at(text, w, [&](std::uint32_t end, const Cue& cue) { cues_.push_back({w, end, &cue}); });
    }
}

void Scene::find_quotes() {
    // A quotation opens and closes within its paragraph; a single word in quotation marks is no quotation.
    for (const text::Line& line : text.lines) {
        bool open = false;
        std::uint32_t from = line.first_word;
        const auto close = [&](std::uint32_t to) {
            for (std::uint32_t w = from; to >= from + 4 && w < to; ++w) at_[w].quoted = true;
        };
        std::uint32_t w = line.first_word;
        const std::string_view folded = std::string_view(text.folded).substr(0, line.range.end);
        for (std::size_t pos = folded.find('"', line.range.begin); pos < folded.size(); pos = folded.find('"', pos + 1)) {
            while (w < line.last_word && text.words[w].begin < pos) ++w;
            if (open) close(w);
            open = !open;
            from = w;
        }
        if (open && line.last_word > from && line.last_word - from < 60) close(line.last_word);
    }
}

void Scene::find_actors() {
    const auto& mentions = in.entities.mentions;
    const auto& roles = in.entities.roles;
    for (const entity::Mention& m : mentions) {
        if (m.first >= text.words.size() || skipped(m.first) || m.ids.empty()) continue;
        const std::uint32_t r = at_[m.first].role;
        const bool in_role = r != no_index && roles[r].first <= m.first && m.last <= roles[r].last;
        if (in_role && m.kind != Kind::person) continue;
        Actor a{m.first, m.last, m.ids.front(), {}, m.kind};
        a.demonym = m.form == Form::demonym;
        if ((m.kind == Kind::place || m.kind == Kind::country) && !a.demonym) a.place = m.ids.front();
        if (!m.metonym.empty()) {
            a.id = m.metonym;
            a.metonym = true;
        }
        actors_.push_back(a);
    }
    for (const entity::Role& r : roles) {
        if (r.first >= text.words.size() || skipped(r.first)) continue;
        // The person stands in or right behind the phrase: the name acts.
        bool named = false;
        for (std::uint32_t w = r.first; w < std::min(r.last + 3, static_cast<std::uint32_t>(text.words.size())); ++w) {
            if (w >= r.last && w > 0 && text.words[w - 1].before(text::gap_stop | text::gap_colon | text::gap_quote)) break;
            const std::uint32_t m = at_[w].mention;
            named = named || (m != no_index && mentions[m].kind == Kind::person);
        }
        const std::string& id = r.holder.empty() ? r.of : r.holder;
        if (named || id.empty()) continue;
        Actor a{r.first, r.last, id, {}, r.holder.empty() ? (id.starts_with("country/") ? Kind::country : Kind::organisation) : Kind::person};
        a.office = true;
        actors_.push_back(a);
    }
    std::stable_sort(actors_.begin(), actors_.end(), [](const Actor& a, const Actor& b) { return a.first < b.first; });
    std::uint32_t w = 0;
    for (std::uint32_t i = 0; i <= actors_.size(); ++i) {
        const auto to = static_cast<std::uint32_t>(i < actors_.size() ? std::min<std::size_t>(actors_[i].first, text.words.size())
                                                                      : text.words.size());
        for (; w <= to; ++w) at_[w].actor_from = i;
    }
}

void Scene::prepositions() {
    constexpr std::uint16_t breaks = text::gap_colon | text::gap_open | text::gap_close | text::gap_square | text::gap_line | text::gap_stop;
    for (std::size_t i = 0; i < actors_.size(); ++i) {
        Actor& a = actors_[i];
        a.phrase = a.first;
        // An office in front of the name belongs to its noun phrase.
        std::uint32_t w = a.first;
        if (w > 0 && at_[w - 1].role != no_index && at_[w - 1].role < in.entities.roles.size() && !ends(w - 1, cls_genitive)) {
            const auto& r = in.entities.roles[at_[w - 1].role];
            if (r.last <= a.first + 1 && r.first < w) w = r.first;
        }
        bool determiner = a.office && starts(a.first, cls_determiner);
        bool inherits = false;
        bool comma = false;
        for (unsigned steps = 0; w > 0 && steps < 6; ++steps) {
            const std::uint32_t p = w - 1;
            const text::Word& word = text.words[p];
            if (title_stop(p)) {
                w = p;
                continue;
            }
            if (word.before(breaks) || (word.before(text::gap_dash) && text.gap_after(p) == " - ")) break;
            if (word.before(text::gap_comma)) {
                // An apposition or a list: "le ministre, Jean Dupont, ", "A, B et C".
                inherits = true;
                comma = true;
                break;
            }
            if (at_[p].mention != no_index && !(in.entities.mentions[at_[p].mention].form == Form::demonym)) {
                inherits = false;
                break;
            }
            if (at_[p].verb != no_index && at_[p].head != no_index && !ends(p, cls_determiner)) break;
            if (ends(p, cls_coordinator)) {
                inherits = true;
                break;
            }
            const std::uint64_t set = at_[p].ends;
            if ((set & cls_between) != 0)
                a.prep = Prep::between;
            else if ((set & cls_with) != 0)
                a.prep = Prep::with;
            else if ((set & cls_agent) != 0)
                a.prep = Prep::agent;
            else if ((set & cls_toward) != 0 && (set & cls_inside) != 0)
                a.prep = determiner || a.kind == Kind::person || a.office ? Prep::toward : Prep::inside;
            else if ((set & cls_genitive) != 0 && !word.is(text::capital))
                a.prep = Prep::genitive;
            else if ((set & cls_against) != 0)
                a.prep = Prep::against;
            else if ((set & cls_toward) != 0)
                a.prep = Prep::toward;
            else if ((set & cls_inside) != 0)
                a.prep = Prep::inside;
            else if ((set & cls_oblique) != 0)
                a.prep = Prep::other;
            if (a.prep != Prep::none) {
                a.phrase = p;
                // "au siège de l'OTAN", "près de l'Ukraine": the longer preposition decides.
                if (a.prep == Prep::genitive && (set & (cls_inside | cls_oblique)) != 0)
                    a.prep = (set & cls_inside) != 0 ? Prep::inside : Prep::other;
                break;
            }
            if ((set & cls_determiner) != 0) {
                // "toute la Grèce": two side by side.
                if (determiner && (p + 1 != w || !starts(w, cls_determiner))) break;
                determiner = true;
                w = p;
                continue;
            }
            if (determiner || word.is(text::digits)) break;
            if (word.is(text::capital) && !word.is(text::sentence_start) && a.kind != Kind::person && !a.demonym) break;
            w = p;
        }
        // "à l'aéroport de Kinshasa", "dans un village du nord du Mali": what stands in front says where.
        if (a.prep == Prep::genitive && !a.place.empty() && !a.demonym && a.phrase > 0 && ends(a.phrase - 1, cls_locality)) {
            for (std::uint32_t k = a.phrase - 1; k > 0 && k + 6 > a.phrase; --k) {
                const std::uint32_t p = k - 1;
                if (text.words[p].before(ends_phrase_marks) || at_[p].verb != no_index || at_[p].mention != no_index) break;
                if (!ends(p, cls_inside) || starts(p, cls_genitive)) continue;
                a.prep = Prep::inside;
                break;
            }
        }
        if (a.prep == Prep::genitive || a.prep == Prep::with || a.prep == Prep::between) {
            // What the noun in front of "de" hangs on.
            for (std::uint32_t k = a.phrase; k > 0 && k + 9 > a.phrase; --k) {
                const std::uint32_t p = k - 1;
                if (text.words[p].before(ends_phrase_marks) && !title_stop(p)) break;
                // "doit être signé en juillet entre A et B"
                if (a.prep == Prep::between && (at_[p].time != no_index || (p + 1 < a.phrase && at_[p + 1].time != no_index))) continue;
                const bool adjective = at_[p].verb != no_index && in.clauses.verbs[at_[p].verb].tense == clause::Tense::participle;
                if (at_[p].verb != no_index && at_[p].head != no_index && !ends(p, cls_determiner) && !adjective) break;
                // "par l'armée du Chili": the state acts.
                if (a.prep == Prep::genitive && p + 1 < a.phrase && ends(p, cls_agent) && !ends(p, cls_genitive) && starts(p + 1, cls_determiner)) {
                    a.prep = Prep::agent;
                    break;
                }
                // "par téléphone avec X", "à l'Élysée avec X": nothing that "avec" could hang on but the verb.
                const bool bare = a.prep == Prep::with && (p + 1 == a.phrase || at_[a.phrase - 1].mention != no_index ||
                                                           (p + 2 == a.phrase && !ends(p, cls_determiner) && !starts(p + 1, cls_determiner)));
                const bool oblique = ends(p, cls_oblique) && !ends(p, cls_genitive | cls_determiner) && !bare;
                // "au lendemain de l'entretien de X": the phrase ends in "de", but begins as what it is.
                const bool apart = starts(p, cls_during | cls_before | cls_after) && !starts(p, cls_genitive);
                if (oblique || apart || (ends(p, cls_during | cls_before | cls_after | cls_inside) && !ends(p, cls_determiner) && !bare)) {
                    a.adjunct = true;
                    break;
                }
                // "a inscrit sur sa liste une dizaine d'entreprises russes": another noun phrase begins.
                if (a.prep == Prep::genitive && ends(p, cls_determiner) && !ends(p, cls_oblique | cls_genitive | cls_inside | cls_toward) && p > 0 &&
                    !ends(p - 1, cls_oblique | cls_genitive | cls_inside | cls_toward | cls_agent | cls_with | cls_between | cls_determiner |
                                     cls_during | cls_before | cls_after | cls_coordinator))
                    break;
            }
        }
        if (inherits && i > 0 && a.prep == Prep::none) {
            const Actor& before = actors_[i - 1];
            bool verb_between = false;
            for (std::uint32_t k = before.last; k < a.first; ++k) verb_between = verb_between || at_[k].head != no_index;
            // A comma carries on a list of the same kind, not a place that opens the sentence.
            const bool list = before.prep == Prep::with || before.prep == Prep::between || before.prep == Prep::agent ||
                              (before.prep == Prep::genitive && before.kind == a.kind && !before.demonym);
            if (!verb_between && a.first - before.last <= 8 && (!comma || (list && !before.adjunct))) {
                a.prep = before.prep;
                a.adjunct = before.adjunct;
            }
        }
    }
}

} // namespace stoltenberg::event
