#include "io/labels.hpp"

#include "io/escape.hpp"

namespace stoltenberg::io {
namespace {

std::string_view slot_value(std::initializer_list<Slot> slots, std::string_view name, bool& found) {
    for (const Slot& s : slots) {
        if (s.first == name) {
            found = true;
            return s.second;
        }
    }
    found = false;
    return {};
}

/// Replaces open name close by value(name); where it answers false the braces stay.
template <class F>
std::string replace(std::string_view pattern, std::string_view open, std::string_view close, F&& append) {
    std::string out;
    std::size_t at = 0;
    for (;;) {
        const std::size_t begin = pattern.find(open, at);
        const std::size_t end = begin == std::string_view::npos ? begin : pattern.find(close, begin + open.size());
        if (end == std::string_view::npos) break;
        out += pattern.substr(at, begin - at);
        if (!append(out, pattern.substr(begin + open.size(), end - begin - open.size()))) {
            out += open;
            at = begin + open.size();
        } else {
            at = end + close.size();
        }
    }
    out += pattern.substr(at);
    return out;
}

} // namespace

std::string fill(std::string_view pattern, std::initializer_list<Slot> slots) {
    return replace(pattern, "{", "}", [&](std::string& out, std::string_view name) {
        bool found = false;
        out += slot_value(slots, name, found);
        return found;
    });
}

Labels::Labels(std::string_view language) : language_(language), pack_(data::Pack::builtin()) {
    const data::Table table = pack_.table("lang/" + language_ + "/faces.tsv");
    const std::size_t key = table.column("key");
    const std::size_t text = table.column("text");
    for (const auto& row : table.rows()) texts_.insert_or_assign(std::string(row[key]), std::string(row[text]));
}

std::string_view Labels::operator()(std::string_view key) const noexcept {
    const auto it = texts_.find(key);
    return it == texts_.end() ? key : std::string_view(it->second);
}

std::string_view Labels::operator()(std::string_view group, std::string_view name) const {
    const auto it = texts_.find(std::string(group) + '.' + std::string(name));
    return it == texts_.end() ? name : std::string_view(it->second);
}

std::string Labels::count(std::string_view key, std::size_t n) const {
    const bool one = n == 1 || (n == 0 && (*this)("count.one-up-to") == "0-1");
    const std::string number = std::to_string(n);
    return (*this)(std::string(key) + (one ? ".one" : ".many"), {{"n", number}});
}

std::string_view Labels::asset(std::string_view name) const {
    const std::string path = "faces/" + std::string(name);
    const auto content = pack_.content(path);
    if (!content) throw ResourceError(path, 0, "missing from the data");
    return *content;
}

std::string Labels::page(std::string_view pattern, std::initializer_list<Slot> slots) const {
    constexpr std::string_view label = "label:";
    return replace(pattern, "{{", "}}", [&](std::string& out, std::string_view name) {
        if (name.starts_with(label)) {
            append_html(out, (*this)(name.substr(label.size())));
            return true;
        }
        bool found = false;
        out += slot_value(slots, name, found);
        return found;
    });
}

} // namespace stoltenberg::io
