#include "entity/roles.hpp"

#include <algorithm>

namespace stoltenberg::entity {
namespace {

constexpr std::size_t role_memory = 200; ///< roles looked back and ahead for a holder; keeps lists linear

class RoleFinder {
public:
    RoleFinder(const Document& d, Result& out) : d_(d), g_(d.gazetteer), t_(d.text), out_(out) {
        at_.assign(t_.words.size() + 1, no_index);
        for (std::uint32_t i = 0; i < out.mentions.size(); ++i) {
            for (std::uint32_t w = out.mentions[i].first; w < out.mentions[i].last; ++w) at_[w] = i;
        }
    }

    void run() {
        std::size_t i = 0;
        for (const text::Sentence& s : t_.sentences) {
            last_ = s.last_word;
            first_ = s.first_word;
            std::uint32_t next = first_; // words before it belong to a role
            for (; i < d_.openings.size() && d_.openings[i] < last_; ++i) {
                const std::uint32_t w = d_.openings[i];
                if (w >= next && d_.has(w, fact_office | fact_office_start)) next = role(w);
            }
        }
        earlier_holders();
    }

private:
    struct Shape {
        std::uint32_t end = 0;
        const std::vector<std::uint16_t>* offices = nullptr;
        std::uint32_t demonym = no_index; ///< mention
    };

    const Mention* mention_at(std::uint32_t w) const { return w < at_.size() && at_[w] != no_index ? &out_.mentions[at_[w]] : nullptr; }
    bool space(std::uint32_t w) const {
        const std::string_view g = d_.gap(w);
        return g == " " || g == "\n" || g == "'";
    }

    /// Longest office form at w; with a demonym behind its first word the rest of the form may follow.
    Shape shape(std::uint32_t w) const {
        Shape best;
        d_.each_met_at(w, [&](const Met& m) {
            const Entry& e = d_.lexicon.entries[m.entry];
            if (e.offices.empty() || m.last > last_ || m.last <= best.end) return;
            if (d_.hyphen(m.last - 1)) return;
            best = {m.last, &e.offices, no_index};
        });
        // "ministre russe des Affaires étrangères", "secrétaire d'État américain"
        for (std::uint32_t split = w + 1; split < last_ && split < w + 4; ++split) {
            if (!space(split - 1)) break;
            const Mention* m = mention_at(split);
            if (m == nullptr || m->form != Form::demonym || m->first != split || m->last >= last_ || !space(m->last - 1)) continue;
            std::uint32_t entry = no_index;
            const std::uint32_t end = d_.office_rest(w, split, m->last, last_, &entry);
            if (end > best.end && entry != no_index) best = {end, &d_.lexicon.entries[entry].offices, at_[split]};
        }
        return best;
    }

