// What many articles tell together: dated events, merged and ordered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <stoltenberg/document.hpp>
#include <stoltenberg/export.hpp>

namespace stoltenberg {

/// One sentence of one article that carries an event.
struct Source {
    std::string article; ///< id of the article
    Span span;           ///< in the unit the timeline was built with (bytes by default)
    std::string quote;   ///< the text of the span
    std::string time;    ///< surface of the temporal expression, or empty
};

/// One event as told by one source, before merging. A timeline is a set of these.
struct Observation {
    Source source;
    std::string edtf;
    std::optional<Interval> interval;
    std::string granularity;
    TimexStatus status{};
    std::string open_value; ///< `XXXX-WXX-1` and the like, for events whose day is open
    std::string type;
    std::string mode;
    std::string trigger;
    Modality modality{};
    std::string summary;
    std::vector<Participant> participants;
    std::string place;
    std::size_t order = 0;          ///< position in its article
    bool dct_assumed = false;       ///< dated by the DCT for want of an expression
    std::optional<int> offset_days; ///< distance to the article's first weekday
};

struct TimelineArticle {
    std::string id;
    std::string title;
    std::string path;
    std::uint64_t digest = 0; ///< of the text: the same id with another text is another article
    Dct dct;
    std::vector<std::pair<std::string, std::size_t>> mentions; ///< entity id and how often it is named, by id
};

struct TimelineEntity {
    std::string id;
    Kind kind{};
    std::string name;
    std::size_t mentions = 0;
};

/// One event of the merged timeline.
struct Entry {
    std::string id;
    std::string edtf; ///< empty: undated
    std::optional<Interval> interval;
    std::string granularity;
    TimexStatus status{};
    std::string type;
    std::string mode;
    Modality modality{};
    std::string summary;
    std::vector<Participant> participants;
    std::string place;
    std::string weekday;                   ///< undated entries: `XXXX-WXX-1`, or empty
    std::optional<int> offset_days;        ///< undated entries: days from the article's first weekday
    std::vector<std::string> dates;        ///< the other dates sources give for it, if they disagree
    std::string why;                       ///< how an open day was settled by another article, or empty
    std::vector<Observation> observations; ///< at least one, in source order
};

struct TimelineOptions {
    std::optional<std::chrono::year_month_day> from; ///< first day that counts
    std::optional<std::chrono::year_month_day> to;   ///< last day that counts
    std::vector<std::string> about;                  ///< ids; an entry must have one of them as participant or place
    std::size_t top = 0;                             ///< at most so many entries, the most important ones; 0 = all
    bool all = false;                                ///< also what is denied or only supposed, and statements
};

/// What Timeline::visit calls; a function that is empty is left out.
struct TimelineVisitor {
    std::function<void(const TimelineArticle&)> article{};
    std::function<void(const TimelineEntity&)> entity{};
    std::function<void(const Entry&)> event{}; ///< dated
    std::function<void(const Entry&)> undated{};
    std::function<void(const Observation&)> hidden{}; ///< stands in no entry: denied, supposed, said, or left out by the options
};

/// A set of observations over articles. Adding and merging are associative and commutative: any split
/// of the articles into shards, merged in any order, gives the same entries. A value; const access is
/// thread-safe.
class STOLTENBERG_EXPORT Timeline {
public:
    Timeline();
    ~Timeline();
    Timeline(const Timeline& other);
    Timeline(Timeline&& other) noexcept;
    Timeline& operator=(const Timeline& other);
    Timeline& operator=(Timeline&& other) noexcept;

    /// Adds what the document tells. `path` is where the article came from, or empty. Offsets of the sources are
    /// counted in `unit`. A document with an id and text already present is counted once; the same id with another text is kept under `id#2`.
    void add(const Document& document, std::string_view path = {}, OffsetUnit unit = OffsetUnit::utf8);
    void merge(const Timeline& other);

    struct Result {
        std::vector<Entry> events;  ///< dated, in the order of the contract
        std::vector<Entry> undated; ///< in document order
    };
    [[nodiscard]] Result entries(const TimelineOptions& options = {}) const;

    /// Everything once, one piece at a time, in the order of the JSON document: what a writer of large timelines wants. Nothing is kept.
    void visit(const TimelineOptions& options, const TimelineVisitor& visitor) const;

    /// The state itself, made anew by each call; articles by id, observations by article and position.
    [[nodiscard]] std::vector<TimelineArticle> articles() const;
    [[nodiscard]] std::vector<TimelineEntity> entities() const;
    [[nodiscard]] std::vector<Observation> observations() const;
    /// Ids that stand for two different texts; messages for the user.
    [[nodiscard]] std::vector<std::string> conflicts() const;

private:
    friend class TimelineBuilder;
    // What add and merge bring is put in order when somebody looks, once for all of it: a thousand additions cost one sort.
    struct State;
    State& settled() const;
    std::unique_ptr<State> state_;
};

/// A timeline from its parts, as a reader meets them: in any order, each observation with an article of the same parts (else it is dropped).
class STOLTENBERG_EXPORT TimelineBuilder {
public:
    TimelineBuilder();
    ~TimelineBuilder();
    TimelineBuilder(const TimelineBuilder&) = delete;
    TimelineBuilder& operator=(const TimelineBuilder&) = delete;

    void add(const TimelineArticle& article);
    void add(const TimelineEntity& entity);
    void add(Observation observation);
    /// What was added; the builder is empty afterwards.
    [[nodiscard]] Timeline build();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace stoltenberg
