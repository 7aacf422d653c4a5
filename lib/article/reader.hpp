// The article room: what of a page is the article, and when it was written.
// Line shapes are rows in data/lang/XX/furniture.tsv and datelines.tsv; what a date looks like on a page and the words
// they share are rows in data/lang/XX/article-*.tsv.
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
#include "entity/tagger.hpp"
#include "text/text.hpp"
#include "time/tagger.hpp"
#include <stoltenberg/article.hpp>
#include <stoltenberg/document.hpp>

namespace stoltenberg::article {

struct Furniture {
    Range range;
    FurnitureKind kind{};
    std::string why;
};

struct Dateline {
    Range range;
    Range place, agency; ///< empty ranges if none
    std::string why;
};

/// A publication or update line, or a stretch of one.
struct PublicationLine {
    Range range;
    bool update = false;
    std::string why;
};

/// A date that the page states about itself, before anything is solved.
struct Stamp {
    enum class Role : std::uint8_t { publication, update, dateline, header, anchor, copyright };
    Range range; ///< of the date with its label
    Role role{};
    std::optional<int> year;
    std::optional<unsigned> month, day, weekday; ///< weekday: ISO, 1 = Monday
    bool past = false;                           ///< holds only if its clause is in the past
    int shift = 0;                               ///< days from the date named to the document ("yesterday (10 February)": 1)
    std::string why;
};

struct Layout {
    std::vector<Furniture> furniture; ///< by position, no overlaps; publication lines and bylines are in it too
    std::optional<Range> title;
    std::optional<Range> lead; ///< first body paragraph behind title and dateline
    std::optional<Dateline> dateline;
    std::vector<PublicationLine> publication;
    std::optional<Range> header;       ///< "date 2022-11"
    std::vector<Stamp> stamps;         ///< the most trustworthy first
    std::vector<std::uint32_t> breaks; ///< edges, for text::segment

    [[nodiscard]] std::vector<Range> skipped() const; ///< furniture ranges
};

/// The DCT twice: for the rooms, and as the document shows it (evidence spans are Ranges here).
struct Dated {
    base::Reference reference;
    Dct dct; ///< evidence empty; see below
    struct Evidence {
        Range range;
        std::string role;
    };
    std::vector<Evidence> evidence;
};

/// Immutable; safe to share.
class Reader {
public:
    /// Throws ResourceError.
    /// The automata of the rows, some of which take long to make: those of the shipped rows are made when the library is built.
    [[nodiscard]] static data::Image compile(const data::Pack& pack, std::string_view language);
    /// `automata`: of compile(), whatever the data: rows that are not there have theirs made now.
    Reader(const data::Pack& pack, std::string_view language, const std::optional<data::Image>& automata = std::nullopt);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    /// Needs words and lines of the text, not sentences. For a plain article the layout has a title at most.
    void layout(const text::Text& text, bool plain, Layout& out) const;

    /// The document creation time. `article.published` wins; a plain article without it stays open.
    [[nodiscard]] Dated date(const Article& article, const text::Text& text, const Layout& layout, const clause::Layer& clauses,
                             const time::Findings& times, const entity::Result& entities, const std::vector<entity::TermWindow>& windows) const;

private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

} // namespace stoltenberg::article
