// Who is the subject of each verb: names, pronouns and what they stand for, sentence by sentence.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "event/draft.hpp"

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
    bool both = false;                             ///< "les deux hommes"
    bool latter = false;                           ///< "ce dernier"
    bool plural = false;                           ///< the pronoun is
    bool inverted = false;                         ///< stands behind the verb ("…, a annoncé X", "a-t-il dit")
    std::uint32_t group_first = 0, group_last = 0; ///< words that say who a plural pronoun or a missing subject is
};

/// Follows who is talked about, verb by verb, through a document.
class Subjects {
public:
    explicit Subjects(const Scene& scene);

    /// Works out the subjects of the verbs of a sentence; call in order.
    void read_sentence(std::uint32_t sentence);
    /// What the pronouns of the next sentence may refer to.
    void end_sentence();
    /// Persons and states of the latest meeting, for "les deux hommes".
    void met(const std::vector<Part>& participants);

    /// Subject of a verb of the current sentence, or of a bare finite form at word `w`.
    [[nodiscard]] Subject of(std::uint32_t verb, std::uint32_t w) const;
    /// Who acts first in front of a word of the current sentence, for "sa visite".
    [[nodiscard]] std::span<const Id> first_before(std::uint32_t w) const;
    /// Who is named as the subject of the first main verb of the current sentence.
    [[nodiscard]] std::span<const Id> main() const;
    /// "les deux hommes", "les deux parties": who met last, or the last who acted together.
    [[nodiscard]] std::vector<Id> both(bool states = false) const;
    [[nodiscard]] const std::vector<Id>& last_met() const noexcept { return last_met_; }

private:
    [[nodiscard]] Subject work_out(std::uint32_t first_word, std::uint32_t head, std::uint32_t verb) const;
    [[nodiscard]] std::vector<Id> resolve(bool plural, bool subordinate, std::uint32_t at) const;
    [[nodiscard]] std::vector<const Actor*> behind_opening(std::vector<const Actor*> actors, std::size_t clause, std::uint32_t from,
                                                           std::uint32_t verb) const;
    [[nodiscard]] std::size_t pending(const clause::Verb& verb) const;
    void resume(const clause::Verb& verb, Subject& subject) const;
    [[nodiscard]] std::uint32_t another_phrase(std::uint32_t from, std::uint32_t to) const;
    [[nodiscard]] bool joined(std::uint32_t from, std::uint32_t to) const;
    void keep_group(const clause::Verb& verb);
    [[nodiscard]] bool rival(std::uint32_t pronoun, bool passive) const;
    [[nodiscard]] bool from_start(std::uint32_t w) const;
    [[nodiscard]] std::uint64_t gender(Id id, std::uint32_t verb) const;
    [[nodiscard]] bool inserted_title(const Actor& a, std::uint32_t from, std::uint32_t to) const;
    [[nodiscard]] bool goes_on(std::uint32_t w) const;
    [[nodiscard]] bool subordinate(std::uint32_t w) const;

    const Scene& s_;
    std::uint32_t sentence_ = 0, persons_seen_ = 0;
    std::vector<std::pair<std::uint32_t, Subject>> subjects_; ///< verb, subject; of the current sentence
    std::vector<Id> last_subject_, last_persons_, last_met_, last_pair_;
    std::uint32_t group_first_ = 0, group_last_ = 0; ///< words of that subject
    std::uint32_t rival_ = no_index;                 ///< the sentence whose main subject it was
    bool rival_passive_ = false;
    std::uint64_t last_gender_ = 0;   ///< of the last subject, where its article tells
    std::vector<Id> rival_ids_;       ///< those it names by the way
    std::uint32_t latter_ = no_index; ///< the latest sentence that names a person
    Id latter_id_;                    ///< the last of them, for "ce dernier"
    std::vector<Id> last_group_;      ///< those behind a plural subject that names them by adjective or genitive
};

} // namespace stoltenberg::event
