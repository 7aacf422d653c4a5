#include <algorithm>
#include <iostream>
#include <thread>

#include "common.hpp"
#include "output.hpp"
#include "pipeline.hpp"
#include "progress.hpp"

namespace tool {

using namespace stoltenberg;

namespace {

struct Job {
    std::string path;
    std::string id;
    std::string content;
    bool json_line = false;
    std::size_t line = 0;
};

bool ends_with(const std::string& s, std::string_view tail) {
    return s.size() >= tail.size() && s.compare(s.size() - tail.size(), tail.size(), tail) == 0;
}

std::optional<std::chrono::year_month_day> day_option(const std::string& text, const char* option, bool& good) {
    if (text.empty()) return std::nullopt;
    const auto civil = CivilTime::parse(text);
    if (civil && !civil->time_of_day) return civil->day;
    complain(std::string(option) + ": '" + text + "' is no day (YYYY-MM-DD)");
    good = false;
    return std::nullopt;
}

/// Takes the inputs apart into articles; timelines are merged at once.
class Inputs {
public:
    Inputs(const std::vector<std::string>& files, const std::string& encoding, Timeline& timeline, bool& clean, Progress& progress)
        : files_(files), encoding_(encoding), timeline_(timeline), clean_(clean), progress_(progress) {}

    std::optional<Job> next() {
        for (;;) {
            if (at_ < content_.size()) return take();
            if (file_ == files_.size()) return std::nullopt;
            open(files_[file_++]);
        }
    }

private:
    void open(const std::string& path) {
        at_ = 0;
        content_.clear();
        auto content = read_file(path);
        if (!content) {
            clean_ = false;
            return;
        }
        path_ = path;
        line_ = 0;
        part_ = 0;
        const std::size_t first = content->find_first_not_of(" \t\r\n\xEF\xBB\xBF");
        const bool object = first != std::string::npos && (*content)[first] == '{';
        lines_ = ends_with(path, ".jsonl") || ends_with(path, ".ndjson");
        if (!lines_ && object && content->find("\"stoltenberg.timeline/") != std::string::npos) {
            try {
                timeline_.merge(timeline_from_json(*content));
            } catch (const JsonError& e) {
                complain(path + ": " + e.what());
                clean_ = false;
            }
            progress_.add_bytes(content->size());
            return;
        }
        lines_ = lines_ || (object && (path == "-" || ends_with(path, ".json")));
        if (!lines_) {
            *content = decode(*content, encoding_);
            if (looks_like_html(*content)) {
                complain(path + ": this is HTML; give the text of the page, not its source");
                clean_ = false;
                return;
            }
            if (content->find_first_not_of(" \t\r\n\f") == std::string::npos) {
                complain(path + ": is empty");
                clean_ = false;
                return;
            }
        }
        content_ = std::move(*content);
    }

    std::optional<Job> take() {
        const char separator = lines_ ? '\n' : '\f';
        const std::size_t end = std::min(content_.find(separator, at_), content_.size());
        Job job{path_, path_, content_.substr(at_, end - at_), lines_, ++line_};
        at_ = end + 1;
        if (job.content.find_first_not_of(" \t\r\n") == std::string::npos) return next();
        // Further articles of one file are told apart by their number.
        if (!lines_ && ++part_ > 1) job.id += "#" + std::to_string(part_);
        return job;
    }

    const std::vector<std::string>& files_;
    const std::string& encoding_;
    Timeline& timeline_;
    bool& clean_;
    Progress& progress_;
    std::size_t file_ = 0;
    std::string path_;
    std::string content_;
    std::size_t at_ = 0;
    std::size_t line_ = 0;
    std::size_t part_ = 0;
    bool lines_ = false;
};

struct Answer {
    std::optional<Document> document;
    std::string path;
    std::string problem;
};

} // namespace

int timeline(const CommonOptions& options, const TimelineCommand& command) {
    bool clean = true;
    bool good = true;
    TimelineOptions view;
    view.from = day_option(command.from, "--from", good);
    view.to = day_option(command.to, "--to", good);
    view.about = command.about;
    view.top = command.top;
    view.all = command.all;
    if (!good) return usage;

    const Analyzer analyzer = options.analyzer();
    Timeline result;
    // Labels that do not exist are told before the work, not after it.
    const FaceOptions face = options.face();
    if (options.format != "json") (void)to_text(Timeline(), {}, face);
    std::optional<Progress> progress(std::in_place, options.quiet, total_size(command.files));
    Inputs inputs(command.files, options.encoding, result, clean, *progress);
    const unsigned threads = options.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.threads;
    ordered_pipeline(
        threads, [&] { return inputs.next(); },
        [&](std::size_t, Job job) -> Answer {
            const std::size_t bytes = job.content.size() + 1;
            try {
                Article article;
                if (job.json_line) {
                    article = article_from_json(job.content);
                    if (article.id.empty()) article.id = job.path + ":" + std::to_string(job.line);
                } else {
                    article.text = std::move(job.content);
                    article.id = job.id;
                }
                article.plain = options.plain;
                Document document = analyzer.analyze(std::move(article));
                progress->add_bytes(bytes);
                return {std::move(document), job.path, {}};
            } catch (const std::exception& e) {
                const std::string where = job.json_line ? job.path + ":" + std::to_string(job.line) : job.path;
                return {std::nullopt, job.path, where + ": " + e.what()};
            }
        },
        [&](Answer answer) {
            if (!answer.problem.empty()) {
                complain(answer.problem);
                clean = false;
            }
            if (answer.document) result.add(*answer.document, answer.path, options.unit());
            progress->add_article();
            return true;
        });
    progress.reset();
    for (const std::string& conflict : result.conflicts()) {
        complain(conflict);
        clean = false;
    }
    bool out = true;
    if (options.format == "json") {
        Whole document;
        write_json(result, view, 2, [&](std::string_view part) { out = document.add(part) && out; });
        out = document.add("\n") && out;
    } else {
        out = put(options.format == "text"         ? to_text(result, view, face)
                  : options.format == "html"       ? to_html(result, view, face)
                  : options.format == "timelinejs" ? to_timelinejs(result, view, face)
                  : options.format == "ical"       ? to_ical(result, view, face)
                                                   : to_csv(result, view, face));
    }
    if (!out) {
        complain(output_problem());
        return bad_input;
    }
    return clean ? ok : bad_input;
}

} // namespace tool
