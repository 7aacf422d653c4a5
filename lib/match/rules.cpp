#include "match/rules.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>
#include <numeric>
#include <stdexcept>

#include <re2/re2.h>

#include "match/pattern.hpp"

#include <stoltenberg/resources.hpp>

namespace stoltenberg::match {

namespace {
constexpr std::size_t most_states = 20'000;
constexpr std::size_t few_states = 1'500; ///< some milliseconds: as much as is worth while while loading
} // namespace

Automaton Macros::automaton(const Pattern& pattern, std::string_view source) const {
    if (pattern.may_be_empty()) return {}; // matches without bytes are not told
    Automaton out = ready_.find(source);
    if (out.empty()) out = Automaton(pattern, made_ != nullptr ? most_states : few_states);
    if (made_ != nullptr) made_->add(source, out);
    return out;
}

void Macros::set(std::string name, const std::string& pattern, bool often) {
    const std::string& source = macros_[name] = "(?:" + expand(pattern) + ")";
    auto part = std::make_shared<Pattern>(pattern, parts_);
    Automaton its = often ? automaton(*part, source) : Automaton();
    part->learn(its.looks_around() ? Automaton() : std::move(its)); // its matches in a line are looked up once, whatever part of it is asked for
    parts_[std::move(name)] = std::move(part);
}

void Macros::set_words(std::string name, std::vector<std::string> words) {
    std::sort(words.begin(), words.end(),
              [](const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    std::string pattern;
    for (const std::string& word : words) {
        if (!pattern.empty()) pattern += '|';
        pattern += re2::RE2::QuoteMeta(word);
    }
    set(std::move(name), pattern, true);
}

std::string Macros::expand(std::string_view pattern) const {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        const bool name = pattern[i] == '{' && i + 1 < pattern.size() && pattern[i + 1] >= 'A' && pattern[i + 1] <= 'Z' &&
                          (i < 2 || (pattern[i - 1] != 'p' && pattern[i - 1] != 'P') || pattern[i - 2] != '\\');
        const std::size_t close = name ? pattern.find('}', i) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out.push_back(pattern[i++]);
            continue;
        }
        const std::string_view key = pattern.substr(i + 1, close - i - 1);
        const auto it = macros_.find(key);
        if (it == macros_.end()) throw std::invalid_argument("unknown macro {" + std::string(key) + "}");
        out += it->second;
        i = close + 1;
    }
    return out;
}

std::optional<Range> RuleSet::Match::group(std::string_view name) const noexcept {
    for (const auto& [key, span] : groups) {
        if (key == name) return span;
    }
    return std::nullopt;
}

namespace {

re2::RE2::Options options() {
    re2::RE2::Options o;
    o.set_encoding(re2::RE2::Options::EncodingLatin1); // folded text may hold any bytes
    o.set_longest_match(true);
    o.set_log_errors(false);
    o.set_max_mem(64 << 20);
    return o;
}

constexpr std::size_t few_strings = 64;

void add(Held& held, const Held& more) {
    for (std::size_t i = 0; i < held.size(); ++i) held[i] |= more[i];
}

} // namespace

/// One rule. RE2 compiles it when a text gets as far as that.
struct RuleSet::Impl {
    struct Compiled {
        std::once_flag once;
        std::unique_ptr<re2::RE2> re;
        std::vector<std::pair<std::string, int>> names;
    };

    std::vector<std::string> sources;                ///< expanded
    std::vector<Pattern> patterns;                   ///< of the same
    std::vector<Automaton> automata;                 ///< of the same
    std::vector<std::vector<std::uint32_t>> by_name; ///< the groups of each, sorted by name
    std::vector<std::size_t> most;
    std::unique_ptr<Compiled[]> compiled;
    std::vector<Held> needs; ///< what a sieve must have found for the rule
    // Rules a text may match, by how it begins: by the first bytes as far as a pattern tells them, or by the first byte; the last: no byte.
    struct Start {
        std::uint32_t key;
        std::uint16_t rule;
    };
    std::vector<Start> starts; ///< by key
    std::array<std::uint32_t, 257> first_start{};
    std::array<std::vector<std::uint16_t>, 257> beginning;

