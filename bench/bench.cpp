// Bytes per second of each step and of the whole, on one core, with ICU's word iterator over the same text as the yardstick.
// Each step is measured alone: what it needs of the steps before it is made beforehand.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <re2/re2.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include "corpus.hpp"
#include "entity/gazetteer.hpp"
#include "resources.hpp"
#include "tables.hpp"
#include "text/fold.hpp"
#include <stoltenberg/stoltenberg.hpp>

namespace {

namespace st = stoltenberg;

/// One article with what every step made of it.
struct Work {
    const st::Article* article = nullptr;
    st::text::Text text;
    st::article::Layout layout;
    std::vector<st::Range> skip;
    st::clause::Layer clauses;
    st::entity::Result entities;
    st::time::Findings findings;
    st::article::Dated dated;
    std::vector<st::time::Resolved> times;
    std::vector<st::event::Event> events;
};

class Bench {
public:
    explicit Bench(std::size_t bytes) : corpus_(bench::make_corpus(STOLTENBERG_ARTICLES, bytes)) {
        for (const st::Article& a : corpus_) bytes_ += a.text.size();
        work_.resize(corpus_.size());
        for (std::size_t i = 0; i < corpus_.size(); ++i) {
            Work& w = work_[i];
            w.article = &corpus_[i];
            read(w);
            lay_out(w);
            segment(w);
            clauses(w);
            entities(w);
            find(w);
            date(w);
            resolve(w);
            events(w);
        }
    }

    void read(Work& w) const { st::text::read(w.article->text, resources_->segmentation, w.text); }
    void lay_out(Work& w) const {
        st::article::Layout layout;
        resources_->reader.layout(w.text, false, layout);
        w.skip = layout.skipped();
        w.layout = std::move(layout);
    }
    void segment(Work& w) const { st::text::segment(w.text, resources_->segmentation, w.layout.breaks); }
    void clauses(Work& w) const {
        st::clause::Layer layer;
        resources_->clauses.tag(w.text, layer);
        w.clauses = std::move(layer);
    }
    void entities(Work& w) const {
        st::entity::Result result;
        resources_->entities.tag(w.text, w.clauses, w.skip, result);
        w.entities = std::move(result);
    }
    void find(Work& w) const {
        st::time::Findings findings;
        resources_->times.find(w.text, w.clauses, findings);
        w.findings = std::move(findings);
    }
    void date(Work& w) const {
        w.dated = resources_->reader.date(*w.article, w.text, w.layout, w.clauses, w.findings, w.entities, resources_->entities.windows(w.entities));
    }
    void resolve(Work& w) const {
        w.times = resources_->times.resolve(w.text, w.clauses, w.findings, w.dated.reference, st::time::Prefer::tense, w.skip);
    }
    void events(Work& w) const {
        const st::event::Input input{w.text,        w.clauses,
                                     w.entities,    w.findings,
                                     w.times,       w.dated.reference,
                                     w.skip,        w.layout.title,
                                     w.layout.lead, w.layout.dateline ? std::optional(w.layout.dateline->place) : std::nullopt};
        w.events = resources_->events.extract(input);
    }

    /// A step on the work prepared for it.
    template <class Step>
    void each(benchmark::State& state, Step step) {
        for (auto _ : state) {
            for (Work& w : work_) step(w);
            benchmark::ClobberMemory();
        }
        finish(state);
    }

