#pragma once

#include <filesystem>
#include <string>

#include <boost/system/result.hpp>

namespace hayauma::config {

/// No file that a setting names, and no configuration, is longer than this.
inline constexpr std::size_t small_file_octets_max = 1024 * 1024;

/// A regular file's whole content: a configuration, a PIN, a list of hashes.
/// @return what the system says where it cannot be read; `file_too_large` beyond the limit above.
boost::system::result<std::string> read_small_file(const std::filesystem::path& file);

}  // namespace hayauma::config
