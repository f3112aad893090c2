#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modem/sms/octet_reader.hpp"
#include "modem/sms/phone_number.hpp"

namespace hayauma::sms {

/// TON. @see 3GPP TS 23.040 §9.1.2.5.
enum class type_of_number : std::uint8_t {
    unknown,
    international,
    national,
    network_specific,
    subscriber,
    alphanumeric,
    abbreviated,
    reserved
};

/// An address field of any kind. Personal data: it has no formatter, so logging it does not
/// compile; `display()` is for those who asked to see it. @see 3GPP TS 23.040 §9.1.2.5.
struct address {
    std::uint8_t type = 0x91;  ///< TON and NPI with the leading 1; 0x91 is international, ISDN
    std::string  value;        ///< 0-9, '*', '#', 'a'-'c'; UTF-8 where the TON is alphanumeric

    type_of_number ton() const noexcept;
    std::uint8_t   plan() const noexcept { return type & 0x0F; }  ///< NPI; 1 is ISDN
    bool           alphanumeric() const noexcept;

    std::string display() const;  ///< "+819012345678", "09012345678" or "Vodafone"

    bool operator==(const address&) const = default;
};

/// International, ISDN plan.
address address_of(const phone_number& number);

/// "+819012345678" is international, other digits are of unknown type, anything else is a name in
/// GSM 7 bit (as a sender only). @return nullopt for what no address field holds: more than 20
/// digits or 11 septets, an empty text, a character outside GSM 03.38.
std::optional<address> address_from(std::string_view text);

/// What the parts of an address are called in errors and listings.
struct address_fields {
    std::string_view length;
    std::string_view type;
    std::string_view value;
};
inline constexpr address_fields destination_fields{"TP-DA.length", "TP-DA.type", "TP-DA.digits"};
inline constexpr address_fields originator_fields{"TP-OA.length", "TP-OA.type", "TP-OA.digits"};
inline constexpr address_fields recipient_fields{"TP-RA.length", "TP-RA.type", "TP-RA.digits"};

/// Length in semi-octets, type, value (TP-DA, TP-OA, TP-RA). Digits end at the first filler: some
/// networks count it into the length.
address read_address(octet_reader& reader, const address_fields& fields);
void    write_address(std::vector<std::uint8_t>& out, const address& a);

/// The SMSC field before a TPDU: length in octets, type, digits; nullopt where the length is 0.
/// @see 3GPP TS 27.005 §3.1, <pdu>; 3GPP TS 24.011 §8.2.5.1.
std::optional<address> read_smsc(octet_reader& reader);
void write_smsc(std::vector<std::uint8_t>& out, const std::optional<address>& smsc);

const char* name(type_of_number t) noexcept;

}  // namespace hayauma::sms
