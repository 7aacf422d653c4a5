#include "match/pattern.hpp"

#include <algorithm>
#include <bit>
#include <optional>

namespace stoltenberg::match {
namespace {

constexpr std::size_t most_bytes = 200'000; ///< of a pattern
constexpr std::size_t few_words = 8;        ///< fewer are tried one by one
constexpr std::size_t most_strings = 128;   ///< of one need

unsigned char byte(char c) { return static_cast<unsigned char>(c); }
bool is_word(unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

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
    return least;
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

/// Reads a pattern; gives up (`bad`) at what it does not know.
class Pattern::Reader {
public:
    Reader(Pattern& out, std::string_view text, const Parts& parts) : out_(out), text_(text), parts_(parts) {}

    bool read() {
        out_.root_ = alternation();
        return !bad_ && at_ == text_.size();
    }

private:
    static constexpr int most_depth = 60;

    bool more() const { return !bad_ && at_ < text_.size(); }
    bool take(std::string_view what) {
        if (text_.substr(at_, what.size()) != what) return false;
        at_ += what.size();
        return true;
    }

    std::uint32_t add(Node node) {
        out_.nodes_.push_back(node);
        return static_cast<std::uint32_t>(out_.nodes_.size() - 1);
    }
    void keep(const Bytes& set) { out_.sets_.push_back({set, std::hash<Bytes>{}(set)}); }
    std::uint32_t add_set(const Bytes& set) {
        keep(set);
        return add({Type::set, static_cast<std::uint32_t>(out_.sets_.size() - 1), 0, 0, 0});
    }
    std::uint32_t add_kids(Type type, const std::vector<std::uint32_t>& nodes) {
        if (nodes.empty()) return add({});
        if (nodes.size() == 1) return nodes.front();
        const auto from = static_cast<std::uint32_t>(out_.kids_.size());
        for (const std::uint32_t node : nodes) out_.kids_.push_back(type == Type::concat ? Kid{node} : alternative(node));
        // By their first bytes, so that those of one byte stand together; which of them comes first is nothing to a longest match.
        if (type == Type::alternation)
            std::stable_sort(out_.kids_.begin() + from, out_.kids_.end(), [](const Kid& a, const Kid& b) { return a.only < b.only; });
        return add({type, from, from + static_cast<std::uint32_t>(nodes.size()), 0, 0});
    }
    Kid alternative(std::uint32_t node) {
        Kid kid{node};
        const Bytes first = out_.first_of(node, kid.empty);
        if (first.count() == 1 && !kid.empty) {
            for (kid.only = 0; !first[static_cast<std::size_t>(kid.only)];) ++kid.only;
        } else {
            keep(first);
            kid.first = static_cast<std::uint32_t>(out_.sets_.size() - 1);
        }
        return kid;
    }

    std::uint32_t alternation() {
        if (++depth_ > most_depth) bad_ = true;
        std::vector<std::uint32_t> kids;
        do kids.push_back(sequence());
        while (more() && take("|"));
        --depth_;
        return add_kids(Type::alternation, shared(std::move(kids)));
    }

    /// "ab|ac" as "a(?:b|c)", where a is more than bytes: rows of dates begin alike.
    std::vector<std::uint32_t> shared(std::vector<std::uint32_t> kids) {
        const auto begins = [&](std::uint32_t node) { // its first kid, if it is to be shared
            const Node& n = out_.nodes_[node];
            return n.type == Type::concat && out_.nodes_[out_.kids_[n.from].node].type != Type::bytes ? std::optional(out_.kids_[n.from].node)
                                                                                                      : std::nullopt;
        };
        std::vector<std::uint32_t> out;
        for (std::size_t i = 0; i < kids.size(); ++i) {
            const std::optional<std::uint32_t> first = begins(kids[i]);
            std::vector<std::uint32_t> alike;
            for (std::size_t j = kids.size(); first && j-- > i;) {
                const std::optional<std::uint32_t> other = begins(kids[j]);
                if (!other || !same(*first, *other)) continue;
                alike.insert(alike.begin(), kids[j]);
                if (j > i) kids.erase(kids.begin() + static_cast<std::ptrdiff_t>(j));
            }
            if (alike.size() < 2) {
                out.push_back(kids[i]);
                continue;
            }
            for (std::uint32_t& node : alike) {
                std::vector<std::uint32_t> rest;
                for (std::uint32_t k = out_.nodes_[node].from + 1; k < out_.nodes_[node].to; ++k) rest.push_back(out_.kids_[k].node);
                node = add_kids(Type::concat, rest);
            }
            const std::uint32_t behind = add_kids(Type::alternation, shared(std::move(alike)));
            out.push_back(add_kids(Type::concat, {*first, behind}));
        }
        return out;
    }

    /// Are they the same pattern?
    bool same(std::uint32_t a, std::uint32_t b) const {
        const Node& x = out_.nodes_[a];
        const Node& y = out_.nodes_[b];
        if (x.type != y.type || x.min != y.min || x.max != y.max) return false;
        switch (x.type) {
        case Type::bytes: return out_.literals_.compare(x.from, x.to - x.from, out_.literals_, y.from, y.to - y.from) == 0;
        case Type::set: return out_.sets_[x.from].bytes == out_.sets_[y.from].bytes;
        case Type::part: return out_.parts_[x.from] == out_.parts_[y.from];
        case Type::repeat: return same(x.from, y.from);
        case Type::concat:
        case Type::alternation:
            if (x.to - x.from != y.to - y.from) return false;
            for (std::uint32_t k = 0; k < x.to - x.from; ++k) {
                if (!same(out_.kids_[x.from + k].node, out_.kids_[y.from + k].node)) return false;
            }
            return true;
        default: return true;
        }
    }

    std::uint32_t sequence() {
        std::vector<std::uint32_t> kids;
        std::string literal;
        const auto flush = [&](std::size_t keep) { // all but the last `keep` bytes, which a repeat wants for itself
            const auto write = [&](std::string_view bytes) {
                if (bytes.empty()) return;
                const auto from = static_cast<std::uint32_t>(out_.literals_.size());
                out_.literals_ += bytes;
                kids.push_back(add({Type::bytes, from, static_cast<std::uint32_t>(out_.literals_.size()), 0, 0}));
            };
            write(std::string_view(literal).substr(0, literal.size() - keep));
            write(std::string_view(literal).substr(literal.size() - keep));
            literal.clear();
        };
        while (more() && text_[at_] != '|' && text_[at_] != ')') {
            const std::optional<char> c = plain();
            if (c) {
                literal += *c;
            } else {
                flush(0);
                kids.push_back(atom());
            }
            std::uint32_t min = 1;
            std::uint32_t max = 1;
            if (bad_ || !quantifier(min, max)) continue;
            flush(literal.empty() ? 0 : 1);
            const std::uint32_t kid = kids.back();
            kids.back() = add({Type::repeat, kid, 0, min, max});
            if (out_.nodes_[kid].type >= Type::begin) bad_ = true;
            if (more() && (std::string_view("*+?").find(text_[at_]) != std::string_view::npos || counted(min, max))) bad_ = true;
        }
        flush(0);
        return add_kids(Type::concat, kids);
    }

    /// A byte that stands for itself, taken; nothing where something else stands.
    std::optional<char> plain() {
        const char c = text_[at_];
        if (std::string_view("()[.^$*+?{").find(c) != std::string_view::npos) return std::nullopt;
        if (c != '\\') {
            ++at_;
            return c;
        }
        if (at_ + 1 >= text_.size()) return std::nullopt;
        const char next = text_[at_ + 1];
        if (is_word(byte(next)) || byte(next) >= 0x80) return std::nullopt;
        at_ += 2;
        return next;
    }

    std::uint32_t atom() {
        Bytes set;
        switch (text_[at_++]) {
        case '(':
            if (take("?P<")) {
                const std::size_t close = text_.find('>', at_);
                if (close == std::string_view::npos) return fail();
                group(std::string(text_.substr(at_, close - at_)));
                at_ = close + 1;
            } else if (!take("?:") && more() && text_[at_] == '?') {
                return fail();
            }
            {
                const std::uint32_t inner = alternation();
                return take(")") ? inner : fail();
            }
        case '[': return set_of();
        case '{': return part();
        case '.': set.set().reset('\n'); return add_set(set);
        case '^': return add({Type::begin, 0, 0, 0, 0});
        case '$': return add({Type::end, 0, 0, 0, 0});
        case '\\':
            if (take("b")) return add({Type::boundary, 0, 0, 0, 0});
            if (take("B")) return add({Type::no_boundary, 0, 0, 0, 0});
            return escape(set) ? add_set(set) : fail();
        default: return fail();
        }
    }

    std::uint32_t part() {
        const std::size_t close = text_.find('}', at_);
        const auto found = close == std::string_view::npos ? parts_.end() : parts_.find(text_.substr(at_, close - at_));
        if (found == parts_.end() || !found->second->known()) return fail();
        for (const std::string& name : found->second->names_) group(name);
        at_ = close + 1;
        out_.parts_.push_back(found->second);
        return add({Type::part, static_cast<std::uint32_t>(out_.parts_.size() - 1), 0, 0, 0});
    }

    void group(std::string name) {
        const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return is_word(byte(c)); });
        if (!good || std::find(out_.names_.begin(), out_.names_.end(), name) != out_.names_.end()) bad_ = true;
        out_.names_.push_back(std::move(name));
    }

