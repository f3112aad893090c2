#include "modem/sms/deliver.hpp"

namespace hayauma::sms {
namespace {

std::uint8_t first_octet(const deliver& m) noexcept {
    unsigned bits = static_cast<unsigned>(message_type::deliver);
    if (!m.more_messages) bits |= tp_mms;
    if (m.report_asked) bits |= tp_sri;
    if (m.data.has_header) bits |= tp_udhi;
    if (m.reply_path) bits |= tp_rp;
    return static_cast<std::uint8_t>(bits);
}

}  // namespace

pdu_line encode(const deliver& message) {
    std::vector<std::uint8_t> pdu;
    write_smsc(pdu, message.smsc);
    const std::size_t smsc_octets = pdu.size();
    pdu.push_back(first_octet(message));
    write_address(pdu, message.originator);
    pdu.push_back(message.protocol_identifier);
    pdu.push_back(message.data.data_coding);
    write_timestamp(pdu, message.submitted);
    write_user_data(pdu, message.data);
    return {to_hex(pdu), pdu.size() - smsc_octets};
}

decoded<decoded_deliver> decode_deliver(std::span<const std::uint8_t> pdu, smsc_field smsc,
                                        std::vector<field_span>* trace) {
    octet_reader    reader(pdu, trace);
    decoded_deliver got;
    deliver&        m = got.message;
    if (smsc == smsc_field::present) m.smsc = read_smsc(reader);
    const std::size_t  first_at = reader.position();
    const std::uint8_t first = reader.octet("TP-MTI");
    const message_type type = type_of(first);
    if (type != message_type::deliver && type != message_type::reserved)
        reader.fail(errc::wrong_type, "TP-MTI", first_at);
    m.more_messages = (first & tp_mms) == 0;
    m.report_asked = (first & tp_sri) != 0;
    m.reply_path = (first & tp_rp) != 0;
    m.originator = read_address(reader, originator_fields);
    m.protocol_identifier = reader.octet("TP-PID");
    m.data.data_coding = reader.octet("TP-DCS");
    m.submitted = read_timestamp(reader, "TP-SCTS");
    m.data.has_header = (first & tp_udhi) != 0;
    got.content = read_user_data(reader, m.data);
    if (reader.error()) return *reader.error();
    if (reader.left() > 0) reader.octets(reader.left(), "after TP-UD");
    return got;
}

decoded<decoded_deliver> decode_deliver(std::string_view hex, smsc_field smsc) {
    const auto octets = from_hex(hex);
    if (!octets) return octets.error();
    return decode_deliver(std::span<const std::uint8_t>(*octets), smsc);
}

}  // namespace hayauma::sms
