// Resolves the temporal expressions of a clean text against a day that the caller knows.
//   02_resolve_dates 2022-02-10 "Il est arrivé lundi et repart après-demain."
#include <iostream>
#include <optional>
#include <string>

#include <stoltenberg/stoltenberg.hpp>

namespace {

std::string end_of(const std::optional<stoltenberg::LocalTime>& time) { return time ? stoltenberg::to_string(*time) : ".."; }

} // namespace

int main(int argc, char** argv) {
    const auto day = argc == 3 ? stoltenberg::CivilTime::parse(argv[1]) : std::nullopt;
    if (!day) {
        std::cerr << "usage: 02_resolve_dates YYYY-MM-DD TEXT\n";
        return 2;
    }
    stoltenberg::Article article;
    article.text = argv[2];
    article.published = day; // the document creation time (DCT): every relative expression counts from it
    article.plain = true;    // no page around it: nothing to clean, no date to look for

    const stoltenberg::Analyzer analyzer;
    const stoltenberg::Document document = analyzer.analyze(std::move(article));
    for (const stoltenberg::Timex& time : document.times) {
        std::cout << document.text(time.span) << '\t' << to_string(time.type) << '\t' << time.value;
        if (!time.mod.empty()) std::cout << " mod=" << time.mod;
        std::cout << '\t' << to_string(time.status);
        if (time.interval) {
            // Half-open, local civil time; an end that is not there is open or unknown.
            std::cout << "\t[" << end_of(time.interval->from) << ", " << end_of(time.interval->until) << ')';
        }
        std::cout << '\n';
    }
}
