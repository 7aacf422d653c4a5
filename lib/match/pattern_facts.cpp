// What a pattern says of the texts it matches: how they begin, what they hold.
#include <algorithm>
#include <optional>

#include "match/pattern.hpp"

namespace stoltenberg::match {
namespace {

constexpr std::size_t most_strings = 128; ///< of one need

unsigned char byte(char c) { return static_cast<unsigned char>(c); }

/// A guess at how often a byte stands in a line, 1 for always.
double commonness(char c) {
    if ((c >= 'a' && c <= 'z') || c == ' ') return 1;
    if (c == '.' || c == '\'' || c == ',') return 0.8;
    if (c == '-') return 0.5;
    return c >= '0' && c <= '9' ? 0.035 : 0.09;
}

double commonness(const std::string& s) {
    double least = s.size() >= 3 ? 0.1 / static_cast<double>(s.size() * s.size()) : 1;
    for (const char c : s) least = std::min(least, commonness(c));
    return s.size() == 2 && least < 0.1 ? least * 0.2 : least;
}

double commonness(const Pattern::Need& need) {
    double sum = 0;
    for (const std::string& s : need) sum += commonness(s);
    return sum;
}

/// Drops what holds a byte that is enough alone, and what begins with another string.
void minimise(Pattern::Need& need) {
    Bytes alone;
    for (const std::string& s : need) {
        if (s.size() == 1) alone.set(byte(s.front()));
    }
    std::erase_if(need,
                  [&](const std::string& s) { return s.size() > 1 && std::any_of(s.begin(), s.end(), [&](char c) { return alone[byte(c)]; }); });
    std::sort(need.begin(), need.end());
    std::size_t kept = 0;
    for (std::string& s : need) {
        if (kept > 0 && s.compare(0, need[kept - 1].size(), need[kept - 1]) == 0) continue;
        if (&need[kept] != &s) need[kept] = std::move(s);
        ++kept;
    }
    need.resize(kept);
}

} // namespace

std::uint32_t Pattern::Starts::longer(std::uint32_t key, unsigned char c) noexcept { return (key | std::uint32_t{c} << (24 - 8 * size(key))) + 1; }

void Pattern::Starts::tidy(std::vector<std::uint32_t>& keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

std::vector<Pattern::Need> Pattern::needs() const {
    if (!known_) return {};
    Facts all = facts(root_);
    if (all.exact) all.needs = {std::move(*all.exact)};
    for (Need& need : all.needs) minimise(need);
    std::erase_if(all.needs, [](const Need& need) { return commonness(need) >= 1; });
    std::stable_sort(all.needs.begin(), all.needs.end(), [](const Need& a, const Need& b) { return commonness(a) < commonness(b); });
    return std::move(all.needs);
}

bool Pattern::starts_seldom() const noexcept {
    return !starts_.empty() && std::all_of(starts_.begin(), starts_.end(), [](std::uint32_t key) { return Starts::size(key) > 1; });
}

std::uint32_t Pattern::start_key(std::string_view bytes) noexcept {
    std::uint32_t key = 0;
    for (const char c : bytes) key = Starts::longer(key, byte(c));
    return key;
}

void Pattern::Starts::close() {
    done.insert(done.end(), open.begin(), open.end());
    open.clear();
    tidy(done);
    for (std::size_t size = most_start - 1; done.size() > most; --size) { // shorter ones are fewer, and say less
        for (std::uint32_t& key : done) {
            if (Starts::size(key) > size) key = (key & ~(0xFFFFFFFF >> 8 * size)) | static_cast<std::uint32_t>(size);
        }
        tidy(done);
    }
}

/// Continues the open strings by what the node may begin with; where they would be too many they stay as long as they are.
void Pattern::add_starts(std::uint32_t node, Starts& starts) const {
    const Node& n = nodes_[node];
    std::vector<std::uint32_t> next;
    switch (n.type) {
    case Type::bytes:
        for (std::uint32_t key : starts.open) {
            for (std::uint32_t i = n.from; i < n.to && Starts::size(key) < most_start; ++i) key = Starts::longer(key, byte(literals_[i]));
            starts.put(key, next);
        }
        starts.open = std::move(next);
        break;
    case Type::set:
        if (sets_[n.from].bytes.count() * starts.open.size() > Starts::most_by_set) return starts.close();
        for (const std::uint32_t key : starts.open) {
            for (unsigned b = 0; b < 256; ++b) {
                if (sets_[n.from].bytes[b]) starts.put(Starts::longer(key, static_cast<unsigned char>(b)), next);
            }
        }
        starts.open = std::move(next);
        break;
    case Type::concat:
        for (std::uint32_t k = n.from; k < n.to && !starts.open.empty(); ++k) add_starts(kids_[k].node, starts);
        break;
    case Type::alternation: {
        const std::vector<std::uint32_t> open = starts.open;
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            starts.open = open;
            add_starts(kids_[k].node, starts);
            next.insert(next.end(), starts.open.begin(), starts.open.end());
        }
        starts.open = std::move(next);
        break;
    }
    case Type::repeat:
        if (n.min == 0) next = starts.open;
        for (std::uint32_t i = 1; i <= n.max && i <= most_start && !starts.open.empty(); ++i) {
            add_starts(n.from, starts);
            if (i >= n.min || i == most_start) next.insert(next.end(), starts.open.begin(), starts.open.end());
        }
        starts.open = std::move(next);
        break;
    case Type::part: {
        const Starts& part = parts_[n.from]->begins_;
        if ((part.open.size() + part.done.size()) * starts.open.size() > 4 * Starts::most) return starts.close();
        for (const std::uint32_t key : starts.open) {
            for (const auto* tails : {&part.open, &part.done}) {
                for (const std::uint32_t tail : *tails) {
                    std::uint32_t longer = key;
                    for (std::size_t i = 0; i < Starts::size(tail) && Starts::size(longer) < most_start; ++i)
                        longer = Starts::longer(longer, static_cast<unsigned char>(tail >> (24 - 8 * i)));
                    (tails == &part.done || Starts::size(longer) == most_start ? starts.done : next).push_back(longer);
                }
            }
        }
        starts.open = std::move(next);
        break;
    }
    case Type::group: return add_starts(n.from, starts);
    default: break;
    }
    if (n.type == Type::alternation || n.type == Type::repeat) Starts::tidy(starts.open); // the others add none twice
    if (starts.done.size() > Starts::most) Starts::tidy(starts.done);
    if (starts.open.size() + starts.done.size() > Starts::most) starts.close();
}

void Pattern::Ahead::add(const Ahead& other) noexcept {
    for (std::size_t i = 0; i < far; ++i) bytes[i] |= other.bytes[i];
    lengths |= other.lengths;
}

void Pattern::Ahead::append(const Ahead& other) noexcept {
    unsigned sums = 0;
    const Ahead head = *this;
    for (std::size_t length = 0; length <= far; ++length) {
        if ((head.lengths >> length & 1) == 0) continue;
        for (std::size_t i = length; i < far; ++i) bytes[i] |= other.bytes[i - length];
        sums |= other.lengths << length;
    }
    constexpr unsigned longest = 1U << far;
    lengths = (sums & (longest - 1)) | (sums >= longest ? longest : 0);
}

Pattern::Facts Pattern::facts(std::uint32_t node) const {
    const Node& n = nodes_[node];
    Facts out;
    switch (n.type) {
    case Type::bytes: out.exact = Need{literals_.substr(n.from, n.to - n.from)}; break;
    case Type::set:
        if (sets_[n.from].bytes.count() <= 16) {
            out.exact.emplace();
            for (unsigned b = 0; b < 256; ++b) {
                if (sets_[n.from].bytes[b]) out.exact->emplace_back(1, static_cast<char>(b));
            }
        }
        break;
    case Type::concat: {
        std::optional<Need> run = Need{std::string()}; // what stands side by side
        Need rarest = *run;                            // the rarest that stood there: a longer one may be said in too many ways
        bool broken = false;
        const auto flush = [&] {
            out.needs.push_back(std::move(rarest));
            run = Need{std::string()};
            rarest = *run;
            broken = true;
        };
        const auto go_on = [&](const Need& tails) {
            if (tails.size() * run->size() > most_strings) { // only their last bytes go on
                Need last;
                for (const std::string& head : *run) {
                    if (!head.empty()) last.emplace_back(1, head.back());
                }
                std::sort(last.begin(), last.end());
                last.erase(std::unique(last.begin(), last.end()), last.end());
                const bool all = std::none_of(run->begin(), run->end(), [](const std::string& head) { return head.empty(); });
                flush();
                if (all && last.size() * tails.size() <= most_strings) run = std::move(last);
            }
            Need longer;
            longer.reserve(run->size() * tails.size());
            for (const std::string& head : *run) {
                for (const std::string& tail : tails) longer.push_back(head + tail);
            }
            run = std::move(longer);
            Need least = *run;
            if (std::any_of(least.begin(), least.end(), [](const std::string& s) { return s.size() == 1; })) minimise(least);
            if (commonness(least) < commonness(rarest)) rarest = std::move(least);
        };
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            Facts kid = facts(kids_[k].node);
            if (kid.exact) {
                go_on(*kid.exact);
            } else {
                if (kid.edge) go_on(*kid.edge);
                flush();
                if (kid.edge) go_on(*kid.edge);
                std::move(kid.needs.begin(), kid.needs.end(), std::back_inserter(out.needs));
            }
        }
        if (!broken) {
            out.exact = std::move(run);
        } else {
            flush();
        }
        std::erase_if(out.needs, [](const Need& need) { return commonness(need) >= 1; });
        break;
    }
    case Type::alternation: {
        bool exact = true;
        Need all;
        Bytes alone; // a string that holds one of these adds nothing
        const auto adds = [&](const Need& need) {
            double sum = 0;
            for (const std::string& s : need) {
                if (std::none_of(s.begin(), s.end(), [&](char c) { return alone[byte(c)]; })) sum += commonness(s);
            }
            return sum;
        };
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            Facts kid = facts(kids_[k].node);
            exact = exact && kid.exact && all.size() + kid.exact->size() <= most_strings;
            if (kid.exact) kid.needs = {std::move(*kid.exact)};
            const auto least = std::min_element(kid.needs.begin(), kid.needs.end(), [&](const Need& x, const Need& y) { return adds(x) < adds(y); });
            if (least == kid.needs.end() || (!exact && adds(*least) >= 1)) return out;
            for (std::string& s : *least) {
                if (s.size() == 1) alone.set(byte(s.front()));
                all.push_back(std::move(s));
            }
        }
        if (exact) {
            out.exact = std::move(all);
        } else {
            minimise(all);
            if (commonness(all) < 1) out.needs.push_back(std::move(all));
        }
        break;
    }
    case Type::repeat: {
        Facts kid = facts(n.from);
        if (n.max == 1) {
            if (kid.exact) kid.exact->emplace_back();
            out.exact = std::move(kid.exact);
        } else if (n.min > 0) {
            out.needs = std::move(kid.needs);
            if (kid.exact) out.needs.push_back(*kid.exact);
            out.edge = kid.exact ? std::move(kid.exact) : std::move(kid.edge);
        }
        break;
    }
    case Type::part: return parts_[n.from]->facts_;
    case Type::group: return facts(n.from);
    default: out.exact = Need{std::string()};
    }
    return out;
}

} // namespace stoltenberg::match
