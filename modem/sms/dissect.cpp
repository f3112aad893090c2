#include "modem/sms/dissect.hpp"

#include "modem/sms/field_meaning.hpp"

namespace hayauma::sms {
namespace {

bool supported(message_type type, std::optional<direction> way) noexcept {
    if (!way) return true;
    switch (type) {
    case message_type::submit: return way == direction::to_modem;
    case message_type::deliver:
    case message_type::status_report:
    case message_type::reserved: return way == direction::from_modem;
    }
    return false;
}

template <class Message>
decoded<dissection> shown(std::span<const std::uint8_t> pdu, const decoded<Message>& message,
                          const std::vector<field_span>& trace, message_type type) {
    if (message.has_error()) return message.error();
    dissection whole{type, {}, *message};
    for (const field_span& f : trace) {
        const auto octets = pdu.subspan(f.octet, f.count);
        whole.fields.push_back({f.octet, {octets.begin(), octets.end()}, f.name, {}});
    }
    explain(whole);
    return whole;
}

}  // namespace

decoded<dissection> dissect(std::span<const std::uint8_t> pdu, smsc_field smsc,
                            std::optional<direction> way) {
    octet_reader reader(pdu);
    if (smsc == smsc_field::present) read_smsc(reader);
    const std::size_t  first_at = reader.position();
    const message_type type = type_of(reader.octet("TP-MTI"));
    if (!supported(type, way)) reader.fail(errc::unsupported_type, "TP-MTI", first_at);
    if (reader.error()) return *reader.error();

    std::vector<field_span> trace;
    switch (type) {
    case message_type::submit: {
        const auto message = decode_submit(pdu, smsc, &trace);
        return shown(pdu, message, trace, type);
    }
    case message_type::status_report: {
        const auto message = decode_status_report(pdu, smsc, &trace);
        return shown(pdu, message, trace, type);
    }
    case message_type::deliver:
    case message_type::reserved: break;
    }
    const auto message = decode_deliver(pdu, smsc, &trace);
    return shown(pdu, message, trace, message_type::deliver);
}

const char* name(message_type t) noexcept {
    switch (t) {
    case message_type::deliver: return "SMS-DELIVER";
    case message_type::submit: return "SMS-SUBMIT";
    case message_type::status_report: return "SMS-STATUS-REPORT";
    case message_type::reserved: return "reserved";
    }
    return "unknown";
}

const char* name(delivery d) noexcept {
    switch (d) {
    case delivery::delivered: return "delivered";
    case delivery::unconfirmed: return "unconfirmed";
    case delivery::pending: return "pending";
    case delivery::failed: return "failed";
    }
    return "unknown";
}

}  // namespace hayauma::sms
