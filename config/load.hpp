#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problem.hpp"
#include "config/settings.hpp"

namespace hayauma::config {

/// A problem with the place where it stands.
struct mistake {
    std::string   file;
    std::uint32_t line = 0;  ///< from 1; 0: of the file as a whole
    std::string   key;       ///< empty where it belongs to no key
    std::string   what;

    bool operator==(const mistake&) const = default;
};

/// `file:line: key: what is wrong`, without what does not apply.
std::string to_string(const mistake& m);

/// A check that needs more than config knows, such as what a template fills to.
using extra_check = std::function<std::vector<problem>(const settings&)>;

/// What is around the file.
struct load_options {
    /// Where systemd put the credentials; empty: there are none. A bare name given for a file
    /// (`pin_file = "sim-1"`) means the credential of that name where there is one.
    std::string credentials_directory;
    extra_check more;  ///< runs after the built-in checks; may be empty
};

/// The options as the environment has them: `$CREDENTIALS_DIRECTORY`.
load_options options_from_environment();

struct loaded_config {
    settings             values;    ///< paths absolute, hashes lower case, defaults filled in
    std::vector<mistake> mistakes;  ///< all of them, by line; empty: the values can be used
};

/// Reads a configuration and the small files it names (hashes, PINs). Opens no device.
loaded_config load(const std::filesystem::path& file, const load_options& options);

/// The same from memory.
/// @param file what mistakes are reported under, and whose folder paths are taken from.
loaded_config load_text(std::string_view toml, const std::filesystem::path& file,
                        const load_options& options);

}  // namespace hayauma::config
