#include "data/tsv.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace stoltenberg {

ResourceError::ResourceError(std::string file, std::size_t line, std::string why)
    : std::runtime_error(file + (line != 0 ? ":" + std::to_string(line) : std::string()) + ": " + why), file_(std::move(file)), line_(line),
      why_(std::move(why)) {}

namespace data {

std::vector<std::string_view> split(std::string_view cell, char separator) {
    std::vector<std::string_view> out;
    if (cell.empty()) return out;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t end = cell.find(separator, begin);
        out.push_back(cell.substr(begin, end == std::string_view::npos ? end : end - begin));
        if (end == std::string_view::npos) return out;
        begin = end + 1;
    }
}

bool has(std::string_view cell, std::string_view item) noexcept {
    for (std::size_t begin = 0; begin <= cell.size();) {
        const std::size_t end = std::min(cell.find('|', begin), cell.size());
        if (cell.substr(begin, end - begin) == item) return !item.empty();
        begin = end + 1;
    }
    return false;
}

Table Table::parse(std::string_view content, std::string file) {
    Table table;
    table.file_ = std::move(file);
    if (content.substr(0, 3) == "\xEF\xBB\xBF") content.remove_prefix(3);
    const bool valid = base::is_valid_utf8(content);
    std::size_t line_number = 0;
    while (!content.empty()) {
        ++line_number;
        const std::size_t end = content.find('\n');
        std::string_view line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty() || line.front() == '#') continue;
        if (!valid && !base::is_valid_utf8(line)) throw ResourceError(table.file_, line_number, "invalid UTF-8");
        const std::size_t begin = table.cells_.size();
        for (std::size_t at = 0;;) {
            const std::size_t tab = line.find('\t', at);
            table.cells_.push_back(line.substr(at, tab == std::string_view::npos ? tab : tab - at));
            if (tab == std::string_view::npos) break;
            at = tab + 1;
        }
        const std::span cells = std::span<const std::string_view>(table.cells_).subspan(begin);
        if (table.columns_.empty()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                if (cells[i].empty()) throw ResourceError(table.file_, line_number, "column " + std::to_string(i + 1) + " has no name");
                const auto here = cells.begin() + static_cast<std::ptrdiff_t>(i);
                if (std::find(cells.begin(), here, cells[i]) != here) {
                    throw ResourceError(table.file_, line_number, "column '" + std::string(cells[i]) + "' stands twice");
                }
            }
            table.columns_ = std::move(table.cells_);
            table.cells_.clear();
            table.cells_.reserve(content.size() / 16);
            continue;
        }
        if (cells.size() > table.columns_.size()) {
            throw ResourceError(table.file_, line_number,
                                std::to_string(cells.size()) + " cells under a header of " + std::to_string(table.columns_.size()));
        }
        table.rows_.push_back({line_number, cells});
    }
    if (table.columns_.empty()) throw ResourceError(table.file_, 0, "no header line");
    // The cells have moved while there were more and more of them.
    std::size_t at = 0;
    for (Row& row : table.rows_) {
        row.cells = std::span<const std::string_view>(table.cells_).subspan(at, row.cells.size());
        at += row.cells.size();
    }
    return table;
}

std::size_t Table::column_if(std::string_view name) const noexcept {
    const auto it = std::find(columns_.begin(), columns_.end(), name);
    return it == columns_.end() ? npos : static_cast<std::size_t>(it - columns_.begin());
}

std::size_t Table::column(std::string_view name) const {
    const std::size_t i = column_if(name);
    if (i == npos) throw ResourceError(file_, 0, "column '" + std::string(name) + "' is missing");
    return i;
}

std::string Table::where(const Row& row) const { return file_ + ":" + std::to_string(row.line); }

void Table::fail(const Row& row, const std::string& why) const { throw ResourceError(file_, row.line, why); }

} // namespace data
} // namespace stoltenberg
