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
#include "modem/io/modem_opener.hpp"
#include "modem/io/port_finder.hpp"

namespace hayauma::cli {
namespace {

/// Makes the openers of one daemon's modems, which share what is known of the ports.
class device_openers {
public:
    std::unique_ptr<io::link_opener> operator()(boost::asio::any_io_executor  executor,
                                                io::helpers                   helpers,
                                                const config::modem_settings& modem) {
        if (!finder_) finder_ = std::make_shared<io::port_finder>(executor, helpers);
        return std::make_unique<io::modem_opener>(std::move(executor), modem, std::move(helpers),
                                                  finder_);
    }

private:
    std::shared_ptr<io::port_finder> finder_;
};

void serve(const std::string& file) {
    gateway::forbid_core_dumps();
    auto loaded = load_settings(file);
    require_correct(loaded);
    const gateway::log log;
    try {
        gateway::daemon(std::move(loaded.values), device_openers()).run();
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