    std::uint32_t role(std::uint32_t w) {
        // An office form inside a name is part of the name.
        if (const Mention* m = mention_at(w); m != nullptr) return w;
        Shape s = shape(w);
        if (s.end == 0) return w;
        // A form must not run into a longer name: "président de la République tchèque".
        std::uint32_t cut = s.end;
        for (std::uint32_t k = w; k < s.end; ++k) {
            if (const Mention* m = mention_at(k); m != nullptr && m->form != Form::demonym && m->last > s.end) cut = std::min(cut, m->first);
        }
        const Mention* inner_of = nullptr;
        Country inner_state = 0;
        if (cut < s.end && cut > w) {
            // "président de l'Assemblée nationale française", "… du Burundi": the longer name adds a state only.
            const Mention* m = mention_at(cut);
            std::uint32_t k = s.end;
            if (m->kind == Kind::organisation) {
                if (const Country c = d_.demonym_country(k); c != 0 && k + 1 == m->last) inner_state = c;
                while (inner_state == 0 && k < m->last && d_.is(k, class_de | class_article)) ++k;
                if (inner_state == 0 && k > s.end && k < m->last) inner_state = d_.state_at(k, m->last);
            }
            if (inner_state != 0) {
                inner_of = m;
                s.end = m->last;
                cut = s.end;
            }
        }
        if (cut < s.end) {
            Shape shorter;
            d_.each_met_at(w, [&](const Met& m) {
                const Entry& e = d_.lexicon.entries[m.entry];
                if (!e.offices.empty() && m.last <= cut && m.last > shorter.end) shorter = {m.last, &e.offices, no_index};
            });
            if (shorter.end == 0) return w;
            s = shorter;
        }
        Role r;
        std::uint32_t end = s.end;
        const Mention* of = nullptr;
        if (s.demonym != no_index) of = &out_.mentions[s.demonym];
        // Whose: a demonym, or "de" and a name.
        std::uint32_t k = end;
        if (of == nullptr && k < last_ && space(k - 1)) {
            if (const Mention* m = mention_at(k); m != nullptr && m->first == k && m->form == Form::demonym) {
                of = m;
                end = m->last;
                k = end;
            } else if (d_.lexicon.adjective(t_.word(k)) && k + 1 < last_ && space(k)) { // "le président centriste français"
                if (const Mention* n = mention_at(k + 1); n != nullptr && n->first == k + 1 && n->form == Form::demonym) {
                    of = n;
                    end = n->last;
                    k = end;
                }
            }
        }
        if (of == nullptr && k < last_ && space(k - 1) && d_.is(k, class_de)) {
            std::uint32_t j = k + 1;
            while (j < last_ && d_.is(j, class_article) && space(j - 1)) ++j;
            if (j < last_ && space(j - 1)) {
                if (const Mention* m = mention_at(j);
                    m != nullptr && m->first == j && m->kind != Kind::person && (m->form != Form::demonym || d_.capital(j))) {
                    of = m;
                    end = m->last;
                }
            }
        }
        // "président de la région Bretagne"
        if (of == nullptr && inner_of == nullptr && k < last_ && d_.gap(k - 1) == " " && end > w + 1) {
            if (const Mention* m = mention_at(k); m != nullptr && m->first == k && m->kind == Kind::place && takes_place(*s.offices)) {
                of = m;
                end = m->last;
            }
        }
        const Office* office = pick(*s.offices, of);
        if (office == nullptr) return w;
        r.office = office->id;
        r.why = office->why;
        if (office->of == Office::Of::fixed) {
            r.of = office->fixed;
            if (of != nullptr && of->form == Form::demonym && of->ids.front() != r.of) r.of = of->ids.front();
        } else if (inner_state != 0) {
            r.of = std::string("country/") + static_cast<char>(inner_state >> 8) + static_cast<char>(inner_state & 0xFF);
        } else if (of != nullptr) {
            r.of = of->ids.front();
            if (office->of == Office::Of::country && of->kind != Kind::country && !of->metonym.empty()) r.of = of->metonym;
        } else if (office->only.size() == 1 && !office->silent) {
            const Country c = office->only.front();
            r.of = std::string("country/") + static_cast<char>(c >> 8) + static_cast<char>(c & 0xFF);
        }
        // Backwards: "ancien", then the article.
        std::uint32_t first = w;
        for (int steps = 0; first > first_ && steps < 3; ++steps) {
            const std::string_view g = d_.gap(first - 1);
            if (g != " " && g != "-" && g != "'" && g != "\n") break;
            if (d_.is(first - 1, class_former)) {
                r.former = true;
                --first;
            } else if (d_.is(first - 1, class_modifier)) {
                --first;
            } else if (g == "-" && first == w) {
                return end; // a compound that the offices do not know: another office ("vice-", "sous-")
            } else {
                break;
            }
        }
        if (first > first_ && (d_.gap(first - 1) == " " || d_.gap(first - 1) == "'") && d_.is(first - 1, class_article)) --first;
        r.first = first;
        r.last = end;
        r.range = {t_.words[first].begin, t_.words[end - 1].end};
        name(r);
        if (r.of.empty() && !r.holder.empty()) of_holder(r);
        const bool plain = r.of.empty() && r.holder.empty();
        if (plain && (office->silent || s.offices->size() > 1)) return end;
        out_.roles.push_back(std::move(r));
        return end;
    }

