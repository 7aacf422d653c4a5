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
    /// Sets `found.announced` where only a present tense says so ("se rend vendredi"), `found.fixed` where no preference may turn it.
    Direction of(const text::Text& text, const clause::Layer& clauses, Found& found, const Found* previous) const;
    /// "à la veille | du scrutin de | dimanche": words [from, to) join an expression to the one of the noun it leans on.
    [[nodiscard]] bool leads_to(const text::Text& text, const clause::Layer& clauses, std::uint32_t from, std::uint32_t to) const;
    /// The clause tells what is so in general: present, and no day to count from; `passive`: also "sont versées".
    [[nodiscard]] bool general(const text::Text& text, const clause::Layer& clauses, const Found& found, bool passive = false) const;
    /// `general`, and set against former times in its sentence or the one before ("aujourd'hui, plus personne …; autrefois …").
    /// The word opens a frame of time: "En | 2015, …".
    [[nodiscard]] bool frames(const text::Text& text, std::uint32_t word) const { return is(text, word, Place::frame); }
    /// What stands behind an expression of repeated days is told of each of them: "tous les soirs à | 20 h", not "comme tous les soirs, il est
    /// parti à | 20 h". `since`: the word behind that expression.
    [[nodiscard]] bool repeats(const text::Text& text, const clause::Layer& clauses, const Found& found, std::uint32_t since) const;
    /// Opening hours: those of every day.
    [[nodiscard]] bool opening(const text::Text& text, const clause::Layer& clauses, const Found& found) const;
    [[nodiscard]] bool nowadays(const text::Text& text, const clause::Layer& clauses, const Found& found) const;

private:
    enum class Place : std::uint8_t {
        near,  ///< right before the expression, prepositions and articles between
        left,  ///< up to seven words before, in the sentence
        noun,  ///< the noun right before, under a verb that announces
        right, ///< up to four words behind
        verb,  ///< a verb that announces
        join,  ///< words that coordinate with the expression before
        skip,  ///< words that `near` looks over
        have,  ///< auxiliaries that make a past with a participle
        be,
        of,        ///< prepositions between a noun and its day
        former,    ///< words of former times
        plan,      ///< participles that go with the main verb ("le sommet organisé mardi réunira …")
        happens,   ///< presents that tell what has happened ("un séisme frappe le Japon mercredi")
        cleft,     ///< opens "c'est lundi que"
        that,      ///< continues it
        frame,     ///< what opens a sentence before its year
        self,      ///< pronouns that make a past of "be" ("s'est alourdi")
        unplanned, ///< nouns of what nobody plans ("l'attentat de lundi"); weak: told with "of" only ("une victoire samedi")
        hours,     ///< before opening hours ("ouvert de 9 h à 18 h")
        object     ///< words that show that an auxiliary is none ("a une chance")
    };
    struct Cue {
        Place place;
        Direction direction;
        bool weak;
        bool sure;  ///< holds under a past tense too
        bool fixed; ///< holds whatever direction the caller prefers
    };
    static constexpr std::uint32_t bit(Place place) noexcept { return std::uint32_t{1} << static_cast<unsigned>(place); }
    /// What a word or phrase says.
    struct Cues {
        std::uint32_t places = 0; ///< bit of each
        std::vector<Cue> list;
    };
    struct Seen {
        Direction direction = Direction::none;
        bool weak = false;
        bool sure = false;
    };
    /// The day belongs to a noun of what nobody plans, at most four words before it.
    [[nodiscard]] bool unplanned(const text::Text& text, std::uint32_t first, std::uint32_t extent) const;
    [[nodiscard]] Direction tense_of(const text::Text& text, const clause::Verb& verb, bool weekday) const;
    [[nodiscard]] bool is(const text::Text& text, std::uint32_t word, Place place) const;
    [[nodiscard]] const Cues* cues_at(const text::Text& text, std::uint32_t word, std::uint32_t& behind) const;

    std::vector<std::string> participle_endings_; ///< behind "be"
    match::Trie trie_;
    std::vector<Cues> cues_;
};

} // namespace stoltenberg::time
