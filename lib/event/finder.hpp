// Finds triggers: which row speaks at which word, and as what form of a verb.
#pragma once

#include <vector>

#include "event/draft.hpp"

namespace stoltenberg::event {

struct Hit {
    std::uint32_t trigger = 0;         ///< index of the row
    std::uint32_t first = 0, last = 0; ///< words [first, last)
    std::uint32_t verb = no_index;     ///< into Layer::verbs, if the clause room saw it
    clause::Tense tense = clause::Tense::present;
    bool noun = false;
    bool plural = false;
    bool passive = false;
};

/// Triggers of words [first, last), by position; at most one a word, and none inside another.
[[nodiscard]] std::vector<Hit> find_triggers(const Scene& scene, std::uint32_t first, std::uint32_t last);

} // namespace stoltenberg::event
