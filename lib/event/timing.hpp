// When an event took place: which expression dates it, and what that makes of its day.
#pragma once

#include <optional>
#include <vector>

#include "event/draft.hpp"

namespace stoltenberg::event {

class Timing;

/// Indices of the expressions of a stretch that could date something, ascending.
class Within {
public:
    class Iterator {
    public:
        Iterator(const Timing& timing, std::size_t at, std::size_t end);
        std::size_t operator*() const noexcept { return at_; }
        Iterator& operator++();
        friend bool operator!=(const Iterator& a, const Iterator& b) noexcept { return a.at_ != b.at_; }

    private:
        void skip();
        const Timing* timing_;
        std::size_t at_, end_;
    };
    Within(const Timing& timing, std::size_t begin, std::size_t end) : timing_(timing), begin_(begin), end_(end) {}
    [[nodiscard]] Iterator begin() const { return {timing_, begin_, end_}; }
    [[nodiscard]] Iterator end() const { return {timing_, end_, end_}; }
    [[nodiscard]] bool empty() const { return !(begin() != end()); }
    [[nodiscard]] std::size_t front() const { return *begin(); }

private:
    const Timing& timing_;
    std::size_t begin_, end_;
};

class Timing {
public:
    explicit Timing(const Scene& scene);

    /// The expression at the index as the time of an event, or nothing when it dates nothing.
    [[nodiscard]] std::optional<When> read(std::size_t time, const Draft& draft) const;
    /// True if the expression belongs to the noun in front of it ("l'attaque de lundi").
    [[nodiscard]] bool belongs_to_noun(std::size_t time) const;
    /// "au lendemain de la visite", "à la veille du sommet": the day of what follows, where nothing there says one of its own.
    [[nodiscard]] bool of_event_behind(std::size_t i) const;
    [[nodiscard]] int days_beside(std::size_t i) const;
    /// True if the expression could date something.
    [[nodiscard]] bool dates(std::size_t time) const;
    /// Expressions of words [first, last).
    [[nodiscard]] Within within(std::uint32_t first, std::uint32_t last) const;

    [[nodiscard]] const std::optional<base::Day>& dct() const noexcept { return dct_; }
    /// The day of writing, as far as it is stated: a day, a month, a year, or empty.
    [[nodiscard]] When written() const;
    /// Up to the day of writing, begun nobody says when.
    [[nodiscard]] When until_written() const;
    /// Up to the end of another event, begun nobody says when.
    [[nodiscard]] When until(const When& end) const;
    /// From the day of another event up to the day of writing.
    [[nodiscard]] When from_then(const When& begin) const;

    /// Moves a bare weekday that was read as past into the future.
    [[nodiscard]] bool move_to_future(When& when) const;
    /// Moves a bare weekday that was read as future into the past.
    [[nodiscard]] bool move_to_past(When& when) const;
    /// The day so many days away; nothing if it is no day.
    [[nodiscard]] static When shifted(const When& when, int days);
    /// Makes a day into `days` days.
    void lengthen(When& when, int days) const;
    [[nodiscard]] bool dated(const When& when) const { return when.interval && when.interval->from && when.interval->until; }
    /// Is it all behind, or all ahead of the day of writing?
    [[nodiscard]] bool is_past(const When& when) const;
    [[nodiscard]] bool is_future(const When& when) const;

private:
    [[nodiscard]] std::optional<When> told_before(std::size_t time) const;

    const Scene& s_;
    std::optional<base::Day> dct_;
};

} // namespace stoltenberg::event
