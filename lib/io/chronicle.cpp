// The timeline as a chronicle for a terminal.
#include <stoltenberg/faces.hpp>

#include <map>
#include <string_view>

#include "io/escape.hpp"
#include "io/labels.hpp"
#include "io/when.hpp"

namespace stoltenberg {
namespace {

using namespace io;

/// Marks that tell the modality without colour.
std::string_view sign(Modality m) {
    switch (m) {
    case Modality::ongoing: return "▶";
    case Modality::planned: return "○";
    case Modality::hypothetical: return "□";
    case Modality::negated: return "✕";
    case Modality::reported: return "◇";
    case Modality::occurred: break;
    }
    return "●";
}

std::string_view color_of(Modality m) {
    switch (m) {
    case Modality::ongoing: return "\x1b[32m";
    case Modality::planned: return "\x1b[33m";
    case Modality::occurred: return "\x1b[34m";
    default: return "\x1b[35m";
    }
}

class Chronicle {
public:
    Chronicle(const Timeline& timeline, const FaceOptions& face) : face_(face), l_(face.language) {
        for (TimelineArticle& a : timeline.articles()) articles_.emplace(a.id, std::move(a));
        for (const TimelineEntity& e : timeline.entities()) names_.emplace(e.id, e.name);
    }

    std::string write(const Timeline::Result& result) {
        std::string heading = l_.count("count.events", result.events.size());
        if (!result.undated.empty()) heading += ", " + l_.count("count.undated", result.undated.size());
        heading += ", " + l_.count("count.articles", articles_.size());
        line(style("\x1b[1m", terminal(face_.title.empty() ? l_("timeline.title") : std::string_view(face_.title))));
        line(style("\x1b[2m", heading));
        std::string date;
        for (const Entry& e : result.events) write(e, date);
        if (!result.undated.empty()) {
            out_ += '\n';
            line(style("\x1b[1m", std::string(l_("timeline.undated"))));
            date.clear();
            for (const Entry& e : result.undated) write(e, date);
        }
        return std::move(out_);
    }

private:
    std::string style(std::string_view code, const std::string& text) const { return face_.color ? std::string(code) + text + "\x1b[0m" : text; }
    void line(const std::string& text) { out_ += text + '\n'; }

    /// Words of `text` in lines of the width, each behind `indent` spaces; the first line begins with `lead` in the place of them.
    void paragraph(const std::string& lead, std::size_t lead_columns, const std::string& text, std::size_t indent, std::string_view code) {
        std::string row = lead;
        std::size_t used = lead_columns;
        bool empty = true;
        const auto flush = [&] {
            out_ += row + '\n';
            row.assign(indent, ' ');
            used = indent;
            empty = true;
        };
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            const std::string_view word = std::string_view(text).substr(at, end - at);
            at = end + 1;
            const std::size_t size = columns(word);
            if (!empty && face_.width > 0 && used + 1 + size > face_.width) flush();
            if (!empty) row += ' ';
            row += code.empty() || !face_.color ? std::string(word) : std::string(code) + std::string(word) + "\x1b[0m";
            used += size + (empty ? 0 : 1);
            empty = false;
        }
        flush();
    }

    void write(const Entry& e, std::string& date) {
        const std::string when = terminal(in_words(e, l_));
        if (when != date) {
            out_ += '\n';
            paragraph("", 0, when, 0, "\x1b[1m");
            date = when;
        }
        const std::string lead = "  " + style(color_of(e.modality), std::string(sign(e.modality))) + " ";
        paragraph(lead, 4, terminal(e.summary), 4, {});
        std::string detail = std::string(l_("modality", to_string(e.modality))) + " · " + std::string(l_("type", e.type));
        std::string who;
        for (const Participant& p : e.participants) who += (who.empty() ? "" : ", ") + name(p.id);
        if (!who.empty()) detail += " · " + who;
        if (!e.place.empty()) detail += " · " + name(e.place);
        for (const std::string& d : e.dates) detail += " · " + std::string(l_("document.candidates")) + " " + in_words(d, l_);
        paragraph("    ", 4, terminal(detail), 4, "\x1b[2m");
        std::string_view before;
        for (const Observation& o : e.observations) {
            if (o.source.article == before) continue;
            before = o.source.article;
            const auto it = articles_.find(before);
            std::string source(before);
            if (it != articles_.end() && !it->second.title.empty()) source += " – " + it->second.title;
            paragraph("      - ", 8, terminal(source), 8, "\x1b[2m");
        }
    }

    std::string name(const std::string& id) const {
        const auto it = names_.find(id);
        return it == names_.end() ? id : it->second;
    }

    const FaceOptions& face_;
    Labels l_;
    std::map<std::string, TimelineArticle, std::less<>> articles_;
    std::map<std::string, std::string> names_;
    std::string out_;
};

} // namespace

std::string to_text(const Timeline& timeline, const TimelineOptions& view, const FaceOptions& face) {
    return Chronicle(timeline, face).write(timeline.entries(view));
}

} // namespace stoltenberg
