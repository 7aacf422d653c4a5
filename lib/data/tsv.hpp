// Tab-separated tables with a header (docs/data-format.md). Views into the content: the Pack keeps it alive.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <stoltenberg/resources.hpp>

namespace stoltenberg::data {

class Table {
public:
    struct Row {
        std::size_t line; ///< 1-based
        std::vector<std::string_view> cells;
        /// The cell, or empty where the row is short or `column` is npos.
        [[nodiscard]] std::string_view operator[](std::size_t column) const noexcept {
            return column < cells.size() ? cells[column] : std::string_view{};
        }
    };
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// Throws ResourceError for a missing header, a repeated column, a row with more cells than the header, invalid UTF-8.
    static Table parse(std::string_view content, std::string file);

    [[nodiscard]] const std::string& file() const noexcept { return file_; }
    [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }
    /// Index of a column; throws ResourceError if it is missing.
    [[nodiscard]] std::size_t column(std::string_view name) const;
    /// Index of a column, npos if it is missing.
    [[nodiscard]] std::size_t column_if(std::string_view name) const noexcept;
    /// `file:line`, the provenance of everything that comes from a row.
    [[nodiscard]] std::string where(const Row& row) const;
    [[noreturn]] void fail(const Row& row, const std::string& why) const;

private:
    std::string file_;
    std::vector<std::string_view> columns_;
    std::vector<Row> rows_;
};

/// Splits at `|` (or another separator); an empty cell is an empty list.
[[nodiscard]] std::vector<std::string_view> split(std::string_view cell, char separator = '|');
/// True if the `|` list contains `item`.
[[nodiscard]] bool has(std::string_view cell, std::string_view item) noexcept;

} // namespace stoltenberg::data
