// Which expression dates which event of a sentence.
// In: the drafts of a sentence. Out: Draft::when; expressions taken by nouns are handed on, so that verbs leave them alone.
#pragma once

#include <optional>
#include <vector>

#include "event/draft.hpp"
#include "event/finder.hpp"
#include "event/timing.hpp"

namespace stoltenberg::event {

class Dating {
public:
    Dating(const Scene& scene, const Timing& timing);

    /// An expression that stands with the noun itself.
    void own_time(Draft& d, const std::vector<Hit>& hits, std::vector<std::size_t>& owned) const;
    /// The expression of the clause of a verb, or of its sentence.
    void verb_time(Draft& d, std::uint32_t carrier, const std::vector<std::size_t>& owned) const;
    /// "a reçu lundi A et jeudi B": gives the second, and narrows the reach of the first.
    [[nodiscard]] std::optional<Draft> coordinated(const Draft& d, const Trigger& trigger, const std::vector<std::size_t>& owned,
                                                   std::uint32_t& until) const;
    /// The day that a postponed noun is put off to ("reporté à lundi").
    [[nodiscard]] std::optional<When> new_day(const Draft& verb, const Draft& noun) const;
    /// Days that a verb has from a noun of its clause.
    void subject_times(std::vector<Draft>& local) const;
    /// First word behind the expression of a draft.
    [[nodiscard]] std::uint32_t time_first(const Draft& d) const;

private:
    [[nodiscard]] bool day_of_verb(const Draft& d, const std::vector<Hit>& hits, std::size_t time) const;
    void of_named(Draft& d, const std::vector<Draft>& local) const;
    [[nodiscard]] std::uint32_t whose(const Draft& d, std::uint32_t until) const;
    [[nodiscard]] bool in_apposition(const Draft& d, std::size_t time) const;
    void take(Draft& d, std::size_t i, std::vector<std::size_t>& owned) const;
    [[nodiscard]] std::optional<When> day_behind(const Draft& d, std::size_t i, const When& when) const;
    /// The expression behind `i` is the next day: "les 10 et 11 mars".
    [[nodiscard]] bool next_day(const Draft& d, std::size_t i) const;
    void join_next(Draft& d, std::size_t i) const;
    void set_time(Draft& d, std::size_t i, Basis basis) const;
    [[nodiscard]] bool of_fronted_participle(const time::Found& f, const clause::Clause& c, std::uint32_t verb) const;
    [[nodiscard]] bool of_other_verb(const time::Found& f, const Draft& d, const clause::Clause& c) const;
    [[nodiscard]] bool of_apposition(const time::Found& f, const Draft& d, std::uint32_t carrier, const clause::Clause& c) const;
    [[nodiscard]] bool is_new_day(const Draft& verb, std::size_t time) const;
    [[nodiscard]] bool is_deed(std::uint32_t w) const;
    [[nodiscard]] bool governs_plan(std::uint32_t w) const;
    [[nodiscard]] bool governs_plan(std::uint32_t w, const Trigger& noun) const;
    [[nodiscard]] bool governs(std::uint32_t w, Modality m) const;
    [[nodiscard]] bool only_time(const clause::Clause& c) const;
    [[nodiscard]] bool anterior(const clause::Clause& c) const;
    [[nodiscard]] bool reports(const clause::Clause& c) const;
    [[nodiscard]] bool said_before(std::uint32_t word, std::uint32_t begin) const;

    const Scene& s_;
    const Timing& timing_;
    const text::Text& t_;
    const std::vector<clause::Verb>& verbs_;
    const std::vector<clause::Clause>& clauses_;
};

} // namespace stoltenberg::event
