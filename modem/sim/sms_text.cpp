#include "modem/sim/sms_text.hpp"

#include "modem/sim/pdu.hpp"
#include "modem/sim/terminal_text.hpp"
#include "modem/sms/deliver.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/segment.hpp"
#include "modem/sms/status_report.hpp"
#include "modem/sms/submit.hpp"
#include "modem/sms/submit_decoder.hpp"

namespace hayauma::sim {
namespace {

std::string quoted(std::string_view text) { return std::string("\"").append(text).append("\""); }

std::string number(int value) { return std::to_string(value); }

/// An address as text mode shows it: with '+' when international, then its type apart.
std::string shown(const modem_state& s, const sms::address& a) {
    return quoted(a.alphanumeric() ? to_terminal(s, a.value) : a.display());
}

std::string shown(const std::optional<sms::timestamp>& t) {
    return t ? terminal_time(t->utc, t->quarter_hours) : "\"\"";
}

/// <data>: text in the terminal's alphabet for GSM 7 bit without a header, else hexadecimal digits
/// of the user data. @see 3GPP TS 27.005 §3.1, <data>.
std::string data_of(const modem_state& s, const sms::raw_user_data& raw,
                    const sms::content& content) {
    const bool text = content.alphabet == sms::alphabet::gsm7 && !raw.has_header;
    return text ? to_terminal(s, content.text) : sms::to_hex(raw.octets);
}

/// An octet of the TPDU, counted from its first.
std::uint8_t tpdu_octet(std::string_view pdu, std::size_t place) {
    const auto octets = sms::from_hex(pdu).value();
    return octets.at(octets.at(0) + 1u + place);
}

std::uint8_t first_octet(std::string_view pdu) { return tpdu_octet(pdu, 0); }

std::string service_centre(const modem_state& s) { return ",\"" + s.card.smsc + "\",145"; }

/// What +CSDH=1 adds to a received message.
std::string deliver_details(const modem_state& s, const sms::deliver& m, std::string_view pdu) {
    if (s.number("+CSDH") == 0) return {};
    return "," + number(m.originator.type) + "," + number(first_octet(pdu)) + "," +
           number(m.protocol_identifier) + "," + number(m.data.data_coding) + service_centre(s) +
           "," + number(m.data.length);
}

std::string deliver_text(const modem_state& s, std::string_view pdu) {
    const auto m = sms::decode_deliver(pdu).value();
    return shown(s, m.message.originator) + ",," + shown(m.message.submitted) +
           deliver_details(s, m.message, pdu) + "\r\n" + data_of(s, m.message.data, m.content);
}

std::string report_text(const modem_state& s, std::string_view pdu) {
    constexpr std::size_t recipient_type = 3;  // after fo, TP-MR and the length of TP-RA
    const auto            r = sms::decode_status_report(pdu).value();
    const sms::address    recipient{tpdu_octet(pdu, recipient_type), r.recipient};
    return number(first_octet(pdu)) + "," + number(r.message_reference) + "," +
           shown(s, recipient) + "," + number(recipient.type) + "," + shown(r.submitted) + "," +
           shown(r.finished) + "," + number(r.status);
}

std::string submit_details(const modem_state& s, const sms::decoded_submit& m,
                           std::string_view pdu) {
    if (s.number("+CSDH") == 0) return {};
    const std::string validity =
        m.validity.lasts ? number(sms::relative_validity(*m.validity.lasts)) : std::string();
    return "," + number(m.destination.type) + "," + number(first_octet(pdu)) + "," +
           number(m.protocol_identifier) + "," + number(m.data.data_coding) + "," + validity +
           service_centre(s) + "," + number(m.data.length);
}

sms::message_type type_of(const stored_message& message) {
    switch (message.status) {
    case stored_status::unsent:
    case stored_status::sent: return sms::message_type::submit;
    case stored_status::unread:
    case stored_status::read: break;
    }
    return sms::type_of(first_octet(message.pdu));
}

/// The user data of a typed payload, by the alphabet that <dcs> of +CSMP names.
std::optional<sms::raw_user_data> typed_data(const modem_state& s, std::string_view payload) {
    const auto         coding = static_cast<std::uint8_t>(s.set.csmp.dcs);
    const auto         alphabet = sms::read_data_coding(coding).alphabet;
    sms::raw_user_data data;
    data.data_coding = coding;
    data.has_header = (s.set.csmp.fo & sms::tp_udhi) != 0;
    if (alphabet == sms::alphabet::gsm7 && !data.has_header) {
        const auto text = from_terminal(s, payload);
        if (!text) return std::nullopt;
        const auto parts = sms::segment_text(*text, 0);
        if (!parts || parts->size() != 1 || parts->front().alphabet != sms::encoding::gsm7) {
            return std::nullopt;
        }
        data.length = parts->front().length;
        data.octets = parts->front().octets;
        return data;
    }
    auto                  octets = sms::from_hex(payload);
    constexpr std::size_t octets_max = 140;
    if (!octets || octets->empty() || octets->size() > octets_max) return std::nullopt;
    const std::size_t length =
        alphabet == sms::alphabet::gsm7 ? octets->size() * 8 / 7 : octets->size();
    data.length = static_cast<std::uint8_t>(length);
    data.octets = *std::move(octets);
    return data;
}

}  // namespace

std::optional<std::string> submit_of_text(const modem_state& s, const open_prompt& asked,
                                          std::string_view payload) {
    const auto data = typed_data(s, payload);
    if (!data) return std::nullopt;
    const csmp_settings& csmp = s.set.csmp;
    constexpr int        kept = sms::tp_srr | sms::tp_udhi | sms::tp_rp | sms::tp_rd | 0x18;
    const bool           relative = (csmp.fo & 0x18) == 0x10;

    std::vector<std::uint8_t> pdu{0};  // the service centre of +CSCA
    pdu.push_back(static_cast<std::uint8_t>((csmp.fo & kept) | 0x01));
    pdu.push_back(0);  // TP-MR is given when it is sent
    sms::write_address(pdu, {asked.address_type, asked.address});
    pdu.push_back(static_cast<std::uint8_t>(csmp.pid));
    pdu.push_back(data->data_coding);
    if (relative) pdu.push_back(static_cast<std::uint8_t>(csmp.vp));
    sms::write_user_data(pdu, *data);
    return sms::to_hex(pdu);
}

std::string text_of_stored(const modem_state& s, const stored_message& message) {
    const std::string status = quoted(status_words(message.status)) + ",";
    switch (type_of(message)) {
    case sms::message_type::status_report: return status + report_text(s, message.pdu);
    case sms::message_type::submit: {
        const auto m = sms::decode_submit(message.pdu).value();
        return status + shown(s, m.destination) + "," + submit_details(s, m, message.pdu) + "\r\n" +
               data_of(s, m.data, m.content);
    }
    case sms::message_type::deliver:
    case sms::message_type::reserved: break;
    }
    return status + deliver_text(s, message.pdu);
}

std::string text_of_listed(const modem_state& s, const stored_message& message) {
    const std::string status = quoted(status_words(message.status)) + ",";
    const auto        details = [&s](const sms::address& a, std::uint8_t length) {
        if (s.number("+CSDH") == 0) return std::string();
        return "," + number(a.type) + "," + number(length);
    };
    switch (type_of(message)) {
    case sms::message_type::status_report: return status + report_text(s, message.pdu);
    case sms::message_type::submit: {
        const auto m = sms::decode_submit(message.pdu).value();
        return status + shown(s, m.destination) + ",," + details(m.destination, m.data.length) +
               "\r\n" + data_of(s, m.data, m.content);
    }
    case sms::message_type::deliver:
    case sms::message_type::reserved: break;
    }
    const auto m = sms::decode_deliver(message.pdu).value();
    return status + shown(s, m.message.originator) + ",," + shown(m.message.submitted) +
           details(m.message.originator, m.message.data.length) + "\r\n" +
           data_of(s, m.message.data, m.content);
}

std::string text_of_arrival(const modem_state& s, std::string_view pdu) {
    if (sms::type_of(first_octet(pdu)) == sms::message_type::status_report) {
        return report_text(s, pdu);
    }
    return deliver_text(s, pdu);
}

const char* status_words(stored_status status) noexcept {
    switch (status) {
    case stored_status::unread: return "REC UNREAD";
    case stored_status::read: return "REC READ";
    case stored_status::unsent: return "STO UNSENT";
    case stored_status::sent: return "STO SENT";
    }
    return "";
}

}  // namespace hayauma::sim
