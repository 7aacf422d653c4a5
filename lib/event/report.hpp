// What a draft says to the outside: the stretch that carries it, its summary, the public event.
// In: a finished draft. Out: Event.
#pragma once

#include <string>

#include "event/draft.hpp"

namespace stoltenberg::event {

class Report {
public:
    explicit Report(const Scene& scene);
    [[nodiscard]] Event event(Draft& d) const;

private:
    [[nodiscard]] std::string name_of(Id id) const;
    [[nodiscard]] std::string who(const Draft& d) const;
    [[nodiscard]] std::uint32_t opening_mark(std::uint32_t w, std::uint32_t from) const;
    [[nodiscard]] Range stretch(Draft& d) const;
    [[nodiscard]] std::string summary(const Draft& d, Range range) const;

    const Scene& s_;
    const text::Text& t_;
    const std::vector<clause::Verb>& verbs_;
    const std::vector<clause::Clause>& clauses_;
};

} // namespace stoltenberg::event
