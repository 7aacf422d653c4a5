// Runs the entity room on a sentence, for its tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clause/clause.hpp"
#include "data/pack.hpp"
#include "entity/tagger.hpp"
#include "text/text.hpp"

namespace entity_test {

using namespace stoltenberg;

inline const data::Pack& pack() {
    static const data::Pack p = data::Pack::from_directory(STOLTENBERG_SOURCE_DIR "/data");
    return p;
}

inline const text::Language& language() {
    static const text::Language l = [] {
        text::Language out;
        const data::Table elisions = pack().table("lang/fr/elisions.tsv");
        for (const auto& row : elisions.rows()) out.elisions.push_back(text::fold(row[elisions.column("word")]));
        const data::Table abbreviations = pack().table("lang/fr/abbreviations.tsv");
        for (const auto& row : abbreviations.rows()) {
            std::string folded = text::fold(row[abbreviations.column("text")]);
            if (!folded.empty()) folded.pop_back();
            out.abbreviations.push_back({std::move(folded), !row[abbreviations.column("may_end")].empty()});
        }
        return out;
    }();
    return l;
}

inline const entity::Tagger& tagger() {
    static const entity::Tagger t(pack(), "fr", {});
    return t;
}

struct Read {
    std::string source;
    text::Text text;
    entity::Result result;

    std::string surface(Range r) const { return std::string(text.surface(r)); }
    const entity::Mention* find(std::string_view surface_text) const {
        for (const entity::Mention& m : result.mentions) {
            if (text.surface(m.range) == surface_text) return &m;
        }
        return nullptr;
    }
    const entity::Mention* at(std::uint32_t begin, std::uint32_t end) const {
        for (const entity::Mention& m : result.mentions) {
            const Span s = text.to_span(m.range);
            if (s.begin == begin && s.end == end) return &m;
        }
        return nullptr;
    }
    const entity::Role* role(std::string_view surface_text) const {
        const entity::Role* found = nullptr;
        for (const entity::Role& r : result.roles) {
            if (text.surface(r.range) == surface_text) found = &r;
        }
        return found;
    }
};

/// `r.text` looks into `r.source`: the result must stay where it is.
inline void read(std::string source, Read& r, const entity::Tagger& with = tagger()) {
    static const clause::Tagger clauses(pack(), "fr");
    r.source = std::move(source);
    text::read(r.source, language(), r.text);
    text::segment(r.text, language());
    clause::Layer layer;
    clauses.tag(r.text, layer);
    with.tag(r.text, layer, {}, r.result);
}

} // namespace entity_test
