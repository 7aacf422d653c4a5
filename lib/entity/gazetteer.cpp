#include "entity/gazetteer.hpp"

#include <algorithm>

namespace stoltenberg::entity {

using data::Table;

std::string slug(std::string_view folded) {
    std::string out;
    for (const char c : folded) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out.push_back(c);
        } else if (static_cast<unsigned char>(c) >= 0x80) {
            static constexpr char hex[] = "0123456789abcdef"; // another script: bytes, so that the id stays ASCII
            out.push_back(hex[(static_cast<unsigned char>(c) >> 4) & 15]);
            out.push_back(hex[static_cast<unsigned char>(c) & 15]);
        } else if (!out.empty() && out.back() != '-') {
            out.push_back('-');
        }
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

std::optional<std::pair<base::Day, base::Day>> days_of(std::string_view edtf) {
    const auto number = [&](std::size_t at, std::size_t size) -> int {
        int n = 0;
        for (std::size_t i = at; i < at + size; ++i) {
            if (i >= edtf.size() || edtf[i] < '0' || edtf[i] > '9') return -1;
            n = n * 10 + (edtf[i] - '0');
        }
        return n;
    };
    using namespace std::chrono;
    const int y = number(0, 4);
    if (y < 0) return std::nullopt;
    const auto day = [](year_month_day d) { return local_days{d}; };
    if (edtf.size() == 4) return std::pair{day(year{y} / January / 1), day(year{y} / December / 31)};
    const int m = number(5, 2);
    if (edtf[4] != '-' || m < 1 || m > 12) return std::nullopt;
    const year_month ym = year{y} / month{static_cast<unsigned>(m)};
    if (edtf.size() == 7) return std::pair{day(ym / 1), day(year_month_day{ym / last})};
    const int d = number(8, 2);
    if (edtf.size() != 10 || edtf[7] != '-' || d < 1) return std::nullopt;
    const year_month_day ymd = ym / std::chrono::day{static_cast<unsigned>(d)};
    if (!ymd.ok()) return std::nullopt;
    return std::pair{day(ymd), day(ymd)};
}

namespace {

std::optional<Kind> kind_of(std::string_view id) {
    if (id.starts_with("country/")) return Kind::country;
    if (id.starts_with("person/")) return Kind::person;
    if (id.starts_with("org/")) return Kind::organisation;
    if (id.starts_with("place/")) return Kind::place;
    return std::nullopt;
}

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

} // namespace

bool Gazetteer::written_as(const text::Text& t, std::uint32_t first, std::uint32_t last, Range range, const Surface& s) {
    if (s.is(surface_exact)) {
        // As written: compare the source, apostrophes and spaces aside.
        const std::string_view surface = t.surface(range);
        std::size_t i = 0;
        std::size_t j = 0;
        const auto unit = [](std::string_view v, std::size_t& at) -> char {
            if (v.substr(at, 3) == "\xE2\x80\x99") return at += 3, '\'';
            if (v.substr(at, 2) == "\xC2\xA0") return at += 2, ' ';
            return v[at++];
        };
        while (i < surface.size() && j < s.written.size()) {
            if (unit(surface, i) != unit(s.written, j)) return false;
        }
        return i == surface.size() && j == s.written.size();
    }
    bool all_upper = true;
    for (std::uint32_t w = first; w < last; ++w) {
        const text::Word& word = t.words[w];
        if (!word.is(text::upper) && !(word.end - word.begin == 1 && word.is(text::capital)) && !word.is(text::digits)) all_upper = false;
    }
    if (s.is(surface_acronym)) {
        if (all_upper) return true;
        std::uint64_t bit = 1;
        for (std::uint32_t i = range.begin; i < range.end; ++i, bit <<= 1) {
            if (((s.capitals & bit) != 0) != ((t.marks[i] & text::mark_upper) != 0)) return false;
        }
        return true;
    }
    std::uint64_t bit = 1;
    for (std::uint32_t w = first; w < last; ++w, bit <<= 1) {
        if ((s.capitals & bit) != 0 && !t.words[w].is(text::capital)) return false;
    }
    return true;
}

void Gazetteer::add(std::vector<Pending>& out, std::string_view cell, std::uint32_t entity, Form form, std::uint8_t flags, bool user) {
    if (!cell.empty() && cell.front() == '~') {
        flags |= surface_weak;
        cell.remove_prefix(1);
    }
    if (!cell.empty() && cell.front() == '=') {
        flags |= surface_exact;
        cell.remove_prefix(1);
    }
    if (cell.empty()) return;
    Surface s{entity, flags, form, 0, cell};
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
        !scratch.words.front().is(text::capital) && entities[entity].kind != Kind::person) {
        const std::string_view head = std::string_view(f).substr(scratch.words.front().begin,
                                                                 scratch.words.front().end - scratch.words.front().begin);
        if (std::find(articles_.begin(), articles_.end(), head) != articles_.end()) {
            const std::uint32_t at = scratch.origin[scratch.words[1].begin];
            scratch_ = std::move(scratch);
            add(out, cell.substr(at), entity, form, static_cast<std::uint8_t>((flags & ~surface_exact) | surface_bare), user);
            return;
        }
    }
    // "agence Reuters", "pape François": the noun is no part of the name; the rest is the surface, weak for people.
    if (!bytes && (flags & (surface_demonym | surface_bare | surface_surname | surface_exact)) == 0 && form == Form::alias &&
        scratch.words.size() > 1 && !scratch.words.front().is(text::capital) && !scratch.words.front().is(text::has_digit) &&
        entities[entity].kind != Kind::country) {
        std::size_t first = 0;
        while (first < scratch.words.size() && !scratch.words[first].is(text::capital)) ++first;
        if (first == scratch.words.size() && entities[entity].kind == Kind::organisation) { // "rebelles houthis"
            const std::string rest_key = match::key_of(std::string_view(f).substr(scratch.words[1].begin));
            if (std::find(row_keys_.begin(), row_keys_.end(), rest_key) != row_keys_.end()) {
                scratch_ = std::move(scratch);
                return;
            }
        }
        if (first == scratch.words.size() && entities[entity].type == "continent") { // "vieux continent" is no name
            scratch_ = std::move(scratch);
            return;
        }
        if (first < scratch.words.size()) {
            const std::string_view rest = cell.substr(scratch.origin[scratch.words[first].begin]);
            const std::string_view head = std::string_view(f).substr(scratch.words.front().begin,
                                                                     scratch.words.front().end - scratch.words.front().begin);
            const bool person = entities[entity].kind == Kind::person;
            const bool particle = std::find(particles_.begin(), particles_.end(), head) != particles_.end();
            const bool same = std::find(row_keys_.begin(), row_keys_.end(), match::key_of(text::fold(rest))) != row_keys_.end();
            if (!person && same) { // with its capital the noun is part of the name: "Agence Anadolu"
                Surface large = s;
                for (std::size_t w = 0; w < scratch.words.size(); ++w) {
                    if (w == 0 || scratch.words[w].is(text::capital)) large.capitals |= std::uint64_t{1} << (w & 63);
                }
                out.push_back({match::key_of(f), large, user ? 1 : 0, false});
                scratch_ = std::move(scratch);
                return;
            }
            if (person && !particle) {
                const bool several = first + 1 < scratch.words.size();
                scratch_ = std::move(scratch);
                if (!same) add(out, rest, entity, form, several ? flags : static_cast<std::uint8_t>(flags | surface_weak), user);
                return;
            }
        }
    }
    const bool lower = (flags & surface_demonym) != 0 || !(scratch.words.front().is(text::capital) || scratch.words.front().is(text::has_digit));
    // "Le Caire", "L'Humanité": also without the article, where one stands before ("au Caire", "de l'Humanité").
    if (!bytes && (flags & (surface_demonym | surface_bare | surface_surname)) == 0 && scratch.words.size() > 1) {
        const text::Word& w = scratch.words.front();
        const std::string_view head = std::string_view(f).substr(w.begin, w.end - w.begin);
        if (w.is(text::capital) && std::find(articles_.begin(), articles_.end(), head) != articles_.end() && entities[entity].kind != Kind::person &&
            scratch.words[1].is(text::capital)) {
            const std::uint32_t at = scratch.origin[scratch.words[1].begin];
            add(out, cell.substr(at), entity, Form::alias, static_cast<std::uint8_t>((flags & ~surface_exact) | surface_bare), user);
        }
    }
    // "Organisation mondiale de la santé" is also written without its capital.
    if (!bytes && s.capitals == 1 && scratch.words.size() >= 3 && entities[entity].kind == Kind::organisation && (flags & surface_exact) == 0) {
        Surface small = s;
        small.capitals = 0;
        out.push_back({key, small, user ? 1 : 0, true});
    }
    out.push_back({std::move(key), s, user ? 1 : 0, lower});
    scratch_ = std::move(scratch);
}

