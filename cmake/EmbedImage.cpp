// compile DIR LANGUAGE OUT: the gazetteers of a data directory as an image, for cmake/EmbedImage.cmake. Users have `stoltenberg gazetteer compile`.
#include <exception>
#include <fstream>
#include <iostream>

#include "entity/tagger.hpp"

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: compile DIR LANGUAGE OUT\n";
        return 2;
    }
    try {
        const stoltenberg::data::Image image = stoltenberg::entity::Tagger::compile(stoltenberg::data::Pack::from_directory(argv[1]), argv[2], {});
        std::ofstream out(argv[3], std::ios::binary | std::ios::trunc);
        image.write(out);
        out.close();
        if (out) return 0;
        std::cerr << argv[3] << ": cannot be written\n";
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
    }
    return 1;
}
