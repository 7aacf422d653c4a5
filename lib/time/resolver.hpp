// Carries out the operations of one expression against a reference and the focus of the text.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "time/grammar.hpp"
#include "time/timex.hpp"

namespace stoltenberg::time {

/// Direction of what a clause tells.
enum class Tense : std::uint8_t { none, past, future };

class Resolver {
public:
    Resolver(const Grammar& grammar, const std::vector<Node>& nodes, std::optional<Day> dct, std::optional<int> minute_of_day)
        : grammar_(grammar), nodes_(nodes), dct_(dct), minute_(minute_of_day) {}

    struct Options {
        Tense tense = Tense::none;
        bool strict_future = false;          ///< looking forward by order: a bare weekday is never the reference day itself
        bool announced = false;              ///< the direction rests on a present tense alone; without one, on a plan told in the past: the nearest
        bool forced = false;                 ///< the direction is the caller's order
        std::size_t sentence = 0;            ///< of the expression
        const Point* clause_point = nullptr; ///< the other date of the sentence, for "au lendemain de" + event
        std::uint32_t begin = 0;             ///< where the expression stands
        bool fronted = false;                ///< it opens its sentence
    };

    /// The point of a node (calendar, shift, nth, part, daypart, clock, offset).
    [[nodiscard]] Point point(std::uint32_t node, const Options& options, int depth = 0) const;

    // What comes before moves what comes behind. `varies`: the point may be another one under another DCT.
    // What says nothing under this DCT may say something under another: that is a doubt.
    void doubt_focus() noexcept { focus_varies_ = true; }
    void doubt_story() noexcept { story_varies_ = true; }

    /// What later anaphora refer to; `point` must outlive the resolver.
    void focus(const Point& point, std::size_t sentence, bool varies);
    /// The year that a sentence opens with holds for what names none in it, as far as `until` (an offset).
    void frame(int year, std::uint32_t until, bool varies) { frame_ = {year, until, varies}; }
    /// A day with its year: what follows it closely and names none goes on from there ("Le 13 novembre 2015 … Le 18 novembre, …").
    void story(const Point& point, const Options& options, bool varies);

    /// The DCT, as all answers below: asking for it is remembered.
    [[nodiscard]] const std::optional<Day>& dct() const noexcept {
        asked_.dct = true;
        return dct_;
    }
    /// What was asked for since forget().
    struct Asked {
        bool dct = false; ///< or what it decides: what never asks means the same under any DCT
        bool focus = false, story = false;
    };
    [[nodiscard]] const Asked& asked() const noexcept { return asked_; }
    void forget() const noexcept { asked_ = {}; }

private:
    [[nodiscard]] Point calendar(const Node& node, const Options& options, int depth) const;
    [[nodiscard]] Point weekday(const Node& node, const Options& options) const;
    [[nodiscard]] Point cyclic(const Node& node, const Options& options) const;
    [[nodiscard]] Point day_month(const Node& node, const Options& options, int month, unsigned day) const;
    [[nodiscard]] Point day_only(const Node& node, const Options& options) const;
    [[nodiscard]] Point feast(const Node& node, const Options& options) const;
    [[nodiscard]] Point shift(const Node& node, const Options& options, int depth) const;
    [[nodiscard]] Point nth(const Node& node, const Options& options, int depth) const;
    [[nodiscard]] Point offset(const Node& node, const Options& options, int depth) const;
    [[nodiscard]] std::optional<Day> feast_day(int feast, int year) const;
    /// Of ascending days, the one that the direction asks for.
    [[nodiscard]] std::optional<Day> choose(std::span<const Day> days, const Options& options) const;
    [[nodiscard]] int full_year(const Node& node) const;
    [[nodiscard]] std::optional<int> frame_year(const Node& node, const Options& options) const;
    /// The day of the story told that `month`, `day` means, if it goes on there; `plain`: what it means without one.
    [[nodiscard]] std::optional<Day> sequel(int month, unsigned day, std::optional<Day> plain, const Options& options) const;

    struct Frame {
        int year;
        std::uint32_t until;
        bool varies; ///< "l'an dernier": gives way to a clause that is told the other way
    };
    struct Story {
        Day day;
        std::size_t sentence;
        bool fronted;
    };

    [[nodiscard]] const Point* focus() const noexcept {
        ask_focus();
        return focus_;
    }
    [[nodiscard]] const Point* focus_day() const noexcept {
        ask_focus();
        return focus_day_;
    }
    void ask_focus() const noexcept {
        asked_.focus = true;
        asked_.dct = asked_.dct || focus_varies_;
    }
    [[nodiscard]] const std::optional<Story>& story() const noexcept {
        asked_.story = true;
        asked_.dct = asked_.dct || story_varies_;
        return story_;
    }

    const Grammar& grammar_;
    const std::vector<Node>& nodes_;
    std::optional<Day> dct_;
    std::optional<int> minute_;
    const Point* focus_ = nullptr;
    const Point* focus_day_ = nullptr;
    std::size_t focus_sentence_ = 0; ///< of focus_day_
    std::optional<Frame> frame_;
    std::optional<Story> story_;
    bool focus_varies_ = false, story_varies_ = false;
    mutable Asked asked_;
};

} // namespace stoltenberg::time
