#include "modem/session/set_up_steps.hpp"

namespace hayauma::modem {
namespace {

constexpr auto tolerated = refusal::tolerated;
constexpr auto left_out = silence::left_out;

// Everything but the SIM and PDU mode can be done without: worse, but a code still goes out.
std::vector<step_rule> make_rules() {
    return {
        {step::basics, {"ATE0V1Q0"}},
        {step::echo_off, {"ATE0"}},
        {step::verbose, {"ATV1"}},
        {step::results_on, {"ATQ0"}},
        {step::error_numbers, {"AT+CMEE=1"}},  // errors in words are understood, too
        {step::manufacturer, {"AT+CGMI", "AT+GMI"}},
        {step::model, {"AT+CGMM", "AT+GMM"}},
        {step::firmware, {"AT+CGMR", "AT+GMR"}},
        {step::imei, {"AT+CGSN", "AT+GSN", "AT+CGSN=1"}},
        {step::start_up, {}, tolerated, left_out},
        {step::radio, {"AT+CFUN?"}},
        {step::radio_on, {"AT+CFUN=1"}},
        {step::sim, {"AT+CPIN?"}, refusal::waited_for},
        {step::iccid, {}},
        {step::pin_tries, {}, tolerated, left_out},
        {step::pin, {}, refusal::fatal, left_out},
        {step::service_centre, {"AT+CSCA?"}},  // read, never set: the network may provide its own
        {step::pdu_mode, {"AT+CMGF=0"}, refusal::fatal},
        {step::service, {"AT+CSMS?"}},
        {step::service_zero, {"AT+CSMS=0"}},
        {step::sim_storage, {"AT+CPMS=\"SM\""}, tolerated, left_out},
        {step::sim_list, {}, tolerated, left_out},  // some never come to the end of a list
        {step::sim_purge, {"AT+CMGD=1,4"}, tolerated, left_out},
        {step::sim_purge_each, {}, tolerated, left_out},
        {step::storage, {}},
        {step::list, {}, tolerated, left_out},
        {step::purge, {"AT+CMGD=1,4"}, tolerated, left_out},
        {step::purge_each, {}, tolerated, left_out},
        {step::indications, {}},  // without them there are no reports
        // A modem that puts voice first leaves LTE where it gets no voice there.
        {step::ue_mode, {"AT+CEMODE?"}, tolerated, left_out},
        {step::data_centric, {"AT+CEMODE=2"}, tolerated, left_out},
        {step::domain, {"AT+CGSMS?"}, tolerated, left_out},
        {step::domain_restored, {}, tolerated, left_out},
        {step::creg, {"AT+CREG=2", "AT+CREG=1"}},
        {step::cgreg, {"AT+CGREG=2", "AT+CGREG=1"}},
        {step::cereg, {"AT+CEREG=2", "AT+CEREG=1"}},
        {step::c5greg, {"AT+C5GREG=2", "AT+C5GREG=1"}, tolerated, left_out},
        {step::operator_format, {"AT+COPS=3,2"}},
        {step::network_operator, {"AT+COPS?"}, tolerated, left_out},
        {step::done, {}},
    };
}

}  // namespace

const step_rule& rule_of(step s) {
    static const std::vector<step_rule> rules = make_rules();
    return rules.at(static_cast<std::size_t>(s));
}

}  // namespace hayauma::modem
