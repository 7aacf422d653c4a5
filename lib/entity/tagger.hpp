// The entity room: who and where. Gazetteer walk, context rules, one pass over the whole document, offices and terms.
// Names are rows in data/gazetteers/*.tsv and user gazetteers; context rules are rows in data/lang/XX/entity-*.tsv.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/reference.hpp"
#include "clause/clause.hpp"
#include "data/image.hpp"
#include "data/pack.hpp"
#include "text/text.hpp"
#include <stoltenberg/types.hpp>

namespace stoltenberg::entity {

struct Mention {
    Range range;
    std::uint32_t first, last; ///< words [first, last)
    Kind kind{};
    Form form{};
    std::vector<std::string> ids;
    std::string name;
    std::string metonym;
    std::vector<std::string> ambiguous;
    std::string why;
    std::uint32_t entity = 0xFFFFFFFF; ///< of the gazetteer, that the first id names; none: a name no gazetteer knows
};

struct Role {
    Range range;
    std::uint32_t first, last; ///< words [first, last)
    std::string office;
    std::string of;
    std::string holder; ///< set by tag() when the text names the person, by hold() when terms of office do
    bool former = false;
    bool named = false; ///< the holder stands in the text, next to the role or before
    std::string why;
};

struct Result {
    std::vector<Mention> mentions; ///< by position, no overlaps
    std::vector<Role> roles;       ///< by position
};

/// A stretch of days in which the text can have been written, because it gives a person an office.
struct TermWindow {
    Range range; ///< the person or role in the text
    base::Day from;
    std::optional<base::Day> until; ///< last day; none = open
};

struct UserTable {
    std::string content; ///< TSV
    std::string name;    ///< for errors and provenance
};

/// Immutable; safe to share.
class Tagger {
public:
    /// The names of the data and of user tables, which win over the data's, in one image. Throws ResourceError.
    [[nodiscard]] static data::Image compile(const data::Pack& pack, std::string_view language, const std::vector<UserTable>& users);
    /// Digest of the data that an image is compiled from, user tables aside.
    [[nodiscard]] static std::uint64_t source(const data::Pack& pack, std::string_view language);

    /// Throws ResourceError. `names`: compile() of the same data.
    Tagger(const data::Pack& pack, std::string_view language, data::Image names);
    Tagger(const data::Pack& pack, std::string_view language, const std::vector<UserTable>& users)
        : Tagger(pack, language, compile(pack, language, users)) {}
    ~Tagger();
    Tagger(Tagger&&) noexcept;
    Tagger& operator=(Tagger&&) noexcept;

    /// Mentions and roles of the whole text. `skip`: furniture; mentions are found in it too, but it gives no
    /// evidence to the document pass.
    void tag(const text::Text& text, const clause::Layer& clauses, const std::vector<Range>& skip, Result& out) const;

    /// Fills holders of roles from the terms of office at the reference; silent where candidates disagree.
    void hold(const base::Reference& reference, Result& result) const;

    /// Windows of the offices that the text gives to named persons in the present ("le Premier ministre britannique
    /// Boris Johnson").
    [[nodiscard]] std::vector<TermWindow> windows(const Result& result) const;

    /// Canonical name of an id of the gazetteers, or empty.
    [[nodiscard]] std::string_view name_of(std::string_view id) const noexcept;

private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

} // namespace stoltenberg::entity