std::uint32_t Gazetteer::entity_of(const Table& table, const Table::Row& row, std::string_view id, bool user, bool extend) {
    const auto kind = kind_of(id);
    if (!kind || !good_id(id)) table.fail(row, "bad id '" + std::string(id) + "'");
    const auto it = by_id.find(id);
    if (it != by_id.end()) {
        if (!extend && !user) table.fail(row, "id '" + std::string(id) + "' stands twice (first: " + why(entities[it->second]) + ")");
        return it->second;
    }
    if (extend) table.fail(row, "nothing to extend: id '" + std::string(id) + "' is unknown");
    Entity e;
    e.id = id;
    e.kind = *kind;
    e.file = static_cast<std::uint16_t>(files_.size() - 1);
    e.line = static_cast<std::uint32_t>(row.line);
    if (user) e.flags |= flag_user;
    const auto index = static_cast<std::uint32_t>(entities.size());
    entities.push_back(e);
    by_id.emplace(id, index);
    return index;
}

void Gazetteer::load_names(const Table& table, bool user, std::vector<Pending>& out) {
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
        Entity& e = entities[index];
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
        if (!row[c_name].empty()) add(out, row[c_name], index, Form::name, 0, user);
        for (const std::string_view alias : aliases) add(out, alias, index, Form::alias, 0, user);
        for (const std::string_view acronym : data::items(row[c_acronyms])) {
            add(out, acronym, index, Form::acronym, surface_acronym, user);
        }
        if (e.kind == Kind::person) {
            for (const std::string_view surname : data::items(row[c_surname])) {
                if (surname != row[c_name]) add(out, surname, index, Form::alias, surface_surname, user);
            }
            for (const Country c : e.countries) {
                if (c != 0) people_of[c].push_back(index);
            }
        }
    }
}

