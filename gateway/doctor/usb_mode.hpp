#pragma once

#include "modem/io/usb_port.hpp"

namespace hayauma::doctor {

/// How a modem shows itself where it has no port for AT commands.
enum class usb_mode {
    other,      ///< nothing that we know
    network,    ///< HiLink: a network card with a web page
    storage,    ///< a CD-ROM with its drivers, until usb_modeswitch has run
    emergency,  ///< Qualcomm's emergency download: its firmware does not start
};

usb_mode mode_of(io::usb_id id) noexcept;

/// Whether a maker of modems made it: a row of the profiles names the vendor.
bool is_modem_vendor(io::usb_id id) noexcept;

}  // namespace hayauma::doctor
