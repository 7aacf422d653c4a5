// What the tests of the time room share: text in, resolved expressions out, with the data of the source tree.
#pragma once

#include <string>
#include <vector>

#include "clause/clause.hpp"
#include "data/pack.hpp"
#include "text/text.hpp"
#include "time/tagger.hpp"

namespace time_test {

using namespace stoltenberg;

struct Engine {
    data::Pack pack = data::Pack::from_directory(STOLTENBERG_SOURCE_DIR "/data");
    text::Language language = load();
    clause::Tagger clauses{pack, "fr"};
    time::Tagger times{pack, "fr"};

    text::Language load() const {
        text::Language out;
        const data::Table elisions = pack.table("lang/fr/elisions.tsv");
        for (const auto& row : elisions.rows()) out.elisions.push_back(text::fold(row[elisions.column("word")]));
        const data::Table abbreviations = pack.table("lang/fr/abbreviations.tsv");
        for (const auto& row : abbreviations.rows()) {
            std::string s = text::fold(row[abbreviations.column("text")]);
            if (s.ends_with('.')) s.pop_back();
            out.abbreviations.push_back({s, !row[abbreviations.column("may_end")].empty()});
        }
        return out;
    }
};

inline const Engine& engine() {
    static const Engine e;
    return e;
}

/// A day and, after T, a time; an empty string: nothing is known.
inline base::Reference reference(const std::string& published) {
    base::Reference r;
    if (const auto t = CivilTime::parse(published)) {
        r.candidates = {base::Day{std::chrono::sys_days{t->day}.time_since_epoch()}};
        r.time_of_day = t->time_of_day;
    }
    r.value = published;
    return r;
}

inline base::Reference reference(base::Day day) {
    base::Reference r;
    r.candidates = {day};
    return r;
}

struct Hit {
    std::string text;
    Span span;
    Timex timex;
    time::Found found;
};

inline std::vector<Hit> tag(const std::string& source, const base::Reference& ref, time::Prefer prefer = time::Prefer::tense) {
    text::Text t;
    text::read(source, engine().language, t);
    text::segment(t, engine().language);
    clause::Layer layer;
    engine().clauses.tag(t, layer);
    time::Findings findings;
    engine().times.find(t, layer, findings);
    const auto resolved = engine().times.resolve(t, layer, findings, ref, prefer, {});
    std::vector<Hit> out;
    for (std::size_t i = 0; i < resolved.size(); ++i) {
        const Span s = t.to_span(resolved[i].range);
        out.push_back({source.substr(s.begin, s.size()), s, resolved[i].timex, findings.found[i]});
    }
    return out;
}

inline std::vector<Hit> tag(const std::string& source, const std::string& published = "2022-02-10") { return tag(source, reference(published)); }

/// `value mod`, as the example rows write it.
inline std::string written(const Timex& t) { return t.mod.empty() ? t.value : t.value + ' ' + t.mod; }

/// "@day text with [extents]" taken apart.
struct Example {
    std::string published = "2022-02-10";
    std::string text;
    std::vector<Span> extents;
};

inline Example read_example(std::string_view s) {
    Example out;
    if (s.starts_with('@')) {
        const std::size_t space = s.find(' ');
        out.published = std::string(s.substr(1, space - 1));
        s.remove_prefix(space + 1);
    }
    for (const char c : s) {
        const auto here = static_cast<std::uint32_t>(out.text.size());
        if (c == '[')
            out.extents.push_back({here, here});
        else if (c == ']')
            out.extents.back().end = here;
        else
            out.text += c;
    }
    return out;
}

} // namespace time_test
