// A pattern as a deterministic automaton: all ends of its matches from one place, a step a byte.
// Steps joined by free moves (Thompson 1968), then sets of steps as states (Rabin and Scott 1959). Immutable; copies share; safe to share.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/array.hpp"
#include "data/image.hpp"

namespace stoltenberg::match {

class Pattern;

class Automaton {
public:
    Automaton() = default; // empty
    /// Of a known pattern. Empty where that would have more states than that before those that go on alike are made one.
    explicit Automaton(const Pattern& pattern, std::size_t most_states);

    [[nodiscard]] bool empty() const noexcept { return next_.empty(); }
    /// What stands around a match may matter: an end of the text, a boundary of a word.
    [[nodiscard]] bool looks_around() const noexcept { return looks_around_; }
    /// see(end) for each end, in order, of a match that begins at `begin` and has bytes.
    template <class See>
    void each_end(std::string_view text, std::size_t begin, See see) const {
        const std::uint32_t* next = next_.span().data();
        std::uint32_t state = starts_[kind(text, begin - 1)];
        for (std::size_t at = begin; at < text.size();) {
            const std::uint32_t step = next[state + classes_[static_cast<unsigned char>(text[at])]];
            if (step == 0) return;
            ++at;
            if (const std::uint32_t ends = step & any; ends != 0 && (ends == any || (ends & 1U << kind(text, at)) != 0)) see(at);
            state = step >> shift;
        }
    }
    /// The longest match at `begin`; 0: there is none.
    [[nodiscard]] std::size_t longest(std::string_view text, std::size_t begin) const {
        std::size_t out = 0;
        each_end(text, begin, [&](std::size_t end) { out = end; });
        return out;
    }

    /// The first match that begins at `from` or behind, of those there the longest: where it begins and ends; ends at 0: there is none.
    [[nodiscard]] std::pair<std::size_t, std::size_t> first(std::string_view text, std::size_t from) const {
        const std::uint32_t* next = next_.span().data();
        const bool anywhere = starts_[word] == starts_[other] && starts_[other] == starts_[none];
        for (std::size_t begin = from; begin < text.size(); ++begin) {
            if (anywhere && next[starts_[none] + classes_[static_cast<unsigned char>(text[begin])]] == 0) continue;
            if (const std::size_t end = longest(text, begin); end != 0) return {begin, end};
        }
        return {text.size(), 0};
    }

private:
    friend class Automata;
    /// What stands at an offset: a byte of a word, another, none.
    enum Kind : std::uint32_t { word, other, none };
    static Kind kind(std::string_view text, std::size_t at) noexcept {
        if (at >= text.size()) return none; // before the first byte too
        const auto c = static_cast<unsigned char>(text[at]);
        return is_word(c) ? word : other;
    }
    static constexpr bool is_word(unsigned char c) noexcept {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
    void minimise(std::vector<std::uint32_t>& next, std::size_t width);
    static constexpr std::uint32_t any = 7, shift = 3;

    std::array<std::uint8_t, 256> classes_{}; ///< by byte: bytes of one class are alike to the pattern
    std::array<std::uint32_t, 3> starts_{};   ///< states, by what stands before
    /// By state and class: where the row of the next state begins, above the kinds before which a match ends there, a bit each; 0: no match goes on so.
    base::Array<std::uint32_t> next_;
    bool looks_around_ = false;
};

/// Automata by the pattern they were made of, so that they are made when the library is built.
class Automata {
public:
    Automata() = default;
    explicit Automata(const data::Image& image);

    /// `pattern`: with its macros written out. Empty where there is none.
    [[nodiscard]] Automaton find(std::string_view pattern) const;
    void add(std::string_view pattern, const Automaton& automaton);
    [[nodiscard]] bool empty() const noexcept { return by_digest_.empty(); }
    [[nodiscard]] data::Image write(std::string_view language) const;

private:
    std::map<std::uint64_t, Automaton> by_digest_;
};

} // namespace stoltenberg::match
