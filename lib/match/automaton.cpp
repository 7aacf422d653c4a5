#include "match/automaton.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "match/pattern.hpp"

namespace stoltenberg::match {

/// The steps of a pattern, made from its end to its beginning: each leads to what was made before it.
class Pattern::Steps {
public:
    using Group = std::vector<std::uint32_t>; ///< of steps, the end among them; sorted

    explicit Steps(const Pattern& pattern) : steps_(1) { begin_ = before(pattern, pattern.root_, end); }

    [[nodiscard]] bool good() const noexcept { return good_; }
    [[nodiscard]] std::size_t size() const noexcept { return steps_.size(); }
    [[nodiscard]] const Bytes& bytes(std::uint32_t step) const noexcept { return steps_[step].bytes; }
    /// What may come first, and behind a step with bytes.
    [[nodiscard]] Group begin() { return reached(begin_); }
    [[nodiscard]] Group behind(std::uint32_t step) { return reached(steps_[step].next.front()); }

    static constexpr std::uint32_t end = 0;

private:
    static constexpr std::size_t most_steps = 60'000;
    struct Step {
        Bytes bytes; ///< one of which it takes; none: it is free and leads to several
        Group next;
        std::size_t seen = 0; ///< by which search
    };

    std::uint32_t make(const Bytes& bytes, Group next) {
        steps_.push_back({bytes, std::move(next)});
        return static_cast<std::uint32_t>(steps_.size() - 1);
    }

    /// The step that begins what the node matches, if `then` follows it.
    std::uint32_t before(const Pattern& pattern, std::uint32_t node, std::uint32_t then) { // NOLINT(misc-no-recursion): as deep as the pattern
        const Node& n = pattern.nodes_[node];
        good_ = good_ && steps_.size() < most_steps;
        if (!good_) return then;
        switch (n.type) {
        case Type::bytes:
            for (std::uint32_t i = n.to; i-- > n.from;) then = make(Bytes().set(static_cast<unsigned char>(pattern.literals_[i])), {then});
            return then;
        case Type::set: return make(pattern.sets_[n.from].bytes, {then});
        case Type::empty: return then;
        case Type::concat:
            for (std::uint32_t k = n.to; k-- > n.from;) then = before(pattern, pattern.kids_[k].node, then);
            return then;
        case Type::alternation: {
            Group ways;
            for (std::uint32_t k = n.from; k < n.to; ++k) ways.push_back(before(pattern, pattern.kids_[k].node, then));
            return make({}, std::move(ways));
        }
        case Type::repeat: {
            std::uint32_t out = then;
            if (n.max == endless) {
                out = make({}, {then});
                const std::uint32_t again = before(pattern, n.from, out);
                steps_[out].next.push_back(again);
            }
            for (std::uint32_t i = n.min; i < n.max && n.max != endless; ++i) out = make({}, {before(pattern, n.from, out), then});
            for (std::uint32_t i = 0; i < n.min; ++i) out = before(pattern, n.from, out);
            return out;
        }
        case Type::part: return before(*pattern.parts_[n.from], pattern.parts_[n.from]->root_, then);
        case Type::group: return before(pattern, n.from, then);
        default: good_ = false; return then;
        }
    }

    /// What takes a byte, or is the end, and is reached freely.
    Group reached(std::uint32_t from) {
        Group out;
        Group open{from};
        ++searches_;
        while (!open.empty()) {
            const std::uint32_t at = open.back();
            Step& step = steps_[at];
            open.pop_back();
            if (std::exchange(step.seen, searches_) == searches_) continue;
            if (at == end || step.bytes.any()) {
                out.push_back(at);
            } else {
                open.insert(open.end(), step.next.begin(), step.next.end());
            }
        }
        std::sort(out.begin(), out.end());
        return out;
    }

    std::vector<Step> steps_; ///< the first is the end
    std::size_t searches_ = 0;
    std::uint32_t begin_ = end;
    bool good_ = true;
};

Automaton::Automaton(const Pattern& pattern) {
    Pattern::Steps steps(pattern);
    if (!pattern.known() || !steps.good()) return;
    using Group = Pattern::Steps::Group;

    // Bytes that the same sets have are of one class.
    std::unordered_map<Bytes, std::vector<std::uint8_t>> sets; // with the classes of their bytes
    for (std::uint32_t step = 0; step < steps.size(); ++step) sets.try_emplace(steps.bytes(step));
    std::size_t width = 1;
    for (const auto& [bytes, unused] : sets) {
        std::array<int, 512> split;
        split.fill(-1);
        int count = 0;
        for (std::size_t b = 0; b < 256; ++b) {
            int& name = split[2U * classes_[b] + (bytes[b] ? 1U : 0U)];
            if (name < 0) name = count++;
            classes_[b] = static_cast<std::uint8_t>(name);
        }
        width = static_cast<std::size_t>(count);
    }
    for (auto& [bytes, classes] : sets) {
        std::vector<bool> has(width);
        for (std::size_t b = 0; b < 256; ++b) {
            if (bytes[b]) has[classes_[b]] = true;
        }
        for (std::size_t c = 0; c < width; ++c) {
            if (has[c]) classes.push_back(static_cast<std::uint8_t>(c));
        }
    }

    std::map<Group, std::uint32_t> known; // the states
    std::vector<const Group*> states;
    const auto number = [&](Group state) {
        const auto [it, fresh] = known.emplace(std::move(state), static_cast<std::uint32_t>(states.size()));
        if (fresh) states.push_back(&it->first);
        return it->second;
    };
    number({}); // before the first byte: nothing leads back to it
    std::vector<Group> behind(steps.size());
    std::vector<Group> by_class(width);
    for (std::size_t i = 0; i < states.size() && i < most_states; ++i) {
        for (const std::uint32_t step : i == 0 ? steps.begin() : *states[i]) {
            if (step == Pattern::Steps::end) continue;
            if (behind[step].empty()) behind[step] = steps.behind(step);
            for (const std::uint8_t c : sets[steps.bytes(step)]) by_class[c].insert(by_class[c].end(), behind[step].begin(), behind[step].end());
        }
        next_.resize((i + 1) * width);
        for (std::size_t c = 0; c < width; ++c) {
            Group& to = by_class[c];
            if (to.empty()) continue;
            std::sort(to.begin(), to.end());
            to.erase(std::unique(to.begin(), to.end()), to.end());
            const bool ends = to.front() == Pattern::Steps::end;
            next_[i * width + c] = static_cast<std::uint32_t>(number(std::move(to)) * width) << 1 | (ends ? accepts : 0);
            to.clear();
        }
    }
    if (states.size() > most_states) next_.clear();
}

} // namespace stoltenberg::match
