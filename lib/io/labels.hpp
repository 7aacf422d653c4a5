// The words of the faces: data/lang/XX/faces.tsv and the page templates of data/faces/.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "data/pack.hpp"

namespace stoltenberg::io {

using Slot = std::pair<std::string_view, std::string_view>;

/// `{name}` in a pattern, each by the value of its slot; an unknown name stays as it is.
[[nodiscard]] std::string fill(std::string_view pattern, std::initializer_list<Slot> slots);

class Labels {
public:
    /// Throws ResourceError when the built-in data has no labels of that language.
    explicit Labels(std::string_view language);

    [[nodiscard]] const std::string& language() const noexcept { return language_; }
    /// The label, or the key itself where the language has none.
    [[nodiscard]] std::string_view operator()(std::string_view key) const noexcept;
    [[nodiscard]] std::string_view operator()(std::string_view group, std::string_view name) const;
    [[nodiscard]] bool has(std::string_view key) const noexcept { return texts_.contains(key); }
    /// A pattern with `{name}` slots.
    [[nodiscard]] std::string operator()(std::string_view key, std::initializer_list<Slot> slots) const { return fill((*this)(key), slots); }
    /// `key.one` or `key.many` with {n}: French counts 0 and 1 as one, English 1 only; the language says so in `count.one-up-to`.
    [[nodiscard]] std::string count(std::string_view key, std::size_t n) const;

    /// A file of data/faces; throws ResourceError.
    [[nodiscard]] std::string_view asset(std::string_view name) const;
    /// A template: `{{label:key}}` is the label, escaped; `{{name}}` the slot, as it is.
    [[nodiscard]] std::string page(std::string_view pattern, std::initializer_list<Slot> slots) const;

private:
    std::string language_;
    data::Pack pack_;
    std::map<std::string, std::string, std::less<>> texts_;
};

} // namespace stoltenberg::io
