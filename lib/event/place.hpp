// Where it happens: "à", "en", "dans" and their like, nearest first.
#pragma once

#include "event/draft.hpp"

namespace stoltenberg::event {

/// Gives the draft the place that its clause names. Words [from, until) are in reach; those before `behind` are left to another event.
void find_place(const Scene& scene, Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until, std::uint32_t behind = 0);

} // namespace stoltenberg::event
