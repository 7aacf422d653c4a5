// Tables of names into one image.
#include <algorithm>
#include <bit>
#include <limits>
#include <unordered_map>
#include <utility>

#include "base/word_map.hpp"
#include "entity/gazetteer.hpp"
#include "entity/lexicon.hpp"

namespace stoltenberg::entity {

using data::Table;

namespace {

bool good_id(std::string_view id) {
    const auto slash = id.find('/');
    if (slash == std::string_view::npos || slash + 1 == id.size()) return false;
    return std::all_of(id.begin() + static_cast<std::ptrdiff_t>(slash) + 1, id.end(),
                       [&](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || (c >= 'A' && c <= 'Z' && slash == 7); });
}

std::optional<std::int64_t> parse_weight(std::string_view s) {
    std::int64_t n = 0;
    for (const char c : s) {
        if (c < '0' || c > '9' || n > 100'000'000'000) return std::nullopt;
        n = n * 10 + (c - '0');
    }
    return n;
}

struct Named : Entity {
    std::string_view id, name, type, metonym, surname;
};

/// What is read, until finish() lays it out.
class Compiler {
public:
    explicit Compiler(const Lexicon& lexicon) : lexicon_(lexicon), articles_(lexicon.articles()), particles_(lexicon.particles()) {}

    void load_names(const Table& table, bool user);
    void load_countries(const Table& table);
    void load_given(const Table& table);
    void load_terms(const Table& table);
    data::Image finish(bool users, std::uint64_t source, std::string_view language, std::string name) &&;

private:
    /// A surface on its way to its group.
    struct Pending {
        rows::Surface surface;
        std::uint32_t key, key_size; ///< in keys_
        bool user, lower;
    };
    /// Lists of names with one number each, whose strings are kept.
    using Numbered = std::vector<std::pair<std::string, std::uint32_t>>;

    void add(std::string_view cell, std::uint32_t entity, Form form, std::uint8_t flags, bool user);
    void push(std::string_view key, const Surface& surface, bool user, bool lower);
    std::uint32_t entity_of(const Table& table, const Table::Row& row, std::string_view id, bool user, bool extend);
    [[nodiscard]] std::uint32_t find(std::string_view id) const;
    [[nodiscard]] std::string_view key(const Pending& p) const { return std::string_view(keys_).substr(p.key, p.key_size); }
    rows::String string(std::string_view s);
    /// The same string again where it has been met lately: types, states.
    rows::String common_string(std::string_view s);
    void capitals_of_states();
    void write_surfaces(data::ImageWriter& out);
    void write_words(data::ImageWriter& out);
    void write_terms(data::ImageWriter& out);
    void write_near(data::ImageWriter& out);

    const Lexicon& lexicon_;
    const std::vector<std::string>& articles_;  ///< folded, may open a name
    const std::vector<std::string>& particles_; ///< folded, in lower case, of a name of a person
    text::Text scratch_;
    std::vector<std::string> row_keys_; ///< surfaces of the row being read
    std::vector<std::string> files_;
    std::vector<Named> entities_; ///< views of the tables
    base::SlotTable ids_;
    std::vector<Pending> pending_;
    std::string keys_;
    std::vector<Term> terms_;
    Numbered given_, prefixes_;
    std::string strings_;
    std::unordered_map<std::string_view, rows::String> common_;
    std::vector<match::Keys::Entry> capital_, lower_;
    std::vector<bool> demonyms_; ///< by group: its first surface is one
};

void Compiler::push(std::string_view key, const Surface& surface, bool user, bool lower) {
    if (key.empty()) return;
    pending_.push_back({{surface.capitals, surface.written, surface.entity, surface.flags, static_cast<std::uint8_t>(surface.form), 0},
                        static_cast<std::uint32_t>(keys_.size()),
                        static_cast<std::uint32_t>(key.size()),
                        user,
                        lower});
    keys_ += key;
}

void Compiler::add(std::string_view cell, std::uint32_t entity, Form form, std::uint8_t flags, bool user) {
    if (!cell.empty() && cell.front() == '~') {
        flags |= surface_weak;
        cell.remove_prefix(1);
    }
    if (!cell.empty() && cell.front() == '=') {
        flags |= surface_exact;
        cell.remove_prefix(1);
    }
    if (cell.empty()) return;
    if (cell.find(' ') != std::string_view::npos) flags |= surface_spaced;
    Surface s{entity, flags, form, 0, (flags & surface_exact) != 0 ? string(cell) : rows::String{}};
    text::Text scratch = std::move(scratch_); // the capacity is worth keeping
    text::read(cell, text::Language{}, scratch);
    const std::string& f = scratch.folded;
    const bool bytes = (flags & surface_acronym) != 0;
    std::uint64_t bit = 1;
    if (bytes) {
        for (std::size_t i = 0; i < f.size() && bit != 0; ++i, bit <<= 1) {
            if (scratch.marks[i] & text::mark_upper) s.capitals |= bit;
        }
    } else {
        for (const text::Word& w : scratch.words) {
            if (w.is(text::capital)) s.capitals |= bit;
            bit <<= 1;
        }
    }
    if (scratch.words.empty()) {
        scratch_ = std::move(scratch);
        return;
    }
    std::string key = match::key_of(f);
    const std::uint32_t skip = scratch.words.front().begin; // marks before the first word
    if (skip > 0) key.erase(0, std::min<std::size_t>(skip, key.size()));
    // "les Verts": the article is no part of the name, but it must stand before.
    if (!bytes && (flags & (surface_demonym | surface_bare | surface_surname)) == 0 && scratch.words.size() > 1 &&
        !scratch.words.front().is(text::capital) && entities_[entity].kind != Kind::person) {
        const std::string_view head = std::string_view(f).substr(scratch.words.front().begin,
                                                                 scratch.words.front().end - scratch.words.front().begin);
        if (std::find(articles_.begin(), articles_.end(), head) != articles_.end()) {
            const std::uint32_t at = scratch.origin[scratch.words[1].begin];
            scratch_ = std::move(scratch);
            add(cell.substr(at), entity, form, static_cast<std::uint8_t>((flags & ~surface_exact) | surface_bare), user);
            return;
        }
    }
    // "agence Reuters", "pape François": the noun is no part of the name; the rest is the surface, weak for people.
    if (!bytes && (flags & (surface_demonym | surface_bare | surface_surname | surface_exact)) == 0 && form == Form::alias &&
        scratch.words.size() > 1 && !scratch.words.front().is(text::capital) && !scratch.words.front().is(text::has_digit) &&
        entities_[entity].kind != Kind::country) {
        std::size_t first = 0;
        while (first < scratch.words.size() && !scratch.words[first].is(text::capital)) ++first;
        if (first == scratch.words.size() && entities_[entity].kind == Kind::organisation) { // "rebelles houthis"
            const std::string rest_key = match::key_of(std::string_view(f).substr(scratch.words[1].begin));
            if (std::find(row_keys_.begin(), row_keys_.end(), rest_key) != row_keys_.end()) {
                scratch_ = std::move(scratch);
                return;
            }
        }
        if (first == scratch.words.size() && entities_[entity].type == "continent") { // "vieux continent" is no name
            scratch_ = std::move(scratch);
            return;
        }
        if (first < scratch.words.size()) {
            const std::string_view rest = cell.substr(scratch.origin[scratch.words[first].begin]);
            const std::string_view head = std::string_view(f).substr(scratch.words.front().begin,
                                                                     scratch.words.front().end - scratch.words.front().begin);
            const bool person = entities_[entity].kind == Kind::person;
            const bool particle = std::find(particles_.begin(), particles_.end(), head) != particles_.end();
            const bool same = std::find(row_keys_.begin(), row_keys_.end(), match::key_of(text::fold(rest))) != row_keys_.end();
            if (!person && same) { // with its capital the noun is part of the name: "Agence Anadolu"
                Surface large = s;
                for (std::size_t w = 0; w < scratch.words.size(); ++w) {
                    if (w == 0 || scratch.words[w].is(text::capital)) large.capitals |= std::uint64_t{1} << (w & 63);
                }
                push(match::key_of(f), large, user, false);
                scratch_ = std::move(scratch);
                return;
            }
            if (person && !particle) {
                const bool several = first + 1 < scratch.words.size();
                scratch_ = std::move(scratch);
                if (!same) add(rest, entity, form, several ? flags : static_cast<std::uint8_t>(flags | surface_weak), user);
                return;
            }
        }
    }
    const bool lower = (flags & surface_demonym) != 0 || !(scratch.words.front().is(text::capital) || scratch.words.front().is(text::has_digit));
    // "Le Caire", "L'Humanité": also without the article, where one stands before ("au Caire", "de l'Humanité").
    if (!bytes && (flags & (surface_demonym | surface_bare | surface_surname)) == 0 && scratch.words.size() > 1) {
        const text::Word& w = scratch.words.front();
        const std::string_view head = std::string_view(f).substr(w.begin, w.end - w.begin);
        if (w.is(text::capital) && std::find(articles_.begin(), articles_.end(), head) != articles_.end() && entities_[entity].kind != Kind::person &&
            scratch.words[1].is(text::capital)) {
            const std::uint32_t at = scratch.origin[scratch.words[1].begin];
            add(cell.substr(at), entity, Form::alias, static_cast<std::uint8_t>((flags & ~surface_exact) | surface_bare), user);
        }
    }
    // "Organisation mondiale de la santé" is also written without its capital.
    if (!bytes && s.capitals == 1 && scratch.words.size() >= 3 && entities_[entity].kind == Kind::organisation && (flags & surface_exact) == 0) {
        Surface small = s;
        small.capitals = 0;
        push(key, small, user, true);
    }
    push(key, s, user, lower);
    scratch_ = std::move(scratch);
}

std::uint32_t Compiler::find(std::string_view id) const {
    return ids_.find(base::word_hash(id), [&](std::uint32_t i) { return entities_[i].id == id; });
}

std::uint32_t Compiler::entity_of(const Table& table, const Table::Row& row, std::string_view id, bool user, bool extend) {
    const auto kind = kind_of(id);
    if (!kind || !good_id(id)) table.fail(row, "bad id '" + std::string(id) + "'");
    if (const std::uint32_t known = find(id); known != no_index) {
        if (!extend && !user) {
            const Named& first = entities_[known];
            table.fail(row, "id '" + std::string(id) + "' stands twice (first: " + files_[first.file] + ":" + std::to_string(first.line) + ")");
        }
        return known;
    }
    if (extend) table.fail(row, "nothing to extend: id '" + std::string(id) + "' is unknown");
    Named e;
    e.id = id;
    e.kind = *kind;
    e.file = static_cast<std::uint16_t>(files_.size() - 1);
    e.line = static_cast<std::uint32_t>(row.line);
    if (user) e.flags |= flag_user;
    const auto index = static_cast<std::uint32_t>(entities_.size());
    entities_.push_back(e);
    ids_.add(base::word_hash(id), index);
    return index;
}

void Compiler::load_names(const Table& table, bool user) {
    files_.push_back(table.file());
    const auto c_id = table.column("id");
    const auto c_name = table.column("name");
    const auto c_aliases = table.column_if("aliases");
    const auto c_acronyms = table.column_if("acronyms");
    const auto c_surname = table.column_if("surname");
    const auto c_country = table.column_if("country");
    const auto c_type = table.column_if("type");
    const auto c_weight = table.column_if("weight");
    const auto c_metonym = table.column_if("metonym");
    const auto c_flags = table.column_if("flags");
    entities_.reserve(entities_.size() + table.rows().size());
    pending_.reserve(pending_.size() + table.rows().size() * 3);
    for (const Table::Row& row : table.rows()) {
        const std::string_view flags = row[c_flags];
        for (const std::string_view flag : data::items(flags)) {
            if (flag != "word" && flag != "extend" && flag != "off" && flag != "historic") {
                table.fail(row, "unknown flag '" + std::string(flag) + "'");
            }
        }
        const bool extend = data::has(flags, "extend");
        const bool off = data::has(flags, "off");
        const std::uint32_t index = entity_of(table, row, row[c_id], user, extend || (off && user));
        Named& e = entities_[index];
        if (off) e.flags |= flag_off;
        if (data::has(flags, "word")) e.flags |= flag_word;
        if (data::has(flags, "historic")) e.flags |= flag_historic;
        if (!extend && !off) {
            if (row[c_name].empty()) table.fail(row, "no name");
            e.name = row[c_name];
            e.type = row[c_type];
            e.surname = row[c_surname];
            if (user) {
                e.file = static_cast<std::uint16_t>(files_.size() - 1);
                e.line = static_cast<std::uint32_t>(row.line);
                e.flags |= flag_user;
            }
            if (!row[c_weight].empty()) {
                const auto w = parse_weight(row[c_weight]);
                if (!w) table.fail(row, "weight '" + std::string(row[c_weight]) + "' is no number");
                e.weight = *w;
            } else {
                e.weight = e.kind == Kind::place ? 1000 : 20;
            }
            std::size_t n = 0;
            for (const std::string_view code : data::items(row[c_country])) {
                if (country_code(code) == 0) table.fail(row, "country '" + std::string(code) + "' is no alpha-2 code");
                if (n < e.countries.size()) e.countries[n++] = country_code(code);
            }
            if (e.type == "seat") e.flags |= flag_seat;
            if (e.type == "parliament" || e.type == "court" || e.type == "ministry" || e.type == "army") e.flags |= flag_state;
        }
        if (!row[c_metonym].empty()) {
            if (!kind_of(row[c_metonym])) table.fail(row, "bad metonym '" + std::string(row[c_metonym]) + "'");
            e.metonym = row[c_metonym];
            if (e.kind == Kind::organisation) e.flags |= flag_seat;
        }
        if (off) continue;
        row_keys_.clear();
        const std::vector<std::string_view> aliases = data::split(row[c_aliases]);
        // Every word start of a text may be the start of a name: long ones would make reading quadratic.
        constexpr std::size_t longest_name = 1000;
        for (const std::size_t column : {c_name, c_aliases, c_acronyms, c_surname}) {
            for (const std::string_view name : data::items(row[column])) {
                if (name.size() > longest_name) table.fail(row, "a name of more than 1000 bytes");
            }
        }
        if (std::any_of(aliases.begin(), aliases.end(), [](std::string_view a) { return !a.empty() && a.front() >= 'a' && a.front() <= 'z'; })) {
            row_keys_.push_back(match::key_of(text::fold(row[c_name])));
            for (const std::string_view alias : aliases) row_keys_.push_back(match::key_of(text::fold(alias)));
        }
        if (!row[c_name].empty()) add(row[c_name], index, Form::name, 0, user);
        for (const std::string_view alias : aliases) add(alias, index, Form::alias, 0, user);
        for (const std::string_view acronym : data::items(row[c_acronyms])) {
            add(acronym, index, Form::acronym, surface_acronym, user);
        }
        if (e.kind == Kind::person) {
            for (const std::string_view surname : data::items(row[c_surname])) {
                if (surname != row[c_name]) add(surname, index, Form::alias, surface_surname, user);
            }
        }
    }
}

void Compiler::load_countries(const Table& table) {
    files_.push_back(table.file());
    const auto c_id = table.column("id");
    const auto c_name = table.column("name");
    const auto c_official = table.column_if("official");
    const auto c_aliases = table.column_if("aliases");
    const auto c_acronyms = table.column_if("acronyms");
    const auto c_nouns = table.column_if("nouns");
    const auto c_prefix = table.column_if("prefix");
    const auto c_capital = table.column_if("capital");
    const auto c_flags = table.column_if("flags");
    const std::array forms{table.column_if("ms"), table.column_if("fs"), table.column_if("mp"), table.column_if("fp")};
    for (const Table::Row& row : table.rows()) {
        const bool extend = data::has(row[c_flags], "extend");
        const std::uint32_t index = entity_of(table, row, row[c_id], false, extend);
        Named& e = entities_[index];
        e.name = row[c_name];
        if (e.kind != Kind::country || e.name.empty()) table.fail(row, "a country needs a name");
        e.weight = data::has(row[c_flags], "territory") ? 40 : 90;
        if (data::has(row[c_flags], "historic")) {
            e.flags |= flag_historic;
            e.weight = 50;
        }
        if (data::has(row[c_flags], "word")) e.flags |= flag_word;
        e.countries[0] = country_code(e.id.substr(8));
        e.type = row[c_capital]; // resolved to the place when all files are read
        add(e.name, index, Form::name, 0, false);
        for (const std::string_view s : data::items(row[c_official])) add(s, index, Form::alias, 0, false);
        for (const std::string_view s : data::items(row[c_aliases])) add(s, index, Form::alias, 0, false);
        for (const std::string_view s : data::items(row[c_acronyms])) add(s, index, Form::acronym, surface_acronym, false);
        for (const std::size_t column : forms) {
            for (const std::string_view s : data::items(row[column])) add(s, index, Form::demonym, surface_demonym, false);
        }
        for (const std::string_view s : data::items(row[c_nouns])) add(s, index, Form::demonym, surface_demonym, false);
        for (const std::string_view s : data::items(row[c_prefix])) prefixes_.emplace_back(text::fold(s), e.countries[0]);
    }
}

void Compiler::load_given(const Table& table) {
    const auto c_name = table.column("name");
    const auto c_gender = table.column_if("gender");
    const auto c_flags = table.column_if("flags");
    given_.reserve(given_.size() + table.rows().size());
    for (const Table::Row& row : table.rows()) {
        const std::uint32_t gender = row[c_gender].empty() ? 0U : static_cast<unsigned char>(row[c_gender].front());
        given_.emplace_back(match::key_of(text::fold(row[c_name])), gender | (data::has(row[c_flags], "word") ? 0x100U : 0U));
    }
}

void Compiler::load_terms(const Table& table) {
    const auto c_person = table.column("person");
    const auto c_office = table.column("office");
    const auto c_of = table.column("of");
    const auto c_from = table.column("from");
    const auto c_to = table.column_if("to");
    for (const Table::Row& row : table.rows()) {
        const std::uint32_t person = find(row[c_person]);
        if (person == no_index) table.fail(row, "unknown person '" + std::string(row[c_person]) + "'");
        Term t;
        t.person = person;
        t.office = row[c_office];
        t.of = row[c_of];
        if (!t.office.starts_with("office/")) table.fail(row, "bad office '" + std::string(t.office) + "'");
        if (!row[c_from].empty()) {
            const auto from = days_of(row[c_from]);
            if (!from) table.fail(row, "bad date '" + std::string(row[c_from]) + "'");
            t.from = from->first;
            t.dated = true;
        } else {
            t.from = base::Day{std::chrono::days{-200000}};
        }
        if (!row[c_to].empty()) {
            const auto to = days_of(row[c_to]);
            if (!to) table.fail(row, "bad date '" + std::string(row[c_to]) + "'");
            t.until = to->second;
        }
        terms_.push_back(t);
    }
}

rows::String Compiler::string(std::string_view s) {
    if (s.empty()) return {};
    const rows::String out{static_cast<std::uint32_t>(strings_.size()), static_cast<std::uint32_t>(s.size())};
    strings_ += s;
    return out;
}

rows::String Compiler::common_string(std::string_view s) {
    if (s.empty()) return {};
    const auto [it, added] = common_.try_emplace(s);
    if (added) it->second = string(s);
    return it->second;
}

/// The capital of a state acts for it.
void Compiler::capitals_of_states() {
    for (Named& e : entities_) {
        if (e.kind != Kind::country) continue;
        if (const std::uint32_t city = e.type.empty() ? no_index : find(e.type); city != no_index) {
            Named& c = entities_[city];
            c.flags |= flag_capital;
            if (c.metonym.empty()) c.metonym = e.id;
        }
        e.type = {};
    }
}

/// Surfaces that share a key become a group, in the order of the rows; rows of the user stand alone.
void Compiler::write_surfaces(data::ImageWriter& out) {
    std::vector<std::uint32_t> group_of(pending_.size(), no_index);
    std::vector<std::uint32_t> firsts; // a surface of each group
    std::vector<std::uint32_t> sizes;
    base::SlotTable table(pending_.size());
    for (std::uint32_t i = 0; i < pending_.size(); ++i) {
        const Pending& p = pending_[i];
        if (entities_[p.surface.entity].is(flag_off)) continue;
        const std::uint32_t hash = base::word_hash(key(p)) + (p.lower ? 1U : 0U);
        std::uint32_t group = table.find(hash, [&](std::uint32_t g) {
            const Pending& first = pending_[firsts[g]];
            return first.lower == p.lower && key(first) == key(p);
        });
        if (group == no_index) {
            group = static_cast<std::uint32_t>(firsts.size());
            table.add(hash, group);
            firsts.push_back(i);
            sizes.push_back(0);
            (p.lower ? lower_ : capital_).emplace_back(key(p), group);
        }
        group_of[i] = group;
        ++sizes[group];
    }
    std::vector<std::uint32_t> at(sizes.size());
    for (std::uint32_t g = 0, sum = 0; g < sizes.size(); sum += sizes[g++]) at[g] = sum;
    std::vector<std::uint32_t> members(pending_.size());
    for (std::uint32_t i = 0; i < pending_.size(); ++i) {
        if (group_of[i] != no_index) members[at[group_of[i]]++] = i;
    }
    std::vector<rows::Surface> surfaces;
    std::vector<std::uint32_t> ends;
    surfaces.reserve(pending_.size());
    ends.reserve(sizes.size());
    for (std::uint32_t g = 0, begin = 0; g < sizes.size(); begin += sizes[g++]) {
        const std::span<const std::uint32_t> group(members.data() + begin, sizes[g]);
        const bool user = std::any_of(group.begin(), group.end(), [&](std::uint32_t i) { return pending_[i].user; });
        const std::size_t first = surfaces.size();
        for (const std::uint32_t i : group) {
            const rows::Surface& s = pending_[i].surface;
            if (pending_[i].user != user) continue;
            const bool seen = std::any_of(surfaces.begin() + static_cast<std::ptrdiff_t>(first), surfaces.end(), [&](const rows::Surface& o) {
                return o.entity == s.entity && o.flags == s.flags && o.capitals == s.capitals && (s.flags & surface_exact) == 0;
            });
            if (!seen) surfaces.push_back(s);
        }
        ends.push_back(static_cast<std::uint32_t>(surfaces.size()));
        demonyms_.push_back((surfaces[first].flags & surface_demonym) != 0);
    }
    out.add(std::move(surfaces));
    out.add(std::move(ends));
}

void Compiler::write_terms(data::ImageWriter& out) {
    std::stable_sort(terms_.begin(), terms_.end(), [](const Term& x, const Term& y) {
        if (x.office != y.office) return x.office < y.office;
        if (x.of != y.of) return x.of < y.of;
        return x.from < y.from;
    });
    std::vector<rows::Term> terms;
    std::vector<rows::Pair> held;
    for (const Term& t : terms_) {
        held.push_back({t.person, static_cast<std::uint32_t>(terms.size())});
        const auto days = [](base::Day d) { return static_cast<std::int32_t>(d.time_since_epoch().count()); };
        terms.push_back({common_string(t.office), common_string(t.of), t.person, days(t.from), t.until ? days(*t.until) : 0,
                         (t.dated ? 1U : 0U) | (t.until ? 2U : 0U)});
    }
    const auto by_key = [](const rows::Pair& a, const rows::Pair& b) { return a.key < b.key; };
    std::stable_sort(held.begin(), held.end(), by_key);
    out.add(std::move(terms));
    out.add(std::move(held));
}

/// People by the ends of their names, in buckets.
void Compiler::write_near(data::ImageWriter& out) {
    std::vector<rows::Pair> ends; // hash, person
    std::string folded;
    for (std::uint32_t i = 0; i < entities_.size(); ++i) {
        const Named& e = entities_[i];
        if (e.kind != Kind::person || e.is(flag_off)) continue;
        match::key_of(text::fold(e.name), folded);
        if (folded.size() < 7) continue;
        for (const Country c : e.countries) {
            if (c == 0) continue;
            for (const bool head : {true, false}) ends.push_back({Gazetteer::end_hash(c, folded, folded.size(), head), i});
        }
    }
    std::vector<std::uint32_t> buckets(std::bit_ceil(ends.size() + 1));
    const auto mask = static_cast<std::uint32_t>(buckets.size() - 1);
    for (const rows::Pair& p : ends) ++buckets[p.key & mask];
    std::uint32_t begin = 0;
    for (std::uint32_t& bucket : buckets) begin += std::exchange(bucket, begin);
    std::vector<std::uint32_t> near(ends.size());
    for (const rows::Pair& p : ends) near[buckets[p.key & mask]++] = p.value; // what was the begin of a bucket becomes its end
    out.add(std::move(buckets));
    out.add(std::move(near));
}

/// The keys of the lexicon and the names in lower case; of both that are the same one row is made.
void Compiler::write_words(data::ImageWriter& out) {
    std::vector<rows::Word> words;
    std::vector<match::Keys::Entry> keys;
    std::unordered_map<std::string_view, std::uint32_t> of_lexicon;
    const auto one = [](std::string_view key) { return std::all_of(key.begin(), key.end(), text::is_word_byte); };
    for (std::uint32_t i = 1; i < lexicon_.keys.size(); ++i) {
        const std::string_view key = lexicon_.keys[i];
        const Gist& gist = lexicon_.gists[i];
        const auto row = static_cast<std::uint32_t>(words.size());
        of_lexicon.emplace(key, row);
        keys.emplace_back(key, row);
        words.push_back(
            {one(key) ? gist.classes : 0, one(key) ? gist.accented_classes : 0, i, no_index, gist.facts, static_cast<std::uint8_t>(gist.heard), 0});
    }
    for (const auto& [key, group] : lower_) {
        const auto [at, fresh] = of_lexicon.try_emplace(key, static_cast<std::uint32_t>(words.size()));
        if (fresh) {
            keys.emplace_back(key, at->second);
            words.push_back({0, 0, 0, no_index, 0, 0, 0});
        }
        rows::Word& word = words[at->second];
        word.group = group;
        word.facts |= fact_surface;
        word.heard = 1;
        if (!demonyms_[group]) continue;
        word.facts |= fact_demonym;
        if (one(key)) word.facts |= fact_demonym_word;
    }
    match::Keys(keys).write(out);
    out.add(std::move(words));
}

data::Image Compiler::finish(bool users, std::uint64_t source, std::string_view language, std::string name) && {
    capitals_of_states();
    std::vector<rows::Entity> entities;
    entities.reserve(entities_.size());
    for (const Named& e : entities_) {
        entities.push_back({string(e.id), string(e.name), common_string(e.type), common_string(e.metonym), string(e.surname),
                            static_cast<std::uint64_t>(e.weight), e.line, e.file, e.countries, static_cast<std::uint8_t>(e.kind), e.flags, 0});
    }
    std::vector<rows::String> files;
    for (const std::string& file : files_) files.push_back(string(file));
    data::ImageWriter surfaces; // their strings come before them in the image
    write_surfaces(surfaces);
    pending_ = {};
    write_terms(surfaces);
    write_near(surfaces);
    entities_ = {};
    if (strings_.size() > std::numeric_limits<std::uint32_t>::max() || keys_.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw ResourceError(std::move(name), 0, "more than 4 GiB of names");
    }
    data::ImageWriter out;
    out.add(std::vector<std::uint32_t>{users ? 1U : 0U});
    out.add(std::move(strings_));
    out.add(std::move(files));
    out.add(std::move(entities));
    out.add(std::move(ids_).take());
    out.append(std::move(surfaces));
    match::Keys(capital_).write(out);
    write_words(out);
    for (const Numbered* list : {&given_, &prefixes_}) match::Keys(std::vector<match::Keys::Entry>(list->begin(), list->end())).write(out);
    return std::move(out).finish(source, language, std::move(name));
}

} // namespace

std::uint64_t Gazetteer::source(const data::Pack& pack, std::string_view language) {
    std::uint64_t out = 0;
    for (const std::string& folder : {std::string("gazetteers/"), "lang/" + std::string(language) + "/entity-"}) {
        for (const std::string& path : pack.list(folder)) out = data::digest(*pack.content(path), data::digest(path, out));
    }
    return out;
}

data::Image Gazetteer::compile(const data::Pack& pack, std::string_view language, const std::vector<UserTable>& users, const Lexicon& lexicon) {
    Compiler compiler(lexicon);
    const std::string dir = "gazetteers/";
    std::vector<std::string> late; // terms speak of people, so people come first
    for (const std::string& path : pack.list(dir)) {
        const std::string_view name = std::string_view(path).substr(dir.size());
        if (name == "offices.tsv") continue; // the lexicon has them
        if (name.starts_with("terms")) {
            late.push_back(path);
        } else if (name == "countries.tsv") {
            compiler.load_countries(pack.table(path));
        } else if (name.starts_with("given-names")) {
            compiler.load_given(pack.table(path));
        } else {
            compiler.load_names(pack.table(path), false);
        }
    }
    for (const std::string& path : late) compiler.load_terms(pack.table(path));
    for (const UserTable& user : users) compiler.load_names(Table::parse(user.content, user.name), true);
    return std::move(compiler).finish(!users.empty(), source(pack, language), language, "gazetteers");
}

} // namespace stoltenberg::entity
