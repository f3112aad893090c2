#include "modem/sms/status_report.hpp"

namespace hayauma::sms {
namespace {

constexpr std::uint8_t replaced_by_sc = 0x02;
constexpr std::uint8_t message_does_not_exist = 0x49;

}  // namespace

delivery classify_status(std::uint8_t tp_st) noexcept {
    if (tp_st == 0x00) return delivery::delivered;
    // The recipient got another message in its place.
    if (tp_st == replaced_by_sc) return delivery::failed;
    if (tp_st < 0x10) return delivery::unconfirmed;
    if (tp_st < 0x20) return delivery::delivered;  // The SC's own words for success.
    if (tp_st < 0x40) return delivery::pending;
    // The SC has forgotten it, which says nothing about what became of it.
    if (tp_st == message_does_not_exist) return delivery::unconfirmed;
    return delivery::failed;
}

bool is_final_status(std::uint8_t tp_st) noexcept {
    return classify_status(tp_st) != delivery::pending;
}

pdu_line encode(const status_report& report, const std::optional<address>& smsc,
                std::uint8_t recipient_type) {
    std::vector<std::uint8_t> pdu;
    write_smsc(pdu, smsc);
    const std::size_t smsc_octets = pdu.size();
    pdu.push_back(static_cast<std::uint8_t>(message_type::status_report) | tp_mms);
    pdu.push_back(report.message_reference);
    write_address(pdu, address{recipient_type, report.recipient});
    write_timestamp(pdu, report.submitted);
    write_timestamp(pdu, report.finished);
    pdu.push_back(report.status);
    return {to_hex(pdu), pdu.size() - smsc_octets};
}

decoded<status_report> decode_status_report(std::span<const std::uint8_t> pdu, smsc_field smsc,
                                            std::vector<field_span>* trace) {
    octet_reader  reader(pdu, trace);
    status_report report;
    if (smsc == smsc_field::present) read_smsc(reader);
    const std::size_t first_at = reader.position();
    if (type_of(reader.octet("TP-MTI")) != message_type::status_report)
        reader.fail(errc::wrong_type, "TP-MTI", first_at);
    report.message_reference = reader.octet("TP-MR");
    report.recipient = read_address(reader, recipient_fields).value;
    report.submitted = read_timestamp(reader, "TP-SCTS");
    report.finished = read_timestamp(reader, "TP-DT");
    report.status = reader.octet("TP-ST");
    if (reader.error()) return *reader.error();
    if (reader.left() > 0) reader.octets(reader.left(), "TP-PI");
    return report;
}

decoded<status_report> decode_status_report(std::string_view hex, smsc_field smsc) {
    const auto octets = from_hex(hex);
    if (!octets) return octets.error();
    return decode_status_report(std::span<const std::uint8_t>(*octets), smsc);
}

}  // namespace hayauma::sms
