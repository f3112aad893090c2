#include "gateway/cli/command_line.hpp"

#include "gateway/cli/check_config.hpp"
#include "gateway/cli/client_add.hpp"
#include "gateway/cli/dev.hpp"
#include "gateway/cli/help.hpp"
#include "gateway/cli/messages.hpp"
#include "gateway/cli/modems.hpp"
#include "gateway/cli/send.hpp"
#include "gateway/cli/serve.hpp"
#include "gateway/cli/version.hpp"

#if __has_include("gateway/cli/number.hpp")
#include "gateway/cli/number.hpp"
#define HAYAUMA_HAS_NUMBER
#endif
#if __has_include("gateway/cli/pdu.hpp")
#include "gateway/cli/pdu.hpp"
#define HAYAUMA_HAS_PDU
#endif
#if __has_include("gateway/cli/simulate.hpp")
#include "gateway/cli/simulate.hpp"
#define HAYAUMA_HAS_SIMULATE
#endif

namespace hayauma::cli {
namespace {

/// In the order in which help shows them.
constexpr add_command every_command[] = {
    add_serve_command,    add_dev_command,
#ifdef HAYAUMA_HAS_SIMULATE
    add_simulate_command,
#endif
    add_send_command,     add_modems_command,       add_messages_command,
    add_client_command,   add_check_config_command,
#ifdef HAYAUMA_HAS_NUMBER
    add_number_command,
#endif
#ifdef HAYAUMA_HAS_PDU
    add_pdu_command,
#endif
    add_version_command,  add_help_command,
};

}  // namespace

int run_command_line(int argc, char** argv) { return run_commands(argc, argv, every_command); }

}  // namespace hayauma::cli
