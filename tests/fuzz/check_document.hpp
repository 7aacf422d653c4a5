// What must hold of any document, whatever came in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <stoltenberg/stoltenberg.hpp>

#include "base/utf8.hpp"
#include "targets.hpp"

namespace fuzz {

inline std::vector<bool> boundaries(std::string_view text) {
    std::vector<bool> out(text.size() + 1);
    for (std::size_t i = 0; i < text.size(); i += stoltenberg::base::decode(text, i).size) out[i] = true;
    out[text.size()] = true;
    return out;
}

/// Every span of the document, in no order.
inline std::vector<stoltenberg::Span> spans(const stoltenberg::Document& d) {
    std::vector<stoltenberg::Span> out;
    for (const auto& x : d.furniture) out.push_back(x.span);
    for (const auto& x : d.mentions) out.push_back(x.span);
    for (const auto& x : d.times) out.push_back(x.span);
    for (const auto& x : d.roles) out.push_back(x.span);
    for (const auto& x : d.dct.evidence) out.push_back(x.span);
    for (const auto& x : d.events) {
        out.push_back(x.span);
        out.push_back(x.trigger);
    }
    out.insert(out.end(), d.sentences.begin(), d.sentences.end());
    if (d.title) out.push_back(*d.title);
    if (d.dateline) out.push_back(d.dateline->span);
    return out;
}

inline void check_document(const stoltenberg::Document& d) {
    using namespace stoltenberg;
    const std::string& text = d.article.text;
    const std::vector<bool> boundary = boundaries(text);
    for (const Span s : spans(d)) {
        require(s.begin <= s.end && s.end <= text.size(), "a span lies in the text");
        require(boundary[s.begin] && boundary[s.end], "a span cuts no character");
    }
    const auto disjoint = [](const auto& items, auto span, const char* law) {
        std::uint32_t end = 0;
        for (const auto& i : items) {
            require(span(i).begin >= end && span(i).begin < span(i).end, law);
            end = span(i).end;
        }
    };
    const auto own = [](const auto& i) { return i.span; };
    disjoint(d.mentions, own, "mentions are sorted, disjoint, not empty");
    disjoint(d.times, own, "times are sorted, disjoint, not empty");
    disjoint(d.furniture, own, "furniture is sorted, disjoint, not empty");
    disjoint(
        d.sentences, [](Span s) { return s; }, "sentences are sorted, disjoint, not empty");
    for (const Mention& m : d.mentions) {
        require(!m.ids.empty() && !m.ids.front().empty() && !m.why.empty(), "a mention has an id and a reason");
    }
    for (const Timex& t : d.times) {
        require(!t.why.empty(), "a time has a reason");
        if (t.interval && t.interval->from && t.interval->until) require(*t.interval->from <= *t.interval->until, "an interval runs forward");
    }
    for (const Event& e : d.events) {
        require(e.span.contains(e.trigger), "a trigger lies in its clause");
        require(!e.time || *e.time < d.times.size(), "an event's time exists");
    }
    // The three units count the same characters.
    const OffsetConverter utf8(text, OffsetUnit::utf8), utf16(text, OffsetUnit::utf16), points(text, OffsetUnit::code_point);
    std::vector<std::uint32_t> as16(text.size() + 1), as_points(text.size() + 1);
    std::uint32_t units = 0, characters = 0;
    for (std::size_t i = 0; i < text.size();) {
        const base::Decoded c = base::decode(text, i);
        as16[i] = units;
        as_points[i] = characters;
        units += c.code_point != base::invalid && c.code_point > 0xFFFF ? 2 : 1;
        ++characters;
        i += c.size;
    }
    as16[text.size()] = units;
    as_points[text.size()] = characters;
    for (const Span s : spans(d)) {
        for (const std::uint32_t at : {s.begin, s.end}) {
            require(utf8(at) == at && utf16(at) == as16[at] && points(at) == as_points[at], "offsets agree in three units");
        }
    }
}

} // namespace fuzz
