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

namespace {

// Of a batch: more gain nothing, and a text that fills the cache gains nothing from the next.
constexpr std::size_t batch_articles = 16, batch_bytes = std::size_t{64} << 10U;

/// An article on its way through the rooms.
class Work {
public:
    Work(const Resources& resources, const Options& options, Article article) : r_(resources), options_(options) {
        // Folding may lengthen a text (ligatures): the limit leaves room, so that every offset fits 32 bits.
        if (article.text.size() > std::numeric_limits<std::uint32_t>::max() / 4) {
            throw std::length_error("stoltenberg: an article of 1 GiB or more");
        }
        out_.article = std::move(article);
        out_.language = r_.language;
    }

    void read() { text::read(out_.article.text, r_.segmentation, text_); }
    void lay_out() { r_.reader.layout(text_, out_.article.plain, layout_); }
    void tag_clauses() {
        text::segment(text_, r_.segmentation, layout_.breaks);
        r_.clauses.tag(text_, clauses_);
        skip_ = layout_.skipped();
    }
    void tag_entities() { r_.entities.tag(text_, clauses_, skip_, entities_); }
    void find_times() { r_.times.find(text_, clauses_, findings_); }
    void resolve_times() {
        dated_ = r_.reader.date(out_.article, text_, layout_, clauses_, findings_, entities_, r_.entities.windows(entities_));
        times_ = r_.times.resolve(text_, clauses_, findings_, dated_.reference, to_room(options_.prefer), skip_);
        r_.entities.hold(dated_.reference, entities_);
    }
    void extract_events() {
        const event::Input input{text_,        clauses_,
                                 entities_,    findings_,
                                 times_,       dated_.reference,
                                 skip_,        layout_.title,
                                 layout_.lead, layout_.dateline ? std::optional(layout_.dateline->place) : std::nullopt};
        events_ = r_.events.extract(input);
    }
    void finish();
    Document take() { return std::move(out_); }

private:
    const Resources& r_;
    const Options& options_;
    Document out_;
    text::Text text_;
    article::Layout layout_;
    clause::Layer clauses_;
    std::vector<Range> skip_;
    entity::Result entities_;
    time::Findings findings_;
    article::Dated dated_;
    std::vector<time::Resolved> times_;
    std::vector<event::Event> events_;
};

void Work::finish() {
    const Skipped skipped(skip_);
    out_.dct = dated_.dct;
    for (const auto& e : dated_.evidence) out_.dct.evidence.push_back({text_.to_span(e.range), e.role});
    if (layout_.title) out_.title = text_.to_span(*layout_.title);
    if (layout_.dateline) {
        const article::Dateline& d = *layout_.dateline;
        const auto surface = [&](Range range) { return range.empty() ? std::string() : std::string(text_.surface(range)); };
        out_.dateline = Dateline{text_.to_span(d.range), surface(d.place), surface(d.agency)};
    }
    for (auto& f : layout_.furniture) out_.furniture.push_back({text_.to_span(f.range), f.kind, std::move(f.why)});
    out_.sentences.reserve(text_.sentences.size());
    for (const text::Sentence& s : text_.sentences) out_.sentences.push_back(text_.to_span(s.range));
    out_.mentions.reserve(entities_.mentions.size());
    for (entity::Mention& m : entities_.mentions) {
        Mention& to = out_.mentions.emplace_back();
        to.span = text_.to_span(m.range);
        to.kind = m.kind;
        to.form = m.form;
        to.ids = std::move(m.ids);
        to.name = std::move(m.name);
        to.metonym = std::move(m.metonym);
        to.ambiguous = std::move(m.ambiguous);
        to.furniture = skipped(m.range);
        to.why = std::move(m.why);
    }
    for (entity::Role& role : entities_.roles) {
        if (skipped(role.range)) continue;
        out_.roles.push_back(
            {text_.to_span(role.range), std::move(role.office), std::move(role.of), std::move(role.holder), role.former, std::move(role.why)});
    }
    out_.times.reserve(times_.size());
    for (time::Resolved& t : times_) {
        t.timex.span = text_.to_span(t.range);
        t.timex.furniture = skipped(t.range);
        out_.times.push_back(std::move(t.timex));
    }
    out_.events.reserve(events_.size());
    for (event::Event& e : events_) {
        e.event.span = text_.to_span(e.range);
        e.event.trigger = text_.to_span(e.trigger);
        e.event.time = e.time;
        out_.events.push_back(std::move(e.event));
    }
}

/// One room for all articles before the next: its code and its tables are at hand for the second.
constexpr void (Work::*steps[])() = {&Work::read,       &Work::lay_out,       &Work::tag_clauses,    &Work::tag_entities,
                                     &Work::find_times, &Work::resolve_times, &Work::extract_events, &Work::finish};

} // namespace

