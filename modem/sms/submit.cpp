#include "modem/sms/submit.hpp"

#include <vector>

#include "modem/sms/address.hpp"
#include "modem/sms/data_coding.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/message_type.hpp"
#include "modem/sms/user_data.hpp"
#include "modem/sms/validity.hpp"

namespace hayauma::sms {
namespace {

std::uint8_t first_octet(const submit& m) noexcept {
    const auto format = m.validity ? validity_format::relative : validity_format::none;
    unsigned   bits = static_cast<unsigned>(message_type::submit);
    bits |= static_cast<unsigned>(format) << 3;
    if (m.reject_duplicates) bits |= tp_rd;
    if (m.status_report) bits |= tp_srr;
    if (m.data.has_header) bits |= tp_udhi;
    if (m.reply_path) bits |= tp_rp;
    return static_cast<std::uint8_t>(bits);
}

}  // namespace

submit_pdu encode(const submit& message) {
    std::vector<std::uint8_t> pdu;
    write_smsc(pdu, std::nullopt);  // The modem's own SMSC, as +CSCA has it.
    const std::size_t smsc_octets = pdu.size();
    pdu.push_back(first_octet(message));
    pdu.push_back(message.message_reference);
    write_address(pdu, address_of(message.destination));
    pdu.push_back(message.protocol_identifier);
    pdu.push_back(data_coding_octet(message.data.alphabet, message.message_class));
    if (message.validity) pdu.push_back(relative_validity(*message.validity));
    write_user_data(pdu, raw(message.data));
    return {to_hex(pdu), pdu.size() - smsc_octets};
}

}  // namespace hayauma::sms
