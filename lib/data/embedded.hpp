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

} // namespace stoltenberg::data
