// Reads articles as JSON lines, writes annotations as JSON lines, in order, with memory that does not grow.
//   04_stream_json_lines < articles.jsonl > annotations.jsonl
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

#include <stoltenberg/stoltenberg.hpp>

int main() {
    std::ios::sync_with_stdio(false);
    const stoltenberg::Analyzer analyzer;
    constexpr std::size_t batch = 64;

    bool bad = false;
    std::size_t number = 0;
    std::string line;
    std::vector<stoltenberg::Article> articles;
    const auto flush = [&] {
        // All cores work on the batch; documents come back here, in order.
        analyzer.analyze(articles, 0, [](stoltenberg::Document&& document) {
            std::cout << stoltenberg::to_json(document, stoltenberg::OffsetUnit::utf16) << '\n';
        });
        articles.clear();
    };
    while (std::getline(std::cin, line)) {
        ++number;
        try {
            articles.push_back(stoltenberg::article_from_json(line));
        } catch (const stoltenberg::JsonError& error) {
            flush(); // a bad line keeps its place
            std::cout << stoltenberg::error_json(line, number, error.what()) << '\n';
            bad = true;
        }
        if (articles.size() == batch) flush();
    }
    flush();
    return bad ? 1 : 0;
}