    bool takes_place(const std::vector<std::uint16_t>& offices) const {
        return std::any_of(offices.begin(), offices.end(), [&](std::uint16_t i) { return d_.lexicon.offices[i].of == Office::Of::place; });
    }

    const Office* pick(const std::vector<std::uint16_t>& offices, const Mention* of) const {
        const Office* best = nullptr;
        int best_fit = -1;
        for (const std::uint16_t i : offices) {
            const Office& o = d_.lexicon.offices[i];
            int fit = 0;
            if (of != nullptr) {
                const bool state = of->kind == Kind::country || (of->kind != Kind::country && !of->metonym.empty() && of->kind == Kind::place);
                switch (o.of) {
                case Office::Of::country: fit = of->kind == Kind::country ? 3 : state ? 1 : -1; break;
                case Office::Of::organisation: fit = of->kind == Kind::organisation ? 3 : of->form == Form::demonym ? 0 : -1; break;
                case Office::Of::place: fit = of->kind == Kind::place ? 3 : of->form == Form::demonym ? 0 : -1; break;
                case Office::Of::fixed: fit = of->ids.front() == o.fixed ? 4 : -1; break;
                }
                if (!o.only.empty()) {
                    const Country c = of->kind == Kind::country ? country_code(std::string_view(of->ids.front()).substr(8)) : Country{0};
                    if (std::find(o.only.begin(), o.only.end(), c) == o.only.end())
                        fit = -1;
                    else
                        ++fit;
                }
                // Of offices that share a word the one fits that suits the organisation, then the one whose holders are
                // known.
                if (fit > 0 && offices.size() > 1) {
                    fit *= 4;
                    if (of->entity != no_index && data::has(o.types, g_.type(of->entity))) fit += 1;
                    const auto [b, t] = g_.terms_of(o.id, of->ids.front());
                    if (b != t) fit += 2;
                }
            } else if (o.of == Office::Of::fixed) {
                fit = 2;
            }
            if (fit > best_fit) {
                best_fit = fit;
                best = &o;
            }
        }
        return best;
    }

    /// The holder next to the role: "…, Sergueï Lavrov", "Jens Stoltenberg, secrétaire général de l'OTAN".
    void name(Role& r) const {
        if (r.last < last_) {
            const std::string_view g = d_.gap(r.last - 1);
            std::uint32_t k = r.last;
            if (g == " " || g == ", " || g == "\n" || g == " (" || g == ") ") {
                // A title or an adjective may stand between: "le président colombien sortant Ivan Duque".
                for (int steps = 0; steps < 2 && k < last_ && mention_at(k) == nullptr &&
                                    (d_.is(k, class_title | class_modifier) || d_.lexicon.adjective(t_.word(k))) && (space(k) || d_.gap(k) == ". ");
                     ++steps)
                    ++k;
                if (const Mention* m = mention_at(k); m != nullptr && m->first == k && m->kind == Kind::person) {
                    r.holder = m->ids.front();
                    r.named = true;
                    return;
                }
            }
        }
        if (r.first > first_) {
            const std::string_view g = d_.gap(r.first - 1);
            if (g == ", " || g == " (") {
                if (const Mention* m = mention_at(r.first - 1); m != nullptr && m->last == r.first && m->kind == Kind::person) {
                    // Not "Xxx, le président polonais a dit": the apposition must close again.
                    const std::string_view after = r.last < t_.words.size() ? d_.gap(r.last - 1) : std::string_view(".");
                    if (r.last >= last_ || after.starts_with(',') || after.starts_with(')') || after.starts_with('.') || after.starts_with(';') ||
                        d_.is(r.last, class_and) || d_.is(r.last, class_preposition) || d_.is(r.last, class_stop)) {
                        r.holder = m->ids.front();
                        r.named = true;
                    }
                }
            }
        }
    }

