#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "common.hpp"
#include "output.hpp"
#include "pipeline.hpp"
#include "progress.hpp"

namespace tool {

using namespace stoltenberg;

namespace {

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
    ordered_pipeline(
        threads, [] { return read_line(std::cin); },
        [&](std::size_t index, std::string line) -> Answer {
            progress.add_bytes(line.size() + 1);
            if (line.size() > longest_line) {
                const std::string why = "a line of more than 1 GiB";
                return {options.format == "json" ? error_json({}, index + 1, why) + '\n' : std::string(),
                        "line " + std::to_string(index + 1) + ": " + why};
            }
            if (!line.empty() && line.back() == '\r') line.pop_back();
            if (line.find_first_not_of(" \t") == std::string::npos) return {{}, {}, true};
            try {
                Article article = article_from_json(line);
                if (looks_like_html(article.text)) throw JsonError("\"text\" is HTML; give the text of the page, not its source");
                article.plain = options.plain;
                return {write(analyzer.analyze(std::move(article)), options.format, index + 1, split, unit, face), {}};
            } catch (const std::exception& e) {
                const std::string why = e.what();
                // Only lines of JSON have a place for what went wrong.
                return {options.format == "json" ? error_json(line, index + 1, why) + '\n' : std::string(),
                        "line " + std::to_string(index + 1) + ": " + why};
            }
        },
        [&](const Answer& answer) {
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
        });
    if (std::cin.bad()) {
        complain("standard input cannot be read");
        clean = false;
    }
    if (page) put_or_end(html_end(face));
    return clean && !broken ? ok : bad_input;
}

} // namespace tool
