// One document while it is read: annotations of words, candidates with their readings and evidence.
// Scratch of one call; the rooms outside see Result only.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/few.hpp"
#include "clause/clause.hpp"
#include "entity/gazetteer.hpp"
#include "entity/lexicon.hpp"
#include "entity/tagger.hpp"
#include "text/text.hpp"

namespace stoltenberg::entity {

/// Kinds as the evidence counts them. Countries share the evidence of places.
enum Side : std::uint8_t { side_person, side_organisation, side_place, side_other, sides };

[[nodiscard]] constexpr Side side_of(Kind k) noexcept {
    return k == Kind::person ? side_person : k == Kind::organisation ? side_organisation : side_place;
}

struct Reading {
    std::uint32_t entity = no_index; ///< no_index: a name no gazetteer knows
    Kind kind{};
    Form form = Form::name;
    std::uint8_t surface = 0; ///< SurfaceFlag
    float prior = 0;
    const std::string* why = nullptr; ///< for unknown names
};

struct Candidate {
    std::uint32_t first = 0, last = 0;
    Range range;
    base::Few<Reading, 3> readings;
    base::Few<std::uint32_t, 2> demonym_of; ///< countries of a demonym
    std::array<float, sides> evidence{};
    std::array<const std::string*, sides> why{};
    std::array<float, sides> strongest{};
    std::uint32_t sequence_units = 0; ///< words of an unknown sequence, hyphenated ones count once
    std::uint32_t cluster = no_index;
    std::uint32_t given_end = 0; ///< word behind the given names it opens with
    bool soft = false;           ///< begins a sentence, a quotation or a line
    bool sequence = false;       ///< came as a run of capitalised words
    bool acronym = false;        ///< one word in capitals
    bool initial = false;        ///< opens with an initial
    bool demonym = false;
    bool head = false;
    bool skipped = false;  ///< in furniture
    bool shouting = false; ///< its sentence is all capitals
    bool hinted = false;   ///< an office, title or apposition speaks of a person
    Country country = 0;   ///< state of the office or demonym next to it
    Country scene = 0;     ///< state that its sentence opens with: "Aux États-Unis, le Sénat a voté"

    void say(Side side, float weight, const std::string* reason) {
        if (weight == 0) return;
        evidence[side] += weight;
        if (weight > strongest[side]) {
            strongest[side] = weight;
            why[side] = reason;
        }
    }
    void say(const Cue& cue, float factor = 1) {
        say(side_person, cue.person * factor, &cue.why);
        say(side_organisation, cue.organisation * factor, &cue.why);
        say(side_place, cue.place * factor, &cue.why);
        say(side_other, cue.other * factor, &cue.why);
    }
};

/// What the lexicon or the gazetteer has for words in lower case of the text.
struct Met {
    std::uint32_t first, last;
    std::uint32_t entry;  ///< of the lexicon; 0 = the empty one
    std::uint32_t group;  ///< of the gazetteer, or no_index
    std::uint32_t before; ///< another that ends there too: its number + 1, or 0
    bool demonym;         ///< the group is of demonyms
};

/// A name in capitals of the gazetteer that begins at a word and ends with one.
struct NameHit {
    std::uint32_t first, last;
    std::uint32_t group;
};

/// Flags of Note::given: a given name, and one that is also a word ("Rose").
constexpr std::uint8_t given_name = 1, given_word = 2;

/// What is known of a word before names are looked for. Indices: of what comes first, + 1; 0 = none.
struct Note {
    std::uint32_t classes = 0;
    std::uint32_t met = 0, names = 0;     ///< begin here
    std::uint32_t met_end = 0;            ///< ends here
    std::uint32_t verb = 0, verb_end = 0; ///< begins, ends here
    std::uint8_t facts = 0;               ///< what the entries that begin here are good for
    std::uint8_t given = 0;               ///< given_name, given_word
};

class Document {
public:
    Document(const Gazetteer& g, const Lexicon& l, const text::Text& t, const clause::Layer& c, const std::vector<Range>& skip);

    std::vector<Candidate> candidates; ///< by position, no overlaps
    void annotate();
    void find();  ///< candidates with their readings
    void weigh(); ///< what stands around them

