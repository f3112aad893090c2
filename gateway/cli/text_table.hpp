#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace hayauma::cli {

/// How a column takes part in making a table fit.
enum class column_kind {
    text,    ///< may be cut
    number,  ///< never cut; to the right
    word,    ///< never cut: an id, a state
};

struct table_column {
    std::string heading;
    column_kind kind = column_kind::text;
};

using table_row = std::vector<std::string>;

/// Lines for people: a heading and one line a row, columns two spaces apart.
/// @param rows each with a cell for every column.
/// @param width in columns of the terminal; 0: as wide as it gets. The widest `text` columns give
///        way first; a table of narrow columns only may stay wider.
std::string render_table(const std::vector<table_column>& columns,
                         const std::vector<table_row>& rows, std::size_t width);

/// The terminal's width for what goes to stdout; 0 where stdout is no terminal.
std::size_t terminal_width();

}  // namespace hayauma::cli
