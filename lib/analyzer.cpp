// The conductor: rooms in order, and the one place where Ranges become Spans.
#include <stoltenberg/analyzer.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <limits>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "resources.hpp"

namespace stoltenberg {
namespace {

/// True where a range lies in furniture; ranges ascending.
class Skipped {
public:
    explicit Skipped(const std::vector<Range>& ranges) : ranges_(ranges) {}
    bool operator()(Range r) const {
        const auto it = std::upper_bound(ranges_.begin(), ranges_.end(), r.begin, [](std::uint32_t pos, Range x) { return pos < x.begin; });
        return it != ranges_.begin() && (it - 1)->overlaps(r);
    }

private:
    const std::vector<Range>& ranges_;
};

time::Prefer to_room(Prefer p) { return p == Prefer::past ? time::Prefer::past : p == Prefer::future ? time::Prefer::future : time::Prefer::tense; }

} // namespace

std::string to_utf8(std::string_view bytes, std::string_view encoding) { return text::to_utf8(bytes, encoding); }

Analyzer::Analyzer() : Analyzer(builtin_resources()) {}

Analyzer::Analyzer(std::shared_ptr<const Resources> resources, Options options) : resources_(std::move(resources)), options_(options) {
    if (!resources_) throw std::invalid_argument("Analyzer: no resources");
}

Document Analyzer::analyze(Article article) const {
    // Folding may lengthen a text (ligatures): the limit leaves room, so that every offset fits 32 bits.
    if (article.text.size() > std::numeric_limits<std::uint32_t>::max() / 4) {
        throw std::length_error("stoltenberg: an article of 1 GiB or more");
    }
    const Resources& r = *resources_;
    Document out;
    out.article = std::move(article);
    out.language = r.language;

    text::Text text;
    text::read(out.article.text, r.segmentation, text);
    article::Layout layout;
    r.reader.layout(text, out.article.plain, layout);
    text::segment(text, r.segmentation, layout.breaks);
    clause::Layer clauses;
    r.clauses.tag(text, clauses);
    const std::vector<Range> skip = layout.skipped();

    entity::Result entities;
    r.entities.tag(text, clauses, skip, entities);
    time::Findings findings;
    r.times.find(text, clauses, findings);
    const article::Dated dated = r.reader.date(out.article, text, layout, clauses, findings, entities, r.entities.windows(entities));
    std::vector<time::Resolved> times = r.times.resolve(text, clauses, findings, dated.reference, to_room(options_.prefer), skip);
    r.entities.hold(dated.reference, entities);
    const event::Input input{text,        clauses,
                             entities,    findings,
                             times,       dated.reference,
                             skip,        layout.title,
                             layout.lead, layout.dateline ? std::optional(layout.dateline->place) : std::nullopt};
    std::vector<event::Event> events = r.events.extract(input);

    const Skipped skipped(skip);
    out.dct = dated.dct;
    for (const auto& e : dated.evidence) out.dct.evidence.push_back({text.to_span(e.range), e.role});
    if (layout.title) out.title = text.to_span(*layout.title);
    if (layout.dateline) {
        const article::Dateline& d = *layout.dateline;
        const auto surface = [&](Range range) { return range.empty() ? std::string() : std::string(text.surface(range)); };
        out.dateline = Dateline{text.to_span(d.range), surface(d.place), surface(d.agency)};
    }
    for (auto& f : layout.furniture) out.furniture.push_back({text.to_span(f.range), f.kind, std::move(f.why)});
    out.sentences.reserve(text.sentences.size());
    for (const text::Sentence& s : text.sentences) out.sentences.push_back(text.to_span(s.range));
    out.mentions.reserve(entities.mentions.size());
    for (entity::Mention& m : entities.mentions) {
        Mention& to = out.mentions.emplace_back();
        to.span = text.to_span(m.range);
        to.kind = m.kind;
        to.form = m.form;
        to.ids = std::move(m.ids);
        to.name = std::move(m.name);
        to.metonym = std::move(m.metonym);
        to.ambiguous = std::move(m.ambiguous);
        to.furniture = skipped(m.range);
        to.why = std::move(m.why);
    }
    for (entity::Role& role : entities.roles) {
        if (skipped(role.range)) continue;
        out.roles.push_back(
            {text.to_span(role.range), std::move(role.office), std::move(role.of), std::move(role.holder), role.former, std::move(role.why)});
    }
    out.times.reserve(times.size());
    for (time::Resolved& t : times) {
        t.timex.span = text.to_span(t.range);
        t.timex.furniture = skipped(t.range);
        out.times.push_back(std::move(t.timex));
    }
    out.events.reserve(events.size());
    for (event::Event& e : events) {
        e.event.span = text.to_span(e.range);
        e.event.trigger = text.to_span(e.trigger);
        e.event.time = e.time;
        out.events.push_back(std::move(e.event));
    }
    return out;
}

void Analyzer::analyze(std::span<const Article> articles, unsigned threads, const std::function<void(Document&&)>& sink) const {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    threads = static_cast<unsigned>(std::min<std::size_t>(threads, articles.size()));
    if (threads <= 1) {
        for (const Article& a : articles) sink(analyze(a));
        return;
    }
    // Workers take articles in order and may run ahead of the sink by a window, so that memory does not grow.
    const std::size_t window = std::size_t{threads} * 8;
    std::mutex mutex;
    std::condition_variable ready, room;
    struct Done {
        Document document;
        unsigned worker;
    };
    std::map<std::size_t, Done> done;
    // What a sink leaves of a document goes back to the worker that made it: it frees what it allocated, and the caller's thread only delivers.
    std::vector<std::vector<Document>> spent(threads);
    std::size_t next = 0;
    std::size_t delivered = 0;
    std::exception_ptr error;
    const auto work = [&](unsigned worker) {
        std::vector<Document> own;
        for (;;) {
            std::size_t i = 0;
            own.clear();
            {
                std::unique_lock lock(mutex);
                own.swap(spent[worker]);
                room.wait(lock, [&] { return error || next >= articles.size() || next < delivered + window; });
                if (error || next >= articles.size()) return;
                i = next++;
            }
            try {
                Document d = analyze(articles[i]);
                const std::lock_guard lock(mutex);
                done.emplace(i, Done{std::move(d), worker});
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (!error) error = std::current_exception();
            }
            ready.notify_one();
        }
    };
    std::vector<std::thread> pool;
    for (unsigned t = 0; t < threads; ++t) pool.emplace_back(work, t);
    const auto stop = [&] {
        room.notify_all();
        for (std::thread& t : pool) t.join();
    };
    try {
        while (delivered < articles.size()) {
            std::optional<Done> d;
            {
                std::unique_lock lock(mutex);
                ready.wait(lock, [&] { return error || done.contains(delivered); });
                if (error) break;
                d = std::move(done.extract(delivered).mapped());
                ++delivered;
            }
            room.notify_all();
            sink(std::move(d->document));
            const std::lock_guard lock(mutex);
            spent[d->worker].push_back(std::move(d->document));
        }
    } catch (...) {
        {
            const std::lock_guard lock(mutex);
            if (!error) error = std::current_exception();
        }
        stop();
        throw;
    }
    stop();
    if (error) std::rethrow_exception(error);
}

} // namespace stoltenberg
