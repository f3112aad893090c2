#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "config/time.hpp"
#include "modem/sms/user_data.hpp"

namespace hayauma::sim {

/// A whole message in a handset's inbox.
struct inbox_message {
    std::string                         from;  ///< E.164 digits without '+'
    std::string                         to;    ///< E.164 digits without '+'
    std::string                         text;  ///< UTF-8; 8-bit data as hexadecimal digits
    std::size_t                         parts = 1;
    sms::alphabet                       alphabet = sms::alphabet::gsm7;
    wall_time                           received_at{};  ///< when its last part came
    std::optional<std::chrono::seconds> validity;       ///< as its last part asked for
    std::vector<std::string>            pdus;           ///< SUBMITs in the order of the parts

    bool operator==(const inbox_message&) const = default;
};

/// One part on its way to a handset.
struct handset_part {
    std::string                         from;
    sms::content                        content;
    std::optional<std::chrono::seconds> validity;
    std::string                         pdu;
};

/// A telephone with an inbox. Parts of a long message wait until all of them are there.
class handset {
public:
    static constexpr std::size_t unfinished_max = 32;  ///< long messages waiting; the oldest goes

    explicit handset(std::string number) : number_(std::move(number)) {}

    /// @return the message that this part completed, at the end of the inbox; nullptr while parts
    ///         are missing.
    const inbox_message* receive(handset_part part, wall_time now);

    const std::string&               number() const noexcept { return number_; }
    const std::deque<inbox_message>& inbox() const noexcept { return inbox_; }
    void                             forget_oldest() { inbox_.pop_front(); }
    /// Nothing in the inbox, nothing unfinished.
    bool empty() const noexcept { return inbox_.empty() && unfinished_.empty(); }

private:
    using key = std::tuple<std::string, std::uint16_t, std::uint8_t>;  // from, reference, total
    struct unfinished {
        std::map<std::uint8_t, handset_part> parts;
        wall_time                            begun{};
    };

    const inbox_message* keep(std::vector<handset_part> parts, wall_time now);
    void                 make_room();

    std::string               number_;
    std::deque<inbox_message> inbox_;
    std::map<key, unfinished> unfinished_;
};

}  // namespace hayauma::sim
