// Shared by the tests of the article room.
#pragma once

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "article/page.hpp"
#include "article/reader.hpp"
#include "data/pack.hpp"

namespace article_test {

using namespace stoltenberg;

inline const data::Pack& pack() {
    static const data::Pack p = data::Pack::from_directory(STOLTENBERG_SOURCE_DIR "/data");
    return p;
}

inline const article::Rules& rules() {
    static const article::Rules r(pack(), "fr");
    return r;
}

inline const article::Reader& reader() {
    static const article::Reader r(pack(), "fr");
    return r;
}

inline const text::Language& language() {
    static const text::Language l = [] {
        text::Language out;
        const data::Table elisions = pack().table("lang/fr/elisions.tsv");
        for (const auto& row : elisions.rows()) out.elisions.push_back(text::fold(row[elisions.column("word")]));
        return out;
    }();
    return l;
}

inline const clause::Tagger& clauses() {
    static const clause::Tagger c(pack(), "fr");
    return c;
}

inline text::Text read(std::string_view s) {
    text::Text t;
    text::read(s, language(), t);
    return t;
}

inline std::string value(const article::Fields& f) {
    char out[32];
    if (f.day && f.month) {
        std::snprintf(out, sizeof out, "XXXX-%02u-%02u", *f.month, *f.day);
    } else if (f.month) {
        std::snprintf(out, sizeof out, "XXXX-%02u", *f.month);
    } else if (f.weekday) {
        std::snprintf(out, sizeof out, "XXXX-WXX-%u", *f.weekday);
    } else {
        std::snprintf(out, sizeof out, "XXXX");
    }
    std::string v = out;
    if (f.year) v.replace(0, 4, std::to_string(*f.year));
    return v;
}

inline std::string file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE(in.is_open());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Layout and date of a page with what the line shapes alone say (no expressions, no offices).
struct Page {
    std::string source;
    text::Text text;
    article::Layout layout;
    article::Dated dated;

    explicit Page(std::string page, bool plain = false) : source(std::move(page)) {
        text::read(source, language(), text);
        reader().layout(text, plain, layout);
        Article a;
        a.text = source;
        a.plain = plain;
        text::segment(text, language(), layout.breaks);
        clause::Layer layer;
        clauses().tag(text, layer);
        dated = reader().date(a, text, layout, layer, {}, {}, {});
    }
    [[nodiscard]] std::string surface(Range r) const { return std::string(text.surface(r)); }
};

} // namespace article_test
