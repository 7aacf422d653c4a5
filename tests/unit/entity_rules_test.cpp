// Every rule row of the entity room runs its own examples; the case tables run here too.
#include "../catch.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "data/tsv.hpp"
#include "entity_test_support.hpp"
#include <stoltenberg/types.hpp>

using namespace entity_test;

namespace {

const char* name_of(Kind k) {
    switch (k) {
    case Kind::person: return "person";
    case Kind::country: return "country";
    case Kind::organisation: return "organisation";
    case Kind::place: return "place";
    }
    return "";
}

struct Marked {
    std::string text;
    std::vector<Span> spans;
};

/// "Il voit [Paul Durand]." without its brackets, and where they stood.
Marked unmark(std::string_view example) {
    Marked m;
    std::uint32_t open = 0;
    for (const char c : example) {
        if (c == '[') {
            open = static_cast<std::uint32_t>(m.text.size());
        } else if (c == ']') {
            m.spans.push_back({open, static_cast<std::uint32_t>(m.text.size())});
        } else {
            m.text.push_back(c);
        }
    }
    return m;
}

void run_examples(const std::string& where, std::string_view cell, const std::string& kind) {
    for (const std::string_view example : data::split(cell)) {
        const bool wrong = example.starts_with('!');
        const Marked m = unmark(wrong ? example.substr(1) : example);
        INFO(where << "  " << example);
        Read r;
        read(m.text, r);
        REQUIRE_FALSE(m.spans.empty());
        for (const Span s : m.spans) {
            const entity::Mention* found = r.at(s.begin, s.end);
            const std::string got = found == nullptr ? "other" : name_of(found->kind);
            INFO("got " << got << " want " << (wrong ? "not " : "") << kind);
            if (wrong) {
                CHECK(got != kind);
            } else {
                CHECK(got == kind);
            }
        }
    }
}

/// A row that is not exercised does not exist: it shows what it says and a tempting case where it must not.
void has_examples(const std::string& where, std::string_view cell) {
    INFO(where << "  an example, and a tempting wrong one after !");
    const std::vector<std::string_view> examples = data::split(cell);
    const auto wrong = [](std::string_view e) { return e.starts_with('!'); };
    CHECK(std::any_of(examples.begin(), examples.end(), wrong));
    CHECK_FALSE(std::all_of(examples.begin(), examples.end(), wrong));
}

} // namespace

/// Kept alive: tables are views into it.
static const data::Pack& cases() {
    static const data::Pack pack = data::Pack::from_directory(STOLTENBERG_SOURCE_DIR "/tests/cases");
    return pack;
}

TEST_CASE("entity: every cue row keeps its examples", "[entity]") {
    const data::Table t = pack().table("lang/fr/entity-cues.tsv");
    const std::vector<std::string> kinds{"person", "organisation", "place"};
    for (const auto& row : t.rows()) {
        std::string best = "other";
        const auto weight_of = [&](const std::string& k) {
            const std::string cell(row[t.column(k)]);
            return cell.empty() ? 0 : std::stod(cell);
        };
        double weight = 0;
        for (const std::string& k : kinds) {
            if (const double w = weight_of(k); w > weight && w >= weight_of("other")) {
                weight = w;
                best = k;
            }
        }
        has_examples(t.where(row), row[t.column("examples")]);
        run_examples(t.where(row), row[t.column("examples")], best);
    }
}

TEST_CASE("entity: every head row keeps its examples", "[entity]") {
    const data::Table t = pack().table("lang/fr/entity-heads.tsv");
    for (const auto& row : t.rows()) {
        has_examples(t.where(row), row[t.column("examples")]);
        run_examples(t.where(row), row[t.column("examples")], std::string(row[t.column("kind")]));
    }
}

TEST_CASE("entity: every sign of metonymy keeps its examples", "[entity]") {
    const data::Table t = pack().table("lang/fr/entity-metonyms.tsv");
    for (const auto& row : t.rows()) {
        has_examples(t.where(row), row[t.column("examples")]);
        for (std::string_view example : data::split(row[t.column("examples")])) {
            const bool wrong = example.starts_with('!');
            if (wrong) example.remove_prefix(1);
            INFO(t.where(row) << "  " << example);
            Read r;
            read(std::string(example), r);
            bool metonym = false;
            for (const entity::Mention& m : r.result.mentions) metonym |= m.kind == Kind::place && !m.metonym.empty();
            CHECK(metonym != wrong);
        }
    }
}

TEST_CASE("entity: every office row keeps its examples", "[entity]") {
    const data::Table t = pack().table("gazetteers/offices.tsv");
    for (const auto& row : t.rows()) {
        for (std::string_view example : data::split(row[t.column("examples")])) {
            const bool wrong = example.starts_with('!');
            if (wrong) example.remove_prefix(1);
            INFO(t.where(row) << "  " << example);
            Read r;
            read("Hier, " + std::string(example) + " a parlé.", r);
            const bool found = std::any_of(r.result.roles.begin(), r.result.roles.end(),
                                           [&](const entity::Role& role) { return role.office == row[t.column("id")] && !role.of.empty(); });
            CHECK(found != wrong);
        }
    }
}

