#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// `hayauma serve --config FILE`: the daemon.
void add_serve_command(CLI::App& parent);

}  // namespace hayauma::cli
