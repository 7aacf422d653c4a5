#include "tables.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace bench {

using stoltenberg::data::Pack;

namespace {

bool is_names(std::string_view path) {
    const std::string_view file = path.substr(path.find('/') + 1);
    return path.starts_with("gazetteers/") && (file.starts_with("people") || file.starts_with("organisations") || file.starts_with("places"));
}

std::map<std::string, std::string> files_of(const Pack& pack) {
    std::map<std::string, std::string> out;
    for (const std::string& path : pack.list("")) out.emplace(path, *pack.content(path));
    return out;
}

/// f(line, number of the row; 0 is the header) for each line that is no comment, with its line end.
template <class F>
void each_row(std::string_view content, F&& f) {
    for (std::size_t row = 0; !content.empty();) {
        const std::string_view line = content.substr(0, std::min(content.find('\n'), content.size() - 1) + 1);
        content.remove_prefix(line.size());
        if (line.front() != '#' && line.front() != '\n') f(line, row++);
    }
}

/// Another name of the same shape.
std::string disguised(std::string_view name) {
    static constexpr std::string_view from = "bcdfghjklmnpqrstvwxz", to = "cdfghjklmnpqrstvwxzb";
    std::string out(name);
    for (char& c : out) {
        const auto at = from.find(static_cast<char>(c | 0x20));
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter && at != std::string_view::npos) c = static_cast<char>(to[at] ^ ((c ^ from[at]) & 0x20));
    }
    return out;
}

} // namespace

Pack half_the_names(const Pack& pack) {
    std::map<std::string, std::string> files = files_of(pack);
    std::set<std::string, std::less<>> people;
    for (auto& [path, content] : files) {
        if (!is_names(path)) continue;
        std::string kept;
        each_row(content, [&](std::string_view line, std::size_t row) {
            const bool extends = line.find("extend") != std::string_view::npos;
            if (row != 0 && (row % 2 == 0 || extends)) return;
            kept += line;
            people.emplace(line.substr(0, line.find('\t')));
        });
        content = std::move(kept);
    }
    for (auto& [path, content] : files) {
        if (!path.starts_with("gazetteers/terms")) continue;
        std::string kept;
        each_row(content, [&](std::string_view line, std::size_t row) {
            if (row == 0 || people.contains(line.substr(0, line.find('\t')))) kept += line;
        });
        content = std::move(kept);
    }
    return Pack::from_files(std::move(files));
}

Pack twice_the_names(const Pack& pack) {
    std::map<std::string, std::string> files = files_of(pack);
    std::map<std::string, std::string> more;
    for (const auto& [path, content] : files) {
        if (!is_names(path)) continue;
        std::string again;
        std::set<std::size_t> names; // columns
        each_row(content, [&](std::string_view line, std::size_t row) {
            if (row != 0 && (line.find("extend") != std::string_view::npos || line.find("off") != std::string_view::npos)) return;
            for (std::size_t column = 0; !line.empty(); ++column) {
                const std::size_t size = std::min(line.find_first_of("\t\n"), line.size() - 1);
                const std::string_view cell = line.substr(0, size);
                if (row == 0 && (cell == "name" || cell == "aliases" || cell == "acronyms" || cell == "surname")) names.insert(column);
                again += row != 0 && names.contains(column) ? disguised(cell) : std::string(cell);
                if (row != 0 && column == 0) again += "-again";
                again += line[size];
                line.remove_prefix(size + 1);
            }
        });
        more.emplace("gazetteers/x-" + path.substr(path.find('/') + 1), std::move(again));
    }
    files.merge(more);
    return Pack::from_files(std::move(files));
}

} // namespace bench