TEST_CASE("entity: case table", "[entity]") {
    // text with [Name]{kind id}; a line without brackets must give no mention.
    const data::Table t = data::Table::parse(*cases().content("fr/entity.tsv"), "entity.tsv");
    for (const auto& row : t.rows()) {
        const std::string_view cell = row[t.column("text")];
        std::string text;
        struct Want {
            Span span;
            std::string kind, id;
        };
        std::vector<Want> wants;
        for (std::size_t i = 0; i < cell.size(); ++i) {
            if (cell[i] == '[') {
                wants.push_back({{static_cast<std::uint32_t>(text.size()), 0}, {}, {}});
            } else if (cell[i] == ']' && i + 1 < cell.size() && cell[i + 1] == '{') {
                wants.back().span.end = static_cast<std::uint32_t>(text.size());
                const std::size_t close = cell.find('}', i);
                const std::string_view tag = cell.substr(i + 2, close - i - 2);
                const std::size_t space = tag.find(' ');
                wants.back().kind = std::string(tag.substr(0, space));
                if (space != std::string_view::npos) wants.back().id = std::string(tag.substr(space + 1));
                i = close;
            } else if (cell[i] == '_') {
                text += "\xC2\xA0";
            } else if (cell[i] == '\\' && i + 1 < cell.size() && cell[i + 1] == 'n') {
                text += '\n';
                ++i;
            } else {
                text.push_back(cell[i]);
            }
        }
        INFO(t.where(row) << "  " << text);
        Read r;
        read(text, r);
        std::string got;
        for (const entity::Mention& m : r.result.mentions) {
            got += "[" + r.surface(m.range) + "]{" + (m.form == Form::demonym ? "demonym" : name_of(m.kind)) + " " + m.ids.front() + "} ";
        }
        INFO("got " << got);
        CHECK(r.result.mentions.size() == wants.size());
        for (const Want& w : wants) {
            const entity::Mention* m = r.at(w.span.begin, w.span.end);
            INFO(text.substr(w.span.begin, w.span.end - w.span.begin));
            REQUIRE(m != nullptr);
            CHECK((m->form == Form::demonym ? "demonym" : std::string(name_of(m->kind))) == w.kind);
            if (!w.id.empty()) {
                std::string ids;
                for (const std::string& id : m->ids) ids += (ids.empty() ? "" : ",") + id;
                CHECK(ids == w.id);
            }
        }
    }
}

TEST_CASE("entity: holders of offices", "[entity]") {
    const data::Table t = data::Table::parse(*cases().content("fr/roles.tsv"), "roles.tsv");
    REQUIRE(t.rows().size() >= 60);
    for (const auto& row : t.rows()) {
        INFO(t.where(row) << "  " << row[t.column("text")] << "  " << row[t.column("date")]);
        Read r;
        read(std::string(row[t.column("text")]), r);
        base::Reference reference;
        for (const std::string_view date : data::split(row[t.column("date")])) {
            using namespace std::chrono;
            const auto number = [&](std::size_t at, std::size_t n) { return std::stoi(std::string(date.substr(at, n))); };
            const year_month_day day = date.size() == 4 ? year{number(0, 4)} / July / 1 : year{number(0, 4)} / number(5, 2) / number(8, 2);
            reference.candidates.push_back(local_days{day});
        }
        std::sort(reference.candidates.begin(), reference.candidates.end());
        tagger().hold(reference, r.result);
        const entity::Role* role = r.role(row[t.column("role")]);
        REQUIRE(role != nullptr);
        CHECK(role->holder == row[t.column("holder")]);
    }
}

TEST_CASE("entity: terms and offices speak of what exists", "[entity]") {
    std::set<std::string> offices;
    const data::Table o = pack().table("gazetteers/offices.tsv");
    for (const auto& row : o.rows()) offices.emplace(row[o.column("id")]);
    for (const std::string& path : pack().list("gazetteers/terms")) {
        const data::Table t = pack().table(path);
        for (const auto& row : t.rows()) {
            INFO(t.where(row));
            CHECK(offices.contains(std::string(row[t.column("office")])));
            CHECK_FALSE(tagger().name_of(row[t.column("of")]).empty());
            CHECK_FALSE(tagger().name_of(row[t.column("person")]).empty());
        }
    }
}

TEST_CASE("entity: no two shipped organisations of one country share their name", "[entity]") {
    std::map<std::pair<std::string, std::string>, std::string> ids;
    for (const std::string& path : pack().list("gazetteers/organisations")) {
        const data::Table t = pack().table(path);
        const std::size_t id = t.column("id"), name = t.column("name"), country = t.column("country");
        for (const auto& row : t.rows()) {
            if (row[country].empty()) continue; // clubs and rooms of one name are told apart by their towns
            INFO(t.where(row) << ' ' << std::string(row[id]));
            const auto [it, fresh] = ids.try_emplace({text::fold(row[name]), std::string(row[country])}, std::string(row[id]));
            INFO("also " << it->second);
            CHECK(fresh);
        }
    }
}
