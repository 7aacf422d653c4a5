#include "event/lexicon.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <optional>

#include "base/slots.hpp"
#include "base/word_map.hpp"
#include "text/text.hpp"

namespace stoltenberg::event {
namespace {

using clause::Tense;

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 55> class_names{{{"reflexive", cls_reflexive},
                                                                                  {"determiner", cls_determiner},
                                                                                  {"definite", cls_definite},
                                                                                  {"demonstrative", cls_demonstrative},
                                                                                  {"possessive", cls_possessive},
                                                                                  {"first-person", cls_first_person},
                                                                                  {"subject-pronoun", cls_subject_pronoun},
                                                                                  {"third-person", cls_third_person},
                                                                                  {"masculine", cls_masculine},
                                                                                  {"feminine", cls_feminine},
                                                                                  {"count", cls_count},
                                                                                  {"latter", cls_latter},
                                                                                  {"dignitary", cls_dignitary},
                                                                                  {"both-states", cls_both_states},
                                                                                  {"plural-pronoun", cls_plural_pronoun},
                                                                                  {"both", cls_both},
                                                                                  {"relative", cls_relative},
                                                                                  {"coordinator", cls_coordinator},
                                                                                  {"agent", cls_agent},
                                                                                  {"with", cls_with},
                                                                                  {"between", cls_between},
                                                                                  {"against", cls_against},
                                                                                  {"toward", cls_toward},
                                                                                  {"genitive", cls_genitive},
                                                                                  {"inside", cls_inside},
                                                                                  {"oblique", cls_oblique},
                                                                                  {"source", cls_source},
                                                                                  {"since", cls_since},
                                                                                  {"until", cls_until},
                                                                                  {"deadline", cls_deadline},
                                                                                  {"after", cls_after},
                                                                                  {"before", cls_before},
                                                                                  {"during", cls_during},
                                                                                  {"purpose", cls_purpose},
                                                                                  {"without", cls_without},
                                                                                  {"anterior", cls_anterior},
                                                                                  {"hearsay", cls_hearsay},
                                                                                  {"setting", cls_setting},
                                                                                  {"length", cls_length},
                                                                                  {"opening", cls_opening},
                                                                                  {"their", cls_their},
                                                                                  {"where", cls_where},
                                                                                  {"have", cls_have},
                                                                                  {"be", cls_be},
                                                                                  {"ahead", cls_ahead},
                                                                                  {"to-have", cls_to_have},
                                                                                  {"locality", cls_locality},
                                                                                  {"too", cls_too},
                                                                                  {"starting", cls_starting},
                                                                                  {"channel", cls_channel},
                                                                                  {"bare", cls_bare},
                                                                                  {"led", cls_led},
                                                                                  {"authority", cls_authority},
                                                                                  {"meanwhile", cls_meanwhile},
                                                                                  {"negative-determiner", cls_negative_determiner}}};

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 24> flag_names{{{"reflexive", reflexive},
                                                                                 {"soft", soft},
                                                                                 {"state", state},
                                                                                 {"weak", weak},
                                                                                 {"meeting", meeting},
                                                                                 {"body", body},
                                                                                 {"appearance", appearance},
                                                                                 {"person", person_only},
                                                                                 {"forces", forces_only},
                                                                                 {"plan", plans},
                                                                                 {"talk", talk},
                                                                                 {"court", court},
                                                                                 {"done", done},
                                                                                 {"passive", passive_only},
                                                                                 {"moves", moves},
                                                                                 {"article", article_only},

                                                                                 {"harm", harm},
                                                                                 {"bodily", bodily},
                                                                                 {"impersonal", impersonal},
                                                                                 {"timed", timed},
                                                                                 {"appointed", appointed},
                                                                                 {"called", called},
                                                                                 {"encounter", encounter},
                                                                                 {"afield", afield}}};

template <class Value, std::size_t N>
Value pick(const data::Table& table, const data::Table::Row& row, std::string_view name, std::string_view what,
           const std::array<std::pair<std::string_view, Value>, N>& names) {
    for (const auto& [n, v] : names) {
        if (n == name) return v;
    }
    table.fail(row, "unknown " + std::string(what) + " '" + std::string(name) + "'");
}

/// Folded, without the apostrophe of an elided word at its end: the trie ends a key at a word end.
std::string key(std::string_view text) { return match::key_of(text::fold(text)); }

/// True if a written form ends in é, ée, és or ées.
Accent accent_of(std::string_view written) {
    std::string_view w = written;
    if (w.ends_with('s')) w.remove_suffix(1);
    constexpr std::string_view acute = "\xC3\xA9";
    if (w.ends_with(acute)) return Accent::acute;
    if (w.ends_with('e')) {
        w.remove_suffix(1);
        return w.ends_with(acute) ? Accent::acute : Accent::plain;
    }
    return Accent::any;
}

/// The endings of one verb class.
class Conjugation {
public:
    struct Ending {
        std::string_view written;
        std::string folded;
    };
    struct Entry {
        std::string_view strip;
        std::size_t folded_strip; ///< bytes of it when folded
        Tense tense;
        std::vector<Ending> endings;
    };

