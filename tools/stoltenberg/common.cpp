#include "common.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <sys/ioctl.h>
#include <system_error>
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
    std::string line = "stoltenberg: ";
    for (const char c : std::string_view(what).substr(0, 1000)) {
        const auto byte = static_cast<unsigned char>(c);
        line += byte < 0x20 || byte == 0x7F || (byte >= 0x80 && byte < 0xA0 && line.back() == '\xC2') ? '?' : c;
    }
    std::cerr << line + '\n';
}

std::streambuf::int_type DescriptorBuffer::underflow() {
    ssize_t size = 0;
    do size = ::read(descriptor_, bytes_.data(), bytes_.size());
    while (size < 0 && errno == EINTR);
    if (size < 0) throw std::system_error(errno, std::generic_category());
    if (size == 0) return traits_type::eof();
    setg(bytes_.data(), bytes_.data(), bytes_.data() + size);
    return traits_type::to_int_type(bytes_.front());
}

std::optional<std::string> read_line(std::istream& in) {
    std::string line;
    std::array<char, 1U << 14U> piece;
    for (bool more = true; more;) {
        in.getline(piece.data(), piece.size());
        if (in.bad()) return std::nullopt;
        auto size = static_cast<std::size_t>(in.gcount());
        more = in.fail() && !in.eof() && size > 0; // the piece is full
        if (more) in.clear();
        if (!more && !in.eof() && size > 0) --size; // the line feed
        if (in.eof() && size == 0 && line.empty()) return std::nullopt;
        if (line.size() <= longest_line) line.append(piece.data(), std::min(size, longest_line + 1 - line.size()));
    }
    return line;
}

std::optional<std::string> read_file(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) {
            complain(path + ": cannot be opened");
            return std::nullopt;
        }
    }
    try { // a directory opens, and fails at the first byte
        return std::string(std::istreambuf_iterator<char>(path == "-" ? std::cin : file), {});
    } catch (const std::ios_base::failure&) {
        complain(path + ": cannot be read");
        return std::nullopt;
    }
}

bool looks_like_html(std::string_view text) {
    text = text.substr(0, 2048);
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        for (const std::string_view tag : {"<!doctype html", "<html", "<body"}) {
            const std::string_view here = text.substr(at, tag.size());
            if (std::equal(here.begin(), here.end(), tag.begin(), tag.end(), [](char c, char t) { return (c >= 'A' && c <= 'Z' ? c + 32 : c) == t; }))
                return true;
        }
    }
    return false;
}

std::string decode(const std::string& bytes, const std::string& encoding) { return to_utf8(bytes, encoding); }

} // namespace tool
