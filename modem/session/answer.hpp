#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "modem/at/final_result.hpp"

namespace hayauma::modem {

/// What a command was answered with: its information text and its result.
struct answered {
    at::final_result         result;
    std::vector<std::string> lines;

    bool ok() const noexcept { return result.what == at::verdict::ok; }
    /// The number of +CME ERROR or +CMS ERROR; -1 for an error without one.
    int cme() const noexcept { return number_of(at::verdict::cme_error); }
    int cms() const noexcept { return number_of(at::verdict::cms_error); }

    bool operator==(const answered&) const = default;

private:
    int number_of(at::verdict what) const noexcept {
        return result.what == what ? result.number.value_or(-1) : -1;
    }
};

/// The first value that `parse` finds in the lines; nullopt where no line has one.
template <class Parse>
auto first_of(const std::vector<std::string>& lines, Parse parse)
    -> std::optional<typename std::invoke_result_t<Parse, std::string_view>::value_type> {
    for (const std::string& line : lines)
        if (auto value = parse(line)) return *std::move(value);
    return std::nullopt;
}

}  // namespace hayauma::modem
