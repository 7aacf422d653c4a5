// Prints one timeline of the articles given as files:   crisis_timeline examples/articles/*.txt
#include <fstream>
#include <iostream>
#include <iterator>

#include <stoltenberg/stoltenberg.hpp>

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: crisis_timeline FILE...\n";
        return 2;
    }
    const stoltenberg::Analyzer analyzer; // built-in French data
    stoltenberg::Timeline timeline;
    int status = 0;
    for (int i = 1; i < argc; ++i) {
        std::ifstream in(argv[i], std::ios::binary);
        if (!in) {
            std::cerr << "crisis_timeline: " << argv[i] << ": cannot be opened\n";
            status = 1;
            continue;
        }
        stoltenberg::Article article;
        article.id = argv[i];
        article.text = stoltenberg::to_utf8(std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()));
        timeline.add(analyzer.analyze(std::move(article)), argv[i]);
    }
    std::cout << stoltenberg::to_json(timeline) << '\n';
    return status;
}
