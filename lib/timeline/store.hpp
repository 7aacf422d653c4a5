// What a timeline keeps: articles and what they tell, as numbers into two pools of strings. A quote that many articles reprint is kept once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <stoltenberg/timeline.hpp>

namespace stoltenberg::timeline {

/// Strings, each kept once, by number. 0 is the empty one. Numbers depend on the order of arrival: never let one into a result.
class Pool {
public:
    using Id = std::uint32_t;
    Pool();
    Id intern(std::string_view text);
    [[nodiscard]] Id find(std::string_view text) const noexcept; ///< 0 if it is not there
    [[nodiscard]] std::string_view operator[](Id id) const noexcept { return texts_[id]; }
    [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }

private:
    std::string_view keep(std::string_view text);

    std::vector<std::string_view> texts_;
    std::vector<Id> slots_;                       ///< open addressing; 0: free
    std::vector<std::unique_ptr<char[]>> blocks_; ///< where the bytes are
    std::size_t room_ = 0;                        ///< free bytes of the last block
};
using Name = Pool::Id; ///< of a pool of names: ids, types, values
using Text = Pool::Id; ///< of a pool of texts: quotes, titles

/// A stretch of time as two points; a point may be unknown.
struct When {
    static constexpr LocalTime open_from = LocalTime::min();
    static constexpr LocalTime open_until = LocalTime::max();
    LocalTime from = open_from;
    LocalTime until = open_until;
    bool known = false; ///< there is an interval at all

    When() = default;
    explicit When(const std::optional<Interval>& interval);
    [[nodiscard]] bool begins() const noexcept { return known && from != open_from; }
    [[nodiscard]] bool ends() const noexcept { return known && until != open_until; }
    [[nodiscard]] std::optional<Interval> interval() const;
    friend bool operator==(const When&, const When&) = default;
};

/// An observation as it is kept.
struct Told {
    When when;
    std::uint64_t order = 0;
    std::uint32_t article = 0; ///< index
    std::uint32_t who = 0;     ///< first of its participants
    std::uint32_t who_count = 0;
    Span span;
    Text quote = 0, summary = 0, time = 0;
    Name edtf = 0, granularity = 0, open = 0, type = 0, mode = 0, trigger = 0, place = 0;
    std::optional<int> offset_days;
    Modality modality{};
    TimexStatus status{};
    bool dct_assumed = false;
};

struct Paper {
    Name base = 0;  ///< its id without the number that tells namesakes apart
    std::string id; ///< its id on this timeline
    std::uint64_t digest = 0;
    Text title = 0, path = 0;
    Name dct = 0, why = 0;
    DctStatus dct_status{};
    DctSource dct_source{};
    std::vector<Name> candidates;
    std::vector<std::pair<Name, std::uint32_t>> mentions;
};

/// A set of articles, each counted once.
class Store {
public:
    Store() = default;
    Store(const Store& other) { merge(other); }
    Store(Store&&) = default;
    Store& operator=(const Store& other) { return *this = Store(other); }
    Store& operator=(Store&&) = default;
    ~Store() = default;

    /// The index of the article, unless it is there already.
    std::optional<std::uint32_t> add(const TimelineArticle& article);
    void add(const TimelineEntity& entity);
    void add(const Observation& observation, std::uint32_t article);
    void merge(const Store& other);
    /// Articles by id, observations by article and position, numbers for namesakes, counts of entities.
    void settle();

    [[nodiscard]] const std::vector<Paper>& papers() const noexcept { return papers_; }
    [[nodiscard]] const std::vector<Told>& told() const noexcept { return told_; }
    [[nodiscard]] const std::vector<std::string>& conflicts() const noexcept { return conflicts_; }
    [[nodiscard]] const std::pair<Name, ParticipantRole>* participants(const Told& t) const noexcept { return who_.data() + t.who; }
    [[nodiscard]] std::string_view name(Name id) const noexcept { return names_[id]; }
    [[nodiscard]] std::string_view text(Text id) const noexcept { return texts_[id]; }
    [[nodiscard]] std::size_t names() const noexcept { return names_.size(); }
    /// How often the articles name it.
    [[nodiscard]] std::size_t mentions(std::string_view id) const;

    [[nodiscard]] TimelineArticle article(const Paper& paper) const;
    [[nodiscard]] Observation observation(const Told& told) const;
    [[nodiscard]] std::vector<TimelineEntity> entities() const; ///< by id

private:
    struct Entity {
        Kind kind{};
        Name name = 0;
        std::size_t mentions = 0;
    };
    void enter(Name id, Kind kind, std::string_view name);

    Pool names_, texts_;
    std::vector<Paper> papers_;
    std::vector<Told> told_;
    std::vector<std::pair<Name, ParticipantRole>> who_;
    std::unordered_map<Name, Entity> entities_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_digest_; ///< papers
    std::vector<std::string> conflicts_;
};

} // namespace stoltenberg::timeline
