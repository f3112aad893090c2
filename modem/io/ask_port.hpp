#pragma once

#include <chrono>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

#include "modem/io/link.hpp"

namespace hayauma::io {

/// How long a port may take for one answer, before it counts as silent.
inline constexpr std::chrono::milliseconds ask_limit{3'000};

/// Asks who is there: into step with ESC and CR (never Ctrl-Z, which would send what another
/// program left half-entered), AT, then +CGSN or its kin. Echo and news are no matter.
/// @return the IMEI; empty where it answers AT, but tells none; else at::errc::timed_out or
///         at::errc::port_lost.
boost::asio::awaitable<boost::system::result<std::string>> ask_imei(link& line);

}  // namespace hayauma::io
