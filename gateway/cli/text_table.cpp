#include "gateway/cli/text_table.hpp"

#include <algorithm>
#include <numeric>

#include <sys/ioctl.h>
#include <unistd.h>

#include "gateway/cli/text_width.hpp"

namespace hayauma::cli {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t text_columns_min = 6;  // less of a text says nothing

std::vector<std::size_t> natural_widths(const std::vector<table_column>& columns,
                                        const std::vector<table_row>&    rows) {
    std::vector<std::size_t> out;
    for (const auto& column : columns) out.push_back(display_width(column.heading));
    for (const auto& row : rows)
        for (std::size_t i = 0; i < columns.size(); ++i)
            out[i] = std::max(out[i], display_width(row[i]));
    return out;
}

std::size_t total(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

/// Takes columns away from the widest texts until the table fits or nothing is left to take.
void shrink(std::vector<std::size_t>& widths, const std::vector<table_column>& columns,
            std::size_t width) {
    while (total(widths) > width) {
        std::size_t* widest = nullptr;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto least = std::max(text_columns_min, display_width(columns[i].heading));
            if (columns[i].kind != column_kind::text || widths[i] <= least) continue;
            if (!widest || widths[i] > *widest) widest = &widths[i];
        }
        if (!widest) return;
        --*widest;
    }
}

std::string line(const std::vector<table_column>& columns, const std::vector<std::size_t>& widths,
                 const table_row& cells) {
    std::string out;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto        cell = cut_to(cells[i], widths[i]);
        const std::string space(widths[i] - display_width(cell), ' ');
        out += columns[i].kind == column_kind::number ? space + cell : cell + space;
        out.append(gap, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out + '\n';
}

}  // namespace

std::string render_table(const std::vector<table_column>& columns,
                         const std::vector<table_row>& rows, std::size_t width) {
    auto widths = natural_widths(columns, rows);
    if (width > 0) shrink(widths, columns, width);
    table_row headings;
    for (const auto& column : columns) headings.push_back(column.heading);
    std::string out = line(columns, widths, headings);
    for (const auto& row : rows) out += line(columns, widths, row);
    return out;
}

std::size_t terminal_width() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

}  // namespace hayauma::cli
