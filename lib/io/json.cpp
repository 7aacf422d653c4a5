// The JSON documents: written as they go, read through nlohmann/json, which no other room sees.
#include <stoltenberg/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include <stoltenberg/resources.hpp>

#include "base/iso.hpp"
#include "io/json_writer.hpp"
#include "io/plain_object.hpp"

namespace stoltenberg {
namespace {

using io::JsonWriter;

/// An empty text is null.
void write_optional(JsonWriter& w, std::string_view text) { text.empty() ? w.null() : w.value(text); }

void write_list(JsonWriter& w, const std::vector<std::string>& texts) {
    w.open_array();
    for (const std::string& text : texts) w.value(text);
    w.close_array();
}

void write_generator(JsonWriter& w) {
    w.key("generator").open_object();
    w.key("name").value("stoltenberg").key("version").value(version()).key("data").value(data_version());
    w.close_object();
}

void write_interval(JsonWriter& w, const Interval& i) {
    w.open_object();
    w.key("from");
    i.from ? w.name(base::IsoTime(*i.from).text()) : w.null();
    w.key("until");
    i.until ? w.name(base::IsoTime(*i.until).text()) : w.null();
    w.close_object();
}

/// The evidence is spans of a text: without `at` it is left out.
void write_dct(JsonWriter& w, const Dct& dct, const OffsetConverter* at, std::string_view text) {
    w.key("dct").open_object();
    write_optional(w.key("value"), dct.value);
    w.key("status").name(to_string(dct.status));
    if (dct.source != DctSource::none) w.key("source").name(to_string(dct.source));
    if (!dct.candidates.empty()) write_list(w.key("candidates"), dct.candidates);
    if (at != nullptr) {
        w.key("evidence").open_array();
        for (const Evidence& e : dct.evidence) {
            w.open_object();
            w.key("start").value((*at)(e.span.begin)).key("end").value((*at)(e.span.end));
            w.key("text").value(text.substr(e.span.begin, e.span.size())).key("role").value(e.role);
            w.close_object();
        }
        w.close_array();
    }
    if (!dct.why.empty()) w.key("why").value(dct.why);
    w.close_object();
}

void write_participants(JsonWriter& w, const std::vector<Participant>& participants) {
    w.key("participants").open_array();
    for (const Participant& p : participants) w.open_object().key("id").value(p.id).key("role").name(to_string(p.role)).close_object();
    w.close_array();
}

class DocumentWriter {
public:
    /// The JSON of an article is nine times as long as its text; of a giant one it may be less.
    DocumentWriter(const Document& document, OffsetUnit unit)
        : d_(document), at_(d_.article.text, unit), w_(-1, std::min<std::size_t>(d_.article.text.size() * 10, 1U << 20U)) {}

    std::string write() {
        w_.open_object();
        w_.key("id").value(d_.article.id).key("language").value(d_.language);
        write_generator(w_);
        write_dct(w_, d_.dct, &at_, d_.article.text);
        if (d_.title) {
            w_.key("title").open_object();
            span(*d_.title);
            w_.close_object();
        }
        if (d_.dateline) {
            w_.key("dateline").open_object();
            span(d_.dateline->span);
            write_optional(w_.key("place"), d_.dateline->place);
            write_optional(w_.key("agency"), d_.dateline->agency);
            w_.close_object();
        }
        list(w_.key("furniture"), d_.furniture);
        list(w_.key("sentences"), d_.sentences);
        list(w_.key("mentions"), d_.mentions);
        list(w_.key("roles"), d_.roles);
        list(w_.key("times"), d_.times);
        list(w_.key("events"), d_.events);
        w_.close_object();
        return w_.take();
    }

private:
    template <class Item>
    void list(JsonWriter& w, const std::vector<Item>& items) {
        w.open_array();
        for (const Item& item : items) {
            w.open_object();
            members(item);
            w.close_object();
        }
        w.close_array();
    }

    void span(Span s) { w_.key("start").value(at_(s.begin)).key("end").value(at_(s.end)); }
    void quoted(Span s) {
        span(s);
        w_.key("text").value(d_.text(s));
    }

    void members(Span s) { span(s); }

    void members(const Furniture& f) {
        span(f.span);
        w_.key("kind").name(to_string(f.kind));
        if (!f.why.empty()) w_.key("why").value(f.why);
    }

    void members(const Mention& m) {
        quoted(m.span);
        w_.key("kind").name(to_string(m.kind)).key("form").name(to_string(m.form));
        w_.key("id");
        if (m.ids.size() == 1)
            w_.value(m.ids.front());
        else
            write_list(w_, m.ids);
        w_.key("name").value(m.name);
        if (!m.metonym.empty()) w_.key("metonym").value(m.metonym);
        if (m.furniture) w_.key("furniture").value(true);
        if (!m.ambiguous.empty()) write_list(w_.key("ambiguous"), m.ambiguous);
        w_.key("why").value(m.why);
    }