    void fold(benchmark::State& state) {
        std::string folded;
        std::vector<std::uint32_t> origin;
        std::vector<std::uint8_t> marks;
        each(state, [&](Work& w) {
            folded.clear();
            origin.clear();
            marks.clear();
            st::text::fold_into(w.article->text, folded, &origin, &marks);
            benchmark::DoNotOptimize(folded.data());
        });
    }
    /// In a thread of its own, whose memory is not strewn among what the steps have prepared, as that of a program would not be either.
    template <class F>
    static void apart(F f) {
        std::thread(f).join();
    }
    /// One by one, as an answer to each is wanted.
    void whole_single(benchmark::State& state) {
        const st::Analyzer analyzer;
        apart([&] { each(state, [&](Work& w) { benchmark::DoNotOptimize(analyzer.analyze(*w.article)); }); });
    }
    /// As an archive is read: some at a time.
    void whole(benchmark::State& state, bool json) {
        const st::Analyzer analyzer;
        apart([&] {
            for (auto _ : state) {
                analyzer.analyze(corpus_, 1, [&](st::Document&& document) {
                    if (json) {
                        benchmark::DoNotOptimize(to_json(document));
                    } else {
                        benchmark::DoNotOptimize(document);
                    }
                });
            }
        });
        finish(state);
    }
    /// The walk alone: every name of a gazetteer at every word.
    void names(benchmark::State& state, const st::entity::Gazetteer& gazetteer) {
        std::size_t found = 0;
        each(state, [&](Work& w) {
            for (std::uint32_t i = 0; i < w.text.words.size(); ++i) {
                if (w.text.words[i].is(st::text::capital | st::text::has_digit)) gazetteer.capital.each(w.text, i, [&](auto, auto) { ++found; });
                gazetteer.words.each(w.text, i, [&](auto, auto) { ++found; });
            }
        });
        benchmark::DoNotOptimize(found);
    }
    /// The entity room with other names.
    void entities_of(benchmark::State& state, const st::entity::Tagger& tagger) {
        st::entity::Result result;
        each(state, [&](Work& w) { tagger.tag(w.text, w.clauses, w.skip, result); });
    }
    void icu_words(benchmark::State& state) {
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getFrench(), status));
        UText utext = UTEXT_INITIALIZER;
        std::size_t boundaries = 0;
        each(state, [&](Work& w) {
            utext_openUTF8(&utext, w.article->text.data(), static_cast<std::int64_t>(w.article->text.size()), &status);
            words->setText(&utext, status);
            for (std::int32_t at = words->first(); at != icu::BreakIterator::DONE; at = words->next()) ++boundaries;
        });
        utext_close(&utext);
        benchmark::DoNotOptimize(boundaries);
        if (U_FAILURE(status)) state.SkipWithError(u_errorName(status));
    }

    void copy(benchmark::State& state) {
        std::string to(bytes_, '\0');
        each(state, [&, at = std::size_t{0}](Work& w) mutable {
            const std::string& text = w.article->text;
            if (at + text.size() > to.size()) at = 0;
            std::memcpy(to.data() + at, text.data(), text.size());
            at += text.size();
        });
    }
    /// One RE2 expression over the folded text, spans only: every word of time that the tables have, none of the work.
    void re2_scan(benchmark::State& state) {
        const st::data::Table table = st::data::Pack::builtin().table("lang/fr/time-words.tsv");
        std::string words;
        for (const auto& row : table.rows()) {
            for (const std::string_view word : st::data::split(row[table.column("words")]))
                words += (words.empty() ? "" : "|") + re2::RE2::QuoteMeta(st::text::fold(word));
        }
        re2::RE2::Options options;
        options.set_encoding(re2::RE2::Options::EncodingLatin1);
        options.set_longest_match(true);
        options.set_never_capture(true);
        const re2::RE2 expression("\\b(?:" + words + ")\\b", options);
        std::size_t found = 0;
        each(state, [&](Work& w) {
            const re2::StringPiece text(w.text.folded);
            re2::StringPiece hit;
            for (std::size_t at = 0; expression.Match(text, at, text.size(), re2::RE2::UNANCHORED, &hit, 1); ++found)
                at = static_cast<std::size_t>(hit.data() - text.data()) + hit.size();
        });
        benchmark::DoNotOptimize(found);
    }
    /// Articles in, JSON out, by so many threads; wall clock.
    void threads(benchmark::State& state, unsigned count) {
        const st::Analyzer analyzer;
        std::size_t size = 0;
        apart([&] {
            for (auto _ : state) analyzer.analyze(corpus_, count, [&](st::Document&& document) { size += document.mentions.size(); });
        });
        benchmark::DoNotOptimize(size);
        finish(state);
    }

    void describe() const { std::cerr << corpus_.size() << " articles, " << bytes_ << " bytes\n"; }

private:
    void finish(benchmark::State& state) const {
        state.SetBytesProcessed(static_cast<std::int64_t>(bytes_) * static_cast<std::int64_t>(state.iterations()));
    }

    std::vector<st::Article> corpus_;
    std::size_t bytes_ = 0;
    std::shared_ptr<const st::Resources> resources_ = st::builtin_resources();
    std::vector<Work> work_;
};

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    const char* megabytes = std::getenv("STOLTENBERG_BENCH_MB");
    Bench b((megabytes != nullptr ? std::strtoul(megabytes, nullptr, 10) : 10) * 1'000'000);
    b.describe();

    const auto add = [](const char* name, auto run) { return benchmark::RegisterBenchmark(name, run)->Unit(benchmark::kMillisecond); };
    const auto pack = st::data::Pack::builtin();
    const auto with_names = [&](const std::string& name, st::data::Image image) {
        const auto gazetteer = std::make_shared<st::entity::Gazetteer>(image);
        const auto tagger = std::make_shared<st::entity::Tagger>(pack, "fr", std::move(image));
        add(("names_" + name).c_str(), [&b, gazetteer](benchmark::State& s) { b.names(s, *gazetteer); });
        add(("entities_" + name).c_str(), [&b, tagger](benchmark::State& s) { b.entities_of(s, *tagger); });
    };
    const auto step = [&](const char* name, void (Bench::*f)(Work&) const) {
        add(name, [&b, f](benchmark::State& state) { b.each(state, [&](Work& w) { (b.*f)(w); }); });
    };
    add("icu_word_iterator", [&](benchmark::State& s) { b.icu_words(s); });
    add("memcpy", [&](benchmark::State& s) { b.copy(s); });
    add("re2_scan", [&](benchmark::State& s) { b.re2_scan(s); });
    add("fold", [&](benchmark::State& s) { b.fold(s); });
    step("fold_words_lines", &Bench::read);
    step("layout", &Bench::lay_out);
    step("segment", &Bench::segment);
    step("clauses", &Bench::clauses);
    step("entities", &Bench::entities);
    step("times_find", &Bench::find);
    step("date_of_document", &Bench::date);
    step("times_resolve", &Bench::resolve);
    step("events", &Bench::events);
    add("analyze_single", [&](benchmark::State& s) { b.whole_single(s); })->MeasureProcessCPUTime();
    add("analyze", [&](benchmark::State& s) { b.whole(s, false); })->MeasureProcessCPUTime();
    add("analyze_and_json", [&](benchmark::State& s) { b.whole(s, true); })->MeasureProcessCPUTime();
    add("threads_1", [&](benchmark::State& s) { b.threads(s, 1); })->UseRealTime();
    add("threads_2", [&](benchmark::State& s) { b.threads(s, 2); })->UseRealTime();
    with_names("half", st::entity::Tagger::compile(bench::half_the_names(pack), "fr", {}));
    with_names("shipped", st::entity::Tagger::compile(pack, "fr", {}));
    with_names("twice", st::entity::Tagger::compile(bench::twice_the_names(pack), "fr", {}));
    if (const char* table = std::getenv("STOLTENBERG_BENCH_NAMES")) { // bench/names.py
        with_names("million", st::entity::Tagger::compile(pack, "fr", {{st::data::read_file(table), table}}));
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