    std::uint32_t fail() {
        bad_ = true;
        return add({});
    }

    /// The class behind a backslash.
    bool escape(Bytes& set) {
        if (!more()) return false;
        Bytes named;
        const char c = text_[at_++];
        switch (c) {
        case 'd':
        case 'D':
            for (unsigned b = '0'; b <= '9'; ++b) named.set(b);
            break;
        case 'w':
        case 'W':
            for (unsigned b = 0; b < 128; ++b) named.set(b, is_word(static_cast<unsigned char>(b)));
            break;
        case 's':
        case 'S':
            for (const char b : {'\t', '\n', '\f', '\r', ' '}) named.set(byte(b));
            break;
        default: return false;
        }
        set |= c >= 'a' ? named : ~named;
        return true;
    }

    std::uint32_t set_of() {
        const bool negated = take("^");
        Bytes set;
        bool first = true;
        while (more() && (first || text_[at_] != ']')) {
            first = false;
            std::optional<char> low = set_byte(set);
            if (bad_) return fail();
            if (!low) continue; // \d and its like
            char high = *low;
            if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
                ++at_;
                const std::optional<char> end = set_byte(set);
                if (!end || byte(*end) < byte(*low)) return fail();
                high = *end;
            }
            for (unsigned b = byte(*low); b <= byte(high); ++b) set.set(b);
        }
        if (!take("]")) return fail();
        return add_set(negated ? ~set : set);
    }
    std::optional<char> set_byte(Bytes& set) {
        if (!more() || text_.substr(at_, 2) == "[:") {
            bad_ = true;
            return std::nullopt;
        }
        if (text_[at_] != '\\') return text_[at_++];
        ++at_;
        if (more() && !is_word(byte(text_[at_])) && byte(text_[at_]) < 0x80) return text_[at_++];
        bad_ = bad_ || !escape(set);
        return std::nullopt;
    }

