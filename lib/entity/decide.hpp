// The document pass: one reading for each candidate, with the whole text in view.
#pragma once

#include "entity/reading.hpp"

namespace stoltenberg::entity {

/// Fills `out.mentions` from the weighed candidates.
void decide(Document& document, std::vector<Mention>& out);

/// True if `a` and `b` differ by one insertion, deletion, substitution or exchange of neighbours at most.
[[nodiscard]] bool within_one_edit(std::string_view a, std::string_view b) noexcept;

} // namespace stoltenberg::entity
