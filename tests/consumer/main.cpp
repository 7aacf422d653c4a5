// A stranger's program: uses a bit of every header, throws across the library's edge, says what it found.
#include <iostream>
#include <thread>

#include <stoltenberg/stoltenberg.hpp>

namespace st = stoltenberg;

int main() {
    int faults = 0;
    const auto check = [&](bool good, const char* what) {
        std::cout << (good ? "ok   " : "FAIL ") << what << '\n';
        if (!good) ++faults;
    };

    const st::Analyzer analyzer;
    st::Article article;
    article.id = "a";
    article.text = "Le président polonais Andrzej Duda a été reçu lundi au siège de l’OTAN à Bruxelles.";
    article.published = st::CivilTime::parse("2022-02-10");
    const st::Document document = analyzer.analyze(article);

    bool nato = false, poland = false, monday = false;
    for (const auto& mention : document.mentions) {
        for (const auto& id : mention.ids) {
            nato = nato || id == "org/otan";
            poland = poland || id == "country/PL";
        }
    }
    for (const auto& time : document.times) monday = monday || time.value == "2022-02-07";
    check(nato, "an organisation");
    check(poland, "a country by its demonym");
    check(monday, "a weekday, resolved");
    check(document.dct.status == st::DctStatus::given, "the day given");

    std::string elsewhere;
    std::thread([&] { elsewhere = st::to_json(analyzer.analyze(article)); }).join();
    check(elsewhere == st::to_json(document), "the same answer on another thread");

    st::Timeline timeline;
    timeline.add(document);
    check(st::to_json(st::timeline_from_json(st::to_json(timeline))) == st::to_json(timeline), "a timeline written and read");

    const st::OffsetConverter utf16(document.text(), st::OffsetUnit::utf16);
    check(utf16(static_cast<std::uint32_t>(document.text().size())) < document.text().size(), "offsets in UTF-16");

    try {
        (void)st::ResourcesBuilder().gazetteer_text("name\nPort de Kerlouan\n", "mine.tsv").build();
        check(false, "a gazetteer without ids is refused");
    } catch (const st::ResourceError& error) {
        check(error.file() == "mine.tsv", "ResourceError caught by its type");
    }
    try {
        (void)st::article_from_json("{");
        check(false, "bad JSON is refused");
    } catch (const std::runtime_error& error) {
        check(dynamic_cast<const st::JsonError*>(&error) != nullptr, "JsonError caught by its base");
    }
    check(!st::version().empty() && !st::data_version().empty(), "versions");
    return faults == 0 ? 0 : 1;
}