    template <class See>
    void candidates(std::string_view text, See see) const {
        const std::size_t first = text.empty() ? 256 : static_cast<unsigned char>(text.front());
        for (const std::size_t index : beginning[first]) see(index);
        if (text.empty() || first_start[first] == first_start[first + 1]) return;
        for (std::size_t size = 1; size <= std::min(text.size(), Pattern::most_start); ++size) {
            const std::uint32_t wanted = Pattern::start_key(text.substr(0, size));
            const auto end = starts.begin() + first_start[first + 1];
            auto it = std::lower_bound(starts.begin() + first_start[first], end, wanted, [](const Start& a, std::uint32_t b) { return a.key < b; });
            for (; it != end && it->key == wanted; ++it) see(it->rule);
        }
    }

    bool lets(std::size_t index, const Held& held) const noexcept {
        const Held& need = needs[index];
        return ((need[0] & ~held[0]) | (need[1] & ~held[1]) | (need[2] & ~held[2]) | (need[3] & ~held[3])) == 0;
    }

    /// Does the rule's automaton tell all of such a text?
    bool by_automaton(std::size_t index, std::string_view text) const { return !automata[index].empty() && text.size() <= window_bytes; }

    const Compiled& rule(std::size_t index) const {
        Compiled& slot = compiled[index];
        std::call_once(slot.once, [&] {
            slot.re = std::make_unique<re2::RE2>(sources[index], options());
            const auto& named = slot.re->NamedCapturingGroups();
            slot.names.assign(named.begin(), named.end());
        });
        return slot;
    }

    /// The rule's groups in what it matches: all of [begin, end).
    std::optional<Match> capture(std::size_t index, std::string_view text, std::size_t begin, std::size_t end, Window& window) const {
        Match match;
        match.rule = index;
        match.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        const Pattern& pattern = patterns[index];
        if (pattern.known() && pattern.names().empty()) return match;
        if (std::vector<Range> groups; pattern.known() && text.size() <= window_bytes && pattern.groups(begin, end, window, groups)) {
            for (const std::uint32_t group : by_name[index]) {
                if (groups[group].begin <= groups[group].end) match.groups.emplace_back(pattern.names()[group], groups[group]);
            }
            return match;
        }
        const Compiled& compiled_rule = rule(index);
        if (compiled_rule.names.empty()) return match;
        std::vector<re2::StringPiece> sub(static_cast<std::size_t>(compiled_rule.re->NumberOfCapturingGroups()) + 1);
        const re2::StringPiece piece(text.data(), text.size());
        if (!compiled_rule.re->Match(piece, begin, end, re2::RE2::ANCHOR_BOTH, sub.data(), static_cast<int>(sub.size()))) return std::nullopt;
        for (const auto& [name, group] : compiled_rule.names) {
            const re2::StringPiece& s = sub[static_cast<std::size_t>(group)];
            if (s.data() == nullptr) continue;
            const auto at = static_cast<std::uint32_t>(s.data() - text.data());
            match.groups.emplace_back(name, Range{at, at + static_cast<std::uint32_t>(s.size())});
        }
        return match;
    }

    std::vector<Match> anchored(std::string_view text, bool whole, bool within, const Held& held, Window& window) const {
        std::vector<Match> out;
        candidates(text, [&](std::size_t index) {
            if (!lets(index, held) || (within && text.size() > most[index])) return;
            std::size_t end = text.size();
            if (by_automaton(index, text)) {
                end = automata[index].longest(text, 0);
                if (end == 0 || (whole && end != text.size())) return;
            } else {
                re2::StringPiece hit;
                const re2::StringPiece piece(text.data(), text.size());
                if (!rule(index).re->Match(piece, 0, end, whole ? re2::RE2::ANCHOR_BOTH : re2::RE2::ANCHOR_START, &hit, 1)) return;
                end = hit.size();
            }
            if (auto match = capture(index, text, 0, end, window)) out.push_back(std::move(*match));
        });
        std::sort(out.begin(), out.end(), [](const Match& a, const Match& b) { return a.rule < b.rule; });
        return out;
    }

