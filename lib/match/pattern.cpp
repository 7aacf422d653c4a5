// A pattern walked: from the places where it may begin to those where it may end, and the groups on the way.
#include "match/pattern.hpp"

#include <algorithm>

namespace stoltenberg::match {
namespace {

unsigned char byte(char c) { return static_cast<unsigned char>(c); }
bool is_word(unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_boundary(std::string_view text, std::size_t at) {
    return (at > 0 && is_word(byte(text[at - 1]))) != (at < text.size() && is_word(byte(text[at])));
}

Places boundaries(std::string_view text, const Places& among, bool wanted) {
    Places out;
    among.each([&](std::size_t offset) {
        if (is_boundary(text, offset) == wanted) out.add(offset);
    });
    return out;
}

} // namespace

inline std::size_t Pattern::spell_at(const Node& n, std::string_view text, std::size_t from) const noexcept {
    if (from >= text.size()) return no_end;
    if (n.type == Type::set) return sets_[n.from].bytes[byte(text[from])] ? from + 1 : no_end;
    const char* letters = literals_.data() + n.from;
    const std::size_t size = n.to - n.from;
    if (text[from] != letters[0] || text.size() - from < size) return no_end;
    for (std::size_t i = 1; i < size; ++i) {
        if (text[from + i] != letters[i]) return no_end;
    }
    return from + size;
}

inline bool Pattern::spell(const Node& n, Window& window, Places& at) const {
    if (n.type > Type::set) return false;
    if (at.single()) {
        const std::size_t end = spell_at(n, window.text(), at.first());
        end == no_end ? at.clear() : at.set(end);
    } else if (n.type == Type::set) {
        at.step(window.at(sets_[n.from]), window.size());
    } else {
        for (std::uint32_t i = n.from; i < n.to && !at.none(); ++i) at.step(window.at(byte(literals_[i])), window.size());
    }
    return true;
}

inline bool Pattern::stands_ahead(const Node& n, std::string_view text, std::size_t from) const noexcept {
    for (std::uint32_t i = 0; i < n.told; ++i) {
        if (from + i >= text.size() || !sets_[n.ahead + i].bytes[byte(text[from + i])]) return false;
    }
    return true;
}

/// Keeps the places where the node's first bytes stand, as far as that is cheap.
void Pattern::look_ahead(const Node& n, Window& window, Places& at) const {
    if (!at.few()) return at.keep(window.at(sets_[n.ahead]));
    at.keep_if([&](std::size_t from) { return stands_ahead(n, window.text(), from); });
}

void Pattern::keep_begins(Window& window, Places& at) const {
    const Node& root = nodes_[root_];
    if (root.told == 0) return;
    if (!at.few()) at.keep(window.at(sets_[root.ahead]));
    at.keep_if([&](std::size_t from) { return stands_ahead(root, window.text(), from) && starts_at(window.text(), from); });
}

/// One of the strings that matches begin with stands here.
bool Pattern::starts_at(std::string_view text, std::size_t from) const noexcept {
    if (starts_.empty()) return true;
    const auto size = static_cast<std::uint32_t>(std::min(text.size() - from, most_start));
    std::uint32_t key = size;
    for (std::uint32_t i = 0; i < size; ++i) key |= std::uint32_t{byte(text[from + i])} << (24 - 8 * i);
    const std::uint32_t* last = starts_.data(); // none greater
    for (std::size_t left = starts_.size(); left > 1;) {
        const std::size_t half = left / 2;
        last += last[half] <= key ? half : 0;
        left -= half;
    }
    const std::uint32_t tail = 0xFFFFFFFF >> 8 * Starts::size(*last); // it begins with that one or with none
    return (key & ~tail) == (*last & ~tail) && size >= Starts::size(*last);
}

inline void Pattern::walk(std::uint32_t node, Window& window, Places& at) const {
    const Node& n = nodes_[node];
    if (spell(n, window, at)) return;
    if (at.single()) {
        if (!stands_ahead(n, window.text(), at.first())) return at.clear();
    } else if (n.told > 0) {
        look_ahead(n, window, at);
        if (at.none()) return;
    }
    advance(n, window, at);
}

void Pattern::advance(const Node& n, Window& window, Places& at) const {
    const std::string_view text = window.text();
    switch (n.type) {
    case Type::bytes:
    case Type::set:
    case Type::empty: break;
    case Type::concat:
        for (std::uint32_t k = n.from; k < n.to && !at.none(); ++k) {
            walk(kids_[k].node, window, at);
        }
        break;
    case Type::alternation: choose(n, window, at); break;
    case Type::repeat: repeat(n, window, at); break;
    case Type::part: {
        const Pattern& part = *parts_[n.from];
        if (!part.automaton_.empty()) return part.look_up(window, at);
        if (!at.single()) {
            part.keep_begins(window, at);
            if (at.none()) return;
        }
        part.walk(part.root_, window, at);
        break;
    }
    case Type::group: walk(n.from, window, at); break;
    case Type::begin:
        if (at.test(0))
            at.set(0);
        else
            at.clear();
        break;
    case Type::end:
        if (at.test(text.size()))
            at.set(text.size());
        else
            at.clear();
        break;
    case Type::boundary:
    case Type::no_boundary: at = boundaries(text, at, n.type == Type::boundary); break;
    }
}

void Pattern::choose(const Node& n, Window& window, Places& at) const {
    Places out;
    const auto go = [&](const Node& node, const Places& from) { // where one place is given, its first bytes stand there
        Places now = from;
        if (!spell(node, window, now)) advance(node, window, now);
        out.add(now);
    };
    auto kid = kids_.begin() + n.from;
    const auto end = kids_.begin() + n.to;
    if (at.single()) {
        const std::size_t from = at.first();
        const int here = from < window.size() ? byte(window.text()[from]) : -1;
        for (; kid != end && kid->only < 0; ++kid) {
            if (stands_ahead(nodes_[kid->node], window.text(), from)) go(nodes_[kid->node], at);
        }
        kid = std::lower_bound(kid, end, here, [](const Kid& a, int b) { return a.only < b; });
        for (; kid != end && kid->only == here; ++kid) {
            const Node& node = nodes_[kid->node];
            if (node.type != Type::bytes) {
                if (stands_ahead(node, window.text(), from)) go(node, at);
            } else if (const std::size_t behind = spell_at(node, window.text(), from); behind != no_end) {
                out.add(behind);
            }
        }
    } else {
        while (kid != end) {
            const int only = kid->only;
            Places now = at;
            if (only >= 0) now.keep(window.at(static_cast<unsigned char>(only)));
            do {
                if (now.none()) continue;
                Places its = now;
                walk(kid->node, window, its);
                out.add(its);
            } while (++kid != end && kid->only == only);
        }
    }
    at = out;
}

void Pattern::repeat(const Node& n, Window& window, Places& at) const {
    if (n.min == 0 && n.max == 1) {
        const Node& only = nodes_[n.from];
        if (at.single()) {
            if (only.type <= Type::set) {
                if (const std::size_t end = spell_at(only, window.text(), at.first()); end != no_end) at.add(end);
                return;
            }
            if (!stands_ahead(only, window.text(), at.first())) return;
        }
        Places kid = at;
        walk(n.from, window, kid);
        return at.add(kid);
    }
    if (nodes_[n.from].type == Type::set && at.single()) {
        const std::string_view text = window.text();
        const Bytes& set = sets_[nodes_[n.from].from].bytes;
        const std::size_t from = at.first();
        std::size_t size = 0;
        while (size < n.max && from + size < text.size() && set[byte(text[from + size])]) ++size;
        return size >= n.min ? at.set_range(from + n.min, from + size + 1) : at.clear();
    }
    if (n.min <= 1 && n.max == endless && nodes_[n.from].type == Type::set) {
        const Set& set = sets_[nodes_[n.from].from];
        if (n.min == 1) at.step(window.at(set), window.size());
        return at.run(window.at(set), window.size());
    }
    for (std::uint32_t i = 0; i < n.min && !at.none(); ++i) walk(n.from, window, at);
    Places seen = at;
    for (std::uint32_t i = n.min; i < n.max && !at.none(); ++i) {
        walk(n.from, window, at);
        at.remove(seen);
        seen.add(at);
    }
    at = seen;
}

/// By the automaton: where its matches stand in the text is looked up once.
void Pattern::look_up(Window& window, Places& at) const {
    if (at.single()) {
        Places out;
        automaton_.each_end(window.text(), at.first(), [&](std::size_t end) { out.add(end); });
        at = out;
        return;
    }
    const Window::List* list = matches(window);
    if (list == nullptr) return walk(root_, window, at);
    Places out;
    for (std::size_t i = 0; i < list->size; ++i) {
        const auto [begin, end] = list->found[i];
        if (at.test(begin) && end <= window.size()) out.add(end);
    }
    at = out;
}

/// All matches in the text; none where there are too many to tell.
const Window::List* Pattern::matches(Window& window) const {
    const auto [list, fresh] = window.list(this);
    if (fresh) {
        const std::string_view text = window.whole();
        for (std::size_t begin = 0; begin < text.size() && list->size <= list->found.size(); ++begin) {
            automaton_.each_end(text, begin, [&, list = list](std::size_t end) {
                if (list->size < list->found.size()) list->found[list->size] = {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end)};
                ++list->size;
            });
        }
    }
    return list->size <= list->found.size() ? list : nullptr;
}

struct Pattern::Notes {
    Window& window;
    std::vector<Range>& groups;
    std::size_t first = 0; ///< of the pattern's own
};

bool Pattern::groups(std::size_t from, std::size_t to, Window& window, std::vector<Range>& out) const {
    out.assign(names_.size(), {1, 0});
    Notes notes{window, out};
    return follow(root_, from, Places(to), notes).has_value();
}

/// Keeps the places from which the node gets to one of `to`, as some do: by halves, for it is few.
void Pattern::narrow(std::uint32_t node, Window& window, Places& places, const Places& to) const {
    std::vector<Places> left{places}; // parts that hold one
    places.clear();
    while (!left.empty()) {
        const Places part = left.back();
        left.pop_back();
        if (part.single()) {
            places.add(part);
            continue;
        }
        Places low;
        Places high;
        part.halve(low, high);
        const auto gets_there = [&](Places at) {
            walk(node, window, at);
            at.keep(to);
            return !at.none();
        };
        const bool some = gets_there(low);
        if (some) left.push_back(low);
        if (!some || gets_there(high)) left.push_back(high);
    }
}

std::optional<std::size_t> Pattern::follow(std::uint32_t node, std::size_t from, const Places& to, Notes& notes) const {
    const Node& n = nodes_[node];
    if (!n.grouped && to.single()) return to.first();
    const auto ends = [&](std::uint32_t kid, std::size_t begin, const Places& wanted) {
        Places out(begin);
        walk(kid, notes.window, out);
        out.keep(wanted);
        return out;
    };
    switch (n.type) {
    case Type::group: {
        const auto end = follow(n.from, from, to, notes);
        if (end) notes.groups[notes.first + n.to] = {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(*end)};
        return end;
    }
    case Type::part: {
        Notes inner{notes.window, notes.groups, notes.first + n.to};
        return parts_[n.from]->follow(parts_[n.from]->root_, from, to, inner);
    }
    case Type::alternation: {
        const Kid* first = nullptr;
        Places its;
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            const Places own = ends(kids_[k].node, from, to);
            if (own.none()) continue;
            if (first != nullptr && n.loose) return std::nullopt;
            if (first != nullptr && first->rank < kids_[k].rank) continue;
            first = &kids_[k];
            its = own;
        }
        return first == nullptr ? std::nullopt : follow(first->node, from, its, notes);
    }
    case Type::concat: {
        std::vector<Places> between; // where each kid may begin
        between.reserve(n.to - n.from + 1);
        between.emplace_back(from);
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            between.push_back(between.back());
            walk(kids_[k].node, notes.window, between.back());
        }
        between.back().keep(to);
        for (std::uint32_t k = n.to; --k > n.from;) narrow(kids_[k].node, notes.window, between[k - n.from], between[k + 1 - n.from]);
        if (n.loose && !between[1].single()) return std::nullopt;
        for (std::uint32_t k = n.from; k < n.to; ++k) {
            const std::uint32_t kid = kids_[k].node;
            const Places& after = between[k + 1 - n.from];
            const auto end = after.single() ? follow(kid, from, after, notes) : follow(kid, from, ends(kid, from, after), notes);
            if (!end) return std::nullopt;
            from = *end;
        }
        return from;
    }
    case Type::repeat: {
        if (n.min == 1 && n.max == 1) return follow(n.from, from, to, notes);
        if (n.min == 0 && n.max == 1) {
            const Places own = ends(n.from, from, to);
            return own.none() || (n.lazy && to.test(from)) ? from : follow(n.from, from, own, notes);
        }
        if (nodes_[n.from].type == Type::set) return n.lazy ? to.first() : to.last();
        return std::nullopt;
    }
    default: return to.first();
    }
}

} // namespace stoltenberg::match
