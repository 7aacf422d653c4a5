// The words of the event room: triggers with all their forms, word classes, modality cues. Loaded from rows, then read-only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clause/clause.hpp"
#include "data/pack.hpp"
#include "match/keys.hpp"
#include "match/trie.hpp"
#include <stoltenberg/types.hpp>

namespace stoltenberg::event {

/// Grammar classes of event-words.tsv, one bit each.
enum Class : std::uint64_t {
    cls_reflexive = 1ULL << 0U,
    cls_determiner = 1ULL << 1U,
    cls_definite = 1ULL << 2U,
    cls_demonstrative = 1ULL << 3U,
    cls_possessive = 1ULL << 4U,
    cls_first_person = 1ULL << 5U,
    cls_subject_pronoun = 1ULL << 6U,
    cls_third_person = 1ULL << 7U,
    cls_plural_pronoun = 1ULL << 8U,
    cls_both = 1ULL << 9U,
    cls_relative = 1ULL << 10U,
    cls_coordinator = 1ULL << 11U,
    cls_agent = 1ULL << 12U,
    cls_with = 1ULL << 13U,
    cls_between = 1ULL << 14U,
    cls_against = 1ULL << 15U,
    cls_toward = 1ULL << 16U,
    cls_genitive = 1ULL << 17U,
    cls_inside = 1ULL << 18U,
    cls_oblique = 1ULL << 19U,
    cls_source = 1ULL << 20U,
    cls_since = 1ULL << 21U,
    cls_until = 1ULL << 22U,
    cls_deadline = 1ULL << 23U,
    cls_after = 1ULL << 24U,
    cls_before = 1ULL << 25U,
    cls_during = 1ULL << 26U,
    cls_purpose = 1ULL << 27U,
    cls_without = 1ULL << 28U,
    cls_anterior = 1ULL << 29U,
    cls_hearsay = 1ULL << 30U,
    cls_setting = 1ULL << 31U,
    cls_length = 1ULL << 32U,
    cls_locality = 1ULL << 33U,
    cls_negative_determiner = 1ULL << 34U,
    cls_opening = 1ULL << 35U,
    cls_their = 1ULL << 36U,
    cls_where = 1ULL << 37U,
    cls_have = 1ULL << 38U,
    cls_be = 1ULL << 39U,
    cls_ahead = 1ULL << 40U,
    cls_to_have = 1ULL << 41U,
    cls_too = 1ULL << 42U,
    cls_starting = 1ULL << 43U,
    cls_channel = 1ULL << 44U,
    cls_authority = 1ULL << 45U,
    cls_led = 1ULL << 46U,
    cls_meanwhile = 1ULL << 47U,
    cls_bare = 1ULL << 48U,
    cls_masculine = 1ULL << 49U,
    cls_feminine = 1ULL << 50U,
    cls_count = 1ULL << 51U,
    cls_latter = 1ULL << 52U,
    cls_dignitary = 1ULL << 53U,
    cls_both_states = 1ULL << 54U,
    cls_custom = 1ULL << 55U ///< the first class that only triggers.tsv refers to; more follow
};

enum class Roles : std::uint8_t {
    act,
    mutual,
    dative,
    undergo,
    subject,
    object, ///< of a noun: whom "de" names suffers it ("l'arrestation de X")
    land    ///< of a noun: a country behind "de" suffers it ("l'attaque de la Grèce"), others act ("l'attaque des rebelles")
};

enum TriggerFlag : std::uint32_t {
    reflexive = 1U << 0U,  ///< needs a reflexive pronoun
    soft = 1U << 1U,       ///< for a timeline only with a day of its own, or in the lead
    state = 1U << 2U,      ///< lasts until told otherwise
    weak = 1U << 3U,       ///< a noun that needs a day of its own or a carrier
    meeting = 1U << 4U,    ///< people come together: participants by "avec", "entre"; a later "la réunion" points back to it
    body = 1U << 5U,       ///< a body that meets
    appearance = 1U << 6U, ///< saying something at a place on a day: the person was there
    person_only = 1U << 7U,
    forces_only = 1U << 8U,
    plans = 1U << 9U, ///< its noun is planned
    talk = 1U << 10U,
    court = 1U << 11U,
    done = 1U << 12U, ///< a noun that has happened when somebody announces it ("a annoncé la mort de X")
    passive_only = 1U << 13U,
    moves = 1U << 14U,        ///< gives what was planned another day
    article_only = 1U << 15U, ///< a noun that needs one: no "chef de guerre"
    // What event-types.tsv says of whole types, and rows of their own.
    harm = 1U << 16U,       ///< somebody or some place suffers it
    bodily = 1U << 17U,     ///< who does it is there
    impersonal = 1U << 18U, ///< an event though nobody and no place is named
    timed = 1U << 19U,      ///< so, if it has a day of its own
    appointed = 1U << 20U,  ///< people set a day for it
    called = 1U << 21U,     ///< a plan as soon as it is called for on a day
    encounter = 1U << 22U,  ///< people come together
    afield = 1U << 23U      ///< happens where the place behind its noun is, wherever it is decided
};

/// What must stand in the clause of a trigger.
struct Requirement {
    enum class Kind : std::uint8_t { phrase, word_class, person, role, country, organisation, place, there };
    Kind kind = Kind::phrase;
    bool right_behind = false; ///< within a few words behind the verb
    bool in_front = false;     ///< as a subject or an antecedent stands
    bool refuses = false;      ///< must not stand there
    std::uint32_t hash = 0;    ///< of the first word of the phrase
    std::uint64_t classes = 0;
    std::string phrase; ///< as match::key_of gives it
};

struct Trigger {
    std::string type, mode, why;
    bool noun = false;
    bool carrier = false;
    bool echo = false; ///< somebody does what was told just before: "a fait de même"
    bool statement = false;
    bool asks_toward = false; ///< its object stands behind "à"
    Roles roles = Roles::act;
    std::uint32_t flags = 0;
    std::vector<Requirement> with;