    void of_holder(Role& r) const {
        const std::uint32_t holder = g_.find(r.holder);
        if (holder == no_index) return;
        std::string_view of;
        for (const rows::Pair& p : g_.terms_held_by(holder)) {
            const Term t = g_.term(p.value);
            if (t.office != r.office) continue;
            if (!of.empty() && of != t.of) return;
            of = t.of;
        }
        if (!of.empty()) r.of = of;
    }

    void earlier_holders() {
        for (std::size_t i = 0; i < out_.roles.size(); ++i) {
            Role& r = out_.roles[i];
            if (!r.holder.empty() || r.former) continue;
            for (std::size_t k = i; k-- > (i > role_memory ? i - role_memory : 0);) {
                const Role& e = out_.roles[k];
                if (e.office != r.office || e.former) continue;
                if (!r.of.empty() && e.of != r.of) continue;
                if (e.holder.empty()) {
                    if (r.of.empty()) r.of = e.of;
                    continue;
                }
                r.holder = e.holder;
                r.named = true;
                if (r.of.empty()) r.of = e.of;
                break;
            }
        }
        // Named only later in the text: a headline speaks before the body does.
        for (std::size_t i = 0; i < out_.roles.size(); ++i) {
            Role& r = out_.roles[i];
            if (!r.holder.empty() || r.former || r.of.empty()) continue;
            for (std::size_t k = i + 1; k < std::min(out_.roles.size(), i + role_memory); ++k) {
                const Role& e = out_.roles[k];
                if (e.office != r.office || e.former || e.of != r.of || e.holder.empty()) continue;
                r.holder = e.holder;
                r.named = true;
                break;
            }
        }
    }

