#include "gateway/cli/serve.hpp"

#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "gateway/cli/check_config.hpp"
#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/load_settings.hpp"
#include "gateway/daemon.hpp"
#include "gateway/log.hpp"
#include "modem/io/device_opener.hpp"

namespace hayauma::cli {
namespace {

std::unique_ptr<io::link_opener> open_device(boost::asio::any_io_executor  executor,
                                             io::helpers                   helpers,
                                             const config::modem_settings& modem) {
    return std::make_unique<io::device_opener>(std::move(executor), modem.device,
                                               std::move(helpers));
}

void serve(const std::string& file) {
    gateway::forbid_core_dumps();
    auto loaded = load_settings(file);
    require_correct(loaded);
    const gateway::log log;
    try {
        gateway::daemon(std::move(loaded.values), open_device).run();
    } catch (const std::exception& e) {
        fail(std::string("cannot start: ") + e.what());
    }
}

}  // namespace

void add_serve_command(CLI::App& parent) {
    auto*      command = parent.add_subcommand("serve", "Run the gateway on real modems");
    const auto file = std::make_shared<std::string>();
    command->add_option("--config", *file, "The configuration (TOML)")
        ->required()
        ->type_name("FILE");
    command->callback([file] { serve(*file); });
}

}  // namespace hayauma::cli
