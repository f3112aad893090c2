// What all modems share: who else wants them, how they show themselves on USB, their power.

#include <algorithm>
#include <utility>

#include "gateway/doctor/diagnose.hpp"
#include "gateway/doctor/usb_mode.hpp"

namespace hayauma::doctor {
namespace {

constexpr const char* subject = "system";

std::string place(const io::usb_device& device) {
    std::string       words = to_string(device.id) + " at " + device.path;
    const std::string what = device.model.empty() ? device.maker : device.model;
    return what.empty() ? words : words + " (" + what + ")";
}

void judge_modem_manager(const system_facts& seen, std::vector<finding>& out) {
    if (seen.modem_manager.empty()) return;
    const std::string runs = "ModemManager is running (" + seen.modem_manager + ")";
    if (seen.rules) {
        out.push_back({level::ok, subject, runs + "; udev/70-hayauma.rules keeps it off", ""});
        return;
    }
    out.push_back({level::warning, subject,
                   runs + " and nothing keeps it off the modems: it opens every one that it finds",
                   "install udev/70-hayauma.rules (`cmake --install`) and plug the modems in "
                   "again, or `systemctl disable --now ModemManager`"});
}

std::string emergency_advice() {
    return "plug it in again; where it comes back like this, its firmware is broken: write it anew "
           "with the maker's tool, or replace the modem";
}

finding without_ports(const io::usb_device& device) {
    switch (mode_of(device.id)) {
    case usb_mode::network:
        return {level::error, subject,
                place(device) + " is in HiLink mode: a network card without a port for AT commands",
                "write the \"stick\" firmware onto it, or use another modem (E3372s works)"};
    case usb_mode::storage:
        return {level::error, subject,
                place(device) + " is in storage mode: it shows a CD-ROM instead of a modem",
                "install usb-modeswitch and usb-modeswitch-data, then plug it in again"};
    case usb_mode::emergency:
        return {level::error, subject,
                place(device) + " is in Qualcomm's emergency download mode: it does not start",
                emergency_advice()};
    case usb_mode::other: break;
    }
    return {level::warning, subject,
            place(device) + " is of a maker of modems, but has no serial port",
            "load its driver (`modprobe option`); where that does not help, it is in another mode "
            "(network, MBIM): switch it with the maker's tool"};
}

/// Devices without a port, and such as have one but are none: 05c6:9008 has a serial port of sorts.
void judge_devices(const io::usb_view& usb, std::vector<finding>& out) {
    for (const io::usb_device& device : usb.devices) {
        const usb_mode mode = mode_of(device.id);
        const bool     has_port =
            !std::none_of(usb.ports.begin(), usb.ports.end(), [&device](const io::usb_port& port) {
                return same_device(port.usb, device);
            });
        const bool of_interest = mode != usb_mode::other || is_modem_vendor(device.id);
        if (mode == usb_mode::emergency || (of_interest && !has_port))
            out.push_back(without_ports(device));
    }
}

bool was_asked(const io::usb_port& port, const facts& seen) {
    return std::any_of(seen.modems.begin(), seen.modems.end(), [&port](const modem_facts& m) {
        return m.port.usb && same_device(*m.port.usb, port.usb);
    });
}

/// A serial adapter may have a modem behind it, or a printer: nobody is asked unasked.
void judge_strangers(const facts& seen, std::vector<finding>& out) {
    if (seen.config) return;
    for (const io::usb_port& port : seen.system.usb.ports) {
        const bool known = is_modem_vendor(port.usb.id) || mode_of(port.usb.id) != usb_mode::other;
        if (!known && !was_asked(port, seen))
            out.push_back({level::ok, subject,
                           port.device + " belongs to " + place(port.usb) +
                               ", which is of no maker of modems that is known: not asked",
                           "hayauma doctor --device " + port.device});
    }
}

bool is_of_modem(const usb_trouble& trouble, const facts& seen) {
    if (trouble.id && (is_modem_vendor(*trouble.id) || mode_of(*trouble.id) != usb_mode::other))
        return true;
    const auto at = [&trouble](const io::usb_device& d) { return d.path == trouble.socket; };
    for (const modem_facts& one : seen.modems)
        if (one.port.usb && at(*one.port.usb)) return true;
    return std::any_of(seen.system.usb.devices.begin(), seen.system.usb.devices.end(),
                       [&](const io::usb_device& d) { return at(d) && is_modem_vendor(d.id); });
}

void judge_power(const facts& seen, std::vector<finding>& out) {
    const std::string supply =
        "give the modem more power: a hub with its own supply, a shorter cable, another socket";
    for (const usb_trouble& one : seen.system.usb_troubles) {
        if (one.over_current)
            out.push_back({level::warning, subject,
                           "the kernel switched USB socket " + one.socket + " off: over-current",
                           supply});
        // What is plugged in elsewhere, a keyboard's cable, is no matter of ours.
        if (!is_of_modem(one, seen) && !one.cannot_enable) continue;
        if (one.cannot_enable)
            out.push_back({level::warning, subject,
                           "the kernel cannot enable USB socket " + one.socket +
                               " (\"Maybe the USB cable is bad?\")",
                           "pull the modem, wait some seconds, plug it in again; then another "
                           "cable or socket, and " +
                               supply});
        if (one.disconnects >= brown_out_disconnects)
            out.push_back({level::warning, subject,
                           "the modem at USB socket " + one.socket + " went away " +
                               std::to_string(one.disconnects) +
                               " times within 10 minutes: it restarts when it transmits",
                           supply});
    }
}

}  // namespace

std::vector<finding> judge_system(const facts& seen) {
    std::vector<finding> out;
    judge_modem_manager(seen.system, out);
    judge_devices(seen.system.usb, out);
    judge_strangers(seen, out);
    judge_power(seen, out);
    if (!seen.system.log_readable)
        out.push_back({level::warning, subject,
                       seen.system.user + " may not read the kernel's log: restarts for lack of "
                                          "power would show there",
                       "sudo dmesg | hayauma doctor --kernel-log -"});
    if (seen.system.is_root && !seen.system.daemon_user.empty())
        out.push_back({level::warning, subject,
                       "doctor runs as root, who may open what the daemon's user may not",
                       "sudo -u " + seen.system.daemon_user + " hayauma doctor ..."});
    return out;
}

}  // namespace hayauma::doctor
