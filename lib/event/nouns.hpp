// Drafts of events from the triggers of a sentence, and the verbs that carry its nouns ("un sommet se tiendra").
// In: hits of the finder. Out: a draft each, with its clause, tense and what stands in front of it; no time, nobody, no modality yet.
#pragma once

#include <vector>

#include "event/draft.hpp"
#include "event/finder.hpp"

namespace stoltenberg::event {

class Nouns {
public:
    explicit Nouns(const Scene& scene);

    /// The draft of one hit.
    [[nodiscard]] Draft start(const Hit& hit, std::uint32_t sentence) const;
    /// Adds a draft for each noun of a sentence, and beside it the verb that carries it, or no_index.
    void add(const std::vector<Hit>& hits, std::uint32_t sentence, std::vector<Draft>& drafts, std::vector<std::uint32_t>& carriers) const;

private:
    [[nodiscard]] std::size_t noun_of(const std::vector<Hit>& hits, std::size_t i, const Trigger& carrier) const;
    void context(Draft& d) const;
    void length(Draft& d) const;

    const Scene& s_;
    const text::Text& t_;
    const std::vector<clause::Verb>& verbs_;
    const std::vector<clause::Clause>& clauses_;
};

} // namespace stoltenberg::event
