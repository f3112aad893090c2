#pragma once

#include <string>

#include "config/settings.hpp"
#include "gateway/cli/gateway_api.hpp"
#include "gateway/doctor/facts.hpp"

namespace hayauma::cli {

/// The URL under which a gateway with these settings answers on this machine; empty where it cannot
/// be asked (TLS).
std::string local_url(const config::http_settings& settings);

/// Whether a gateway runs there, and what it says of itself and its modems. Changes nothing.
/// @param server its url may be empty: nobody is asked.
doctor::gateway_facts ask_gateway(const server_options& server);

}  // namespace hayauma::cli
