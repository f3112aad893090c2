#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// `hayauma help [COMMAND…]`: what `--help` of that command says.
void add_help_command(CLI::App& parent);

}  // namespace hayauma::cli
