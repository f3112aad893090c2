#include "queue/store/sqlite/list_cursor.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace hayauma::store::sqlite {
namespace {

constexpr int page_min = 1;
constexpr int page_max = 500;

}  // namespace

std::string cursor_after(std::int64_t id) { return std::to_string(id); }

std::optional<std::int64_t> row_before(const std::string& cursor) {
    if (cursor.empty()) return std::numeric_limits<std::int64_t>::max();
    std::int64_t id = 0;
    const char*  end = cursor.data() + cursor.size();
    const auto [rest, error] = std::from_chars(cursor.data(), end, id);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return id;
}

int page_size(int limit) noexcept { return std::clamp(limit, page_min, page_max); }

}  // namespace hayauma::store::sqlite
