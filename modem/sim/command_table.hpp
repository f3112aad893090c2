#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "modem/sim/command_line.hpp"
#include "modem/sim/modem_state.hpp"
#include "modem/sim/reply.hpp"

namespace hayauma::sim {

/// What has to be there before a command is looked at.
enum class need {
    nothing,
    card,          ///< an unlocked SIM, else +CME ERROR: 10 to 14
    card_for_sms,  ///< an unlocked SIM, else +CMS ERROR: 310 to 316
};

struct command_entry {
    std::string_view name;
    need             needs;
    reply (*run)(modem_state& state, const command& what);
};

/// The commands by the document that defines them; each list is one file.
std::span<const command_entry> general_commands() noexcept;   ///< V.250 and identity
std::span<const command_entry> sim_card_commands() noexcept;  ///< PIN and what is on the card
std::span<const command_entry> network_commands() noexcept;   ///< registration, operator, signal
std::span<const command_entry> sms_commands() noexcept;       ///< 3GPP TS 27.005: settings, sending
std::span<const command_entry> sms_storage_commands() noexcept;  ///< 3GPP TS 27.005: storages

/// A command of the maker's; nullopt where it has none of that name.
std::optional<reply> run_vendor_command(const modem_state& state, const command& what);
/// What its modems answer to a command that they do not know.
reply unknown_command(const modem_state& state);

/// Runs one command: looks it up, checks what it needs, calls its handler.
/// @return ERROR, or what the maker says instead, for a command that nobody knows.
reply run_command(modem_state& state, const command& what);

}  // namespace hayauma::sim
