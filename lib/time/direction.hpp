// Which way a bare weekday or month points: the tense of its clause, and words that announce or look back (time-cues.tsv).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clause/clause.hpp"
#include "data/pack.hpp"
#include "match/trie.hpp"
#include "text/text.hpp"
#include "time/tagger.hpp"

namespace stoltenberg::time {

/// Immutable; safe to share.
class Compass {
public:
    /// Throws ResourceError.
    Compass(const data::Pack& pack, std::string_view language);
    /// `previous`: the expression before it, or nullptr.
    [[nodiscard]] Direction of(const text::Text& text, const clause::Layer& clauses, const Found& found, const Found* previous) const;

private:
    enum class Place : std::uint8_t {
        near,   ///< right before the expression, prepositions and articles between
        left,   ///< up to seven words before, in the sentence
        noun,   ///< the noun right before, under a verb that announces
        right,  ///< up to four words behind
        verb,   ///< a verb that announces
        join,   ///< words that coordinate with the expression before
        skip,    ///< words that `near` looks over
        have,    ///< auxiliaries that make a past with a participle
        be,
        object   ///< words that show that an auxiliary is none ("a une chance")
    };
    struct Cue {
        Place place;
        Direction direction;
        bool weak;
    };
    struct Seen {
        Direction direction = Direction::none;
        bool weak = false;
    };
    [[nodiscard]] Direction tense_of(const text::Text& text, const clause::Verb& verb, bool weekday) const;
    [[nodiscard]] bool is(const text::Text& text, std::uint32_t word, Place place) const;
    [[nodiscard]] const std::vector<Cue>* cues_at(const text::Text& text, std::uint32_t word, std::uint32_t& behind) const;

    std::vector<std::string> participle_endings_; ///< behind "be"
    match::Trie trie_;
    std::vector<std::vector<Cue>> cues_;
};

} // namespace stoltenberg::time
