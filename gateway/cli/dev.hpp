#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// `hayauma dev`: the daemon over simulated modems, without a configuration.
void add_dev_command(CLI::App& parent);

}  // namespace hayauma::cli
