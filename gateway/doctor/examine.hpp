#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "gateway/doctor/facts.hpp"
#include "modem/io/discover.hpp"

namespace hayauma::doctor {

/// Which modems are to be asked, all at the same time.
struct examination {
    std::vector<config::modem_settings> modems;              ///< of the configuration
    std::vector<std::string>            devices;             ///< paths or addresses beside it
    bool                                everything = false;  ///< all modems on USB that we know
    /// How long a SIM or a network is waited for, once a modem answers.
    std::chrono::seconds wait{30};
    io::usb_lister       look = io::look_at_usb;
};

/// Asks them. What a running gateway has is left alone. Takes up to half a minute more than
/// `wait`.
std::vector<modem_facts> examine(const examination& plan);

}  // namespace hayauma::doctor
