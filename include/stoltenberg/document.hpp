// What comes out of one article.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <stoltenberg/article.hpp>
#include <stoltenberg/types.hpp>

namespace stoltenberg {

/// Where a document creation time was read, and in which part it was played.
struct Evidence {
    Span span;
    std::string role; ///< e.g. "dateline", "lead-weekday", "office-term"
};

/// The document creation time: TimeML's DCT, the day every relative expression counts from.
struct Dct {
    /// `2022-02-10`, `XXXX-02-10`, `2022-11`, `2022`, `2022-02-10T18:30`, or empty when nothing is known.
    std::string value;
    DctStatus status = DctStatus::unknown;
    DctSource source = DctSource::none;
    std::vector<std::string> candidates; ///< days that remain possible, oldest first; empty when settled or unbounded
    std::vector<Evidence> evidence;
    std::string why; ///< `file:line` of the data row, or a rule id
};

struct Furniture {
    Span span;
    FurnitureKind kind{};
    std::string why;
};

/// The dateline of an agency report: place, agency, day.
struct Dateline {
    Span span;
    std::string place;  ///< surface of the place, empty if none
    std::string agency; ///< surface of the agency, empty if none
};

/// A name in the text, with one identity. Mentions never overlap one another.
struct Mention {
    Span span;
    Kind kind{};
    Form form{};
    std::vector<std::string> ids;       ///< one canonical id; several only for a demonym of several states
    std::string name;                   ///< canonical name
    std::string metonym;                ///< id of the state it stands for, or empty
    std::vector<std::string> ambiguous; ///< other ids that the document could not rule out
    bool furniture = false;
    std::string why;
};

/// A phrase that names an office ("le président polonais"); may contain mentions.
struct Role {
    Span span;
    std::string office; ///< id of the office
    std::string of;     ///< id of the state or organisation, or empty
    std::string holder; ///< id of the person, or empty when the text and the terms of office do not say
    bool former = false;
    std::string why;
};

/// A temporal expression as TIMEX3 (ISO-TimeML) and EDTF (ISO 8601-2, levels 0 to 2).
struct Timex {
    Span span;
    TimexType type{};
    std::string value;
    std::string mod;   ///< TIMEX3 mod, or empty
    std::string quant; ///< TIMEX3 quant of a set, or empty
    std::string freq;  ///< TIMEX3 freq of a set, or empty
    std::string edtf;  ///< empty where EDTF has no form
    std::optional<Interval> interval;
    std::string granularity; ///< minute hour daypart day weekend week month quarter half season year decade century vague duration
    TimexStatus status{};
    Anchor anchor{};
    std::vector<std::string> candidates;
    std::string begin_point; ///< a TIMEX3 value or "dct", or empty
    std::string end_point;
    bool furniture = false;
    std::string why;
};

struct Participant {
    std::string id;
    ParticipantRole role{};
    friend bool operator==(const Participant&, const Participant&) = default;
};

/// Something that happened, happens, is planned, or is denied: a trigger in a clause.
struct Event {
    Span span; ///< the clause or sentence that carries it
    Span trigger;
    std::string type; ///< PLOVER 2.0 type or STATEMENT DISASTER ELECTION OFFICE JUSTICE DEATH
    std::string mode; ///< finer class ("phone", "visit", "multilateral"), or empty
    Modality modality{};
    std::optional<std::size_t> time; ///< index into Document::times()
    std::string edtf;                ///< when it happened; empty when open
    std::optional<Interval> interval;
    std::string granularity;
    /// What the day is known to be when the date is not: TIMEX3 open value such as `XXXX-WXX-1`.
    std::string open_value;
    std::vector<Participant> participants;
    std::string place;   ///< id, or empty
    std::string said_by; ///< id of the one whose claim it is, where modality is reported and the text names somebody we know; else empty
    std::string summary; ///< the clause, readable on its own
    /// How its time was found: clause, sentence, antecedent, focus, dct (assumed), state (known to last until then), or empty.
    std::string basis;
    bool aside = false; ///< told in passing (talk in quotation marks, a plan without a day): kept off timelines
    std::string why;
};

/// The analysis of one article. Owns its text, outlives the Analyzer that made it.
/// Const access is safe from any number of threads.
class Document {
public:
    Article article; ///< as given; `article.text` is what every span points into
    std::string language;
    Dct dct;
    std::optional<Span> title;
    std::optional<Dateline> dateline;
    std::vector<Furniture> furniture;
    std::vector<Span> sentences;
    std::vector<Mention> mentions;
    std::vector<Role> roles;
    std::vector<Timex> times;
    std::vector<Event> events;

    /// A view into this document: not to be had of one that is about to go.
    [[nodiscard]] std::string_view text() const& noexcept { return article.text; }
    std::string_view text() const&& = delete;
    /// The surface of a span; empty for a span outside the text.
    [[nodiscard]] std::string_view text(Span span) const& noexcept {
        return span.end <= article.text.size() && span.begin <= span.end ? std::string_view(article.text).substr(span.begin, span.size())
                                                                         : std::string_view{};
    }
    std::string_view text(Span span) const&& = delete;
};

/// Converts byte offsets of one text into another unit, in O(1) a call after O(n) set-up.
/// An invalid byte counts as one unit. Holds a view of the text: the text must outlive it.
class STOLTENBERG_EXPORT OffsetConverter {
public:
    OffsetConverter(std::string_view text, OffsetUnit unit);
    template <std::same_as<std::string> Temporary>
    OffsetConverter(Temporary&& text, OffsetUnit unit) = delete; ///< it would not outlive the call
    /// `offset` in bytes, at most text.size().
    [[nodiscard]] std::uint32_t operator()(std::uint32_t offset) const noexcept;

private:
    std::string_view text_;
    OffsetUnit unit_;
    bool ascii_ = true;
    std::vector<std::uint32_t> blocks_; // units before each block of 64 bytes
};

} // namespace stoltenberg
