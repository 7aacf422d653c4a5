// The case table tests/cases/fr/datelines.tsv: one line between a title and a body.
#include "../catch.hpp"

#include "article_support.hpp"

using namespace article_test;

TEST_CASE("article: publication lines, datelines and anchors") {
    const std::string title = "Le pont de la vallée rouvre après deux ans de travaux";
    const std::string body = "Le président du conseil régional a salué le travail des équipes et promis que la route serait élargie avant la fin de "
                             "l'hiver.\n\nLes habitants ont applaudi cette annonce, tout en demandant que les camions soient détournés vers la "
                             "plaine.\n";
    const std::string content = file(STOLTENBERG_SOURCE_DIR "/tests/cases/fr/datelines.tsv");
    const data::Table table = data::Table::parse(content, "tests/cases/fr/datelines.tsv");
    for (const auto& row : table.rows()) {
        std::string line(row[table.column("line")]);
        for (std::size_t at = 0; (at = line.find("¶", at)) != std::string::npos;) line.replace(at, std::string("¶").size(), "\n");
        const bool glued = line.ends_with('+');
        if (glued) line.pop_back();
        const Page page(title + "\n\n" + line + (glued ? "" : "\n\n") + body);
        INFO(table.where(row) << ": " << line);
        CHECK(page.dated.dct.value == row[table.column("dct")]);
        const std::string source(row[table.column("source")]);
        const DctSource want = source == "publication-line" ? DctSource::publication_line
                               : source == "dateline"       ? DctSource::dateline
                               : source == "header"         ? DctSource::header
                               : source == "body"           ? DctSource::body
                               : source == "copyright"      ? DctSource::copyright
                                                            : DctSource::none;
        CHECK(page.dated.dct.source == want);
        REQUIRE(page.layout.title);
        CHECK(page.surface(*page.layout.title) == title);
        const auto begin = static_cast<std::uint32_t>(page.source.find(body));
        for (const auto& f : page.layout.furniture) {
            INFO(page.surface(f.range) << " " << f.why);
            CHECK(page.text.to_span(f.range).end <= begin);
        }
        if (row[table.column("family")] == "agency") {
            const auto& dateline = page.layout.dateline;
            CHECK((dateline ? page.surface(dateline->place) : "") == row[table.column("place")]);
            CHECK((dateline ? page.surface(dateline->agency) : "") == row[table.column("agency")]);
        }
        // Evidence and provenance of every answer.
        CHECK(page.dated.evidence.empty() == page.dated.dct.value.empty());
        CHECK(page.dated.dct.why.empty() == page.dated.dct.value.empty());
    }
}
