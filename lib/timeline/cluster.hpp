// Which observations tell of one event. Deterministic: the answer depends on the set of observations alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <stoltenberg/timeline.hpp>

namespace stoltenberg::timeline {

using Day = std::chrono::local_days;

/// An observation as the clustering sees it.
struct Item {
    const Observation* observation = nullptr;
    std::string edtf; ///< as observed, or as another article settled it
    std::optional<Interval> interval;
    std::string why; ///< how an open day was settled, or empty
    bool settled = false;
    std::vector<std::uint32_t> who; ///< participants, interned, sorted
    std::uint32_t article = 0;
    std::uint32_t place = 0; ///< interned; 0: none

    [[nodiscard]] bool day() const noexcept;  ///< at most a few days, both ends known
    [[nodiscard]] bool open() const noexcept; ///< begun nobody says when
    [[nodiscard]] bool dated() const noexcept { return interval.has_value() || !edtf.empty(); }
    [[nodiscard]] bool explicit_time() const noexcept;
};

struct Cluster {
    std::vector<std::uint32_t> items; ///< the first is the surest
    std::vector<std::uint32_t> who;
};

class Clustering {
public:
    /// Observations in their canonical order; the articles that they point to.
    Clustering(const std::vector<Observation>& observations, const std::vector<TimelineArticle>& articles, bool all);

    [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
    [[nodiscard]] const std::vector<Cluster>& clusters() const noexcept { return clusters_; }
    [[nodiscard]] const std::string& name(std::uint32_t id) const noexcept { return names_[id]; }

private:
    void settle(const std::vector<TimelineArticle>& articles);
    void build();
    [[nodiscard]] int score(const Item& item, const Cluster& cluster) const;
    [[nodiscard]] int score(const Item& a, const Item& b) const;
    [[nodiscard]] int weight(std::uint32_t who) const noexcept;

    std::vector<Item> items_;
    std::vector<Cluster> clusters_;
    std::vector<std::string> names_;       ///< interned ids, 0 empty
    std::vector<std::uint32_t> frequency_; ///< articles that name an id
    std::uint32_t article_count_ = 0;
};

} // namespace stoltenberg::timeline
