#include "event/report.hpp"

#include <algorithm>

namespace stoltenberg::event {
namespace {

std::string_view basis_name(Basis b) {
    switch (b) {
    case Basis::clause: return "clause";
    case Basis::sentence: return "sentence";
    case Basis::antecedent: return "antecedent";
    case Basis::focus: return "focus";
    case Basis::dct: return "dct";
    case Basis::state: return "state";
    case Basis::none: return "";
    }
    return "";
}

constexpr std::string_view appearance_type = "CONSULT";
constexpr std::string_view appearance_mode = "visit";

} // namespace

Report::Report(const Scene& scene) : s_(scene), t_(scene.text), verbs_(scene.in.clauses.verbs), clauses_(scene.in.clauses.clauses) {}

std::string Report::name_of(Id id) const {
    for (const entity::Mention& m : s_.in.entities.mentions) {
        if (!m.ids.empty() && m.ids.front() == id && m.form != Form::demonym) return m.name;
    }
    for (const entity::Mention& m : s_.in.entities.mentions) {
        if (!m.ids.empty() && m.ids.front() == id) return m.name;
    }
    for (const entity::Mention& m : s_.in.entities.mentions) {
        if (m.metonym == id) return m.name;
    }
    return {};
}

/// "A, B" for the pronoun or the missing subject; empty where nobody can be named, or who would be named stands there already.
std::string Report::who(const Draft& d) const {
    const auto words = [&]() -> std::string {
        if (d.group_last <= d.group_first) return {};
        return std::string(t_.surface({t_.words[d.group_first].begin, t_.words[d.group_last - 1].end}));
    };
    if (d.pronoun != no_index && d.group_last > d.group_first) return words();
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(d.pronoun_ids.size(), 4); ++i) {
        const Id id = d.pronoun_ids[i];
        for (std::uint32_t w = d.from; w < d.to; ++w) {
            if (s_.mention(w) == no_index || s_.quoted(w)) continue;
            const entity::Mention& m = s_.in.entities.mentions[s_.mention(w)];
            if (!m.ids.empty() && m.ids.front() == id) return {};
        }
        const std::string name = name_of(id);
        if (name.empty()) return words();
        out += (i > 0 ? ", " : "") + name;
    }
    return out.empty() ? words() : out;
}

/// Where the mark in front of a word begins, not before `from`.
std::uint32_t Report::opening_mark(std::uint32_t w, std::uint32_t from) const {
    std::uint32_t begin = t_.words[w].begin;
    while (begin > from && t_.folded[begin - 1] == ' ') --begin;
    return begin > from && t_.folded[begin - 1] == '"' ? begin - 1 : t_.words[w].begin;
}

Range Report::stretch(Draft& d) const {
    // Clauses that hang on the one that carries the event belong to it; coordinators in front do not.
    std::uint32_t from = std::min(d.from, d.first);
    std::uint32_t to = std::max(d.to, d.last);
    std::uint32_t begin = 0; // of a quotation, with its mark
    if (d.clause < clauses_.size()) {
        for (std::uint32_t k = d.clause + 1; k < clauses_.size() && clauses_[k].sentence == d.sentence && clauses_[k].first == to; ++k) {
            const bool bare = clauses_[k].first_verb == clauses_[k].last_verb;
            if (!clauses_[k].subordinate && !bare) break;
            if (clauses_[k].last - from > 70) break;
            to = clauses_[k].last;
        }
        for (std::uint32_t k = d.clause; k > 0 && clauses_[k - 1].sentence == d.sentence && clauses_[k - 1].last == from; --k) {
            if (clauses_[k - 1].first_verb != clauses_[k - 1].last_verb || to - clauses_[k - 1].first > 70) break;
            if (t_.gap_after(from - 1).find('-') != std::string_view::npos) break; // "Rome - Le pape a": whence it is told
            from = clauses_[k - 1].first;
        }
        // "« … », a dénoncé X": what was said is half of what is told.
        const std::uint32_t verb = d.verb != no_index ? verbs_[d.verb].first : d.first;
        if (d.verb != no_index && verbs_[d.verb].reporting && !s_.lexicon.trigger(d.trigger).statement && from >= verb &&
            from > t_.sentences[d.sentence].first_word && s_.quoted(from - 1) && !s_.quoted(from)) {
            std::uint32_t open = from;
            while (open > t_.sentences[d.sentence].first_word && s_.quoted(open - 1)) --open;
            if (to - open <= 70) {
                from = open;
                begin = opening_mark(from, t_.sentences[d.sentence].range.begin);
            }
        }
        const bool relative = s_.starts(from, cls_relative);
        if (d.noun && relative && d.first >= from && clauses_[d.clause].first > t_.sentences[d.sentence].first_word) {
            // A noun in a relative clause reads better with what it hangs on.
            if (d.clause > 0 && clauses_[d.clause - 1].sentence == d.sentence && to - clauses_[d.clause - 1].first <= 70)
                from = clauses_[d.clause - 1].first;
        }
    }
    while (from < d.first && s_.starts(from, cls_coordinator | cls_opening) && from != d.pronoun && s_.mention(from) == no_index) {
        // "alors que", "si bien que": all of the opening.
        do ++from;
        while (from < d.first && !s_.ends(from - 1, cls_coordinator | cls_opening));
    }
    if (to > from + 120) to = std::max(d.last, from + 120);
    d.from = from;
    d.to = to;
    return {begin != 0 && begin < t_.words[from].begin ? begin : t_.words[from].begin, t_.words[to - 1].end};
}

