#include <algorithm>
#include <atomic>
#include <fstream>
#include <iostream>
#include <thread>
#include <utility>
#include <vector>

#include "common.hpp"
#include "output.hpp"
#include "pipeline.hpp"
#include "progress.hpp"

namespace tool {

using namespace stoltenberg;

namespace {

struct Job {
    enum class Kind { text, line, shard };
    std::string path;
    std::string id;
    std::string content;
    Kind kind = Kind::text;
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

/// Takes the inputs apart into articles and timelines.
class Inputs {
public:
    Inputs(const std::vector<std::string>& files, const std::string& encoding, std::atomic<bool>& clean)
        : files_(files), encoding_(encoding), clean_(clean) {}

    std::optional<Job> next() {
        for (;;) {
            std::optional<std::string> content = take();
            if (!content) {
                if (file_ == files_.size()) return std::nullopt;
                open(files_[file_++]);
                continue;
            }
            if (kind_ == Job::Kind::line) ++line_;
            if (content->find_first_not_of(" \t\r\n") == std::string::npos) continue;
            Job job{path_, path_, std::move(*content), kind_, line_};
            // Further articles of one file are told apart by their number.
            if (kind_ == Job::Kind::text && ++part_ > 1) job.id += "#" + std::to_string(part_);
            return job;
        }
    }

private:
    void fail(const std::string& why) {
        complain(why);
        clean_ = false;
    }

    void open(const std::string& path) {
        path_ = path;
        line_ = 0;
        part_ = 0;
        at_ = 0;
        content_.clear();
        kind_ = Job::Kind::line;
        if (ends_with(path, ".jsonl") || ends_with(path, ".ndjson")) { // as they come: an archive need not fit into memory
            stream_.clear();
            stream_.open(path, std::ios::binary);
            if (!stream_) fail(path + ": cannot be opened");
            return;
        }
        auto content = read_file(path);
        if (!content) {
            clean_ = false;
            return;
        }
        const std::size_t first = content->find_first_not_of(" \t\r\n\xEF\xBB\xBF");
        const bool object = first != std::string::npos && (*content)[first] == '{';
        if (object && content->find("\"stoltenberg.timeline/") != std::string::npos) {
            kind_ = Job::Kind::shard;
        } else if (!object || (path != "-" && !ends_with(path, ".json"))) {
            kind_ = Job::Kind::text;
            *content = decode(*content, encoding_);
            if (looks_like_html(*content)) return fail(path + ": this is HTML; give the text of the page, not its source");
            if (content->find_first_not_of(" \t\r\n\f") == std::string::npos) return fail(path + ": is empty");
        }
        content_ = std::move(*content);
    }

    /// The next article or timeline of the file that is open.
    std::optional<std::string> take() {
        if (stream_.is_open()) {
            if (auto line = read_line(stream_)) return line;
            if (stream_.bad()) fail(path_ + ": cannot be read");
            stream_.close();
        }
        if (at_ >= content_.size()) return std::nullopt;
        if (kind_ == Job::Kind::shard) return std::exchange(content_, {});
        const std::size_t end = std::min(content_.find(kind_ == Job::Kind::line ? '\n' : '\f', at_), content_.size());
        std::string content = content_.substr(at_, end - at_);
        at_ = end + 1;
        return content;
    }

    const std::vector<std::string>& files_;
    const std::string& encoding_;
    std::atomic<bool>& clean_;
    std::size_t file_ = 0;
    std::string path_;
    Job::Kind kind_{};
    std::ifstream stream_; ///< of a file of lines
    std::string content_;  ///< of another
    std::size_t at_ = 0;
    std::size_t line_ = 0;
    std::size_t part_ = 0;
};

struct Answer {
    std::optional<Document> document;
    std::optional<Timeline> shard;
    std::string path;
    std::string problem;
};

} // namespace

int timeline(const CommonOptions& options, const TimelineCommand& command) {
    std::atomic<bool> clean = true; // readers and the writer find fault
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
    Inputs inputs(command.files, options.encoding, clean);
    const unsigned threads = options.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.threads;
    const auto add = [&](Answer& answer) {
        if (!answer.problem.empty()) {
            complain(answer.problem);
            clean = false;
        }
        if (answer.document) result.add(*answer.document, answer.path, options.unit());
        if (answer.shard) result.merge(*answer.shard);
        if (!answer.shard) progress->add_article();
    };
    const auto read_some = [&]() -> std::optional<std::vector<Job>> {
        std::vector<Job> out;
        for (std::size_t bytes = 0; out.size() < batch_size && bytes < batch_bytes;) {
            std::optional<Job> job = inputs.next();
            if (!job) break;
            bytes += job->content.size();
            out.push_back(std::move(*job));
        }
        if (out.empty()) return std::nullopt;
        return out;
    };
    const auto failed = [](const Job& job, const std::exception& e) -> Answer {
        const std::string where = job.kind == Job::Kind::line ? job.path + ":" + std::to_string(job.line) : job.path;
        return {std::nullopt, std::nullopt, job.path, where + ": " + e.what()};
    };
    const auto read_article = [&](const Job& job) {
        if (job.kind == Job::Kind::line && job.content.size() > longest_line) throw JsonError("a line of more than 1 GiB");
        Article article;
        if (job.kind == Job::Kind::line) {
            article = article_from_json(job.content);
            if (article.id.empty()) article.id = job.path + ":" + std::to_string(job.line);
        } else {
            article.text = job.content;
            article.id = job.id;
        }
        article.plain = options.plain;
        return article;
    };
    ordered_pipeline(
        threads, read_some,
        [&](std::size_t, std::vector<Job> jobs) {
            std::vector<Answer> answers(jobs.size());
            std::vector<Article> articles;
            std::vector<std::size_t> at; // whose they are
            for (std::size_t i = 0; i < jobs.size(); ++i) {
                answers[i].path = jobs[i].path;
                try {
                    if (jobs[i].kind == Job::Kind::shard) {
                        answers[i].shard = timeline_from_json(jobs[i].content);
                    } else {
                        articles.push_back(read_article(jobs[i]));
                        at.push_back(i);
                    }
                } catch (const std::exception& e) {
                    answers[i] = failed(jobs[i], e);
                }
            }
            try {
                std::vector<Document> documents = analyzer.analyze_batch(std::move(articles));
                for (std::size_t k = 0; k < at.size(); ++k) answers[at[k]].document = std::move(documents[k]);
            } catch (const std::exception&) { // of one of them: which?
                for (const std::size_t i : at) {
                    try {
                        answers[i].document = analyzer.analyze(read_article(jobs[i]));
                    } catch (const std::exception& e) {
                        answers[i] = failed(jobs[i], e);
                    }
                }
            }
            for (const Job& job : jobs) progress->add_bytes(job.content.size() + (job.kind == Job::Kind::shard ? 0 : 1));
            return answers;
        },
        [&](std::vector<Answer> answers) {
            for (Answer& answer : answers) add(answer);
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