    struct Next {
        std::size_t rule, begin, end;
    };

    /// The first hit of the rule from `pos` on; none if its begin is behind the text.
    Next next(std::size_t index, std::string_view text, std::size_t pos) const {
        const Next none{index, text.size() + 1, text.size() + 1};
        if (pos > text.size()) return none;
        if (by_automaton(index, text)) {
            const auto [begin, end] = automata[index].first(text, pos);
            return end == 0 ? none : Next{index, begin, end};
        }
        re2::StringPiece hit;
        if (!rule(index).re->Match({text.data(), text.size()}, pos, text.size(), re2::RE2::UNANCHORED, &hit, 1)) return none;
        const auto begin = static_cast<std::size_t>(hit.data() - text.data());
        return {index, begin, begin + hit.size()};
    }

    void find(std::string_view text, const Held& held, Window& window, const std::function<bool(const Match&)>& see) const {
        std::vector<Next> hits; // the next of each rule
        for (std::size_t index = 0; index < patterns.size(); ++index) {
            if (!lets(index, held)) continue;
            const Next hit = next(index, text, 0);
            if (hit.begin <= text.size()) hits.push_back(hit);
        }
        while (!hits.empty()) {
            const Next best = *std::min_element(hits.begin(), hits.end(), [](const Next& a, const Next& b) {
                return a.begin != b.begin ? a.begin < b.begin : a.end != b.end ? a.end > b.end : a.rule < b.rule;
            });
            if (best.end > best.begin) {
                if (const auto match = capture(best.rule, text, best.begin, best.end, window); match && !see(*match)) return;
            }
            const std::size_t pos = std::max(best.end, best.begin + 1);
            for (Next& hit : hits) {
                if (hit.begin < pos) hit = next(hit.rule, text, pos);
            }
            std::erase_if(hits, [&](const Next& hit) { return hit.begin > text.size(); });
        }
    }
};

RuleSet::RuleSet() = default;
RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;

RuleSet::RuleSet(const std::vector<Rule>& rules, const Macros& macros, Check check) : impl_(std::make_unique<Impl>()) {
    if (rules.size() > 0xFFFF) throw ResourceError(rules.front().file, rules.front().line, "too many rules of one sort");
    impl_->compiled = std::make_unique<Impl::Compiled[]>(rules.size());
    impl_->patterns.reserve(rules.size());
    for (const Rule& rule : rules) {
        const std::size_t index = impl_->sources.size();
        try {
            impl_->sources.push_back(macros.expand(rule.pattern));
        } catch (const std::invalid_argument& e) {
            throw ResourceError(rule.file, rule.line, e.what());
        }
        const Pattern& pattern = impl_->patterns.emplace_back(rule.pattern, macros.parts_);
        impl_->automata.push_back(macros.automaton(pattern, impl_->sources.back()));
        impl_->most.push_back(rule.most);
        std::vector<std::uint32_t>& by_name = impl_->by_name.emplace_back(pattern.names().size());
        std::iota(by_name.begin(), by_name.end(), 0U);
        std::sort(by_name.begin(), by_name.end(), [&](std::uint32_t a, std::uint32_t b) { return pattern.names()[a] < pattern.names()[b]; });
        if (check == Check::now) {
            const re2::RE2& re = *impl_->rule(index).re;
            if (!re.ok()) throw ResourceError(rule.file, rule.line, "pattern: " + re.error());
        }
        for (const std::uint32_t start : pattern.starts()) impl_->starts.push_back({start, static_cast<std::uint16_t>(index)});
        for (std::size_t first = 0; first < 256 && pattern.starts().empty(); ++first) {
            if (pattern.may_be_empty() || pattern.first()[first]) impl_->beginning[first].push_back(static_cast<std::uint16_t>(index));
        }
        if (pattern.may_be_empty()) impl_->beginning[256].push_back(static_cast<std::uint16_t>(index));
    }
    impl_->needs.resize(rules.size());
    std::sort(impl_->starts.begin(), impl_->starts.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    for (std::size_t first = 0, at = 0; first < impl_->first_start.size(); ++first) {
        while (at < impl_->starts.size() && impl_->starts[at].key >> 24 < first) ++at;
        impl_->first_start[first] = static_cast<std::uint32_t>(at);
    }
}

const std::vector<std::string>& RuleSet::sources() const noexcept {
    static const std::vector<std::string> none;
    return impl_ ? impl_->sources : none;
}

bool RuleSet::empty() const noexcept { return !impl_ || impl_->patterns.empty(); }

enum class RuleSet::How : std::uint8_t { full, full_within, prefix };

std::vector<RuleSet::Match> RuleSet::matches(How how, std::string_view text, const Held& held, Window* window) const {
    if (empty()) return {};
    if (window == nullptr) return matches(how, text, held, std::make_unique<Window>().get());
    window->look_at(text);
    return impl_->anchored(text, how != How::prefix, how == How::full_within, held, *window);
}

std::vector<RuleSet::Match> RuleSet::match_full(std::string_view text, const Held& held, Window* window) const {
    return matches(How::full, text, held, window);
}

std::vector<RuleSet::Match> RuleSet::match_full_within(std::string_view text, const Held& held, Window* window) const {
    return matches(How::full_within, text, held, window);
}

std::vector<RuleSet::Match> RuleSet::match_prefix(std::string_view text, const Held& held, Window* window) const {
    return matches(How::prefix, text, held, window);
}

std::vector<RuleSet::Match> RuleSet::find(std::string_view text, const Held& held, Window* window) const {
    if (window == nullptr) return find(text, held, std::make_unique<Window>().get());
    std::vector<Match> out;
    find(text, held, *window, [&](const Match& match) {
        out.push_back(match);
        return true;
    });
    return out;
}

void RuleSet::find(std::string_view text, const Held& held, Window& window, const std::function<bool(const Match&)>& see) const {
    if (empty()) return;
    window.look_at(text);
    impl_->find(text, held, window, see);
}

std::uint32_t Sieve::hash(std::uint32_t three) noexcept { return three * 0x9E3779B1U >> (32 - hash_bits); }

Sieve::Sieve(const std::vector<RuleSet*>& searched, const std::vector<RuleSet*>& anchored) {
    const auto demand = [&](std::string s) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
        const std::uint64_t mark = std::uint64_t{1} << bits_ % 64;
        const auto begin = [&](unsigned first, unsigned second) { begins_[4 * first + second / 64] |= std::uint64_t{1} << second % 64; };
        if (s.size() == 1) {
            alone_[byte(0)] = true;
            held_[byte(0)][bits_ / 64] |= mark;
            for (unsigned next = 0; next < 256; ++next) begin(byte(0), next);
        } else if (s.size() == 2) {
            const unsigned key = unsigned{byte(0)} << 8 | byte(1);
            auto it = std::lower_bound(pairs_.begin(), pairs_.end(), key, [](const Pair& a, unsigned b) { return a.key < b; });
            if (it == pairs_.end() || it->key != key) it = pairs_.insert(it, {key, {}});
            it->held[bits_ / 64] |= mark;
            second_[byte(0)].set(byte(1));
            begin(byte(0), byte(1));
        } else {
            s.resize(std::min(s.size(), longest));
            const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(s[i])); };
            const std::uint32_t h = hash(at(0) | at(1) << 8 | at(2) << 16);
            triples_[h / 64] |= std::uint64_t{1} << h % 64;
            begin(at(0), at(1));
            entries_.push_back({h, bits_, s.size() > 3 ? s[3] : '\0', s});
        }
    };
    std::map<Pattern::Need, unsigned> known; // several rules may need the same
    std::map<const RuleSet*, std::vector<std::vector<Pattern::Need>>> needs_of;
    for (const auto* sets : {&searched, &anchored}) {
        for (const RuleSet* set : *sets) {
            for (std::size_t rule = 0; set->impl_ && rule < set->impl_->patterns.size(); ++rule) {
                const Pattern& pattern = set->impl_->patterns[rule];
                // A rule whose beginning is told is asked seldom enough.
                needs_of[set].push_back(sets == &anchored && pattern.starts_seldom() ? std::vector<Pattern::Need>() : pattern.needs());
            }
        }
    }
    for (std::size_t round = 0; round < 3; ++round) { // the rarest need of every rule before the second of any
        for (const auto* sets : {&searched, &anchored}) {
            for (RuleSet* set : *sets) {
                for (std::size_t rule = 0; set->impl_ && rule < set->impl_->patterns.size(); ++rule) {
                    const auto& needs = needs_of[set][rule];
                    if (round >= needs.size() || bits_ == 64 * std::tuple_size_v<Held>) continue;
                    if (sets == &anchored && needs[round].size() > few_strings) continue;
                    const auto [it, fresh] = known.emplace(needs[round], bits_);
                    if (fresh) {
                        for (const std::string& s : needs[round]) demand(s);
                        ++bits_;
                    }
                    set->impl_->needs[rule][it->second / 64] |= std::uint64_t{1} << it->second % 64;
                }
            }
        }
    }
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.hash < b.hash; });
    for (std::size_t i = 0, at = 0; i < first_.size(); ++i) {
        while (at < entries_.size() && entries_[at].hash >> (hash_bits - first_bits) < i) ++at;
        first_[i] = static_cast<std::uint16_t>(at);
    }
}

