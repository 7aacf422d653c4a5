#include "match/automaton.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "match/pattern.hpp"

namespace stoltenberg::match {

/// The steps of a pattern, made from its end to its beginning: each leads to what was made before it.
class Pattern::Steps {
public:
    /// A step, or the end, above the kinds of what may stand there: a bit each.
    using Point = std::uint32_t;
    using Points = std::vector<Point>; ///< sorted

    explicit Steps(const Pattern& pattern) : steps_(1) { begin_ = before(pattern, pattern.root_, end); }

    [[nodiscard]] bool good() const noexcept { return good_; }
    [[nodiscard]] std::size_t size() const noexcept { return steps_.size(); }
    [[nodiscard]] const Bytes& bytes(std::uint32_t step) const noexcept { return steps_[step].bytes; }
    [[nodiscard]] bool looks_around() const noexcept { return looks_around_; }
    /// What may come first, and behind a step with bytes, where the byte before is of that kind.
    [[nodiscard]] Points begin(std::uint32_t kind) { return reached(begin_, kind); }
    [[nodiscard]] Points behind(std::uint32_t step, std::uint32_t kind) { return reached(steps_[step].next.front(), kind); }

    static constexpr std::uint32_t end = 0;
    static constexpr std::uint32_t word = 1, other = 2, none = 4, any = 7, shift = 3;

private:
    static constexpr std::size_t most_steps = 60'000;
    struct Step {
        Type type = Type::empty; ///< a set: it takes one of its bytes; a look around; else it is free and leads to several
        Bytes bytes;
        std::vector<std::uint32_t> next;
    };

    std::uint32_t make(Type type, std::vector<std::uint32_t> next, const Bytes& bytes = {}) {
        steps_.push_back({type, bytes, std::move(next)});
        return static_cast<std::uint32_t>(steps_.size() - 1);
    }

    /// The step that begins what the node matches, if `then` follows it.
    std::uint32_t before(const Pattern& pattern, std::uint32_t node, std::uint32_t then) { // NOLINT(misc-no-recursion): as deep as the pattern
        const Node& n = pattern.nodes_[node];
        good_ = good_ && steps_.size() < most_steps;
        if (!good_) return then;
        switch (n.type) {
        case Type::bytes:
            for (std::uint32_t i = n.to; i-- > n.from;) then = make(Type::set, {then}, Bytes().set(static_cast<unsigned char>(pattern.literals_[i])));
            return then;
        case Type::set: return make(Type::set, {then}, pattern.sets_[n.from].bytes);
        case Type::empty: return then;
        case Type::concat:
            for (std::uint32_t k = n.to; k-- > n.from;) then = before(pattern, pattern.kids_[k].node, then);
            return then;
        case Type::alternation: {
            std::vector<std::uint32_t> ways;
            for (std::uint32_t k = n.from; k < n.to; ++k) ways.push_back(before(pattern, pattern.kids_[k].node, then));
            return make(Type::empty, std::move(ways));
        }
        case Type::repeat: {
            std::uint32_t out = then;
            if (n.max == endless) {
                out = make(Type::empty, {then});
                const std::uint32_t again = before(pattern, n.from, out);
                steps_[out].next.push_back(again);
            }
            for (std::uint32_t i = n.min; good_ && n.max != endless && i < n.max; ++i) out = make(Type::empty, {before(pattern, n.from, out), then});
            for (std::uint32_t i = 0; good_ && i < n.min; ++i) out = before(pattern, n.from, out);
            return out;
        }
        case Type::part: return before(*pattern.parts_[n.from], pattern.parts_[n.from]->root_, then);
        case Type::group: return before(pattern, n.from, then);
        case Type::begin:
        case Type::end:
        case Type::boundary:
        case Type::no_boundary: looks_around_ = true; return make(n.type, {then});
        }
        return then;
    }

