#pragma once

#include "config/load.hpp"

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// Says every mistake on stderr, one a line, and ends the command with 78 where there is any.
void require_correct(const config::loaded_config& loaded);

/// `hayauma check-config FILE`.
void add_check_config_command(CLI::App& parent);

}  // namespace hayauma::cli