    [[nodiscard]] bool is(std::uint32_t f) const noexcept { return (flags & f) != 0; }
};

enum class Accent : std::uint8_t { any, acute, plain };

/// One inflected form of a trigger or of a governing verb.
struct Inflection {
    std::uint32_t index = 0; ///< into triggers() or cues()
    clause::Tense tense = clause::Tense::present;
    Accent accent = Accent::any;
    bool noun = false;
    bool plural = false;
};

using Forms = std::span<const Inflection>;

/// Lists by number, all in one piece.
template <class T>
class Lists {
public:
    Lists() = default;
    /// Of pairs of a number below `size` and an item: each list keeps their order.
    Lists(std::size_t size, const std::vector<std::pair<std::uint32_t, T>>& pairs) : begins_(size + 1), items_(pairs.size()) {
        for (const auto& [number, item] : pairs) ++begins_[number + 1];
        for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
        std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
        for (const auto& [number, item] : pairs) items_[next[number]++] = item;
    }
    [[nodiscard]] std::span<const T> operator[](std::uint32_t i) const noexcept {
        return {items_.data() + begins_[i], items_.data() + begins_[i + 1]};
    }

private:
    std::vector<std::uint32_t> begins_; ///< one more than lists
    std::vector<T> items_;
};

enum class Scope : std::uint8_t { governor, before, after, clause };

struct Cue {
    std::string why;
    Scope scope = Scope::clause;
    Modality value = Modality::occurred;
    bool call = false; ///< hypothetical, but planned where calling for it on a day is what makes it ("appelle à une grève lundi")
};

/// Immutable; safe to share.
class Lexicon {
public:
    /// Throws ResourceError.
    Lexicon(const data::Pack& pack, std::string_view language);

    [[nodiscard]] const Trigger& trigger(std::uint32_t i) const noexcept { return triggers_[i]; }
    [[nodiscard]] const Cue& cue(std::uint32_t i) const noexcept { return cues_[i]; }
    [[nodiscard]] std::size_t size() const noexcept { return triggers_.size(); }

    /// False for most words: no form of a trigger begins with it.
    [[nodiscard]] bool may_trigger(const text::Word& word) const noexcept { return trigger_forms_.may_open(word.hash); }
    /// Every group of forms that begins at word w, shortest first: f(end, forms), `end` the folded offset behind it.
    template <class F>
    void triggers_at(const text::Text& text, std::uint32_t w, F&& f) const {
        trigger_forms_.each(text, w, [&](std::uint32_t last, std::uint32_t group) { f(text.words[last - 1].end, groups_[group]); });
    }
    template <class F>
    void governors_at(const text::Text& text, std::uint32_t w, F&& f) const {
        governor_forms_.each(text, w, [&](std::uint32_t last, std::uint32_t group) { f(text.words[last - 1].end, governor_groups_[group]); });
    }
    template <class F>
    void phrases_at(const text::Text& text, std::uint32_t w, F&& f) const {
        phrases_.each(text, w, [&](match::Trie::Hit hit) {
            for (const std::uint32_t cue : phrase_groups_[hit.value]) f(hit.end, cues_[cue]);
        });
    }
    template <class F>
    void classes_at(const text::Text& text, std::uint32_t w, F&& f) const {
        words_.each(text, w, [&](match::Trie::Hit hit) { f(hit.end, class_sets_[hit.value]); });
    }

private:
    void load_words(const data::Table& table);
    void load_triggers(const data::Table& triggers, const data::Table& types, const data::Table& endings);
    void load_cues(const data::Table& table, const data::Table& endings);

    std::vector<Trigger> triggers_;
    std::vector<Cue> cues_;
    match::Keys trigger_forms_, governor_forms_; ///< values: groups
    match::Trie phrases_, words_;                ///< some end with an apostrophe, not with a word
    Lists<Inflection> groups_, governor_groups_;
    Lists<std::uint32_t> phrase_groups_;
    std::vector<std::uint64_t> class_sets_;
    std::vector<std::string> toward_;                           ///< prepositions of recipients
    std::vector<std::pair<std::string, std::uint64_t>> custom_; ///< classes that triggers.tsv may name
};

} // namespace stoltenberg::event
