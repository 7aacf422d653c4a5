#include "clause/clause.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "base/endings.hpp"
#include "base/word_map.hpp"
#include "match/trie.hpp"

namespace stoltenberg::clause {
namespace {

using text::Text;
using text::Word;

enum class VerbClass : std::uint8_t { plain, have, be, go, come, modal, oblige, want };

struct Form {
    VerbClass kind = VerbClass::plain;
    Tense tense = Tense::present;
    bool also_noun = false; ///< a verb only behind a subject pronoun, a reflexive or a negation
};

/// Classes of words that are no verb forms, one bit each.
enum Role : std::uint32_t {
    subject = 1U << 0U,
    reflexive = 1U << 1U,
    ne = 1U << 2U,
    negative = 1U << 3U,
    adverb = 1U << 4U,
    be_participle = 1U << 5U,
    participle = 1U << 6U,
    not_participle = 1U << 7U,
    inf_prep = 1U << 8U,
    infinitive = 1U << 9U,
    not_infinitive = 1U << 10U,
    reporting = 1U << 11U,
    article = 1U << 12U,
    negative_subject = 1U << 13U,
    without = 1U << 14U,
    linking = 1U << 15U,
    gerund_marker = 1U << 16U,
    been = 1U << 17U,
    // Not of rows with these names:
    opener = 1U << 18U, ///< the first word of what opens a clause
    verbal = 1U << 19U  ///< may begin a verb: most words may not
};
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 18> role_names{{{"subject", subject},
                                                                                 {"reflexive", reflexive},
                                                                                 {"particle", ne},
                                                                                 {"negative", negative},
                                                                                 {"adverb", adverb},
                                                                                 {"be-participle", be_participle},
                                                                                 {"participle", participle},
                                                                                 {"not-participle", not_participle},
                                                                                 {"inf-prep", inf_prep},
                                                                                 {"infinitive", infinitive},
                                                                                 {"not-infinitive", not_infinitive},
                                                                                 {"reporting", reporting},
                                                                                 {"article", article},
                                                                                 {"negative-subject", negative_subject},
                                                                                 {"without", without},
                                                                                 {"linking", linking},
                                                                                 {"gerund-marker", gerund_marker},
                                                                                 {"been", been}}};

struct Entry {
    std::optional<Form> form;
    std::uint32_t roles = 0;
    std::uint32_t accented = 0; ///< roles that the word has with its accent only

    [[nodiscard]] bool known() const noexcept { return form || (roles & ~std::uint32_t{opener}) != 0; }
};

struct Ending {
    std::string text;
    base::Ending bytes;
    Tense tense = Tense::present;
    std::size_t min = 0;
    bool needs_subject = false;
    bool gerund = false;
    base::WordMap<char> except;        ///< whole words
    std::vector<std::string> prefixes; ///< beginnings of words
};

enum class Opening : std::uint8_t { coordinator, relative, complement, subordinator, conditional };

Tense tense_of(const data::Table& table, const data::Table::Row& row, std::string_view name) {
    if (const std::optional<Tense> tense = tense_named(name)) return *tense;
    table.fail(row, "unknown tense '" + std::string(name) + "'");
}

template <class Value, std::size_t N>
Value pick(const data::Table& table, const data::Table::Row& row, std::string_view name,
           const std::array<std::pair<std::string_view, Value>, N>& names) {
    for (const auto& [n, v] : names) {
        if (n == name) return v;
    }
    table.fail(row, "unknown class '" + std::string(name) + "'");
}

/// All the room knows of its language.
struct Lexicon {
    base::WordMap<Entry> words;
    std::array<std::vector<Ending>, 256> endings; ///< by their last byte; longest first
    enum class Verbal : std::uint8_t { no, with_subject, yes };
    std::array<Verbal, 256> verbal_ends{}; ///< by the last byte: is it that of an ending, and does one go without a pronoun?
    match::Trie openings;                  ///< value = Opening + 1, of the accented spelling times 16

    /// What opens a clause at a word, and where its words end. "ou" and "où" are told apart where one of them is written so.
    struct Opened {
        std::uint32_t end;
        Opening kind;
    };
    std::optional<Opened> opening(const text::Text& text, std::uint32_t w) const {
        const match::Trie::Hit hit = openings.longest(text, w);
        if (!hit) return std::nullopt;
        const std::uint32_t plain = hit.value & 15U;
        const std::uint32_t accented = hit.value >> 4U;
        const bool accent = plain == 0 || (accented != 0 && text.words[w].is(text::accent));
        return Opened{hit.end, static_cast<Opening>((accent ? accented : plain) - 1)};
    }

