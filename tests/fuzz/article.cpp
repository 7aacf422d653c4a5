#include <algorithm>

#include <stoltenberg/stoltenberg.hpp>

#include "check_document.hpp"
#include "resources.hpp"
#include "targets.hpp"

namespace fuzz {

using namespace stoltenberg;

void article(std::string_view input) {
    const std::shared_ptr<const Resources> resources = builtin_resources();
    const bool plain = (choice(input) & 1U) != 0;
    const Exact copy(input);
    text::Text t;
    text::read(copy.view(), resources->segmentation, t);
    article::Layout layout;
    resources->reader.layout(t, plain, layout);
    std::uint32_t end = 0;
    for (const article::Furniture& f : layout.furniture) {
        require(f.range.begin >= end && f.range.begin < f.range.end && f.range.end <= t.folded.size(), "furniture is sorted, disjoint, not empty");
        require(!f.why.empty(), "furniture has a reason");
        end = f.range.end;
    }
    require(!plain || layout.furniture.empty(), "a plain article has no furniture");
    require(std::is_sorted(layout.breaks.begin(), layout.breaks.end()) && (layout.breaks.empty() || layout.breaks.back() <= t.folded.size()),
            "breaks are sorted and inside");
    for (const auto& r : {layout.title, layout.lead, layout.header})
        require(!r || (r->begin < r->end && r->end <= t.folded.size()), "title, lead and header are inside");
    for (const article::Stamp& s : layout.stamps) {
        require(s.range.begin <= s.range.end && s.range.end <= t.folded.size() && !s.why.empty(), "a stamp is inside and has a reason");
        require((!s.month || (*s.month >= 1 && *s.month <= 12)) && (!s.day || (*s.day >= 1 && *s.day <= 31)), "a stamp names a day that may be");
    }
    text::segment(t, resources->segmentation, layout.breaks);
    clause::Layer clauses;
    resources->clauses.tag(t, clauses);
    time::Findings findings;
    resources->times.find(t, clauses, findings);
    Article a;
    a.text = std::string(input);
    a.plain = plain;
    const article::Dated dated = resources->reader.date(a, t, layout, clauses, findings, {}, {});
    require(std::is_sorted(dated.reference.candidates.begin(), dated.reference.candidates.end()), "days that are possible ascend");
    require((dated.dct.status == DctStatus::unknown) == dated.dct.value.empty(), "a date is known or has no value");
    require(dated.dct.value.empty() || !dated.dct.why.empty(), "a date has a reason");
}

} // namespace fuzz
