// What of a sentence is an event of its own.
// In: its drafts with time, participants and modality. Out: those that stand; nouns that only fill the place of an object and verbs that
// repeat the main one are gone, what they knew is with the main one.
#pragma once

#include <vector>

#include "event/draft.hpp"
#include "event/timing.hpp"

namespace stoltenberg::event {

/// `carriers`: beside each of the first `noun_count` drafts, the verb that carries it or no_index.
void keep(std::vector<Draft>& local, const std::vector<std::uint32_t>& carriers, std::size_t noun_count, const Scene& scene, const Timing& timing);

} // namespace stoltenberg::event
