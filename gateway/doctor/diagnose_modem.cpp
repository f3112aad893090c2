// One modem: its port, its SIM, its network.

#include <utility>

#include "gateway/doctor/diagnose.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/registration.hpp"

namespace hayauma::doctor {
namespace {

constexpr int denied = 3;
constexpr int tries_needed = 2;  // the gateway leaves the last one to a person
constexpr int weak_rsrp_dbm = -120;
constexpr int weak_rssi_dbm = -107;

/// Collects what is found of one modem.
class verdict {
public:
    explicit verdict(const modem_facts& seen) : seen_(seen) {}

    void ok(std::string what) { add(level::ok, std::move(what), ""); }
    void warn(std::string what, std::string advice) {
        add(level::warning, std::move(what), std::move(advice));
    }
    void fail(std::string what, std::string advice) {
        add(level::error, std::move(what), std::move(advice));
        able_ = false;
    }
    void unable() { able_ = false; }
    bool able() const { return able_; }

    modem_verdict take() { return {std::move(findings_), able_}; }

private:
    void add(level how, std::string what, std::string advice) {
        findings_.push_back({how, seen_.name, std::move(what), std::move(advice)});
    }

    const modem_facts&   seen_;
    std::vector<finding> findings_;
    bool                 able_ = true;
};

bool held_by_gateway(const port_facts& port) { return port.holder.ends_with(", hayauma"); }
bool held_by_modem_manager(const port_facts& port) {
    return port.holder.ends_with(", ModemManager");
}

std::string instead(const port_facts& port) {
    std::string words = port.better_device;
    if (port.better_interface >= 0)
        words += " (interface " + std::to_string(port.better_interface) + ")";
    return words;
}

void judge_taken(const port_facts& port, verdict& out) {
    if (held_by_gateway(port)) {
        out.ok(port.device + " is in use by a gateway that is running (" + port.holder + ")");
        return out.unable();  // whether it can send is the gateway's to say
    }
    const std::string who = port.holder.empty() ? "another process" : port.holder;
    if (held_by_modem_manager(port))
        return out.fail(port.device + " is taken by ModemManager (" + port.holder + ")",
                        "install udev/70-hayauma.rules and plug the modem in again, or "
                        "`systemctl disable --now ModemManager`");
    out.fail(port.device + " is taken by " + who,
             port.holder.empty() ? "stop it: `sudo fuser -v " + port.device + "` shows which it is"
                                 : "stop it, or keep it off this modem");
}

void judge_permission(const port_facts& port, const system_facts& system, verdict& out) {
    const std::string user = system.user.empty() ? std::string("USER") : system.user;
    const std::string group = port.group.empty() || port.group == "root" ? "dialout" : port.group;
    out.fail(user + " may not open " + port.device +
                 (port.group.empty() ? "" : " (it belongs to group " + port.group + ")"),
             "sudo usermod -aG " + group + " " + user + ", then sign in again" +
                 (port.group == "root" ? "; install udev/70-hayauma.rules, which gives the port "
                                         "to a group"
                                       : ""));
}

void judge_port(const modem_facts& seen, const system_facts& system, verdict& out) {
    const port_facts& port = seen.port;
    if (port.must_not_be_used)
        return out.fail(port.device + " is the wrong interface: number " +
                            std::to_string(port.interface) +
                            " is for diagnosis or positions, and takes no AT commands",
                        port.better_device.empty()
                            ? "give the port for AT commands (docs/devices.md)"
                            : "set device to " + instead(port) + ", or use `usb` or `imei`");
    switch (port.state) {
    case port_state::open: return;
    case port_state::not_opened: return out.unable();
    case port_state::absent:
        return out.fail(port.words.empty() ? port.device + ": nothing is there" : port.words,
                        "plug the modem in, or correct the configuration; `hayauma doctor` without "
                        "--config shows what is there");
    case port_state::no_permission: return judge_permission(port, system, out);
    case port_state::taken: return judge_taken(port, out);
    case port_state::failed:
        return out.fail(port.words, "look at the kernel's log, and plug the modem in again");
    }
}

void judge_silence(const modem_facts& seen, verdict& out) {
    const port_facts& port = seen.port;
    if (seen.lost)
        return out.fail(port.device + " went away, or fell silent, while it was asked",
                        "look at its power and its cable, and at the kernel's log");
    if (!port.better_device.empty())
        return out.fail(port.device + " is the wrong interface: it does not answer AT, but " +
                            instead(port) + " of the same modem does",
                        "set device to " + port.better_device + ", or use `usb` or `imei`");
    out.fail(port.device + " does not answer AT",
             "plug the modem in again; where it is a serial line, look at the cable and set "
             "115200 baud (AT+IPR=115200)");
}

void judge_locked_sim(const modem_facts& seen, verdict& out) {
    const bool known = seen.pin_tries.has_value();
    const auto tries = known ? std::to_string(*seen.pin_tries) +
                                   (*seen.pin_tries == 1 ? " try is left" : " tries are left")
                             : std::string();
    if (known && *seen.pin_tries < tries_needed)
        return out.fail("the SIM wants its PIN, and " + tries,
                        "enter it by hand in a telephone: the gateway never makes the last try");
    const std::string wants = "the SIM wants its PIN" + (known ? " (" + tries + ")" : "");
    if (seen.has_pin_file)
        return out.fail(wants + "; doctor does not try it",
                        "start the gateway, which tries the PIN of pin_file once, and run doctor "
                        "again");
    out.fail(wants, seen.configured
                        ? "set pin_file to a file that holds the PIN, or switch the PIN off in a "
                          "telephone"
                        : "switch the PIN off in a telephone, or configure the modem with "
                          "pin_file");
}

void judge_sim(const modem_facts& seen, verdict& out) {
    using at::sim_state;
    if (!seen.sim)
        return out.fail("the modem does not say whether it has a SIM",
                        "take the SIM out and put it in again, then restart the modem");
    switch (*seen.sim) {
    case sim_state::ready:
        out.ok("the SIM is ready" + (seen.iccid.empty() ? "" : " (ICCID " + seen.iccid + ")"));
        return;
    case sim_state::pin: return judge_locked_sim(seen, out);
    case sim_state::puk:
        return out.fail("the SIM is blocked: it asks for its PUK",
                        "enter the PUK and a new PIN in a telephone; the carrier knows the PUK");
    case sim_state::not_ready:
        return out.fail("the SIM does not become ready",
                        "take it out, clean it and put it in again; then try it in a telephone");
    case sim_state::absent:
        return out.fail("no SIM is inserted", "put the SIM in, the right way round; some modems "
                                              "notice it only after a restart");
    case sim_state::locked:
        return out.fail("the SIM or the modem is locked to a network or a device",
                        "use a SIM of that network, or have the lock removed by who sold the "
                        "modem");
    }
}

bool is_2g(const std::string& profile) { return profile == "simcom-2g" || profile == "wavecom"; }

std::string advice_on_network(const modem_facts& seen, std::optional<int> told) {
    if (is_2g(seen.profile))
        return "this modem knows 2G only, which no network in Japan has: use an LTE modem";
    if (told == denied)
        return "ask the carrier whether the contract is active, includes SMS, and allows this "
               "modem (IMEI " +
               (seen.imei.empty() ? std::string("unknown") : seen.imei) + ")";
    return "look at the antenna, move the modem to a window, and see that it has the carrier's "
           "bands (docs/devices.md); a SIM of another carrier shows which of the two it is";
}

bool is_usable_for_data(const modem::registration_stats& stats) {
    return modem::usable(stats.cgreg) || modem::usable(stats.cereg) || modem::usable(stats.c5greg);
}

const char* without_sms_advice() {
    return "see that the contract includes SMS: data plans often do not; then try the SIM in a "
           "telephone";
}

void judge_obstacle(const modem_facts& seen, verdict& out) {
    const auto& stats = seen.registration;
    const auto  why = modem::obstacle(stats, seen.operator_plmn);
    const bool  data = is_usable_for_data(stats);
    if (data && (modem::only_over_ims(seen.operator_plmn) || modem::only_over_ims(seen.home_plmn)))
        return out.fail(why, "use a SIM on the network of docomo, SoftBank or Rakuten, or a modem "
                             "that registers with KDDI's IMS (docs/devices.md)");
    const bool refused = stats.creg == denied || stats.cereg == denied;
    if (data && refused)
        return out.fail(why + ": the SIM's plan may be without SMS", without_sms_advice());
    out.fail("not registered: " + why,
             advice_on_network(seen, refused ? std::optional(denied) : std::nullopt));
}

/// Without its radio a modem need not know its SIM. @return whether it is on.
bool judge_radio(const modem_facts& seen, verdict& out) {
    if (!seen.radio || *seen.radio == 1) return true;
    out.fail("the radio is off (+CFUN: " + std::to_string(*seen.radio) + ")",
             "start the gateway, which switches it on, and run doctor again; or AT+CFUN=1");
    return false;
}

bool is_conclusive(const std::optional<at::sim_state>& sim) {
    return sim && *sim != at::sim_state::not_ready;
}

void judge_network(const modem_facts& seen, verdict& out) {
    const auto& stats = seen.registration;
    if (!modem::allows_sending(stats, seen.operator_plmn)) return judge_obstacle(seen, out);
    out.ok("registered" + (seen.operator_plmn.empty() ? "" : " with " + seen.operator_plmn));
    if (modem::only_over_ims(seen.home_plmn) && stats.sms_over_ims != true)
        out.warn("the SIM is KDDI's, whose network takes SMS only over IMS, and the modem does not "
                 "say that it is registered with it",
                 "send a test; where it fails, use a SIM on the network of docomo, SoftBank or "
                 "Rakuten");
    if (stats.creg == denied && is_usable_for_data(stats))
        out.warn("the network refuses everything but data: the SIM's plan may be without SMS",
                 without_sms_advice());
}

void judge_signal(const modem::signal_quality& signal, verdict& out) {
    const bool weak = (signal.rsrp_dbm && *signal.rsrp_dbm < weak_rsrp_dbm) ||
                      (!signal.rsrp_dbm && signal.rssi_dbm && *signal.rssi_dbm < weak_rssi_dbm);
    if (!weak) return;
    const int dbm = signal.rsrp_dbm ? *signal.rsrp_dbm : *signal.rssi_dbm;
    out.warn("the signal is weak (" + std::to_string(dbm) + " dBm)",
             "look at the antenna, or move the modem");
}

void judge_smsc(const modem_facts& seen, verdict& out) {
    if (!seen.smsc || !seen.smsc->empty()) return;
    out.fail("no service centre (SMSC) is set on the SIM: messages are refused",
             "set the carrier's number once: AT+CSCA=\"+81...\"; the gateway reads it and never "
             "invents one");
}

std::string introduction(const modem_facts& seen) {
    std::string words = seen.port.device + " answers";
    if (!seen.model.empty())
        words += ": " + (seen.manufacturer.empty() ? "" : seen.manufacturer + " ") + seen.model;
    if (!seen.imei.empty()) words += ", IMEI " + seen.imei;
    return words;
}

}  // namespace

modem_verdict judge_modem(const modem_facts& seen, const system_facts& system) {
    verdict out(seen);
    judge_port(seen, system, out);
    if (!out.able()) return out.take();
    if (!seen.answers || seen.lost) {
        judge_silence(seen, out);
        return out.take();
    }
    out.ok(introduction(seen));
    const bool radio_is_on = judge_radio(seen, out);
    if (radio_is_on || is_conclusive(seen.sim)) judge_sim(seen, out);
    if (!out.able()) return out.take();
    judge_network(seen, out);
    if (out.able()) judge_signal(seen.signal, out);
    judge_smsc(seen, out);
    return out.take();
}

}  // namespace hayauma::doctor
