#include "data/pack.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "data/embedded.hpp"

namespace stoltenberg::data {

using Files = std::map<std::string, std::string_view, std::less<>>;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in.is_open()) throw ResourceError(path.string(), 0, "cannot be read");
    std::string out;
    for (std::size_t size = 0; in;) {
        out.resize(std::max<std::size_t>(size * 2, std::size_t{1} << 16U));
        in.read(out.data() + size, static_cast<std::streamsize>(out.size() - size));
        size += static_cast<std::size_t>(in.gcount());
        if (!in) out.resize(size);
    }
    if (in.bad()) throw ResourceError(path.string(), 0, "cannot be read"); // a directory opens, and fails at the first byte
    return out;
}

Pack Pack::builtin() {
    auto files = std::make_shared<Files>();
    for (const EmbeddedFile& f : embedded_files()) files->emplace(std::string(f.path), f.content);
    Pack pack;
    pack.files_ = std::move(files);
    return pack;
}

Pack Pack::from_directory(const std::filesystem::path& dir) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (!fs::is_directory(dir, error)) throw ResourceError(dir.string(), 0, "not a directory");
    std::vector<fs::path> paths;
    for (fs::recursive_directory_iterator it(dir, error), end; it != end && !error; it.increment(error)) {
        if (it->is_regular_file() && it->path().extension() == ".tsv") paths.push_back(it->path());
    }
    if (error) throw ResourceError(dir.string(), 0, error.message());
    std::sort(paths.begin(), paths.end());
    std::map<std::string, std::string> contents;
    for (const fs::path& path : paths) {
        contents.emplace(path.lexically_relative(dir).generic_string(), read_file(path));
    }
    return from_files(std::move(contents));
}

Pack Pack::from_files(std::map<std::string, std::string> contents) {
    auto storage = std::make_shared<const std::map<std::string, std::string>>(std::move(contents));
    auto files = std::make_shared<Files>();
    for (const auto& [path, content] : *storage) files->emplace(path, content);
    Pack pack;
    pack.files_ = std::move(files);
    pack.storage_ = std::move(storage);
    return pack;
}

std::optional<std::string_view> Pack::content(std::string_view path) const noexcept {
    const auto it = files_->find(path);
    return it == files_->end() ? std::nullopt : std::optional(it->second);
}

std::optional<Table> Pack::table_if(std::string_view path) const {
    const auto text = content(path);
    return text ? std::optional(Table::parse(*text, std::string(path))) : std::nullopt;
}

Table Pack::table(std::string_view path) const {
    auto table = table_if(path);
    if (!table) throw ResourceError(std::string(path), 0, "missing from the data");
    return std::move(*table);
}

std::vector<std::string> Pack::list(std::string_view prefix) const {
    std::vector<std::string> out;
    for (auto it = files_->lower_bound(prefix); it != files_->end() && it->first.starts_with(prefix); ++it) {
        out.push_back(it->first);
    }
    return out;
}

} // namespace stoltenberg::data
