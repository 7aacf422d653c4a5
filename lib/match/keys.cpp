#include "match/keys.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>
#include <utility>

namespace stoltenberg::match {

bool Keys::next_word(std::string_view text, std::uint32_t& at, Word& word) noexcept {
    while (at < text.size() && !text::is_word_byte(text[at])) ++at;
    const std::uint32_t begin = at;
    while (at < text.size() && text::is_word_byte(text[at])) ++at;
    word = {base::word_hash(text.substr(begin, at - begin)), at};
    return begin < at;
}

Keys::Keys(const std::vector<Entry>& entries) {
    std::vector<Key> slots(std::bit_ceil(entries.size() * 3 / 2 + 2));
    const std::size_t mask = slots.size() - 1;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> marked; // hash and what begins so
    std::vector<char> bytes;
    marked.reserve(entries.size() * 2);
    for (const auto& [key, value] : entries) {
        if (key.empty() || !text::is_word_byte(key.front()) || !text::is_word_byte(key.back())) continue; // no text has it from word to word
        Word word{};
        std::uint32_t at = 0;
        next_word(key, at, word);
        std::uint32_t hash = word.hash;
        while (next_word(key, at, word)) {
            marked.emplace_back(hash, longer_here);
            hash = join(hash, word.hash);
        }
        marked.emplace_back(hash, key_here);
        std::size_t slot = hash & mask;
        bool known = false;
        for (; slots[slot].size != 0 && !known; slot = (slot + 1) & mask) {
            known = slots[slot].hash == hash && std::string_view(bytes.data() + slots[slot].begin, slots[slot].size) == key;
        }
        if (known) continue;
        if (bytes.size() + key.size() > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("more than 4 GiB of names");
        slots[slot] = {hash, static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(key.size()), value};
        bytes.insert(bytes.end(), key.begin(), key.end());
    }
    std::vector<std::uint64_t> bits(std::bit_ceil(marked.size() / 4 + 1)); // one of 16 to 32 is set, or fewer
    for (const auto& [hash, here] : marked) bits[(hash >> 10U) & (bits.size() - 1)] |= std::uint64_t{here} << shift(hash);
    slots_ = base::Array(std::move(slots));
    bits_ = base::Array(std::move(bits));
    bytes_ = base::Array(std::move(bytes));
    measure();
}

Keys::Keys(data::ImageReader& image) : slots_(image.take<Key>()), bits_(image.take<std::uint64_t>()), bytes_(image.take<char>()) {
    if (!std::has_single_bit(slots_.size()) || !std::has_single_bit(bits_.size())) image.fail();
    measure();
}

void Keys::measure() {
    slots_mask_ = slots_.size() - 1;
    bits_mask_ = bits_.size() - 1;
}

namespace {

/// True if the words are the key, a hyphen or a line end perhaps in the place of a space.
bool spell(std::string_view words, std::string_view key) noexcept {
    std::uint32_t at = 0;
    return std::all_of(key.begin(), key.end(), [&](char c) { return step(words, at, c); }) && at == words.size();
}

} // namespace

const Keys::Key* Keys::search(std::uint32_t hash, std::string_view words) const noexcept {
    const std::span<const Key> slots = slots_.span();
    for (std::size_t n = 0, at = hash & slots_mask_; n <= slots_mask_ && slots[at].size != 0; ++n, at = (at + 1) & slots_mask_) {
        if (slots[at].hash != hash) continue;
        const std::string_view key = text(slots[at]);
        if (base::same_word(words, key) || spell(words, key)) return &slots[at];
    }
    return nullptr;
}

void Keys::write(data::ImageWriter& image) const {
    image.add(slots_);
    image.add(bits_);
    image.add(bytes_);
}

std::uint32_t Keys::find(std::string_view wanted) const noexcept {
    Word word{};
    std::uint32_t at = 0;
    if (!next_word(wanted, at, word)) return none;
    std::uint32_t hash = word.hash;
    while (next_word(wanted, at, word)) hash = join(hash, word.hash);
    const Key* hit = look(hash, wanted);
    return hit == nullptr ? none : hit->value;
}

} // namespace stoltenberg::match
