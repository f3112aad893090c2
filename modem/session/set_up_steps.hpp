#pragma once

#include <string>
#include <vector>

namespace hayauma::modem {

/// The steps of setting a modem up, in their order. What each asks and tolerates stands in
/// set_up_steps.cpp. @see 3GPP TS 27.005 and 27.007 for the commands.
enum class step {
    basics,
    echo_off,
    verbose,
    results_on,  // ATE0V1Q0, else one by one
    error_numbers,
    manufacturer,
    model,
    firmware,
    imei,
    start_up,  // the profile's
    radio,
    radio_on,
    sim,
    iccid,
    pin_tries,
    pin,
    service_centre,
    pdu_mode,
    service,
    service_zero,
    sim_storage,  // what lies on the SIM ...
    sim_list,
    sim_purge,
    sim_purge_each,
    storage,  // ... and where new messages will lie
    list,
    purge,
    purge_each,
    indications,
    ue_mode,
    data_centric,
    domain,
    domain_restored,
    creg,
    cgreg,
    cereg,
    c5greg,
    operator_format,
    network_operator,
    done,
};

/// What follows where a modem refuses a step's last command, and where it does not answer one.
enum class refusal {
    tolerated,  ///< the step is left out
    fatal,      ///< the modem cannot be used
    waited_for  ///< asked again, for as long as it takes
};
enum class silence {
    asked_again,  ///< after coming into step again
    left_out      ///< this command is never asked twice in one set-up
};

struct step_rule {
    step                     is;
    std::vector<std::string> commands;  ///< empty: the profile's, or known only on the way
    refusal                  refused = refusal::tolerated;
    silence                  silent = silence::asked_again;
};

const step_rule& rule_of(step s);

/// Whether all commands of the step are sent, instead of the first that is accepted.
constexpr bool is_sequence(step s) noexcept {
    return s == step::start_up || s == step::sim_purge_each || s == step::purge_each;
}
constexpr bool is_list(step s) noexcept { return s == step::sim_list || s == step::list; }
constexpr bool is_purge_each(step s) noexcept {
    return s == step::sim_purge_each || s == step::purge_each;
}

}  // namespace hayauma::modem
