// Where the names of a timeline's entities stand in a quote. The articles' own mentions are not kept in a timeline; its
// entities are, so their gazetteer surfaces are looked for again, and nothing else is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <stoltenberg/timeline.hpp>

#include "match/trie.hpp"

namespace stoltenberg::io {

struct NameHit {
    Span span;
    std::size_t entity; ///< index into the entities given
};

class Names {
public:
    explicit Names(const std::vector<TimelineEntity>& entities);
    /// Leftmost longest, in order, without overlap.
    [[nodiscard]] std::vector<NameHit> find(std::string_view text) const;

private:
    struct Surface {
        std::size_t entity;
        bool capital;      ///< counts only with a capital first letter
        std::string exact; ///< acronyms: as written, or all capitals
    };
    std::vector<Surface> surfaces_;
    match::Trie trie_;
};

} // namespace stoltenberg::io
