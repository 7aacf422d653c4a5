// The JSON documents through nlohmann/json, which no other room sees.
#include <stoltenberg/json.hpp>

#include <limits>
#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include <stoltenberg/resources.hpp>

namespace stoltenberg {
namespace {

using Json = nlohmann::ordered_json;

Json generator() {
    return {{"name", "stoltenberg"}, {"version", std::string(version())}, {"data", std::string(data_version())}};
}

std::string dump(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json optional_text(std::string_view text) { return text.empty() ? Json(nullptr) : Json(std::string(text)); }

Json interval_json(const Interval& i) {
    return {{"from", i.from ? Json(to_string(*i.from)) : Json(nullptr)}, {"until", i.until ? Json(to_string(*i.until)) : Json(nullptr)}};
}

Json dct_json(const Dct& dct, const OffsetConverter* at, std::string_view text) {
    Json j = {{"value", optional_text(dct.value)}, {"status", to_string(dct.status)}};
    if (dct.source != DctSource::none) j["source"] = to_string(dct.source);
    if (!dct.candidates.empty()) j["candidates"] = dct.candidates;
    if (at != nullptr) {
        j["evidence"] = Json::array();
        for (const Evidence& e : dct.evidence) {
            j["evidence"].push_back({{"start", (*at)(e.span.begin)}, {"end", (*at)(e.span.end)},
                                     {"text", std::string(text.substr(e.span.begin, e.span.size()))}, {"role", e.role}});
        }
    }
    if (!dct.why.empty()) j["why"] = dct.why;
    return j;
}

Json participants_json(const std::vector<Participant>& participants) {
    Json out = Json::array();
    for (const Participant& p : participants) out.push_back({{"id", p.id}, {"role", to_string(p.role)}});
    return out;
}

Json id_json(const std::vector<std::string>& ids) {
    return ids.size() == 1 ? Json(ids.front()) : Json(ids);
}

class DocumentWriter {
public:
    DocumentWriter(const Document& document, OffsetUnit unit) : d_(document), at_(d_.article.text, unit) {}

    /// Item by item: a tree of the whole document would take some 2 KB of memory an item.
    std::string write() const {
        Json j = {{"id", d_.article.id}, {"language", d_.language}, {"generator", generator()}};
        j["dct"] = dct_json(d_.dct, &at_, d_.article.text);
        if (d_.title) j["title"] = span(*d_.title);
        if (d_.dateline) {
            j["dateline"] = span(d_.dateline->span);
            j["dateline"]["place"] = optional_text(d_.dateline->place);
            j["dateline"]["agency"] = optional_text(d_.dateline->agency);
        }
        std::string out = dump(j, -1);
        out.pop_back(); // the brace
        list(out, "furniture", d_.furniture, [&](const Furniture& f) { return furniture(f); });
        list(out, "sentences", d_.sentences, [&](Span s) { return span(s); });
        list(out, "mentions", d_.mentions, [&](const Mention& m) { return mention(m); });
        list(out, "roles", d_.roles, [&](const Role& r) { return role(r); });
        list(out, "times", d_.times, [&](const Timex& t) { return timex(t); });
        list(out, "events", d_.events, [&](const Event& e) { return event(e); });
        return out + '}';
    }

private:
    template <class Item, class Make>
    static void list(std::string& out, const char* key, const std::vector<Item>& items, Make make) {
        out += ",\"";
        out += key;
        out += "\":[";
        for (const Item& item : items) {
            out += dump(make(item), -1);
            out += ',';
        }
        if (items.empty()) out += ']';
        else out.back() = ']';
    }

    Json furniture(const Furniture& f) const {
        Json j = span(f.span);
        j["kind"] = to_string(f.kind);
        if (!f.why.empty()) j["why"] = f.why;
        return j;
    }
    Json span(Span s) const { return {{"start", at_(s.begin)}, {"end", at_(s.end)}}; }
    Json quoted(Span s) const {
        Json j = span(s);
        j["text"] = std::string(d_.text(s));
        return j;
    }

    Json mention(const Mention& m) const {
        Json j = quoted(m.span);
        j["kind"] = to_string(m.kind);
        j["form"] = to_string(m.form);
        j["id"] = id_json(m.ids);
        j["name"] = m.name;
        if (!m.metonym.empty()) j["metonym"] = m.metonym;
        if (m.furniture) j["furniture"] = true;
        if (!m.ambiguous.empty()) j["ambiguous"] = m.ambiguous;
        j["why"] = m.why;
        return j;
    }

    Json role(const Role& r) const {
        Json j = quoted(r.span);
        j["office"] = r.office;
        if (!r.of.empty()) j["of"] = r.of;
        j["holder"] = optional_text(r.holder);
        if (r.former) j["former"] = true;
        j["why"] = r.why;
        return j;
    }

    Json timex(const Timex& t) const {
        Json j = quoted(t.span);
        j["type"] = to_string(t.type);
        j["value"] = optional_text(t.value);
        if (!t.mod.empty()) j["mod"] = t.mod;
        if (!t.quant.empty()) j["quant"] = t.quant;
        if (!t.freq.empty()) j["freq"] = t.freq;
        if (!t.edtf.empty()) j["edtf"] = t.edtf;
        if (t.interval) j["interval"] = interval_json(*t.interval);
        j["granularity"] = t.granularity;
        j["status"] = to_string(t.status);
        j["anchor"] = to_string(t.anchor);
        if (!t.candidates.empty()) j["candidates"] = t.candidates;
        if (!t.begin_point.empty()) j["begin_point"] = t.begin_point;
        if (!t.end_point.empty()) j["end_point"] = t.end_point;
        if (t.furniture) j["furniture"] = true;
        j["why"] = t.why;
        return j;
    }

    Json event(const Event& e) const {
        Json j = span(e.span);
        j["trigger"] = quoted(e.trigger);
        j["type"] = e.type;
        if (!e.mode.empty()) j["mode"] = e.mode;
        j["modality"] = to_string(e.modality);
        j["time"] = e.time ? Json(*e.time) : Json(nullptr);
        j["edtf"] = optional_text(e.edtf);
        if (e.interval) j["interval"] = interval_json(*e.interval);
        if (!e.open_value.empty()) j["open"] = e.open_value;
        j["participants"] = participants_json(e.participants);
        if (!e.place.empty()) j["place"] = e.place;
        j["summary"] = e.summary;
        if (!e.basis.empty()) j["basis"] = e.basis;
        if (e.aside) j["aside"] = true;
        j["why"] = e.why;
        return j;
    }

    const Document& d_;
    OffsetConverter at_;
};

/// One observation: the contract's source, and what a reader needs to merge it again.
Json observation_json(const Observation& o) {
    Json j = {{"article", o.source.article}, {"start", o.source.span.begin}, {"end", o.source.span.end}, {"quote", o.source.quote},
              {"time", optional_text(o.source.time)}, {"trigger", o.trigger}, {"edtf", optional_text(o.edtf)}};
    j["interval"] = o.interval ? interval_json(*o.interval) : Json(nullptr);
    j["granularity"] = o.granularity;
    j["status"] = to_string(o.status);
    if (!o.open_value.empty()) j["open"] = o.open_value;
    j["type"] = o.type;
    if (!o.mode.empty()) j["mode"] = o.mode;
    j["modality"] = to_string(o.modality);
    j["summary"] = o.summary;
    j["participants"] = participants_json(o.participants);
    j["place"] = optional_text(o.place);
    j["order"] = o.order;
    if (o.dct_assumed) j["dct_assumed"] = true;
    if (o.offset_days) j["offset_days"] = *o.offset_days;
    return j;
}

Json entry_json(const Entry& e, bool dated) {
    Json j = {{"id", e.id}, {"edtf", optional_text(e.edtf)}, {"interval", e.interval ? interval_json(*e.interval) : Json(nullptr)},
              {"granularity", e.granularity}, {"status", to_string(e.status)}, {"type", e.type}};
    if (!e.mode.empty()) j["mode"] = e.mode;
    j["modality"] = to_string(e.modality);
    j["summary"] = e.summary;
    j["participants"] = participants_json(e.participants);
    j["place"] = optional_text(e.place);
    if (!dated) {
        j["weekday"] = optional_text(e.weekday);
        j["offset_days"] = e.offset_days ? Json(*e.offset_days) : Json(nullptr);
    }
    if (!e.dates.empty()) j["dates"] = e.dates;
    if (!e.why.empty()) j["why"] = e.why;
    j["sources"] = Json::array();
    for (const Observation& o : e.observations) j["sources"].push_back(observation_json(o));
    return j;
}

// ---- reading

/// Keys in a map: an object of a million keys is read in linear time (an ordered one looks at all keys before each).
using Read = nlohmann::json;

[[noreturn]] void bad(const std::string& what) { throw JsonError(what); }

/// Depth is limited before the parser builds anything: hostile nesting is an error, not a stack.
Read parse(std::string_view text) {
    constexpr int max_depth = 64;
    try {
        bool too_deep = false;
        Read json = Read::parse(text, [&](int depth, Read::parse_event_t, Read&) {
            too_deep = too_deep || depth > max_depth;
            return !too_deep;
        });
        if (too_deep) bad("nested more than " + std::to_string(max_depth) + " deep");
        return json;
    } catch (const nlohmann::json::exception& e) {
        bad(e.what());
    }
}

std::string text_at(const Read& j, const char* key, bool required) {
    const auto it = j.find(key);
    if (it == j.end() || it->is_null()) {
        if (required) bad("\"" + std::string(key) + "\" is missing");
        return {};
    }
    if (!it->is_string()) bad("\"" + std::string(key) + "\" is no string");
    return it->get<std::string>();
}

std::uint64_t number_at(const Read& j, const char* key) {
    const auto it = j.find(key);
    if (it == j.end() || !it->is_number_unsigned()) bad("\"" + std::string(key) + "\" is no count");
    return it->get<std::uint64_t>();
}

const Read& array_at(const Read& j, const char* key) {
    static const Read empty = Read::array();
    const auto it = j.find(key);
    if (it == j.end()) return empty;
    if (!it->is_array()) bad("\"" + std::string(key) + "\" is no list");
    return *it;
}

template <class Enum>
Enum enum_at(const Read& j, const char* key, int count) {
    const std::string name = text_at(j, key, true);
    for (int i = 0; i < count; ++i) {
        if (to_string(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
    }
    bad("\"" + std::string(key) + "\": unknown value \"" + name + "\"");
}

std::optional<LocalTime> moment_at(const Read& j, const char* key) {
    const std::string text = text_at(j, key, false);
    if (text.empty()) return std::nullopt;
    const auto civil = CivilTime::parse(text);
    if (!civil) bad("\"" + text + "\" is no time");
    return LocalTime{std::chrono::local_days{civil->day}} + civil->time_of_day.value_or(std::chrono::minutes{0});
}

std::optional<Interval> interval_at(const Read& j, const char* key) {
    const auto it = j.find(key);
    if (it == j.end() || it->is_null()) return std::nullopt;
    if (!it->is_object()) bad("\"" + std::string(key) + "\" is no object");
    return Interval{moment_at(*it, "from"), moment_at(*it, "until")};
}

Observation read_observation(const Read& j) {
    if (!j.is_object()) bad("a source is no object");
    Observation o;
    o.source.article = text_at(j, "article", true);
    const std::uint64_t start = number_at(j, "start"), end = number_at(j, "end");
    if (start > end || end > std::numeric_limits<std::uint32_t>::max()) bad("\"start\" and \"end\" are no span");
    o.source.span = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
    o.source.quote = text_at(j, "quote", true);
    o.source.time = text_at(j, "time", false);
    o.trigger = text_at(j, "trigger", true);
    o.edtf = text_at(j, "edtf", false);
    o.interval = interval_at(j, "interval");
    o.granularity = text_at(j, "granularity", false);
    o.status = enum_at<TimexStatus>(j, "status", 4);
    o.open_value = text_at(j, "open", false);
    o.type = text_at(j, "type", true);
    o.mode = text_at(j, "mode", false);
    o.modality = enum_at<Modality>(j, "modality", 6);
    o.summary = text_at(j, "summary", false);
    for (const Read& p : array_at(j, "participants")) {
        o.participants.push_back({text_at(p, "id", true), enum_at<ParticipantRole>(p, "role", 3)});
    }
    o.place = text_at(j, "place", false);
    o.order = number_at(j, "order");
    if (const auto it = j.find("dct_assumed"); it != j.end() && it->is_boolean()) o.dct_assumed = it->get<bool>();
    if (const auto it = j.find("offset_days"); it != j.end() && it->is_number_integer()) o.offset_days = it->get<int>();
    return o;
}

} // namespace

std::string to_json(const Document& document, OffsetUnit unit) { return DocumentWriter(document, unit).write(); }

std::string to_json(const Timeline& timeline, const TimelineOptions& options, int indent) {
    const Timeline::Result result = timeline.entries(options);
    Json j = {{"schema", "stoltenberg.timeline/1"}, {"generator", generator()}};
    j["articles"] = Json::array();
    for (const TimelineArticle& a : timeline.articles()) {
        Json x = {{"id", a.id}, {"title", a.title}, {"path", optional_text(a.path)}, {"digest", a.digest}};
        x["dct"] = dct_json(a.dct, nullptr, {});
        Json::object_t mentions; // ids are there once: no look at those before
        for (const auto& [id, count] : a.mentions) mentions.emplace_back(id, count);
        x["mentions"] = std::move(mentions);
        j["articles"].push_back(std::move(x));
    }
    j["entities"] = Json::array();
    for (const TimelineEntity& e : timeline.entities()) {
        j["entities"].push_back({{"id", e.id}, {"kind", to_string(e.kind)}, {"name", e.name}, {"mentions", e.mentions}});
    }
    // What stands in no entry (denied, statements, filtered out) is kept, so that a timeline written is a timeline read.
    std::map<std::pair<std::string, std::size_t>, const Observation*> hidden;
    for (const Observation& o : timeline.observations()) hidden.emplace(std::pair(o.source.article, o.order), &o);
    j["events"] = Json::array();
    j["undated"] = Json::array();
    for (const auto& [list, key, dated] : {std::tuple(&result.events, "events", true), std::tuple(&result.undated, "undated", false)}) {
        for (const Entry& e : *list) {
            j[key].push_back(entry_json(e, dated));
            for (const Observation& o : e.observations) hidden.erase({o.source.article, o.order});
        }
    }
    j["hidden"] = Json::array();
    for (const auto& [key, o] : hidden) j["hidden"].push_back(observation_json(*o));
    return dump(j, indent);
}

Timeline timeline_from_json(std::string_view text) {
    const Read j = parse(text);
    if (!j.is_object() || text_at(j, "schema", false) != "stoltenberg.timeline/1") bad("no stoltenberg.timeline/1 document");
    std::vector<TimelineArticle> articles;
    for (const Read& a : array_at(j, "articles")) {
        TimelineArticle out;
        out.id = text_at(a, "id", true);
        out.title = text_at(a, "title", false);
        out.path = text_at(a, "path", false);
        out.digest = number_at(a, "digest");
        if (const auto it = a.find("dct"); it != a.end() && it->is_object()) {
            out.dct.value = text_at(*it, "value", false);
            out.dct.status = enum_at<DctStatus>(*it, "status", 5);
            if (it->contains("source")) out.dct.source = enum_at<DctSource>(*it, "source", 8);
            for (const Read& c : array_at(*it, "candidates")) {
                if (!c.is_string()) bad("\"candidates\" holds no string");
                out.dct.candidates.push_back(c.get<std::string>());
            }
            out.dct.why = text_at(*it, "why", false);
        }
        if (const auto it = a.find("mentions"); it != a.end()) {
            if (!it->is_object()) bad("\"mentions\" is no object");
            for (const auto& [id, count] : it->items()) {
                if (!count.is_number_unsigned()) bad("\"" + id + "\" is no count");
                out.mentions.emplace_back(id, count.get<std::size_t>());
            }
        }
        articles.push_back(std::move(out));
    }
    std::vector<TimelineEntity> entities;
    for (const Read& e : array_at(j, "entities")) {
        entities.push_back({text_at(e, "id", true), enum_at<Kind>(e, "kind", 4), text_at(e, "name", false), number_at(e, "mentions")});
    }
    std::vector<Observation> observations;
    for (const char* key : {"events", "undated"}) {
        for (const Read& entry : array_at(j, key)) {
            for (const Read& o : array_at(entry, "sources")) observations.push_back(read_observation(o));
        }
    }
    for (const Read& o : array_at(j, "hidden")) observations.push_back(read_observation(o));
    return Timeline::from_parts(std::move(articles), std::move(entities), std::move(observations));
}

Article article_from_json(std::string_view text) {
    const Read j = parse(text);
    if (!j.is_object()) bad("no JSON object");
    Article a;
    if (const auto it = j.find("id"); it != j.end() && !it->is_null()) {
        if (it->is_number_integer()) {
            a.id = it->dump();
        } else {
            a.id = text_at(j, "id", true);
        }
    }
    a.text = text_at(j, "text", true);
    a.title = text_at(j, "title", false);
    if (const std::string published = text_at(j, "published", false); !published.empty()) {
        a.published = CivilTime::parse(published);
        if (!a.published) bad("\"published\": \"" + published.substr(0, 100) + "\" is no day or time of ISO 8601");
        if (const int year = static_cast<int>(a.published->day.year()); year < 1 || year > 9998) bad("\"published\": the year is not between 1 and 9998");
    }
    return a;
}

std::string error_json(std::string_view input, std::size_t line, std::string_view why) {
    Json id = nullptr;
    try {
        const Read j = parse(input);
        if (const auto it = j.find("id"); it != j.end() && it->is_string()) id = it->get<std::string>();
        else if (it != j.end() && it->is_number_integer()) id = it->dump();
    } catch (const JsonError&) {
        // No object: the id stays null.
    }
    return dump({{"id", id}, {"line", line}, {"error", std::string(why)}}, -1);
}

} // namespace stoltenberg
