// A fixed corpus: the shipped articles, their paragraphs shuffled by a fixed generator into new articles of the same shape.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include <stoltenberg/article.hpp>

namespace bench {

/// At least `bytes` bytes of text. The same articles on every machine. Throws std::runtime_error if there is nothing to start from.
[[nodiscard]] std::vector<stoltenberg::Article> make_corpus(const std::filesystem::path& articles, std::size_t bytes);

} // namespace bench
