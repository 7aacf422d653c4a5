// Tables as bytes without pointers: written once, then read where they lie (a mapped file, the library's own data).
//
//   Header        magic, format, sizes, what it was made of, checksums
//   Section[n]    where each table begins, how many elements of what size
//   tables        each at a multiple of 64 bytes, in the order they were written: a reader takes them in the same order
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/array.hpp"

namespace stoltenberg::data {

/// 64-bit digest of bytes, some gigabytes a second; no protection against malice.
[[nodiscard]] std::uint64_t digest(std::string_view bytes, std::uint64_t seed = 0) noexcept;

/// Tables of a file, or of somebody's memory. Immutable; copies share the bytes, which live as long as one of them.
class Image {
public:
    /// True if the bytes begin as an image does, of whatever version.
    [[nodiscard]] static bool is_image(std::string_view head) noexcept;
    /// The same of a file; false for a pipe and for what cannot be read.
    [[nodiscard]] static bool is_image(const std::filesystem::path& file);
    /// Maps a file where the system can, else reads it. Checks the header, the sections and the size, not every byte of the tables: a
    /// reader checks where it looks. Throws ResourceError.
    static Image open(const std::filesystem::path& file);
    /// Views bytes that outlive the image, at a multiple of 8 bytes. `name`: for errors.
    static Image view(std::string_view bytes, std::string name);
    static Image own(std::vector<std::uint64_t> bytes, std::string name);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::string& language() const noexcept { return language_; }
    [[nodiscard]] std::uint64_t source() const noexcept { return source_; } ///< digest of what it was made of
    /// Every byte of what was opened. Throws ResourceError.
    void check_all() const;
    /// As a file has it.
    void write(std::ostream& out) const;

private:
    friend class ImageWriter;
    friend class ImageReader;
    struct Table {
        std::string_view bytes;
        std::uint64_t size; ///< of an element
    };
    using Keep = std::vector<std::shared_ptr<const void>>;
    Image(std::shared_ptr<const void> keep, std::string_view bytes, std::string name);
    Image(Keep keep, std::vector<Table> tables, std::uint64_t source, std::string_view language, std::string name)
        : keep_(std::move(keep)), tables_(std::move(tables)), name_(std::move(name)), language_(language), source_(source) {}
    Keep keep_;
    std::vector<Table> tables_;
    std::string name_, language_;
    std::uint64_t source_ = 0;
    std::string_view bytes_; ///< what was opened
};

class ImageWriter {
public:
    /// Keeps the table: the image holds it where it is.
    template <class T>
    void add(base::Array<T> table) {
        // No padding: every byte is of a value, so that the same tables are the same bytes.
        static_assert(std::has_unique_object_representations_v<T> && alignof(T) <= 8);
        const std::string_view bytes(reinterpret_cast<const char*>(table.span().data()), table.size() * sizeof(T));
        add(std::make_shared<const base::Array<T>>(std::move(table)), bytes, sizeof(T));
    }
    template <class T>
    void add(std::vector<T> table) {
        add(base::Array<T>(std::move(table)));
    }
    void add(std::string bytes) {
        auto keep = std::make_shared<const std::string>(std::move(bytes));
        const std::string_view view = *keep;
        add(std::move(keep), view, 1);
    }
    /// The tables of another writer behind these.
    void append(ImageWriter&& other);
    /// `source`: digest of what it was made of. Throws ResourceError if a language's code is too long.
    [[nodiscard]] Image finish(std::uint64_t source, std::string_view language, std::string name) &&;

private:
    void add(std::shared_ptr<const void> keep, std::string_view bytes, std::size_t size);
    Image::Keep keep_;
    std::vector<Image::Table> tables_;
};

/// Takes the tables in the order they were written; throws ResourceError where the next is none of the kind asked for.
class ImageReader {
public:
    explicit ImageReader(const Image& image) : image_(image) {}
    template <class T>
    [[nodiscard]] base::Array<T> take() {
        const std::string_view bytes = next(sizeof(T));
        return base::Array<T>(std::span<const T>(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)));
    }
    [[nodiscard]] std::string_view text() { return next(1); }
    [[noreturn]] void fail() const;

private:
    [[nodiscard]] std::string_view next(std::size_t size);
    const Image& image_;
    std::size_t at_ = 0;
};

} // namespace stoltenberg::data
