// What a language knows about the company that names keep: word classes, cues with their weights, heads of long names,
// signs of metonymy. Rows in data/lang/XX/entity-*.tsv.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/pack.hpp"
#include "entity/gazetteer.hpp"
#include "match/trie.hpp"

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
};

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

/// All that may begin at a word in lower case or is known by its folded form.
struct Entry {
    std::uint32_t classes = 0;
    std::uint32_t accented_classes = 0; ///< of words of one or two letters that differ by an accent only
    std::uint32_t surfaces = no_index;  ///< group of the gazetteer
    std::vector<std::uint16_t> cues, heads, offices, metonyms;
};

class Lexicon {
public:
    Lexicon(const data::Pack& pack, std::string_view language);
    /// The gazetteer's part of the trie; called once, by the Tagger.
    void join(const Gazetteer& gazetteer);

    [[nodiscard]] const std::vector<std::string>& articles() const noexcept { return articles_; }
    [[nodiscard]] const std::vector<std::string>& particles() const noexcept { return particles_; }
    [[nodiscard]] bool adjective(std::string_view folded) const noexcept;

    match::Trie trie;
    std::vector<Entry> entries;
    std::vector<Cue> cues;
    std::vector<Head> heads;
    std::vector<MetonymSign> metonyms;
    std::vector<std::pair<std::string, std::uint16_t>> suffixes; ///< suffix cues
    std::vector<std::pair<std::string, std::uint16_t>> shapes;   ///< shape cues, by name
    [[nodiscard]] const Cue* shape(std::string_view name) const noexcept;

private:
    Entry& entry(std::string key);
    std::vector<std::pair<std::string, std::uint32_t>> keys_;
    StringMap<std::uint32_t> index_;
    std::vector<std::string> articles_, particles_;
    std::vector<std::string> adjective_endings_;
};

} // namespace stoltenberg::entity