void Gazetteer::load_countries(const Table& table, std::vector<Pending>& out, std::vector<std::pair<std::string, Country>>& combining) {
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
        Entity& e = entities[index];
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
        add(out, e.name, index, Form::name, 0, false);
        for (const std::string_view s : data::items(row[c_official])) add(out, s, index, Form::alias, 0, false);
        for (const std::string_view s : data::items(row[c_aliases])) add(out, s, index, Form::alias, 0, false);
        for (const std::string_view s : data::items(row[c_acronyms])) add(out, s, index, Form::acronym, surface_acronym, false);
        for (const std::size_t column : forms) {
            for (const std::string_view s : data::items(row[column])) add(out, s, index, Form::demonym, surface_demonym, false);
        }
        for (const std::string_view s : data::items(row[c_nouns])) add(out, s, index, Form::demonym, surface_demonym, false);
        for (const std::string_view s : data::items(row[c_prefix])) combining.emplace_back(text::fold(s), e.countries[0]);
    }
}

void Gazetteer::load_given(const Table& table, std::vector<std::pair<std::string, Given>>& out) {
    const auto c_name = table.column("name");
    const auto c_gender = table.column_if("gender");
    const auto c_flags = table.column_if("flags");
    out.reserve(out.size() + table.rows().size());
    for (const Table::Row& row : table.rows()) {
        Given g;
        g.gender = row[c_gender].empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(row[c_gender].front());
        g.word = data::has(row[c_flags], "word");
        out.emplace_back(match::key_of(text::fold(row[c_name])), g);
    }
}

