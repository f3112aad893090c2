#include "modem/sim/payload.hpp"

#include "modem/sim/pdu.hpp"
#include "modem/sim/sms_text.hpp"

namespace hayauma::sim {
namespace {

/// The PDU of a payload.
std::optional<std::string> pdu_of(const modem_state& s, const open_prompt& asked,
                                  const payload_typed& payload) {
    switch (asked.form) {
    case payload_kind::pdu:  return payload.text;
    case payload_kind::text: return submit_of_text(s, asked, payload.text);
    }
    return std::nullopt;
}

}  // namespace

reply take_payload(modem_state& s, const open_prompt& asked, const payload_typed& payload) {
    const bool text = asked.form == payload_kind::text;
    const auto refused =
        reply::cms(text ? cms::invalid_text_parameter : cms::invalid_pdu_parameter);
    if (payload.too_long) return refused;
    auto pdu = pdu_of(s, asked, payload);
    if (!pdu) return refused;
    auto message = read_submit(*pdu, text ? tpdu_octets(*pdu) : asked.tpdu_octets);
    if (!message) return refused;

    if (!asked.write_as) {
        return reply::then(transmit{*std::move(message), *std::move(pdu), "+CMGS", std::nullopt});
    }
    const auto place = s.storage.add(s.set.memories[1], {*asked.write_as, *std::move(pdu)});
    if (!place) return reply::cms(cms::memory_full);
    return reply::ok("+CMGW: " + std::to_string(*place));
}

}  // namespace hayauma::sim
