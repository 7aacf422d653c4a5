#include <algorithm>

#include "base/utf8.hpp"
#include "check_document.hpp"
#include "targets.hpp"
#include "text/text.hpp"

namespace fuzz {

using namespace stoltenberg;

void fold(std::string_view input) {
    static const text::Language language{{"l", "d", "qu", "jusqu"}, {{"m", false}, {"etc", true}, {"p. ex", false}}};
    const Exact copy(input);
    const std::string_view source = copy.view();
    const std::vector<bool> boundary = boundaries(source);
    text::Text t;
    text::read(source, language, t);
    text::segment(t, language);
    const std::string& f = t.folded;
    require(t.origin.size() == f.size() + 1 && t.marks.size() == f.size(), "an origin and a mark for each folded byte");
    require(t.origin.back() == source.size(), "the last origin is the end");
    require(std::is_sorted(t.origin.begin(), t.origin.end()), "origins do not go back");
    require(std::all_of(t.origin.begin(), t.origin.end(), [&](std::uint32_t o) { return boundary[o]; }), "origins cut no character");
    require(f.size() <= source.size() * text::most_growth, "folding keeps its bound");
    require(base::is_valid_utf8(f), "folded text is UTF-8");
    require(text::fold(source) == f, "one fold, with offsets or without");
    const auto check = [&](Range r) {
        require(r.begin <= r.end && r.end <= f.size(), "a range lies in the folded text");
        const Span s = t.to_span(r);
        require(s.begin <= s.end && s.end <= source.size() && boundary[s.begin] && boundary[s.end], "a range becomes a span on characters");
        require(t.surface(r).size() == s.size(), "the surface is the span");
    };
    std::uint32_t end = 0;
    for (const text::Word& w : t.words) {
        require(w.begin >= end && w.begin < w.end, "words are sorted, disjoint, not empty");
        end = w.end;
        check(w.range());
        require(t.word_at(w.begin) == static_cast<std::uint32_t>(&w - t.words.data()), "a word is found by its place");
    }
    end = 0;
    for (const text::Line& l : t.lines) {
        require(l.range.begin >= end && l.first_word <= l.last_word && l.last_word <= t.words.size(), "lines are sorted and hold words");
        end = l.range.end;
        check(l.range);
    }
    end = 0;
    for (const text::Sentence& s : t.sentences) {
        require(s.range.begin >= end && s.range.begin < s.range.end && s.first_word <= s.last_word, "sentences are sorted and not empty");
        end = s.range.end;
        check(s.range);
        require(t.sentence_at(s.range.begin) == static_cast<std::size_t>(&s - t.sentences.data()), "a sentence is found by its place");
    }
    // What has been folded stays as it is.
    require(text::fold(f) == f, "folding twice is folding once");
    (void)text::lower(source);
}

} // namespace fuzz
