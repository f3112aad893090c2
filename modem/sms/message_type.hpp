#pragma once

#include <cstddef>
#include <cstdint>

namespace hayauma::sms {

/// TP-MTI. Its two bits mean one thing on the way to the phone and another on the way from it
/// (SMS-DELIVER-REPORT, SMS-SUBMIT-REPORT, SMS-COMMAND); these are the three that a modem's AT
/// commands carry. @see 3GPP TS 23.040 §9.2.3.1.
enum class message_type : std::uint8_t { deliver = 0, submit = 1, status_report = 2, reserved = 3 };

constexpr message_type type_of(std::uint8_t first_octet) noexcept {
    return static_cast<message_type>(first_octet & 0x03);
}

/// Bits of a TPDU's first octet (3GPP TS 23.040 §9.2.2).
inline constexpr std::uint8_t tp_rd = 0x04;    ///< SUBMIT: reject duplicates
inline constexpr std::uint8_t tp_mms = 0x04;   ///< DELIVER, STATUS-REPORT: no more messages wait
inline constexpr std::uint8_t tp_srr = 0x20;   ///< SUBMIT: status report asked for
inline constexpr std::uint8_t tp_sri = 0x20;   ///< DELIVER: the sender asked for a report
inline constexpr std::uint8_t tp_srq = 0x20;   ///< STATUS-REPORT: answers an SMS-COMMAND
inline constexpr std::uint8_t tp_udhi = 0x40;  ///< a header begins TP-UD
inline constexpr std::uint8_t tp_rp = 0x80;    ///< reply path

/// Whether a line from a modem begins with an SMSC field. Nearly all do; some leave it out, which
/// shows when <length> counts every octet of the line (3GPP TS 27.005 §3.1).
enum class smsc_field { present, absent };

constexpr smsc_field smsc_field_of(std::size_t octets, std::size_t announced_length) noexcept {
    return octets == announced_length ? smsc_field::absent : smsc_field::present;
}

}  // namespace hayauma::sms
