// From clusters to entries: what stands on the timeline, in which order.
#pragma once

#include <vector>

#include <stoltenberg/timeline.hpp>

namespace stoltenberg::timeline {

[[nodiscard]] Timeline::Result make_entries(const std::vector<TimelineArticle>& articles, const std::vector<TimelineEntity>& entities,
                                            const std::vector<Observation>& observations, const TimelineOptions& options);

} // namespace stoltenberg::timeline
