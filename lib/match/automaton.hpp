// A pattern as a deterministic automaton: all ends of its matches from one place, a step a byte.
// Steps joined by free moves (Thompson 1968), then sets of steps as states (Rabin and Scott 1959). Immutable; safe to share.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace stoltenberg::match {

class Pattern;

class Automaton {
public:
    Automaton() = default; // empty
    /// Of a known pattern. Empty where that asks for more than the bytes of the match (an end, a boundary), or would have too many states.
    explicit Automaton(const Pattern& pattern);

    [[nodiscard]] bool empty() const noexcept { return next_.empty(); }
    /// see(end) for each end, in order, of a match that begins at `begin` and has bytes.
    template <class See>
    void each_end(std::string_view text, std::size_t begin, See see) const {
        std::uint32_t state = 0;
        for (std::size_t at = begin; at < text.size();) {
            const std::uint32_t step = next_[state + classes_[static_cast<unsigned char>(text[at])]];
            if (step == 0) return;
            ++at;
            if ((step & accepts) != 0) see(at);
            state = step >> 1;
        }
    }

private:
    static constexpr std::size_t most_states = 10'000;
    static constexpr std::uint32_t accepts = 1;
    std::array<std::uint8_t, 256> classes_{}; ///< by byte: bytes of one class are alike to the pattern
    /// By state and class: where the row of the next state begins, twice, and `accepts` if a match ends there; 0: no match goes on so.
    std::vector<std::uint32_t> next_;
};

} // namespace stoltenberg::match
