// What a draft is worth: time of the undated, modality by time, what is for a timeline at all.
// In: the drafts of a document, sentence by sentence. Out: Draft::when, modality and aside; it follows the day and the people that the
// text goes on about.
#pragma once

#include <vector>

#include "event/draft.hpp"
#include "event/subjects.hpp"
#include "event/timing.hpp"

namespace stoltenberg::event {

class Settling {
public:
    Settling(const Scene& scene, const Timing& timing, Subjects& subjects);

    /// `lead`: the draft stands in the sentence that opens the article. `told`: what was told before it.
    void finish(Draft& d, bool lead, const std::vector<Draft>& told);

private:
    struct Focus {
        bool known = false;
        When when;
        std::vector<Part> participants;
        std::uint32_t sentence = 0;
    };
    void of_that_day(Draft& d, const std::vector<Draft>& told) const;
    void by_time(Draft& d, const Trigger& trigger) const;
    void undated(Draft& d, const Trigger& trigger, bool lead) const;
    void weigh(Draft& d, const Trigger& trigger, bool lead);
    void follow(const Draft& d, const Trigger& trigger, bool own);

    const Scene& s_;
    const Timing& timing_;
    Subjects& subjects_;
    const std::vector<clause::Verb>& verbs_;
    const std::vector<clause::Clause>& clauses_;
    Focus focus_;
    Focus ahead_; ///< the day of the plan told last
};

} // namespace stoltenberg::event
