// What a document looks like to the event room: word classes, actors with their prepositions, quotations, verbs by word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "event/extractor.hpp"
#include "event/lexicon.hpp"

namespace stoltenberg::event {

enum class Prep : std::uint8_t { none, genitive, toward, inside, agent, with, between, against, other };

using Id = std::string_view; ///< an id of a mention or a role, which outlive the run

/// Somebody or something that can act: a mention, or an office whose holder or state is known.
struct Actor {
    std::uint32_t first, last; ///< words [first, last)
    Id id;                     ///< who acts (a capital acts for its state)
    Id place;                  ///< the id as a place: a place mention or a country; else empty
    Kind kind{};
    bool demonym = false;
    bool office = false; ///< an office, not a name
    bool metonym = false;
    bool adjunct = false; ///< inside a phrase that opens with a preposition ("avant la visite de X")
    Prep prep = Prep::none;
    std::uint32_t phrase = 0; ///< first word of its noun phrase with the preposition
};

constexpr std::uint32_t no_index = 0xFFFFFFFF;

class Scene {
public:
    Scene(const Input& input, const Lexicon& lexicon);

    [[nodiscard]] bool starts(std::uint32_t w, std::uint64_t c) const noexcept { return (at_[w].starts & c) != 0; }
    [[nodiscard]] bool ends(std::uint32_t w, std::uint64_t c) const noexcept { return (at_[w].ends & c) != 0; }
    [[nodiscard]] bool quoted(std::uint32_t w) const noexcept { return at_[w].quoted; }
    [[nodiscard]] bool skipped(std::uint32_t w) const noexcept { return at_[w].skipped; }
    /// Index of the mention, time or verb at a word, or no_index.
    [[nodiscard]] std::uint32_t mention(std::uint32_t w) const noexcept { return at_[w].mention; }
    [[nodiscard]] std::uint32_t time(std::uint32_t w) const noexcept { return at_[w].time; }
    [[nodiscard]] std::uint32_t verb_with_head(std::uint32_t w) const noexcept { return at_[w].head; }
    [[nodiscard]] std::uint32_t role(std::uint32_t w) const noexcept { return at_[w].role; }
    /// Words of the verb group, adverbs in between included.
    [[nodiscard]] std::uint32_t verb(std::uint32_t w) const noexcept { return at_[w].verb; }

    /// Index of the clause a word stands in, or clauses.size().
    [[nodiscard]] std::size_t clause(std::uint32_t w) const noexcept { return at_[w].clause; }

    [[nodiscard]] const std::vector<Actor>& actors() const noexcept { return actors_; }
    /// First actor that begins at or after a word.
    [[nodiscard]] std::size_t actor_from(std::uint32_t w) const noexcept { return at_[w].actor_from; }
    /// A noun without article and its "de" at the start of words [first, last): "maire de Paris depuis 2001", "membre de l'OTAN".
    [[nodiscard]] bool bare_title(std::uint32_t first, std::uint32_t last) const noexcept;
    /// The word stands in an inserted stretch that a participle heads: "X, exilé en Espagne depuis mars, a".
    [[nodiscard]] bool apposed_participle(std::uint32_t w, std::uint32_t clause_first) const noexcept;
    /// Somebody of rank is told without a name right in front of word `w`: "le ministre de l'Intérieur"; not "l'avion du président".
    [[nodiscard]] bool dignitary_before(std::uint32_t w, std::uint32_t from) const noexcept;
    /// A comma, stop or bracket stands behind the word.
    [[nodiscard]] bool ends_phrase(std::uint32_t w) const noexcept { return at_[w].phrase_end; }

    /// Cue phrases that begin in words [first, last), which lie in one sentence: f(word, end, cue). A sentence is looked through once.
    template <class F>
    void cues(std::uint32_t first, std::uint32_t last, F&& f) const {
        for (const Phrase& p : cues_) {
            if (p.word >= first && p.word < last) f(p.word, p.end, *p.cue);
        }
    }
    /// Finds the cues of a sentence; those of the one before are forgotten.
    void look_for_cues(std::uint32_t first, std::uint32_t last);

    const Input& in;
    const Lexicon& lexicon;
    const text::Text& text;

    /// "M. Dupont": the stop of a title ends nothing.
    [[nodiscard]] bool title_stop(std::uint32_t w) const noexcept;

private:
    struct Phrase {
        std::uint32_t word, end;
        const Cue* cue;
    };
    void find_quotes();
    void find_actors();
    void prepositions();
    /// What is known of a word.
    struct At {
        std::uint64_t starts = 0, ends = 0; ///< classes of what begins and of what ends there
        std::uint32_t mention = no_index, time = no_index, head = no_index, role = no_index, verb = no_index;
        std::uint32_t clause = no_index, actor_from = no_index;
        bool quoted = false, skipped = false, phrase_end = false;
    };
    void find_classes();
    std::vector<At> at_; ///< one more than words
    std::vector<Actor> actors_;
    std::vector<Phrase> cues_;
};

} // namespace stoltenberg::event
