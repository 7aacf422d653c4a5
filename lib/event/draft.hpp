// An event in the making.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/scene.hpp"

namespace stoltenberg::event {

/// How the time of an event was found, the surest first.
enum class Basis : std::uint8_t { clause, sentence, antecedent, focus, dct, state, none };

/// Somebody in an event.
struct Part {
    Id id;
    ParticipantRole role{};
};

struct When {
    std::optional<std::size_t> time; ///< index into Input::times
    std::string edtf;
    std::optional<Interval> interval;
    std::string_view granularity;
    std::string_view open_value;
    Basis basis = Basis::none;
};

struct Draft {
    std::uint32_t trigger = 0;         ///< index of the row
    std::uint32_t echo = no_index;     ///< index of the row that says it is like what was told before, whose row is `trigger`
    std::uint32_t first = 0, last = 0; ///< words of the trigger
    std::uint32_t sentence = 0;
    std::uint32_t clause = 0;       ///< index into Layer::clauses
    std::uint32_t from = 0, to = 0; ///< words of the stretch that carries it
    std::uint32_t verb = no_index;  ///< its verb, or the carrier's, into Layer::verbs
    clause::Tense tense = clause::Tense::present;
    bool noun = false;
    bool main = false;     ///< the verb of a main clause
    bool anterior = false; ///< pluperfect: before what is told
    bool quoted = false;
    bool aside = false; ///< not for a timeline
    bool title = false;
    bool first_person = false;
    bool anaphor = false; ///< a definite noun that may point back
    bool plural = false;
    bool passive = false;    ///< the subject suffers it
    bool background = false; ///< presupposed: "l'offensive russe"
    bool demonstrative = false;
    bool during = false, before = false, after = false, since = false; ///< stands behind such a preposition
    int beside_days = 0; ///< "au lendemain de": a day before what the clause tells; "trois jours avant": three days after
    int length_days = 0;
    bool begins = false;
    bool plan_carrier = false; ///< carried by "prévoir" and the like
    bool called_off = false;   ///< cancelled, or put off to another day
    bool presupposed = false;  ///< what somebody condemns, opposes, asks for: no happening of its own here
    bool second_place = false;
    bool both = false;    ///< "les deux hommes" act
    bool apposed = false; ///< a participle behind the comma of a name: "X, arrivé mardi"
    Modality modality = Modality::occurred;
    std::string_view modality_why;
    bool on_call = false;     ///< people are called to it: a plan if it has a day
    bool moved_ahead = false; ///< its weekday was read as the next one
    Id said_by;
    When when;
    std::vector<Part> participants;
    Id place;
    bool place_from_dateline = false;
    std::vector<Id> pronoun_ids;                   ///< who replaces the pronoun
    std::uint32_t group_first = 0, group_last = 0; ///< words that say who, where no name does: "les conseillers français et allemand"
    std::uint32_t pronoun = no_index;
    bool subject_missing = false; ///< the subject stands in an earlier clause
};

[[nodiscard]] inline bool finite(clause::Tense t) noexcept {
    return t != clause::Tense::infinitive && t != clause::Tense::participle && t != clause::Tense::gerund;
}

[[nodiscard]] inline bool known(const When& when) noexcept { return !when.edtf.empty() || when.interval || !when.open_value.empty(); }

[[nodiscard]] inline bool shares(const std::vector<Part>& a, const std::vector<Part>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](const Part& x) { return std::any_of(b.begin(), b.end(), [&](const Part& y) { return x.id == y.id; }); });
}

/// True if somebody who acts in the one acts in the other.
[[nodiscard]] inline bool acts_in(const std::vector<Part>& a, const std::vector<Part>& b) {
    return std::any_of(a.begin(), a.end(), [&](const Part& x) {
        return x.role == ParticipantRole::actor &&
               std::any_of(b.begin(), b.end(), [&](const Part& y) { return x.id == y.id && y.role == ParticipantRole::actor; });
    });
}

} // namespace stoltenberg::event
