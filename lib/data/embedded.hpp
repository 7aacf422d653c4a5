// The files that cmake/Embed.cmake put into the library.
#pragma once

#include <string_view>
#include <vector>

namespace stoltenberg::data {

struct EmbeddedFile {
    std::string_view path; ///< below data/
    std::string_view content;
};

std::vector<EmbeddedFile> embedded_files();

/// The gazetteers of data/ compiled for French when the library was built (cmake/EmbedImage.cmake), or empty where that was not possible.
std::string_view embedded_image() noexcept;
/// The automata of its rows of pages (article::Reader::compile), or empty.
std::string_view embedded_automata() noexcept;

} // namespace stoltenberg::data
