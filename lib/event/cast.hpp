// Who takes part: subjects, recipients, by grammatical reach.
#pragma once

#include "event/draft.hpp"
#include "event/subjects.hpp"

namespace stoltenberg::event {

/// Fills participants, place, pronoun and person of drafts.
class Cast {
public:
    Cast(const Scene& scene, const Subjects& subjects);

    /// `place_until`: where another noun begins. `until`: first word that is out of reach; `from`: words before it are left to another event of the same verb.
    void fill_verb(Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until) const;
    void fill_noun(Draft& draft, const Trigger& trigger, std::uint32_t carrier, std::uint32_t until, std::uint32_t place_until) const;

private:
    void add(Draft& draft, Id id, ParticipantRole role) const;
    void replace_pronoun(Draft& draft, const Subject& subject) const;
    std::uint32_t listed_subjects(Draft& draft, ParticipantRole role) const;
    [[nodiscard]] bool gapped(const Actor& a, std::uint32_t until) const;
    [[nodiscard]] bool names_deed(std::uint32_t w, const Trigger& trigger) const;
    void add_other_side(Draft& draft) const;
    [[nodiscard]] bool names_person(std::size_t actor) const;
    [[nodiscard]] bool suffers(const Actor& a, const Trigger& trigger, std::size_t index, std::uint32_t until) const;
    [[nodiscard]] bool with_before(const Draft& draft, const Actor& a) const;
    [[nodiscard]] bool cut(std::uint32_t from, std::uint32_t to) const;

    const Scene& s_;
    const Subjects& subjects_;
};

} // namespace stoltenberg::event
