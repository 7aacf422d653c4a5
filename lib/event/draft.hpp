// An event in the making.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "event/scene.hpp"

namespace stoltenberg::event {

/// How the time of an event was found, the surest first.
enum class Basis : std::uint8_t { clause, sentence, antecedent, focus, dct, state, none };

struct When {
    std::optional<std::size_t> time; ///< index into Input::times
    std::string edtf;
    std::optional<Interval> interval;
    std::string granularity;
    std::string open_value;
    Basis basis = Basis::none;
};

struct Draft {
    std::uint32_t trigger = 0;         ///< index of the row
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
    int length_days = 0;
    bool begins = false;
    bool plan_carrier = false; ///< carried by "prévoir" and the like
    bool second_place = false;
    Modality modality = Modality::occurred;
    std::string modality_why;
    When when;
    std::vector<Participant> participants;
    std::vector<std::uint32_t> subjects; ///< actors that act, indices into Scene::actors
    std::string place;
    bool place_from_dateline = false;
    std::string pronoun_name; ///< what replaces the pronoun
    std::uint32_t pronoun = no_index;
    bool subject_missing = false; ///< the subject stands in an earlier clause
};

[[nodiscard]] inline bool finite(clause::Tense t) noexcept {
    return t != clause::Tense::infinitive && t != clause::Tense::participle && t != clause::Tense::gerund;
}

[[nodiscard]] inline bool known(const When& when) noexcept { return !when.edtf.empty() || when.interval || !when.open_value.empty(); }

[[nodiscard]] inline bool shares(const std::vector<Participant>& a, const std::vector<Participant>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](const Participant& x) { return std::any_of(b.begin(), b.end(), [&](const Participant& y) { return x.id == y.id; }); });
}

} // namespace stoltenberg::event
