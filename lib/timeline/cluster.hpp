// Which observations tell of one event. Deterministic: the answer depends on the set of observations alone.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "timeline/store.hpp"

namespace stoltenberg::timeline {

using Day = std::chrono::local_days;

/// What the clustering has to know of a type.
enum class Type : std::uint8_t { other, consult, agree, support, death, disaster, assault, election, office, coerce, statement };

/// What settled a day that its article leaves open.
enum class Settled : std::uint8_t {
    no,
    weekday,    ///< the same event, on a day of that name
    copied,     ///< the same words, on a day of that name
    month_day,  ///< the same event, on that day of a year
    copied_day, ///< the same words, on that day of a year
    year        ///< the nearest such day to what was settled otherwise
};

/// An observation as the clustering sees it. Ids are numbers in the order of the observations, not those of the store.
struct Item {
    const Told* told = nullptr;
    When when;                 ///< as observed, or as another article settled it
    std::uint64_t wording = 0; ///< of the quote, spelling and punctuation apart; 0: too short to be known by
    std::uint32_t article = 0;
    std::uint32_t place = 0; ///< 0: none
    std::uint32_t who = 0;   ///< first of its participants, sorted
    std::uint32_t who_count = 0;
    std::uint32_t settled_by = std::numeric_limits<std::uint32_t>::max(); ///< the article that settled its day
    Type type{};
    Settled how_settled{};
    bool superseded = false; ///< a plan that was put off to another day
    bool denial = false;     ///< says that something does not take place: it is in no cluster, but may end a plan

    [[nodiscard]] bool settled() const noexcept { return settled_by != std::numeric_limits<std::uint32_t>::max(); }
    [[nodiscard]] bool day() const noexcept;                                          ///< at most a few days, both ends known
    [[nodiscard]] bool open() const noexcept { return when.known && !when.begins(); } ///< begun nobody says when
    [[nodiscard]] bool dated() const noexcept { return when.known || told->edtf != 0; }
    [[nodiscard]] bool explicit_time() const noexcept { return told->time != 0; }
};

/// Observations of one event: a chain through Clustering::next.
struct Cluster {
    std::uint32_t first; ///< the surest
    std::uint32_t last;
    bool called_off = false; ///< was only planned, and later denied
};

class Clustering {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// `store` is settled and outlives this.
    Clustering(const Store& store, bool all);

    [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
    [[nodiscard]] const std::vector<Cluster>& clusters() const noexcept { return clusters_; }
    [[nodiscard]] std::uint32_t next(std::uint32_t item) const noexcept { return next_[item]; }
    [[nodiscard]] std::string edtf(const Item& item) const;

private:
    /// Clusters by key, latest first.
    class Index {
    public:
        void enter(std::uint64_t key, std::uint32_t cluster);
        template <class Visit>
        void visit(std::uint64_t key, Visit visit) const {
            const auto at = heads_.find(key);
            for (std::uint32_t k = at != heads_.end() ? at->second : none; k != none; k = links_[k].second) {
                if (!visit(links_[k].first)) return;
            }
        }

    private:
        std::unordered_map<std::uint64_t, std::uint32_t> heads_;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> links_; ///< cluster, next
    };

    void read(const Store& store, bool all);
    void settle();
    [[nodiscard]] bool leaves_open(const Item& item) const;
    [[nodiscard]] bool may_be(const Item& item, Day day) const;
    [[nodiscard]] bool same_but_for_time(const Item& item, const Item& other) const;
    void build();
    [[nodiscard]] std::vector<std::uint32_t> copies(const std::vector<std::uint32_t>& order) const;
    [[nodiscard]] int score(const Item& item, const Cluster& cluster) const;
    [[nodiscard]] int score(const Item& a, const Item& b) const;
    [[nodiscard]] int weight(std::uint32_t who) const noexcept;
    [[nodiscard]] std::span<const std::uint32_t> who(const Item& item) const noexcept { return {who_.data() + item.who, item.who_count}; }
    [[nodiscard]] std::string_view name(std::uint32_t id) const noexcept { return store_->name(names_[id]); }
    [[nodiscard]] bool is(std::uint32_t id, std::string_view kind) const noexcept { return name(id).starts_with(kind); }
    [[nodiscard]] bool nobody(const Item& item) const noexcept; ///< no person, state or organisation takes part
    [[nodiscard]] bool acts(const Item& item, std::uint32_t id) const noexcept;
    [[nodiscard]] bool same_edtf(const Item& a, const Item& b) const noexcept;
    [[nodiscard]] bool same(const Item& a, const Item& b) const noexcept; ///< one clause printed twice
    [[nodiscard]] std::uint32_t put_off(std::uint32_t denial) const;
    [[nodiscard]] bool calls_off(const Item& denial, const Cluster& cluster) const;
    [[nodiscard]] bool one_clause(const Item& a, const Item& b) const;
    [[nodiscard]] bool apart(const Item& a, const Item& b) const;
    [[nodiscard]] bool speaks_of(const Item& a, const Item& b) const;
    [[nodiscard]] bool alike(const Item& a, const Item& b) const;
    [[nodiscard]] bool points(const Item& from, const Item& to) const;
    [[nodiscard]] bool tied(const Item& a, const Item& b) const;
    [[nodiscard]] bool names(std::uint32_t article, Name id) const;
    [[nodiscard]] bool one_day_out(const Item& a, const Item& b) const;
    [[nodiscard]] std::uint64_t company(const Item& item) const;

    const Store* store_;
    std::vector<Item> items_;
    std::vector<std::uint32_t> next_;
    std::vector<Cluster> clusters_;
    std::vector<std::uint32_t> who_;
    std::vector<Name> names_;                 ///< number to the store's; 0 is none
    std::vector<std::vector<Name>> subjects_; ///< of each article, sorted
    std::vector<std::uint32_t> frequency_;    ///< articles whose events name an id
    /// Days on which an article lets the same people meet: the first, and whether there is another.
    std::unordered_map<std::uint64_t, std::pair<Day, bool>> meetings_;
};

} // namespace stoltenberg::timeline
