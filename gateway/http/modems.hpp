#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "config/time.hpp"
#include "gateway/http/context.hpp"
#include "gateway/http/response.hpp"
#include "gateway/wiring/status_board.hpp"
#include "modem/session/status.hpp"

namespace hayauma::http {

/// `GET /v1/modems`.
boost::asio::awaitable<response> list_modems(call& what);

/// `GET /v1/modems/{name}`.
boost::asio::awaitable<response> get_modem(call& what);

/// 404.
response no_such_modem();

/// A modem as the API shows it. Every member is always there; what is not known is null.
boost::json::object to_json(const std::string& name, const wiring::modem_entry& modem,
                            wall_time now);

/// 0 to 4 bars as Android draws them: by RSRP where it is known, else by RSSI; nullopt where
/// neither is.
std::optional<int> bars(const hayauma::modem::signal_quality& signal) noexcept;

}  // namespace hayauma::http
