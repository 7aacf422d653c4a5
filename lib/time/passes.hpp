// All expressions of a text, resolved in order under one DCT after another.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "text/text.hpp"
#include "time/resolver.hpp"
#include "time/tagger.hpp"

namespace stoltenberg::time {

/// What one expression means under one reference; Tagger::Impl::write makes the words of it.
struct Answer {
    Point point;
    bool is_point = false;
    std::optional<Point> end; ///< of a range that it opens: `point` is the begin
    friend bool operator==(const Answer&, const Answer&) = default;
};

/// True if the length counts an unknown number ("quelques").
[[nodiscard]] bool without_number(const Node& length);
/// False if it counts from its point with an unknown number ("il y a quelques jours"): such a one says past or future, no more.
[[nodiscard]] bool names_point(const Node& node, const std::vector<Node>& nodes);
/// How the expression hedges: its own modifier, or that of the length it counts with.
[[nodiscard]] Mod own_mod(const Node& node, const std::vector<Node>& nodes);
/// The calendar date under a daypart, a clock time, a part; 0: none.
[[nodiscard]] std::uint32_t calendar_under(const std::vector<Node>& nodes, std::uint32_t index);

/// Most of a text means the same under any DCT, and is worked out once: what asked for nothing that the DCT decides (Resolver::asked).
class Passes {
public:
    /// `skipped`: by expression, true in furniture, which neither moves nor uses the focus. All must outlive this.
    Passes(const Grammar& grammar, const text::Text& text, const Findings& findings, const std::vector<bool>& skipped, std::optional<int> minute,
           Prefer prefer);

    /// One answer for each expression, until the next call; right for those that are asked for.
    const std::vector<Answer>& under(std::optional<Day> dct);
    /// False if the expression means the same under any DCT. Known once under() was called.
    [[nodiscard]] bool varies(std::size_t i) const { return states_[i].varies; }
    /// Is the next answer of the expression asked for? At first all are.
    void ask(std::size_t i, bool asked) {
        changed_ = changed_ || states_[i].asked != asked;
        states_[i].asked = asked;
    }

private:
    [[nodiscard]] Resolver::Options options_of(const Found& found) const;
    struct State {
        bool point = false;
        bool skipped = false;
        bool asked = true;
        bool varies = false;
        bool tells_story = false;
        bool leans_on_focus = false, leans_on_story = false; ///< as far as known
    };
    /// What is asked for needs itself, and what stands before what leans on it.
    void want();
    /// False if one that was not known to do so leans on what stands before it, which may not be there.
    bool pass(std::optional<Day> dct);
    void resolve(std::size_t i, const Resolver& r);
    [[nodiscard]] std::optional<Point> clause_point(std::size_t i, const Resolver& r);
    void range(std::size_t i, const Resolver& r, const Resolver::Options& options);
    void chain(std::size_t i, const Resolver& r, const Resolver::Options& options);
    void tell(std::size_t i, Resolver& r) const;

    const Grammar& grammar_;
    const text::Text& text_;
    const Findings& findings_;
    const std::vector<Node>& nodes_;
    std::optional<int> minute_;
    Prefer prefer_;
    std::vector<Resolver::Options> options_; ///< by expression, as all below
    std::vector<State> states_;
    std::vector<Answer> answers_;
    std::vector<std::size_t> wanted_; ///< expressions that the next pass goes through
    bool first_ = true, changed_ = true;
    std::map<std::uint32_t, std::pair<Point, bool>> known_; ///< partners that were resolved ahead, and whether they vary; by node
};

} // namespace stoltenberg::time
