#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modem/sms/data_coding.hpp"
#include "modem/sms/octet_reader.hpp"
#include "modem/sms/segment.hpp"

namespace hayauma::sms {

/// TP-UD as it stands in a TPDU, whatever its coding: TP-DCS says how to read it.
struct raw_user_data {
    std::uint8_t              data_coding = 0;     ///< TP-DCS
    bool                      has_header = false;  ///< TP-UDHI
    std::uint8_t              length = 0;          ///< TP-UDL: septets or octets, by the coding
    std::vector<std::uint8_t> octets;              ///< TP-UD, header included

    bool operator==(const raw_user_data&) const = default;
};

/// @param message_class 0..3, or none.
raw_user_data raw(const user_data& data, std::optional<std::uint8_t> message_class = std::nullopt);

/// One element of the user data header. @see 3GPP TS 23.040 §9.2.3.24.
struct information_element {
    std::uint8_t              id = 0;  ///< IEI
    std::vector<std::uint8_t> data;    ///< IED

    bool operator==(const information_element&) const = default;
};

/// Which part of which message this is. @see 3GPP TS 23.040 §9.2.3.24.1 and .8.
struct concatenation {
    std::uint16_t   reference = 0;
    reference_width width = reference_width::eight_bit;
    std::uint8_t    total = 0;     ///< 1..255
    std::uint8_t    sequence = 0;  ///< 1..total

    bool operator==(const concatenation&) const = default;
};

/// What TP-UD holds.
struct content {
    sms::alphabet                    alphabet = sms::alphabet::gsm7;
    bool                             compressed = false;  ///< then `payload` is raw, `text` empty
    std::vector<information_element> header;
    std::optional<concatenation>     part;     ///< absent for a whole message
    std::vector<std::uint8_t>        payload;  ///< no header: septets one an octet, or octets
    std::string                      text;     ///< UTF-8; empty for 8-bit data

    bool operator==(const content&) const = default;
};

/// The UTF-8 text of a payload; empty for 8-bit data.
std::string text_of(alphabet a, std::span<const std::uint8_t> payload);

/// Reads TP-UDL and TP-UD.
/// @param data in: the coding and TP-UDHI; out: length and octets as well.
/// Fails with `too_long` above 160 septets or 140 octets, and with `truncated`. A concatenation
/// element that names no possible part is ignored (3GPP TS 23.040 §9.2.3.24.1).
content read_user_data(octet_reader& reader, raw_user_data& data);

/// What user data that was read before holds; nothing where it cannot be read.
content content_of(const raw_user_data& data);

/// Writes TP-UDL and TP-UD.
void write_user_data(std::vector<std::uint8_t>& out, const raw_user_data& data);

}  // namespace hayauma::sms