/// What one byte and two say.
inline void Sieve::sift_short(unsigned first, unsigned second, Held& out) const noexcept {
    if (alone_[first]) add(out, held_[first]);
    if (!second_[first][second]) return;
    const unsigned key = first << 8 | second;
    add(out, std::lower_bound(pairs_.begin(), pairs_.end(), key, [](const Pair& a, unsigned b) { return a.key < b; })->held);
}

Held Sieve::sift(std::string_view text, std::size_t from, const Held& held) const noexcept {
    Held out = held;
    // A string may begin before `from` and end behind it.
    std::size_t i = from < longest ? 0 : from - longest;
    const auto at = [&](std::size_t offset) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[offset])); };
    std::uint32_t two = i < text.size() ? at(i) : 0;
    for (; i + 2 < text.size(); ++i) {
        two = (two << 8 | at(i + 1)) & 0xFFFF;
        if ((begins_[two / 64] >> two % 64 & 1) == 0) continue;
        sift_short(two >> 8, two & 0xFF, out);
        const std::uint32_t h = hash(two >> 8 | (two & 0xFF) << 8 | at(i + 2) << 16);
        if ((triples_[h / 64] >> h % 64 & 1) == 0) continue;
        for (std::size_t e = first_[h >> (hash_bits - first_bits)]; e < entries_.size() && entries_[e].hash <= h; ++e) {
            const Entry& entry = entries_[e];
            if (entry.hash != h || (out[entry.bit / 64] >> entry.bit % 64 & 1) != 0) continue;
            if (entry.fourth != '\0' && i + 3 < text.size() && entry.fourth != text[i + 3]) continue;
            if (text.compare(i, entry.text.size(), entry.text) == 0) out[entry.bit / 64] |= std::uint64_t{1} << entry.bit % 64;
        }
    }
    for (; i < text.size(); ++i) sift_short(at(i), i + 1 < text.size() ? at(i + 1) : 0, out);
    return out;
}

} // namespace stoltenberg::match
