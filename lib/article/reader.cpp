#include "article/reader.hpp"

#include "article/layout.hpp"

namespace stoltenberg::article {

struct Reader::Impl {
    Impl(const data::Pack& pack, std::string_view language, match::Automata ready) : rules(pack, language, std::move(ready)) {}
    Rules rules;
};

data::Image Reader::compile(const data::Pack& pack, std::string_view language) {
    match::Automata made;
    const Rules rules(pack, language, {}, &made);
    return made.write(language);
}

Reader::Reader(const data::Pack& pack, std::string_view language, const std::optional<data::Image>& automata)
    : impl_(std::make_unique<const Impl>(pack, language, automata ? match::Automata(*automata) : match::Automata())) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

void Reader::layout(const text::Text& text, bool plain, Layout& out) const { lay_out(text, impl_->rules, plain, out); }

Dated Reader::date(const Article& article, const text::Text& text, const Layout& layout, const clause::Layer& clauses, const time::Findings& times,
                   const entity::Result&, const std::vector<entity::TermWindow>& windows) const {
    return solve(article, text, impl_->rules, layout, clauses, times, windows);
}

std::vector<Range> Layout::skipped() const {
    std::vector<Range> out;
    out.reserve(furniture.size());
    for (const Furniture& f : furniture) out.push_back(f.range);
    return out;
}

} // namespace stoltenberg::article