    bool quantifier(std::uint32_t& min, std::uint32_t& max) {
        if (!more()) return false;
        if (take("*")) {
            min = 0, max = endless;
        } else if (take("+")) {
            min = 1, max = endless;
        } else if (take("?")) {
            min = 0, max = 1;
        } else if (!counted(min, max)) {
            return false;
        }
        take("?"); // the longest match is wanted anyway
        return true;
    }
    bool counted(std::uint32_t& min, std::uint32_t& max) {
        std::size_t at = at_;
        const auto number = [&](std::uint32_t& n) {
            const std::size_t begin = at;
            n = 0;
            for (; at < text_.size() && text_[at] >= '0' && text_[at] <= '9'; ++at)
                n = std::min(n * 10 + static_cast<std::uint32_t>(text_[at] - '0'), 100000U);
            return at > begin;
        };
        if (text_[at++] != '{' || !number(min)) return false;
        max = min;
        if (at < text_.size() && text_[at] == ',') {
            ++at;
            if (!number(max)) max = endless;
        }
        if (at >= text_.size() || text_[at] != '}') return false;
        at_ = at + 1;
        if (max < min) bad_ = true;
        return true;
    }

    Pattern& out_;
    std::string_view text_;
    const Parts& parts_;
    std::size_t at_ = 0;
    int depth_ = 0;
    bool bad_ = false;
};

