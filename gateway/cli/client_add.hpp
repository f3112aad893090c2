#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// `hayauma client add NAME`.
void add_client_command(CLI::App& parent);

}  // namespace hayauma::cli
