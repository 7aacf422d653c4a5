// W3C Web Annotations: an AnnotationPage for each article, on one line.
#include <stoltenberg/faces.hpp>

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "io/escape.hpp"
#include "io/labels.hpp"

namespace stoltenberg {
namespace {

using namespace io;
using Json = nlohmann::ordered_json;

class Annotations {
public:
    explicit Annotations(const Document& d)
        : d_(d), at_(d.article.text, OffsetUnit::code_point), source_("urn:stoltenberg:article:" + percent(d.article.id)) {}

    Json write() {
        for (const Mention& m : d_.mentions) {
            Json bodies = Json::array();
            for (const std::string& id : m.ids) bodies.push_back(identity(id));
            bodies.push_back(tag(m.name));
            add("mention", m.span, "identifying", std::move(bodies), {{"stoltenberg:kind", to_string(m.kind)}, {"stoltenberg:why", m.why}});
        }
        for (const Role& r : d_.roles) {
            Json bodies = Json::array({identity(r.office)});
            if (!r.holder.empty()) bodies.push_back(identity(r.holder));
            add("role", r.span, "identifying", std::move(bodies), {{"stoltenberg:why", r.why}});
        }
        for (const Timex& t : d_.times) {
            Json bodies = Json::array({tag(t.value)});
            Json extra = {{"stoltenberg:timex", to_string(t.type)}, {"stoltenberg:value", t.value}};
            if (!t.edtf.empty()) extra["stoltenberg:edtf"] = t.edtf;
            extra["stoltenberg:why"] = t.why;
            add("time", t.span, "tagging", std::move(bodies), std::move(extra));
        }
        for (const Event& e : d_.events) {
            Json extra = {{"stoltenberg:modality", to_string(e.modality)}};
            if (!e.edtf.empty()) extra["stoltenberg:edtf"] = e.edtf;
            extra["stoltenberg:why"] = e.why;
            add("event", e.trigger, "tagging", Json::array({tag(e.type)}), std::move(extra));
        }
        for (const Furniture& f : d_.furniture) {
            add("furniture", f.span, "classifying", Json::array({tag(to_string(f.kind))}), {{"stoltenberg:why", f.why}});
        }
        return {{"@context", Json::array({"http://www.w3.org/ns/anno.jsonld", {{"stoltenberg", "urn:stoltenberg:term:"}}})},
                {"id", source_ + "#annotations"},
                {"type", "AnnotationPage"},
                {"items", std::move(items_)}};
    }

private:
    static Json tag(std::string_view value) { return {{"type", "TextualBody"}, {"value", clean(value)}, {"purpose", "tagging"}}; }
    static Json identity(std::string_view id) {
        return {{"type", "SpecificResource"}, {"source", "urn:stoltenberg:" + percent(id)}, {"purpose", "identifying"}};
    }

    /// Up to 32 characters in front of and behind a span, whole ones.
    std::string_view prefix(std::uint32_t begin) const {
        std::uint32_t from = begin;
        for (int n = 0; n < 32 && from > 0; ++n) {
            do {
                --from;
            } while (from > 0 && begin - from < 128 && (static_cast<unsigned char>(d_.article.text[from]) & 0xC0) == 0x80);
        }
        return d_.text(Span{from, begin});
    }
    std::string_view suffix(std::uint32_t end) const {
        std::uint32_t to = end;
        for (int n = 0; n < 32 && to < d_.article.text.size(); ++n) to += base::decode(d_.article.text, to).size;
        return d_.text(Span{end, to});
    }

    void add(std::string_view what, Span span, std::string_view motivation, Json bodies, Json extra) {
        Json a = {
            {"id", source_ + "#" + std::string(what) + "-" + std::to_string(items_.size() + 1)}, {"type", "Annotation"}, {"motivation", motivation}};
        a["body"] = std::move(bodies);
        a["target"] = {{"source", source_},
                       {"selector", Json::array({{{"type", "TextPositionSelector"}, {"start", at_(span.begin)}, {"end", at_(span.end)}},
                                                 {{"type", "TextQuoteSelector"},
                                                  {"exact", std::string(d_.text(span))},
                                                  {"prefix", std::string(prefix(span.begin))},
                                                  {"suffix", std::string(suffix(span.end))}}})}};
        for (auto& [key, value] : extra.items()) {
            if (!value.is_string() || !value.get_ref<const std::string&>().empty()) a[key] = value;
        }
        items_.push_back(std::move(a));
    }

    const Document& d_;
    OffsetConverter at_;
    std::string source_;
    Json items_ = Json::array();
};

} // namespace

std::string to_webannotation(const Document& document, const FaceOptions&) {
    return Annotations(document).write().dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace stoltenberg
