// Every row of triggers.tsv and modality.tsv says of itself what it finds and what it must leave alone.
#include "../catch.hpp"

#include <algorithm>

#include "event_support.hpp"

using namespace stoltenberg;

namespace {

bool fact(Modality m) { return m == Modality::occurred || m == Modality::ongoing; }

} // namespace

TEST_CASE("each trigger row finds its examples and leaves its traps", "[event][rows]") {
    const std::string content = event_test::read_file("data/lang/fr/triggers.tsv");
    const data::Table table = data::Table::parse(content, "triggers.tsv");
    const std::size_t type = table.column("type");
    const std::size_t flags = table.column("flags");
    const std::size_t examples = table.column("examples");
    const std::size_t traps = table.column("traps");
    CHECK(table.rows().size() >= 600);
    for (const auto& row : table.rows()) {
        const bool any_type = row[type] == "CARRIER" || data::has(row[flags], "appearance");
        const bool plan = data::has(row[flags], "plan");
        const bool echo = row[type] == "ECHO"; // of the type of what stands before
        const std::string here = table.where(row);
        const auto is_fact = [&](const Event& e) { return (echo ? e.why.ends_with(here) : any_type || e.type == row[type]) && fact(e.modality); };
        CHECK_FALSE(row[examples].empty());
        CHECK_FALSE(row[traps].empty());
        for (const std::string_view text : data::split(row[examples])) {
            const Document d = event_test::sentence(text);
            INFO(table.where(row) << " example: " << text);
            CHECK(std::any_of(d.events.begin(), d.events.end(),
                              [&](const Event& e) { return is_fact(e) || (plan && e.modality == Modality::planned); }));
        }
        for (const std::string_view text : data::split(row[traps])) {
            const Document d = event_test::sentence(text);
            INFO(table.where(row) << " trap: " << text);
            CHECK(std::none_of(d.events.begin(), d.events.end(), is_fact));
        }
    }
}

TEST_CASE("each row of types has events of its type", "[event][rows]") {
    const std::string content = event_test::read_file("data/lang/fr/event-types.tsv");
    const data::Table table = data::Table::parse(content, "event-types.tsv");
    for (const auto& row : table.rows()) {
        for (const std::string_view text : data::split(row[table.column("examples")])) {
            const Document d = event_test::sentence(text);
            INFO(table.where(row) << " example: " << text);
            CHECK(std::any_of(d.events.begin(), d.events.end(), [&](const Event& e) { return e.type == row[table.column("type")]; }));
        }
    }
}

TEST_CASE("each modality row makes of its examples what it says, and facts of its traps", "[event][rows]") {
    const std::string content = event_test::read_file("data/lang/fr/modality.tsv");
    const data::Table table = data::Table::parse(content, "modality.tsv");
    const std::size_t value = table.column("value");
    const std::size_t examples = table.column("examples");
    const std::size_t traps = table.column("traps");
    for (const auto& row : table.rows()) {
        for (const std::string_view text : data::split(row[examples])) {
            const Document d = event_test::sentence(text);
            INFO(table.where(row) << " example: " << text);
            CHECK(std::any_of(d.events.begin(), d.events.end(),
                              [&](const Event& e) { return to_string(e.modality) == (row[value] == "called" ? "hypothetical" : row[value]); }));
        }
        for (const std::string_view text : data::split(row[traps])) {
            const Document d = event_test::sentence(text);
            INFO(table.where(row) << " trap: " << text);
            CHECK(std::any_of(d.events.begin(), d.events.end(),
                              [](const Event& e) { return e.modality != Modality::negated && e.modality != Modality::hypothetical; }));
        }
    }
}

TEST_CASE("clauses with the modality and time of their event", "[event][modality]") {
    const std::string content = event_test::read_file("tests/cases/fr/modality.tsv");
    const data::Table table = data::Table::parse(content, "modality.tsv");
    CHECK(table.rows().size() >= 120);
    const std::size_t clause = table.column("clause");
    const std::size_t day = table.column("day");
    const std::size_t trigger = table.column("trigger");
    const std::size_t modality = table.column("modality");
    const std::size_t value = table.column("value");
    for (const auto& row : table.rows()) {
        const Document d = event_test::sentence(row[clause], row[day]);
        INFO(table.where(row) << ": " << row[clause] << " -> " << row[trigger] << " " << row[modality] << " " << row[value]);
        const auto here = [&](const Event& e) { return d.text(e.trigger).starts_with(row[trigger]) && !(e.aside && row[modality] == "none"); };
        if (row[modality] == "none") {
            CHECK(std::none_of(d.events.begin(), d.events.end(), here));
            continue;
        }
        CHECK(std::any_of(d.events.begin(), d.events.end(), [&](const Event& e) {
            return here(e) && to_string(e.modality) == row[modality] && (e.edtf.empty() ? "-" : e.edtf) == row[value];
        }));
    }
}

