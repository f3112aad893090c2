#pragma once

#include <string>
#include <string_view>

namespace hayauma::cli {

/// Which messages are asked for. Empty: all.
struct message_filter {
    std::string status, client, reference, cursor;
    int         limit = 20;
};

/// `/v1/messages/ID`, encoded.
std::string message_target(std::string_view id);

/// `/v1/messages?…`, encoded.
std::string messages_target(const message_filter& filter);

}  // namespace hayauma::cli
