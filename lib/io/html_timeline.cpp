// The timeline as one self-contained page. The list is complete HTML (it reads, prints and searches without a script);
// data/faces/timeline.js draws the axis over it and filters it.
#include <stoltenberg/faces.hpp>

#include <algorithm>
#include <map>
#include <set>

#include <stoltenberg/resources.hpp>

#include "io/digest.hpp"
#include "io/escape.hpp"
#include "io/labels.hpp"
#include "io/names.hpp"
#include "io/quote.hpp"
#include "io/when.hpp"

namespace stoltenberg {
namespace {

using namespace io;

std::string_view glyph_shape(Modality m) {
    switch (m) {
    case Modality::ongoing: return "<path class=\"body\" d=\"M4 3L13 8L4 13Z\"/>";
    case Modality::planned: return "<circle class=\"hollow\" cx=\"8\" cy=\"8\" r=\"5\"/>";
    case Modality::hypothetical: return "<rect class=\"hollow\" x=\"3\" y=\"3\" width=\"10\" height=\"10\"/>";
    case Modality::negated: return "<path class=\"line\" d=\"M3 3l10 10m0 -10l-10 10\"/>";
    case Modality::reported: return "<path class=\"hollow\" d=\"M8 2l6 6l-6 6l-6 -6Z\"/>";
    case Modality::occurred: break;
    }
    return "<circle class=\"body\" cx=\"8\" cy=\"8\" r=\"5\"/>";
}

std::string glyph(Modality m) {
    return "<svg class=\"glyph " + std::string(to_string(m)) + "\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">" + std::string(glyph_shape(m)) +
           "</svg>";
}

/// An id of ours as an HTML id.
std::string anchor(std::string_view id) {
    std::string out;
    for (const char c : id) out += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
    return out;
}

std::string bdi(std::string_view text) { return "<bdi>" + html(text) + "</bdi>"; }

class Page {
public:
    Page(const Timeline& timeline, const TimelineOptions& view, const FaceOptions& face)
        : papers_(timeline.articles()), everybody_(timeline.entities()), labels_(face.language), names_(everybody_), result_(timeline.entries(view)),
          heading_(face.title) {
        for (const TimelineEntity& e : everybody_) add_entity(e);
        for (std::size_t i = 0; i < papers_.size(); ++i) articles_.emplace(papers_[i].id, i);
        entries_of_article_.resize(papers_.size());
        for (const auto* list : {&result_.events, &result_.undated}) {
            for (const Entry& e : *list) count(e);
        }
    }

    std::string write() const {
        const std::string title = html(heading_.empty() ? labels_("timeline.title") : std::string_view(heading_));
        const std::string style = std::string(labels_.asset("common.css")) + std::string(labels_.asset("timeline.css"));
        const std::string script(labels_.asset("timeline.js"));
        std::string counts = labels_.count("count.events", result_.events.size());
        if (!result_.undated.empty()) counts += " · " + labels_.count("count.undated", result_.undated.size());
        counts += " · " + labels_.count("count.articles", papers_.size());
        const std::string footer = html(labels_("timeline.footer", {{"version", version()}, {"data", data_version()}}));
        const std::string entity_count = std::to_string(everybody_.size());
        const std::string article_count = std::to_string(papers_.size());
        return labels_.page(labels_.asset("timeline.html"), {{"lang", html(labels_.language())},
                                                             {"title", title},
                                                             {"style", style},
                                                             {"script", script},
                                                             {"script-hash", integrity(script)},
                                                             {"counts", html(counts)},
                                                             {"legend", legend()},
                                                             {"filters", filters()},
                                                             {"list", list()},
                                                             {"entities", entities()},
                                                             {"articles", articles()},
                                                             {"entity-count", entity_count},
                                                             {"article-count", article_count},
                                                             {"footer", footer}});
    }

private:
    struct Known {
        TimelineEntity entity;
        std::size_t entries = 0;
    };

    std::size_t add_entity(const TimelineEntity& e) {
        const auto [it, fresh] = index_.emplace(e.id, known_.size());
        if (fresh) known_.push_back({e, 0});
        return it->second;
    }

    /// A participant that is no entity of the timeline is shown by its id.
    std::size_t entity(const std::string& id) {
        const auto it = index_.find(id);
        if (it != index_.end()) return it->second;
        const Kind kind = id.starts_with("person/")    ? Kind::person
                          : id.starts_with("country/") ? Kind::country
                          : id.starts_with("org/")     ? Kind::organisation
                                                       : Kind::place;
        return add_entity({id, kind, id, 0});
    }

