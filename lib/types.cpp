#include <stoltenberg/types.hpp>

#include <array>

#include "base/iso.hpp"

namespace stoltenberg {
namespace {

std::optional<unsigned> digits(std::string_view text, std::size_t pos, std::size_t count) noexcept {
    if (pos + count > text.size()) return std::nullopt;
    unsigned value = 0;
    for (std::size_t i = pos; i < pos + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(text[i] - '0');
    }
    return value;
}

/// `Z`, `+01:00`, `+0200`, `+01`, or nothing.
bool is_zone(std::string_view z) noexcept {
    if (z.empty() || z == "Z" || z == "z") return true;
    if (z[0] != '+' && z[0] != '-') return false;
    z.remove_prefix(1);
    const auto h = digits(z, 0, 2);
    if (!h || *h > 23) return false;
    z.remove_prefix(2);
    if (z.empty()) return true;
    if (z[0] == ':') z.remove_prefix(1);
    const auto m = digits(z, 0, 2);
    return m && *m < 60 && z.size() == 2;
}

template <class Enum, std::size_t N>
std::string_view name(Enum value, const std::array<std::string_view, N>& names) noexcept {
    const auto i = static_cast<std::size_t>(value);
    return i < N ? names[i] : std::string_view{};
}

} // namespace

std::optional<CivilTime> CivilTime::parse(std::string_view iso) noexcept {
    const auto year = digits(iso, 0, 4);
    const auto month = digits(iso, 5, 2);
    const auto day = digits(iso, 8, 2);
    if (!year || !month || !day || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month}, std::chrono::day{*day}};
    if (!ymd.ok()) return std::nullopt;
    CivilTime out{ymd, std::nullopt};
    iso.remove_prefix(10);
    if (iso.empty()) return out;
    if (iso[0] != 'T' && iso[0] != 't' && iso[0] != ' ') return std::nullopt;
    const auto hour = digits(iso, 1, 2);
    const auto minute = digits(iso, 4, 2);
    if (!hour || !minute || iso[3] != ':' || *hour > 23 || *minute > 59) return std::nullopt;
    iso.remove_prefix(6);
    if (!iso.empty() && iso[0] == ':') {
        const auto second = digits(iso, 1, 2);
        if (!second || *second > 60) return std::nullopt;
        iso.remove_prefix(3);
        if (!iso.empty() && (iso[0] == '.' || iso[0] == ',')) {
            std::size_t n = 1;
            while (n < iso.size() && iso[n] >= '0' && iso[n] <= '9') ++n;
            if (n == 1) return std::nullopt;
            iso.remove_prefix(n);
        }
    }
    if (!is_zone(iso)) return std::nullopt;
    out.time_of_day = std::chrono::minutes{*hour * 60 + *minute};
    return out;
}

std::string CivilTime::to_string() const { return std::string(base::IsoTime(day, time_of_day).text()); }

std::string to_string(LocalTime time) { return std::string(base::IsoTime(time).text()); }

std::string_view to_string(Kind v) noexcept { return name<Kind, 4>(v, {"person", "country", "organisation", "place"}); }
std::string_view to_string(Form v) noexcept { return name<Form, 4>(v, {"name", "acronym", "alias", "demonym"}); }
std::string_view to_string(TimexType v) noexcept { return name<TimexType, 4>(v, {"DATE", "TIME", "DURATION", "SET"}); }
std::string_view to_string(TimexStatus v) noexcept { return name<TimexStatus, 4>(v, {"absolute", "resolved", "ambiguous", "unresolved"}); }
std::string_view to_string(Anchor v) noexcept { return name<Anchor, 3>(v, {"none", "dct", "previous"}); }
std::string_view to_string(Modality v) noexcept {
    return name<Modality, 6>(v, {"occurred", "ongoing", "planned", "hypothetical", "negated", "reported"});
}
std::string_view to_string(ParticipantRole v) noexcept { return name<ParticipantRole, 3>(v, {"actor", "recipient", "other"}); }
std::string_view to_string(DctStatus v) noexcept { return name<DctStatus, 5>(v, {"given", "stated", "inferred", "partial", "unknown"}); }
std::string_view to_string(DctSource v) noexcept {
    return name<DctSource, 8>(v, {"none", "caller", "publication-line", "dateline", "header", "body", "copyright", "solver"});
}
std::string_view to_string(FurnitureKind v) noexcept {
    return name<FurnitureKind, 24>(v, {"navigation",   "breadcrumb",     "counter",  "related-link", "share",  "credit",     "caption",    "cookie",
                                       "subscription", "advertising",    "comments", "newsletter",   "feed",   "disclaimer", "translator", "social",
                                       "foreign",      "repeated-title", "header",   "publication",  "byline", "legal",      "tags",       "other"});
}

} // namespace stoltenberg
