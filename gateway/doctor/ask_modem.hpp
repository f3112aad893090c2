#pragma once

#include <boost/asio/awaitable.hpp>

#include "config/time.hpp"
#include "gateway/doctor/facts.hpp"
#include "modem/io/link.hpp"

namespace hayauma::doctor {

/// Asks a modem who it is and how it is: nothing is sent, deleted, switched or entered, but for
/// the form of its answers (echo, error numbers, the operator's number).
/// @param until how long a SIM that is not ready, or a network that is searched, is waited for; who
///        does not answer at all is given up sooner.
/// @param out gets what it answers.
boost::asio::awaitable<void> ask_modem(io::link& line, mono_time until, modem_facts& out);

}  // namespace hayauma::doctor