std::string Report::summary(const Draft& d, Range range) const {
    std::string out;
    const std::string name = who(d);
    const auto part = [&](std::uint32_t begin, std::uint32_t end) {
        if (begin < end) out += t_.surface({begin, end});
    };
    if (!name.empty() && d.pronoun != no_index && range.contains(t_.words[d.pronoun].begin)) {
        std::uint32_t behind = d.pronoun + 1;
        if (!s_.starts(d.pronoun, cls_relative)) {
            while (behind < t_.words.size() && !s_.ends(behind - 1, cls_third_person)) ++behind;
        }
        part(range.begin, t_.words[d.pronoun].begin);
        if (!out.empty() && t_.words[d.pronoun].begin > range.begin) {
            const std::string_view gap = t_.gap_after(d.pronoun - 1);
            out += gap.find(' ') != std::string_view::npos && out.back() != ' ' ? " " : "";
        }
        out += "[" + name + "]";
        const std::uint32_t rest = behind <= t_.words.size() ? t_.words[behind - 1].end : range.end;
        if (rest < range.end) out += t_.surface({rest, range.end});
    } else {
        std::uint32_t verb_first = d.verb != no_index ? verbs_[d.verb].first : d.first;
        if (d.verb != no_index && (verbs_[d.verb].shared || d.tense == clause::Tense::infinitive) && d.clause < clauses_.size())
            verb_first = std::min(verb_first, verbs_[clauses_[d.clause].first_verb].first);
        std::uint32_t begin = range.begin;
        if (!name.empty() && d.subject_missing && verb_first <= d.from + 3) {
            out = "[" + name + "] ";
            // "Il a annoncé A et instauré B": the pronoun of the verb before is the same one.
            std::uint32_t pronoun = d.from;
            if (s_.starts(pronoun, cls_third_person)) {
                while (pronoun < verb_first && !s_.ends(pronoun, cls_third_person)) ++pronoun;
                if (pronoun < verb_first) begin = t_.words[pronoun + 1].begin;
            }
        }
        part(begin, range.end);
    }
    // One line, single spaces: most are.
    const char* const text = out.data();
    std::uint8_t odd = out.empty() || static_cast<std::uint8_t>(text[0]) <= ' ' ? 1 : 0; // of bytes, that many are looked at at once
    for (std::size_t i = 1; i < out.size(); ++i) {
        const auto c = static_cast<std::uint8_t>(text[i]);
        odd |= static_cast<std::uint8_t>((c < ' ') | ((c == ' ') & (text[i - 1] == ' ')));
    }
    if (odd == 0) return out;
    std::string clean;
    for (const char c : out) {
        const bool space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (space && (clean.empty() || clean.back() == ' ')) continue;
        clean.push_back(space ? ' ' : c);
    }
    return clean;
}

Event Report::event(Draft& d) const {
    const Trigger& trigger = s_.lexicon.trigger(d.trigger);
    Event out;
    out.range = stretch(d);
    out.trigger = {t_.words[d.first].begin, t_.words[d.last - 1].end};
    out.time = d.when.time;
    out.dct_assumed = d.when.basis == Basis::dct;
    stoltenberg::Event& e = out.event;
    e.type = trigger.type;
    e.mode = trigger.mode;
    const bool appears = trigger.is(appearance) && d.when.basis == Basis::clause && !d.place.empty() && !d.participants.empty() &&
                         d.participants.front().id.starts_with("person/") && d.modality == Modality::occurred;
    if (appears) {
        e.type = appearance_type;
        e.mode = appearance_mode;
    }
    e.modality = d.modality;
    e.edtf = d.when.edtf;
    e.interval = d.when.interval;
    e.granularity = d.when.granularity;
    e.open_value = d.when.open_value;
    e.participants.reserve(d.participants.size());
    for (const Part& p : d.participants) e.participants.push_back({std::string(p.id), p.role});
    e.place = d.place;
    if (d.modality == Modality::reported) e.said_by = d.said_by;
    std::string why = trigger.why;
    if (d.echo != no_index) why.append(" ").append(s_.lexicon.trigger(d.echo).why);
    if (!d.modality_why.empty()) why.append(" ").append(d.modality_why);
    if (d.moved_ahead) why += d.modality_why.empty() ? " weekday ahead" : ", weekday ahead";
    e.summary = summary(d, out.range);
    e.why = std::move(why);
    e.basis = basis_name(d.when.basis);
    e.aside = d.aside;
    return out;
}

} // namespace stoltenberg::event