void Gazetteer::load_offices(const Table& table) {
    const auto c_id = table.column("id");
    const auto c_forms = table.column("forms");
    const auto c_of = table.column("of");
    const auto c_only = table.column_if("only");
    const auto c_types = table.column_if("types");
    const auto c_flags = table.column_if("flags");
    for (const Table::Row& row : table.rows()) {
        Office o;
        o.id = row[c_id];
        if (!o.id.starts_with("office/")) table.fail(row, "bad office id '" + std::string(o.id) + "'");
        const std::string_view of = row[c_of];
        if (of == "country") {
            o.of = Office::Of::country;
        } else if (of == "org") {
            o.of = Office::Of::organisation;
        } else if (of == "place") {
            o.of = Office::Of::place;
        } else if (kind_of(of)) {
            o.of = Office::Of::fixed;
            o.fixed = of;
        } else {
            table.fail(row, "bad of '" + std::string(of) + "'");
        }
        for (const std::string_view code : data::items(row[c_only])) o.only.push_back(country_code(code));
        o.types = row[c_types];
        o.silent = data::has(row[c_flags], "silent");
        o.why = table.where(row);
        const auto index = static_cast<std::uint32_t>(offices.size());
        for (const std::string_view form : data::items(row[c_forms])) office_forms.emplace_back(match::key_of(text::fold(form)), index);
        offices.push_back(std::move(o));
    }
}

void Gazetteer::load_terms(const Table& table) {
    const auto c_person = table.column("person");
    const auto c_office = table.column("office");
    const auto c_of = table.column("of");
    const auto c_from = table.column("from");
    const auto c_to = table.column_if("to");
    for (const Table::Row& row : table.rows()) {
        const auto it = by_id.find(row[c_person]);
        if (it == by_id.end()) table.fail(row, "unknown person '" + std::string(row[c_person]) + "'");
        Term t;
        t.person = it->second;
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
        by_person_[t.person].push_back(static_cast<std::uint32_t>(terms.size()));
        terms.push_back(t);
    }
}

void Gazetteer::build(std::vector<Pending>&& pending) {
    std::erase_if(pending, [&](const Pending& p) { return p.key.empty() || entities[p.surface.entity].is(flag_off); });
    std::vector<std::uint32_t> order(pending.size()); // sorting indices is cheaper than moving the rows
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
        const Pending& a = pending[x];
        const Pending& b = pending[y];
        if (a.lower != b.lower) return b.lower;
        if (const int c = a.key.compare(b.key); c != 0) return c < 0;
        return a.priority != b.priority ? a.priority > b.priority : x < y;
    });
    surfaces.reserve(pending.size());
    std::vector<std::pair<std::string, std::uint32_t>> capitals;
    capitals.reserve(pending.size());
    for (std::size_t i = 0; i < order.size();) {
        Pending& first = pending[order[i]];
        std::size_t end = i + 1;
        while (end < order.size() && pending[order[end]].lower == first.lower && pending[order[end]].key == first.key) ++end;
        Group g{static_cast<std::uint32_t>(surfaces.size()), 0};
        for (std::size_t k = i; k < end && pending[order[k]].priority == first.priority; ++k) { // user rows come first and alone
            const Surface& s = pending[order[k]].surface;
            const bool seen = std::any_of(surfaces.begin() + g.begin, surfaces.end(), [&](const Surface& o) {
                return o.entity == s.entity && o.flags == s.flags && o.capitals == s.capitals && !s.is(surface_exact);
            });
            if (!seen) surfaces.push_back(s);
        }
        g.end = static_cast<std::uint32_t>(surfaces.size());
        const auto value = static_cast<std::uint32_t>(groups.size());
        groups.push_back(g);
        (first.lower ? lower_keys : capitals).emplace_back(std::move(first.key), value);
        i = end;
    }
    capital = match::Keys(std::move(capitals));
}

