// What is marked in a quote: the trigger, the temporal expression, names.
#pragma once

#include <cstddef>
#include <vector>

#include <stoltenberg/timeline.hpp>

namespace stoltenberg::io {

struct QuoteMark {
    enum What { trigger, time, name };
    Span span;
    What kind;
    std::size_t entity = 0;
};

/// Trigger and time, where the quote holds them as words of their own (a time may come from an earlier sentence).
[[nodiscard]] std::vector<QuoteMark> quote_marks(const Observation& observation);
/// Sorted, without overlap: trigger before time before names.
void settle(std::vector<QuoteMark>& marks);

} // namespace stoltenberg::io
