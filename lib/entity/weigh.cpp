// Evidence: what stands before, behind and inside a candidate. The weights are rows of entity-cues.tsv.
#include <algorithm>
#include <cmath>

#include "entity/reading.hpp"

namespace stoltenberg::entity {
namespace {

bool plain_gap(std::string_view g) { return g == " " || g == "'" || g == "-" || g == "\n" || g == ". "; }
bool quote_gap(std::string_view g) { return g == " \"" || g == " \" " || g == "'\"" || g == "' \"" || g == "\"" || g == " '"; }
bool comma_gap(std::string_view g) { return g == ", "; }

} // namespace

void Document::weigh_before(std::size_t index) {
    Candidate& c = candidates[index];
    if (c.first == 0 || c.first == sentence_first_) return;
    std::uint32_t k = c.first; // words before k are looked at
    const std::string_view g = gap(k - 1);
    const bool comma = comma_gap(g);
    const bool quote = quote_gap(g);
    if (!plain_gap(g) && !comma && !quote) {
        if (g.ends_with('(')) {
            if (const Cue* cue = shape(shape_in_parentheses)) c.say(*cue);
            const std::string_view after = c.last < text.words.size() ? gap(c.last - 1) : std::string_view{};
            if ((after.starts_with(") -") || after.starts_with(")-")) && !is(c.first, class_common)) { // "PARIS, 3 mai (Zorvik-Info) -"
                if (const Cue* cue = shape(shape_dateline_agency)) c.say(*cue);
            }
            // "la Société nationale d'électricité (Sonel)"
            const Candidate* long_name = index > 0 && candidates[index - 1].last == k ? &candidates[index - 1] : nullptr;
            if (long_name != nullptr && long_name->head && c.last == c.first + 1 && !c.acronym && after.starts_with(')') &&
                text.folded[text.words[long_name->first].begin] == text.folded[text.words[c.first].begin] &&
                std::any_of(long_name->readings.begin(), long_name->readings.end(), [](const Reading& r) { return r.kind == Kind::organisation; })) {
                if (const Cue* cue = shape(shape_short_form)) c.say(*cue);
            }
            // "à haute mobilité (ZRQT)": letters behind words in lower case that do not spell it name a thing.
            if (c.acronym && long_name == nullptr) {
                std::string letters;
                for (std::uint32_t w = k; w > sentence_first_ && letters.size() < text.word(c.first).size();) {
                    --w;
                    if (!is(w, class_article | class_de | class_contraction | class_and))
                        letters.insert(letters.begin(), text.folded[text.words[w].begin]);
                }
                if (letters != text.word(c.first)) {
                    if (const Cue* cue = shape(shape_stray_acronym)) c.say(*cue);
                }
            }
        }
        return;
    }
    if (quote) {
        if (const Cue* cue = shape(shape_in_quotes)) c.say(*cue);
    }
    // An inverted verb of saying: "a déclaré Xxx".
    if (!comma && verb_end(k - 1) != no_index && clauses.verbs[verb_end(k - 1)].reporting) {
        if (const Cue* cue = shape(shape_said_by)) c.say(*cue);
    }
    if (is(k - 1, class_article) && !comma) {
        if (const Cue* cue = shape(shape_article)) c.say(*cue);
    } else if (is(k - 1, class_contraction) && !is(k - 1, class_de) && !comma) {
        if (const Cue* cue = shape(shape_article)) c.say(*cue);
    }

    bool of = false;
    int skipped = 0;
    std::uint32_t adjectives = 0;
    const auto hear = [&](std::uint32_t at, bool behind_of, float factor) {
        bool heard = false;
        each_met_before(at, [&](const Met& m) {
            if (m.first < sentence_first_) return;
            const Entry& e = lexicon.entries[m.entry];
            if (!e.offices.empty() && !behind_of) {
                if (const Cue* cue = shape(shape_office)) c.say(*cue, factor);
                c.hinted = true;
                heard = true;
            }
            for (const std::uint16_t i : e.cues) {
                const Cue& cue = lexicon.cues[i];
                if (skipped > 0 && is(m.first, class_preposition)) continue; // "en battant Xxx"
                if (!accented_as(cue, m)) continue;
                if (cue.where == Where::before && !behind_of) {
                    // "joueur de tennis Xxx", "chef de parti Xxx": the noun belongs to the one before it.
                    if (cue.person < 0 && m.first > sentence_first_ + 1 && is(m.first - 1, class_de) && plain_gap(gap(m.first - 1)) &&
                        plain_gap(gap(m.first - 2))) {
                        bool person = false;
                        each_met_before(m.first - 1, [&](const Met& n) {
                            const Entry& o = lexicon.entries[n.entry];
                            person |= !o.offices.empty() && n.last == m.first - 1;
                            for (const std::uint16_t p : o.cues) person |= lexicon.cues[p].where == Where::before && lexicon.cues[p].person > 2;
                        });
                        if (person) {
                            if (const Cue* office = shape(shape_office)) c.say(*office, factor);
                            c.hinted = true;
                            heard = true;
                            continue;
                        }
                    }
                    if (comma && cue.person <= 0) continue; // "dans la ville, Xxx"
                    c.say(cue, factor);
                    if (cue.person > 2) c.hinted = true;
                    heard = true;
                } else if (cue.where == Where::before_de && behind_of) {
                    c.say(cue, factor);
                    heard = true;
                }
            }
        });
        return heard;
    };
    while (k > sentence_first_ && skipped < 7) {
        if (hear(k, of, comma ? 0.8F : 1.0F)) {
            // "les autorités de Xxx" may be heard once only.
            break;
        }
        const std::uint32_t w = k - 1;
        // "le maire de Lyon Xxx Yyy": the name before belongs to the office.
        if (!of && skipped == 0 && index > 0 && candidates[index - 1].last == k && !candidates[index - 1].demonym && (plain_gap(g) || comma)) {
            std::uint32_t p = candidates[index - 1].first;
            while (p > sentence_first_ && is(p - 1, class_article | class_contraction | class_de) && plain_gap(gap(p - 1))) --p;
            bool office = false;
            if (p < candidates[index - 1].first) {
                for (int step = 0; step < 4 && p > sentence_first_ && !office; ++step) {
                    each_met_before(p, [&](const Met& m) {
                        const Entry& e = lexicon.entries[m.entry];
                        office |= !e.offices.empty();
                        for (const std::uint16_t i : e.cues) office |= lexicon.cues[i].where == Where::before && lexicon.cues[i].person > 2;
                    });
                    if (office || !plain_gap(gap(p - 1))) break;
                    if (!(demonym_word(p - 1) || is(p - 1, class_modifier | class_de | class_article) || lexicon.adjective(text.word(p - 1)))) break;
                    --p;
                }
            }
            if (office) {
                if (const Cue* cue = shape(shape_office_of)) c.say(*cue);
                c.hinted = true;
                const Candidate& prev = candidates[index - 1];
                for (const Reading& r : prev.readings) {
                    if (r.entity != no_index && c.country == 0) c.country = gazetteer.entity(r.entity).countries[0];
                }
            }
            return;
        }
        if (demonym_word(w) && !of) {
            if (const Country d = demonym_country(w); d != 0 && c.country == 0) c.country = d;
            std::uint32_t to = w;
            each_met_before(k, [&](const Met& m) { // the first word of "sud-coréen"
                if (m.demonym) to = std::min(to, m.first);
            });
            if (capital(w) && !comma) {
                if (const Cue* cue = shape(shape_demonym_person)) c.say(*cue);
                if (to == 0 || !capital(to)) break;
                return;
            }
            if (skipped == 0 && !comma && to > sentence_first_ && is(to - 1, class_article | class_masculine | class_contraction)) {
                if (const Cue* cue = shape(shape_demonym_noun)) c.say(*cue); // "l'américain River Radamus"
                return;
            }
            k = to;
            ++adjectives;
        } else if (of && is(w, class_article | class_modifier) && skipped < 3) {
            --k;
        } else if ((!of &&
                    (is(w, class_modifier) ||
                     (lexicon.adjective(text.word(w)) && (verb_at(w) == no_index || clauses.verbs[verb_at(w)].tense == clause::Tense::participle))) &&
                    adjectives < 3 && !capital(w)) ||
                   (of && (demonym_word(w) || lexicon.adjective(text.word(w))) && adjectives < 2)) {
            --k;
            ++adjectives;
        } else if (!of && adjectives == 0 && !comma && is(w, class_de)) {
            of = true;
            --k;
        } else if (!of && adjectives == 0 && !comma && is(w, class_article) && w > sentence_first_ && is(w - 1, class_de) && plain_gap(gap(w - 1))) {
            of = true;
            k -= 2;
        } else {
            break;
        }
        ++skipped;
        if (k == 0 || !plain_gap(gap(k - 1))) break;
    }
}

/// A verb whose object acts for a state acts on it: "accuse Moscou".
bool Document::acts(std::uint32_t w) const {
    bool found = false;
    each_met_at(w, [&](const Met& m) {
        for (const std::uint16_t i : lexicon.entries[m.entry].metonyms) found |= lexicon.metonyms[i].subject;
    });
    return found;
}

void Document::weigh_after(std::size_t index) {
    Candidate& c = candidates[index];
    const std::uint32_t n = sentence_last_;
    const std::uint32_t w = c.last;
    if (w >= n) return;
    const std::string_view g = gap(w - 1);
    const auto age = [&](std::uint32_t at) {
        if (at + 1 >= n || !text.words[at].is(text::digits) || gap(at) != " ") return false;
        const std::string key = "0 " + std::string(text.word(at + 1));
        const std::uint32_t hit = gazetteer.words.find(key);
        if (hit == match::Keys::none) return false;
        bool heard = false;
        for (const std::uint16_t i : lexicon.entries[entry_of(hit)].cues) {
            if (lexicon.cues[i].where != Where::after) continue;
            c.say(lexicon.cues[i]);
            heard = true;
        }
        return heard;
    };
    if (g == ", " || g == " (" || g == " - ") {
        if (age(w)) return;
        if (g == " (" && text.words[w].is(text::upper)) {
            if (const Cue* cue = shape(shape_before_acronym)) c.say(*cue);
            return;
        }
        if (g == " (") return;
        // Apposition: "Xxx, président de", "Xxx, une ville de".
        std::uint32_t k = w;
        int steps = 0;
        while (k < n && steps < 3 && is(k, class_article | class_modifier | class_former | class_masculine) &&
               (gap(k) == " " || gap(k) == "'" || gap(k) == "-")) {
            ++k;
            ++steps;
        }
        if (k >= n) return;
        // "Dans le golfe, un navire patrouille": behind what opens the sentence stands its subject.
        if (steps > 0 && c.first > sentence_first_ && c.first <= sentence_first_ + 3 && is(sentence_first_, class_preposition)) return;
        each_met_at(k, [&](const Met& m) {
            const Entry& e = lexicon.entries[m.entry];
            if (!e.offices.empty()) {
                if (const Cue* cue = shape(shape_office)) c.say(*cue, 0.8F);
                c.hinted = true;
            }
            for (const std::uint16_t i : e.cues) {
                const Cue& cue = lexicon.cues[i];
                if (!accented_as(cue, m)) continue;
                if (cue.where == Where::before) c.say(cue, steps > 0 || cue.person > 0 ? 0.7F : 0.4F);
                if (cue.where == Where::before && cue.person > 2) c.hinted = true;
            }
        });
        return;
    }
    if (g != " " && g != "\n" && g != "\" " && g != " \" ") return;
    std::uint32_t k = w;
    while (k < n && k < w + 2 && verb_at(k) == no_index && text.words[k].is(text::elided)) ++k; // "Xxx n'a", "Xxx s'est"
    if (k < n && verb_at(k) == no_index && k == w && k + 1 < n && verb_at(k + 1) != no_index && is(k, class_function) && text.word(k).size() <= 4)
        ++k;
    if (k < n && verb_at(k) != no_index) {
        const clause::Verb& v = clauses.verbs[verb_at(k)];
        if (v.tense != clause::Tense::infinitive && v.tense != clause::Tense::participle && v.tense != clause::Tense::gerund) {
            if (const Cue* cue = shape(v.reporting ? shape_speaker : shape_subject)) c.say(*cue);
            // "La Zorvac accuse": an article, one word that is no row's, a verb of what only people and bodies do.
            const bool alone = c.sequence && c.last == c.first + 1 && c.readings.empty() && c.first > sentence_first_ &&
                               is(c.first - 1, class_article) && !is(c.first - 1, class_plural) && !is(c.first, class_common);
            if (alone && !lexicon.adjective(text.word(c.first)) && (v.reporting || acts(v.head))) {
                if (const Cue* cue = shape(shape_article_subject)) c.say(*cue);
            }
        }
    }
    each_met_at(w, [&](const Met& m) {
        for (const std::uint16_t i : lexicon.entries[m.entry].cues) {
            if (lexicon.cues[i].where == Where::after) c.say(lexicon.cues[i]);
        }
    });
}

/// "Carrefour a annoncé": a common word that opens a sentence would have an article.
bool Document::opens_clause(const Candidate& c) const {
    if (c.last >= sentence_last_ || gap(c.last - 1) != " " || (given_flags(c.first) & given_name) != 0 || is(c.first, class_function | class_stop))
        return false;
    const std::uint32_t v = verb_at(c.last);
    if (v == no_index) return false;
    const clause::Tense tense = clauses.verbs[v].tense;
    return tense != clause::Tense::infinitive && tense != clause::Tense::participle && tense != clause::Tense::gerund;
}

void Document::weigh_inside(Candidate& c) {
    const auto prominence = [](const Entity& e) {
        if (e.kind == Kind::country) return 1.0F;
        const double w = static_cast<double>(e.weight);
        return static_cast<float>(e.kind == Kind::place ? std::min(1.0, std::log10(w + 10) / 8) : std::min(1.0, w / 100));
    };
    for (Reading& r : c.readings) {
        if (r.entity == no_index) continue;
        const Entity& e = gazetteer.entity(r.entity);
        const float p = prominence(e);
        if (r.surface & surface_weak) {
            r.prior = 0.4F + 1.2F * p;
        } else if (r.surface & surface_surname) {
            r.prior = 0.2F + 2.4F * p;
            if (c.last == c.first + 1 && (given_flags(c.first) & given_name) != 0) r.prior -= 2.5F; // "Bernard" is a given name first
        } else {
            r.prior = 2.6F + 2.4F * p;
            if (c.last > c.first + 1 && e.kind != Kind::place) r.prior += 1;
            if (e.is(flag_word) && c.last == c.first + 1) r.prior -= c.soft && !(e.kind == Kind::organisation && opens_clause(c)) ? 2.5F : 0.8F;
            if (e.is(flag_user)) r.prior += 3;
        }
        if (e.is(flag_historic) && e.kind != Kind::country) r.prior -= 0.5F;
    }
    if (c.demonym) return;
    if (c.last == c.first + 1 && c.acronym) {
        const std::size_t size = text.words[c.first].end - text.words[c.first].begin;
        if (is(c.first, class_no_acronym | class_numeral)) {
            c.say(side_other, 3, nullptr);
            c.say(side_person, -2, nullptr); // "le maire DVD"
        } else if (const Cue* cue = shape(size <= 7 ? shape_acronym : shape_long_acronym)) {
            c.say(*cue);
        }
    }
    if (c.sequence && c.sequence_units == 1 && c.shouting) {
        if (const Cue* cue = shape(shape_shouting)) c.say(*cue);
    }
    const bool known_strong = std::any_of(c.readings.begin(), c.readings.end(),
                                          [](const Reading& r) { return r.entity != no_index && (r.surface & surface_weak) == 0; });
    if (c.sequence && c.last == c.first + 1 && is(c.first, class_common) && !c.acronym && !known_strong) {
        if (const Cue* cue = shape(shape_common_word)) c.say(*cue);
    }
    // "le Nord de la Russie" is a direction.
    if (c.last == c.first + 1 && is(c.first, class_block) && c.last < text.words.size() && gap(c.first) == " " && is(c.last, class_de)) {
        c.say(side_other, 5, nullptr);
    }
    if (!c.sequence && !c.head) return;
    if (c.sequence && c.sequence_units > 1 && text.words[c.last - 1].end - text.words[c.last - 1].begin == 1) {
        if (const Cue* cue = shape(shape_single_letter)) c.say(*cue);
    }
    const auto first_word = c.first;
    if (c.sequence) {
        const bool given = (given_flags(first_word) & given_name) != 0 && c.given_end > first_word;
        const bool doubtful = (given_flags(first_word) & given_word) != 0;
        if (c.initial && c.sequence_units > 1) {
            if (const Cue* cue = shape(shape_initial)) c.say(*cue);
        }
        if (given && c.given_end < c.last) {
            if (const Cue* cue = shape(doubtful && c.soft ? shape_given_word : shape_given_name)) c.say(*cue);
        } else if (given && c.given_end == c.last) {
            if (const Cue* cue = shape(c.sequence_units > 1 ? shape_given_only : shape_given_alone)) c.say(*cue);
        } else if (c.sequence_units > 1) {
            bool upper = false;
            bool digit = false;
            bool later_given = false;
            for (std::uint32_t w = c.first; w < c.last; ++w) {
                upper |= text.words[w].is(text::upper) && !c.shouting && text.words[w].end - text.words[w].begin > 1;
                digit |= text.words[w].is(text::has_digit);
                later_given |= w > c.first && (given_flags(w) & given_name) != 0 && (given_flags(w) & given_word) == 0;
            }
            if (const Cue* cue = shape(is(c.first, class_article) ? shape_article_run
                                       : upper || digit           ? shape_mixed_run
                                       : c.sequence_units > 4     ? shape_long_run
                                       : later_given              ? shape_run_with_given
                                                                  : shape_run))
                c.say(*cue);
        } else if (text.words[first_word].is(text::mixed)) {
            if (const Cue* cue = shape(shape_inner_capital)) c.say(*cue);
        }
        if (c.sequence_units > 1 && !given) {
            const auto starts = [&](std::uint32_t w, std::uint32_t to, auto&& kind) {
                bool found = false;
                each_name_at(w, [&](const NameHit& hit) {
                    if (hit.last != to) return;
                    const Group g = gazetteer.group(hit.group);
                    for (std::uint32_t i = g.begin; i < g.end; ++i) {
                        const Entity& e = gazetteer.entity(gazetteer.surface(i).entity);
                        found |= kind(e) && (gazetteer.surface(i).flags & surface_weak) == 0 && !e.is(flag_word);
                    }
                });
                return found;
            };
            const auto land = [](const Entity& e) { return e.kind == Kind::country || (e.kind == Kind::place && e.weight >= 200000); };
            const auto organisation = [](const Entity& e) { return e.kind == Kind::organisation; };
            const Cue* cue = nullptr;
            if (starts(c.last - 1, c.last, land))
                cue = shape(shape_ends_with_place);
            else if (starts(c.first, c.first + 1, land))
                cue = shape(shape_starts_with_place);
            else if (starts(c.first, c.first + 1, organisation)) // "Google Maps"
                cue = shape(shape_starts_with_organisation);
            if (cue != nullptr) c.say(*cue);
        }
        // Hyphenated words: "Neuilly-sur-Marne", "Ki-moon".
        bool linked = false;
        bool lower_part = false;
        bool ampersand = false;
        bool digit = false;
        for (std::uint32_t w = c.first; w < c.last; ++w) {
            digit |= text.words[w].is(text::has_digit);
            ampersand |= w + 1 < c.last && gap(w) == " & ";
            if (w + 1 < c.last && hyphen(w) && w > c.first && hyphen(w - 1) && !capital(w) && is(w, class_place_link)) linked = true;
            if (w > c.first && hyphen(w - 1) && !capital(w) && !is(w, class_place_link | class_particle)) lower_part = true;
        }
        if (linked) {
            if (const Cue* cue = shape(shape_linked_place)) c.say(*cue);
        }
        if (ampersand) {
            if (const Cue* cue = shape(shape_ampersand)) c.say(*cue);
        }
        if (lower_part && !linked && c.sequence_units > 1) {
            if (const Cue* cue = shape(shape_hyphen_lower)) c.say(*cue);
        }
        if (digit) {
            if (const Cue* cue = shape(shape_digit)) c.say(*cue);
        }
        const std::string_view last = text.word(c.last - 1);
        if (capital(c.last - 1)) {
            if (const Cue* cue = lexicon.suffix(last)) c.say(*cue);
        }
    }
    // Words that speak for a kind from inside.
    for (std::uint32_t w = c.first; w < c.last; ++w) {
        each_met_at(w, [&](const Met& m) {
            if (m.last > c.last) return;
            for (const std::uint16_t i : lexicon.entries[m.entry].cues) {
                const Cue& cue = lexicon.cues[i];
                if (cue.where == Where::inside || (cue.where == Where::first && m.first == c.first && m.last < c.last) ||
                    (cue.where == Where::last && m.last == c.last && m.first > c.first)) {
                    if (c.sequence) c.say(cue);
                }
            }
        });
    }
}

/// "Orange et SFR", "Safran, Thales et Airbus": names in a list are of one kind. Counts for names that are words too.
void Document::weigh_list(std::size_t index) {
    Candidate& c = candidates[index];
    const bool doubt = !c.demonym && std::any_of(c.readings.begin(), c.readings.end(), [&](const Reading& r) {
        return r.entity != no_index && r.kind == Kind::organisation && ((r.surface & surface_weak) != 0 || gazetteer.entity(r.entity).is(flag_word));
    });
    if (!doubt) return;
    const auto beside = [&](const Candidate& left, const Candidate& right, const Candidate& other) {
        const bool list = (right.first == left.last && comma_gap(gap(left.last - 1))) ||
                          (right.first == left.last + 1 && is(left.last, class_and) && gap(left.last - 1) == " " && gap(left.last) == " ");
        return list && !other.demonym && !other.readings.empty() && std::all_of(other.readings.begin(), other.readings.end(), [&](const Reading& r) {
                   return r.entity != no_index && r.kind == Kind::organisation && (r.surface & surface_weak) == 0 &&
                          !gazetteer.entity(r.entity).is(flag_word);
               });
    };
    const bool heard = (index > 0 && beside(candidates[index - 1], c, candidates[index - 1])) ||
                       (index + 1 < candidates.size() && beside(c, candidates[index + 1], candidates[index + 1]));
    if (!heard) return;
    if (const Cue* cue = shape(shape_list)) c.say(*cue);
}

Country Document::scene(const Candidate& c) const {
    if (c.first != sentence_first_ + 1 || !is(sentence_first_, class_preposition) || c.last >= sentence_last_ || !comma_gap(gap(c.last - 1)))
        return 0;
    return state_of(c);
}

Country Document::state_of(const Candidate& c) const {
    if (c.demonym) return c.demonym_of.size() == 1 ? gazetteer.entity(c.demonym_of.front()).countries[0] : Country{};
    for (const Reading& r : c.readings) {
        if (r.kind == Kind::country && r.entity != no_index) return gazetteer.entity(r.entity).countries[0];
    }
    return 0;
}

void Document::weigh() {
    std::size_t s = 0;
    std::uint32_t scene_end = 0;
    Country here = 0, last = 0; // the state that the sentence opens with; the one spoken of last
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        Candidate& c = candidates[i];
        while (s < text.sentences.size() && text.sentences[s].last_word <= c.first) ++s;
        if (s < text.sentences.size()) {
            sentence_first_ = text.sentences[s].first_word;
            sentence_last_ = text.sentences[s].last_word;
        }
        if (sentence_first_ > c.first || sentence_last_ < c.last) {
            sentence_first_ = c.first;
            sentence_last_ = c.last;
        }
        if (c.first >= scene_end) here = 0;
        if (const Country state = scene(c); state != 0) {
            here = state;
            scene_end = sentence_last_;
        }
        // "Les députés mauritaniens votent. Leur Assemblée nationale …"
        c.scene = here != 0 || c.first == 0 || !is(c.first - 1, class_possessive) ? here : last;
        if (const Country state = state_of(c); state != 0) last = state;
        weigh_inside(c);
        if (c.demonym) continue;
        weigh_before(i);
        weigh_after(i);
        weigh_list(i);
    }
}

} // namespace stoltenberg::entity