std::uint32_t Pattern::Starts::longer(std::uint32_t key, unsigned char c) noexcept { return (key | std::uint32_t{c} << (24 - 8 * size(key))) + 1; }

void Pattern::Starts::tidy(std::vector<std::uint32_t>& keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

Pattern::Pattern(std::string_view pattern, const Parts& parts) {
    known_ = pattern.size() <= most_bytes && Reader(*this, pattern, parts).read();
    if (!known_) {
        *this = Pattern();
        return;
    }
    empty_ = false;
    first_.bytes = first_of(root_, empty_);
    first_.slot = std::hash<Bytes>{}(first_.bytes);
    const Node& root = nodes_[root_];
    begins_.told = add_starts(root_, begins_);
    if (begins_.told && !empty_) {
        std::vector<std::uint32_t> keys = begins_.done;
        keys.insert(keys.end(), begins_.open.begin(), begins_.open.end());
        Starts::tidy(keys);
        for (const std::uint32_t key : keys) { // without those that begin with another
            const std::uint32_t last = starts_.empty() ? 0 : starts_.back();
            const std::uint32_t tail = 0xFFFFFFFF >> 8 * Starts::size(last);
            if (starts_.empty() || (key & ~tail) != (last & ~tail)) starts_.push_back(key);
        }
    }
    words_ = root.type == Type::alternation && root.to - root.from >= few_words;
    for (std::uint32_t k = root.from; words_ && k < root.to; ++k) words_ = nodes_[kids_[k].node].type == Type::bytes;
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

std::uint32_t Pattern::start_key(std::string_view bytes) noexcept {
    std::uint32_t key = 0;
    for (const char c : bytes) key = Starts::longer(key, byte(c));
    return key;
}

/// Continues the open strings by what the node may begin with. False: they are too many.
bool Pattern::add_starts(std::uint32_t node, Starts& starts) const {
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
        if (sets_[n.from].bytes.count() * starts.open.size() > Starts::most) return false;
        for (const std::uint32_t key : starts.open) {
            for (unsigned b = 0; b < 256; ++b) {
                if (sets_[n.from].bytes[b]) starts.put(Starts::longer(key, static_cast<unsigned char>(b)), next);
            }
        }
        starts.open = std::move(next);
        break;
    case Type::concat:
        for (std::uint32_t k = n.from; k < n.to && !starts.open.empty(); ++k) {
            if (!add_starts(kids_[k].node, starts)) return false;
        }
        break;
    case Type::alternation: {
        const std::vector<std::uint32_t> open = starts.open;
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            starts.open = open;
            if (!add_starts(kids_[k].node, starts)) return false;
            next.insert(next.end(), starts.open.begin(), starts.open.end());
        }
        starts.open = std::move(next);
        break;
    }
    case Type::repeat:
        if (n.min == 0) next = starts.open;
        for (std::uint32_t i = 1; i <= n.max && i <= most_start && !starts.open.empty(); ++i) {
            if (!add_starts(n.from, starts)) return false;
            if (i >= n.min || i == most_start) next.insert(next.end(), starts.open.begin(), starts.open.end());
        }
        starts.open = std::move(next);
        break;
    case Type::part: {
        const Starts& part = parts_[n.from]->begins_;
        if (!part.told || (part.open.size() + part.done.size()) * starts.open.size() > 4 * Starts::most) return false;
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
    default: break;
    }
    Starts::tidy(starts.open);
    if (starts.done.size() > Starts::most) Starts::tidy(starts.done);
    return starts.open.size() + starts.done.size() <= Starts::most;
}

char Pattern::rarest(const std::string& s) {
    return *std::min_element(s.begin(), s.end(), [](char a, char b) { return commonness(a) < commonness(b); });
}

/// `empty` is set if the node may match nothing.
Bytes Pattern::first_of(std::uint32_t node, bool& empty) const {
    const Node& n = nodes_[node];
    Bytes out;
    switch (n.type) {
    case Type::bytes: out.set(byte(literals_[n.from])); break;
    case Type::set: out = sets_[n.from].bytes; break;
    case Type::concat:
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            bool passes = false;
            out |= first_of(kids_[k].node, passes);
            if (!passes) return out;
        }
        empty = true;
        break;
    case Type::alternation:
        for (std::uint32_t k = n.from; k < n.to; ++k) out |= first_of(kids_[k].node, empty);
        break;
    case Type::repeat:
        out = first_of(n.from, empty);
        empty = empty || n.min == 0;
        break;
    case Type::part:
        out = parts_[n.from]->first_.bytes;
        empty = empty || parts_[n.from]->empty_;
        break;
    default: empty = true;
    }
    return out;
}