TEST_CASE("who takes part", "[event][participants]") {
    const std::string content = event_test::read_file("tests/cases/fr/participants.tsv");
    const data::Table table = data::Table::parse(content, "participants.tsv");
    for (const auto& row : table.rows()) {
        const Document d = event_test::sentence(row[table.column("text")], "2019-05-16");
        const std::string_view trigger = row[table.column("trigger")];
        std::string found = "no event";
        for (const Event& e : d.events) {
            if (d.text(e.trigger) != trigger) continue;
            std::vector<std::string> all;
            for (const Participant& p : e.participants) all.push_back(p.id + " " + std::string(to_string(p.role)).substr(0, 1));
            std::sort(all.begin(), all.end());
            found.clear();
            for (const std::string& p : all) found += (found.empty() ? "" : "|") + p;
            if (found.empty()) found = "-";
        }
        INFO(table.where(row) << ": " << row[table.column("text")]);
        CHECK(found == row[table.column("participants")]);
    }
}

TEST_CASE("summaries read on their own", "[event][summaries]") {
    const std::string content = event_test::read_file("tests/cases/fr/summaries.tsv");
    const data::Table table = data::Table::parse(content, "summaries.tsv");
    for (const auto& row : table.rows()) {
        const Document d = event_test::sentence(row[table.column("text")], "2019-05-16");
        std::string found = "no event";
        for (const Event& e : d.events) {
            if (d.text(e.trigger) == row[table.column("trigger")]) found = e.summary;
        }
        INFO(table.where(row) << ": " << row[table.column("text")]);
        CHECK(found == row[table.column("summary")]);
    }
}

TEST_CASE("whose claim it is", "[event][modality]") {
    const auto said_by = [](std::string_view text) {
        const Document d = event_test::sentence(text);
        REQUIRE_FALSE(d.events.empty());
        CHECK(d.events.front().modality == Modality::reported);
        return d.events.front().said_by;
    };
    CHECK(said_by("Trois soldats ont été tués lundi à Bagdad, selon la police.").empty());
    CHECK(said_by("L'armée russe a bombardé lundi la ville, selon Kiev.") == "country/UA");
    CHECK(said_by("Jacques Chirac est mort jeudi, a annoncé Olaf Scholz.") == "person/olaf-scholz");
    CHECK(event_test::sentence("Olaf Scholz, qui a rencontré lundi Joe Biden, a promis des sanctions.").events.front().modality ==
          Modality::occurred);
}

TEST_CASE("news sentences: type, day, modality, participants, place", "[event][sentences]") {
    const std::string content = event_test::read_file("tests/cases/fr/events.tsv");
    const data::Table table = data::Table::parse(content, "events.tsv");
    CHECK(table.rows().size() >= 60);
    for (const auto& row : table.rows()) {
        const Document d = event_test::sentence(row[table.column("text")], "2023-05-17");
        INFO(table.where(row) << ": " << row[table.column("text")]);
        const auto among = [&](std::string_view column, std::string_view value) {
            const auto list = data::split(row[table.column(column)]);
            return std::find(list.begin(), list.end(), value) != list.end();
        };
        const auto stands = [](const Event& e) {
            return !e.aside && e.type != "STATEMENT" && e.modality != Modality::negated && e.modality != Modality::hypothetical;
        };
        if (row[table.column("type")] == "none") {
            CHECK(std::none_of(d.events.begin(), d.events.end(), stands));
            continue;
        }
        const auto found = std::find_if(d.events.begin(), d.events.end(), [&](const Event& e) {
            return stands(e) && among("type", e.type) && among("edtf", e.edtf.empty() ? "-" : e.edtf) && among("modality", to_string(e.modality));
        });
        CHECK(found != d.events.end());
        if (found == d.events.end()) continue;
        const std::string_view who = row[table.column("who")];
        if (who != "*") {
            std::vector<std::string> ids;
            for (const Participant& p : found->participants) ids.push_back(p.id);
            std::sort(ids.begin(), ids.end());
            std::vector<std::string> expected;
            for (const std::string_view id : data::split(who, ',')) {
                if (id != "-") expected.emplace_back(id);
            }
            std::sort(expected.begin(), expected.end());
            CHECK(ids == expected);
        }
        const std::string_view place = row[table.column("place")];
        if (place != "*") CHECK((found->place.empty() ? "-" : found->place) == place);
    }
}
