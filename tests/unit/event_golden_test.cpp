// Articles with the events a reader finds in them: fifteen of three crises, fourteen of other news.
#include "../catch.hpp"

#include <algorithm>
#include <map>

#include "event_support.hpp"

using namespace stoltenberg;

namespace {

struct Corpus {
    std::map<std::string, Document> documents;
    Timeline timeline;
};

const Corpus& corpus() {
    static const Corpus one = [] {
        Corpus c;
        const std::string content = event_test::read_file("tests/golden/events/gold.tsv");
        const data::Table table = data::Table::parse(content, "gold.tsv");
        for (const auto& row : table.rows()) {
            const std::string file(row[table.column("file")]);
            if (c.documents.contains(file)) continue;
            Document d = event_test::analyzer().analyze(
                event_test::article(file, event_test::read_file("tests/golden/events/" + file), row[table.column("published")]));
            c.timeline.add(d);
            c.documents.emplace(file, std::move(d));
        }
        return c;
    }();
    return one;
}

} // namespace

TEST_CASE("golden articles: events", "[event][golden]") {
    const std::string content = event_test::read_file("tests/golden/events/gold.tsv");
    const data::Table table = data::Table::parse(content, "gold.tsv");
    CHECK(corpus().documents.size() >= 29);
    for (const auto& row : table.rows()) {
        const Document& d = corpus().documents.at(std::string(row[table.column("file")]));
        INFO(table.where(row) << ": " << row[table.column("file")] << " " << row[table.column("trigger")]);
        CHECK(std::any_of(d.events.begin(), d.events.end(), [&](const Event& e) {
            return d.text(e.trigger) == row[table.column("trigger")] && (e.edtf.empty() ? "-" : e.edtf) == row[table.column("edtf")] &&
                   e.type == row[table.column("type")] && to_string(e.modality) == row[table.column("modality")];
        }));
    }
}

TEST_CASE("golden articles: what is one entry, and what is not", "[timeline][golden]") {
    const Timeline::Result result = corpus().timeline.entries();
    const std::string content = event_test::read_file("tests/golden/events/merge.tsv");
    const data::Table table = data::Table::parse(content, "merge.tsv");
    for (const auto& row : table.rows()) {
        const auto holds = [&](const Entry& e, std::string_view file, std::string_view trigger) {
            return std::any_of(e.observations.begin(), e.observations.end(),
                               [&](const Observation& o) { return o.source.article == file && o.trigger == trigger; });
        };
        bool first = false;
        bool second = false;
        bool both = false;
        for (const auto* list : {&result.events, &result.undated}) {
            for (const Entry& e : *list) {
                const bool a = holds(e, row[table.column("file")], row[table.column("trigger")]);
                const bool b = holds(e, row[table.column("other")], row[table.column("other_trigger")]);
                first |= a;
                second |= b;
                both |= a && b;
            }
        }
        INFO(table.where(row) << ": " << row[table.column("trigger")] << " / " << row[table.column("other_trigger")]);
        CHECK(first);
        CHECK(second);
        CHECK(both == (row[table.column("relation")] == "same"));
    }
}

TEST_CASE("nothing denied or supposed stands as an entry, and sources quote the text", "[timeline][golden]") {
    const Timeline::Result result = corpus().timeline.entries();
    for (const auto* list : {&result.events, &result.undated}) {
        for (const Entry& e : *list) {
            CHECK(e.modality != Modality::negated);
            CHECK(e.modality != Modality::hypothetical);
            CHECK(e.type != "STATEMENT");
            CHECK_FALSE(e.observations.empty());
            for (const Observation& o : e.observations) {
                const Document& d = corpus().documents.at(o.source.article);
                CHECK(d.text(o.source.span) == o.source.quote);
                CHECK(o.source.quote.size() < 900);
            }
        }
    }
}
