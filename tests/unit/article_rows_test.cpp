// Every row of the article tables against its own examples.
#include "../catch.hpp"

#include <algorithm>

#include "article_support.hpp"

using namespace article_test;

namespace {

/// "surface=value" or "surface".
std::pair<std::string, std::string> example(std::string_view cell) {
    const auto at = cell.rfind('=');
    if (at == std::string_view::npos || at + 1 == cell.size()) return {std::string(cell), ""};
    return {std::string(cell.substr(0, at)), std::string(cell.substr(at + 1))};
}

bool is_value(const std::string& s) {
    return s.size() >= 4 && (s.compare(0, 4, "XXXX") == 0 || (s[0] >= '1' && s[0] <= '2' && s[1] >= '0' && s[1] <= '9'));
}

} // namespace

TEST_CASE("article: rows of dates read their examples") {
    const data::Table table = pack().table("lang/fr/article-dates.tsv");
    const std::size_t cls = table.column("class");
    for (const auto& row : table.rows()) {
        const auto examples = data::split(row[table.column("examples")], '~');
        const auto wrong = data::split(row[table.column("wrong")], '~');
        CHECK(!examples.empty());
        CHECK(!wrong.empty());
        for (const auto cell : examples) {
            const auto [surface, want] = example(cell);
            INFO(table.where(row) << ": " << surface);
            const auto fields = rules().parse_date(text::fold(surface));
            REQUIRE(fields);
            CHECK(value(*fields) == want);
        }
        for (const auto cell : wrong) {
            INFO(table.where(row) << ": " << cell);
            const auto fields = rules().parse_date(text::fold(cell));
            const bool full = fields && fields->is_day() && fields->year;
            const bool open = fields && fields->is_day() && !fields->year;
            const bool monthly = fields && fields->month && fields->year && !fields->day;
            if (row[cls] == "FULL") CHECK(!full);
            if (row[cls] == "OPEN") CHECK(!open);
            if (row[cls] == "MONTHLY") CHECK(!monthly);
        }
    }
}

TEST_CASE("article: words of the calendar are read in their examples") {
    const data::Table table = pack().table("lang/fr/article-calendar.tsv");
    for (const auto& row : table.rows()) {
        if (row[0] != "month") continue;
        for (const auto form : data::split(row[table.column("forms")])) {
            INFO(form);
            const auto fields = rules().parse_date(text::fold("3 " + std::string(form) + " 2022"));
            REQUIRE(fields);
            CHECK(std::to_string(*fields->month) == row[table.column("value")]);
        }
    }
}

TEST_CASE("article: rows of stamps read their examples and nothing tempting") {
    const data::Table table = pack().table("lang/fr/datelines.tsv");
    const std::size_t role = table.column("role");
    for (const auto& row : table.rows()) {
        const std::string why = table.where(row);
        const auto examples = data::split(row[table.column("examples")], '~');
        const auto wrong = data::split(row[table.column("wrong")], '~');
        CHECK(!examples.empty());
        CHECK(!wrong.empty());
        // What the row says about a line: its date, "" for none, or nothing when it does not fire.
        const auto fires = [&](const std::string& line) -> std::optional<std::string> {
            const text::Text t = read(line);
            auto units = article::measure(t, rules());
            if (units.empty()) return std::nullopt;
            article::Unit& unit = units.front();
            article::Windows windows;
            const auto day = [](const article::Fields& f) { return f.month || f.year ? value(f) : std::string{}; };
            const std::string_view s = t.folded_at(unit.text);
            const auto from = [&](const auto& matches, const auto& table_of) -> std::optional<std::string> {
                for (const auto& match : matches) {
                    if (table_of.rules[match.rule].why != why) continue;
                    for (const char* name : {"date", "year"}) {
                        if (const auto g = match.group(name)) {
                            const auto piece = s.substr(g->begin, g->size());
                            if (std::string_view(name) == "year") return std::string(piece);
                            const auto f = rules().parse_date(piece);
                            return f ? day(*f) : std::string{};
                        }
                    }
                    return std::string{};
                }
                return std::nullopt;
            };
            if (row[role] == "dateline" || row[role] == "lead") {
                for (const auto& hit : article::datelines(t, rules(), unit, unit.text, windows)) {
                    if (hit.why == why) return day(hit.fields);
                }
                return std::nullopt;
            }
            if (row[role] == "header") return from(rules().header.set.match_prefix(s), rules().header);
            if (row[role] == "anchor") return from(rules().anchor.set.find(s), rules().anchor);
            if (row[role] == "copyright") return from(rules().copyright.set.find(s), rules().copyright);
            article::find_stamps(t, rules(), unit, windows);
            for (const auto& hit : unit.hits) {
                if (hit.why == why) return day(hit.fields);
            }
            return std::nullopt;
        };
        for (const auto cell : examples) {
            auto [line, want] = example(cell);
            if (!is_value(want)) line = std::string(cell), want.clear();
            INFO(why << ": " << line);
            const auto got = fires(line);
            REQUIRE(got);
            CHECK(*got == want);
        }
        for (const auto cell : wrong) {
            INFO(why << ", tempting: " << cell);
            CHECK(!fires(std::string(cell)));
        }
    }
}

