// The targets without libFuzzer: replays the stored corpus, then a short run of mutations that is the same every time.
//   fuzz_replay CORPUS_DIR [ROUNDS] [TARGET…]     corpus of a target: CORPUS_DIR/<target>/*; `shared` goes to every target that reads text
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <vector>

#include "targets.hpp"

namespace {

struct Target {
    const char* name;
    void (*run)(std::string_view);
    bool text;     ///< takes the shared texts too
    unsigned slow; ///< one round of so many
};

constexpr Target targets[] = {
    {"fold", fuzz::fold, true, 1},    {"tables", fuzz::tables, false, 10}, {"annotate", fuzz::annotate, true, 4}, {"article", fuzz::article, true, 2},
    {"lines", fuzz::lines, false, 1}, {"times", fuzz::times, true, 2},     {"image", fuzz::image, false, 40},
};

std::vector<std::string> files(const std::filesystem::path& dir) {
    std::vector<std::filesystem::path> paths;
    if (std::filesystem::is_directory(dir)) {
        for (const auto& entry : std::filesystem::directory_iterator(dir)) paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> out;
    for (const auto& path : paths) {
        std::ifstream in(path, std::ios::binary);
        out.emplace_back((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    }
    return out;
}

constexpr std::string_view tokens[] = {
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    ".",
    ", ",
    " - ",
    "'",
    "\xE2\x80\x99",
    "\xC2\xAB ",
    " \xC2\xBB",
    "(",
    ")",
    "\"",
    ":",
    "{",
    "}",
    "[",
    "]",
    "|",
    "\\",
    "\\u",
    "\\ud800",
    "\0",
    "\xCC\x81",
    "\xE2\x80\x8B",
    "\xC2\xA0",
    "\xC2\xAD",
    "\xFF",
    "\xC0\xAF",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    "\xEF\xB7\xBA",
    "\xF0\x9F\x87\xBA\xF0\x9F\x87\xA6",
    "\xEF\xBB\xBF",
    "0",
    "31",
    "2022",
    "9999",
    "lundi",
    "mardi 8 mars",
    "le 30 f\xC3\xA9vrier",
    "du 1er au ",
    "dans la nuit de ",
    "il y a ",
    "jours",
    "avant ",
    "la semaine ",
    "prochaine",
    "derni\xC3\xA8re",
    "d\u00e9but ",
    "fin ",
    "Le pr\xC3\xA9sident ",
    "de la R\xC3\xA9publique",
    "Ukraine",
    "Kiev",
    "l'OTAN",
    "Jean Dupont",
    "Moscou",
    "a attaqu\xC3\xA9",
    "n'a pas ",
    "PARIS, 10 f\xC3\xA9vrier (AFP) - ",
    "Publi\xC3\xA9 le ",
    "Lire aussi",
    "\xC2\xA9 2022",
};

std::string mutated(std::string s, const std::vector<std::string>& seeds, std::mt19937& random) {
    for (unsigned n = 1 + static_cast<unsigned>(random() % 6); n > 0; --n) {
        const std::size_t at = random() % (s.size() + 1);
        switch (random() % 6) {
        case 0:
            if (at < s.size()) s[at] = static_cast<char>(random());
            break;
        case 1: s.erase(at, random() % 9); break;
        case 2: s.insert(at, tokens[random() % std::size(tokens)]); break;
        case 3: s.insert(at, s.substr(random() % (s.size() + 1), random() % 60)); break;
        case 4: {
            const std::string& other = seeds[random() % seeds.size()];
            s.insert(at, other.substr(random() % (other.size() + 1), random() % 80));
            break;
        }
        default:
            for (unsigned k = static_cast<unsigned>(random() % 12); k > 0; --k) s.insert(at, tokens[random() % std::size(tokens)]);
        }
        if (s.size() > 4096) s.resize(4096);
    }
    return s;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const std::filesystem::path corpus = argv[1];
    const unsigned rounds = argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : 400;
    for (const Target& target : targets) {
        if (argc > 3 && std::none_of(argv + 3, argv + argc, [&](const char* name) { return std::string_view(name) == target.name; })) continue;
        std::vector<std::string> seeds = files(corpus / target.name);
        if (target.text) {
            for (std::string& s : files(corpus / "shared")) seeds.push_back(std::string(1, static_cast<char>(seeds.size() * 37)) + s);
        }
        if (seeds.empty()) {
            std::cerr << "no corpus for " << target.name << '\n';
            return 1;
        }
        for (const std::string& seed : seeds) target.run(seed);
        std::mt19937 random(1949);
        for (unsigned i = 0; i < rounds / target.slow; ++i) target.run(mutated(seeds[random() % seeds.size()], seeds, random));
        std::cout << target.name << ": " << seeds.size() << " stored, " << rounds / target.slow << " mutated, 0 failures\n";
    }
}