    explicit Conjugation(const data::Table& table) {
        const std::size_t cls = table.column("class");
        const std::size_t strip = table.column("strip");
        const std::size_t tense = table.column("tense");
        const std::size_t endings = table.column("endings");
        for (const auto& row : table.rows()) {
            const std::optional<Tense> t = clause::tense_named(row[tense]);
            if (!t) table.fail(row, "unknown tense '" + std::string(row[tense]) + "'");
            Entry e{row[strip], text::fold(row[strip]).size(), *t, {}};
            for (const std::string_view ending : data::items(row[endings])) {
                const std::string_view written = ending == "-" ? std::string_view() : ending;
                e.endings.push_back({written, text::fold(written)});
            }
            classes_[row[cls]].push_back(std::move(e));
        }
    }

    /// f(key, accent, tense) for every form of a verb.
    template <class F>
    void each(const data::Table& table, const data::Table::Row& row, std::string_view verb, std::string_view cls, F&& f) const {
        const auto it = classes_.find(cls);
        if (it == classes_.end()) table.fail(row, "unknown verb class '" + std::string(cls) + "'");
        const std::string whole = match::key_of(text::fold(verb)); // a form folds as its stem and its ending do
        std::string written, form;
        for (const Entry& e : it->second) {
            if (!verb.ends_with(e.strip)) table.fail(row, "'" + std::string(verb) + "' does not end in '" + std::string(e.strip) + "'");
            const std::string_view stem = verb.substr(0, verb.size() - e.strip.size());
            const std::string_view folded_stem = std::string_view(whole).substr(0, whole.size() - e.folded_strip);
            for (const Ending& ending : e.endings) {
                written.assign(stem).append(ending.written);
                form.assign(folded_stem).append(ending.folded);
                f(form, accent_of(written), e.tense);
            }
        }
    }

private:
    std::map<std::string_view, std::vector<Entry>> classes_;
};

/// Numbers folded keys, and lists values under them.
template <class T>
class Groups {
public:
    std::uint32_t number(std::string_view key) {
        const std::uint32_t hash = base::word_hash(key);
        std::uint32_t at = table_.find(hash, [&](std::uint32_t i) { return text(i) == key; });
        if (at == base::no_number) {
            at = static_cast<std::uint32_t>(ends_.size()) - 1;
            table_.add(hash, at);
            bytes_ += key;
            ends_.push_back(bytes_.size());
        }
        return at;
    }
    void add(std::uint32_t number, const T& value) { values_.emplace_back(number, value); }
    void add(std::string_view key, const T& value) { add(number(key), value); }

    /// Keys or a Trie whose values are the numbers of the lists.
    template <class Index, class Key>
    Index build(Lists<T>& out) const {
        const std::size_t size = ends_.size() - 1;
        out = Lists<T>(size, values_);
        std::vector<std::pair<Key, std::uint32_t>> keys;
        keys.reserve(size);
        for (std::uint32_t i = 0; i < size; ++i) keys.emplace_back(text(i), i);
        return Index(std::move(keys));
    }

private:
    [[nodiscard]] std::string_view text(std::uint32_t i) const { return std::string_view(bytes_).substr(ends_[i], ends_[i + 1] - ends_[i]); }

    base::SlotTable table_;
    std::string bytes_;
    std::vector<std::size_t> ends_{0}; ///< where each key ends, behind the one before
    std::vector<std::pair<std::uint32_t, T>> values_;
};

/// Forms of verbs as numbers of their keys: a verb of many rows is inflected once.
class Verbs {
public:
    struct Form {
        std::uint32_t key;
        Accent accent;
        Tense tense;
    };
    Verbs(const Conjugation& conjugation, Groups<Inflection>& groups) : conjugation_(conjugation), groups_(groups) {}

