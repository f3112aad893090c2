#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "modem/io/modem_actor.hpp"
#include "modem/session/transmission.hpp"
#include "queue/store/message_store.hpp"

namespace hayauma::gateway {

/// Translates between the two worlds: a part that was claimed becomes a transmission ...
/// @param modem, part must outlive the call.
boost::asio::awaitable<hayauma::modem::submit_outcome> submit(io::modem_actor&           modem,
                                                              const store::claimed_part& part);

/// ... and what the modem says becomes what the store records, with what follows decided by
/// queue/retry_policy.
/// @param modem the one that carried it.
/// @param jitter in [0, 1).
store::attempt_end end_of(const hayauma::modem::submit_outcome& outcome,
                          const store::claimed_part& part, const std::string& modem, double jitter,
                          wall_time now);

/// "cms 38 network_out_of_order", for the log.
std::string in_words(sms::error_code e);

}  // namespace hayauma::gateway
