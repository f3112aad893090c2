#pragma once

#include <cstdint>
#include <optional>

#include "modem/sms/segment.hpp"

namespace hayauma::sms {

/// How TP-UD is to be read. A reserved coding reads as GSM 7 bit (3GPP TS 23.038 §4).
enum class alphabet { gsm7, eight_bit, ucs2 };

/// What waits, as a message waiting indication says. @see 3GPP TS 23.038 §4.
enum class waiting_kind { voicemail, fax, email, other };

struct waiting_indication {
    waiting_kind kind = waiting_kind::voicemail;
    bool         active = false;  ///< false: nothing waits any more
    bool         store = false;   ///< false: the text may be thrown away

    bool operator==(const waiting_indication&) const = default;
};

/// TP-DCS taken apart.
struct data_coding {
    sms::alphabet                     alphabet = sms::alphabet::gsm7;
    bool                              compressed = false;   ///< 3GPP TS 23.042; not unpacked
    bool                              auto_delete = false;  ///< "marked for automatic deletion"
    bool                              reserved = false;     ///< a coding without a meaning yet
    std::optional<std::uint8_t>       message_class;        ///< 0 flash, 1 ME, 2 SIM, 3 TE
    std::optional<waiting_indication> waiting;

    bool operator==(const data_coding&) const = default;
};

/// Every octet has a meaning. @see 3GPP TS 23.038 §4.
data_coding read_data_coding(std::uint8_t tp_dcs) noexcept;

/// TP-DCS for what we write: general group, not compressed. @param message_class 0..3, or none.
std::uint8_t data_coding_octet(encoding                    alphabet,
                               std::optional<std::uint8_t> message_class = std::nullopt) noexcept;

const char* name(alphabet a) noexcept;      ///< "gsm7", "8bit", "ucs2"
const char* name(waiting_kind k) noexcept;  ///< "voicemail", "fax", "email", "other"

}  // namespace hayauma::sms