    /// The verb of a row, as what has this index.
    void add(const data::Table& table, const data::Table::Row& row, std::string_view verb, std::string_view cls, std::uint32_t index) {
        const auto [at, added] = forms_.try_emplace({verb, cls});
        if (added) {
            conjugation_.each(table, row, verb, cls, [&, &forms = at->second](std::string_view form, Accent accent, Tense tense) {
                forms.push_back({groups_.number(form), accent, tense});
            });
        }
        for (const Form& form : at->second) groups_.add(form.key, {index, form.tense, form.accent, false, false});
    }

private:
    const Conjugation& conjugation_;
    Groups<Inflection>& groups_;
    std::map<std::pair<std::string_view, std::string_view>, std::vector<Form>> forms_;
};

Requirement requirement(const data::Table& table, const data::Table::Row& row, std::string_view text,
                        const std::vector<std::pair<std::string, std::uint64_t>>& custom) {
    Requirement r;
    if (text.starts_with('!')) {
        r.refuses = true;
        text.remove_prefix(1);
    }
    if (text.starts_with('>')) {
        r.right_behind = true;
        text.remove_prefix(1);
    } else if (text.starts_with('<')) {
        r.in_front = true;
        text.remove_prefix(1);
    }
    if (text.starts_with('%')) {
        constexpr std::array<std::pair<std::string_view, Requirement::Kind>, 6> kinds{{{"%person", Requirement::Kind::person},
                                                                                       {"%role", Requirement::Kind::role},
                                                                                       {"%country", Requirement::Kind::country},
                                                                                       {"%organisation", Requirement::Kind::organisation},
                                                                                       {"%place", Requirement::Kind::place},
                                                                                       {"%there", Requirement::Kind::there}}};
        r.kind = pick(table, row, text, "requirement", kinds);
        return r;
    }
    if (text.starts_with('@')) {
        r.kind = Requirement::Kind::word_class;
        const auto it = std::find_if(custom.begin(), custom.end(), [&](const auto& c) { return c.first == text.substr(1); });
        if (it == custom.end()) table.fail(row, "unknown word class '" + std::string(text) + "'");
        r.classes = it->second;
        return r;
    }
    r.phrase = key(text);
    const auto first = std::find_if(r.phrase.begin(), r.phrase.end(), text::is_word_byte);
    r.hash = base::word_hash({first, std::find_if_not(first, r.phrase.end(), text::is_word_byte)});
    return r;
}

} // namespace

Lexicon::Lexicon(const data::Pack& pack, std::string_view language) {
    const std::string dir = "lang/" + std::string(language) + "/";
    const data::Table endings = pack.table(dir + "triggers-endings.tsv");
    load_words(pack.table(dir + "event-words.tsv"));
    load_triggers(pack.table(dir + "triggers.tsv"), pack.table(dir + "event-types.tsv"), endings);
    load_cues(pack.table(dir + "modality.tsv"), endings);
}

void Lexicon::load_words(const data::Table& table) {
    const std::size_t cls = table.column("class");
    const std::size_t words = table.column("words");
    std::map<std::string, std::uint64_t> sets;
    std::vector<std::vector<std::string_view>> contractions;
    for (const auto& row : table.rows()) {
        if (row[cls] == "contraction") {
            if (!sets.empty()) table.fail(row, "contractions stand first: they hold for the rows behind them");
            std::vector<std::string_view>& forms = contractions.emplace_back();
            for (const std::string_view form : data::items(row[words])) forms.push_back(form);
            continue;
        }
        const auto known = std::find_if(class_names.begin(), class_names.end(), [&](const auto& c) { return c.first == row[cls]; });
        std::uint64_t bit = 0;
        if (known != class_names.end()) {
            bit = known->second;
        } else {
            if (custom_.size() >= 64U - static_cast<unsigned>(std::countr_zero(std::uint64_t{cls_custom}))) table.fail(row, "too many word classes");
            bit = cls_custom << custom_.size();
            custom_.emplace_back(std::string(row[cls]), bit);
        }
        for (const std::string_view w : data::items(row[words])) {
            sets[key(w)] |= bit;
            for (const auto& forms : contractions) {
                const std::string_view full = forms.front();
                if (w.size() <= full.size() || !w.ends_with(full) || w[w.size() - full.size() - 1] != ' ') continue;
                for (const std::string_view form : forms) sets[key(std::string(w.substr(0, w.size() - full.size())) + std::string(form))] |= bit;
            }
        }
    }
    std::vector<std::pair<std::string, std::uint32_t>> keys;
    for (const auto& [k, set] : sets) {
        if ((set & cls_toward) != 0) toward_.push_back(k);
        keys.emplace_back(k, static_cast<std::uint32_t>(class_sets_.size()));
        class_sets_.push_back(set);
    }
    words_ = match::Trie(std::move(keys));
}

void Lexicon::load_triggers(const data::Table& table, const data::Table& types, const data::Table& endings) {
    const Conjugation conjugation(endings);
    std::map<std::string_view, std::uint32_t> type_flags;
    for (const auto& row : types.rows()) {
        for (const std::string_view f : data::items(row[types.column("flags")]))
            type_flags[row[types.column("type")]] |= pick(types, row, f, "flag", flag_names);
    }
    const std::size_t lemma = table.column("lemma");
    const std::size_t pos = table.column("pos");
    const std::size_t cls = table.column("class");
    const std::size_t base = table.column("base");
    const std::size_t type = table.column("type");
    const std::size_t mode = table.column("mode");
    const std::size_t with = table.column("with");
    const std::size_t roles = table.column("roles");
    const std::size_t flags = table.column("flags");
    constexpr std::array<std::pair<std::string_view, Roles>, 8> role_names{{{"act", Roles::act},
                                                                            {"mutual", Roles::mutual},
                                                                            {"dative", Roles::dative},
                                                                            {"undergo", Roles::undergo},
                                                                            {"subject", Roles::subject},
                                                                            {"object", Roles::object},
                                                                            {"land", Roles::land},
                                                                            {"", Roles::act}}};
    Groups<Inflection> groups;
    Verbs verbs(conjugation, groups);
    triggers_.reserve(table.rows().size());
    for (const auto& row : table.rows()) {
        Trigger t;
        const auto index = static_cast<std::uint32_t>(triggers_.size());
        t.type = row[type];
        t.mode = row[mode];
        t.why = table.where(row);
        t.carrier = t.type == "CARRIER";
        t.echo = t.type == "ECHO";
        t.statement = t.type == "STATEMENT";
        t.roles = pick(table, row, row[roles], "roles", role_names);
        if (const auto of_type = type_flags.find(row[type]); of_type != type_flags.end()) t.flags = of_type->second;
        for (const std::string_view f : data::items(row[flags])) t.flags |= pick(table, row, f, "flag", flag_names);
        for (const std::string_view w : data::items(row[with])) t.with.push_back(requirement(table, row, w, custom_));
        t.asks_toward = std::any_of(t.with.begin(), t.with.end(), [&](const Requirement& r) {
            return r.kind == Requirement::Kind::phrase && std::find(toward_.begin(), toward_.end(), r.phrase) != toward_.end();
        });
        if (row[pos] == "noun") {
            t.noun = true;
            const bool plural_only = row[cls] == "p";
            groups.add(key(row[lemma]), {index, Tense::present, Accent::any, true, plural_only});
            for (const std::string_view p : data::items(row[base])) {
                groups.add(key(p), {index, Tense::present, Accent::any, true, true});
            }
        } else if (row[pos] == "verb") {
            verbs.add(table, row, row[base], row[cls], index);
        } else {
            table.fail(row, "pos is verb or noun");
        }
        triggers_.push_back(std::move(t));
    }
    trigger_forms_ = groups.build<match::Keys, std::string_view>(groups_);
}

void Lexicon::load_cues(const data::Table& table, const data::Table& endings) {
    const Conjugation conjugation(endings);
    const std::size_t text = table.column("cue");
    const std::size_t scope = table.column("scope");
    const std::size_t cls = table.column("class");
    const std::size_t base = table.column("base");
    const std::size_t value = table.column("value");
    constexpr std::array<std::pair<std::string_view, Scope>, 4> scopes{
        {{"governor", Scope::governor}, {"before", Scope::before}, {"after", Scope::after}, {"clause", Scope::clause}}};
    Groups<Inflection> governors;
    Verbs verbs(conjugation, governors);
    Groups<std::uint32_t> phrases;
    for (const auto& row : table.rows()) {
        Cue cue;
        const auto index = static_cast<std::uint32_t>(cues_.size());
        cue.why = table.where(row);
        cue.scope = pick(table, row, row[scope], "scope", scopes);
        bool known = false;
        for (int m = 0; m < 6; ++m) {
            if (to_string(static_cast<Modality>(m)) == row[value]) {
                cue.value = static_cast<Modality>(m);
                known = true;
            }
        }
        if (row[value] == "called") {
            cue.value = Modality::hypothetical;
            cue.call = known = true;
        }
        if (!known) table.fail(row, "unknown modality '" + std::string(row[value]) + "'");
        if (cue.scope == Scope::governor) {
            verbs.add(table, row, row[base], row[cls], index);
        } else {
            for (const std::string_view p : data::items(row[text])) phrases.add(key(p), index);
        }
        cues_.push_back(std::move(cue));
    }
    governor_forms_ = governors.build<match::Keys, std::string_view>(governor_groups_);
    phrases_ = phrases.build<match::Trie, std::string>(phrase_groups_);
}

} // namespace stoltenberg::event
