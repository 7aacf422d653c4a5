// Code that must not compile. Each section is tried alone with -DCASE=N; without it the rest of the file must compile (the control).
// The driver, tests/fail_test.py, reads "case N: words" and looks for the words in what the compiler says.
#include <stoltenberg/stoltenberg.hpp>

#include "base/range.hpp"

using namespace stoltenberg;

Article article() { return {}; }

void control(const Analyzer& analyzer) {
    const Document document = analyzer.analyze(article());
    const std::string text = "a";
    [[maybe_unused]] const std::string_view view = document.text();
    [[maybe_unused]] const OffsetConverter at(text, OffsetUnit::utf16);
    [[maybe_unused]] const OffsetConverter literal("a", OffsetUnit::utf16);
    const Timeline timeline;
    [[maybe_unused]] const auto& articles = timeline.articles();
    [[maybe_unused]] const std::string json = to_json(document, OffsetUnit::code_point);
}

void wrong([[maybe_unused]] const Analyzer& analyzer) {
#if CASE == 1 // case 1: deleted
    // The document is gone before the view is used.
    [[maybe_unused]] const std::string_view view = analyzer.analyze(article()).text();
#elif CASE == 2  // case 2: deleted
    [[maybe_unused]] const std::string_view view = analyzer.analyze(article()).text(Span{0, 1});
#elif CASE == 3  // case 3: deleted
    // So is the text that the converter holds on to.
    [[maybe_unused]] const OffsetConverter at(std::string("a"), OffsetUnit::utf16);
#elif CASE == 4  // case 4: deleted
    // A builder gives its timeline once; there are no two of it.
    [[maybe_unused]] const TimelineBuilder builder;
    [[maybe_unused]] const TimelineBuilder copy(builder);
#elif CASE == 5  // case 5: OffsetUnit
    // A unit is named, not numbered.
    [[maybe_unused]] const std::string json = to_json(analyzer.analyze(article()), 2);
#elif CASE == 6  // case 6: Span
    // Ranges count folded bytes, spans those of the text.
    [[maybe_unused]] const Span span = Range{0, 1};
#elif CASE == 7  // case 7: operator==|invalid operands
    [[maybe_unused]] const bool same = Span{0, 1} == Range{0, 1};
#elif CASE == 8  // case 8: nodiscard|ignoring return
    analyzer.analyze(article());
#elif CASE == 9  // case 9: nodiscard|ignoring return
    to_json(analyzer.analyze(article()));
#elif CASE == 10 // case 10: duration|minutes
    // A time of day is minutes, not a number of something.
    [[maybe_unused]] const CivilTime time{std::chrono::year(2022) / 2 / 10, 18};
#elif CASE == 11 // case 11: LocalTime|local_t|time_point
    // Local civil time is no instant: it has no zone.
    [[maybe_unused]] const Interval interval{std::chrono::system_clock::now(), {}};
#elif CASE == 12 // case 12: private|incomplete|invalid use
    // What resources hold is nobody's business.
    [[maybe_unused]] const auto size = sizeof(Resources);
#endif
}
