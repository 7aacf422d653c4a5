#include "corpus.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

namespace bench {
namespace {

/// xorshift64*: the same numbers everywhere, which std:: distributions do not promise.
class Random {
public:
    std::size_t below(std::size_t n) {
        state_ ^= state_ >> 12U;
        state_ ^= state_ << 25U;
        state_ ^= state_ >> 27U;
        return static_cast<std::size_t>((state_ * 0x2545F4914F6CDD1DULL) >> 33U) % n;
    }

private:
    std::uint64_t state_ = 20220210;
};

} // namespace

std::vector<stoltenberg::Article> make_corpus(const std::filesystem::path& articles, std::size_t bytes) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(articles)) {
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());

    // Short lines (titles, menus, publication lines) keep their place; long ones (paragraphs) are drawn from all articles.
    constexpr std::size_t paragraph = 120;
    std::vector<std::vector<std::string>> pages;
    std::vector<std::string> paragraphs;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        pages.emplace_back();
        for (std::string line; std::getline(in, line);) {
            if (line.size() >= paragraph) paragraphs.push_back(line);
            pages.back().push_back(std::move(line));
        }
    }
    if (paragraphs.empty()) throw std::runtime_error("no articles in " + articles.string());

    Random random;
    std::vector<stoltenberg::Article> out;
    std::size_t total = 0;
    while (total < bytes) {
        const auto& page = pages[out.size() % pages.size()];
        stoltenberg::Article article;
        article.id = std::to_string(out.size());
        bool lead = true; // the first paragraph may carry the dateline: it stays
        for (const std::string& line : page) {
            const bool long_line = line.size() >= paragraph;
            article.text += long_line && !lead ? paragraphs[random.below(paragraphs.size())] : line;
            article.text += '\n';
            lead = lead && !long_line;
        }
        total += article.text.size();
        out.push_back(std::move(article));
    }
    return out;
}

} // namespace bench
