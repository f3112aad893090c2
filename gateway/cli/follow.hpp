#pragma once

#include <chrono>
#include <iosfwd>
#include <string>

#include <boost/json/object.hpp>

#include "gateway/cli/gateway_api.hpp"

namespace hayauma::cli {

/// How far a message is, for someone who waits for it.
enum class progress { under_way, sent, not_sent };

/// `sent` and `delivered` are what was hoped for. `unconfirmed` ends the waiting once the gateway
/// tries no more, as does every other status that is final.
progress progress_of(const boost::json::object& message);

struct follow_limits {
    std::chrono::milliseconds pause{500};         ///< between two questions
    int                       silences_max = 20;  ///< questions in a row without an answer
};

struct follow_end {
    bool        sent = false;
    std::string words;  ///< why not
};

/// Asks for a message until it is sent or will not be. A gateway that is away for a moment (a
/// restart) does not end it.
/// @param out where each new status is written, one a line; may be null.
follow_end follow(const gateway_api& api, const std::string& id, const follow_limits& limits,
                  std::ostream* out);

}  // namespace hayauma::cli
