// Patterns read: from the syntax of the rows to a tree.
#include <algorithm>
#include <optional>

#include "match/pattern.hpp"

namespace stoltenberg::match {
namespace {

constexpr std::size_t most_bytes = 200'000; ///< of a pattern

unsigned char byte(char c) { return static_cast<unsigned char>(c); }
bool is_word(unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

} // namespace

/// Reads a pattern; gives up (`bad`) at what it does not know.
class Pattern::Reader {
public:
    Reader(Pattern& out, std::string_view text, const Parts& parts) : out_(out), text_(text), parts_(parts) {}

    bool read() {
        out_.root_ = alternation();
        out_.ahead_ = ahead_[out_.root_];
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
        node.grouped = node.grouped || node.type == Type::group || (node.type == Type::part && !out_.parts_[node.from]->names_.empty()) ||
                       (node.type == Type::repeat && out_.nodes_[node.from].grouped);
        ahead_.push_back(look_ahead(node));
        if (node.type > Type::set) {
            node.told = static_cast<std::uint32_t>(std::min(ahead_.back().told(), Ahead::far));
            node.ahead = keep(ahead_.back(), node.told);
        }
        out_.nodes_.push_back(node);
        return static_cast<std::uint32_t>(out_.nodes_.size() - 1);
    }
    void keep(const Bytes& set) { out_.sets_.push_back({set, std::hash<Bytes>{}(set)}); }
    /// The index of the first of so many sets; the last ones may be these.
    std::uint32_t keep(const Ahead& ahead, std::size_t told) {
        const std::size_t size = out_.sets_.size();
        bool same = told <= size;
        for (std::size_t i = 0; same && i < told; ++i) same = out_.sets_[size - told + i].bytes == ahead.bytes[i];
        for (std::size_t i = 0; !same && i < told; ++i) keep(ahead.bytes[i]);
        return static_cast<std::uint32_t>(out_.sets_.size() - told);
    }
    Ahead look_ahead(const Node& node) const {
        Ahead out;
        out.lengths = 1;
        switch (node.type) {
        case Type::bytes:
            for (std::uint32_t i = 0; i < Ahead::far && node.from + i < node.to; ++i) out.bytes[i].set(byte(out_.literals_[node.from + i]));
            out.lengths = 1U << std::min<std::size_t>(node.to - node.from, Ahead::far);
            break;
        case Type::set:
            out.bytes[0] = out_.sets_[node.from].bytes;
            out.lengths = 2;
            break;
        case Type::concat:
            for (std::uint32_t k = node.from; k < node.to; ++k) out.append(ahead_[out_.kids_[k].node]);
            break;
        case Type::alternation:
            out.lengths = 0;
            for (std::uint32_t k = node.from; k < node.to; ++k) out.add(ahead_[out_.kids_[k].node]);
            break;
        case Type::repeat: {
            Ahead some = out;
            if (node.min > 0) out.lengths = 0;
            for (std::uint32_t i = 1; i <= node.max && i <= Ahead::far; ++i) {
                some.append(ahead_[node.from]);
                if (i >= node.min || i == Ahead::far) out.add(some);
            }
            break;
        }
        case Type::part: return out_.parts_[node.from]->ahead_;
        case Type::group: return ahead_[node.from];
        default: break;
        }
        return out;
    }
    std::uint32_t add_set(const Bytes& set) {
        keep(set);
        return add({.type = Type::set, .from = static_cast<std::uint32_t>(out_.sets_.size() - 1)});
    }
    std::uint32_t add_kids(Type type, const std::vector<std::uint32_t>& nodes) {
        if (nodes.empty()) return add({});
        if (nodes.size() == 1) return nodes.front();
        const auto from = static_cast<std::uint32_t>(out_.kids_.size());
        bool grouped = false;
        for (const std::uint32_t node : nodes) {
            out_.kids_.push_back(type == Type::concat ? Kid{node} : alternative(node));
            out_.kids_.back().rank = static_cast<std::uint32_t>(out_.kids_.size()) - from;
            grouped = grouped || out_.nodes_[node].grouped;
        }
        // By their first bytes, so that those of one byte stand together; which of them comes first matters to groups alone.
        if (type == Type::alternation)
            std::stable_sort(out_.kids_.begin() + from, out_.kids_.end(), [](const Kid& a, const Kid& b) { return a.only < b.only; });
        return add({.type = type, .grouped = grouped, .from = from, .to = from + static_cast<std::uint32_t>(nodes.size())});
    }
    Kid alternative(std::uint32_t node) {
        Kid kid{node};
        const Ahead& ahead = ahead_[node];
        if (ahead.bytes[0].count() == 1 && ahead.told() > 0) {
            for (kid.only = 0; !ahead.bytes[0][static_cast<std::size_t>(kid.only)];) ++kid.only;
        }
        return kid;
    }

    std::uint32_t alternation() {
        if (++depth_ > most_depth) bad_ = true;
        std::vector<std::uint32_t> kids;
        do kids.push_back(sequence());
        while (more() && take("|"));
        --depth_;
        return alternatives(std::move(kids));
    }

    /// "ab|ac" as "a(?:b|c)", where a is more than bytes: rows of dates begin alike. The order of alternatives is lost.
    std::uint32_t alternatives(std::vector<std::uint32_t> kids) {
        const std::size_t size = kids.size();
        kids = shared(std::move(kids));
        const bool loose = kids.size() < size;
        const std::uint32_t out = add_kids(Type::alternation, kids);
        out_.nodes_[out].loose = out_.nodes_[out].loose || loose;
        return out;
    }
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
            out.push_back(add_kids(Type::concat, {*first, alternatives(std::move(alike))}));
            out_.nodes_[out.back()].loose = true;
        }
        return out;
    }

