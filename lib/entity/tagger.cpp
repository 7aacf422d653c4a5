#include "entity/tagger.hpp"

#include "entity/decide.hpp"
#include "entity/gazetteer.hpp"
#include "entity/lexicon.hpp"
#include "entity/reading.hpp"
#include "entity/roles.hpp"

namespace stoltenberg::entity {

struct Tagger::Impl {
    Lexicon lexicon;
    Gazetteer gazetteer;
    Impl(const data::Pack& pack, std::string_view language, data::Image names) : lexicon(pack, language), gazetteer(std::move(names)) {
        lexicon.keys = {}; // the gazetteer was compiled with them
    }
};

data::Image Tagger::compile(const data::Pack& pack, std::string_view language, const std::vector<UserTable>& users) {
    const Lexicon lexicon(pack, language);
    return Gazetteer::compile(pack, language, users, lexicon);
}

std::uint64_t Tagger::source(const data::Pack& pack, std::string_view language) { return Gazetteer::source(pack, language); }

Tagger::Tagger(const data::Pack& pack, std::string_view language, data::Image names)
    : impl_(std::make_unique<const Impl>(pack, language, std::move(names))) {}
Tagger::~Tagger() = default;
Tagger::Tagger(Tagger&&) noexcept = default;
Tagger& Tagger::operator=(Tagger&&) noexcept = default;

void Tagger::tag(const text::Text& text, const clause::Layer& clauses, const std::vector<Range>& skip, Result& out) const {
    out.mentions.clear();
    out.roles.clear();
    if (text.words.empty()) return;
    Document document(impl_->gazetteer, impl_->lexicon, text, clauses, skip);
    document.annotate();
    document.find();
    document.weigh();
    decide(document, out.mentions);
    find_roles(document, out);
    find_metonyms(document, out);
}

void Tagger::hold(const base::Reference& reference, Result& result) const { hold_roles(impl_->gazetteer, reference, result); }

std::vector<TermWindow> Tagger::windows(const Result& result) const { return term_windows(impl_->gazetteer, result); }

std::string_view Tagger::name_of(std::string_view id) const noexcept {
    const std::uint32_t e = impl_->gazetteer.find(id);
    return e == no_index ? std::string_view{} : impl_->gazetteer.name(e);
}

} // namespace stoltenberg::entity
