// One article with its marks. No script: the layers are switched by style alone.
#include <stoltenberg/faces.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <stoltenberg/resources.hpp>

#include "io/escape.hpp"
#include "io/labels.hpp"
#include "io/when.hpp"

namespace stoltenberg {
namespace {

using namespace io;

constexpr std::array<std::string_view, 10> layers = {"person",  "country", "organisation", "place", "time",
                                                     "trigger", "role",    "dateline",     "title", "furniture"};

struct Mark {
    Span span;
    std::string_view layer;
    int depth;         ///< of two marks with the same span the lower one is outside
    std::string tag;   ///< shown behind the text; empty: none
    std::string value; ///< the answer
    std::string why;   ///< the reason
};

class DocumentPage {
public:
    DocumentPage(const Document& d, const Labels& labels) : d_(d), l_(labels) {
        for (const Furniture& f : d.furniture)
            add(f.span, "furniture", 0, std::string(l_("furniture", to_string(f.kind))), std::string(l_("furniture", to_string(f.kind))), f.why);
        if (d.title) add(*d.title, "title", 1, {}, {}, {});
        if (d.dateline) {
            std::string value = d.dateline->place;
            if (!d.dateline->agency.empty()) value += (value.empty() ? "" : ", ") + d.dateline->agency;
            add(d.dateline->span, "dateline", 2, {}, value, d.dct.source == DctSource::dateline ? d.dct.why : std::string());
        }
        for (const Role& r : d.roles) {
            std::string value = r.office;
            if (!r.of.empty()) value += " " + r.of;
            if (!r.holder.empty()) value += ", " + l("document.holder") + " " + r.holder;
            add(r.span, "role", 3, r.holder, value, r.why);
        }
        for (const Mention& m : d.mentions) {
            std::string value = m.name;
            for (const std::string& id : m.ids) value += " " + id;
            if (!m.metonym.empty()) value += ", " + l("document.stands-for") + " " + m.metonym;
            for (const std::string& id : m.ambiguous) value += ", " + l("document.candidates") + " " + id;
            add(m.span, to_string(m.kind), 4, m.ids.empty() ? std::string() : m.ids.front(), value, m.why);
        }
        for (const Timex& t : d.times) {
            std::string value = std::string(to_string(t.type)) + " " + t.value;
            if (!t.mod.empty()) value += " " + t.mod;
            if (!t.edtf.empty() && t.edtf != t.value) value += ", EDTF " + t.edtf;
            for (const std::string& c : t.candidates) value += ", " + l("document.candidates") + " " + c;
            add(t.span, "time", 5, t.value, value, t.why);
        }
        for (const Event& e : d.events) {
            std::string value = std::string(l_("type", e.type)) + ", " + std::string(l_("modality", to_string(e.modality)));
            if (!e.edtf.empty()) value += ", " + in_words(e.edtf, l_) + " (EDTF " + e.edtf + ")";
            add(e.trigger, "trigger", 6, e.type, value, e.why);
        }
    }

    std::string write(std::size_t number) const {
        const std::string n = std::to_string(number);
        const std::string given(d_.title ? d_.text(*d_.title) : std::string_view(d_.article.title));
        std::string out = "<article aria-labelledby=\"title-" + n + "\">\n<h2 id=\"title-" + n + "\"><bdi>" +
                          html(given.empty() ? l_("document.untitled") : std::string_view(given)) + "</bdi> <span class=\"n\"><bdi>" +
                          html(d_.article.id) + "</bdi></span></h2>\n<p>" + html(l_("document.dct")) + " <strong>" + html(in_words(d_.dct, l_)) +
                          "</strong> <span class=\"n\">" + html(l_("dct", to_string(d_.dct.status)));
        for (const std::string& c : d_.dct.candidates) out += ", " + html(l_("document.candidates")) + " " + html(in_words(c, l_));
        if (!d_.dct.why.empty()) out += " · " + html(d_.dct.why);
        out += "</span></p>\n<div class=\"text\" dir=\"auto\" lang=\"" + html(d_.language) + "\">";
        text(out);
        out += "</div>\n<details><summary>" + html(l_("document.marks")) + " <span class=\"n\">" + std::to_string(marks_.size()) +
               "</span></summary>\n";
        table(out);
        return out + "</details>\n</article>\n";
    }

private:
    std::string l(std::string_view key) const { return std::string(l_(key)); }

    void add(Span span, std::string_view layer, int depth, std::string tag, std::string value, std::string why) {
        if (span.empty() || span.end > d_.article.text.size()) return;
        marks_.push_back({span, layer, depth, std::move(tag), std::move(value), std::move(why)});
    }

    std::vector<const Mark*> sorted() const {
        std::vector<const Mark*> out;
        for (const Mark& m : marks_) out.push_back(&m);
        std::stable_sort(out.begin(), out.end(), [](const Mark* a, const Mark* b) {
            if (a->span.begin != b->span.begin) return a->span.begin < b->span.begin;
            if (a->span.end != b->span.end) return a->span.end > b->span.end;
            return a->depth < b->depth;
        });
        return out;
    }