    /// Are they the same pattern?
    bool same(std::uint32_t a, std::uint32_t b) const {
        const Node& x = out_.nodes_[a];
        const Node& y = out_.nodes_[b];
        if (x.type != y.type || x.min != y.min || x.max != y.max || x.lazy != y.lazy || x.grouped || y.grouped) return false;
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
                kids.push_back(add({.type = Type::bytes, .from = from, .to = static_cast<std::uint32_t>(out_.literals_.size())}));
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
            Node repeat{.type = Type::repeat, .min = 1, .max = 1};
            if (bad_ || !quantifier(repeat)) continue;
            flush(literal.empty() ? 0 : 1);
            repeat.from = kids.back();
            if (out_.nodes_[repeat.from].type >= Type::begin) bad_ = true;
            kids.back() = add(repeat);
            if (more() && (std::string_view("*+?").find(text_[at_]) != std::string_view::npos || counted(repeat))) bad_ = true;
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
        case '(': {
            std::optional<std::uint32_t> named;
            if (take("?P<")) {
                const std::size_t close = text_.find('>', at_);
                if (close == std::string_view::npos) return fail();
                named = group(std::string(text_.substr(at_, close - at_)));
                at_ = close + 1;
            } else if (!take("?:") && more() && text_[at_] == '?') {
                return fail();
            }
            const std::uint32_t inner = alternation();
            if (!take(")")) return fail();
            return named ? add({.type = Type::group, .from = inner, .to = *named}) : inner;
        }
        case '[': return set_of();
        case '{': return part();
        case '.': set.set().reset('\n'); return add_set(set);
        case '^': return add({.type = Type::begin});
        case '$': return add({.type = Type::end});
        case '\\':
            if (take("b")) return add({.type = Type::boundary});
            if (take("B")) return add({.type = Type::no_boundary});
            return escape(set) ? add_set(set) : fail();
        default: return fail();
        }
    }

    std::uint32_t part() {
        const std::size_t close = text_.find('}', at_);
        const auto found = close == std::string_view::npos ? parts_.end() : parts_.find(text_.substr(at_, close - at_));
        if (found == parts_.end() || !found->second->known()) return fail();
        const auto first = static_cast<std::uint32_t>(out_.names_.size());
        for (const std::string& name : found->second->names_) group(name);
        at_ = close + 1;
        out_.parts_.push_back(found->second);
        return add({.type = Type::part, .from = static_cast<std::uint32_t>(out_.parts_.size() - 1), .to = first});
    }

    std::uint32_t group(std::string name) {
        const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return is_word(byte(c)); });
        if (!good || std::find(out_.names_.begin(), out_.names_.end(), name) != out_.names_.end()) bad_ = true;
        out_.names_.push_back(std::move(name));
        return static_cast<std::uint32_t>(out_.names_.size() - 1);
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

    bool quantifier(Node& repeat) {
        if (!more()) return false;
        if (take("*")) {
            repeat.min = 0, repeat.max = endless;
        } else if (take("+")) {
            repeat.min = 1, repeat.max = endless;
        } else if (take("?")) {
            repeat.min = 0, repeat.max = 1;
        } else if (!counted(repeat)) {
            return false;
        }
        repeat.lazy = take("?"); // nothing to a longest match, but to groups
        return true;
    }
    bool counted(Node& repeat) {
        std::size_t at = at_;
        const auto number = [&](std::uint32_t& n) {
            const std::size_t begin = at;
            n = 0;
            for (; at < text_.size() && text_[at] >= '0' && text_[at] <= '9'; ++at)
                n = std::min(n * 10 + static_cast<std::uint32_t>(text_[at] - '0'), 100000U);
            return at > begin;
        };
        if (text_[at++] != '{' || !number(repeat.min)) return false;
        repeat.max = repeat.min;
        if (at < text_.size() && text_[at] == ',') {
            ++at;
            if (!number(repeat.max)) repeat.max = endless;
        }
        if (at >= text_.size() || text_[at] != '}') return false;
        at_ = at + 1;
        if (repeat.max < repeat.min) bad_ = true;
        return true;
    }

    Pattern& out_;
    std::string_view text_;
    const Parts& parts_;
    std::vector<Ahead> ahead_; ///< of the nodes
    std::size_t at_ = 0;
    int depth_ = 0;
    bool bad_ = false;
};

Pattern::Pattern(std::string_view pattern, const Parts& parts) {
    known_ = pattern.size() <= most_bytes && Reader(*this, pattern, parts).read();
    if (!known_) {
        *this = Pattern();
        return;
    }
    add_starts(root_, begins_);
    std::vector<std::uint32_t> keys = begins_.done;
    keys.insert(keys.end(), begins_.open.begin(), begins_.open.end());
    Starts::tidy(keys);
    if (!may_be_empty() && std::none_of(keys.begin(), keys.end(), [](std::uint32_t key) { return Starts::size(key) == 0; })) {
        for (const std::uint32_t key : keys) { // without those that begin with another
            const std::uint32_t last = starts_.empty() ? 0 : starts_.back();
            const std::uint32_t tail = 0xFFFFFFFF >> 8 * Starts::size(last);
            if (starts_.empty() || (key & ~tail) != (last & ~tail)) starts_.push_back(key);
        }
    }
}

} // namespace stoltenberg::match
