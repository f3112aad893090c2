#include "modem/sim/payload.hpp"

#include "modem/sim/pdu.hpp"
#include "modem/sim/sms_text.hpp"
#include "modem/sms/deliver.hpp"

namespace hayauma::sim {
namespace {

/// The PDU of a payload.
std::optional<std::string> pdu_of(const modem_state& s, const open_prompt& asked,
                                  const payload_typed& payload) {
    switch (asked.form) {
    case payload_kind::pdu: return payload.text;
    case payload_kind::text: return submit_of_text(s, asked, payload.text);
    }
    return std::nullopt;
}

/// +CMGW: a SUBMIT among those to send, a DELIVER among those received (27.005 §4.4).
bool fits(stored_status status, std::string_view pdu, std::size_t announced) {
    switch (status) {
    case stored_status::unsent:
    case stored_status::sent: return read_submit(pdu, announced).has_value();
    case stored_status::unread:
    case stored_status::read: break;
    }
    return sms::decode_deliver(pdu).has_value() && tpdu_octets(pdu) == announced;
}

reply write(modem_state& s, stored_status status, std::string pdu) {
    const auto place = s.storage.add(s.set.memories[1], {status, std::move(pdu)});
    if (!place) return reply::cms(cms::memory_full);
    return reply::ok("+CMGW: " + std::to_string(*place));
}

}  // namespace

reply take_payload(modem_state& s, const open_prompt& asked, const payload_typed& payload) {
    const bool text = asked.form == payload_kind::text;
    const auto refused =
        reply::cms(text ? cms::invalid_text_parameter : cms::invalid_pdu_parameter);
    if (payload.too_long) return refused;
    auto pdu = pdu_of(s, asked, payload);
    if (!pdu) return refused;
    const std::size_t announced = text ? tpdu_octets(*pdu) : asked.tpdu_octets;

    if (asked.write_as) {
        if (!fits(*asked.write_as, *pdu, announced)) return refused;
        return write(s, *asked.write_as, *std::move(pdu));
    }
    auto message = read_submit(*pdu, announced);
    if (!message) return refused;
    return reply::then(transmit{*std::move(message), *std::move(pdu), "+CMGS", std::nullopt});
}

}  // namespace hayauma::sim