    void count(const Entry& e) {
        std::set<std::size_t> seen;
        for (const Participant& p : e.participants) seen.insert(entity(p.id));
        if (!e.place.empty()) seen.insert(entity(e.place));
        for (const std::size_t i : seen) ++known_[i].entries;
        ++types_[e.type];
        ++modalities_[e.modality];
        std::set<std::size_t> told;
        for (const Observation& o : e.observations) {
            if (const auto it = articles_.find(o.source.article); it != articles_.end()) told.insert(it->second);
        }
        for (const std::size_t i : told) ++entries_of_article_[i];
    }

    const std::string& name(const std::string& id) const { return known_[index_.find(id)->second].entity.name; }

    std::string legend() const {
        std::string out;
        for (const auto& [modality, n] : modalities_) {
            out += "<li>" + glyph(modality) + " " + html(labels_("modality", to_string(modality))) + "</li>\n";
        }
        return out + labels_.page(labels_.asset("legend.html"), {});
    }

    static std::string box(std::string_view group, std::string_view value, const std::string& label, std::size_t n) {
        return "<label><input type=\"checkbox\" name=\"" + std::string(group) + "\" value=\"" + html(value) + "\"><span>" + label +
               "</span><span class=\"n\">" + std::to_string(n) + "</span></label>\n";
    }

    std::string fieldset(std::string_view legend, const std::string& boxes) const {
        return boxes.empty() ? std::string()
                             : "<fieldset><legend>" + html(legend) + "</legend><div class=\"options\">\n" + boxes + "</div></fieldset>\n";
    }

    std::string filters() const {
        std::string modality;
        for (const auto& [m, n] : modalities_) modality += box("modality", to_string(m), glyph(m) + " " + html(labels_("modality", to_string(m))), n);
        std::string out = fieldset(labels_("timeline.modality"), modality);
        for (const Kind kind : {Kind::person, Kind::country, Kind::organisation, Kind::place}) {
            std::vector<std::size_t> order;
            for (std::size_t i = 0; i < known_.size(); ++i) {
                if (known_[i].entity.kind == kind && known_[i].entries > 0) order.push_back(i);
            }
            std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return known_[a].entries > known_[b].entries; });
            std::string boxes;
            for (const std::size_t i : order) boxes += box(to_string(kind), std::to_string(i), bdi(known_[i].entity.name), known_[i].entries);
            out += fieldset(labels_("kinds", to_string(kind)), boxes);
        }
        std::vector<std::pair<std::string, std::size_t>> types(types_.begin(), types_.end());
        std::stable_sort(types.begin(), types.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
        std::string boxes;
        for (const auto& [type, n] : types) boxes += box("type", type, html(labels_("type", type)), n);
        return out + fieldset(labels_("timeline.type"), boxes);
    }

    std::string group_title(const Entry& e) const {
        const Bounds b = bounds_of(e);
        if (!b.first) return {};
        const std::string day = iso_day(*b.first);
        const bool coarse = e.granularity == "year" || e.granularity == "decade" || e.granularity == "century";
        return in_words(std::string_view(day).substr(0, coarse ? day.size() - 6 : day.size() - 3), labels_);
    }

    /// Long lists are cut: a browser lays out only those in sight.
    static void next_row(std::string& out, std::size_t& row) {
        constexpr std::size_t longest = 40;
        if (row > 0 && row % longest == 0) out += "</ol><ol class=\"entries\" start=\"" + std::to_string(row + 1) + "\">\n";
        ++row;
    }

    std::string list() const {
        std::string out;
        if (result_.events.empty() && result_.undated.empty()) return "<p>" + html(labels_("timeline.empty")) + "</p>\n";
        std::string group;
        bool open = false;
        std::size_t row = 0;
        for (const Entry& e : result_.events) {
            // Where the start is unknown the entry stands with its neighbours: the order is the timeline's.
            std::string title = group_title(e);
            if (!open || (!title.empty() && title != group)) {
                if (open) out += "</ol></section>\n";
                if (title.empty()) title = labels_("undated.unknown");
                out += "<section><h3>" + html(title) + "</h3>\n<ol class=\"entries\">\n";
                group = title;
                open = true;
                row = 0;
            }
            next_row(out, row);
            write(out, e);
        }
        if (open) out += "</ol></section>\n";
        if (!result_.undated.empty()) {
            out += "<section id=\"undated\"><h3>" + html(labels_("timeline.undated")) + " <span class=\"n\">" +
                   std::to_string(result_.undated.size()) + "</span></h3>\n<p class=\"help\">" + html(labels_("timeline.undated-help")) +
                   "</p>\n<ol class=\"entries\">\n";
            row = 0;
            for (const Entry& e : result_.undated) {
                next_row(out, row);
                write(out, e);
            }
            out += "</ol></section>\n";
        }
        return out;
    }

