// TimelineJS 3.9 JSON. Its texts are HTML, so everything is escaped for HTML first and for JSON then.
#include <stoltenberg/faces.hpp>

#include <map>
#include <string_view>

#include <nlohmann/json.hpp>

#include "io/escape.hpp"
#include "io/when.hpp"

namespace stoltenberg {
namespace {

using namespace io;
using Json = nlohmann::ordered_json;

Json date_json(std::chrono::local_days day, int precision) {
    const std::chrono::year_month_day d{day};
    Json j = {{"year", int{d.year()}}};
    if (precision >= 2) j["month"] = unsigned{d.month()};
    if (precision >= 3) j["day"] = unsigned{d.day()};
    return j;
}

/// TimelineJS shows a date at the precision of the parts it is given.
int precision_of(std::string_view granularity) {
    if (granularity == "year" || granularity == "decade" || granularity == "century") return 1;
    if (granularity == "month" || granularity == "quarter" || granularity == "half" || granularity == "season") return 2;
    return 3;
}

class Slides {
public:
    Slides(const Timeline& timeline, const FaceOptions& face) : l_(face.language), heading_(face.title) {
        for (TimelineArticle& a : timeline.articles()) articles_.emplace(a.id, std::move(a));
    }

    Json write(const Timeline::Result& result) const {
        Json events = Json::array();
        std::vector<const Entry*> homeless;
        for (const Entry& e : result.events) {
            if (!bounds_of(e).known()) {
                homeless.push_back(&e);
            } else {
                events.push_back(slide(e));
            }
        }
        for (const Entry& e : result.undated) homeless.push_back(&e);
        std::string text = "<p>" + html(l_.count("count.events", result.events.size())) + "</p>";
        if (!homeless.empty()) {
            text += "<p>" + html(l_("timeline.undated")) + "</p><ul>";
            for (const Entry* e : homeless) text += "<li>" + html(in_words(*e, l_)) + " – " + html(e->summary) + "</li>";
            text += "</ul>";
        }
        const std::string title = html(heading_.empty() ? l_("timeline.title") : std::string_view(heading_));
        return {
            {"title", {{"text", {{"headline", title}, {"text", text}}}, {"unique_id", "title"}}}, {"events", std::move(events)}, {"scale", "human"}};
    }

private:
    Json slide(const Entry& e) const {
        const Bounds b = bounds_of(e);
        const int precision = precision_of(e.granularity);
        const auto start = b.first ? *b.first : *b.last;
        Json j = {{"start_date", date_json(start, precision)}};
        if (b.first && b.last) {
            const Json end = date_json(*b.last, precision);
            if (end != j["start_date"]) j["end_date"] = end; // an end equal to the start is dropped anyway
        }
        std::string text = "<p>" + html(l_("modality", to_string(e.modality))) + " · " + html(l_("type", e.type)) + "</p>";
        for (const Observation& o : e.observations) {
            const auto it = articles_.find(o.source.article);
            text += "<blockquote>" + html(o.source.quote) + "</blockquote><p>" +
                    html(it == articles_.end() || it->second.title.empty() ? o.source.article : it->second.title) + "</p>";
        }
        j["text"] = {{"headline", html(e.summary)}, {"text", text}};
        j["group"] = html(l_("modality", to_string(e.modality)));
        j["display_date"] = html(in_words(e, l_));
        j["autolink"] = false;
        std::string id;
        for (const char c : e.id) id += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
        j["unique_id"] = id;
        return j;
    }

    Labels l_;
    std::string heading_;
    std::map<std::string, TimelineArticle, std::less<>> articles_;
};

} // namespace

std::string to_timelinejs(const Timeline& timeline, const TimelineOptions& view, const FaceOptions& face) {
    return Slides(timeline, face).write(timeline.entries(view)).dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace stoltenberg