    const Gazetteer& gazetteer;
    const Lexicon& lexicon;
    const text::Text& text;
    const clause::Layer& clauses;
    const std::vector<Range>& skip;

    std::vector<Note> notes;             ///< per word, and one behind the last
    std::vector<Met> met;                ///< by first
    std::vector<NameHit> names;          ///< by first, shortest first
    std::vector<std::uint32_t> openings; ///< the few words where a name or an office may begin

    [[nodiscard]] bool is(std::uint32_t w, std::uint32_t mask) const noexcept { return (notes[w].classes & mask) != 0; }
    [[nodiscard]] std::uint32_t verb_at(std::uint32_t w) const noexcept { return notes[w].verb - 1; } ///< no_index: none
    [[nodiscard]] std::uint32_t verb_end(std::uint32_t w) const noexcept { return notes[w].verb_end - 1; }
    [[nodiscard]] std::uint8_t given_flags(std::uint32_t w) const noexcept { return notes[w].given; }
    [[nodiscard]] std::string_view gap(std::uint32_t w) const noexcept { return text.gap_after(w); }
    [[nodiscard]] bool capital(std::uint32_t w) const noexcept { return text.words[w].is(text::capital); }
    /// True if words w and w+1 are parts of one hyphenated word.
    [[nodiscard]] bool hyphen(std::uint32_t w) const noexcept { return has(w, fact_hyphen); }
    /// A name may open here only by chance: sentence, line, quotation, colon.
    [[nodiscard]] bool soft_start(std::uint32_t w) const noexcept {
        const text::Word& word = text.words[w];
        const std::uint32_t gap = w == 0 ? 0 : word.begin - text.words[w - 1].end;
        const char before = gap == 1 ? text.folded[word.begin - 1] : '\0';
        if (w > sentence_first_ && before == '\'' && text.words[w - 1].is(text::elided)) return false; // "L'Institut": the capital is its own
        if (word.is(text::sentence_start | text::line_start) || w == 0 || w == sentence_first_) return true;
        return before != ' ' && before != '-' && before != '\'' && soft_gap(w);
    }
    [[nodiscard]] const Cue* shape(Shape s) const noexcept { return lexicon.shape(s); }
    template <class F>
    void each_met_at(std::uint32_t w, F&& f) const {
        for (std::uint32_t i = notes[w].met - 1; i < met.size() && met[i].first == w; ++i) f(met[i]);
    }
    [[nodiscard]] bool has(std::uint32_t w, std::uint8_t mask) const noexcept { return (notes[w].facts & mask) != 0; }
    /// The entry of the lexicon that a row of Gazetteer::word names.
    [[nodiscard]] std::uint32_t entry_of(std::uint32_t row) const noexcept {
        const std::uint32_t entry = gazetteer.word(row).entry;
        return entry < lexicon.entries.size() ? entry : 0;
    }
    [[nodiscard]] bool opens_name(std::uint32_t w) const noexcept { return text.words[w].is(text::capital | text::has_digit); }
    /// Names in capitals that begin at w, whatever the case of w.
    template <class F>
    void each_name_at(std::uint32_t w, F&& f) const {
        if (opens_name(w)) {
            for (std::uint32_t i = notes[w].names - 1; i < names.size() && names[i].first == w; ++i) f(names[i]);
        } else {
            gazetteer.capital.each(text, w, [&](std::uint32_t last, std::uint32_t group) { f(NameHit{w, last, group}); });
        }
    }
    /// Entries that end behind word w - 1.
    template <class F>
    void each_met_before(std::uint32_t w, F&& f) const {
        if (w == 0) return;
        for (std::uint32_t i = notes[w - 1].met_end; i != 0; i = met[i - 1].before) f(met[i - 1]);
    }
    /// True if what was met has the accent that the cue asks for; capitals may go without.
    [[nodiscard]] bool accented_as(const Cue& cue, const Met& m) const noexcept {
        if (cue.accent == Cue::Accent::any) return true;
        const text::Word& w = text.words[m.last - 1];
        if (cue.accent == Cue::Accent::no) return !w.is(text::acute_end);
        return w.is(text::accent) || w.is(text::capital);
    }
    [[nodiscard]] bool demonym_word(std::uint32_t w) const noexcept { return has(w, fact_demonym_word); }
    /// The state whose name is exactly words [w, last), or 0.
    [[nodiscard]] Country state_at(std::uint32_t w, std::uint32_t last) const noexcept;
    [[nodiscard]] Country demonym_country(std::uint32_t w) const noexcept;
    /// End of an office form at w that is more than one word, a demonym inside it allowed; else w.
    [[nodiscard]] std::uint32_t office_end(std::uint32_t w, std::uint32_t limit) const;
    /// Words [w, split) and those from `after` on make an office form together: its end, else w.
    [[nodiscard]] std::uint32_t office_rest(std::uint32_t w, std::uint32_t split, std::uint32_t after, std::uint32_t limit,
                                            std::uint32_t* entry = nullptr) const;

private:
    [[nodiscard]] bool soft_gap(std::uint32_t w) const noexcept;
    struct Sequence {
        std::uint32_t first, last;
        std::uint32_t units = 0;
        std::uint32_t given_end = 0;
        bool initial = false, acronym = false, digit = false, given_word = false;
    };
    struct Known {
        std::uint32_t last = 0;
        base::Few<Reading, 3> readings;
        bool strong = false;
    };
    void sentence(std::uint32_t first, std::uint32_t last, std::span<const std::uint32_t> here);
    [[nodiscard]] Sequence sequence(std::uint32_t w, std::uint32_t limit) const;
    [[nodiscard]] bool may_be_known(std::uint32_t w) const noexcept { return notes[w].names != 0 || has(w, fact_surface); }
    [[nodiscard]] Known known(std::uint32_t w, std::uint32_t limit) const;
    /// Where a user's name begins inside the shipped name `k` at w that no longer shipped name should hide; else w.
    /// Length decides, then the user, then the left: an opening article is no length.
    [[nodiscard]] std::uint32_t user_start(std::uint32_t w, const Known& k, std::uint32_t limit) const;
    /// False if no surface of the group stands there: `best` is left as it is.
    bool read_group(std::uint32_t group, std::uint32_t first, std::uint32_t last, Range range, Known& best) const;
    [[nodiscard]] bool strong_start(std::uint32_t w, std::uint32_t limit) const;
    [[nodiscard]] bool full_name_at(std::uint32_t w, std::uint32_t limit) const;
    /// A known name of several words, of no person.
    [[nodiscard]] bool long_thing_at(std::uint32_t w, std::uint32_t limit) const;
    /// End of the long name that a head at w opens, and the head; w if there is none.
    [[nodiscard]] std::uint32_t long_name(std::uint32_t w, std::uint32_t limit, const Head*& head, std::uint32_t& head_end) const;
    [[nodiscard]] std::uint32_t tail(std::uint32_t w, std::uint32_t limit, std::uint16_t shape, bool& capital_seen) const;
    [[nodiscard]] std::uint32_t noun_end(std::uint32_t w, std::uint32_t limit) const;
    void spell_out(std::span<const std::uint32_t> here);
    [[nodiscard]] bool spells(std::uint32_t w, std::uint32_t acronym) const;
    [[nodiscard]] std::uint32_t demonym(std::uint32_t w, std::uint32_t limit, base::Few<std::uint32_t, 2>& states) const;
    [[nodiscard]] bool extends(const Known& k, std::uint32_t end, bool mask) const;
    Candidate& emit(std::uint32_t first, std::uint32_t last);
    void emit_sequence(const Sequence& s);
    void weigh_before(std::size_t index);
    void weigh_after(std::size_t index);
    void weigh_inside(Candidate& c);
    void weigh_list(std::size_t index);
    [[nodiscard]] bool acts(std::uint32_t w) const;
    [[nodiscard]] bool opens_clause(const Candidate& c) const;
    /// The state where the sentence that opens with this candidate takes place, or 0.
    [[nodiscard]] Country scene(const Candidate& c) const;
    [[nodiscard]] Country state_of(const Candidate& c) const;
    [[nodiscard]] bool model(std::uint32_t w) const;
    std::uint32_t sentence_first_ = 0, sentence_last_ = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> spelt_names_; ///< of the sentence: first word and acronym
    std::uint32_t spelt_ = no_index;                                   ///< the acronym of the last of them that was met
    bool shouting_ = false;                                            ///< the sentence is all capitals: they say nothing
};

} // namespace stoltenberg::entity