    /// Minutes since 1970 for the axis: from,until and the members of a one-of set.
    static std::string geometry(const Entry& e) {
        if (e.edtf.empty()) return {};
        const auto minutes = [](std::chrono::local_days d) { return std::to_string(d.time_since_epoch().count() * 1440); };
        std::string out;
        const std::vector<Days> set = alternatives(e.edtf);
        if (!set.empty()) {
            out += " data-k=\"";
            for (std::size_t i = 0; i < set.size(); ++i) {
                out += (i > 0 ? " " : "") + minutes(set[i].first) + ',' + minutes(set[i].last + std::chrono::days{1});
            }
            out += '"';
        }
        std::string from;
        std::string until;
        if (e.interval && set.empty()) {
            if (e.interval->from) from = std::to_string(e.interval->from->time_since_epoch().count());
            if (e.interval->until) until = std::to_string(e.interval->until->time_since_epoch().count());
        } else {
            const Bounds b = bounds_of(e);
            if (b.first) from = minutes(*b.first);
            if (b.last) until = minutes(*b.last + std::chrono::days{1});
        }
        if (!from.empty() || !until.empty()) out += " data-a=\"" + from + ',' + until + '"';
        if (e.edtf.find_first_of("~?%") != std::string::npos) out += " data-s=\"1\"";
        return out;
    }

    std::string time_element(const Entry& e) const {
        const std::string words = html(in_words(e, labels_));
        const bool plain = days_of(e.edtf).has_value() && e.edtf.find_first_of("~?%T") == std::string::npos && e.edtf.front() != '-';
        return plain ? "<time class=\"when\" datetime=\"" + html(e.edtf) + "\">" + words + "</time>"
                     : "<span class=\"when\"" + (e.edtf.empty() ? std::string() : " title=\"EDTF " + html(e.edtf) + "\"") + ">" + words + "</span>";
    }

    void write(std::string& out, const Entry& e) const {
        const std::string modality(to_string(e.modality));
        std::set<std::size_t> who;
        for (const Participant& p : e.participants) who.insert(index_.find(p.id)->second);
        if (!e.place.empty()) who.insert(index_.find(e.place)->second);
        out += "<li class=\"e " + modality + "\" id=\"" + anchor(e.id) + "\" data-t=\"" + html(e.type) + "\" data-m=\"" + modality + "\"";
        out += geometry(e);
        if (!who.empty()) {
            out += " data-n=\"";
            bool first = true;
            for (const std::size_t i : who) {
                out += (first ? "" : " ") + std::to_string(i);
                first = false;
            }
            out += '"';
        }
        out += "><details><summary>" + time_element(e) + "<span><bdi class=\"what\">" + html(e.summary) +
               "</bdi><span class=\"meta\"><span class=\"m\">" + glyph(e.modality) + html(labels_("modality", modality)) + "</span><span>" +
               html(labels_("type", e.type)) + "</span><span>" + html(labels_.count("count.sources", e.observations.size())) +
               "</span></span></span></summary>\n<div class=\"body-of\"><dl>";
        if (!e.participants.empty()) {
            out += "<dt>" + html(labels_("timeline.participants")) + "</dt><dd>";
            for (std::size_t i = 0; i < e.participants.size(); ++i) {
                const Participant& p = e.participants[i];
                out += (i > 0 ? ", " : "") + bdi(name(p.id)) + " <small>" + html(labels_("role", to_string(p.role))) + "</small>";
            }
            out += "</dd>";
        }
        if (!e.place.empty()) out += "<dt>" + html(labels_("timeline.place")) + "</dt><dd>" + bdi(name(e.place)) + "</dd>";
        if (!e.edtf.empty()) out += "<dt>EDTF</dt><dd>" + html(e.edtf) + "</dd>";
        if (!e.dates.empty()) {
            out += "<dt>" + html(labels_("timeline.other-dates")) + "</dt><dd>";
            for (std::size_t i = 0; i < e.dates.size(); ++i) out += (i > 0 ? "; " : "") + html(in_words(e.dates[i], labels_));
            out += "</dd>";
        }
        if (!e.why.empty()) out += "<dt>" + html(labels_("timeline.settled")) + "</dt><dd>" + bdi(e.why) + "</dd>";
        out += "</dl>\n";
        for (const Observation& o : e.observations) {
            out += "<blockquote><p><bdi>" + quote_html(o) + "</bdi></p><cite>" + citation(o) + "</cite></blockquote>\n";
        }
        out += "</div></details></li>\n";
    }

    /// The article's own analysis found that entity in it.
    static bool is_named(const TimelineArticle& article, const std::string& id) {
        const auto it = std::lower_bound(article.mentions.begin(), article.mentions.end(), id,
                                         [](const auto& m, const std::string& x) { return m.first < x; });
        return it != article.mentions.end() && it->first == id;
    }