    void members(const Role& r) {
        quoted(r.span);
        w_.key("office").value(r.office);
        if (!r.of.empty()) w_.key("of").value(r.of);
        write_optional(w_.key("holder"), r.holder);
        if (r.former) w_.key("former").value(true);
        w_.key("why").value(r.why);
    }

    void members(const Timex& t) {
        quoted(t.span);
        w_.key("type").name(to_string(t.type));
        write_optional(w_.key("value"), t.value);
        if (!t.mod.empty()) w_.key("mod").value(t.mod);
        if (!t.quant.empty()) w_.key("quant").value(t.quant);
        if (!t.freq.empty()) w_.key("freq").value(t.freq);
        if (!t.edtf.empty()) w_.key("edtf").value(t.edtf);
        if (t.interval) write_interval(w_.key("interval"), *t.interval);
        w_.key("granularity").value(t.granularity);
        w_.key("status").name(to_string(t.status)).key("anchor").name(to_string(t.anchor));
        if (!t.candidates.empty()) write_list(w_.key("candidates"), t.candidates);
        if (!t.begin_point.empty()) w_.key("begin_point").value(t.begin_point);
        if (!t.end_point.empty()) w_.key("end_point").value(t.end_point);
        if (t.furniture) w_.key("furniture").value(true);
        w_.key("why").value(t.why);
    }

    void members(const Event& e) {
        span(e.span);
        w_.key("trigger").open_object();
        quoted(e.trigger);
        w_.close_object();
        w_.key("type").value(e.type);
        if (!e.mode.empty()) w_.key("mode").value(e.mode);
        w_.key("modality").name(to_string(e.modality));
        w_.key("time");
        e.time ? w_.value(*e.time) : w_.null();
        write_optional(w_.key("edtf"), e.edtf);
        if (e.interval) write_interval(w_.key("interval"), *e.interval);
        if (!e.open_value.empty()) w_.key("open").value(e.open_value);
        write_participants(w_, e.participants);
        if (!e.place.empty()) w_.key("place").value(e.place);
        if (!e.said_by.empty()) w_.key("said_by").value(e.said_by);
        w_.key("summary").value(e.summary);
        if (!e.basis.empty()) w_.key("basis").value(e.basis);
        if (e.aside) w_.key("aside").value(true);
        w_.key("why").value(e.why);
    }

