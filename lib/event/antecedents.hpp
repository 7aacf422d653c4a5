// What needs the whole document: nouns that point back ("la réunion"), and its title.
// In: all drafts, by sentence. Out: time, participants and place of what a noun points to; titles that repeat the text are set aside.
#pragma once

#include <vector>

#include "event/dating.hpp"
#include "event/draft.hpp"
#include "event/timing.hpp"

namespace stoltenberg::event {

void point_back(std::vector<Draft>& drafts, const Scene& scene, const Timing& timing, const Dating& dating);
void weigh_titles(std::vector<Draft>& drafts, const Lexicon& lexicon);
/// A title that was set aside, or a noun that points to nothing: no event.
[[nodiscard]] bool dropped(const Draft& d);

} // namespace stoltenberg::event