TEST_CASE("article: rows of furniture know their examples and leave what tempts") {
    const data::Table table = pack().table("lang/fr/furniture.tsv");
    for (const auto& row : table.rows()) {
        const std::string why = table.where(row);
        const auto examples = data::split(row[table.column("examples")], '~');
        const auto wrong = data::split(row[table.column("wrong")], '~');
        CHECK(!examples.empty());
        CHECK(!wrong.empty());
        const auto fires = [&](std::string_view line) {
            const text::Text t = read(line);
            auto units = article::measure(t, rules());
            if (units.empty()) return false;
            article::Unit& unit = units.front();
            const std::string_view s = t.folded_at(unit.text);
            const auto among = [&](const auto& matches, const auto& from) {
                return std::any_of(matches.begin(), matches.end(), [&](const auto& match) {
                    const auto& rule = from.rules[match.rule];
                    return rule.why == why && article::shape_fits(t, rules(), rule, unit, match);
                });
            };
            if (among(rules().line.set.match_full(s), rules().line) || among(rules().opening.set.match_prefix(s), rules().opening) ||
                among(rules().contains.set.find(s), rules().contains)) {
                return true;
            }
            article::Windows windows;
            article::find_cuts(t, rules(), unit, windows);
            return std::any_of(unit.cuts.begin(), unit.cuts.end(), [&](const article::Cut& c) { return c.why == why; });
        };
        for (const auto cell : examples) {
            INFO(why << ": " << cell);
            CHECK(fires(cell));
        }
        for (const auto cell : wrong) {
            INFO(why << ", tempting: " << cell);
            CHECK(!fires(cell));
        }
    }
}

TEST_CASE("article: no row takes a sentence of the body with it") {
    const std::string title = "Le pont de la vallée rouvre après deux ans de travaux\n\n";
    const std::string first = "Le président du conseil régional a salué le travail des équipes et promis que la route serait élargie avant la fin de "
                              "l'hiver.\n\n";
    const std::string second = "Les habitants ont applaudi cette annonce, tout en demandant que les camions soient détournés vers la plaine.\n\n";
    const std::string third = "Le préfet doit encore donner son accord, mais il ne devrait pas s'y opposer.\n\n";
    const data::Table table = pack().table("lang/fr/furniture.tsv");
    for (const auto& row : table.rows()) {
        for (const char* column : {"examples", "wrong"}) {
            for (const auto cell : data::split(row[table.column(column)], '~')) {
                const std::string line = std::string(cell) + "\n\n";
                // A tempting line that is a full sentence is body wherever it stands behind the title.
                const bool sentence = std::string_view(column) == "wrong" && cell.ends_with('.') && std::count(cell.begin(), cell.end(), ' ') > 3;
                for (const std::string& page :
                     {title + line + first + second + third, title + first + line + second + third, title + first + second + third + line}) {
                    const text::Text t = read(page);
                    article::Layout layout;
                    reader().layout(t, false, layout);
                    INFO(table.where(row) << ": " << page);
                    REQUIRE(layout.title);
                    CHECK(std::string(t.surface(*layout.title)) + "\n\n" == title);
                    const auto touched = [&](std::string_view piece) {
                        const auto at = static_cast<std::uint32_t>(page.find(piece));
                        const Span span{at, at + static_cast<std::uint32_t>(piece.size())};
                        return std::any_of(layout.furniture.begin(), layout.furniture.end(),
                                           [&](const article::Furniture& f) { return t.to_span(f.range).overlaps(span); });
                    };
                    CHECK(!touched(first));
                    CHECK(!touched(second));
                    CHECK(!touched(third));
                    if (sentence) CHECK(!touched(line));
                }
            }
        }
    }
}
