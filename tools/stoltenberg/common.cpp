#include "common.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace tool {

using namespace stoltenberg;

OffsetUnit CommonOptions::unit() const {
    return offsets == "utf16" ? OffsetUnit::utf16 : offsets == "code-point" ? OffsetUnit::code_point : OffsetUnit::utf8;
}

Analyzer CommonOptions::analyzer() const {
    ResourcesBuilder builder;
    builder.language(language);
    if (!data.empty()) builder.data_directory(data);
    for (const std::string& file : gazetteers) builder.gazetteer(file);
    Options o;
    o.prefer = prefer == "past" ? Prefer::past : prefer == "future" ? Prefer::future : Prefer::tense;
    return Analyzer(builder.build(), o);
}

FaceOptions CommonOptions::face() const {
    FaceOptions face;
    face.language = labels;
    face.title = title;
    face.bom = bom;
    if (isatty(STDOUT_FILENO) != 0) {
        winsize size{};
        if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) face.width = size.ws_col;
        // https://no-color.org: set and not empty, whatever it says.
        const char* no_color = std::getenv("NO_COLOR");
        const char* terminal = std::getenv("TERM");
        face.color = (no_color == nullptr || *no_color == '\0') && terminal != nullptr && std::string_view(terminal) != "dumb";
    }
    return face;
}

void complain(const std::string& what) {
    // A line of progress may stand there.
    if (isatty(STDERR_FILENO) != 0) std::cerr << "\r\x1b[K";
    std::cerr << "stoltenberg: " << what << '\n';
}

std::optional<std::string> read_file(const std::string& path) {
    if (path == "-") return std::string((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        complain(path + ": cannot be opened");
        return std::nullopt;
    }
    std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (in.bad() || (content.empty() && in.peek() != std::ifstream::traits_type::eof())) {
        complain(path + ": cannot be read");
        return std::nullopt;
    }
    return content;
}

bool looks_like_html(std::string_view text) {
    std::string head(text.substr(0, 2048));
    std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return head.find("<!doctype html") != std::string::npos || head.find("<html") != std::string::npos ||
           head.find("<body") != std::string::npos;
}

std::string decode(const std::string& bytes, const std::string& encoding) { return to_utf8(bytes, encoding); }

} // namespace tool