    std::vector<base::Ending> infinitive_endings, participle_endings, adverb_endings;
    std::vector<base::Ending> have_participle_endings; ///< of participles right behind "avoir" that no list knows
    std::vector<base::Ending> noun_endings;            ///< that look like those of participles
};

// What stands behind a word, as text::Word::gap tells it.
constexpr std::uint16_t space = text::gap_space, apostrophe = text::gap_apostrophe, comma = text::gap_comma, strong = text::gap_colon;
constexpr std::uint16_t stop = text::gap_colon | text::gap_stop | text::gap_open;
constexpr std::uint16_t dash = text::gap_dash, stop_first = text::gap_first;

constexpr std::uint32_t lookahead = 8; ///< words between an auxiliary and its participle
constexpr std::uint32_t shortest = 4;  ///< letters of a verb that only its ending tells

} // namespace

std::size_t Layer::clause_of(std::uint32_t w) const noexcept {
    const auto it = std::upper_bound(clauses.begin(), clauses.end(), w, [](std::uint32_t word, const Clause& c) { return word < c.last; });
    return it != clauses.end() && it->first <= w ? static_cast<std::size_t>(it - clauses.begin()) : clauses.size();
}

const Verb* Layer::verb_near(std::uint32_t w) const noexcept {
    const std::size_t c = clause_of(w);
    if (c == clauses.size()) return nullptr;
    const Verb* best = nullptr;
    std::uint32_t best_distance = 0;
    for (std::uint32_t v = clauses[c].first_verb; v < clauses[c].last_verb; ++v) {
        const Verb& verb = verbs[v];
        const std::uint32_t distance = w < verb.first ? verb.first - w : (w >= verb.last ? w - verb.last + 1 : 0);
        // Finite verbs govern: an infinitive or participle only where there is no other.
        const bool finite = verb.tense != Tense::infinitive && verb.tense != Tense::participle && verb.tense != Tense::gerund;
        const std::uint32_t weight = distance + (finite ? 0 : 3);
        if (best == nullptr || weight < best_distance) {
            best = &verb;
            best_distance = weight;
        }
    }
    return best;
}

struct Tagger::Impl : Lexicon {
    Impl(const data::Pack& pack, std::string_view language) {
        const std::string dir = "lang/" + std::string(language) + "/";
        std::map<std::string, Entry> entries;
        load_words(pack, dir, entries);
        load_endings(pack.table(dir + "verb-endings.tsv"));
        load_openings(pack.table(dir + "clauses.tsv"), entries);
        words = base::WordMap<Entry>({entries.begin(), entries.end()});
    }

    void load_words(const data::Pack& pack, const std::string& dir, std::map<std::string, Entry>& entries) {
        const data::Table verbs = pack.table(dir + "verbs.tsv");
        constexpr std::array<std::pair<std::string_view, VerbClass>, 8> kinds{{{"plain", VerbClass::plain},
                                                                               {"have", VerbClass::have},
                                                                               {"be", VerbClass::be},
                                                                               {"go", VerbClass::go},
                                                                               {"come", VerbClass::come},
                                                                               {"modal", VerbClass::modal},
                                                                               {"oblige", VerbClass::oblige},
                                                                               {"want", VerbClass::want}}};
        const std::size_t forms = verbs.column("forms");
        const std::size_t kind = verbs.column("class");
        const std::size_t tense = verbs.column("tense");
        const std::size_t flags = verbs.column("flags");
        for (const auto& row : verbs.rows()) {
            const Form form{pick(verbs, row, row[kind], kinds), tense_of(verbs, row, row[tense]), data::has(row[flags], "noun")};
            for (const std::string_view f : data::split(row[forms])) {
                Entry& e = entries[text::fold(f)];
                if (!e.form) e.form = form;
            }
        }
        const data::Table table = pack.table(dir + "verb-words.tsv");
        const std::size_t cls = table.column("class");
        const std::size_t list = table.column("words");
        for (const auto& row : table.rows()) {
            std::vector<base::Ending>* list_of = row[cls] == "infinitive-ending"        ? &infinitive_endings
                                                 : row[cls] == "participle-ending"      ? &participle_endings
                                                 : row[cls] == "adverb-ending"          ? &adverb_endings
                                                 : row[cls] == "have-participle-ending" ? &have_participle_endings
                                                 : row[cls] == "noun-ending"            ? &noun_endings
                                                                                        : nullptr;
            if (list_of != nullptr) {
                for (const std::string_view w : data::split(row[list])) {
                    const std::string ending = text::fold(w);
                    list_of->push_back(ending_of(table, row, ending));
                    if (list_of == &infinitive_endings) verbal_ends[static_cast<unsigned char>(ending.back())] = Verbal::yes;
                }
                continue;
            }
            const std::uint32_t role = pick(table, row, row[cls], role_names);
            for (const std::string_view w : data::split(row[list])) {
                std::string folded = text::fold(w);
                const bool accent = folded.size() != w.size();
                Entry& e = entries[std::move(folded)];
                e.roles |= role;
                if (accent) e.accented |= role;
            }
        }
    }