    void open(std::string& out, const Mark& m) const {
        out += "<mark class=\"" + std::string(m.layer) + "\" title=\"" + html(l_("layer", m.layer));
        if (!m.value.empty()) out += " – " + html(m.value);
        if (!m.why.empty()) out += " (" + html(m.why) + ")";
        out += "\">";
    }

    static void close(std::string& out, const Mark& m, bool last) {
        if (last && !m.tag.empty()) out += "<span class=\"tag " + std::string(m.layer) + "\">" + html(m.tag) + "</span>";
        out += "</mark>";
    }

    /// Marks may cross (a name at the edge of furniture): what crosses is closed and opened again.
    void text(std::string& out) const {
        const std::vector<const Mark*> order = sorted();
        std::vector<const Mark*> stack;
        std::uint32_t at = 0;
        std::size_t next = 0;
        const auto end_of = [](const Mark* m) { return m->span.end; };
        while (next < order.size() || !stack.empty()) {
            std::uint32_t to = next < order.size() ? order[next]->span.begin : static_cast<std::uint32_t>(d_.article.text.size());
            for (const Mark* m : stack) to = std::min(to, end_of(m));
            append_html(out, d_.text(Span{at, to}));
            at = to;
            std::size_t keep = 0;
            while (keep < stack.size() && stack[keep]->span.end > at) ++keep;
            std::vector<const Mark*> again;
            while (stack.size() > keep) {
                const Mark* m = stack.back();
                stack.pop_back();
                close(out, *m, m->span.end == at);
                if (m->span.end > at) again.push_back(m);
            }
            for (auto it = again.rbegin(); it != again.rend(); ++it) {
                open(out, **it);
                stack.push_back(*it);
            }
            for (; next < order.size() && order[next]->span.begin == at; ++next) {
                open(out, *order[next]);
                stack.push_back(order[next]);
            }
        }
        append_html(out, d_.text(Span{at, static_cast<std::uint32_t>(d_.article.text.size())}));
    }

    void table(std::string& out) const {
        out += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + html(l_("document.marks")) + "\"><table><thead><tr>";
        for (const char* key : {"document.surface", "document.what", "document.value", "document.why"})
            out += "<th scope=\"col\">" + html(l_(key)) + "</th>";
        out += "</tr></thead><tbody>\n";
        constexpr std::size_t longest = 160;
        for (const Mark* m : sorted()) {
            std::string_view surface = d_.text(m->span);
            const bool cut = surface.size() > longest;
            if (cut) {
                surface = surface.substr(0, longest);
                while (!surface.empty() && (static_cast<unsigned char>(surface.back()) & 0xC0) == 0x80) surface.remove_suffix(1);
                if (!surface.empty() && static_cast<unsigned char>(surface.back()) >= 0xC0) surface.remove_suffix(1);
            }
            out += "<tr><td><bdi>" + html(surface) + (cut ? "…" : "") + "</bdi></td><td>" + html(l_("layer", m->layer)) + "</td><td><bdi>" +
                   html(m->value) + "</bdi></td><td>" + html(m->why) + "</td></tr>\n";
        }
        out += "</tbody></table></div>\n";
    }

    const Document& d_;
    const Labels& l_;
    std::vector<Mark> marks_;
};

std::string begin(const Labels& labels, const FaceOptions& face) {
    std::string boxes;
    for (const std::string_view layer : layers) {
        boxes += "<label><input type=\"checkbox\" id=\"layer-" + std::string(layer) + "\" checked><mark class=\"" + std::string(layer) + "\">" +
                 html(labels("layer", layer)) + "</mark></label>\n";
    }
    const std::string title = html(face.title.empty() ? labels("document.title") : std::string_view(face.title));
    const std::string style = std::string(labels.asset("common.css")) + std::string(labels.asset("document.css"));
    return labels.page(labels.asset("document.html"), {{"lang", html(labels.language())}, {"title", title}, {"style", style}, {"layers", boxes}});
}

std::string end(const Labels& labels) {
    return "</main>\n<footer>" + html(labels("timeline.footer", {{"version", version()}, {"data", data_version()}})) +
           "</footer>\n</body>\n</html>\n";
}

} // namespace

std::string html_begin(const FaceOptions& face) { return begin(Labels(face.language), face); }

std::string html_article(const Document& document, std::size_t number, const FaceOptions& face) {
    const Labels labels(face.language);
    return DocumentPage(document, labels).write(number);
}

std::string html_end(const FaceOptions& face) { return end(Labels(face.language)); }

std::string to_html(const Document& document, const FaceOptions& face) {
    const Labels labels(face.language);
    return begin(labels, face) + DocumentPage(document, labels).write(1) + end(labels);
}

} // namespace stoltenberg
