#include <algorithm>
#include <iostream>
#include <thread>

#include "common.hpp"
#include "pipeline.hpp"

namespace tool {

using namespace stoltenberg;

namespace {

struct Answer {
    std::string json;
    std::string problem; ///< for stderr; empty if all went well
};

} // namespace

int annotate(const CommonOptions& options) {
    const Analyzer analyzer = options.analyzer();
    const OffsetUnit unit = options.unit();
    bool clean = true;
    const unsigned threads = options.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.threads;
    ordered_pipeline(
        threads,
        []() -> std::optional<std::string> {
            std::string line;
            return std::getline(std::cin, line) ? std::optional(std::move(line)) : std::nullopt;
        },
        [&](std::size_t index, std::string line) -> Answer {
            if (!line.empty() && line.back() == '\r') line.pop_back();
            if (line.find_first_not_of(" \t") == std::string::npos) return {};
            try {
                Article article = article_from_json(line);
                article.plain = options.plain;
                return {to_json(analyzer.analyze(std::move(article)), unit) + '\n', {}};
            } catch (const std::exception& e) {
                const std::string why = e.what();
                return {error_json(line, index + 1, why) + '\n', "line " + std::to_string(index + 1) + ": " + why};
            }
        },
        [&](Answer answer) {
            if (!answer.problem.empty()) {
                clean = false;
                complain(answer.problem);
            }
            std::cout << answer.json;
            return static_cast<bool>(std::cout);
        });
    std::cout.flush();
    if (!std::cout) {
        complain("standard output cannot be written");
        return bad_input;
    }
    return clean ? ok : bad_input;
}

} // namespace tool