bool Offsets::test(std::size_t offset) const noexcept {
    return many_ ? (places_[offset / 64] >> offset % 64 & 1) != 0 : std::find(begin(), end(), offset) != end();
}

std::size_t Offsets::first() const noexcept {
    if (!many_) return *std::min_element(begin(), end());
    std::size_t i = 0;
    while (places_[i] == 0) ++i;
    return 64 * i + static_cast<std::size_t>(std::countr_zero(places_[i]));
}

std::size_t Offsets::last() const noexcept {
    if (!many_) return *std::max_element(begin(), end());
    std::size_t i = words_ - 1;
    while (places_[i] == 0) --i;
    return 64 * i + 63 - static_cast<std::size_t>(std::countl_zero(places_[i]));
}

/// From a list to places.
void Offsets::spread() noexcept {
    std::fill_n(places_.begin(), words_, 0);
    for (const std::uint32_t offset : *this) places_[offset / 64] |= std::uint64_t{1} << offset % 64;
    many_ = true;
}

void Offsets::add(std::size_t offset) noexcept {
    if (!many_) {
        for (std::uint32_t i = 0; i < size_; ++i) {
            if (list_[i] == offset) return;
        }
        if (size_ < few) {
            list_[size_++] = static_cast<std::uint32_t>(offset);
            return;
        }
        spread();
    }
    places_[offset / 64] |= std::uint64_t{1} << offset % 64;
}

void Offsets::add_range(std::size_t from, std::size_t to) noexcept {
    if (to - from <= few / 2) {
        for (; from < to; ++from) add(from);
        return;
    }
    if (!many_) spread();
    for (std::size_t i = from / 64; 64 * i < to; ++i) {
        std::uint64_t word = ~std::uint64_t{0};
        if (from > 64 * i) word &= ~std::uint64_t{0} << (from - 64 * i);
        if (to < 64 * (i + 1)) word &= ~(~std::uint64_t{0} << (to - 64 * i));
        places_[i] |= word;
    }
}

void Offsets::add(const Places& places) noexcept {
    for (std::size_t i = 0; i < words_; ++i) {
        if (many_) {
            places_[i] |= places[i];
            continue;
        }
        std::uint64_t left = places[i];
        for (; left != 0 && size_ < few; left &= left - 1) add(64 * i + static_cast<std::size_t>(std::countr_zero(left)));
        if (left == 0) continue;
        spread();
        places_[i] |= left;
    }
}

