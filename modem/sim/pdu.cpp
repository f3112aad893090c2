#include "modem/sim/pdu.hpp"

#include <algorithm>

#include "modem/sms/deliver.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/status_report.hpp"
#include "modem/sms/submit.hpp"

namespace hayauma::sim {
namespace {

sms::address service_centre() { return {0x91, sim_network::service_centre}; }

sms::timestamp local(wall_time at) {
    return {std::chrono::floor<std::chrono::seconds>(at), sim_network::zone_quarters};
}

/// What a number can be sent to: digits, of any type.
bool dialable(const sms::address& to) {
    return !to.alphanumeric() && !to.value.empty() &&
           to.value.find_first_not_of("0123456789*#") == std::string::npos;
}

}  // namespace

std::size_t tpdu_octets(std::string_view hex) {
    const auto octets = sms::from_hex(hex).value();
    return octets.size() - 1 - octets.at(0);
}

std::optional<sms::decoded_submit> read_submit(std::string_view hex, std::size_t announced) {
    auto submit = sms::decode_submit(hex);
    if (!submit || tpdu_octets(hex) != announced || !dialable(submit->destination)) {
        return std::nullopt;
    }
    return *std::move(submit);
}

sms::decoded_submit make_submission(const sms::phone_number& to, const sms::user_data& data) {
    sms::submit message{false, false, false, 0, to, 0, std::nullopt, std::nullopt, data};
    return sms::decode_submit(sms::encode(message).hex).value();
}

mail make_message(const sms::address& from, const sms::decoded_submit& message,
                  wall_time accepted) {
    sms::deliver deliver;
    deliver.smsc = service_centre();
    deliver.originator = from;
    deliver.protocol_identifier = message.protocol_identifier;
    deliver.submitted = local(accepted);
    deliver.data = message.data;
    auto line = sms::encode(deliver);
    return {mail::kind::message, std::move(line.hex), line.tpdu_octets};
}

mail make_report(std::uint8_t reference, const sms::decoded_submit& message, wall_time accepted,
                 wall_time delivered, std::uint8_t status) {
    sms::status_report report;
    report.status = status;
    report.message_reference = reference;
    report.recipient = message.destination.value;
    report.submitted = local(accepted);
    report.finished = local(delivered);
    auto line = sms::encode(report, service_centre(), message.destination.type);
    return {mail::kind::report, std::move(line.hex), line.tpdu_octets};
}

}  // namespace hayauma::sim
