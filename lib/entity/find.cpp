// Candidates: gazetteer hits, long names with a head, runs of capitalised words.
#include <algorithm>
#include <array>
#include <cmath>

#include "entity/reading.hpp"

namespace stoltenberg::entity {

namespace {
constexpr std::uint32_t longest_run = 14; ///< words of a name; keeps a text of capitals linear
}

Document::Document(const Gazetteer& g, const Lexicon& l, const text::Text& t, const clause::Layer& c, const std::vector<Range>& s)
    : gazetteer(g), lexicon(l), text(t), clauses(c), skip(s) {}

void Document::annotate() {
    const auto n = static_cast<std::uint32_t>(text.words.size());
    notes.assign(n + 1, {});
    met.clear();
    names.clear();
    openings.clear();
    met.reserve(n / 2);
    openings.reserve(n / 4);
    for (std::uint32_t w = 0; w < n; ++w) {
        const text::Word& word = text.words[w];
        Note& note = notes[w];
        if (text.folded[word.end] == '-' && w + 1 < n && text.words[w + 1].begin == word.end + 1) note.facts |= fact_hyphen;
        gazetteer.words.each(text, w, [&](std::uint32_t last, std::uint32_t row) {
            const rows::Word& known = gazetteer.word(row);
            note.facts |= known.facts & fact_of_keys; // an image may be damaged
            note.classes |= known.classes;
            if (known.accented_classes != 0 && word.is(text::accent | text::capital)) note.classes |= known.accented_classes;
            if (known.heard == 0) return;
            std::uint32_t& end = notes[last - 1].met_end;
            met.push_back({w, last, entry_of(row), known.group, end, (known.facts & fact_demonym) != 0});
            end = static_cast<std::uint32_t>(met.size());
            if (note.met == 0) note.met = end;
        });
        if (opens_name(w)) {
            gazetteer.capital.each(text, w, [&](std::uint32_t last, std::uint32_t group) {
                names.push_back({w, last, group});
                if (note.names == 0) note.names = static_cast<std::uint32_t>(names.size());
            });
        } else if ((note.facts & fact_opens) == 0) {
            continue;
        }
        openings.push_back(w);
        if (!word.is(text::capital)) continue;
        if (note.classes == 0 && word.end - word.begin > 4) { // plural of a common word
            const std::string_view folded = text.word(w);
            if (lexicon.plural(folded)) {
                const std::uint32_t row = gazetteer.words.find(folded.substr(0, folded.size() - 1));
                if (row != match::Keys::none) note.classes |= gazetteer.word(row).classes & class_common;
            }
        }
        if (const auto given = gazetteer.given(text.word(w), word.hash)) note.given = given->word ? given_name | given_word : given_name;
    }
    for (std::uint32_t v = 0; v < clauses.verbs.size(); ++v) {
        const clause::Verb& verb = clauses.verbs[v];
        if (verb.first < n) notes[verb.first].verb = v + 1;
        if (verb.last > 0 && verb.last <= n) notes[verb.last - 1].verb_end = v + 1;
    }
}

bool Document::soft_gap(std::uint32_t w) const noexcept {
    const std::string_view g = gap(w - 1);
    // "sur X. La Russie": no article opens the name behind an initial.
    if (g == ". " && is(w, class_article) && !is(w - 1, class_title) && text.words[w - 1].end - text.words[w - 1].begin == 1) return true;
    return g.find_first_of("\":;\n*|>[") != std::string_view::npos || g.find(" - ") != std::string_view::npos ||
           g.find("? ") != std::string_view::npos || g.find("! ") != std::string_view::npos || g.find("...") != std::string_view::npos;
}

Country Document::demonym_country(std::uint32_t w) const noexcept {
    Country country = 0;
    const auto look = [&](const Met& m) {
        if (!m.demonym || country != 0) return;
        country = gazetteer.entity(gazetteer.surface(gazetteer.group(m.group).begin).entity).countries[0];
    };
    each_met_before(w + 1, look);
    return country;
}

Country Document::state_at(std::uint32_t w, std::uint32_t last) const noexcept {
    Country country = 0;
    each_name_at(w, [&](const NameHit& hit) {
        if (hit.last != last) return;
        const Group g = gazetteer.group(hit.group);
        for (std::uint32_t i = g.begin; i < g.end; ++i) {
            const Entity& e = gazetteer.entity(gazetteer.surface(i).entity);
            if (e.kind == Kind::country) country = e.countries[0];
        }
    });
    return country;
}

bool Document::read_group(std::uint32_t group, std::uint32_t first, std::uint32_t last, Range range, Known& best) const {
    const Group g = gazetteer.group(group);
    Known k;
    k.last = last;
    // A place or an organisation that is spelt like a common word or the head of a long name needs support.
    bool ordinary = false;
    if (last == first + 1 && (!text.words[first].is(text::upper) || shouting_)) {
        ordinary = is(first, class_common | class_function | class_title | class_junior);
        each_met_at(first, [&](const Met& m) {
            ordinary |= m.last == last && std::any_of(lexicon.entries[m.entry].heads.begin(), lexicon.entries[m.entry].heads.end(),
                                                      [&](std::uint16_t h) { return (lexicon.heads[h].shape & (head_mask | head_alone)) == 0; });
        });
    }
    const bool joined = last > first + 1 && (given_flags(first) & given_name) != 0 &&
                        text.folded_at(range).find_first_of(" \n") == std::string_view::npos;
    const bool article_before = first > 0 && (is(first - 1, class_article | class_contraction)) && (gap(first - 1) == " " || gap(first - 1) == "'");
    for (std::uint32_t i = g.begin; i < g.end; ++i) {
        const Surface& s = gazetteer.surface(i);
        if (s.is(surface_demonym)) continue;
        if (s.is(surface_bare) && !article_before) continue;
        if (!gazetteer.written_as(text, first, last, range, s)) continue;
        const Entity& e = gazetteer.entity(s.entity);
        // "stade Pierre-Mauroy": a full name joined by hyphens is what was named after the person.
        if (joined && e.kind == Kind::person && !s.is(surface_surname) && s.is(surface_spaced)) continue;
        bool seen = false;
        for (Reading& r : k.readings) { // one reading an entity: the strongest surface
            if (r.entity != s.entity) continue;
            seen = true;
            if ((r.surface & (surface_weak | surface_surname)) != 0 && !s.is(surface_weak) && !s.is(surface_surname)) {
                r.surface = s.flags;
                r.form = s.form;
            }
        }
        const bool doubt = ordinary && (e.kind == Kind::place || e.kind == Kind::organisation) && !s.is(surface_exact) && !e.is(flag_user) &&
                           e.weight < (e.kind == Kind::place ? 600000 : 60);
        const auto flags = static_cast<std::uint8_t>(doubt ? s.flags | surface_weak : s.flags);
        if (!seen) k.readings.push_back({s.entity, e.kind, s.form, flags, 0, nullptr});
    }
    if (k.readings.empty()) return false;
    for (const Reading& r : k.readings) {
        const Entity& e = gazetteer.entity(r.entity);
        if ((r.surface & (surface_weak | surface_surname)) == 0 && !(e.is(flag_word) && soft_start(first))) k.strong = true;
    }
    best = std::move(k);
    return true;
}

Document::Known Document::known(std::uint32_t w, std::uint32_t limit) const {
    Known best;
    best.last = w;
    const std::uint32_t begin = text.words[w].begin;
    /// The longest of a list of what begins at w that has a reading; of names as long the one in lower case.
    const auto longest = [&](const auto& list, std::uint32_t from) {
        std::size_t end = from;
        while (end < list.size() && list[end].first == w) ++end;
        for (; end > from; --end) {
            const auto& hit = list[end - 1];
            if (hit.group == no_index || hit.last > limit) continue;
            // Not half of a hyphenated word, unless the other half is a name too.
            if (hyphen(hit.last - 1) && !(capital(hit.last) && strong_start(hit.last, limit))) continue;
            if (hit.last < best.last || read_group(hit.group, w, hit.last, {begin, text.words[hit.last - 1].end}, best)) return;
        }
    };
    if (notes[w].names != 0) longest(names, notes[w].names - 1);
    if (has(w, fact_surface)) longest(met, notes[w].met - 1);
    return best;
}

std::uint32_t Document::user_start(std::uint32_t w, const Known& k, std::uint32_t limit) const {
    const auto users = [&](const Known& name) {
        return name.strong &&
               std::any_of(name.readings.begin(), name.readings.end(), [&](const Reading& r) { return gazetteer.entity(r.entity).is(flag_user); });
    };
    if (k.last <= w + 1 || users(k)) return w;
    const std::uint32_t shipped = k.last - w - (is(w, class_article) ? 1U : 0U);
    for (std::uint32_t j = w + 1; j < k.last; ++j) {
        if (!capital(j)) continue;
        const Known name = known(j, limit);
        if (users(name) && (name.last > k.last || name.last - j >= shipped)) return j;
    }
    return w;
}

bool Document::strong_start(std::uint32_t w, std::uint32_t limit) const {
    if (!capital(w)) return false;
    bool strong = false;
    each_name_at(w, [&](const NameHit& hit) {
        const std::uint32_t last = hit.last;
        if (strong || last > limit || (hyphen(last - 1) && last < limit)) return;
        const Group g = gazetteer.group(hit.group);
        for (std::uint32_t i = g.begin; i < g.end && !strong; ++i) {
            const Surface& s = gazetteer.surface(i);
            if ((s.flags & (surface_weak | surface_surname | surface_bare)) != 0) continue;
            if (gazetteer.entity(s.entity).is(flag_word)) continue;
            strong = gazetteer.written_as(text, w, last, {text.words[w].begin, text.words[last - 1].end}, s);
        }
    });
    return strong;
}

bool Document::full_name_at(std::uint32_t w, std::uint32_t limit) const {
    if (!capital(w)) return false;
    bool full = false;
    each_name_at(w, [&](const NameHit& hit) {
        if (full || hit.last > limit || hit.last < w + 2) return;
        const Group g = gazetteer.group(hit.group);
        for (std::uint32_t i = g.begin; i < g.end && !full; ++i) {
            const Surface& s = gazetteer.surface(i);
            const Entity& e = gazetteer.entity(s.entity);
            full = (e.kind == Kind::person || e.is(flag_user)) && (s.flags & (surface_weak | surface_surname)) == 0;
        }
    });
    return full;
}

bool Document::long_thing_at(std::uint32_t w, std::uint32_t limit) const {
    const Known k = known(w, limit);
    return k.strong && k.last > w + 1 && std::none_of(k.readings.begin(), k.readings.end(), [](const Reading& r) { return r.kind == Kind::person; });
}

Document::Sequence Document::sequence(std::uint32_t w, std::uint32_t limit) const {
    Sequence s{w, w + 1};
    s.units = 1;
    bool givens = true; // only given names so far
    const auto note = [&](std::uint32_t i) {
        const text::Word& word = text.words[i];
        s.acronym |= word.is(text::upper) && !shouting_;
        s.digit |= word.is(text::has_digit);
    };
    const auto unit_end = [&](std::uint32_t i) { // the hyphenated word that holds i
        for (;;) {
            if (i + 1 >= limit) return i + 1;
            const bool apostrophe = text.words[i + 1].begin == text.words[i].end + 1 && text.folded[text.words[i].end] == '\'' &&
                                    !text.words[i].is(text::elided) && capital(i) && text.words[i].end - text.words[i].begin > 1 &&
                                    !is(i, class_stop | class_function);                                                     // Ra'ad, Dell'Oro
            const bool elided = i > w && hyphen(i - 1) && text.words[i].is(text::elided) && capital(i + 1) && gap(i) == "'"; // Jeanne-d'Arc
            if (!hyphen(i) && !apostrophe && !elided) return i + 1;
            note(++i);
        }
    };
    const auto given = [&](std::uint32_t from, std::uint32_t to) {
        if ((given_flags(from) & given_name) == 0) return false;
        for (std::uint32_t i = from; i < to; ++i) s.given_word |= (given_flags(i) & given_word) != 0;
        return to == from + 1 || capital(to - 1);
    };
    note(w);
    s.initial = text.words[w].end - text.words[w].begin == 1 && capital(w);
    // Elision inside a name: O'Brien, N'Golo, D'Angelo.
    const auto apostrophe = [&](std::uint32_t i) {
        return i + 1 < limit && text.words[i + 1].begin == text.words[i].end + 1 && text.folded[text.words[i].end] == '\'' && capital(i) &&
               capital(i + 1) && text.words[i].end - text.words[i].begin <= 2 && !is(i, class_article | class_de | class_stop);
    };
    std::uint32_t last = w;
    while (apostrophe(last)) ++last;
    s.last = unit_end(last);
    givens = !s.initial && given(w, s.last);
    if (givens || s.initial) s.given_end = s.last;
    while (s.last < limit && s.units < longest_run) {
        const std::uint32_t j = s.last;
        const std::string_view g = gap(j - 1);
        const bool after_initial = text.words[j - 1].end - text.words[j - 1].begin == 1 && capital(j - 1);
        if (g == " " || g == "\n") {
            // the run goes on
        } else if (g == ". " || g == ".-" || g == ".") {
            if (!(after_initial || is(j - 1, class_junior)) || !capital(j)) break;
            if (is(j, class_function | class_title) && text.words[j].end - text.words[j].begin > 1) break;
            if (s.initial && s.units == 1 && long_thing_at(j, limit)) break; // "sur X. Bouygues Telecom recrute"
        } else if (g == " & " || g == "&") {
            if (!capital(j)) break;
            givens = false;
        } else {
            break;
        }
        if (capital(j)) {
            const bool initial = text.words[j].end - text.words[j].begin == 1 && gap(j).substr(0, 1) == ".";
            if (is(j, class_calendar)) break;
            if (is(j, class_title) && !hyphen(j) && !(initial && givens)) break;
            // A function word in capitals: a family name behind a given name, or followed by a capitalised word: "Le
            // Drian", "De Gendt".
            const bool family = givens && s.given_end == j && !s.initial && g == " ";
            if (is(j, class_article | class_particle | class_function) && !initial && !hyphen(j) && !family &&
                !(is(j, class_article | class_particle) && j + 1 < limit && capital(j + 1) && (gap(j) == " " || gap(j) == "'"))) {
                break;
            }
            if (family && is(j, class_function) && !is(j, class_article | class_particle) && soft_start(j)) break;
            std::uint32_t k = j;
            while (apostrophe(k)) ++k;
            if (text.words[j].is(text::elided) && k == j) {
                if (!(family && j + 1 < limit && capital(j + 1) && gap(j) == "'")) break; // "Frédéric D'Achery"
                k = j + 1;
            }
            note(j);
            const std::uint32_t end = unit_end(k);
            const bool letter = text.words[j].end - text.words[j].begin == 1;
            if ((givens && given(j, end)) || (letter && after_initial && s.given_end == j) || (letter && givens && gap(j).substr(0, 1) == ".")) {
                s.given_end = end;
            } else {
                givens = false;
            }
            s.last = end;
            ++s.units;
            continue;
        }
        // "Academy of Science", "Johnson & Johnson" has its sign in the gap.
        if (is(j, class_english) && j + 1 < limit && gap(j) == " ") {
            std::uint32_t k = j + 1;
            while (k < limit && k < j + 3 && is(k, class_english) && !capital(k)) ++k;
            if (k < limit && capital(k) && !is(k, class_function)) {
                s.last = unit_end(k);
                ++s.units;
                givens = false;
                continue;
            }
        }
        // Lower-case particles after a given name, or foreign ones anywhere: "von der Leyen", "de Villepin", "Braz da
        // Silva".
        std::uint32_t k = j;
        bool foreign = true;
        while (k < limit && k < j + 3 && !capital(k) && is(k, class_particle)) {
            if (!is(k, class_foreign)) foreign = false;
            const std::string_view gk = gap(k);
            if (gk != " " && gk != "-" && gk != "'") break;
            ++k;
        }
        if (k == j || k >= limit || !capital(k) || is(k, class_calendar)) break;
        if (!foreign && !(s.given_end == s.last)) break;
        if (!foreign && s.given_word) break; // "Victoire de Poutine"
        if (!foreign && strong_start(k, limit) && s.units > 1) break;
        const std::string_view gk = gap(k - 1);
        if (gk != " " && gk != "-" && gk != "'") break;
        note(k);
        s.last = unit_end(k);
        ++s.units;
        givens = false;
    }
    return s;
}

std::uint32_t Document::tail(std::uint32_t w, std::uint32_t limit, std::uint16_t shape, bool& capital_seen) const {
    std::uint32_t end = w;
    bool adjectives = true;
    for (int round = 0; round < 12 && end < limit; ++round) {
        const std::string_view g = gap(end - 1);
        if (g != " " && g != "\n") break;
        const std::uint32_t j = end;
        if ((shape & head_number) != 0 && end == w && model(j)) {
            capital_seen = true;
            return j + 1;
        }
        if (capital(j) && !is(j, class_calendar | class_title) && !(is(j, class_function) && !is(j, class_article) && !hyphen(j))) {
            if ((shape & (head_name | head_phrase)) == 0) break;
            if (end != w && !capital(end - 1) && (shape & head_phrase) == 0) break;
            if (end == w || adjectives) {
                if (text.words[j].end - text.words[j].begin == 1 && gap(j).substr(0, 1) != ".") break; // "Groupe B"
                if (end != w && (full_name_at(j, limit) || (given_flags(j) & given_name) != 0)) break;
                if (full_name_at(j, limit) && (shape & head_name) == 0) break;
                const Known k = known(j, limit);
                const Sequence s = sequence(j, limit);
                end = std::max(k.last, s.last);
                capital_seen = true;
                adjectives = false;
                continue;
            }
            break;
        }
        if (capital(j)) break;
        if ((shape & (head_phrase | head_demonym)) != 0 && adjectives &&
            !is(j, class_stop | class_function | class_de | class_connector | class_and) &&
            (verb_at(j) == no_index || clauses.verbs[verb_at(j)].tense == clause::Tense::participle || demonym_word(j))) {
            if (demonym_word(j) || (lexicon.adjective(text.word(j)) && (shape & head_phrase) != 0)) {
                end = j + 1;
                while (end < limit && hyphen(end - 1)) ++end;
                continue;
            }
        }
        if ((shape & head_state) != 0 && end > w && is(j, class_preposition) && gap(j) == " " && j + 1 < limit && capital(j + 1)) {
            std::uint32_t to = j + 1;
            Country state = 0;
            for (std::uint32_t e = j + 2; e <= std::min(limit, j + 5); ++e) {
                if (const Country c = state_at(j + 1, e); c != 0) {
                    state = c;
                    to = e;
                }
            }
            if (state != 0) end = to;
            break;
        }
        const bool joined = is(j, class_and) && end > w && (shape & head_phrase) != 0;
        std::uint32_t k = j;
        if (joined) {
            ++k;
            if (k >= limit || gap(k - 1) != " ") break;
            std::uint32_t aim = k; // "pour la démocratie et le progrès"
            while (aim < limit && is(aim, class_article)) ++aim;
            if (aim > k && aim < limit && is(aim, class_aim) && !hyphen(aim)) {
                end = aim + 1;
                adjectives = true;
                continue;
            }
            if (!capital(k) && !is(k, class_de | class_stop | class_function) && adjectives && lexicon.adjective(text.word(k))) {
                end = k + 1;
                continue;
            }
            if (!is(k, class_de)) break;
        }
        const bool of = is(k, class_de);
        if (!of && !((shape & head_phrase) != 0 && is(k, class_connector))) break;
        if ((shape & (head_de | head_phrase)) == 0) break;
        ++k;
        // "de la", "de l'", "des".
        while (k < limit && is(k, class_article) && (gap(k - 1) == " " || gap(k - 1) == "'")) ++k;
        if (k >= limit) break;
        const std::string_view gk = gap(k - 1);
        if (gk != " " && gk != "'") break;
        if (capital(k)) {
            if (is(k, class_calendar) || (!of && is(k, class_function))) break;
            if (full_name_at(k, limit)) break;
            if (of && (given_flags(k) & given_name) != 0 && k + 1 < limit && capital(k + 1) && gap(k) == " ") break;
            const Known known_here = known(k, limit);
            const Sequence s = sequence(k, limit);
            end = std::max({known_here.last, known_here.strong ? k + 1 : s.last, k + 1});
            if (!known_here.strong) end = std::max(end, s.last);
            while (end < limit && hyphen(end - 1)) // "diocèse de Fréjus-Toulon"
                ++end;
            capital_seen = true;
            adjectives = true;
            continue;
        }
        if ((shape & head_phrase) == 0) break;
        if (is(k, class_stop | class_function | class_connector | class_de | class_calendar) || text.words[k].is(text::has_digit)) break;
        if (verb_at(k) != no_index && clauses.verbs[verb_at(k)].tense == clause::Tense::infinitive) break;
        // A known name in lower case counts as a noun; a long one is taken whole.
        const Known known_here = known(k, limit);
        if (known_here.last > k) {
            end = known_here.last;
            capital_seen = true;
        } else {
            end = noun_end(k, limit);
        }
        adjectives = true;
    }
    return end;
}

/// "737", "A320", "RN 20": no year, no amount.
bool Document::model(std::uint32_t w) const {
    const auto& word = text.words[w];
    const std::uint32_t size = word.end - word.begin;
    return word.is(text::has_digit) && size <= (capital(w) ? 6U : 3U) && gap(w).find('%') == std::string_view::npos;
}

/// A noun in lower case with the adjectives before it, or two joined without an article: "petites et moyennes entreprises", "fruits et légumes".
std::uint32_t Document::noun_end(std::uint32_t w, std::uint32_t limit) const {
    const auto plain = [&](std::uint32_t k) {
        return k < limit && gap(k - 1) == " " && !capital(k) && !text.words[k].is(text::has_digit | text::elided) &&
               !is(k, class_stop | class_function | class_connector | class_de | class_calendar | class_article) && verb_at(k) == no_index;
    };
    const auto plural = [&](std::uint32_t k) {
        const std::string_view word = text.word(k);
        return word.size() > 3 && lexicon.plural(word);
    };
    std::uint32_t end = w + 1;
    while (end < limit && hyphen(end - 1)) ++end;
    const bool before = is(w, class_modifier) && end == w + 1;
    const bool joined = end + 1 < limit && gap(end - 1) == " " && is(end, class_and) && plain(end + 1);
    if (before && joined && is(end + 1, class_modifier) && plain(end + 2)) return end + 3;
    if (before && plain(end)) return end + 1;
    if (joined && plural(w) && plural(end + 1)) return end + 2;
    return end;
}

/// Names of the sentence that an acronym in brackets behind them spells: "Syndicat national des enseignements de second degré (SNES)".
void Document::spell_out(std::span<const std::uint32_t> here) {
    constexpr std::uint32_t reach = 18;
    spelt_names_.clear();
    spelt_ = no_index;
    for (const std::uint32_t acronym : here) {
        if (acronym < sentence_first_ + 2 || !capital(acronym) || text.folded[text.words[acronym].begin - 1] != '(' || gap(acronym - 1) != " (" ||
            !gap(acronym).starts_with(')'))
            continue;
        const std::uint32_t size = text.words[acronym].end - text.words[acronym].begin;
        if (size < 3 || size > 10 || is(acronym, class_no_acronym | class_numeral)) continue;
        // The nearest beginning: "le Croissant-Rouge et le Comité international de la Croix-Rouge (CICR)".
        const auto joined = [&](std::uint32_t w) {
            const std::string_view g = gap(w);
            return g == " " || g == "'" || g == "-" || g == ", " || g == "\n";
        };
        for (std::uint32_t w = acronym - 1; w + reach >= acronym && (w + 1 == acronym || joined(w)); --w) {
            if (spells(w, acronym)) {
                spelt_names_.push_back({w, acronym});
                break;
            }
            if (w == sentence_first_) break;
        }
    }
}

/// True if the acronym consists of initials of the words from w to it, which nothing parts, and some of these are in lower case.
bool Document::spells(std::uint32_t w, std::uint32_t acronym) const {
    const std::string_view letters = text.word(acronym);
    if (!capital(w) || text.folded[text.words[w].begin] != letters.front() || (w > sentence_first_ && hyphen(w - 1))) return false;
    if (is(w, class_stop | class_function | class_preposition | class_article | class_title | class_calendar)) return false;
    std::size_t spelt = 0;
    std::size_t beside = 0; // nouns and adjectives that give no letter
    bool lower = false;
    for (std::uint32_t k = w; k < acronym; ++k) {
        if (spelt < letters.size() && text.folded[text.words[k].begin] == letters[spelt]) {
            ++spelt;
            lower = lower || !capital(k);
        } else if (!is(k, class_article | class_de | class_contraction | class_and | class_connector | class_preposition)) {
            ++beside;
        }
        const bool verb = verb_at(k) != no_index && clauses.verbs[verb_at(k)].tense != clause::Tense::participle;
        if (verb && !(k > w && is(k - 1, class_de | class_article))) return false;
    }
    return lower && spelt == letters.size() && beside < spelt;
}

std::uint32_t Document::long_name(std::uint32_t w, std::uint32_t limit, const Head*& head, std::uint32_t& head_end) const {
    std::uint32_t best = w;
    if (!has(w, fact_head)) return best;
    each_met_at(w, [&](const Met& m) {
        if (m.last > limit) return;
        for (const std::uint16_t index : lexicon.entries[m.entry].heads) {
            const Head& h = lexicon.heads[index];
            const bool upper_case = capital(w);
            const auto soft = [&] { return shouting_ || soft_start(w); };
            if ((h.shape & head_capital) != 0 && !upper_case) continue;
            if (h.other && upper_case && (given_flags(w) & given_name) != 0 && (h.shape & head_definite) == 0) continue; // "Loïs Durand" is no law
            if ((h.shape & head_upper) != 0 && !text.words[w].is(text::upper)) continue;
            if ((h.shape & head_definite) != 0 && !(w > sentence_first_ && is(w - 1, class_article | class_contraction))) continue;
            if (hyphen(m.last - 1)) continue;
            bool capital_seen = false;
            std::uint32_t end = m.last;
            const auto shape = h.shape;
            if ((shape & head_open) != 0) {
                // Lower-case heads take a phrase only where the row says "strong": "le ministère de l'intérieur".
                auto allowed = shape;
                if ((shape & head_phrase) != 0 && !upper_case && (shape & head_strong) == 0) {
                    allowed = static_cast<std::uint16_t>((shape & ~head_phrase) | head_de);
                }
                end = tail(m.last, limit, allowed, capital_seen);
            }
            if (end == m.last) {
                if ((shape & head_mask) != 0 && (shape & head_open) != 0) continue;
                if ((shape & head_mask) == 0 && !((shape & head_alone) != 0 && upper_case && !soft())) continue;
            } else if (!capital_seen && (shape & head_strong) == 0 && (shape & head_demonym) == 0) {
                if (!upper_case || soft()) continue;
            }
            if ((shape & head_mask) != 0 && end > m.last && m.last < limit && (is(m.last, class_de) || capital(m.last))) {
                // "championnat de France": the state is a mention; the event is none.
                std::uint32_t k = m.last;
                while (k < end && is(k, class_de | class_article)) ++k;
                if (k < end && k > m.last && (shape & head_strong) == 0 && (strong_start(k, limit) || full_name_at(k, limit))) continue;
            }
            if (h.kind == Kind::place && !h.other && !upper_case && (shape & head_de) != 0 && is(m.last, class_de)) {
                std::uint32_t k = m.last;
                while (k < end && is(k, class_de | class_article)) ++k;
                if (k < end && state_at(k, end) != 0) continue; // "l'île de Chypre"
            }
            if (end > best || (end == best && head != nullptr && h.other)) {
                best = end;
                head = &h;
                head_end = m.last;
            }
        }
    });
    return best;
}

std::uint32_t Document::demonym(std::uint32_t w, std::uint32_t limit, base::Few<std::uint32_t, 2>& states) const {
    states.clear();
    // "franco-allemand", "russo-ukrainien": combining forms, then a demonym.
    std::uint32_t at = w;
    base::Few<Country, 3> prefixes;
    while (at + 1 < limit && hyphen(at) && prefixes.size() < 3) {
        const Country state = gazetteer.prefix(text.word(at), text.words[at].hash);
        if (state == 0) break;
        prefixes.push_back(state);
        ++at;
    }
    if (!has(at, fact_demonym)) return w;
    if (prefixes.empty() && w > 0 && hyphen(w - 1) && is(w - 1, class_block)) return w; // "nord-américain" is of no state
    std::uint32_t end = w;
    Group longest;
    each_met_at(at, [&](const Met& m) {
        if (!m.demonym || m.last > limit || hyphen(m.last - 1) || m.last < end) return;
        end = m.last;
        longest = gazetteer.group(m.group);
    });
    const auto add = [&](std::uint32_t state) {
        if (std::find(states.begin(), states.end(), state) == states.end()) states.push_back(state);
    };
    for (const Country c : prefixes) {
        const std::array<char, 2> code{static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
        const std::uint32_t state = gazetteer.find(std::string("country/").append(code.data(), code.size()));
        if (state != no_index) add(state);
    }
    const std::size_t given = states.size();
    for (std::uint32_t i = longest.begin; i < longest.end; ++i) {
        if (gazetteer.surface(i).is(surface_demonym)) add(gazetteer.surface(i).entity);
    }
    std::sort(states.begin() + given, states.end(), [&](std::uint32_t a, std::uint32_t b) { return gazetteer.id(a) < gazetteer.id(b); });
    return states.empty() ? w : end; // an image may be damaged
}

bool Document::extends(const Known& k, std::uint32_t end, bool mask) const {
    // A long name that is known is extended by a demonym or a state only: "Assemblée nationale du Burundi".
    if (!k.strong || mask) return true;
    const bool person = std::any_of(k.readings.begin(), k.readings.end(), [](const Reading& r) { return r.kind == Kind::person; });
    if (person) return false;
    std::uint32_t w = k.last;
    if (demonym_word(w)) {
        std::uint32_t to = w + 1;
        while (to < end && hyphen(to - 1)) ++to;
        return to == end;
    }
    if (w + 2 < end && is(w, class_and) && is(end - 1, class_aim)) return true; // "Alliance pour la République et le développement"
    while (w < end && is(w, class_de | class_article)) ++w;
    return w > k.last && w < end && strong_start(w, end);
}

std::uint32_t Document::office_end(std::uint32_t w, std::uint32_t limit) const {
    std::uint32_t end = w;
    if (!has(w, fact_person)) return end;
    bool head = false;
    each_met_at(w, [&](const Met& m) {
        if ((lexicon.gists[m.entry].facts & fact_person) == 0 || m.last > limit) return;
        head = true;
        if (m.last > w + 1) end = std::max(end, m.last);
    });
    if (!head) return w;
    // "ministre russe des Affaires étrangères"
    for (std::uint32_t split = w + 1; split < limit && split < w + 4; ++split) {
        if (!demonym_word(split) || gap(split - 1) != " " || split + 1 >= limit) continue;
        const std::uint32_t rest = office_rest(w, split, split + 1, limit);
        end = std::max(end, rest);
    }
    return end;
}

std::uint32_t Document::office_rest(std::uint32_t w, std::uint32_t split, std::uint32_t after, std::uint32_t limit, std::uint32_t* entry) const {
    std::string form(text.folded_at({text.words[w].begin, text.words[split - 1].end}));
    const std::uint32_t rest = text.words[after].begin;
    const std::size_t head = form.size() + 1;
    form += ' ';
    form.append(text.folded, rest, std::min<std::size_t>(90, text.folded.size() - rest));
    std::uint32_t longest = 0;
    std::uint32_t found = 0;
    gazetteer.words.each(form, [&](std::uint32_t end, std::uint32_t row) {
        if (end <= head || lexicon.entries[entry_of(row)].offices.empty()) return;
        longest = end;
        found = entry_of(row);
    });
    if (longest == 0) return w;
    const std::uint32_t end_offset = rest + (longest - static_cast<std::uint32_t>(head));
    std::uint32_t end = after;
    while (end < limit && text.words[end].begin < end_offset) ++end;
    if (text.words[end - 1].end != end_offset) return w;
    if (entry != nullptr) *entry = found;
    return end;
}

Candidate& Document::emit(std::uint32_t first, std::uint32_t last) {
    Candidate& c = candidates.emplace_back();
    c.first = first;
    c.last = last;
    c.range = {text.words[first].begin, text.words[last - 1].end};
    c.soft = soft_start(first);
    c.acronym = last == first + 1 && ((text.words[first].is(text::upper) && !shouting_) || first == spelt_);
    c.shouting = shouting_;
    const auto behind = std::upper_bound(skip.begin(), skip.end(), c.range.begin, [](std::uint32_t at, Range r) { return at < r.begin; });
    c.skipped = behind != skip.begin() && (behind - 1)->contains(c.range.begin);
    return c;
}

void Document::emit_sequence(const Sequence& s) {
    Candidate& c = emit(s.first, s.last);
    c.sequence = true;
    c.sequence_units = s.units;
    c.given_end = s.given_end;
    c.initial = s.initial;
    if (!s.initial || s.given_end >= s.last) return;
    // "S. Lavrov": people with this family name whose name begins with the letter.
    const char letter = text.folded[text.words[s.first].begin];
    each_name_at(s.given_end, [&](const NameHit& hit) {
        if (hit.last != c.last) return;
        const Group g = gazetteer.group(hit.group);
        for (std::uint32_t i = g.begin; i < g.end; ++i) {
            const Surface& surface = gazetteer.surface(i);
            const std::string_view name = gazetteer.name(surface.entity);
            if (gazetteer.entity(surface.entity).kind != Kind::person || name.empty()) continue;
            if (text::fold(name.substr(0, 2)).substr(0, 1) != std::string_view(&letter, 1)) continue;
            c.readings.push_back({surface.entity, Kind::person, Form::alias, surface_surname, 0, nullptr});
        }
    });
}

void Document::sentence(std::uint32_t first, std::uint32_t last, std::span<const std::uint32_t> here) {
    sentence_first_ = first;
    sentence_last_ = last;
    std::uint32_t letters = 0;
    std::uint32_t uppers = 0;
    const auto counts = [&](std::uint32_t w) { return !text.words[w].is(text::has_digit) && text.words[w].end - text.words[w].begin > 1; };
    for (const std::uint32_t w : here) uppers += text.words[w].is(text::upper) && counts(w);
    for (std::uint32_t w = first; w < last && uppers > 2; ++w) letters += counts(w);
    shouting_ = letters >= 3 && uppers * 10 >= letters * 8;
    spell_out(here);
    std::size_t next_spelt = 0; // of spelt_names_, which stand in the order of the text

    base::Few<std::uint32_t, 2> states;
    std::uint32_t covered = first; // words before it belong to the name of an office
    auto opening = here.begin();
    for (std::uint32_t w = first;;) {
        while (opening != here.end() && *opening < w) ++opening;
        if (opening == here.end()) break;
        w = *opening;
        if (has(w, fact_person)) covered = std::max(covered, office_end(w, last));
        if (!opens_name(w) && !has(w, fact_surface | fact_head | fact_hyphen)) { // an office only
            ++w;
            continue;
        }
        const text::Word& word = text.words[w];
        const bool cap = word.is(text::capital);
        const bool inside_hyphen = w > first && hyphen(w - 1) && capital(w - 1) && (candidates.empty() || candidates.back().last != w);

        Known k = inside_hyphen || !may_be_known(w) ? Known{w, {}, false} : known(w, last);
        if (const std::uint32_t user = gazetteer.has_users ? user_start(w, k, last) : w; user > w) {
            // What stands before the user's name is read without it.
            const std::uint32_t before = is(w, class_article) && user == w + 1 ? w : known(w, user).last;
            if (before == w) {
                w = user;
                continue;
            }
            k = known(w, user);
        }

        // Long names and masks.
        const Head* head = nullptr;
        std::uint32_t head_end = w;
        const std::uint32_t long_end = inside_hyphen || shouting_ ? w : long_name(w, last, head, head_end);

        for (std::uint32_t j = w + 1; j < k.last; ++j) { // not "La Première" of "la Première ministre"
            if (office_end(j, last) > k.last) k = Known{w, {}, false};
        }
        if (w < covered && k.last <= covered && !demonym_word(w)) { // "Défense" in "ministre de la Défense"
            const bool own = k.strong && std::none_of(k.readings.begin(), k.readings.end(), [](const Reading& r) {
                                 return (r.surface & surface_bare) != 0; // "Maison Blanche" in "l'hôte de la Maison Blanche"
                             });
            if (!own && (head == nullptr || long_end <= covered)) {
                ++w;
                continue;
            }
        }
        // What an acronym spells is one name, whatever is known of its beginning.
        std::uint32_t spelt = w;
        while (next_spelt < spelt_names_.size() && spelt_names_[next_spelt].first < w) ++next_spelt;
        if (next_spelt < spelt_names_.size() && spelt_names_[next_spelt].first == w && cap && !inside_hyphen && !shouting_) {
            spelt = spelt_names_[next_spelt].second;
        }
        if (spelt > w) spelt_ = spelt;
        if (spelt > std::max(long_end, k.last) && (head == nullptr || !head->other)) {
            const Cue* cue = shape(shape_before_acronym);
            if (head != nullptr || cue != nullptr) {
                Candidate& c = emit(w, spelt);
                c.head = true;
                c.readings.push_back({no_index, Kind::organisation, Form::name, 0, 4.0F, head != nullptr ? &head->why : &cue->why});
                w = spelt;
                continue;
            }
        }
        // "L'Union des victimes de Xxx" is not the town of L'Union.
        if (k.last == w + 2 && is(w, class_article) && soft_start(w) && !inside_hyphen) {
            const Head* behind = nullptr;
            std::uint32_t behind_end = w;
            if (long_name(w + 1, last, behind, behind_end) > k.last) {
                ++w;
                continue;
            }
        }
        const bool known_hit = k.last > w && !k.readings.empty();

        if (head != nullptr && long_end > w &&
            (!known_hit || (long_end > k.last && ((head->shape & head_upper) != 0 || extends(k, long_end, head->other))) ||
             (long_end == k.last && (!k.strong || (head->other && (head->shape & head_definite) != 0))))) { // "le Dax", not "à Dax"
            if (head->other) {
                w = long_end;
                continue;
            }
            Candidate& c = emit(w, long_end);
            c.head = true;
            if (known_hit && k.last == long_end) c.readings = k.readings;
            c.readings.push_back({no_index, head->kind, Form::name, 0, 4.0F, &head->why});
            w = long_end;
            continue;
        }

        // Demonyms.
        if (!inside_hyphen && has(w, fact_demonym | fact_hyphen)) {
            const std::uint32_t end = demonym(w, last, states);
            if (end > w && end >= k.last) {
                bool take = true;
                if (known_hit && k.strong && end == k.last) { // "Suisse": country or person
                    const bool masculine = w > first && is(w - 1, class_masculine);
                    take = masculine;
                }
                if (take) {
                    Candidate& c = emit(w, end);
                    c.demonym = true;
                    c.demonym_of = states;
                    w = end;
                    continue;
                }
            }
        }

        const bool prefix = !cap && is(w, class_prefix) && hyphen(w) && w + 1 < last && capital(w + 1);
        if (!cap && !prefix) {
            if (known_hit) {
                Candidate& c = emit(w, k.last);
                c.readings = k.readings;
                w = k.last;
            } else {
                ++w;
            }
            continue;
        }
        if (inside_hyphen) {
            ++w;
            continue;
        }
        const bool soft = soft_start(w) || shouting_;
        // Titles and function words open no name of their own.
        if (!known_hit || (!k.strong && k.last == w + 1)) {
            const bool joined = cap && w + 1 < last && capital(w + 1) && text.words[w + 1].begin == word.end + 1 && text.folded[word.end] == '\'' &&
                                word.end - word.begin <= 2 && !is(w, class_article | class_de | class_stop); // M'Tima
            const bool initial = word.end - word.begin == 1 && !is(w, class_title) && w + 1 < last && capital(w + 1) && gap(w).substr(0, 1) == ".";
            if (!joined && !initial) {
                const bool given = is(w, class_calendar) && (given_flags(w) & given_name) != 0 && w + 1 < last && capital(w + 1) && gap(w) == " " &&
                                   !is(w + 1, class_function); // "April Jones"
                if (is(w, class_title | class_calendar) && !hyphen(w) && !given) {
                    ++w;
                    continue;
                }
                if (word.is(text::elided) && !(w + 1 < last && capital(w + 1) && !soft)) {
                    ++w;
                    continue;
                }
                if (is(w, class_function) && !hyphen(w) && (soft || !(word.is(text::upper) || (w + 1 < last && capital(w + 1))))) {
                    ++w;
                    continue;
                }
            }
        }
        // A known name that is a function word: only where no sentence opens. Months too.
        if (known_hit && k.last == w + 1 && !word.is(text::upper)) {
            if ((is(w, class_function) && soft) || is(w, class_junior) ||
                (is(w, class_calendar) &&
                 (soft || (w > first && text.words[w - 1].is(text::has_digit)) || (w + 1 < last && text.words[w + 1].is(text::digits))))) {
                ++w;
                continue;
            }
        }
        Sequence s = sequence(w, last);
        if (shouting_ && !(known_hit && k.last >= s.last)) {
            // Capitals say nothing here: what is known, and a given name with the word behind it.
            const std::uint32_t family = s.given_end;
            const bool person = !known_hit && given_flags(w) == given_name && family > w && family < s.last &&
                                !is(family, class_common | class_function | class_title | class_stop) && gap(family - 1) == " ";
            if (known_hit) {
                Candidate& c = emit(w, k.last);
                c.readings = k.readings;
                w = k.last;
            } else if (person) {
                std::uint32_t end = family + 1;
                while (end < s.last && hyphen(end - 1)) ++end;
                s.last = end;
                s.units = 2;
                emit_sequence(s);
                w = end;
            } else {
                ++w;
            }
            continue;
        }
        if (known_hit && k.last >= s.last) {
            Candidate& c = emit(w, k.last);
            c.readings = k.readings;
            if (k.last == s.last) {
                c.sequence = true;
                c.sequence_units = s.units;
                c.given_end = s.given_end;
                c.initial = s.initial;
            }
            w = k.last;
            continue;
        }
        if (known_hit) {
            // "Amnesty International France": an organisation's branch in a state.
            if (const Cue* branch = shape(shape_ends_with_place);
                branch != nullptr && k.strong && !shouting_ && gap(k.last - 1) == " " && state_at(k.last, s.last) != 0 &&
                std::all_of(k.readings.begin(), k.readings.end(), [](const Reading& r) { return r.kind == Kind::organisation; })) {
                Candidate& c = emit(w, s.last);
                c.head = true;
                c.readings.push_back({no_index, Kind::organisation, Form::name, 0, 4.0F, &branch->why});
                w = s.last;
                continue;
            }
            // The run goes on behind the known name.
            const bool person_name = k.last > w + 1 && std::any_of(k.readings.begin(), k.readings.end(), [&](const Reading& r) {
                                         return r.kind == Kind::person && (r.surface & (surface_weak | surface_surname)) == 0;
                                     });
            const std::uint32_t next = k.last;
            const bool next_given = (given_flags(next) & given_name) != 0 && next + 1 < s.last;
            const bool next_known = strong_start(next, last) || full_name_at(next, last);
            const bool given_here = (given_flags(w) & given_name) != 0;
            const bool place_here = k.strong && w > first && is(w - 1, class_de | class_preposition | class_article) && s.units >= 3 &&
                                    std::any_of(k.readings.begin(), k.readings.end(),
                                                [](const Reading& r) { return r.kind == Kind::country || r.kind == Kind::place; });
            const bool first_acronym = word.is(text::upper) && k.last == w + 1 && !shouting_;
            const bool split = !capital(next) || (next_given && place_here) || (first_acronym && (given_flags(next) & given_name) != 0) ||
                               (first_acronym && (k.readings.front().kind == Kind::country || s.units >= 3)) || next_known ||
                               (next_given && !given_here) || (k.strong && k.last > w + 1 && !person_name) || is(next, class_common | class_title);
            if (k.strong && split) {
                Candidate& c = emit(w, k.last);
                c.readings = k.readings;
                w = k.last;
                continue;
            }
            emit_sequence(s);
            Candidate& c = candidates.back();
            if (person_name) {
                for (const Reading& r : k.readings) {
                    if (r.kind == Kind::person) c.readings.push_back(r);
                }
            }
            w = s.last;
            continue;
        }
        // Unknown run: cut where a full name begins inside, drop a common word that only opens the sentence.
        if (s.units > 1) {
            for (std::uint32_t j = w + 1; j < s.last; ++j) {
                if (hyphen(j - 1) || !capital(j)) continue;
                if (full_name_at(j, last) && !((given_flags(w) & given_name) != 0 && s.given_end >= j)) {
                    s = sequence(w, j);
                    break;
                }
            }
        }
        if (soft && s.units > 1 && !s.initial && (given_flags(w) & given_name) == 0 &&
            (is(w, class_common | class_function) || (verb_at(w) != no_index && clauses.verbs[verb_at(w)].tense == clause::Tense::infinitive))) {
            ++w;
            continue;
        }
        // "ONG Human Rights Watch"
        if (s.units > 1 && word.is(text::upper) && is(w, class_no_acronym) && capital(w + 1) && gap(w) == " ") {
            ++w;
            continue;
        }
        // "Le Strasbourgeois Paul Durand": an adjective used as a noun, then a given name.
        if (s.units > 2 && !hyphen(w) && (given_flags(w) & given_name) == 0 && (given_flags(w + 1) & given_name) != 0 &&
            lexicon.adjective(text.word(w))) {
            ++w;
            continue;
        }
        if (s.units == 1 && s.last == w + 1 && word.end - word.begin == 1) {
            ++w;
            continue;
        }
        // "l'association Les Sentiers du Vercors": a name that opens with its own article goes on.
        if (!soft && s.units > 1 && is(w, class_article) && !capital(w - 1) && gap(w - 1) == " " && s.last < last && gap(s.last - 1) == " " &&
            is(s.last, class_de | class_contraction) && !capital(s.last)) {
            std::uint32_t behind = s.last + 1;
            while (behind < last && !capital(behind) && is(behind, class_article)) ++behind;
            if (behind < last && capital(behind) && !is(behind, class_calendar | class_title) && (gap(behind - 1) == " " || gap(behind - 1) == "'") &&
                !full_name_at(behind, last)) {
                const Known name = known(behind, last);
                s.last = std::max(name.last, sequence(behind, last).last);
            }
        }
        emit_sequence(s);
        w = s.last;
    }
}

void Document::find() {
    candidates.clear();
    candidates.reserve(text.words.size() / 6);
    const std::span<const std::uint32_t> all(openings);
    const auto n = static_cast<std::uint32_t>(text.words.size());
    std::size_t begin = 0;
    for (const text::Sentence& s : text.sentences) {
        while (begin < all.size() && all[begin] < s.first_word) ++begin;
        std::size_t end = begin;
        while (end < all.size() && all[end] < s.last_word) ++end;
        sentence(s.first_word, s.last_word, all.subspan(begin, end - begin));
        begin = end;
    }
    if (text.sentences.empty()) sentence(0, n, all);
}

} // namespace stoltenberg::entity
