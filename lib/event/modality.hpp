// Fact, plan, supposition, denial: tense of the verb, what governs it, cue rows.
#pragma once

#include "event/draft.hpp"
#include "event/finder.hpp"

namespace stoltenberg::event {

/// Sets modality and modality_why. `carrier`: the verb that carries a noun, or no_index. `until`: first word out of reach.
void judge(Draft& draft, const Trigger& trigger, const Scene& scene, std::uint32_t carrier);

} // namespace stoltenberg::event