    void load_endings(const data::Table& table) {
        const std::size_t ending = table.column("ending");
        const std::size_t tense = table.column("tense");
        const std::size_t min = table.column("min");
        const std::size_t needs = table.column("needs");
        const std::size_t except = table.column("except");
        for (const auto& row : table.rows()) {
            for (const std::string_view text : data::split(row[ending])) {
                Ending e;
                e.text = text::fold(text);
                e.bytes = ending_of(table, row, e.text);
                e.tense = tense_of(table, row, row[tense]);
                for (const char c : row[min]) {
                    if (c < '0' || c > '9') table.fail(row, "min is no number");
                    e.min = e.min * 10 + static_cast<std::size_t>(c - '0');
                }
                e.needs_subject = data::has(row[needs], "subject");
                e.gerund = data::has(row[needs], "gerund");
                std::vector<std::pair<std::string, char>> words_but;
                for (const std::string_view x : data::split(row[except])) {
                    std::string word = text::fold(x);
                    if (word.ends_with('*')) {
                        word.pop_back();
                        e.prefixes.push_back(std::move(word));
                    } else {
                        words_but.emplace_back(std::move(word), 0);
                    }
                }
                e.except = base::WordMap<char>(std::move(words_but));
                Verbal& verbal = verbal_ends[static_cast<unsigned char>(e.text.back())];
                verbal = std::max(verbal, e.needs_subject ? Verbal::with_subject : Verbal::yes);
                endings[static_cast<unsigned char>(e.text.back())].push_back(std::move(e));
            }
        }
        for (auto& group : endings) {
            std::stable_sort(group.begin(), group.end(), [](const Ending& a, const Ending& b) { return a.text.size() > b.text.size(); });
        }
    }

    static base::Ending ending_of(const data::Table& table, const data::Table::Row& row, std::string_view folded) {
        if (folded.empty() || folded.size() > base::Ending::longest) table.fail(row, "an ending has one to eight letters");
        return base::Ending(folded);
    }

    void load_openings(const data::Table& table, std::map<std::string, Entry>& entries) {
        constexpr std::array<std::pair<std::string_view, Opening>, 5> kinds{{{"coordinator", Opening::coordinator},
                                                                             {"relative", Opening::relative},
                                                                             {"complement", Opening::complement},
                                                                             {"subordinator", Opening::subordinator},
                                                                             {"conditional", Opening::conditional}}};
        std::map<std::string, std::uint32_t> values;
        for (const auto& row : table.rows()) {
            const auto kind = static_cast<std::uint32_t>(pick(table, row, row[table.column("kind")], kinds)) + 1;
            for (const std::string_view w : data::split(row[table.column("words")])) {
                const std::string folded = text::fold(w);
                values[match::key_of(folded)] |= folded.size() != w.size() ? kind << 4U : kind;
            }
        }
        for (const auto& [key, value] : values) entries[{key.begin(), std::find_if_not(key.begin(), key.end(), text::is_word_byte)}].roles |= opener;
        openings = match::Trie({values.begin(), values.end()});
    }
};

namespace {

/// One document's run: remembers what each word is, so that nothing is looked up twice.
class Run {
public:
    Run(const Lexicon& lexicon, const Text& text, Layer& out) : lexicon_(lexicon), t_(text), out_(out) {}

    void go() {
        out_.verbs.clear();
        out_.clauses.clear();
        out_.verbs.reserve(t_.words.size() / 6);
        out_.clauses.reserve(t_.words.size() / 8);
        static constexpr Entry unknown;
        const auto size = static_cast<std::uint32_t>(t_.words.size());
        facts_ = std::make_unique_for_overwrite<Fact[]>(size);
        for (std::uint32_t w = 0; w < size; ++w) {
            const Word& word = t_.words[w];
            const Entry* entry = lexicon_.words.find({t_.folded.data() + word.begin, word.end - word.begin}, word.hash);
            Fact fact{entry == nullptr ? &unknown : entry, 0};
            fact.roles = word.is(text::accent | text::upper) ? fact.entry->roles : fact.entry->roles & ~fact.entry->accented;
            facts_[w] = fact;
            if (may_be_verb(w, word, fact)) facts_[w].roles |= verbal;
        }
        for (std::uint32_t s = 0; s < t_.sentences.size(); ++s) sentence(s);
    }

private:
    struct Fact {
        const Entry* entry;
        std::uint32_t roles;
    };

