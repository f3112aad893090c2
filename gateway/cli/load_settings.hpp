#pragma once

#include <filesystem>

#include "config/load.hpp"

namespace hayauma::cli {

/// Reads a configuration with every check there is: config's own, and those of the parts that
/// config does not know.
config::loaded_config load_settings(const std::filesystem::path& file);

}  // namespace hayauma::cli