Document Analyzer::analyze(Article article) const {
    Work work(*resources_, options_, std::move(article));
    for (const auto step : steps) (work.*step)();
    return work.take();
}

std::vector<Document> Analyzer::analyze_batch(std::vector<Article> articles) const {
    std::vector<Work> works;
    works.reserve(articles.size());
    for (Article& article : articles) works.emplace_back(*resources_, options_, std::move(article));
    for (const auto step : steps) {
        for (Work& work : works) (work.*step)();
    }
    std::vector<Document> out;
    out.reserve(works.size());
    for (Work& work : works) out.push_back(work.take());
    return out;
}

void Analyzer::analyze(std::span<const Article> articles, unsigned threads, const std::function<void(Document&&)>& sink) const {
    // From i on, what is worth one batch: a long article alone.
    const auto batch_end = [&](std::size_t i) {
        std::size_t bytes = 0;
        std::size_t end = i;
        do bytes += articles[end++].text.size();
        while (end < articles.size() && end - i < batch_articles && bytes + articles[end].text.size() <= batch_bytes);
        return end;
    };
    const auto analyze_some = [&](std::size_t begin, std::size_t end) {
        const auto some = articles.subspan(begin, end - begin);
        return analyze_batch({some.begin(), some.end()});
    };
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    threads = static_cast<unsigned>(std::min<std::size_t>(threads, articles.size()));
    if (threads <= 1) {
        for (std::size_t i = 0; i < articles.size();) {
            const std::size_t end = batch_end(i);
            for (Document& document : analyze_some(i, end)) sink(std::move(document));
            i = end;
        }
        return;
    }
    // Workers take batches in order and may run ahead of the sink by a window, so that memory does not grow.
    const std::size_t window = std::size_t{threads} * 2 * batch_articles;
    std::mutex mutex;
    std::condition_variable ready, room;
    struct Done {
        std::vector<Document> documents;
        unsigned worker;
    };
    std::map<std::size_t, Done> done; // by the first article
    // What a sink leaves of a document goes back to the worker that made it: it frees what it allocated, and the caller's thread only delivers.
    std::vector<std::vector<std::vector<Document>>> spent(threads);
    std::size_t next = 0;
    std::size_t delivered = 0;
    std::exception_ptr error;
    const auto work = [&](unsigned worker) {
        std::vector<std::vector<Document>> own;
        for (;;) {
            std::size_t begin = 0;
            std::size_t end = 0;
            own.clear();
            {
                std::unique_lock lock(mutex);
                own.swap(spent[worker]);
                room.wait(lock, [&] { return error || next >= articles.size() || next < delivered + window; });
                if (error || next >= articles.size()) return;
                begin = next;
                end = next = batch_end(begin);
            }
            try {
                std::vector<Document> documents = analyze_some(begin, end);
                const std::lock_guard lock(mutex);
                done.emplace(begin, Done{std::move(documents), worker});
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
                delivered += d->documents.size();
            }
            room.notify_all();
            for (Document& document : d->documents) sink(std::move(document));
            const std::lock_guard lock(mutex);
            spent[d->worker].push_back(std::move(d->documents));
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
