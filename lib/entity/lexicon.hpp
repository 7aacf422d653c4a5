// What a language knows about the company that names keep: word classes, cues with their weights, heads of long names,
// signs of metonymy, offices. Rows in data/lang/XX/entity-*.tsv and data/gazetteers/offices.tsv.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/word_map.hpp"
#include "data/pack.hpp"
#include "entity/gazetteer.hpp"
#include "match/keys.hpp"

namespace stoltenberg::entity {

/// Classes of words, bits; the names in entity-words.tsv are those of class_names in lexicon.cpp.
enum WordClass : std::uint32_t {
    class_function = 1u << 0,     ///< never opens a name at the start of a sentence
    class_common = 1u << 1,       ///< common word that opens sentences and headlines
    class_calendar = 1u << 2,     ///< months, weekdays
    class_particle = 1u << 3,     ///< inside names of people after a given name: de, von, van der
    class_foreign = 1u << 4,      ///< particles that no preposition can be: von, van, bin, al
    class_prefix = 1u << 5,       ///< al-, el-, ez-: open a name with their hyphen though in lower case
    class_article = 1u << 6,      ///< le la les l'
    class_contraction = 1u << 7,  ///< du des au aux
    class_de = 1u << 8,           ///< de d' du des
    class_connector = 1u << 9,    ///< joins the parts of a long name: pour, contre, sur, et, a
    class_former = 1u << 10,      ///< ancien, ex
    class_stop = 1u << 11,        ///< ends a long name: verbs, relative pronouns
    class_and = 1u << 12,         ///< et
    class_masculine = 1u << 13,   ///< le un du au ce: a demonym that is also a country's name is a person behind them
    class_modifier = 1u << 14,    ///< adjectives between a noun and its name: jeune, nouveau, celebre
    class_numeral = 1u << 15,     ///< I, II, XVI behind a name of a person
    class_no_acronym = 1u << 16,  ///< all-capital words that are no organisation
    class_title = 1u << 17,       ///< civil titles: a capitalised one is no part of the name
    class_place_link = 1u << 18,  ///< sur, en, les, sous inside a hyphenated place name
    class_preposition = 1u << 19, ///< a place behind one of these is where something is, not who acts
    class_junior = 1u << 20,      ///< Jr, Sr
    class_block = 1u << 21,       ///< nord- sud- latino-: a demonym behind their hyphen is of no state
    class_english = 1u << 22,     ///< of, and, for: join capitalised words
    class_plural = 1u << 23,      ///< les: of articles those that stand before several
    class_possessive = 1u << 24,  ///< son, leur: an institution behind them is that of the state spoken of
    class_aim = 1u << 25,         ///< what a movement stands for: closes "Mouvement pour la démocratie et le progrès"
};

enum class Where : std::uint8_t { before, before_de, after, first, last, inside, suffix, shape };

/// One row of evidence.
struct Cue {
    Where where{};
    enum class Accent : std::uint8_t { any, must, no } accent{}; ///< "cité" is not "cite": the accent of the last word
    float person = 0, organisation = 0, place = 0, other = 0;
    std::string why;
};

enum HeadShape : std::uint16_t {
    head_name = 1,       ///< head + capitalised words
    head_de = 2,         ///< head + de + capitalised words
    head_phrase = 4,     ///< head + adjectives, + de + nouns, whatever their case
    head_demonym = 8,    ///< head + demonym
    head_capital = 16,   ///< only if the head itself has a capital (inside a sentence)
    head_mask = 32,      ///< the span is no mention and hides what is inside
    head_strong = 64,    ///< trusted at the start of a sentence too
    head_alone = 128,    ///< the capitalised head alone is a name inside a sentence
    head_upper = 256,    ///< the head is written in capitals
    head_definite = 512, ///< an article stands before
    head_state = 1024,   ///< "au Mali", "en Somalie" may close the name
    head_number = 2048,  ///< head + number or model: "Boeing 737", "RN 20", "Airbus A320"
};
/// Something must follow the head.
inline constexpr unsigned head_open = head_name | head_de | head_phrase | head_demonym | head_number;

struct Head {
    Kind kind{};
    bool other = false; ///< no mention
    std::uint16_t shape = 0;
    std::string why;
};

struct MetonymSign {
    bool subject = false; ///< as subject of a verb
    std::string why;
};

struct Office {
    std::string id;
    enum class Of : std::uint8_t { country, organisation, place, fixed } of{};
    std::string fixed;         ///< id, when of is fixed
    std::string types;         ///< `|` list of kinds of organisation it suits best
    std::vector<Country> only; ///< states that use the form; empty = any
    bool silent = false;       ///< form too general to point to a holder without a state or a name
    std::string why;
};

/// What an entry is good for: one look at a word tells most questions that there is nothing to ask.
enum Fact : std::uint8_t {
    fact_surface = 1,               ///< a name of the gazetteer
    fact_demonym = 2,               ///< such a name, a demonym
    fact_demonym_word = 4,          ///< a demonym of one word (set where it is met)
    fact_head = 8,                  ///< head of a long name
    fact_office = 16,               ///< an office
    fact_office_start = 32,         ///< first word of the form of an office
    fact_person = 64,               ///< an office, or a noun that speaks of a person before its name
    fact_hyphen = 128,              ///< one hyphen joins the word to the next (set where it stands)
    fact_of_keys = fact_hyphen - 1, ///< those that a key has
    fact_opens = fact_surface | fact_head | fact_person | fact_office_start | fact_hyphen, ///< a name or an office may begin here
};

/// The part of an entry that every word asks for.
struct Gist {
    std::uint32_t classes = 0;
    std::uint32_t accented_classes = 0; ///< of words of one or two letters that differ by an accent only
    std::uint8_t facts = 0;
    bool heard = false; ///< more than a class of words
};

/// All that may begin at a word in lower case or is known by its folded form.
struct Entry {
    std::vector<std::uint16_t> cues, heads, offices, metonyms;
};

/// What the program sees by itself; the rows `shape` of entity-cues.tsv give the weights, by the names in lexicon.cpp.
enum Shape : std::uint8_t {
    shape_given_name,
    shape_given_word,
    shape_given_only,
    shape_given_alone,
    shape_initial,
    shape_run,
    shape_run_with_given,
    shape_shouting,
    shape_common_word,
    shape_dateline_agency,
    shape_short_form,
    shape_stray_acronym,
    shape_article_run,
    shape_single_letter,
    shape_long_run,
    shape_mixed_run,
    shape_inner_capital,
    shape_acronym,
    shape_long_acronym,
    shape_ends_with_place,
    shape_starts_with_place,
    shape_starts_with_organisation,
    shape_digit,
    shape_ampersand,
    shape_linked_place,
    shape_hyphen_lower,
    shape_office,
    shape_office_of,
    shape_demonym_person,
    shape_demonym_noun,
    shape_article,
    shape_in_parentheses,
    shape_list,
    shape_in_quotes,
    shape_said_by,
    shape_speaker,
    shape_subject,
    shape_article_subject,
    shape_before_acronym,
    shapes,
};

/// Endings of words and what they mean.
template <class T>
class Endings {
public:
    void add(std::string ending, T value) {
        longest_ = std::max(longest_, ending.size());
        pending_.emplace_back(std::move(ending), value);
    }
    void close() {
        for (const auto& [ending, value] : pending_) {
            const unsigned size = 1U << std::min<std::size_t>(ending.size(), 31);
            for (unsigned c = 0; c < 32; ++c) {
                if (ending.size() < 2 || c == (static_cast<unsigned char>(ending[ending.size() - 2]) & 31U)) sizes_[c][ending.back() & 31] |= size;
            }
        }
        map_ = base::WordMap<T>(std::move(pending_));
    }
    /// Value of the longest ending that leaves at least `rest` bytes of the word before it, or nullptr.
    [[nodiscard]] const T* find(std::string_view word, std::size_t rest) const noexcept {
        if (word.size() < 2 || word.size() <= rest) return nullptr;
        const unsigned sizes = sizes_[word[word.size() - 2] & 31][word.back() & 31];
        if (sizes == 0) return nullptr; // most words
        for (std::size_t size = std::min(longest_, word.size() - rest); size > 0; --size) {
            if (((sizes >> std::min<std::size_t>(size, 31)) & 1U) == 0) continue;
            if (const T* value = map_.find(word.substr(word.size() - size))) return value;
        }
        return nullptr;
    }

private:
    std::vector<std::pair<std::string, T>> pending_;
    base::WordMap<T> map_;
    std::array<std::array<unsigned, 32>, 32> sizes_{}; ///< by the last two letters, five bits each: a bit for each size of endings
    std::size_t longest_ = 0;
};

class Lexicon {
public:
    Lexicon(const data::Pack& pack, std::string_view language);

