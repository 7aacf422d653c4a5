// What the tests of events and timelines share.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <stoltenberg/stoltenberg.hpp>

#include "data/tsv.hpp"

namespace event_test {

inline std::string read_file(const std::string& path) {
    std::ifstream in(std::string(STOLTENBERG_SOURCE_DIR) + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline const stoltenberg::Analyzer& analyzer() {
    static const stoltenberg::Analyzer one;
    return one;
}

inline stoltenberg::Article article(std::string id, std::string text, std::string_view published, bool plain = false) {
    stoltenberg::Article a;
    a.id = std::move(id);
    a.text = std::move(text);
    if (!published.empty()) a.published = stoltenberg::CivilTime::parse(published);
    a.plain = plain;
    return a;
}

/// One sentence behind another that says nothing, so that it is neither title nor lead.
inline stoltenberg::Document sentence(std::string_view text, std::string_view published = "2022-02-10") {
    return analyzer().analyze(article("s", "La semaine a été longue.\n\n" + std::string(text), published, true));
}

} // namespace event_test
