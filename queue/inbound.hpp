#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "config/time.hpp"
#include "modem/sms/address.hpp"
#include "modem/sms/user_data.hpp"
#include "queue/message.hpp"

namespace hayauma::queue {

/// A message that lacks parts is shown as it is this long after its first one came. As long a
/// repeated part or message is known again.
inline constexpr std::chrono::hours inbound_wait{24};

/// The same for what has no time of the service centre to tell two like texts apart by.
inline constexpr std::chrono::minutes inbound_repeat_without_time{10};

/// Messages kept, and parts that wait; one more pushes out the oldest.
inline constexpr std::int64_t inbound_kept_max = 10'000;
inline constexpr std::int64_t inbound_waiting_max = 1'000;

/// One short message that came to a SIM, as it is to be kept.
struct inbound_part {
    std::string                       id;  ///< UUIDv7 that the caller drew for its message
    std::string                       modem;
    std::string                       iccid;
    std::string                       sender;
    sms::alphabet                     alphabet = sms::alphabet::gsm7;
    std::vector<std::uint8_t>         payload;  ///< septets one an octet, or octets
    std::optional<sms::concatenation> part;     ///< absent for a whole message
    std::optional<wall_time>          sent_at;  ///< by the service centre's clock
    wall_time                         received_at{};
};

/// A message that came to a SIM, as it is shown.
struct inbound_view {
    std::string              id;
    std::string              modem;
    std::string              iccid;
    std::string              from;
    message_text             text;
    int                      parts = 1;
    int                      parts_missing = 0;  ///< they did not come in time
    sms::alphabet            encoding = sms::alphabet::gsm7;
    std::optional<wall_time> sent_at;
    wall_time                received_at{};
};

/// `part` with what `store` lets nobody keep taken out: the middle of a sender's number, and all
/// digits of a run of four or more in the text. A run at an edge where another part follows or
/// went before counts however short it is, since the rest of it may stand there. A space or a
/// hyphen does not end a run. Data without a text (8-bit) is not kept at all.
inbound_part as_kept(inbound_part part, config::inbound_store store);

/// "+819012345678" -> "+8190******78". Numbers of up to 6 digits, which are services', and names
/// stay as they are.
std::string masked_sender(std::string sender);

}  // namespace hayauma::queue
