#include "match/keys.hpp"

#include <bit>

namespace stoltenberg::match {

Keys::Keys(std::vector<std::pair<std::string, std::uint32_t>> entries) {
    const auto word_end = [](std::string_view key, std::size_t at) {
        while (at < key.size() && text::is_word_byte(key[at])) ++at;
        return at;
    };
    std::vector<std::pair<std::string, std::uint32_t>> words;
    std::vector<std::pair<std::string, std::uint32_t>> phrases;
    for (auto& entry : entries) (word_end(entry.first, 0) == entry.first.size() ? words : phrases).push_back(std::move(entry));
    entries.clear();
    pairs_.assign(std::bit_ceil(phrases.size() / 4 + 1), 0); // 16 to 32 bits a phrase
    for (const auto& [key, value] : phrases) {
        const std::size_t first = word_end(key, 0);
        std::size_t second = first;
        while (second < key.size() && !text::is_word_byte(key[second])) ++second;
        const std::string_view view = key;
        const std::uint32_t hash = pair_hash(base::word_hash(view.substr(0, first)),
                                             base::word_hash(view.substr(second, word_end(key, second) - second))) >>
                                   4U;
        pairs_[(hash >> 6U) & (pairs_.size() - 1)] |= std::uint64_t{1} << (hash & 63U);
    }
    words_ = base::WordMap<std::uint32_t>(std::move(words));
    phrases_ = Trie(std::move(phrases));
}

} // namespace stoltenberg::match
