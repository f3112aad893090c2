#include "gateway/cli/command_line.hpp"

#include "gateway/cli/check_config.hpp"
#include "gateway/cli/client_add.hpp"
#include "gateway/cli/dev.hpp"
#include "gateway/cli/doctor.hpp"
#include "gateway/cli/help.hpp"
#include "gateway/cli/inbound.hpp"
#include "gateway/cli/messages.hpp"
#include "gateway/cli/modems.hpp"
#include "gateway/cli/number.hpp"
#include "gateway/cli/pdu.hpp"
#include "gateway/cli/send.hpp"
#include "gateway/cli/serve.hpp"
#include "gateway/cli/simulate.hpp"
#include "gateway/cli/version.hpp"
#include "queue/numbering.hpp"

namespace hayauma::cli {
namespace {

/// A number as people write it, for the PDU tool.
std::optional<sms::phone_number> any_number(std::string_view text) {
    if (auto plain = plain_number(text)) return plain;
    auto number = queue::normalise(text, config::numbering_settings{});
    if (!number) return std::nullopt;
    return std::move(*number);
}

void add_pdu(CLI::App& parent) { add_pdu_command(parent, any_number); }

/// In the order in which help shows them.
constexpr add_command every_command[] = {
    add_serve_command,        add_dev_command,      add_simulate_command, add_send_command,
    add_modems_command,       add_messages_command, add_inbound_command,  add_client_command,
    add_check_config_command, add_doctor_command,   add_number_command,   add_pdu,
    add_version_command,      add_help_command,
};

}  // namespace

int run_command_line(int argc, char** argv) { return run_commands(argc, argv, every_command); }

}  // namespace hayauma::cli