    std::string quote_html(const Observation& o) const {
        std::vector<QuoteMark> marks = quote_marks(o);
        const auto told = articles_.find(o.source.article);
        for (const NameHit& hit : names_.find(o.source.quote)) {
            if (told == articles_.end() || is_named(papers_[told->second], everybody_[hit.entity].id))
                marks.push_back({hit.span, QuoteMark::name, hit.entity});
        }
        settle(marks);
        std::string out;
        std::uint32_t at = 0;
        const std::string_view text = o.source.quote;
        for (const QuoteMark& m : marks) {
            append_html(out, text.substr(at, m.span.begin - at));
            switch (m.kind) {
            case QuoteMark::trigger: out += "<mark class=\"trigger\" title=\"" + html(labels_("timeline.mark.trigger")) + "\">"; break;
            case QuoteMark::time: out += "<mark class=\"time\" title=\"" + html(labels_("timeline.mark.time")) + "\">"; break;
            case QuoteMark::name: {
                const TimelineEntity& e = everybody_[m.entity];
                out += "<mark class=\"name\" title=\"" + html(labels_("kind", to_string(e.kind))) + " – " + html(e.name) + "\">";
            }
            }
            append_html(out, text.substr(m.span.begin, m.span.size()));
            out += "</mark>";
            at = m.span.end;
        }
        append_html(out, text.substr(at));
        return out;
    }

    std::string citation(const Observation& o) const {
        const auto it = articles_.find(o.source.article);
        if (it == articles_.end()) return bdi(o.source.article);
        const TimelineArticle& a = papers_[it->second];
        return "<a href=\"#article-" + std::to_string(it->second + 1) + "\">" + bdi(a.title.empty() ? a.id : a.title) + "</a>, " +
               html(in_words(a.dct, labels_)) + (a.title.empty() ? std::string() : ", " + bdi(a.id));
    }

    std::string head(std::initializer_list<std::string_view> keys) const {
        std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + html(labels_(*keys.begin())) +
                          "\"><table><thead><tr>";
        for (const std::string_view key : keys) {
            if (key != *keys.begin()) out += "<th scope=\"col\">" + html(labels_(key)) + "</th>";
        }
        return out + "</tr></thead><tbody>\n";
    }

    std::string entities() const {
        std::vector<std::size_t> order(known_.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return known_[a].entity.mentions != known_[b].entity.mentions ? known_[a].entity.mentions > known_[b].entity.mentions
                                                                          : known_[a].entries > known_[b].entries;
        });
        std::string out = head({"timeline.entities", "timeline.name", "timeline.kind", "timeline.mentions", "timeline.entries", "Id"});
        for (const std::size_t i : order) {
            const Known& k = known_[i];
            out += "<tr><td>" + bdi(k.entity.name) + "</td><td>" + html(labels_("kind", to_string(k.entity.kind))) + "</td><td>" +
                   std::to_string(k.entity.mentions) + "</td><td>" + std::to_string(k.entries) + "</td><td>" + bdi(k.entity.id) + "</td></tr>\n";
        }
        return out + "</tbody></table></div>\n";
    }

    std::string articles() const {
        std::string out = head({"timeline.articles", "timeline.title-column", "timeline.published", "timeline.entries", "Id", "timeline.path"});
        for (std::size_t i = 0; i < papers_.size(); ++i) {
            const TimelineArticle& a = papers_[i];
            out += "<tr id=\"article-" + std::to_string(i + 1) + "\"><td>" + bdi(a.title) + "</td><td>" + html(in_words(a.dct, labels_)) +
                   " <small>" + html(labels_("dct", to_string(a.dct.status))) + "</small></td><td>" + std::to_string(entries_of_article_[i]) +
                   "</td><td>" + bdi(a.id) + "</td><td>" + bdi(a.path) + "</td></tr>\n";
        }
        return out + "</tbody></table></div>\n";
    }

    std::vector<TimelineArticle> papers_;
    std::vector<TimelineEntity> everybody_;
    Labels labels_;
    Names names_;
    Timeline::Result result_;
    std::string heading_;
    std::vector<Known> known_;
    std::map<std::string, std::size_t, std::less<>> index_;
    std::map<std::string, std::size_t, std::less<>> articles_;
    std::vector<std::size_t> entries_of_article_;
    std::map<std::string, std::size_t> types_;
    std::map<Modality, std::size_t> modalities_;
};

} // namespace

std::string to_html(const Timeline& timeline, const TimelineOptions& view, const FaceOptions& face) { return Page(timeline, view, face).write(); }

} // namespace stoltenberg
