// The data an Analyzer works with: gazetteers, lexicon, rules. Loading is the only thing that throws.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <stoltenberg/export.hpp>

namespace stoltenberg {

/// A bad data row or an unreadable file: which file, which line (1-based, 0 = the whole file), and why.
class STOLTENBERG_EXPORT ResourceError : public std::runtime_error {
public:
    ResourceError(std::string file, std::size_t line, std::string why);
    [[nodiscard]] const std::string& file() const noexcept { return file_; }
    [[nodiscard]] std::size_t line() const noexcept { return line_; }
    [[nodiscard]] const std::string& why() const noexcept { return why_; }

private:
    std::string file_;
    std::size_t line_;
    std::string why_;
};

/// Everything loaded, immutable, shared between threads and Analyzers.
class Resources;

/// Collects sources and loads them once. Not thread-safe itself; what it builds is.
class STOLTENBERG_EXPORT ResourcesBuilder {
public:
    ResourcesBuilder();
    ~ResourcesBuilder();
    ResourcesBuilder(ResourcesBuilder&&) noexcept;
    ResourcesBuilder& operator=(ResourcesBuilder&&) noexcept;

    /// A folder under data/lang; "fr" is built in and the default.
    ResourcesBuilder& language(std::string_view code);
    /// Replaces the built-in data by a directory laid out as data/ of the source tree.
    ResourcesBuilder& data_directory(std::filesystem::path dir);
    /// Adds names from a TSV file in the names format (docs/data-format.md). Later rows win over earlier ones.
    /// Or takes a file that compile_gazetteer() wrote: it is mapped, not read, and stands alone. While it is in use the file must not be
    /// written to or cut; replacing it by another is safe.
    ResourcesBuilder& gazetteer(std::filesystem::path file);
    /// The same from memory; `name` is what errors and provenance call it.
    ResourcesBuilder& gazetteer_text(std::string tsv, std::string name);
    /// Throws ResourceError.
    [[nodiscard]] std::shared_ptr<const Resources> build() const;
    /// Compiles the names of the data and of the tables added into one file, which opens at once whatever its size and which processes
    /// share. It is good for the same data, language and version of the library; others refuse it. Throws ResourceError.
    void compile_gazetteer(const std::filesystem::path& file) const;
    /// What build() does, and of a compiled gazetteer every byte, which build() does not look at. Throws ResourceError.
    void check() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Version of the shipped data, e.g. for the `generator` object of the JSON documents.
[[nodiscard]] STOLTENBERG_EXPORT std::string_view data_version() noexcept;
/// Version of the library, `MAJOR.MINOR.PATCH`.
[[nodiscard]] STOLTENBERG_EXPORT std::string_view version() noexcept;

} // namespace stoltenberg
