// A range over the folded text. A type of its own so that it is never mistaken for a public Span.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace stoltenberg {

/// [begin, end) in bytes of the folded text (text::Text::folded). Rooms speak in ranges; only the conductor
/// turns them into Spans of the source.
struct Range {
    std::uint32_t begin{};
    std::uint32_t end{};

    [[nodiscard]] constexpr std::uint32_t size() const noexcept { return end - begin; }
    [[nodiscard]] constexpr bool empty() const noexcept { return begin == end; }
    [[nodiscard]] constexpr bool contains(Range o) const noexcept { return begin <= o.begin && o.end <= end; }
    [[nodiscard]] constexpr bool contains(std::uint32_t p) const noexcept { return begin <= p && p < end; }
    [[nodiscard]] constexpr bool overlaps(Range o) const noexcept { return begin < o.end && o.begin < end; }
    friend constexpr bool operator==(Range, Range) = default;
    friend constexpr auto operator<=>(Range, Range) = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

namespace base {

/// Keeps, of items sorted by nothing in particular, a set that does not overlap: leftmost first, then longest,
/// then the one that stood first. `range` maps an item to its Range. The result is sorted by position.
template <class T, class F>
void leftmost_longest(std::vector<T>& items, F range) {
    const auto earlier = [&](const T& a, const T& b) {
        const Range x = range(a);
        const Range y = range(b);
        return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
    };
    if (!std::is_sorted(items.begin(), items.end(), earlier)) std::stable_sort(items.begin(), items.end(), earlier);
    std::uint32_t free_from = 0;
    auto out = items.begin();
    for (auto it = items.begin(); it != items.end(); ++it) {
        if (range(*it).begin < free_from) continue;
        free_from = range(*it).end;
        if (out != it) *out = std::move(*it);
        ++out;
    }
    items.erase(out, items.end());
}

} // namespace base
} // namespace stoltenberg
