#pragma once

#include <string>
#include <string_view>

namespace hayauma::cli {

/// Which messages are asked for. Empty: all.
struct message_filter {
    std::string status, client, reference, cursor;
    int         limit = 20;
};

/// Which messages that came are asked for. Empty: all.
struct inbound_filter {
    std::string modem, cursor;
    int         limit = 20;
};

/// `/v1/messages/ID`, encoded.
std::string message_target(std::string_view id);

/// `/v1/messages?…`, encoded.
std::string messages_target(const message_filter& filter);

/// `/v1/inbound/ID` and `/v1/inbound?…`, encoded.
std::string inbound_target(std::string_view id);
std::string inbound_target(const inbound_filter& filter);

/// `/v1/modems/NAME`, and what is asked of it behind, encoded.
/// @param verb "pause", "ussd" ...; empty: the modem itself.
std::string modem_target(std::string_view name, std::string_view verb = {});

}  // namespace hayauma::cli
