#include "modem/sms/submit_decoder.hpp"

#include "modem/sms/hex.hpp"

namespace hayauma::sms {

decoded<decoded_submit> decode_submit(std::span<const std::uint8_t> pdu, smsc_field smsc,
                                      std::vector<field_span>* trace) {
    octet_reader   reader(pdu, trace);
    decoded_submit m;
    if (smsc == smsc_field::present) m.smsc = read_smsc(reader);
    const std::size_t  first_at = reader.position();
    const std::uint8_t first = reader.octet("TP-MTI");
    if (type_of(first) != message_type::submit) reader.fail(errc::wrong_type, "TP-MTI", first_at);
    m.reject_duplicates = (first & tp_rd) != 0;
    m.status_report = (first & tp_srr) != 0;
    m.reply_path = (first & tp_rp) != 0;
    m.message_reference = reader.octet("TP-MR");
    m.destination = read_address(reader, destination_fields);
    m.protocol_identifier = reader.octet("TP-PID");
    m.data.data_coding = reader.octet("TP-DCS");
    m.validity = read_validity(reader, static_cast<validity_format>(first >> 3 & 0x03));
    m.data.has_header = (first & tp_udhi) != 0;
    m.content = read_user_data(reader, m.data);
    reader.expect_end("TP-UD");
    if (reader.error()) return *reader.error();
    return m;
}

decoded<decoded_submit> decode_submit(std::string_view hex, smsc_field smsc) {
    const auto octets = from_hex(hex);
    if (!octets) return octets.error();
    return decode_submit(std::span<const std::uint8_t>(*octets), smsc);
}

}  // namespace hayauma::sms
