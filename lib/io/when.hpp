// EDTF for readers: in words, and as bounds a drawing or a calendar can use.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <stoltenberg/timeline.hpp>

#include "io/labels.hpp"

namespace stoltenberg::io {

/// An EDTF string in words; itself where there are no words for it.
[[nodiscard]] std::string in_words(std::string_view edtf, const Labels& labels);
/// The date of an entry in words; for an undated one what is known of it (weekday, distance).
[[nodiscard]] std::string in_words(const Entry& entry, const Labels& labels);
/// A DCT in words.
[[nodiscard]] std::string in_words(const Dct& dct, const Labels& labels);

/// Days of one plain date (`2022`, `2022-11`, `2022-11-07`, qualifiers ignored); nothing for any other form.
struct Days {
    std::chrono::local_days first;
    std::chrono::local_days last; ///< inclusive
    int precision = 0;            ///< 1 year, 2 month, 3 day
};
[[nodiscard]] std::optional<Days> days_of(std::string_view date);
/// The members of a one-of set `[a,b]`; empty for anything else, or where a member is no plain date.
[[nodiscard]] std::vector<Days> alternatives(std::string_view edtf);

/// What a calendar or a slide can place: first and last day (inclusive). A missing end is open or unknown.
struct Bounds {
    std::optional<std::chrono::local_days> first;
    std::optional<std::chrono::local_days> last;
    [[nodiscard]] bool known() const noexcept { return first || last; }
};
[[nodiscard]] Bounds bounds_of(const Entry& entry);

/// `YYYY-MM-DD`, or the same with another separator.
[[nodiscard]] std::string iso_day(std::chrono::local_days day, std::string_view separator = "-");
/// True where the date is in doubt: a set, a qualifier, an unspecified digit, an open status.
[[nodiscard]] bool is_doubtful(const Entry& entry);

} // namespace stoltenberg::io