    /// What takes a byte, or is the end, and is reached freely.
    Points reached(std::uint32_t from, std::uint32_t kind) {
        Points out;
        Points open{from << shift | any};
        seen_.resize(steps_.size() << shift);
        ++searches_;
        while (!open.empty()) {
            const Point at = open.back();
            open.pop_back();
            if (std::exchange(seen_[at], searches_) == searches_) continue;
            const Step& step = steps_[at >> shift];
            std::uint32_t kinds = at & any; // of what may follow
            switch (step.type) {
            case Type::begin: kinds &= kind == none ? any : 0U; break;
            case Type::end: kinds &= none; break;
            case Type::boundary: kinds &= kind == word ? other | none : word; break;
            case Type::no_boundary: kinds &= kind == word ? word : other | none; break;
            default: break;
            }
            if (kinds == 0) continue;
            if (at >> shift == end || step.type == Type::set) {
                out.push_back(at);
            } else {
                for (const std::uint32_t next : step.next) open.push_back(next << shift | kinds);
            }
        }
        std::sort(out.begin(), out.end());
        return out;
    }

    std::vector<Step> steps_;         ///< the first is the end
    std::vector<std::uint32_t> seen_; ///< by point: in which search
    std::uint32_t searches_ = 0;
    std::uint32_t begin_ = end;
    bool good_ = true;
    bool looks_around_ = false;
};

Automaton::Automaton(const Pattern& pattern, std::size_t most_states) {
    if (!pattern.known()) return;
    using Steps = Pattern::Steps;
    Steps steps(pattern);
    if (!steps.good()) return;
    looks_around_ = steps.looks_around();

    // Bytes that the same sets have, and that are of one kind, are of one class.
    Bytes words;
    for (unsigned b = 0; b < 256; ++b) words.set(b, is_word(static_cast<unsigned char>(b)));
    std::unordered_map<Bytes, std::vector<std::uint8_t>> sets; // with the classes of their bytes
    sets.try_emplace(words);
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
    std::vector<std::uint32_t> kinds(width, Steps::other);
    for (const std::uint8_t c : sets[words]) kinds[c] = Steps::word;

    std::vector<std::uint32_t> next;
    std::map<Steps::Points, std::uint32_t> known; // the states
    std::vector<const Steps::Points*> states;
    const auto number = [&](Steps::Points state) {
        const auto [it, fresh] = known.emplace(std::move(state), static_cast<std::uint32_t>(states.size()));
        if (fresh) states.push_back(&it->first);
        return it->second;
    };
    number({}); // where nothing goes on
    std::array<std::uint32_t, 3> first{};
    for (const Kind kind : {word, other, none}) first[kind] = number(steps.begin(1U << kind));
    std::array<std::vector<Steps::Points>, 2> behind{std::vector<Steps::Points>(steps.size()), std::vector<Steps::Points>(steps.size())};
    std::vector<Steps::Points> by_class(width);
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states.size() > most_states) return;
        next.resize((i + 1) * width);
        for (const Steps::Point point : *states[i]) {
            const std::uint32_t step = point >> Steps::shift;
            if (step == Steps::end) continue;
            for (const std::uint8_t c : sets[steps.bytes(step)]) {
                if ((point & kinds[c]) == 0) continue;
                Steps::Points& its = behind[kinds[c] == Steps::word ? 0 : 1][step];
                if (its.empty()) its = steps.behind(step, kinds[c]);
                by_class[c].insert(by_class[c].end(), its.begin(), its.end());
            }
        }
        for (std::size_t c = 0; c < width; ++c) {
            Steps::Points& to = by_class[c];
            if (to.empty()) continue;
            std::sort(to.begin(), to.end());
            to.erase(std::unique(to.begin(), to.end()), to.end());
            std::uint32_t ends = 0;
            for (const Steps::Point point : to) ends |= point >> Steps::shift == Steps::end ? point & any : 0;
            next[i * width + c] = static_cast<std::uint32_t>(number(std::move(to)) * width) << shift | ends;
            to.clear();
        }
    }
    for (const Kind kind : {word, other, none}) starts_[kind] = static_cast<std::uint32_t>(first[kind] * width);
    minimise(next, width);
    next_ = base::Array<std::uint32_t>(std::move(next));
}

