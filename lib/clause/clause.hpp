// Clauses and verbs of a sentence: tense, negation, mood, by endings and short lists (data/lang/XX/verbs.tsv,
// data/lang/XX/clauses.tsv). No full conjugation table: what the lists and endings do not say stays `none`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "data/pack.hpp"
#include "text/text.hpp"

namespace stoltenberg::clause {

enum class Tense : std::uint8_t {
    past,      ///< passé composé, passé simple, plus-que-parfait, conditional perfect ("aurait quitté")
    imperfect, ///< imparfait: past, but decides nothing for a plan ("étaient prévus")
    present,
    future,      ///< futur simple, futur proche ("va rencontrer")
    conditional, ///< "pourrait", "viendrait": future of the past under a reporting verb, else hypothetical
    infinitive,
    participle, ///< past participle without auxiliary ("prévu", "annoncée")
    gerund      ///< "s'exprimant"
};

/// As rows name it.
[[nodiscard]] std::optional<Tense> tense_named(std::string_view name) noexcept;

struct Verb {
    std::uint32_t first, last; ///< words [first, last): auxiliary to lexical verb, with the adverbs and times between
    std::uint32_t head;        ///< the word that carries the meaning
    Tense tense;
    bool negated = false;   ///< ne … pas, n' … plus, sans + infinitive
    bool passive = false;   ///< être + participle of a transitive verb ("ont été écroués")
    bool modal = false;     ///< under devoir, pouvoir, vouloir … ("doit rencontrer": tense of the modal, modal set)
    bool obliged = false;   ///< the modal is "devoir": a plan
    bool reporting = false; ///< a verb of saying
    bool shared = false;    ///< a participle whose auxiliary stands with the verb before ("arrêté puis relâché")
};

/// A stretch of a sentence with at most one main verb, split at commas before conjunctions, relative pronouns,
/// subordinators, semicolons, colons.
struct Clause {
    std::uint32_t first, last; ///< words [first, last)
    std::uint32_t sentence;
    std::uint32_t first_verb, last_verb; ///< into Layer::verbs
    bool subordinate = false;
    bool conditional = false; ///< introduced by "si", "en cas de", "au cas où"
    bool complement = false;  ///< introduced by "que" after a reporting verb
};

struct Layer {
    std::vector<Verb> verbs;     ///< by position
    std::vector<Clause> clauses; ///< by position; together they cover every word of every sentence

    /// Index of the clause that holds word `w`, or clauses.size().
    [[nodiscard]] std::size_t clause_of(std::uint32_t w) const noexcept;
    /// The verb of the clause of `w` that stands nearest to `w`, or nullptr.
    [[nodiscard]] const Verb* verb_near(std::uint32_t w) const noexcept;
};

/// Immutable; safe to share.
class Tagger {
public:
    /// `language`: a folder below lang/. Throws ResourceError.
    Tagger(const data::Pack& pack, std::string_view language);
    ~Tagger();
    Tagger(Tagger&&) noexcept;
    Tagger& operator=(Tagger&&) noexcept;
    void tag(const text::Text& text, Layer& out) const;

private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

} // namespace stoltenberg::clause
