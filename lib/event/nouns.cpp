#include "event/nouns.hpp"

#include <algorithm>

namespace stoltenberg::event {

using clause::Tense;

Nouns::Nouns(const Scene& scene) : s_(scene), t_(scene.text), verbs_(scene.in.clauses.verbs), clauses_(scene.in.clauses.clauses) {}

Draft Nouns::start(const Hit& hit, std::uint32_t s) const {
    Draft d;
    d.trigger = hit.trigger;
    d.first = hit.first;
    d.last = hit.last;
    d.sentence = s;
    d.noun = hit.noun;
    d.plural = hit.plural;
    d.passive = hit.passive;
    d.tense = hit.tense;
    d.verb = hit.noun ? no_index : hit.verb;
    d.clause = static_cast<std::uint32_t>(s_.clause(hit.first));
    d.quoted = s_.quoted(hit.first);
    if (d.clause < clauses_.size()) {
        d.from = clauses_[d.clause].first;
        d.to = clauses_[d.clause].last;
        d.main = !d.noun && !clauses_[d.clause].subordinate && finite(d.tense);
    }
    if (d.verb != no_index) d.anterior = d.tense == Tense::past && s_.starts(verbs_[d.verb].first, cls_anterior);
    return d;
}

void Nouns::add(const std::vector<Hit>& hits, std::uint32_t s, std::vector<Draft>& local, std::vector<std::uint32_t>& carriers) const {
    struct Carrier {
        std::uint32_t hit = no_index, verb = no_index;
    };
    std::vector<Carrier> carried(hits.size());
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const Trigger& carrier = s_.lexicon.trigger(hits[i].trigger);
        if (hits[i].noun || !carrier.carrier) continue;
        const std::size_t n = noun_of(hits, i, carrier);
        if (n == hits.size() || carried[n].verb != no_index) continue;
        carried[n] = {static_cast<std::uint32_t>(i), hits[i].verb};
    }
    for (std::size_t i = 0; i < hits.size(); ++i) {
        if (!hits[i].noun) continue;
        Draft& d = local.emplace_back(start(hits[i], s));
        const std::uint32_t v = carried[i].verb;
        if (carried[i].hit != no_index) {
            const Hit& verb = hits[carried[i].hit];
            const Trigger& carrier = s_.lexicon.trigger(verb.trigger);
            d.tense = verb.tense;
            d.verb = v;
            d.begins = carrier.mode == "begin";
            d.plan_carrier = carrier.is(plans);
            d.clause = static_cast<std::uint32_t>(s_.clause(verb.first));
            if (d.clause < clauses_.size()) {
                d.from = std::min(d.from, clauses_[d.clause].first);
                d.to = std::max(d.to, clauses_[d.clause].last);
                d.main = !clauses_[d.clause].subordinate && finite(d.tense);
            }
            if (v != no_index) d.anterior = d.tense == Tense::past && s_.starts(verbs_[v].first, cls_anterior);
        } else {
            d.tense = Tense::present;
        }
        context(d);
        length(d);
        carriers.push_back(v);
    }
}

std::size_t Nouns::noun_of(const std::vector<Hit>& hits, std::size_t i, const Trigger& carrier) const {
    const Hit& verb = hits[i];
    const std::size_t c = s_.clause(verb.first);
    if (c == clauses_.size()) return hits.size();
    const std::uint32_t from = clauses_[c].first;
    const std::uint32_t to = clauses_[c].last;
    const std::uint32_t first = verb.verb != no_index ? verbs_[verb.verb].first : verb.first;
    const bool passive = verb.passive;
    const bool left = carrier.roles == Roles::subject || passive;
    const auto good = [&](const Hit& h) { return h.noun; };
    if (left) {
        for (std::size_t k = i; k > 0; --k) {
            const Hit& h = hits[k - 1];
            if (!good(h)) {
                if (!h.noun && h.first >= from && h.last <= first && h.verb != no_index && finite(verbs_[h.verb].tense)) break;
                continue;
            }
            if (h.first < from) {
                // The antecedent of "qui".
                if (s_.starts(from, cls_relative) && from - h.last <= 10 && h.first >= t_.sentences[clauses_[c].sentence].first_word) return k - 1;
                break;
            }
            // Head of the subject: the first good noun behind no preposition.
            std::size_t best = k - 1;
            for (std::size_t j = k - 1; j > 0 && hits[j - 1].first >= from; --j) {
                if (good(hits[j - 1]) && hits[best].first > 0 && s_.ends(hits[best].first - 1, cls_genitive | cls_oblique)) best = j - 1;
            }
            return best;
        }
        if (carrier.roles == Roles::subject) {
            // Inverted: "s'est tenue une réunion".
            for (std::size_t k = i + 1; k < hits.size() && hits[k].first < std::min(to, verb.last + 5); ++k) {
                if (good(hits[k]) && !s_.ends(hits[k].first - 1, cls_oblique | cls_genitive)) return k;
            }
        }
        if (passive || carrier.with.empty()) return hits.size();
    }
    for (std::size_t k = i + 1; k < hits.size() && hits[k].first < std::min(to, verb.last + 14); ++k) {
        if (!hits[k].noun) {
            if (hits[k].verb != no_index && finite(verbs_[hits[k].verb].tense)) break;
            continue;
        }
        if (good(hits[k])) return k;
    }
    return hits.size();
}

/// What stands in front of a noun.
void Nouns::context(Draft& d) const {
    const std::uint32_t begin = t_.sentences[d.sentence].first_word;
    for (std::uint32_t w = d.first; w > begin && w + 5 > d.first; --w) {
        const std::uint32_t p = w - 1;
        if (s_.ends_phrase(p)) break;
        if (s_.ends(p, cls_demonstrative)) d.demonstrative = true;
        if (s_.ends(p, cls_definite)) d.anaphor = true;
        if (s_.ends(p, cls_during)) d.during = true;
        if (s_.ends(p, cls_before)) d.before = true;
        if (s_.ends(p, cls_after)) d.after = true;
        if (s_.ends(p, cls_since)) d.since = true;
        if (s_.mention(p) != no_index || s_.verb_with_head(p) != no_index) break;
    }
    if (d.first == begin && d.plural) d.anaphor = false;
}

/// "un sommet de deux jours"
void Nouns::length(Draft& d) const {
    const std::uint32_t limit = std::min(t_.sentences[d.sentence].last_word, d.last + 4);
    for (std::uint32_t w = d.last; w < limit; ++w) {
        const std::uint32_t i = s_.time(w);
        if (i == no_index || !s_.ends(w - 1, cls_length)) continue;
        const Timex& t = s_.in.times[i].timex;
        if (t.type == TimexType::duration && t.value.size() == 3 && t.value.ends_with('D') && t.value[1] >= '2' && t.value[1] <= '9') {
            d.length_days = t.value[1] - '0';
        }
        return;
    }
}

} // namespace stoltenberg::event
