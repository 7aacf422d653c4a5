// TimeML 1.2.1, inline. The text between <TEXT> and </TEXT> without its tags is the article's text.
#include <stoltenberg/faces.hpp>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "io/escape.hpp"

namespace stoltenberg {
namespace {

using namespace io;

constexpr std::string_view dct_id = "t0";

std::string attribute(std::string_view name, std::string_view value) {
    return value.empty() ? std::string() : " " + std::string(name) + "=\"" + html(value) + "\"";
}

std::string upper(std::string_view ascii) {
    std::string out;
    for (const char c : ascii) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

class TimeMl {
public:
    explicit TimeMl(const Document& d) : d_(d) {
        for (std::size_t i = 0; i < d.times.size(); ++i) times_.emplace(d.times[i].value, time_id(i));
        // An event tag holds text alone: a trigger that touches a temporal expression or another trigger keeps no tag.
        std::vector<Span> taken;
        for (const Timex& t : d.times) taken.push_back(t.span);
        std::vector<std::size_t> order(d.events.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return d.events[a].trigger < d.events[b].trigger; });
        std::sort(taken.begin(), taken.end());
        std::size_t t = 0;
        std::uint32_t free_from = 0;
        for (const std::size_t i : order) {
            const Span s = d.events[i].trigger;
            if (s.empty() || s.end > d.article.text.size()) continue;
            if (!tags_.empty() && tags_.back().span == s) { // several events of one word: several instances
                tags_.back().events.push_back(i);
                continue;
            }
            while (t < taken.size() && taken[t].end <= s.begin) ++t;
            if (s.begin < free_from || (t < taken.size() && taken[t].overlaps(s))) continue;
            tags_.push_back({s, {i}});
            free_from = s.end;
        }
    }

    std::string write() const {
        std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>" + html(d_.article.id) + "</DOCID>\n<DCT>" + dct() +
                          "</DCT>\n";
        if (!d_.article.title.empty()) out += "<TITLE>" + html(d_.article.title) + "</TITLE>\n";
        out += "<TEXT>";
        text(out);
        out += "</TEXT>\n";
        for (std::size_t i = 0; i < tags_.size(); ++i) {
            for (const std::size_t e : tags_[i].events) instance(out, i, e);
        }
        std::size_t link = 0;
        for (const Tag& tag : tags_) {
            for (const std::size_t e : tag.events) link_of(out, e, link);
        }
        return out + "</TimeML>\n";
    }

private:
    struct Tag {
        Span span;
        std::vector<std::size_t> events;
    };

    static std::string time_id(std::size_t index) { return "t" + std::to_string(index + 1); }
    static std::string instance_id(std::size_t event) { return "ei" + std::to_string(event + 1); }

    std::string dct() const {
        const std::string value = d_.dct.value.empty() ? "XXXX-XX-XX" : d_.dct.value;
        return "<TIMEX3 tid=\"" + std::string(dct_id) + "\" type=\"" + (value.find('T') == std::string::npos ? "DATE" : "TIME") + "\" value=\"" +
               html(value) + "\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">" + html(value) + "</TIMEX3>";
    }

    /// The id of a point: the DCT, or an expression of the document with that value.
    std::string point(const std::string& value) const {
        if (value.empty()) return {};
        if (value == "dct" || value == d_.dct.value) return std::string(dct_id);
        const auto it = times_.find(value);
        return it == times_.end() ? std::string() : it->second;
    }

    /// The expression before it that names the same day; the document does not keep which one it was counted from.
    std::string anchor_before(std::size_t i) const {
        const std::string_view day = std::string_view(d_.times[i].value).substr(0, 10);
        const std::size_t window = i > 64 ? i - 64 : 0;
        for (std::size_t j = i; j-- > window;) {
            if (day.size() == 10 && d_.times[j].value.starts_with(day)) return time_id(j);
        }
        return {};
    }

    void timex(std::string& out, std::size_t i) const {
        const Timex& t = d_.times[i];
        std::string value = t.value;
        if (value.empty()) value = t.type == TimexType::duration ? "PXD" : t.type == TimexType::time ? "TXX:XX" : "XXXX-XX-XX";
        out += "<TIMEX3 tid=\"" + time_id(i) + "\" type=\"" + upper(to_string(t.type)) + "\" value=\"" + html(value) + "\"" +
               attribute("mod", t.mod) + attribute("quant", t.quant) + attribute("freq", t.freq) + attribute("beginPoint", point(t.begin_point)) +
               attribute("endPoint", point(t.end_point)) + " temporalFunction=\"" + (t.anchor == Anchor::none ? "false" : "true") + "\"";
        if (t.anchor == Anchor::dct) out += attribute("anchorTimeID", dct_id);
        if (t.anchor == Anchor::previous) out += attribute("anchorTimeID", anchor_before(i));
        out += ">" + html(d_.text(t.span)) + "</TIMEX3>";
    }

    void text(std::string& out) const {
        std::uint32_t at = 0;
        std::size_t t = 0;
        std::size_t e = 0;
        const auto to = [&](std::uint32_t offset) {
            append_html(out, d_.text(Span{at, std::max(at, offset)}));
            at = std::max(at, offset);
        };
        while (t < d_.times.size() || e < tags_.size()) {
            const bool time_first = t < d_.times.size() && (e == tags_.size() || d_.times[t].span.begin < tags_[e].span.begin);
            const Span s = time_first ? d_.times[t].span : tags_[e].span;
            to(s.begin);
            if (time_first) {
                timex(out, t++);
            } else {
                const Event& first = d_.events[tags_[e].events.front()];
                out += "<EVENT eid=\"e" + std::to_string(e + 1) + "\" class=\"" + (first.type == "STATEMENT" ? "REPORTING" : "OCCURRENCE") + "\">" +
                       html(d_.text(s)) + "</EVENT>";
                ++e;
            }
            at = s.end;
        }
        to(static_cast<std::uint32_t>(d_.article.text.size()));
    }

    void instance(std::string& out, std::size_t tag, std::size_t event) const {
        const Event& e = d_.events[event];
        // The library decides on modality, not on grammar: tense and aspect say what that implies, and NONE otherwise.
        std::string_view tense = "NONE";
        std::string_view aspect = "NONE";
        std::string_view modality;
        switch (e.modality) {
        case Modality::occurred: tense = "PAST"; break;
        case Modality::ongoing:
            tense = "PRESENT";
            aspect = "PROGRESSIVE";
            break;
        case Modality::planned: tense = "FUTURE"; break;
        case Modality::hypothetical: modality = "HYPOTHETICAL"; break;
        case Modality::reported: modality = "REPORTED"; break;
        case Modality::negated: break;
        }
        out += "<MAKEINSTANCE eiid=\"" + instance_id(event) + "\" eventID=\"e" + std::to_string(tag + 1) + "\" pos=\"OTHER\" tense=\"" +
               std::string(tense) + "\" aspect=\"" + std::string(aspect) + "\" polarity=\"" + (e.modality == Modality::negated ? "NEG" : "POS") +
               "\"" + attribute("modality", modality) + "/>\n";
    }

    void link_of(std::string& out, std::size_t event, std::size_t& count) const {
        const Event& e = d_.events[event];
        std::string related;
        bool duration = false;
        if (e.time && *e.time < d_.times.size()) {
            related = time_id(*e.time);
            duration = d_.times[*e.time].type == TimexType::duration;
        } else if (!e.edtf.empty() && d_.dct.value.starts_with(e.edtf)) {
            related = dct_id;
        }
        if (related.empty()) return;
        const std::string_view relation = duration                  ? "DURING"
                                          : e.edtf.ends_with("/..") ? "BEGUN_BY"
                                          : e.edtf.starts_with("/") ? "ENDED_BY"
                                                                    : "IS_INCLUDED";
        out += "<TLINK lid=\"l" + std::to_string(++count) + "\" relType=\"" + std::string(relation) + "\" eventInstanceID=\"" + instance_id(event) +
               "\" relatedToTime=\"" + related + "\"/>\n";
    }

    const Document& d_;
    std::map<std::string, std::string> times_; ///< the first expression of each value
    std::vector<Tag> tags_;
};

} // namespace

std::string to_timeml(const Document& document, const FaceOptions&) { return TimeMl(document).write(); }

} // namespace stoltenberg
