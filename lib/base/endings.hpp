// Endings of words, compared as numbers: the last eight bytes of a word stand in one register, an ending costs one comparison.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace stoltenberg::base {

/// The eight bytes of `text` before `end`; zeros where it has less. No byte before a word belongs to a word, so that the
/// tail of a short word ends in no ending longer than it.
[[nodiscard]] inline std::uint64_t tail(std::string_view text, std::size_t end) noexcept {
    std::uint64_t out = 0;
    const std::size_t size = end < sizeof out ? end : sizeof out;
    std::memcpy(reinterpret_cast<char*>(&out) + (sizeof out - size), text.data() + (end - size), size);
    return out;
}

class Ending {
public:
    static constexpr std::size_t longest = sizeof(std::uint64_t);

    Ending() = default;
    /// One to `longest` bytes of a word.
    explicit Ending(std::string_view text) noexcept : bytes_(tail(text, text.size())) {
        std::memset(reinterpret_cast<char*>(&mask_) + (sizeof mask_ - text.size()), 0xFF, text.size());
    }
    [[nodiscard]] bool of(std::uint64_t word_tail) const noexcept { return (word_tail & mask_) == bytes_; }

private:
    std::uint64_t bytes_ = 0;
    std::uint64_t mask_ = 0;
};

[[nodiscard]] inline bool ends_in(std::uint64_t word_tail, const std::vector<Ending>& endings) noexcept {
    return std::any_of(endings.begin(), endings.end(), [&](const Ending& e) { return e.of(word_tail); });
}

} // namespace stoltenberg::base