void Offsets::add(const Offsets& other) noexcept {
    if (other.many_) {
        add(other.places_);
    } else {
        for (const std::uint32_t offset : other) add(offset);
    }
}

void Window::read() const noexcept {
    used_ = 1;
    slots_ = {};
    places_[0] = {};
    for (Known& known : known_) known.set.reset();
    for (List& one : lists_) one.words = nullptr;
    for (std::size_t i = 0; i < text_.size(); ++i) {
        std::uint16_t& slot = slots_[byte(text_[i])];
        if (slot == 0) {
            slot = static_cast<std::uint16_t>(used_);
            bytes_[used_] = byte(text_[i]);
            std::fill_n(places_[used_++].begin(), words_, 0);
        }
        places_[slot][i / 64] |= std::uint64_t{1} << i % 64;
    }
}

const Places& Window::at(const Set& set) const noexcept {
    if (used_ == 0) read();
    Known& known = known_[set.slot % known_.size()];
    if (known.set != set.bytes) {
        known.set = set.bytes;
        std::fill_n(known.places.begin(), words_, 0);
        for (std::size_t slot = 1; slot < used_; ++slot) {
            if (!set.bytes[bytes_[slot]]) continue;
            for (std::size_t i = 0; i < words_; ++i) known.places[i] |= places_[slot][i];
        }
    }
    return set.bytes.none() ? places_[0] : known.places;
}

Window::List& Window::list(const Pattern* words) const noexcept {
    if (used_ == 0) read();
    for (List& one : lists_) {
        if (one.words == words) return one;
    }
    List& one = lists_[filled_++ % lists_.size()];
    one.words = nullptr;
    return one;
}

const Window::List* Pattern::find_words(const Window& window) const noexcept {
    Window::List& list = window.list(this);
    if (list.words == nullptr) {
        list.words = this;
        list.size = 0;
        for (std::uint32_t k = nodes_[root_].from; k < nodes_[root_].to; ++k) {
            const Node& word = nodes_[kids_[k].node];
            const std::string_view letters = std::string_view(literals_).substr(word.from, word.to - word.from);
            const Places& first = window.at(byte(letters.front()));
            const Places& second = window.at(byte(letters[letters.size() > 1 ? 1 : 0]));
            for (std::size_t i = 0; i <= window.text().size() / 64; ++i) {
                std::uint64_t both = first[i];
                if (letters.size() > 1) both &= second[i] >> 1 | (i < window.text().size() / 64 ? second[i + 1] << 63 : 0);
                for (; both != 0; both &= both - 1) {
                    const std::size_t begin = 64 * i + static_cast<std::size_t>(std::countr_zero(both));
                    if (window.text().compare(begin, letters.size(), letters) != 0) continue;
                    if (list.size < list.found.size())
                        list.found[list.size] = {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(begin + letters.size())};
                    ++list.size;
                }
            }
        }
    }
    return list.size <= list.found.size() ? &list : nullptr;
}

Offsets Pattern::ends(std::size_t from, const Window& window) const noexcept {
    Offsets out = window.none();
    reach(root_, from, window, out);
    return out;
}

Offsets Pattern::ends(const Places& from, const Window& window) const noexcept {
    Offsets out = window.none();
    reach(root_, from, window, out);
    return out;
}

