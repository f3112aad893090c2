#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// `hayauma simulate`: simulated modems on pseudo-terminals until SIGINT or SIGTERM. Ends through
/// CLI::RuntimeError with 2 for an unknown profile and 1 where the system refuses.
void add_simulate_command(CLI::App& parent);

}  // namespace hayauma::cli
