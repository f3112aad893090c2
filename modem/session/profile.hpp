#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modem/sms/errors.hpp"

namespace hayauma::modem {

/// A line that a modem sends when it has started anew.
struct boot_line {
    std::string begins;     ///< "*ATREADY:"
    std::string completes;  ///< the line that follows once short messages work; empty: none is sent

    bool operator==(const boot_line&) const = default;
};

/// Which interfaces of a USB device take AT commands.
struct usb_ports {
    std::uint16_t    vendor = 0;
    std::uint16_t    product = 0;  ///< 0: any of the vendor's that no other row names
    std::vector<int> at;     ///< interface numbers, the best first; empty: any that answers AT
    std::vector<int> never;  ///< diagnosis, positions, audio: nothing may be written to them

    bool operator==(const usb_ports&) const = default;
};

/// What we know of a family of modems, as data: a new device is a new row, never a new branch.
struct profile {
    std::string name;   ///< "quectel"
    std::string title;  ///< for people: "Quectel EC25, EG25, EC21"

    // Which modems it is for. The makers' and models' words are compared without case.
    std::vector<usb_ports>   usb;
    std::vector<std::string> makers;  ///< how +CGMI begins
    std::vector<std::string> models;  ///< how +CGMM begins; empty: all of the makers

    /// Each ends an exchange and makes the session set the modem up again. Periodic lines that
    /// only look like it (Huawei's `^BOOT:`) are not listed.
    std::vector<boot_line> boot_lines;
    /// What follows during the same boot. Long after it they mean another boot.
    std::vector<std::string> boot_progress;
    /// How other unasked lines begin that do not look like "+NAME:".
    std::vector<std::string> noise;
    /// How lines begin that tell of a voice call: it comes, goes on, or ends.
    std::vector<std::string> call_lines{"RING", "+CRING:", "+CLIP:", "+CCWA:"};
    /// How lines begin that say: a message memory is full. Nothing arrives until it is purged.
    std::vector<std::string> memory_full;
    /// How lines begin that tell of the SIM: gone, back, busy. They say only when to ask for it.
    std::vector<std::string> sim_lines{"+CPIN:"};

    /// Between the prompt and the PDU, for modems that lose octets which come at once.
    std::chrono::milliseconds prompt_pause{0};

    /// Sent once the device is known, before its SIM is asked for; a refusal is no matter.
    std::vector<std::string> start_up;

    // Ladders: the first command that the modem accepts is the one that counts.
    std::vector<std::string> iccid;
    std::vector<std::string> pin_tries{"AT+CPINR", "AT+QPINC?", "AT^CPIN?", "AT+SPIC"};
    std::vector<std::string> storage;
    std::vector<std::string> indications;
    std::vector<std::string> list_messages{"AT+CMGL=4", "AT+CMGL=\"ALL\""};
    std::vector<std::string> hang_up{"AT+CHUP", "ATH"};

    /// Where stored reports lie, whatever memory +CDSI names; empty: where it says.
    std::string report_storage;

    /// The maker's own word on the signal; empty: +CSQ and +CESQ only.
    std::string signal;
    /// Whether short messages can go over IMS: the question that this maker answers.
    std::string ims = "AT+CIREG?";

    // How it is brought back to life. Empty: it cannot be.
    std::string               radio_off = "AT+CFUN=4";
    std::string               radio_on = "AT+CFUN=1";
    std::string               reset = "AT+CFUN=1,1";
    std::chrono::milliseconds boot_time{15'000};  ///< it may be away this long after a reset

    /// Whose meaning its CMS numbers from 512 on have.
    sms::error_maker errors = sms::error_maker::unknown;

    bool packs_ussd = false;  ///< +CUSD carries packed septets as hex (Huawei)

    std::vector<std::string> notes;  ///< for people, each a sentence or two of Markdown

    bool operator==(const profile&) const = default;
};

/// Any modem that follows 3GPP TS 27.005 and 27.007.
const profile& generic_profile();

/// Every row, the generic one last; where two fit a modem, the first counts. The rows stand in
/// profile_table.cpp, docs/devices.md is made from them.
std::span<const profile> all_profiles();

/// By what the modem says of itself (+CGMI, +CGMM); the generic row where no other fits.
const profile& profile_for(std::string_view manufacturer, std::string_view model) noexcept;

/// By USB id; nullptr: no row names it.
const usb_ports* ports_of_usb(std::uint16_t vendor, std::uint16_t product) noexcept;

/// The lines of all rows that are in words, for at::exchange: it hears them before anybody knows
/// which modem it is.
std::vector<std::string> plain_news();

}  // namespace hayauma::modem