    [[nodiscard]] const std::vector<std::string>& articles() const noexcept { return articles_; }
    [[nodiscard]] const std::vector<std::string>& particles() const noexcept { return particles_; }
    [[nodiscard]] bool adjective(std::string_view folded) const noexcept;
    /// A word, folded, ends like a plural.
    [[nodiscard]] bool plural(std::string_view folded) const noexcept {
        return !folded.empty() && plural_endings_.find(folded.back()) != std::string::npos;
    }

    std::vector<std::string> keys; ///< of the entries, for Gazetteer::compile
    std::vector<Entry> entries;    ///< the first is of no key and empty
    std::vector<Gist> gists;       ///< of the entries
    std::vector<Cue> cues;
    std::vector<Head> heads;
    std::vector<MetonymSign> metonyms;
    std::vector<Office> offices;
    [[nodiscard]] const Cue* shape(Shape s) const noexcept { return shapes_[s] ? &cues[*shapes_[s]] : nullptr; }
    /// The cue of the longest suffix of the word, or nullptr.
    [[nodiscard]] const Cue* suffix(std::string_view folded) const noexcept;

private:
    [[nodiscard]] std::uint32_t entry(std::string_view key);
    void load_offices(const data::Table& table);
    void close();
    base::SlotTable index_; ///< of entries, while loading
    std::vector<std::string> articles_, particles_;
    Endings<std::uint16_t> suffixes_; ///< cue
    Endings<bool> adjective_endings_;
    std::string plural_endings_;                                ///< letters
    std::array<std::optional<std::uint16_t>, shapes> shapes_{}; ///< cue
};

} // namespace stoltenberg::entity
