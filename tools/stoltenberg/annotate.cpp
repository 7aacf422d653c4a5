#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>
#include <vector>

#include "common.hpp"
#include "output.hpp"
#include "pipeline.hpp"
#include "progress.hpp"

namespace tool {

using namespace stoltenberg;

namespace {

/// Lines that had arrived when they were read.
struct Batch {
    std::size_t first = 0; ///< number of the first line
    std::vector<std::string> lines;
};

struct Answer {
    std::string output;
    std::string problem; ///< for stderr; empty if all went well
    bool blank = false;  ///< an empty line: no article
};

/// One article in the format asked for. `whole`: it stands on its own in a file.
std::string write(const Document& document, const std::string& format, std::size_t number, bool whole, OffsetUnit unit, const FaceOptions& face) {
    if (format == "html") return whole ? to_html(document, face) : html_article(document, number, face);
    if (format == "timeml") return to_timeml(document, face);
    if (format == "webannotation") return to_webannotation(document, face);
    return to_json(document, unit) + '\n';
}

std::string extension(const std::string& format) {
    return format == "html" ? ".html" : format == "timeml" ? ".tml" : format == "webannotation" ? ".jsonld" : ".json";
}

} // namespace

int annotate(const CommonOptions& options, const AnnotateCommand& command) {
    const Analyzer analyzer = options.analyzer();
    const OffsetUnit unit = options.unit();
    const FaceOptions face = options.face();
    const bool split = !command.split.empty();
    const bool page = options.format == "html" && !split;
    if (split) {
        std::error_code error;
        std::filesystem::create_directories(command.split, error);
        if (error) {
            complain(command.split + ": " + error.message());
            return usage;
        }
    }
    bool clean = true;
    bool broken = false; // output that cannot go on
    std::size_t written = 0;
    const unsigned threads = options.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.threads;
    Progress progress(options.quiet, total_size({"-"}));
    const auto put_or_end = [](std::string_view piece) {
        if (put(piece)) return;
        complain(output_problem());
        std::_Exit(bad_input); // at once: a worker may wait for a line that never comes
    };
    if (page) put_or_end(html_begin(face));
    const auto deliver = [&](const Answer& answer) {
        if (!answer.problem.empty()) {
            clean = false;
            complain(answer.problem);
        }
        if (answer.blank) return true;
        progress.add_article();
        if (answer.output.empty()) return true;
        ++written;
        if (!split) {
            if (options.format == "timeml" && written > 1) {
                complain("timeml is one XML document for one article: use --split DIR for more");
                broken = true;
                return false;
            }
            put_or_end(answer.output);
            return true;
        }
        // Numbers, never ids: what comes from the input is no path.
        char name[32];
        std::snprintf(name, sizeof name, "%06zu", written);
        const std::filesystem::path path = std::filesystem::path(command.split) / (name + extension(options.format));
        const Uninterrupted guard;
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        file << answer.output;
        file.close();
        if (file) return true;
        complain(path.string() + ": cannot be written");
        broken = true;
        return false;
    };
    std::size_t lines = 0;
    const auto read_some = [&lines]() -> std::optional<Batch> {
        Batch out{lines + 1, {}};
        for (std::size_t bytes = 0; out.lines.size() < batch_size && bytes < batch_bytes && (bytes == 0 || std::cin.rdbuf()->in_avail() > 0);) {
            std::optional<std::string> line = read_line(std::cin);
            if (!line) break;
            bytes += line->size() + 1;
            out.lines.push_back(std::move(*line));
        }
        lines += out.lines.size();
        if (out.lines.empty()) return std::nullopt;
        return out;
    };
    const auto failed = [&](std::string_view line, std::size_t number, const std::string& why) -> Answer {
        // Only lines of JSON have a place for what went wrong.
        return {options.format == "json" ? error_json(line, number, why) + '\n' : std::string(), "line " + std::to_string(number) + ": " + why};
    };
    /// The article of a line, or what is to be said of it.
    const auto read_article = [&](std::string& line, std::size_t number, Answer& answer) -> std::optional<Article> {
        if (line.size() > longest_line) {
            answer = failed({}, number, "a line of more than 1 GiB");
            return std::nullopt;
        }
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.find_first_not_of(" \t") == std::string::npos) {
            answer.blank = true;
            return std::nullopt;
        }
        try {
            Article article = article_from_json(line);
            if (looks_like_html(article.text)) throw JsonError("\"text\" is HTML; give the text of the page, not its source");
            article.plain = options.plain;
            return article;
        } catch (const std::exception& e) {
            answer = failed(line, number, e.what());
            return std::nullopt;
        }
    };
    ordered_pipeline(
        threads, read_some,
        [&](std::size_t, Batch batch) {
            std::vector<Answer> answers(batch.lines.size());
            std::vector<Article> articles;
            std::vector<std::size_t> at; // whose they are
            for (std::size_t i = 0; i < batch.lines.size(); ++i) {
                progress.add_bytes(batch.lines[i].size() + 1);
                std::optional<Article> article = read_article(batch.lines[i], batch.first + i, answers[i]);
                if (!article) continue;
                articles.push_back(std::move(*article));
                at.push_back(i);
            }
            const auto put_in = [&](std::size_t i, const Document& document) {
                answers[i].output = write(document, options.format, batch.first + i, split, unit, face);
            };
            try {
                const std::vector<Document> documents = analyzer.analyze_batch(std::move(articles));
                for (std::size_t k = 0; k < at.size(); ++k) put_in(at[k], documents[k]);
            } catch (const std::exception&) { // of one of them: which?
                for (std::size_t k = 0; k < at.size(); ++k) {
                    try {
                        put_in(at[k], analyzer.analyze(*read_article(batch.lines[at[k]], batch.first + at[k], answers[at[k]])));
                    } catch (const std::exception& e) {
                        answers[at[k]] = failed(batch.lines[at[k]], batch.first + at[k], e.what());
                    }
                }
            }
            return answers;
        },
        [&](const std::vector<Answer>& answers) { return std::all_of(answers.begin(), answers.end(), deliver); });
    if (std::cin.bad()) {
        complain("standard input cannot be read");
        clean = false;
    }
    if (page) put_or_end(html_end(face));
    return clean && !broken ? ok : bad_input;
}

} // namespace tool
