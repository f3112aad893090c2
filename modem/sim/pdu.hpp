#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/time.hpp"
#include "modem/sim/sim_network.hpp"
#include "modem/sms/phone_number.hpp"
#include "modem/sms/segment.hpp"
#include "modem/sms/submit_decoder.hpp"

namespace hayauma::sim {

/// A SUBMIT as AT+CMGS takes it.
/// @param tpdu_octets <length>: what the TPDU must have (3GPP TS 27.005 §4.3).
/// @return nullopt for anything that a modem answers with "invalid PDU mode parameter".
std::optional<sms::decoded_submit> read_submit(std::string_view hex, std::size_t tpdu_octets);

/// A submission of one part, without a report.
sms::decoded_submit make_submission(const sms::phone_number& to, const sms::user_data& data);

/// The DELIVER that a submission becomes. @see 3GPP TS 23.040 §9.2.2.1.
mail make_message(const sms::address& from, const sms::decoded_submit& message, wall_time accepted);

/// The STATUS-REPORT for TP-MR `reference`. @see 3GPP TS 23.040 §9.2.2.3.
/// @param status TP-ST; 0: received by the SME.
mail make_report(std::uint8_t reference, const sms::decoded_submit& message, wall_time accepted,
                 wall_time delivered, std::uint8_t status);

/// The octets of the TPDU in a sound PDU: without the SMSC field.
std::size_t tpdu_octets(std::string_view hex);

}  // namespace hayauma::sim