    bool may_be_verb(std::uint32_t w, const Word& word, const Fact& fact) const {
        if (word.is(text::elided | text::digits)) return false;
        if (word.is(text::capital) && !word.is(text::sentence_start | text::upper)) return false; // proper names are no verbs
        if (fact.entry->form || (fact.roles & (infinitive | participle | be_participle)) != 0) return true;
        if (word.end - word.begin < shortest) return false;
        if (word.is(text::acute_end | text::upper)) return true;
        const Lexicon::Verbal ends = lexicon_.verbal_ends[static_cast<unsigned char>(t_.folded[word.end - 1])];
        return ends == Lexicon::Verbal::yes || (ends == Lexicon::Verbal::with_subject && behind_pronoun(w, 0));
    }

    bool role(std::uint32_t w, std::uint32_t r) const { return (facts_[w].roles & r) != 0; }
    bool gap(std::uint32_t w, std::uint16_t of) const { return t_.words[w].before(of); }
    std::uint32_t size(std::uint32_t w) const { return t_.words[w].end - t_.words[w].begin; }
    std::uint64_t tail(std::uint32_t w) const { return base::tail(t_.folded, t_.words[w].end); }
    bool behind_pronoun(std::uint32_t w, std::uint32_t first) const {
        if (w == first) return false;
        const std::uint32_t p = w - 1;
        if (!gap(p, space | apostrophe)) return false;
        if (role(p, subject | reflexive | ne)) return true;
        // A clitic between: "il les accuse", "qui en fait", "ne l'a".
        return p > first && size(p) <= 3 && role(p - 1, subject | ne) && role(p, article | adverb);
    }

    bool is_participle(std::uint32_t w) const {
        const Word& word = t_.words[w];
        if (word.is(text::has_digit)) return false;
        if (role(w, participle | be_participle)) return true;
        if (size(w) < shortest) return false;
        if (word.is(text::acute_end)) return !ends_in(tail(w), lexicon_.noun_endings);
        // Without accents (capitals): the ending alone.
        return word.is(text::upper) && size(w) >= 5 && ends_in(tail(w), lexicon_.participle_endings);
    }

    bool is_infinitive(std::uint32_t w) const {
        if (role(w, infinitive)) return true;
        if (role(w, not_infinitive) || t_.words[w].is(text::has_digit | text::capital)) return false;
        return size(w) >= 5 && ends_in(tail(w), lexicon_.infinitive_endings);
    }

    /// Tense by ending, or nothing.
    std::optional<Tense> by_ending(std::uint32_t w, std::uint32_t first) const {
        const Word& word = t_.words[w];
        if (word.is(text::has_digit) || word.is(text::capital)) {
            if (!word.is(text::upper) && !word.is(text::sentence_start)) return std::nullopt;
            if (word.is(text::has_digit) || word.is(text::sentence_start)) return std::nullopt;
        }
        const std::string_view f = t_.word(w);
        if (f.size() < shortest || role(w, article | adverb | not_participle)) return std::nullopt;
        const std::uint64_t end = tail(w);
        for (const Ending& e : lexicon_.endings[static_cast<unsigned char>(f.back())]) {
            if (!e.bytes.of(end) || f.size() < e.min) continue;
            if (e.except.find(f, word.hash) != nullptr) return std::nullopt;
            if (std::any_of(e.prefixes.begin(), e.prefixes.end(), [&](const std::string& p) { return f.starts_with(p); })) continue;
            if (e.needs_subject && !behind_pronoun(w, first)) continue;
            if (e.gerund) {
                if (w == first) return e.tense;
                if (!gap(w - 1, comma) && !role(w - 1, reflexive | ne) && !role(w - 1, gerund_marker)) return std::nullopt;
                return e.tense;
            }
            // A noun behind an article: "la opera".
            if (w > first && role(w - 1, article) && gap(w - 1, space) && !(w > first + 1 && role(w - 2, subject | ne))) return std::nullopt;
            if (e.text.size() == 1 && word.is(text::acute_end)) continue;
            return e.tense;
        }
        return std::nullopt;
    }

