// From clusters to entries: what stands on the timeline, in which order. Entries are made one at a time.
#pragma once

#include <vector>

#include <stoltenberg/timeline.hpp>

#include "timeline/cluster.hpp"

namespace stoltenberg::timeline {

class Entries {
public:
    /// `store` is settled and outlives this.
    Entries(const Store& store, const TimelineOptions& options);

    void visit(const TimelineVisitor& visitor) const;

private:
    /// What the order asks of an entry.
    struct Line {
        std::uint32_t cluster = 0;
        std::uint32_t first = 0; ///< first observation
        LocalTime start;
        long long width = 0;
        long importance = 0;
        bool dated = false;
    };

    [[nodiscard]] bool make(std::uint32_t cluster, const TimelineOptions& options, Line& line, Entry& entry) const;
    [[nodiscard]] std::optional<LocalTime> seen_on(const Item& item) const;

    const Store& store_;
    Clustering clustering_;
    std::vector<Line> lines_; ///< in the order of the contract: the dated ones, then the others
};

} // namespace stoltenberg::timeline
