#pragma once

#include <array>
#include <span>
#include <string_view>

namespace hayauma::sim {

/// A command that only this maker's modems know. In an answer `{...}` stands for a value of the
/// modem: {iccid}, {imei}, {pin_left}, {puk_left}, {sim} (1 or 0), and the signal in the forms that
/// makers use (vendor_answer.cpp). "" answers OK alone; nullptr is refused as unknown.
struct vendor_command {
    std::string_view name;    ///< "^HCSQ"
    const char*      read;    ///< to AT^HCSQ?
    const char*      set;     ///< to AT^HCSQ=...
    const char*      action;  ///< to AT^HCSQ
    bool             restarts = false;
};

/// What becomes of a report that is to be stored (+CNMI <ds> 2).
enum class stored_reports {
    kept,       ///< in "SR", as it should be
    misplaced,  ///< told as +CDSI: "SM",0 (Quectel EC25)
    lost,       ///< told, and then the place is empty (SIMCom SIM7600)
};

/// What tells one maker's modems from another's, as data; docs/simulator.md lists them.
struct personality {
    std::string_view name;  ///< "quectel", for --profile
    std::string_view manufacturer;
    std::string_view model;
    std::string_view firmware;

    /// What it says when it has started; with a SIM that is ready, `ready` some seconds later.
    std::span<const std::string_view> boot;
    std::span<const std::string_view> ready;
    std::span<const vendor_command>   commands;

    /// The line for a command that it does not know; empty: ERROR.
    std::string_view unknown;
    /// +CNMI: what it lists, and the digits it takes in each place.
    std::string_view                cnmi_listed;
    std::array<std::string_view, 5> cnmi;
    /// What it says when no message has room any more; empty: nothing.
    std::string_view memory_full;
    stored_reports   reports = stored_reports::kept;
    bool             list_in_words = false;      ///< +CMGL takes "ALL" in PDU mode, and no number
    bool             empty_place_is_ok = false;  ///< +CMGR of an empty place answers OK alone
    bool             refuses_reset = false;      ///< ATZ answers ERROR
    bool             packs_ussd = false;
    int              reset_functionality = -1;  ///< +CFUN of this number starts it anew (u-blox)
};

/// All of them, "generic" first.
std::span<const personality> personalities() noexcept;
/// @return nullptr where there is none of that name.
const personality* find_personality(std::string_view name) noexcept;

}  // namespace hayauma::sim
