// Values that every answer is made of: spans, local times, intervals, the closed vocabularies.
// All types here are plain values; functions are pure and may be called from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <stoltenberg/export.hpp>

namespace stoltenberg {

/// A half-open range [begin, end) of UTF-8 bytes of the text exactly as it was given.
/// Both ends lie on character boundaries. Texts of 1 GiB and more are refused by the Analyzer.
struct Span {
    std::uint32_t begin{};
    std::uint32_t end{};

    [[nodiscard]] constexpr std::uint32_t size() const noexcept { return end - begin; }
    [[nodiscard]] constexpr bool empty() const noexcept { return begin == end; }
    [[nodiscard]] constexpr bool contains(Span other) const noexcept { return begin <= other.begin && other.end <= end; }
    [[nodiscard]] constexpr bool overlaps(Span other) const noexcept { return begin < other.end && other.begin < end; }
    friend constexpr bool operator==(Span, Span) = default;
    friend constexpr auto operator<=>(Span, Span) = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

/// The unit in which offsets are counted on the way out. Inside the library it is always UTF-8 bytes.
enum class OffsetUnit { utf8, utf16, code_point };

/// A point of local civil time to the minute. No zone is attached and none is computed.
using LocalTime = std::chrono::local_time<std::chrono::minutes>;

/// A civil day, with the time of day where it is known (local, no zone arithmetic).
struct CivilTime {
    std::chrono::year_month_day day;
    std::optional<std::chrono::minutes> time_of_day; ///< minutes since midnight, 0 to 1439

    /// Reads `YYYY-MM-DD` and `YYYY-MM-DDThh:mm[:ss][.fff][Z|±hh:mm|±hhmm]` (ISO 8601-1); the zone is
    /// dropped, the local time kept. Empty when the text is anything else or no day of the calendar.
    [[nodiscard]] STOLTENBERG_EXPORT static std::optional<CivilTime> parse(std::string_view iso) noexcept;
    /// `YYYY-MM-DD` or `YYYY-MM-DDThh:mm`.
    [[nodiscard]] STOLTENBERG_EXPORT std::string to_string() const;

    friend bool operator==(const CivilTime&, const CivilTime&) = default;
};

/// [from, until) in local civil time; a missing end is open or unknown.
struct Interval {
    std::optional<LocalTime> from;
    std::optional<LocalTime> until;

    friend bool operator==(const Interval&, const Interval&) = default;
};

enum class Kind { person, country, organisation, place };
enum class Form { name, acronym, alias, demonym };
/// TIMEX3 `type` (ISO-TimeML).
enum class TimexType { date, time, duration, set };
/// absolute: the text alone fixes the value; resolved: with the DCT or an earlier expression;
/// ambiguous: a few values remain (`candidates`); unresolved: the text leaves it open.
enum class TimexStatus { absolute, resolved, ambiguous, unresolved };
enum class Anchor { none, dct, previous };
enum class Modality { occurred, ongoing, planned, hypothetical, negated, reported };
enum class ParticipantRole { actor, recipient, other };
enum class DctStatus { given, stated, inferred, partial, unknown };
enum class DctSource { none, caller, publication_line, dateline, header, body, copyright, solver };
/// What a stretch of a page is when it is not the article.
enum class FurnitureKind {
    navigation,
    breadcrumb,
    counter,
    related_link,
    share,
    credit,
    caption,
    cookie,
    subscription,
    advertising,
    comments,
    newsletter,
    feed,
    disclaimer,
    translator,
    social,
    foreign,
    repeated_title,
    header,
    publication,
    byline,
    legal,
    tags,
    other
};

/// The names used in the JSON contract, e.g. "organisation", "publication-line".
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(Kind) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(Form) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(TimexType) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(TimexStatus) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(Anchor) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(Modality) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(ParticipantRole) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(DctStatus) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(DctSource) noexcept;
[[nodiscard]] STOLTENBERG_EXPORT std::string_view to_string(FurnitureKind) noexcept;

/// `YYYY-MM-DDThh:mm` as the JSON contract writes interval ends.
[[nodiscard]] STOLTENBERG_EXPORT std::string to_string(LocalTime);

} // namespace stoltenberg
