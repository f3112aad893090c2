#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "modem/sms/octet_reader.hpp"
#include "modem/sms/timestamp.hpp"

namespace hayauma::sms {

/// TP-VPF, as its two bits say. @see 3GPP TS 23.040 §9.2.3.3.
enum class validity_format : std::uint8_t { none = 0, enhanced = 1, relative = 2, absolute = 3 };

/// TP-VP of a SUBMIT in any format. @see 3GPP TS 23.040 §9.2.3.12.
struct validity_period {
    validity_format                     format = validity_format::none;
    std::optional<std::chrono::seconds> lasts;  ///< relative; enhanced where it gives a period
    std::optional<timestamp>            until;  ///< absolute; absent where it holds no date
    bool                                single_shot = false;  ///< enhanced: one delivery try only

    bool operator==(const validity_period&) const = default;
};

/// The enhanced format's seven octets. @see 3GPP TS 23.040 §9.2.3.12.3.
validity_period enhanced_validity(std::span<const std::uint8_t, 7> octets) noexcept;

/// Reads as many octets as `format` has: 0, 1 or 7.
validity_period read_validity(octet_reader& reader, validity_format format);

const char* name(validity_format f) noexcept;

}  // namespace hayauma::sms
