// Small predicates of the clustering: days, and what the types and modes of events are like.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "timeline/cluster.hpp"

namespace stoltenberg::timeline {

using std::chrono::days;

constexpr int clause_score = 6; ///< two words of one clause

inline Day day_of(LocalTime t) { return std::chrono::floor<days>(t); }
/// Last day of an interval whose end is known.
inline Day last_day(const When& w) { return day_of(w.until - std::chrono::minutes{1}); }

inline bool overlap(const When& a, const When& b) { return a.until > b.from && b.until > a.from; }
inline bool inside(const When& a, const When& b) { return b.from <= a.from && a.until <= b.until; }

inline std::size_t shared(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    std::size_t n = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x < *y)
            ++x;
        else if (*y < *x)
            ++y;
        else {
            ++n;
            ++x;
            ++y;
        }
    }
    return n;
}

inline bool contains(std::span<const std::uint32_t> list, std::uint32_t id) { return std::binary_search(list.begin(), list.end(), id); }

template <std::size_t N>
inline bool one_of(std::string_view type, const std::array<std::string_view, N>& types) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

/// What lasts: found again in later articles as the same.
inline bool lasting(std::string_view type) { return one_of(type, std::array<std::string_view, 4>{"MOBILIZE", "ASSAULT", "COERCE", "AID"}); }
/// What is said, and may have been said at a meeting.
inline bool verbal(std::string_view type) {
    return one_of(type, std::array<std::string_view, 7>{"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "THREATEN", "REJECT", "STATEMENT"});
}
/// Of one type and yet another thing: an arrest is no curfew, a signature is no praise.
inline bool divided(std::string_view type) {
    return one_of(type, std::array<std::string_view, 8>{"COERCE", "OFFICE", "PROTEST", "REJECT", "SANCTION", "RETREAT", "CONCEDE", "SUPPORT"});
}
/// Disasters that others bring about: what falls in a quake, what burns after an accident.
inline bool brought_about(std::string_view mode) {
    return one_of(mode, std::array<std::string_view, 7>{"collapse", "landslide", "flood", "fire", "spill", "epidemic", "famine"});
}

/// What strikes and what it does: fire after shots, the dead of a quake.
inline bool harm(Type type) { return type == Type::disaster || type == Type::death || type == Type::assault; }
/// What happens once, so that a report without a day of its own may be of the day before. Attacks come day after day.
inline bool once(Type type) {
    return type == Type::consult || type == Type::agree || type == Type::death || type == Type::office || type == Type::election;
}
/// What a whole country undergoes, wherever it is told of.
inline bool nationwide(std::string_view mode) { return mode == "coup"; }
/// What befalls people rather than what somebody does: told with "the" and a day, it is the one of that day.
inline bool happens(Type type, std::string_view mode) { return harm(type) || mode == "strike" || mode == "trial" || nationwide(mode); }
/// One of them holds the other: the dead of an accident are its toll.
inline bool toll(Type a, Type b) { return (a == Type::disaster && b == Type::death) || (a == Type::death && b == Type::disaster); }
inline bool killed(Type a, Type b) { return (a == Type::assault && b == Type::death) || (a == Type::death && b == Type::assault); }
inline bool consent(Type type) { return type == Type::agree || type == Type::support; }

inline bool modes_agree(std::string_view type, std::string_view a, std::string_view b) {
    if (type == "DEATH" && (a == "funeral") != (b == "funeral")) return false;
    if (a.empty() || b.empty() || a == b) return true;
    if (divided(type)) return false;
    if (type == "DISASTER") return brought_about(a) != brought_about(b);
    if (type == "ELECTION") return a != "candidate" && b != "candidate";
    // A visit holds a meeting, a meeting may be a negotiation; a call is a call.
    return a != "phone" && b != "phone";
}

inline Type type_of(std::string_view type) {
    constexpr std::array<std::pair<std::string_view, Type>, 10> types{{{"CONSULT", Type::consult},
                                                                       {"AGREE", Type::agree},
                                                                       {"SUPPORT", Type::support},
                                                                       {"DEATH", Type::death},
                                                                       {"DISASTER", Type::disaster},
                                                                       {"ASSAULT", Type::assault},
                                                                       {"ELECTION", Type::election},
                                                                       {"OFFICE", Type::office},
                                                                       {"COERCE", Type::coerce},
                                                                       {"STATEMENT", Type::statement}}};
    for (const auto& [name, value] : types) {
        if (name == type) return value;
    }
    return Type::other;
}

inline std::optional<unsigned> weekday_of(std::string_view open) {
    // With its part of the day, or without: XXXX-WXX-1TEV.
    if (open.size() < 10 || !open.starts_with("XXXX-WXX-") || open[9] < '1' || open[9] > '7') return std::nullopt;
    if (open.size() > 10 && open[10] != 'T') return std::nullopt;
    return static_cast<unsigned>(open[9] - '0');
}

} // namespace stoltenberg::timeline
