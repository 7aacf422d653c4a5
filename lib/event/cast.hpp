// Who takes part: subjects, recipients, places by grammatical reach.
#pragma once

#include <vector>

#include "event/draft.hpp"
#include "event/finder.hpp"

namespace stoltenberg::event {

/// The subject of one verb.
struct Subject {
    std::vector<Id> ids;
    std::uint32_t pronoun = no_index; ///< word of a personal or relative pronoun that stands for it
    bool named = false;               ///< stands in front of the verb by name
    bool direct = false;              ///< the name is the head, no genitive or adjective of it
    bool missing = false;             ///< stands with an earlier verb ("a reçu X et signé Y")
    bool first_person = false;
    bool unnamed = false;                          ///< a noun phrase that names nobody ("les pompiers")
    bool plural = false;                           ///< the pronoun is
    bool inverted = false;                         ///< stands behind the verb ("…, a annoncé X", "a-t-il dit")
    std::uint32_t group_first = 0, group_last = 0; ///< words that say who a plural pronoun is
};

/// Follows who is talked about, verb by verb, through a document.
class Cast {
public:
    explicit Cast(const Scene& scene);

    /// Works out the subjects of the verbs of a sentence; call in order.
    void read_sentence(std::uint32_t sentence);
    /// What the pronouns of the next sentence may refer to.
    void end_sentence();

    /// Subject of a verb of the current sentence, or of a bare finite form at word `w`.
    [[nodiscard]] Subject subject_of(std::uint32_t verb, std::uint32_t w) const;

    /// Fills participants, place, pronoun and person of a draft. `until`: first word that is out of reach; `from`: words before it are
    /// left to another event of the same verb.
    void fill_verb(Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until) const;
    void fill_noun(Draft& draft, const Trigger& trigger, std::uint32_t carrier, std::uint32_t until) const;
    void find_place(Draft& draft, const Trigger& trigger, std::uint32_t from, std::uint32_t until, std::uint32_t behind = 0) const;

    /// Persons and states of the latest meeting, for "les deux hommes".
    void met(const std::vector<Part>& participants);

private:
    [[nodiscard]] Subject work_out(std::uint32_t first_word, std::uint32_t head, std::uint32_t verb) const;
    [[nodiscard]] std::vector<Id> resolve(bool plural, bool subordinate, std::uint32_t at) const;
    [[nodiscard]] std::vector<Id> met_or_group() const;
    [[nodiscard]] bool cut(std::uint32_t from, std::uint32_t to) const;
    [[nodiscard]] std::vector<const Actor*> behind_opening(std::vector<const Actor*> actors, std::size_t clause, std::uint32_t from,
                                                           std::uint32_t verb) const;
    [[nodiscard]] std::size_t pending(const clause::Verb& verb) const;
    void resume(const clause::Verb& verb, Subject& subject) const;
    std::uint32_t listed_subjects(Draft& draft, ParticipantRole role) const;
    [[nodiscard]] bool joined(std::uint32_t from, std::uint32_t to) const;
    void keep_group(const clause::Verb& verb);
    void replace_pronoun(Draft& draft, const Subject& subject) const;
    [[nodiscard]] bool names_deed(std::uint32_t w, const Trigger& trigger) const;
    [[nodiscard]] bool gapped(const Actor& a, std::uint32_t until) const;
    [[nodiscard]] bool inserted_title(const Actor& a, std::uint32_t from, std::uint32_t to) const;
    [[nodiscard]] bool suffers(const Actor& a, const Trigger& trigger, std::size_t index, std::uint32_t until) const;
    [[nodiscard]] bool goes_on(std::uint32_t w) const;
    [[nodiscard]] bool subordinate(std::uint32_t w) const;
    void add(Draft& draft, Id id, ParticipantRole role) const;

    const Scene& s_;
    std::uint32_t sentence_ = 0, persons_seen_ = 0;
    std::vector<std::pair<std::uint32_t, Subject>> subjects_; ///< verb, subject; of the current sentence
    std::vector<Id> last_subject_, last_persons_, last_met_;
    std::uint32_t group_first_ = 0, group_last_ = 0; ///< words of that subject
    std::vector<Id> last_group_;                     ///< those behind a plural subject that names them by adjective or genitive
};

} // namespace stoltenberg::event