/// Adds where the node may end if it begins at `from`.
void Pattern::reach(std::uint32_t node, std::size_t from, const Window& window, Offsets& to) const noexcept {
    const Node& n = nodes_[node];
    const std::string_view text = window.text();
    ++window.steps;
    const int here = from < text.size() ? byte(text[from]) : -1;
    switch (n.type) {
    case Type::empty: to.add(from); break;
    case Type::bytes: {
        std::size_t at = from;
        std::uint32_t i = n.from;
        while (i < n.to && at < text.size() && text[at] == literals_[i]) ++i, ++at;
        if (i == n.to) to.add(at);
        break;
    }
    case Type::set:
        if (here >= 0 && sets_[n.from].bytes[static_cast<std::size_t>(here)]) to.add(from + 1);
        break;
    case Type::concat: {
        Offsets first = window.none();
        reach(kids_[n.from].node, from, window, first);
        follow(n, first, window, to);
        break;
    }
    case Type::alternation: {
        std::uint32_t k = n.from;
        for (; k < n.to && kids_[k].only < 0; ++k) {
            if (kids_[k].empty || (here >= 0 && sets_[kids_[k].first].bytes[static_cast<std::size_t>(here)])) reach(kids_[k].node, from, window, to);
        }
        const auto end = kids_.begin() + n.to;
        auto kid = std::lower_bound(kids_.begin() + k, end, here, [](const Kid& a, int b) { return a.only < b; });
        for (; kid != end && kid->only == here; ++kid) reach(kid->node, from, window, to);
        break;
    }
    case Type::repeat:
        if (n.min == 0 && n.max == 1) {
            to.add(from);
            reach(n.from, from, window, to);
        } else if (n.min <= 1 && n.max == endless && nodes_[n.from].type == Type::set) {
            const Bytes& set = sets_[nodes_[n.from].from].bytes;
            std::size_t end = from;
            while (end < text.size() && set[byte(text[end])]) ++end;
            if (end >= from + n.min) to.add_range(from + n.min, end + 1);
        } else {
            Offsets at = window.none();
            at.add(from);
            repeat(n, at, window, to);
        }
        break;
    case Type::part: parts_[n.from]->reach(parts_[n.from]->root_, from, window, to); break;
    case Type::begin:
        if (from == 0) to.add(from);
        break;
    case Type::end:
        if (here < 0) to.add(from);
        break;
    case Type::boundary:
    case Type::no_boundary: {
        const bool after = here >= 0 && is_word(static_cast<unsigned char>(here));
        const bool before = from > 0 && is_word(byte(text[from - 1]));
        if ((after != before) == (n.type == Type::boundary)) to.add(from);
        break;
    }
    }
}

/// The same for many at once.
void Pattern::reach(std::uint32_t node, const Places& from, const Window& window, Offsets& to) const noexcept {
    const Node& n = nodes_[node];
    const std::size_t words = window.words();
    window.steps += 4; // each does the work of some
    Places at;
    const auto step = [&](const Places& of, const Places& places) { // those at the places, each moved one to the right
        std::uint64_t carry = 0;
        std::uint64_t any = 0;
        for (std::size_t i = 0; i < words; ++i) {
            const std::uint64_t word = of[i] & places[i];
            at[i] = word << 1 | carry;
            carry = word >> 63;
            any |= word;
        }
        return any != 0;
    };
    const auto meets = [&](const Places& places) {
        std::uint64_t any = 0;
        for (std::size_t i = 0; i < words; ++i) any |= from[i] & places[i];
        return any != 0;
    };
    switch (n.type) {
    case Type::empty: to.add(from); break;
    case Type::bytes: {
        bool some = step(from, window.at(byte(literals_[n.from])));
        for (std::uint32_t i = n.from + 1; i < n.to && some; ++i) some = step(at, window.at(byte(literals_[i])));
        if (some) to.add(at);
        break;
    }
    case Type::set:
        if (step(from, window.at(sets_[n.from]))) to.add(at);
        break;
    case Type::concat: {
        Offsets first = window.none();
        reach(kids_[n.from].node, from, window, first);
        follow(n, first, window, to);
        break;
    }
    case Type::alternation:
        for (std::uint32_t k = n.from; k < n.to;) {
            const int only = kids_[k].only;
            const bool some = kids_[k].empty || meets(only < 0 ? window.at(sets_[kids_[k].first]) : window.at(static_cast<unsigned char>(only)));
            do {
                if (some) reach(kids_[k].node, from, window, to);
            } while (++k < n.to && only >= 0 && kids_[k].only == only);
        }
        break;
    case Type::repeat:
        if (n.min == 0 && n.max == 1) {
            to.add(from);
            reach(n.from, from, window, to);
        } else if (n.min == 0 && n.max == endless && nodes_[n.from].type == Type::set) {
            const Places& set = window.at(sets_[nodes_[n.from].from]); // an addition carries each offset to the end of its run
            std::uint64_t carry = 0;
            for (std::size_t i = 0; i < words; ++i) {
                const std::uint64_t part = (from[i] & set[i]) + set[i];
                const std::uint64_t all = part + carry;
                carry = (part < set[i] || all < part) ? 1 : 0;
                at[i] = from[i] | (all ^ set[i]);
            }
            to.add(at);
        } else {
            Offsets now = window.none();
            now.add(from);
            repeat(n, now, window, to);
        }
        break;
    case Type::part: {
        const Pattern& part = *parts_[n.from];
        const Window::List* list = part.words_ ? part.find_words(window) : nullptr;
        if (list == nullptr) {
            part.reach(part.root_, from, window, to);
            break;
        }
        for (std::size_t i = 0; i < list->size; ++i) {
            const std::size_t begin = list->found[i].begin;
            if ((from[begin / 64] >> begin % 64 & 1) != 0) to.add(list->found[i].end);
        }
        break;
    }
    default:
        for (std::size_t i = 0; i < words; ++i) {
            for (std::uint64_t left = from[i]; left != 0; left &= left - 1)
                reach(node, 64 * i + static_cast<std::size_t>(std::countr_zero(left)), window, to);
        }
    }
}

