// The data files by path ("gazetteers/countries.tsv", "lang/fr/abbreviations.tsv"): built in, or of a directory.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/tsv.hpp"

namespace stoltenberg::data {

/// Immutable; copies share the content.
class Pack {
public:
    /// The files of data/ that were embedded when the library was built.
    static Pack builtin();
    /// Every *.tsv below a directory. Throws ResourceError.
    static Pack from_directory(const std::filesystem::path& dir);
    /// Files from memory: content by path.
    static Pack from_files(std::map<std::string, std::string> contents);

    [[nodiscard]] std::optional<std::string_view> content(std::string_view path) const noexcept;
    /// The table at a path; throws ResourceError if there is none.
    [[nodiscard]] Table table(std::string_view path) const;
    /// The table at a path, or nothing if there is no such file.
    [[nodiscard]] std::optional<Table> table_if(std::string_view path) const;
    /// The data of the library itself, every row of which its tests have loaded.
    [[nodiscard]] bool is_builtin() const noexcept { return storage_ == nullptr; }
    /// Paths that begin with `prefix`, sorted.
    [[nodiscard]] std::vector<std::string> list(std::string_view prefix) const;

private:
    std::shared_ptr<const std::map<std::string, std::string_view, std::less<>>> files_;
    std::shared_ptr<const std::map<std::string, std::string>> storage_;
};

/// The bytes of a file. Throws ResourceError, for a directory too.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

} // namespace stoltenberg::data