/// States that go on alike are one (Moore 1956).
void Automaton::minimise(std::vector<std::uint32_t>& next, std::size_t width) {
    const std::size_t states = next.size() / width;
    std::vector<std::uint32_t> block(states); // by state; the first is where nothing goes on
    std::vector<std::uint32_t> first;         // state of each block
    for (std::size_t blocks = 0;;) {
        std::map<std::vector<std::uint32_t>, std::uint32_t> known;
        std::vector<std::uint32_t> fresh(states);
        first.clear();
        for (std::size_t i = 0; i < states; ++i) {
            std::vector<std::uint32_t> row{block[i]};
            for (std::size_t c = 0; c < width; ++c) {
                const std::uint32_t step = next[i * width + c];
                row.push_back(block[(step >> shift) / width] << shift | (step & any));
            }
            const auto [it, added] = known.emplace(std::move(row), static_cast<std::uint32_t>(first.size()));
            if (added) first.push_back(static_cast<std::uint32_t>(i));
            fresh[i] = it->second;
        }
        block = std::move(fresh);
        if (std::exchange(blocks, first.size()) == first.size()) break;
    }
    const auto row_of = [&](std::uint32_t step) { return static_cast<std::uint32_t>(block[(step >> shift) / width] * width); };
    std::vector<std::uint32_t> out(first.size() * width);
    for (std::size_t b = 0; b < first.size(); ++b) {
        for (std::size_t c = 0; c < width; ++c) {
            const std::uint32_t step = next[first[b] * width + c];
            if (step != 0) out[b * width + c] = row_of(step) << shift | (step & any);
        }
    }
    for (std::uint32_t& start : starts_) start = row_of(start << shift);
    next = std::move(out);
}

namespace {

/// Of one automaton in an image.
struct Entry {
    std::uint64_t digest, first, size; ///< of the pattern; where its steps stand, and how many they are
    std::array<std::uint32_t, 3> starts;
    std::uint32_t looks_around;
    std::array<std::uint8_t, 256> classes;
};

} // namespace

Automata::Automata(const data::Image& image) {
    data::ImageReader reader(image);
    const auto entries = reader.take<Entry>();
    const auto steps = reader.take<std::uint32_t>();
    for (const Entry& entry : entries) {
        if (entry.first > steps.size() || entry.size > steps.size() - entry.first) reader.fail();
        Automaton& one = by_digest_[entry.digest];
        one.classes_ = entry.classes;
        one.starts_ = entry.starts;
        one.looks_around_ = entry.looks_around != 0;
        one.next_ = base::Array<std::uint32_t>(steps.span().subspan(entry.first, entry.size));
    }
}

Automaton Automata::find(std::string_view pattern) const {
    const auto it = by_digest_.find(data::digest(pattern));
    return it == by_digest_.end() ? Automaton() : it->second;
}

void Automata::add(std::string_view pattern, const Automaton& automaton) { by_digest_.try_emplace(data::digest(pattern), automaton); }

data::Image Automata::write(std::string_view language) const {
    std::vector<Entry> entries;
    std::vector<std::uint32_t> steps;
    for (const auto& [digest, one] : by_digest_) {
        entries.push_back({digest, steps.size(), one.next_.size(), one.starts_, one.looks_around_ ? 1U : 0U, one.classes_});
        steps.insert(steps.end(), one.next_.begin(), one.next_.end());
    }
    data::ImageWriter out;
    out.add(std::move(entries));
    out.add(std::move(steps));
    return std::move(out).finish(0, language, "automata");
}

} // namespace stoltenberg::match