    const Document& d_;
    const Gazetteer& g_;
    const text::Text& t_;
    Result& out_;
    std::vector<std::uint32_t> at_;
    std::uint32_t first_ = 0, last_ = 0;
};

} // namespace

void find_roles(const Document& document, Result& out) { RoleFinder(document, out).run(); }

void find_metonyms(const Document& d, Result& out) {
    const auto metonym = [&](const Mention& m) { return m.entity == no_index ? std::string_view() : d.gazetteer.metonym(m.entity); };
    std::vector<std::uint8_t> located(out.mentions.size()); // behind a preposition: where something is, not who acts
    for (std::size_t at = 0; at < out.mentions.size(); ++at) {
        Mention& m = out.mentions[at];
        if (m.kind != Kind::place || m.ids.empty()) continue;
        const std::string_view stands_for = metonym(m);
        if (stands_for.empty() || !m.metonym.empty()) continue;
        const auto n = static_cast<std::uint32_t>(d.text.words.size());
        bool prepositional = false;
        bool sign = false;
        const std::size_t s = d.text.sentence_at(m.range.begin);
        const std::uint32_t sentence_first = s < d.text.sentences.size() ? d.text.sentences[s].first_word : 0;
        const std::uint32_t sentence_last = s < d.text.sentences.size() ? d.text.sentences[s].last_word : n;
        if (m.first > sentence_first) {
            const std::string_view g = d.gap(m.first - 1);
            if (g == " " || g == "'") {
                d.each_met_before(m.first, [&](const Met& met) {
                    if (met.first < sentence_first) return;
                    for (const std::uint16_t i : d.lexicon.entries[met.entry].metonyms) sign |= !d.lexicon.metonyms[i].subject;
                });
                // "entre Moscou et Washington"
                if (d.is(m.first - 1, class_and) && at > 0) {
                    const Mention& before = out.mentions[at - 1];
                    sign |= before.last == m.first - 1 && before.kind == Kind::place && !before.metonym.empty();
                }
                prepositional = d.is(m.first - 1, class_preposition | class_de | class_contraction);
                // Object of a transitive verb: "accuse Moscou".
                if (!sign && !prepositional && d.verb_end(m.first - 1) != no_index) {
                    const clause::Verb& v = d.clauses.verbs[d.verb_end(m.first - 1)];
                    d.each_met_at(v.head, [&](const Met& met) {
                        for (const std::uint16_t i : d.lexicon.entries[met.entry].metonyms) sign |= d.lexicon.metonyms[i].subject;
                    });
                }
            } else if (g != ", " && g.find_first_not_of(" \"") != std::string_view::npos) {
                prepositional = g.find('(') != std::string_view::npos;
            }
        }
        if (!sign && !prepositional && m.last < sentence_last) {
            // Subject of a verb; "Moscou, qui", "Moscou et Pékin ont".
            std::uint32_t k = m.last;
            const std::string_view g = d.gap(m.last - 1);
            if (g == " ") {
                while (k < sentence_last && k < m.last + 3 && d.verb_at(k) == no_index &&
                       (d.text.words[k].is(text::elided) || d.text.word(k).size() <= 2))
                    ++k;
                if (k < sentence_last && d.verb_at(k) != no_index) {
                    const clause::Tense tense = d.clauses.verbs[d.verb_at(k)].tense;
                    sign = tense != clause::Tense::infinitive && tense != clause::Tense::gerund && tense != clause::Tense::participle;
                }
            }
        }
        if (sign) m.metonym = stands_for;
        located[at] = prepositional;
    }
    // "Paris, Londres et Berlin accusent": what is said of the last is said of those before it.
    bool list = false; // the mention behind stands in such a list
    for (std::size_t at = out.mentions.size(); at-- > 1;) {
        Mention& m = out.mentions[at - 1];
        const Mention& next = out.mentions[at];
        const std::string_view g = d.gap(m.last - 1);
        const bool joined = next.first == m.last + 1 && g == " " && d.is(m.last, class_and) && d.gap(m.last) == " ";
        const std::string_view stands_for = m.kind == Kind::place && !m.ids.empty() ? metonym(m) : std::string_view();
        list = (joined || (list && next.first == m.last && g == ", ")) && !next.metonym.empty() && !stands_for.empty() && located[at - 1] == 0;
        if (list) m.metonym = stands_for;
    }
}

void hold_roles(const Gazetteer& g, const base::Reference& reference, Result& result) {
    if (reference.candidates.empty()) return;
    for (Role& r : result.roles) {
        if (!r.holder.empty() || r.former || r.of.empty()) continue;
        const auto [begin, end] = g.terms_of(r.office, r.of);
        std::string_view holder;
        bool clear = begin != end;
        for (const base::Day day : reference.candidates) {
            std::string_view now;
            for (std::uint32_t i = begin; i != end && clear; ++i) {
                const Term t = g.term(i);
                if (!t.dated || day < t.from || (t.until && day > *t.until)) continue;
                const std::string_view id = g.id(t.person);
                if (!now.empty() && now != id) clear = false;
                now = id;
            }
            if (now.empty() || (!holder.empty() && holder != now)) clear = false;
            if (!clear) break;
            holder = now;
        }
        if (clear && !holder.empty()) r.holder = holder;
    }
}

std::vector<TermWindow> term_windows(const Gazetteer& g, const Result& result) {
    std::vector<TermWindow> out;
    for (const Role& r : result.roles) {
        if (!r.named || r.former || r.holder.empty()) continue;
        const std::uint32_t holder = g.find(r.holder);
        if (holder == no_index) continue;
        TermWindow w;
        bool any = false;
        for (const rows::Pair& p : g.terms_held_by(holder)) {
            const Term term = g.term(p.value);
            if (term.office != r.office || (!r.of.empty() && term.of != r.of) || !term.dated) continue;
            if (!any) {
                w = {r.range, term.from, term.until};
            } else {
                w.from = std::min(w.from, term.from);
                if (!term.until || !w.until)
                    w.until.reset();
                else
                    w.until = std::max(*w.until, *term.until);
            }
            any = true;
        }
        if (any) out.push_back(w);
    }
    return out;
}

} // namespace stoltenberg::entity
