#include "match/trie.hpp"

#include <algorithm>
#include <bit>

#include "base/word_map.hpp"
#include "text/text.hpp"

namespace stoltenberg::match {

using text::is_word_byte;

std::string key_of(std::string_view folded) {
    std::string out;
    out.reserve(folded.size());
    key_of(folded, out);
    return out;
}

void key_of(std::string_view folded, std::string& out) {
    out.resize(folded.size());
    char* const begin = out.data();
    char* end = begin;
    for (const char c : folded) {
        if (c != ' ' && c != '-' && c != '\n' && c != '\t') {
            *end++ = c;
        } else if (end > begin && end[-1] != ' ') {
            *end++ = ' ';
        }
    }
    while (end > begin && end[-1] == ' ') --end;
    out.resize(static_cast<std::size_t>(end - begin));
}

Trie::Trie(std::vector<std::pair<std::string, std::uint32_t>> entries) {
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    // The last of equal keys wins.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].first.empty()) continue;
        if (i + 1 < entries.size() && entries[i].first == entries[i + 1].first) continue;
        if (kept != i) entries[kept] = std::move(entries[i]);
        ++kept;
    }
    entries.resize(kept);
    keys_ = kept;

    // Breadth first, so that the children of a node stand side by side.
    struct Job {
        std::size_t begin, end; ///< entries
        std::size_t depth;      ///< bytes of the key above the node
        std::uint32_t node;
    };
    std::vector<Job> queue;
    const auto children_of = [&](std::size_t begin, std::size_t end, std::size_t depth, auto&& emit) {
        while (begin < end) {
            std::size_t next = begin + 1;
            const char label = entries[begin].first[depth];
            while (next < end && entries[next].first[depth] == label) ++next;
            emit(label, begin, next);
            begin = next;
        }
    };
    // Keys with the same first word stand side by side, but for rare separators that sort behind digits ("ab", "ab0", "ab:c").
    const auto first_of = [](const std::string& key) { return std::string_view(key).substr(0, first_word(key, 0).end); };
    const auto by_first = [&](const auto& a, const auto& b) { return first_of(a.first) < first_of(b.first); };
    if (!std::is_sorted(entries.begin(), entries.end(), by_first)) std::stable_sort(entries.begin(), entries.end(), by_first);
    std::vector<Start> firsts;
    for (std::size_t begin = 0; begin < entries.size();) {
        const First first = first_word(entries[begin].first, 0);
        const std::string_view word = first_of(entries[begin].first);
        std::size_t end = begin + 1;
        while (end < entries.size() && first_of(entries[end].first) == word) ++end;
        Start s;
        s.hash = first.hash;
        s.word = static_cast<std::uint32_t>(words_.size());
        s.size = first.end;
        words_ += word;
        if (entries[begin].first.size() == word.size()) s.value = entries[begin++].second;
        if (begin < end) {
            s.node = static_cast<std::uint32_t>(nodes_.size());
            nodes_.emplace_back();
            labels_.push_back(0);
            queue.push_back({begin, end, word.size(), s.node});
        }
        for (std::size_t i = begin; i < end; ++i) s.second |= second_word(entries[i].first, first.end);
        firsts.push_back(s);
        begin = end;
    }
    gate_.assign(std::bit_ceil(firsts.size() / 4 + 1), 0); // 16 to 32 bits a word
    gate_mask_ = gate_.size() - 1;
    starts_.assign(std::bit_ceil(firsts.size() * 2 + 1), {});
    starts_mask_ = starts_.size() - 1;
    for (const Start& s : firsts) {
        gate_[(s.hash >> 6U) & gate_mask_] |= std::uint64_t{1} << (s.hash & 63U);
        std::size_t at = s.hash & starts_mask_;
        while (starts_[at].used()) at = (at + 1) & starts_mask_;
        starts_[at] = s;
    }
    for (std::size_t q = 0; q < queue.size(); ++q) {
        const Job job = queue[q];
        // Path compression: what all keys below share is the tail.
        const std::string& first = entries[job.begin].first;
        const std::string& last = entries[job.end - 1].first;
        std::size_t depth = job.depth;
        while (depth < first.size() && depth < last.size() && first[depth] == last[depth] && depth - job.depth < 0xFFFF) ++depth;
        Node node;
        node.tail = static_cast<std::uint32_t>(tails_.size());
        node.tail_size = static_cast<std::uint16_t>(depth - job.depth);
        tails_.append(first, job.depth, depth - job.depth);
        std::size_t begin = job.begin;
        if (first.size() == depth) node.value = entries[begin++].second;
        node.first_child = static_cast<std::uint32_t>(nodes_.size());
        children_of(begin, job.end, depth, [&](char label, std::size_t b, std::size_t e) {
            const auto child = static_cast<std::uint32_t>(nodes_.size());
            nodes_.emplace_back();
            labels_.push_back(label);
            ++node.children;
            queue.push_back({b, e, depth + 1, child});
        });
        nodes_[job.node] = node;
    }
}

namespace {

inline char key_byte(char c) noexcept { return c == '-' || c == '\n' ? ' ' : c; }

} // namespace

Trie::First Trie::first_word(std::string_view text, std::uint32_t begin) noexcept {
    std::uint32_t end = begin;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    return {end, base::word_hash(text.substr(std::min<std::size_t>(begin, text.size()), end - begin))};
}

std::uint64_t Trie::second_word(std::string_view key, std::uint32_t end) noexcept {
    while (end < key.size() && !is_word_byte(key[end])) ++end;
    return end < key.size() ? bit_of(first_word(key, end).hash) : any;
}

Trie::Hit Trie::enter(std::string_view text, std::uint32_t& id, std::uint32_t& pos) const noexcept {
    const Node& node = nodes_[id];
    id = none;
    for (std::uint32_t i = 0; i < node.tail_size; ++i) {
        if (!step(text, pos, tails_[node.tail + i])) return {};
    }
    Hit hit;
    if (node.value != none && (pos >= text.size() || !is_word_byte(text[pos]) || !is_word_byte(text[pos - 1]))) hit = {pos, node.value};
    if (pos >= text.size() || node.children == 0) return hit;
    const char c = key_byte(text[pos]);
    const char* labels = labels_.data() + node.first_child;
    const char* label = node.children <= 8 ? std::find(labels, labels + node.children, c) : std::lower_bound(labels, labels + node.children, c);
    if (label == labels + node.children || *label != c || !step(text, pos, c)) return hit;
    id = node.first_child + static_cast<std::uint32_t>(label - labels);
    return hit;
}

Trie::Hit Trie::longest(std::string_view text, std::uint32_t begin) const noexcept {
    Hit best;
    each(text, begin, [&](Hit h) { best = h; });
    return best;
}

Trie::Hit Trie::longest_there(std::string_view text, const text::Word& word) const noexcept {
    Hit best;
    const auto keep = [&](Hit h) { best = h; };
    walk(text, word.begin, word.end, word.hash, any, keep);
    return best;
}

std::uint32_t Trie::find(std::string_view key) const noexcept {
    const Hit hit = longest(key, 0);
    return hit && hit.end == key.size() ? hit.value : none;
}

} // namespace stoltenberg::match
