#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "config/secret.hpp"

namespace hayauma::config {

/// No file that a setting names, and no configuration, is longer than this.
inline constexpr std::size_t small_file_octets_max = 1024 * 1024;

/// A regular file's whole content: a configuration, a PIN, a list of hashes.
/// @return what the system says where it cannot be read; `file_too_large` beyond the limit above.
boost::system::result<std::string> read_small_file(const std::filesystem::path& file);

/// The same for a file with one secret: a PIN, a key that signs. White space around it is left out.
boost::system::result<secret> read_secret_file(const std::filesystem::path& file);

/// Without the spaces, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

}  // namespace hayauma::config