    const Document& d_;
    OffsetConverter at_;
    JsonWriter w_;
};

/// 64 bits are more than a number of JSON keeps in most readers (RFC 8259, section 6).
std::string hexadecimal(std::uint64_t number) {
    std::string out(16, '0');
    for (std::size_t i = out.size(); i-- > 0; number >>= 4U) out[i] = "0123456789abcdef"[number & 15U];
    return out;
}

void write_article(JsonWriter& w, const TimelineArticle& a) {
    w.open_object();
    w.key("id").value(a.id).key("title").value(a.title);
    write_optional(w.key("path"), a.path);
    w.key("digest").value(hexadecimal(a.digest));
    write_dct(w, a.dct, nullptr, {});
    w.key("mentions").open_object();
    for (const auto& [id, count] : a.mentions) w.key(id).value(count);
    w.close_object();
    w.close_object();
}

/// One observation: the contract's source, and what a reader needs to merge it again.
void write_observation(JsonWriter& w, const Observation& o) {
    w.open_object();
    w.key("article").value(o.source.article).key("start").value(o.source.span.begin).key("end").value(o.source.span.end);
    w.key("quote").value(o.source.quote);
    write_optional(w.key("time"), o.source.time);
    w.key("trigger").value(o.trigger);
    write_optional(w.key("edtf"), o.edtf);
    w.key("interval");
    if (o.interval)
        write_interval(w, *o.interval);
    else
        w.null();
    w.key("granularity").value(o.granularity).key("status").name(to_string(o.status));
    if (!o.open_value.empty()) w.key("open").value(o.open_value);
    w.key("type").value(o.type);
    if (!o.mode.empty()) w.key("mode").value(o.mode);
    w.key("modality").name(to_string(o.modality)).key("summary").value(o.summary);
    write_participants(w, o.participants);
    write_optional(w.key("place"), o.place);
    w.key("order").value(o.order);
    if (o.dct_assumed) w.key("dct_assumed").value(true);
    if (o.offset_days) w.key("offset_days").value(*o.offset_days);
    w.close_object();
}

void write_entry(JsonWriter& w, const Entry& e, bool dated) {
    w.open_object();
    w.key("id").value(e.id);
    write_optional(w.key("edtf"), e.edtf);
    w.key("interval");
    if (e.interval)
        write_interval(w, *e.interval);
    else
        w.null();
    w.key("granularity").value(e.granularity).key("status").name(to_string(e.status)).key("type").value(e.type);
    if (!e.mode.empty()) w.key("mode").value(e.mode);
    w.key("modality").name(to_string(e.modality)).key("summary").value(e.summary);
    write_participants(w, e.participants);
    write_optional(w.key("place"), e.place);
    if (!dated) {
        write_optional(w.key("weekday"), e.weekday);
        w.key("offset_days");
        e.offset_days ? w.value(*e.offset_days) : w.null();
    }
    if (!e.dates.empty()) write_list(w.key("dates"), e.dates);
    if (!e.why.empty()) w.key("why").value(e.why);
    w.key("sources").open_array();
    for (const Observation& o : e.observations) write_observation(w, o);
    w.close_array();
    w.close_object();
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

std::uint64_t hexadecimal_at(const Read& j, const char* key) {
    const std::string digits = text_at(j, key, true);
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out, 16);
    if (error != std::errc{} || end != digits.data() + digits.size()) bad("\"" + std::string(key) + "\" is no hexadecimal number of 64 bits");
    return out;
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

TimelineArticle read_article(const Read& a) {
    if (!a.is_object()) bad("an article is no object");
    TimelineArticle out;
    out.id = text_at(a, "id", true);
    out.title = text_at(a, "title", false);
    out.path = text_at(a, "path", false);
    out.digest = hexadecimal_at(a, "digest");
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
    return out;
}

/// Reads a timeline item by item: of the whole document there is never a tree, only of the article or entry at hand.
class TimelineReader final : public nlohmann::json_sax<Read> {
public:
    Timeline timeline() {
        if (schema_ != "stoltenberg.timeline/1") bad("no stoltenberg.timeline/1 document");
        return builder_.build();
    }

    bool null() override { return value(nullptr); }
    bool boolean(bool truth) override { return value(truth); }
    bool number_integer(number_integer_t number) override { return value(number); }
    bool number_unsigned(number_unsigned_t number) override { return value(number); }
    bool number_float(number_float_t number, const string_t&) override { return value(number); }
    bool string(string_t& text) override { return value(std::move(text)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Read::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Read::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        (depth_ == 1 ? list_ : key_) = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override { bad(e.what()); }

private:
    static constexpr int max_depth = 64, in_list = 2;

    [[nodiscard]] bool listed() const {
        return list_ == "articles" || list_ == "entities" || list_ == "events" || list_ == "undated" || list_ == "hidden";
    }

    bool value(Read v) {
        if (depth_ == 0) bad("no stoltenberg.timeline/1 document");
        if (depth_ == 1) {
            if (list_ == "schema" && v.is_string()) schema_ = v.get<std::string>();
            if (listed()) bad("\"" + list_ + "\" is no list");
        } else if (!open_.empty()) {
            add(std::move(v));
        } else if (depth_ == in_list && listed()) {
            item(v);
        }
        return true;
    }

    Read& add(Read v) {
        Read& parent = *open_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(v));
            return parent.back();
        }
        return parent[key_] = std::move(v);
    }

    bool open(Read v) {
        if (depth_ == 0 && !v.is_object()) bad("no stoltenberg.timeline/1 document");
        if (depth_ == 1 && listed() && !v.is_array()) bad("\"" + list_ + "\" is no list");
        if (++depth_ > max_depth) bad("nested more than " + std::to_string(max_depth) + " deep");
        if (!open_.empty()) {
            open_.push_back(&add(std::move(v)));
        } else if (depth_ == in_list + 1 && listed()) {
            item_ = std::move(v);
            open_.push_back(&item_);
        }
        return true;
    }

    bool close() {
        --depth_;
        if (open_.empty()) return true;
        open_.pop_back();
        if (open_.empty()) item(item_);
        return true;
    }

    void item(const Read& j) {
        if (list_ == "articles")
            builder_.add(read_article(j));
        else if (list_ == "entities")
            builder_.add(TimelineEntity{text_at(j, "id", true), enum_at<Kind>(j, "kind", 4), text_at(j, "name", false), number_at(j, "mentions")});
        else if (list_ == "hidden")
            builder_.add(read_observation(j));
        else
            for (const Read& o : array_at(j, "sources")) builder_.add(read_observation(o));
    }

    TimelineBuilder builder_;
    std::string schema_, list_, key_;
    Read item_;
    std::vector<Read*> open_; ///< containers of the item at hand
    int depth_ = 0;
};

} // namespace

std::string to_json(const Document& document, OffsetUnit unit) { return DocumentWriter(document, unit).write(); }

void write_json(const Timeline& timeline, const TimelineOptions& options, int indent, const std::function<void(std::string_view)>& sink) {
    constexpr std::size_t piece = 1U << 16U;
    JsonWriter w(indent);
    const auto flush = [&](std::size_t least) {
        if (w.written().size() < least) return;
        sink(w.written());
        w.forget();
    };
    // The lists in order: each is opened when its first item comes, those before it are closed.
    constexpr std::array<void (*)(JsonWriter&), 5> lists{
        [](JsonWriter& j) { j.key("articles").open_array(); }, [](JsonWriter& j) { j.key("entities").open_array(); },
        [](JsonWriter& j) { j.key("events").open_array(); }, [](JsonWriter& j) { j.key("undated").open_array(); },
        [](JsonWriter& j) { j.key("hidden").open_array(); }};
    std::size_t opened = 0;
    const auto list = [&](std::size_t wanted) {
        flush(piece);
        for (; opened <= wanted; ++opened) {
            if (opened > 0) w.close_array();
            lists[opened](w);
        }
    };
    w.open_object();
    w.key("schema").value("stoltenberg.timeline/1");
    write_generator(w);
    TimelineVisitor visitor;
    visitor.article = [&](const TimelineArticle& a) {
        list(0);
        write_article(w, a);
    };
    visitor.entity = [&](const TimelineEntity& e) {
        list(1);
        w.open_object();
        w.key("id").value(e.id).key("kind").name(to_string(e.kind)).key("name").value(e.name).key("mentions").value(e.mentions);
        w.close_object();
    };
    visitor.event = [&](const Entry& e) {
        list(2);
        write_entry(w, e, true);
    };
    visitor.undated = [&](const Entry& e) {
        list(3);
        write_entry(w, e, false);
    };
    // What stands in no entry (denied, statements, filtered out) is kept, so that a timeline written is a timeline read.
    visitor.hidden = [&](const Observation& o) {
        list(4);
        write_observation(w, o);
    };
    timeline.visit(options, visitor);
    list(lists.size() - 1);
    w.close_array();
    w.close_object();
    flush(1);
}

std::string to_json(const Timeline& timeline, const TimelineOptions& options, int indent) {
    std::string out;
    write_json(timeline, options, indent, [&](std::string_view piece) { out += piece; });
    return out;
}

Timeline timeline_from_json(std::string_view text) {
    TimelineReader reader;
    Read::sax_parse(text.begin(), text.end(), &reader);
    return reader.timeline();
}

namespace {

/// Of an object of strings and nothing else all is known at once; false: something the parser has to judge.
bool plain_article(std::string_view json, Article& a, std::string& published) {
    bool has_text = false;
    const bool plain = io::read_plain_object(json, [&](std::string_view key, std::optional<std::string>&& value) {
        std::string* to = key == "text" ? &a.text : key == "id" ? &a.id : key == "title" ? &a.title : key == "published" ? &published : nullptr;
        if (to == nullptr) return;
        if (to == &a.text) has_text = value.has_value();
        *to = std::move(value).value_or(std::string());
    });
    return plain && has_text;
}

} // namespace

Article article_from_json(std::string_view text) {
    Article a;
    std::string published;
    if (!plain_article(text, a, published)) {
        a = {};
        const Read j = parse(text);
        if (!j.is_object()) bad("no JSON object");
        if (const auto it = j.find("id"); it != j.end() && !it->is_null()) {
            if (it->is_number_integer()) {
                a.id = it->dump();
            } else {
                a.id = text_at(j, "id", true);
            }
        }
        a.text = text_at(j, "text", true);
        a.title = text_at(j, "title", false);
        published = text_at(j, "published", false);
    }
    if (!published.empty()) {
        a.published = CivilTime::parse(published);
        if (!a.published) bad("\"published\": \"" + published.substr(0, 100) + "\" is no day or time of ISO 8601");
        if (const int year = static_cast<int>(a.published->day.year()); year < 1 || year > 9998)
            bad("\"published\": the year is not between 1 and 9998");
    }
    return a;
}

std::string error_json(std::string_view input, std::size_t line, std::string_view why) {
    std::optional<std::string> id;
    try {
        const Read j = parse(input);
        if (const auto it = j.find("id"); it != j.end() && it->is_string())
            id = it->get<std::string>();
        else if (it != j.end() && it->is_number_integer())
            id = it->dump();
    } catch (const JsonError&) {
        // No object: the id stays null.
    }
    JsonWriter w;
    w.open_object().key("id");
    id ? w.value(*id) : w.null();
    w.key("line").value(line).key("error").value(why).close_object();
    return w.take();
}

} // namespace stoltenberg
