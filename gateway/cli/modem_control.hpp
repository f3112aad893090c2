#pragma once

#include <memory>

#include "gateway/cli/gateway_api.hpp"

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// Adds `pause`, `resume`, `reset` and `ussd` to `modems`.
/// @param server, json options of `modems`, which these commands take too.
/// @param keeps what owns them.
void add_modem_control_commands(CLI::App& modems, const server_options& server, const bool& json,
                                std::shared_ptr<void> keeps);

}  // namespace hayauma::cli