void Pattern::reach(std::uint32_t node, const Offsets& from, const Window& window, Offsets& to) const noexcept {
    if (from.many()) {
        reach(node, from.places(), window, to);
    } else {
        for (const std::uint32_t offset : from) reach(node, offset, window, to);
    }
}

/// The kids of a sequence behind the first.
void Pattern::follow(const Node& n, Offsets& from, const Window& window, Offsets& to) const noexcept {
    Offsets other = window.none();
    Offsets* now = &from;
    Offsets* next = &other;
    for (std::uint32_t k = n.from + 1; k + 1 < n.to && !now->none(); ++k) {
        next->clear();
        reach(kids_[k].node, *now, window, *next);
        std::swap(now, next);
    }
    reach(kids_[n.to - 1].node, *now, window, to);
}

void Pattern::repeat(const Node& n, Offsets& from, const Window& window, Offsets& to) const noexcept {
    Offsets next = window.none();
    for (std::uint32_t i = 0; i < n.min && !from.none(); ++i) {
        next.clear();
        reach(n.from, from, window, next);
        from.clear();
        from.add(next);
    }
    Offsets seen = window.none();
    seen.add(from);
    for (std::uint32_t i = n.min; i < n.max && !from.none(); ++i) {
        next.clear();
        reach(n.from, from, window, next);
        from.clear();
        const auto fresh = [&](std::size_t offset) {
            if (!seen.test(offset)) from.add(offset);
        };
        if (next.many()) {
            for (std::size_t w = 0; w < window.words(); ++w) {
                for (std::uint64_t left = next.places()[w]; left != 0; left &= left - 1)
                    fresh(64 * w + static_cast<std::size_t>(std::countr_zero(left)));
            }
        } else {
            for (const std::uint32_t offset : next) fresh(offset);
        }
        seen.add(from);
    }
    to.add(seen);
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
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            Facts kid = facts(kids_[k].node);
            if (kid.exact && kid.exact->size() * run->size() > most_strings) flush();
            if (kid.exact) {
                Need longer;
                longer.reserve(run->size() * kid.exact->size());
                for (const std::string& head : *run) {
                    for (const std::string& tail : *kid.exact) longer.push_back(head + tail);
                }
                run = std::move(longer);
                if (commonness(*run) < commonness(rarest)) rarest = *run;
            } else {
                flush();
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
            if (kid.exact) out.needs.push_back(std::move(*kid.exact));
        }
        break;
    }
    case Type::part: return parts_[n.from]->facts_;
    default: out.exact = Need{std::string()};
    }
    return out;
}

} // namespace stoltenberg::match
