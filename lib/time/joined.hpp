// One expression under several possible days of reference: what all of them say stands, the rest is open.
#pragma once

#include <string>
#include <vector>

#include "time/passes.hpp"
#include "time/timex.hpp"

namespace stoltenberg::time {

/// What one expression says under one possible day after another. Only what later days may still change is written.
class Joined {
public:
    /// `words`: of the answer under the first day; `own`: how the expression hedges.
    Joined(const Answer& first, Timex words, Mod own);

    /// The answer under another day, a point.
    void point(const Answer& answer);
    /// A window of one length: its ends differ.
    void window(const Timex& t);

    /// Nothing that another day says can change it.
    [[nodiscard]] bool settled() const;
    /// All days say the same: `timex()`.
    [[nodiscard]] bool sure() const { return values_.size() == 1; }
    [[nodiscard]] Timex& timex() { return timex_; }
    /// Of `open`, what it says without a day, and what the days say.
    [[nodiscard]] Timex doubtful(Timex open);

private:
    struct Value {
        std::string text;
        Point point;
    };
    void value(const Point& p);
    [[nodiscard]] bool tail_as_first(const Point& p) const;

    Answer first_, last_; ///< the same meaning has the same words
    Mod own_;
    Timex timex_;               ///< of the first day; what another day contradicts is taken away
    std::vector<Value> values_; ///< distinct; no more once one of them is too many to list
    bool same_tail_;            ///< what follows the year is the same
};

} // namespace stoltenberg::time
