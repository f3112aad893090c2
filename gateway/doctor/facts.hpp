#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/doctor/kernel_log.hpp"
#include "modem/at/parse.hpp"
#include "modem/io/usb_port.hpp"
#include "modem/session/status.hpp"

// What `hayauma doctor` was able to see. Nothing here judges: diagnose() does.

namespace hayauma::doctor {

/// How far the way to a modem leads.
enum class port_state {
    open,           ///< it was opened, and closed again
    not_opened,     ///< on purpose: a running gateway has it, or it must never be written to
    absent,         ///< nothing is there
    no_permission,  ///< the device exists, we may not open it
    taken,          ///< another process holds it
    failed,         ///< anything else; `port_facts::words` says what
};

struct port_facts {
    std::string                   device;  ///< "/dev/ttyUSB2", or how the modem is looked for
    port_state                    state = port_state::not_opened;
    std::string                   words;   ///< why it could not be opened
    std::string                   holder;  ///< "process 812, ModemManager"; empty: not known
    std::string                   group;   ///< that owns the device; empty: not known
    std::optional<io::usb_device> usb;
    int                           interface = -1;            ///< of the USB device
    bool                          must_not_be_used = false;  ///< diagnosis, positions, audio
    /// Another port of the same device, which takes AT commands: "/dev/ttyUSB2", interface 2.
    std::string better_device;
    int         better_interface = -1;
};

/// What one modem answered. Nothing is set in it, and its PIN is never tried.
struct modem_facts {
    std::string name;  ///< of the configuration, else the port or the USB device
    bool        configured = false;
    bool        has_pin_file = false;
    port_facts  port;
    bool        answers = false;  ///< it takes AT commands
    bool        lost = false;     ///< it went, or fell silent, while it was asked

    std::string profile, manufacturer, model, firmware, imei, iccid;

    std::optional<int>           radio;  ///< <fun> of +CFUN; 1: on
    std::optional<at::sim_state> sim;
    std::optional<int>           pin_tries;      ///< left
    std::string                  home_plmn;      ///< the SIM's own network, "44010"; else empty
    std::optional<std::string>   smsc;           ///< empty: none is set; nullopt: it did not say
    std::string                  operator_plmn;  ///< the network it is in
    modem::registration_stats    registration;
    modem::signal_quality        signal;
};

/// What a gateway that runs says of one of its modems.
struct told_modem {
    std::string name, state, reason, device;
    bool        can_send = false;
};

struct gateway_facts {
    bool                    running = false;
    std::string             where;            ///< "process 812", "http://127.0.0.1:8080"
    std::optional<bool>     ready;            ///< /readyz; nullopt: it does not answer
    std::string             not_ready;        ///< its words: "no_modem", "store_unavailable"
    bool                    refused = false;  ///< /v1/modems wants a token, or another one
    std::vector<told_modem> modems;
};

struct config_facts {
    std::string              file;
    std::vector<std::string> mistakes;  ///< "file:line: key: what is wrong"
    std::size_t              clients = 0, modems = 0;
    std::vector<std::string> readable_secrets;  ///< files of secrets that everybody may read
};

struct store_facts {
    std::string                  file, folder;
    bool                         folder_exists = false, folder_writable = false;
    bool                         exists = false, writable = false;
    std::string                  trouble;          ///< damaged, newer, ...; empty: nothing is wrong
    bool                         checked = false;  ///< all of it, not a part
    std::optional<std::uint64_t> free_octets;      ///< on its disk
};

struct system_facts {
    std::string              user;                 ///< who runs doctor
    bool                     is_root = false;      ///< root may open what the daemon may not
    std::string              daemon_user;          ///< "hayauma" where there is such a user
    std::string              modem_manager;        ///< "process 612"; empty: it does not run
    bool                     rules = false;        ///< udev/70-hayauma.rules is installed
    bool                     log_readable = true;  ///< the kernel's log
    std::vector<usb_trouble> usb_troubles;         ///< of the kernel's log
    io::usb_view             usb;
};

struct facts {
    system_facts                system;
    std::optional<config_facts> config;
    std::optional<store_facts>  store;  ///< nullopt: no configuration, or a gateway has it open
    gateway_facts               gateway;
    std::vector<modem_facts>    modems;
};

}  // namespace hayauma::doctor
