// The meaning of an expression before it is resolved: a small tree of operations. Rules (data/lang/XX/time-rules.tsv) and words
// (time-words.tsv) write these operations; the resolver carries them out against a reference. The set is closed: a new language
// needs rows, a new operation needs C++.
//
//   operation  arguments                              TIMEX3 / ISO 8601 value it gives
//   number     n                                      (part of others)
//   unit       grain, n                               (part of others; n: "quinzaine" = 15 days)
//   calendar   year month day weekday season quarter  calendar date `2022-02-07`, `2022-02`, `2022`, `2022-Q1`, `2022-H1`, `2022-SU`,
//              half feast decade century rel from of  open parts `XXXX-02-07`, `XXXX-WXX-1`
//   shift      grain n from of                        the period of a grain n steps from an anchor: `2022-02-07`, `2022-W06`, `2022`
//   nth        n grain|weekday of                     n-th unit in a period, negative from its end: `2022-03-02`, `2022-Q1`
//   part       part of                                the value with mod START, MID, END
//   daypart    daypart of from                        `2022-02-07TEV` (MO MI AF EV NI DT)
//   clock      hour minute zone of                    `2022-02-07T14:30`, `2022-02-07T08:20Z`
//   duration   n grain n2 grain2                      `P3D`, `PT48H`, `P2Y6M`, unknown number `PXW`
//   offset     of sign base from                      a point a duration away from an anchor, at the grain of the duration
//   window     of sign                                DURATION that ends (sign -1) or begins (+1) at the DCT
//   set        of quant freq                          SET: `P1D`, `XXXX-WXX-4`, quant, freq
//   ref        n                                      PAST_REF (-1), PRESENT_REF (0), FUTURE_REF (1)
//   range      a b                                    two expressions, ends of an interval (begin_point, end_point)
//   list       a b                                    two expressions that share what the first leaves out
//   pair       a b                                    a day and the clock times or dayparts on it
//   same       x                                      x, with arguments changed
//   none                                              no time: what it covers yields nothing
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "base/range.hpp"
#include "time/calendar.hpp"

namespace stoltenberg::time {

enum class Op : std::uint8_t {
    none,
    number,
    unit,
    calendar,
    shift,
    nth,
    part,
    daypart,
    clock,
    duration,
    offset,
    window,
    set,
    ref,
    range,
    list,
    pair,
    same
};

/// TIMEX3 mod.
enum class Mod : std::uint8_t {
    none,
    before,
    after,
    on_or_before,
    on_or_after,
    less_than,
    more_than,
    equal_or_less,
    equal_or_more,
    start,
    mid,
    end,
    approx
};
/// TIMEX3 dayparts.
enum class Daypart : std::uint8_t { none, morning, midday, afternoon, evening, night, daytime };
/// How a named unit is chosen among its repetitions. `any`: open ("un dimanche"); of a daypart or "aujourd'hui": perhaps no single day
/// ("le soir, il lit"; "payé le 9 du mois"). `over`: what is told of once it has ended ("les résultats du premier trimestre"): under a future the
/// first that had not yet been followed by another, else the last. Of an offset `same` keeps the day ("jour pour jour").
enum class Rel : std::uint8_t { none, current, last, next, following, preceding, same, any, over };
/// What an expression counts from.
enum class From : std::uint8_t { none, dct, focus, clause };
enum class Role : std::uint8_t { alone, begin, end, member };

struct Node {
    static constexpr int unset = std::numeric_limits<int>::min();

    Op op = Op::none;
    Grain grain = Grain::none;
    Grain grain2 = Grain::none;
    Mod mod = Mod::none;
    Daypart daypart = Daypart::none;
    Mod part = Mod::none; ///< start, mid, end
    Rel rel = Rel::none;
    From from = From::none;
    Role role = Role::alone;
    bool open_number = false; ///< "quelques": the number is X
    bool two_digits = false;  ///< the year has two digits
    bool utc = false;
    bool pm = false;      ///< clock hours below 12 are in the afternoon
    bool partial = false; ///< calendar: the weekday only repeats what the date says
    int n = unset;
    int n2 = unset;
    int year = unset, month = unset, day = unset, weekday = unset;
    int season = unset, quarter = unset, half = unset, decade = unset, century = unset;
    int feast = unset; ///< index of the feast
    int days = 0;      ///< days to add to the point ("lundi en huit": 7)
    int hour = unset, minute = unset;
    int freq = unset;
    bool every = false; ///< set: quant EVERY
    bool vague_unit = false;
    std::uint32_t of = 0, a = 0, b = 0; ///< children; 0: none
    std::uint32_t link = 0;             ///< the partner of a range or list
    std::uint32_t source = 0;           ///< row of the rule or word: index into the grammar's sources
    Range range;                        ///< extent, folded offsets
};

} // namespace stoltenberg::time
