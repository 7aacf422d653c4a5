// iCalendar, RFC 5545. Days only: an article seldom gives more, and an all-day event needs no zone.
#include <stoltenberg/faces.hpp>

#include <map>
#include <string_view>

#include <stoltenberg/resources.hpp>

#include "io/escape.hpp"
#include "io/when.hpp"

namespace stoltenberg {
namespace {

using namespace io;
using std::chrono::days;
using std::chrono::local_days;

class Calendar {
public:
    Calendar(const Timeline& timeline, const FaceOptions& face) : l_(face.language) {
        for (TimelineArticle& a : timeline.articles()) articles_.emplace(a.id, std::move(a));
        for (const TimelineEntity& e : timeline.entities()) names_.emplace(e.id, e.name);
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//stoltenberg//stoltenberg " + std::string(version()) + "//" + (l_.language() == "fr" ? "FR" : "EN"));
        line("CALSCALE", "GREGORIAN");
        line("X-WR-CALNAME", ical_text(face.title.empty() ? l_("timeline.title") : std::string_view(face.title)));
    }

    void write(const Entry& e) {
        const Bounds b = bounds_of(e);
        const local_days least{std::chrono::year{1} / 1 / 1};
        const local_days most{std::chrono::year{9999} / 12 / 30};
        const std::optional<local_days> start = b.first ? b.first : b.last;
        const std::optional<local_days> end = b.first && b.last ? b.last : start;
        const bool placed = !e.edtf.empty() && start && *start >= least && *end <= most;
        const char* kind = placed ? "VEVENT" : "VJOURNAL";
        line("BEGIN", kind);
        line("UID", uid(e.id) + "@stoltenberg");
        line("DTSTAMP", stamp(e));
        if (placed) {
            line("DTSTART;VALUE=DATE", iso_day(*start, ""));
            line("DTEND;VALUE=DATE", iso_day(*end + days{1}, ""));
            line("TRANSP", "TRANSPARENT");
        }
        // What is open or in doubt says so where every calendar shows it.
        const bool doubt = !placed || is_doubtful(e) || !b.first || !b.last;
        const std::string when = in_words(e, l_);
        line("SUMMARY", ical_text(doubt ? when + " – " + e.summary : e.summary));
        std::string text = when + "\n" + std::string(l_("modality", to_string(e.modality))) + " · " + std::string(l_("type", e.type)) + "\n";
        for (const Observation& o : e.observations) {
            const auto it = articles_.find(o.source.article);
            text += "\n“" + o.source.quote + "”\n" + (it == articles_.end() || it->second.title.empty() ? std::string() : it->second.title + ", ") +
                    o.source.article + "\n";
        }
        line("DESCRIPTION", ical_text(text));
        if (!e.place.empty() && placed) line("LOCATION", ical_text(name(e.place)));
        std::string categories = ical_text(l_("type", e.type)); // the comma of a label is text, not a separator
        for (const Participant& p : e.participants) categories += "," + ical_text(name(p.id));
        line("CATEGORIES", categories);
        if (placed) {
            const bool tentative = e.modality == Modality::planned || e.modality == Modality::hypothetical || e.status == TimexStatus::ambiguous;
            line("STATUS", e.modality == Modality::negated ? "CANCELLED" : tentative ? "TENTATIVE" : "CONFIRMED");
        }
        if (!e.edtf.empty()) line("X-EDTF", ical_text(e.edtf));
        line("X-STOLTENBERG-MODALITY", std::string(to_string(e.modality)));
        line("END", kind);
    }

    std::string take() {
        line("END", "VCALENDAR");
        return std::move(out_);
    }

private:
    void line(std::string_view name, std::string_view value) { append_ical_line(out_, std::string(name) + ':' + std::string(value)); }

    static std::string uid(std::string_view id) {
        std::string out;
        for (const char c : id) out += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
        return out;
    }

    /// No clock: the day of the latest article that tells it.
    std::string stamp(const Entry& e) const {
        std::string latest = "19700101";
        for (const Observation& o : e.observations) {
            const auto it = articles_.find(o.source.article);
            if (it == articles_.end()) continue;
            const auto civil = CivilTime::parse(it->second.dct.value);
            if (!civil || civil->day.year() < std::chrono::year{1} || civil->day.year() > std::chrono::year{9999}) continue;
            latest = std::max(latest, iso_day(local_days{civil->day}, ""));
        }
        return latest + "T000000Z";
    }

    std::string name(const std::string& id) const {
        const auto it = names_.find(id);
        return it == names_.end() ? id : it->second;
    }

    Labels l_;
    std::map<std::string, TimelineArticle, std::less<>> articles_;
    std::map<std::string, std::string> names_;
    std::string out_;
};

} // namespace

std::string to_ical(const Timeline& timeline, const TimelineOptions& view, const FaceOptions& face) {
    Calendar calendar(timeline, face);
    const Timeline::Result result = timeline.entries(view);
    for (const Entry& e : result.events) calendar.write(e);
    for (const Entry& e : result.undated) calendar.write(e);
    return calendar.take();
}

} // namespace stoltenberg
