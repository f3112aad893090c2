#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace hayauma::store::sqlite {

// A cursor is the number of a list's last row. Callers are told that it is opaque.

/// Where the list goes on after this row.
std::string cursor_after(std::int64_t id);

/// What is shown lies before this row. @return nullopt: no cursor of ours.
std::optional<std::int64_t> row_before(const std::string& cursor);

/// The rows of one page: 1 to 500, whatever was asked for.
int page_size(int limit) noexcept;

}  // namespace hayauma::store::sqlite
