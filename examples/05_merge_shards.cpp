// Two shards, analysed apart (on two machines, say), written as JSON, read back and merged: the same bytes as one run.
//   05_merge_shards FILE...
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <stoltenberg/stoltenberg.hpp>

namespace {

void add(stoltenberg::Timeline& timeline, const stoltenberg::Analyzer& analyzer, const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    stoltenberg::Article article;
    article.id = path;
    article.text.assign((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    timeline.add(analyzer.analyze(std::move(article)), path);
}

} // namespace

int main(int argc, char** argv) {
    const stoltenberg::Analyzer analyzer;
    stoltenberg::Timeline even, odd, whole;
    for (int i = 1; i < argc; ++i) {
        add(i % 2 == 0 ? even : odd, analyzer, argv[i]);
        add(whole, analyzer, argv[i]);
    }

    // What a shard hands over is its timeline document: nothing else is needed to merge.
    stoltenberg::Timeline merged = stoltenberg::timeline_from_json(to_json(odd));
    merged.merge(stoltenberg::timeline_from_json(to_json(even)));

    const bool same = to_json(merged) == to_json(whole);
    std::cout << "odd " << odd.articles().size() << ", even " << even.articles().size() << ", merged " << merged.articles().size() << " articles, "
              << merged.entries().events.size() << " events: " << (same ? "the same bytes as one run" : "DIFFERENT from one run") << '\n';
    return same ? 0 : 1;
}