    /// "a bondi": what looks like a participle right behind "avoir", and is no other word that is known.
    bool is_have_participle(std::uint32_t w) const {
        const Word& word = t_.words[w];
        return size(w) >= 5 && !facts_[w].entry->known() && !word.is(text::capital | text::has_digit | text::elided) &&
               ends_in(tail(w), lexicon_.have_participle_endings);
    }

    /// The participle an auxiliary at `w` governs, or `last`.
    std::uint32_t participle_after(std::uint32_t w, std::uint32_t last, bool have = false) const {
        const std::uint32_t limit = std::min(last, w + 1 + lookahead);
        for (std::uint32_t i = w + 1; i < limit; ++i) {
            if (gap(i - 1, stop)) return last;
            if (is_participle(i) &&
                (!role(i, not_participle) || role(i, been) || (role(i, participle | be_participle) && t_.words[i].is(text::acute_end))))
                return i;
            if (have && (i == w + 1 || !role(i - 1, article)) && is_have_participle(i)) return i;
            if (role(i, adverb | negative)) continue;
            if (t_.words[i].is(text::elided | text::has_digit) || ends_in(tail(i), lexicon_.adverb_endings)) continue;
            return last;
        }
        return last;
    }

    std::uint32_t infinitive_after(std::uint32_t w, std::uint32_t last) const {
        const std::uint32_t limit = std::min(last, w + 1 + lookahead);
        for (std::uint32_t i = w + 1; i < limit; ++i) {
            if (gap(i - 1, stop)) return last;
            if (is_infinitive(i)) return i;
            if (role(i, adverb | negative | reflexive | ne | inf_prep)) continue;
            if (t_.words[i].is(text::elided | text::has_digit) || ends_in(tail(i), lexicon_.adverb_endings)) continue;
            return last;
        }
        return last;
    }

    bool negated(std::uint32_t first_verb, std::uint32_t last_verb, std::uint32_t first, std::uint32_t last) const {
        std::uint32_t from = first_verb > first + 4 ? first_verb - 4 : first;
        // "n'exclut pas de signer": what stands in front of another verb is not the infinitive's.
        if (!out_.verbs.empty()) from = std::max(from, std::min(out_.verbs.back().last, first_verb));
        bool has_ne = false;
        std::uint32_t at = first_verb;
        for (std::uint32_t i = from; i < first_verb; ++i) {
            if (role(i, ne) && (size(i) == 2 || t_.words[i].is(text::elided))) {
                has_ne = true;
                at = i;
            }
        }
        for (std::uint32_t i = at; has_ne && i < first_verb; ++i) has_ne = !gap(i, comma | stop); // "ne … pas", avait dit X
        if (!has_ne) return false;
        const std::uint32_t limit = std::min(last, last_verb + 4);
        for (std::uint32_t i = at + 1; i < limit; ++i) {
            if (role(i, negative)) return true;
        }
        const std::uint32_t before = at > first + 12 ? at - 12 : first;
        for (std::uint32_t i = before; i < at; ++i) {
            if (role(i, negative_subject)) return true;
        }
        return false;
    }

    void sentence(std::uint32_t s) {
        const std::uint32_t first = t_.sentences[s].first_word;
        const std::uint32_t last = t_.sentences[s].last_word;
        const auto first_verb = static_cast<std::uint32_t>(out_.verbs.size());
        for (std::uint32_t w = first; w < last;) {
            const std::uint32_t next = role(w, verbal) ? verb_at(w, first, last) : w;
            w = next > w ? next : w + 1;
        }
        split(s, first, last, first_verb);
    }

