#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modem/sms/address.hpp"
#include "modem/sms/user_data.hpp"

namespace hayauma::sms {

/// A message with all its parts.
struct whole_message {
    sms::alphabet             alphabet = sms::alphabet::gsm7;
    std::string               text;     ///< UTF-8; empty for 8-bit data
    std::vector<std::uint8_t> payload;  ///< septets one an octet, or octets; as of the first part

    bool operator==(const whole_message&) const = default;
};

/// Puts the parts of messages together, in whatever order and however often they come. Parts
/// belong together when sender, reference, its width and the number of parts are the same
/// (3GPP TS 23.040 §9.2.3.24.1). Pure: the caller says when a part came and when to forget.
class reassembler {
public:
    using time_point = std::chrono::sys_time<std::chrono::milliseconds>;

    /// @param messages_max unfinished messages kept; one more pushes out the longest waiting.
    explicit reassembler(std::size_t messages_max = 64) : messages_max_(messages_max) {}

    /// @return the message once this part completes it; a message of one part at once. A part that
    ///         is there already is ignored.
    std::optional<whole_message> add(const address& sender, content part, time_point now);

    /// Forgets the messages whose last part came before `before`. @return them, of the parts that
    /// came.
    std::vector<whole_message> expire(time_point before);

    std::size_t unfinished() const noexcept { return messages_.size(); }

private:
    struct key {
        std::uint8_t    sender_type;
        std::string     sender;
        std::uint16_t   reference;
        reference_width width;
        std::uint8_t    total;

        auto operator<=>(const key&) const = default;
    };
    struct unfinished_message {
        std::map<std::uint8_t, content> parts;  ///< by sequence number
        time_point                      last_came;
    };

    void make_room();

    std::size_t                       messages_max_;
    std::map<key, unfinished_message> messages_;
};

}  // namespace hayauma::sms
