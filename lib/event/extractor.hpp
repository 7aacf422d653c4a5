// The event room: a trigger in a clause, with its time, participants, place and modality.
// Triggers are rows in data/lang/XX/triggers.tsv; modality cues in data/lang/XX/modality.tsv.
// Types: PLOVER 2.0 plus STATEMENT DISASTER ELECTION OFFICE JUSTICE DEATH.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/reference.hpp"
#include "clause/clause.hpp"
#include "data/pack.hpp"
#include "entity/tagger.hpp"
#include "text/text.hpp"
#include "time/tagger.hpp"
#include <stoltenberg/document.hpp>

namespace stoltenberg::event {

/// What the event room sees of an article.
struct Input {
    const text::Text& text;
    const clause::Layer& clauses;
    const entity::Result& entities;
    const time::Findings& findings;
    const std::vector<time::Resolved>& times; ///< one for each of findings.found
    const base::Reference& reference;
    const std::vector<Range>& skip; ///< furniture, ascending
    std::optional<Range> title;
    std::optional<Range> lead;
    std::optional<Range> dateline_place;
};

struct Event {
    Range range; ///< clause or sentence
    Range trigger;
    std::optional<std::size_t> time; ///< index into Input::times
    bool dct_assumed = false;
    stoltenberg::Event event; ///< the rest; its spans are left for the conductor
};

/// Immutable; safe to share.
class Extractor {
public:
    /// Throws ResourceError.
    Extractor(const data::Pack& pack, std::string_view language);
    ~Extractor();
    Extractor(Extractor&&) noexcept;
    Extractor& operator=(Extractor&&) noexcept;
    [[nodiscard]] std::vector<Event> extract(const Input& input) const;

private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

} // namespace stoltenberg::event
