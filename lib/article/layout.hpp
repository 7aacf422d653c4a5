#pragma once

#include "article/rules.hpp"

namespace stoltenberg::article {

void lay_out(const text::Text& text, const Rules& rules, bool plain, Layout& out);

/// The document creation time of a page (or of a caller).
[[nodiscard]] Dated solve(const Article& article, const text::Text& text, const Rules& rules, const Layout& layout, const clause::Layer& clauses,
                          const time::Findings& times, const std::vector<entity::TermWindow>& windows);

} // namespace stoltenberg::article