    /// Adds the verb that starts at `w`, if one does; returns the word behind it, else `w`.
    std::uint32_t verb_at(std::uint32_t w, std::uint32_t first, std::uint32_t last) {
        const Word& word = t_.words[w];
        Verb verb{w, w + 1, w, Tense::present};
        const Form* form = facts_[w].entry->form ? &*facts_[w].entry->form : nullptr;
        // A one-letter form with an accent is a preposition.
        if (form != nullptr && word.end - word.begin <= 2 && word.is(text::accent)) form = nullptr;
        if (form != nullptr && form->also_noun) {
            const bool finite_context = behind_pronoun(w, first);
            const bool after_name = w > first && t_.words[w - 1].is(text::capital) && gap(w - 1, space) && !role(w - 1, article);
            // "le ministre rencontre": an article, a noun, the form.
            const bool after_noun = w > first + 1 && gap(w - 1, space) && role(w - 2, article) && !role(w - 1, article | inf_prep | adverb) &&
                                    size(w - 1) > 3;
            if (word.is(text::acute_end) || (!finite_context && !after_name && !after_noun)) form = nullptr;
        }
        // A form of "to be" right before a stop, with no pronoun: a point of the compass.
        if (form != nullptr && form->kind == VerbClass::be && form->tense == Tense::present && !behind_pronoun(w, first) &&
            (w + 1 == last || gap(w, stop_first))) {
            form = nullptr;
        }
        if (form == nullptr) return plain_verb(w, first, last);
        verb.tense = form->tense;
        switch (form->kind) {
        case VerbClass::have: {
            const std::uint32_t p = participle_after(w, last, true);
            if (p != last) {
                verb.head = p;
                verb.last = p + 1;
                verb.tense = verb.tense == Tense::future ? Tense::future : Tense::past;
                // "a été tué", "ont été écroués": the passive's own participle follows.
                if (const std::uint32_t q = p + 1 < last && role(p, been) ? participle_after(p, last) : last; q != last) {
                    verb.head = q;
                    verb.last = q + 1;
                    verb.passive = true;
                }
                // "a dû renoncer", "ont pu partir"; but "a dit avoir renoncé"
                if (size(p) <= 5 && is_modal_participle(p) && !(role(p, reporting) && is_auxiliary(p + 1))) {
                    if (const std::uint32_t q = infinitive_after(p, last); q != last) {
                        verb.head = q;
                        verb.last = q + 1;
                    }
                }
            }
            break;
        }
        case VerbClass::be: {
            const std::uint32_t p = participle_after(w, last);
            if (p != last) {
                verb.head = p;
                verb.last = p + 1;
                const bool reflexive_before = w > first && role(w - 1, reflexive);
                if (role(p, be_participle) || reflexive_before) {
                    if (verb.tense == Tense::present || verb.tense == Tense::imperfect || verb.tense == Tense::conditional) verb.tense = Tense::past;
                } else {
                    verb.passive = true;
                }
            }
            break;
        }
        case VerbClass::go:
            if (const std::uint32_t i = infinitive_after(w, last); i != last && adjacent_infinitive(w, i)) {
                verb.head = i;
                verb.last = i + 1;
                if (verb.tense == Tense::present || verb.tense == Tense::imperfect) verb.tense = Tense::future;
            }
            break;
        case VerbClass::come:
            if (w + 2 < last && role(w + 1, linking)) {
                if (const std::uint32_t i = infinitive_after(w + 1, last); i == w + 2 || (i != last && i <= w + 5)) {
                    verb.head = i;
                    verb.last = i + 1;
                    verb.tense = Tense::past;
                }
            }
            break;
        case VerbClass::modal:
        case VerbClass::oblige:
        case VerbClass::want:
            if (const std::uint32_t i = infinitive_after(w, last); i != last) {
                verb.head = i;
                verb.last = i + 1;
                verb.modal = true;
                verb.obliged = form->kind == VerbClass::oblige;
                if (is_participle_after_be(i, last)) {
                    verb.head = i + 1;
                    verb.last = i + 2;
                    verb.passive = true;
                }
            }
            break;
        case VerbClass::plain: break;
        }
        add(verb, first, last);
        return verb.last;
    }

    bool adjacent_infinitive(std::uint32_t w, std::uint32_t i) const {
        for (std::uint32_t k = w + 1; k < i; ++k) {
            // "va à Kiev rencontrer": a place or preposition in between is still a plan.
            if (gap(k - 1, comma) && k > w + 4) return false;
        }
        return true;
    }

    bool is_modal_participle(std::uint32_t p) const {
        return (facts_[p].entry->roles & participle) != 0 && p + 1 < t_.words.size() && is_infinitive(p + 1) && !role(p + 1, article);
    }

    bool is_auxiliary(std::uint32_t i) const {
        const auto& form = facts_[i].entry->form;
        return form && (form->kind == VerbClass::be || form->kind == VerbClass::have);
    }

    bool is_participle_after_be(std::uint32_t i, std::uint32_t last) const {
        const auto& form = facts_[i].entry->form;
        return i + 1 < last && form && form->kind == VerbClass::be && is_participle(i + 1);
    }

