#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modem/sms/octet_reader.hpp"

namespace hayauma::sms {

/// SCTS or DT: local time of the SC with its offset. @see 3GPP TS 23.040 §9.2.3.11.
struct timestamp {
    std::chrono::sys_seconds utc{};
    int                      quarter_hours = 0;  ///< offset from UTC, signed; Japan is 36

    bool operator==(const timestamp&) const = default;
};

/// Seven octets. @return nullopt where they hold no date (zeros, a 13th month, a broken zone):
///         modems do print such ones, and a message is worth more than its date.
std::optional<timestamp> timestamp_of(std::span<const std::uint8_t, 7> octets) noexcept;

/// Reads seven octets as above. Fails only where there are fewer.
std::optional<timestamp> read_timestamp(octet_reader& reader, std::string_view field);

/// Seven octets; zeros for an absent time. Years are written with two digits, 2000 to 2099.
void write_timestamp(std::vector<std::uint8_t>& out, const std::optional<timestamp>& t);

/// "2026-11-22T16:31:21+09:00": the SC's own clock.
std::string display(const timestamp& t);

}  // namespace hayauma::sms
