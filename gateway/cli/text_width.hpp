#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hayauma::cli {

/// How many columns of a terminal text takes: two for wide characters (早, Ａ, 😀), none for marks
/// that combine with what is before them. @see Unicode UAX #11.
std::size_t display_width(std::string_view utf8);

/// The text, cut to at most `columns` with "…" where it is longer.
std::string cut_to(std::string_view utf8, std::size_t columns);

/// The text without what a terminal would obey: control characters and malformed octets become
/// U+FFFD.
std::string printable(std::string_view utf8);

}  // namespace hayauma::cli