    std::uint32_t plain_verb(std::uint32_t w, std::uint32_t first, std::uint32_t last) {
        const Word& word = t_.words[w];
        Verb verb{w, w + 1, w, Tense::present};
        // An infinitive behind a preposition or a clitic.
        if (is_infinitive(w) && w > first && role(w - 1, inf_prep) && !(role(w - 1, article) && !clitic_before_infinitive(w, first))) {
            verb.tense = Tense::infinitive;
            if (is_participle_after_be(w, last)) {
                verb.head = w + 1;
                verb.last = w + 2;
                verb.passive = true;
            }
            add(verb, first, last);
            return verb.last;
        }
        if (const auto tense = by_ending(w, first)) {
            verb.tense = *tense;
            add(verb, first, last);
            return verb.last;
        }
        // "X, arrêté mardi": behind a comma what may be a noun is none.
        const bool noun = role(w, not_participle) && !(role(w, participle) && word.is(text::acute_end) && w > first && gap(w - 1, comma));
        if (is_participle(w) && !noun && !(w > first && role(w - 1, article)) && !word.is(text::upper)) {
            if (const Verb* shared = shares_auxiliary(w, first, last)) {
                verb.tense = shared->tense;
                verb.passive = shared->passive;
                verb.shared = true;
                add(verb, first, last);
                return verb.last;
            }
            verb.tense = Tense::participle;
            verb.passive = true;
            add(verb, first, last);
            return verb.last;
        }
        return w;
    }

    /// "a été arrêté puis relâché", "a instauré la loi martiale et rompu les relations": the compound verb whose auxiliary serves here too.
    const Verb* shares_auxiliary(std::uint32_t w, std::uint32_t first, std::uint32_t last) const {
        if (w < first + 3 || out_.verbs.empty()) return nullptr;
        const Verb& before = out_.verbs.back();
        if (before.first < first || before.last + 14 < w || before.first == before.head || before.modal) return nullptr;
        if (before.tense == Tense::infinitive || is_infinitive(before.head)) return nullptr;
        const auto coordinator = [&](std::uint32_t i) {
            const auto hit = lexicon_.opening(t_, i);
            return hit && hit->end <= t_.words[i].end && hit->kind == Opening::coordinator;
        };
        std::uint32_t joint = w;
        while (joint > before.last && !coordinator(joint - 1) && role(joint - 1, adverb)) --joint;
        if (joint <= before.last || !coordinator(joint - 1)) return nullptr;
        for (std::uint32_t i = before.last; i + 1 < w; ++i) {
            if (gap(i, comma | stop)) return nullptr;
        }
        // Behind "have" an adjective may end the object ("un plan ambitieux et attendu"): an object of its own must follow.
        if (before.passive || joint - 1 == before.last) return &before;
        const bool object = w + 1 < last && (role(w + 1, article) || t_.words[w + 1].is(text::capital)) && !gap(w, comma | stop);
        return object ? &before : nullptr;
    }

    /// "de la rencontrer", "pour les défendre": the article is a pronoun there.
    bool clitic_before_infinitive(std::uint32_t w, std::uint32_t first) const { return w > first + 1 && role(w - 2, inf_prep | ne); }

    void add(Verb verb, std::uint32_t first, std::uint32_t last) {
        verb.reporting = role(verb.head, reporting);
        verb.negated = negated(verb.first, verb.last, first, last) ||
                       (verb.tense == Tense::infinitive && verb.first > first && has_without(verb.first, first));
        out_.verbs.push_back(verb);
    }

    bool has_without(std::uint32_t w, std::uint32_t first) const {
        const std::uint32_t from = w > first + 2 ? w - 2 : first;
        for (std::uint32_t i = from; i < w; ++i) {
            if (role(i, without)) return true;
        }
        return false;
    }

