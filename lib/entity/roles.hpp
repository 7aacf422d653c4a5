// Offices in the text, who holds them, and capitals that stand for their state.
#pragma once

#include "entity/reading.hpp"

namespace stoltenberg::entity {

void find_roles(const Document& document, Result& out);
void find_metonyms(const Document& document, Result& out);
void hold_roles(const Gazetteer& gazetteer, const base::Reference& reference, Result& result);
[[nodiscard]] std::vector<TermWindow> term_windows(const Gazetteer& gazetteer, const Result& result);

} // namespace stoltenberg::entity
