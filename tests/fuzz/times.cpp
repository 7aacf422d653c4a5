#include <chrono>

#include "../unit/edtf_check.hpp"
#include "check_document.hpp"
#include "targets.hpp"

namespace fuzz {

using namespace stoltenberg;

namespace {

/// `2022-02-07` and nothing else.
std::optional<std::chrono::local_days> whole_day(std::string_view value) {
    if (value.size() != 10) return std::nullopt;
    const auto civil = CivilTime::parse(value);
    return civil ? std::optional(std::chrono::local_days(civil->day)) : std::nullopt;
}

} // namespace

// The first two bytes choose a day within two centuries (or none), the rest is a plain text.
void times(std::string_view input) {
    static const Analyzer analyzer;
    const unsigned high = choice(input), days = high * 256U + choice(input);
    Article a;
    a.plain = true;
    a.text = std::string(input);
    if (days != 0) {
        // Most within 1900 and 2079, some at the edges of what can be written.
        const int year = high == 1 ? 1 : high == 2 ? 9998 : 1900;
        a.published = CivilTime{
            std::chrono::year_month_day(std::chrono::sys_days(std::chrono::year(year) / 1 / 1) + std::chrono::days(year == 1900 ? days : days % 256)),
            {}};
    }
    const Document d = analyzer.analyze(std::move(a));
    check_document(d);
    for (const Timex& t : d.times) {
        for (const auto& end : {t.interval ? t.interval->from : std::nullopt, t.interval ? t.interval->until : std::nullopt}) {
            require(!end || CivilTime::parse(to_string(*end)), "the end of an interval is written and read");
        }
        require(t.edtf.empty() || edtf_check::valid(t.edtf), "EDTF is well-formed");
        require(!t.value.empty(), "a time has a TIMEX3 value");
        require((t.status == TimexStatus::ambiguous) == !t.candidates.empty(), "candidates stand where a time is ambiguous, and only there");
        for (const std::string& c : t.candidates) require(!c.empty(), "a candidate says something");
        if (t.type != TimexType::date || !t.mod.empty() || t.status == TimexStatus::ambiguous) continue;
        if (const auto day = whole_day(t.value)) {
            require(t.edtf == t.value, "a day is the same in TIMEX3 and EDTF");
            require(t.interval && t.interval->from == LocalTime(*day) && t.interval->until == LocalTime(*day + std::chrono::days(1)),
                    "a day lasts a day");
        }
    }
}

} // namespace fuzz