    void split(std::uint32_t s, std::uint32_t first, std::uint32_t last, std::uint32_t first_verb) {
        const auto end_verb = static_cast<std::uint32_t>(out_.verbs.size());
        std::uint32_t v = first_verb;
        Clause current{first, last, s, first_verb, first_verb, false, false, false};
        bool main_verb = false;
        // A finite verb within so many words, with nothing that opens a clause of its own before it.
        const auto finite_ahead = [&](std::uint32_t w, std::uint32_t within, bool joined) {
            for (std::uint32_t k = v; k < end_verb && out_.verbs[k].first < w + within; ++k) {
                const Tense x = out_.verbs[k].tense;
                if (out_.verbs[k].first < w || out_.verbs[k].shared || x == Tense::infinitive || x == Tense::participle || x == Tense::gerund)
                    continue;
                // "à Rome et Milan, ont annoncé ses avocats": the comma closes what is said.
                if (joined && out_.verbs[k].reporting && gap(out_.verbs[k].first - 1, comma)) return false;
                for (std::uint32_t i = w; i < out_.verbs[k].first; ++i) {
                    if (role(i, opener) && lexicon_.openings.longest(t_, i)) return false;
                }
                return true;
            }
            return false;
        };
        std::uint32_t dash_end = last;
        std::uint32_t skip_to = 0; // an opening of several words is looked at once
        const auto close = [&](std::uint32_t w) {
            current.last = w;
            current.last_verb = v;
            if (current.last > current.first) out_.clauses.push_back(current);
            current = Clause{w, last, s, v, v, false, false, false};
            main_verb = false;
        };
        if (const auto hit = first < last && role(first, opener) ? lexicon_.opening(t_, first) : std::nullopt;
            hit && hit->kind != Opening::coordinator) {
            current.subordinate = true;
            current.conditional = hit->kind == Opening::conditional;
        }
        for (std::uint32_t w = first + 1; w < last; ++w) {
            if (!role(w, opener) && gap(w - 1, space)) continue;
            for (; v < end_verb && out_.verbs[v].first < w; ++v) {
                const Tense x = out_.verbs[v].tense;
                main_verb |= x != Tense::infinitive && x != Tense::participle && x != Tense::gerund;
            }
            if (inside_verb(w, v)) continue;
            // "cinq pays ont voté contre - A, B et C - et": a list between dashes belongs to what it stands behind.
            bool apart = gap(w - 1, strong | dash);
            if (w == dash_end) {
                apart = false;
            } else if (apart && main_verb && !gap(w - 1, stop)) {
                if (const std::uint32_t end = closing_dash(w, last, v); end != w) {
                    dash_end = end;
                    apart = false;
                }
            }
            auto hit = role(w, opener) && t_.words[w].begin >= skip_to ? lexicon_.opening(t_, w) : std::nullopt;
            if (hit) skip_to = hit->end;
            // "un accident de car": a noun there.
            if (hit && hit->kind == Opening::subordinator && role(w - 1, article) && gap(w - 1, space)) hit.reset();
            if (hit && w > current.first) {
                const Opening kind = hit->kind;
                const bool after_report = v > current.first_verb && out_.verbs[v - 1].reporting;
                const bool open = kind == Opening::coordinator ? (main_verb && finite_ahead(w + 1, gap(w - 1, comma) ? 6 : 4, true)) : true;
                if (open) {
                    close(w);
                    current.subordinate = kind != Opening::coordinator;
                    current.conditional = kind == Opening::conditional;
                    current.complement = kind == Opening::complement && after_report;
                }
            } else if (apart || (gap(w - 1, comma) && main_verb && finite_ahead(w, 5, false) && !t_.words[w].is(text::elided))) {
                // ", il a ajouté", ", a déclaré le ministre": a second main verb behind a comma.
                close(w);
            }
        }
        current.last = last;
        current.last_verb = end_verb;
        if (current.last > current.first) out_.clauses.push_back(current);
    }

    /// The word behind the dash that closes a stretch without a verb, or `w`.
    std::uint32_t closing_dash(std::uint32_t w, std::uint32_t last, std::uint32_t v) const {
        for (std::uint32_t i = w + 1; i < std::min(last, w + 30); ++i) {
            if ((v < out_.verbs.size() && out_.verbs[v].first < i) || gap(i - 1, stop)) return w;
            if (gap(i - 1, dash)) return i;
        }
        return w;
    }

    bool inside_verb(std::uint32_t w, std::uint32_t v) const { return v > 0 && out_.verbs[v - 1].first < w && w < out_.verbs[v - 1].last; }

    const Lexicon& lexicon_;
    const Text& t_;
    Layer& out_;
    std::unique_ptr<Fact[]> facts_;
};

} // namespace

Tagger::Tagger(const data::Pack& pack, std::string_view language) : impl_(std::make_unique<Impl>(pack, language)) {}
Tagger::~Tagger() = default;
Tagger::Tagger(Tagger&&) noexcept = default;
Tagger& Tagger::operator=(Tagger&&) noexcept = default;

void Tagger::tag(const Text& text, Layer& out) const { Run(*impl_, text, out).go(); }

std::optional<Tense> tense_named(std::string_view name) noexcept {
    constexpr std::array<std::pair<std::string_view, Tense>, 8> names{{{"past", Tense::past},
                                                                       {"imperfect", Tense::imperfect},
                                                                       {"present", Tense::present},
                                                                       {"future", Tense::future},
                                                                       {"conditional", Tense::conditional},
                                                                       {"infinitive", Tense::infinitive},
                                                                       {"participle", Tense::participle},
                                                                       {"gerund", Tense::gerund}}};
    for (const auto& [n, tense] : names) {
        if (n == name) return tense;
    }
    return std::nullopt;
}

} // namespace stoltenberg::clause