Gazetteer::Gazetteer(const data::Pack& pack, const std::vector<UserTable>& users, const std::vector<std::string>& articles,
                     const std::vector<std::string>& particles)
    : pack_(pack), articles_(articles), particles_(particles) {
    std::vector<Pending> pending;
    pending.reserve(80000);
    entities.reserve(32768);
    by_id.reserve(65536);
    const std::string dir = "gazetteers/";
    std::vector<std::pair<std::string, Given>> givens;
    std::vector<std::pair<std::string, Country>> combining;
    std::vector<std::string> late; // terms speak of people, so people come first
    for (const std::string& path : pack_.list(dir)) {
        const std::string_view name = std::string_view(path).substr(dir.size());
        const Table table = pack_.table(path);
        if (name == "countries.tsv") {
            load_countries(table, pending, combining);
        } else if (name.starts_with("given-names")) {
            load_given(table, givens);
        } else if (name == "offices.tsv") {
            load_offices(table);
        } else if (name.starts_with("terms")) {
            late.push_back(path);
        } else {
            load_names(table, false, pending);
        }
    }
    given = base::WordMap<Given>(std::move(givens));
    prefixes = base::WordMap<Country>(std::move(combining));
    for (const std::string& path : late) load_terms(pack_.table(path));
    has_users = !users.empty();
    user_content_.reserve(users.size());
    for (const UserTable& user : users) {
        user_content_.push_back(user.content);
        load_names(Table::parse(user_content_.back(), user.name), true, pending);
    }
    for (Entity& e : entities) {
        if (e.kind != Kind::country) continue;
        if (const auto it = by_id.find(e.type); it != by_id.end() && !e.type.empty()) {
            Entity& c = entities[it->second];
            c.flags |= flag_capital;
            if (c.metonym.empty()) c.metonym = e.id;
        }
        e.type = {};
    }
    std::vector<std::uint32_t> order(terms.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const Term& x = terms[a];
        const Term& y = terms[b];
        if (x.office != y.office) return x.office < y.office;
        if (x.of != y.of) return x.of < y.of;
        return x.from < y.from;
    });
    std::vector<std::uint32_t> place(terms.size());
    std::vector<Term> sorted;
    sorted.reserve(terms.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
        sorted.push_back(terms[order[i]]);
    }
    terms = std::move(sorted);
    for (auto& [person, list] : by_person_) {
        for (std::uint32_t& t : list) t = place[t];
    }
    build(std::move(pending));
    scratch_ = {};
}

std::pair<const Term*, const Term*> Gazetteer::terms_of(std::string_view office, std::string_view of) const {
    const auto less = [](const Term& t, const std::pair<std::string_view, std::string_view>& k) {
        return t.office != k.first ? t.office < k.first : t.of < k.second;
    };
    const auto greater = [](const std::pair<std::string_view, std::string_view>& k, const Term& t) {
        return t.office != k.first ? k.first < t.office : k.second < t.of;
    };
    const std::pair key{office, of};
    const auto b = std::lower_bound(terms.begin(), terms.end(), key, less);
    const auto e = std::upper_bound(b, terms.end(), key, greater);
    return {terms.data() + (b - terms.begin()), terms.data() + (e - terms.begin())};
}

const std::vector<std::uint32_t>& Gazetteer::terms_held_by(std::uint32_t person) const {
    const auto it = by_person_.find(person);
    return it == by_person_.end() ? none_ : it->second;
}

} // namespace stoltenberg::entity
