#pragma once

#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "gateway/http/context.hpp"
#include "gateway/http/response.hpp"

namespace hayauma::http {

/// `POST /v1/modems/{name}/pause` and `resume`: 200 with the modem; asking twice does no harm.
boost::asio::awaitable<response> pause_modem(call& what);
boost::asio::awaitable<response> resume_modem(call& what);

/// `POST /v1/modems/{name}/reset`: 200 with the modem as it is when the reset begins; 409 where it
/// is paused or on no port.
boost::asio::awaitable<response> reset_modem(call& what);

/// `POST /v1/modems/{name}/ussd`: what the network says to a code; 409 where the modem cannot ask,
/// 502 where the network refuses, 504 where it does not answer.
boost::asio::awaitable<response> ask_ussd(call& what);

/// 1 to 182 of 0-9, '*', '#', '+'. @see 3GPP TS 27.007 §7.15, 3GPP TS 22.090 §4.4.1.
bool is_ussd_code(std::string_view text) noexcept;

}  // namespace hayauma::http
