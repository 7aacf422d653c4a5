// Tab-separated tables with a header (docs/data-format.md). Views into the content: the Pack keeps it alive.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <stoltenberg/resources.hpp>

namespace stoltenberg::data {

class Table {
public:
    struct Row {
        std::size_t line; ///< 1-based
        std::span<const std::string_view> cells;
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
    std::vector<std::string_view> cells_; ///< of all rows
    std::vector<Row> rows_;               ///< views of cells_
};

/// Splits at `|` (or another separator); an empty cell is an empty list.
[[nodiscard]] std::vector<std::string_view> split(std::string_view cell, char separator = '|');

/// The same without a vector: `for (std::string_view item : items(cell))`.
class Items {
public:
    class iterator {
    public:
        using value_type = std::string_view;
        using difference_type = std::ptrdiff_t;
        iterator() = default;
        explicit iterator(std::string_view cell) : rest_(cell), more_(!cell.empty()) { cut(); }
        std::string_view operator*() const noexcept { return rest_.substr(0, size_); }
        iterator& operator++() noexcept {
            more_ = size_ < rest_.size();
            rest_.remove_prefix(more_ ? size_ + 1 : size_);
            cut();
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.more_ == b.more_ && (!a.more_ || a.rest_.data() == b.rest_.data());
        }

    private:
        void cut() noexcept { size_ = std::min(rest_.find('|'), rest_.size()); }
        std::string_view rest_;
        std::size_t size_ = 0;
        bool more_ = false;
    };
    explicit Items(std::string_view cell) noexcept : cell_(cell) {}
    [[nodiscard]] iterator begin() const noexcept { return iterator(cell_); }
    [[nodiscard]] iterator end() const noexcept { return {}; }

private:
    std::string_view cell_;
};
[[nodiscard]] inline Items items(std::string_view cell) noexcept { return Items(cell); }
/// True if the `|` list contains `item`.
[[nodiscard]] bool has(std::string_view cell, std::string_view item) noexcept;

} // namespace stoltenberg::data
