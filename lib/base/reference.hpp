// The day an article is counted from, as far as it is known.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace stoltenberg::base {

using Day = std::chrono::local_days;

/// Document creation time as the rooms use it: the days that are possible.
struct Reference {
    std::vector<Day> candidates;                     ///< ascending; one = known; none = nothing is known
    std::optional<std::chrono::minutes> time_of_day; ///< only when the caller gave it
    /// What is stated, `2022-02-10`, `XXXX-02-10`, `2022-11`, `2022`, or empty.
    std::string value;

    [[nodiscard]] bool known() const noexcept { return candidates.size() == 1; }
    [[nodiscard]] bool open() const noexcept { return candidates.empty(); }
};

} // namespace stoltenberg::base
