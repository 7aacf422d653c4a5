// Real-shaped texts: every page and article of the source tree.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

inline std::vector<std::string> shipped_texts() {
    std::vector<std::filesystem::path> paths;
    for (const char* dir : {STOLTENBERG_SOURCE_DIR "/examples/articles", STOLTENBERG_SOURCE_DIR "/tests/golden/pages",
                            STOLTENBERG_SOURCE_DIR "/tests/golden/events", STOLTENBERG_SOURCE_DIR "/tests/fuzz/corpus/shared"}) {
        for (const auto& entry : std::filesystem::directory_iterator(dir)) {
            if (entry.path().extension() == ".txt") paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> out;
    for (const auto& path : paths) {
        std::ifstream in(path, std::ios::binary);
        out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        if (out.back().empty()) out.pop_back();
    }
    return out;
}
