// compile DIR LANGUAGE GAZETTEERS AUTOMATA: the gazetteers of a data directory and the automata of its rows of pages as images, for cmake/EmbedImage.cmake.
// Users have `stoltenberg gazetteer compile`.
#include <exception>
#include <fstream>
#include <iostream>

#include "article/reader.hpp"
#include "entity/tagger.hpp"

namespace {

bool write(const stoltenberg::data::Image& image, const char* file) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    image.write(out);
    out.close();
    if (!out) std::cerr << file << ": cannot be written\n";
    return static_cast<bool>(out);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::cerr << "usage: compile DIR LANGUAGE GAZETTEERS AUTOMATA\n";
        return 2;
    }
    try {
        const auto pack = stoltenberg::data::Pack::from_directory(argv[1]);
        const bool good = write(stoltenberg::entity::Tagger::compile(pack, argv[2], {}), argv[3]) &&
                          write(stoltenberg::article::Reader::compile(pack, argv[2]), argv[4]);
        return good ? 0 : 1;
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
    }
    return 1;
}
