#include "gateway/cli/dev.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/simulated.hpp"
#include "gateway/cli/token.hpp"
#include "gateway/daemon.hpp"
#include "gateway/log.hpp"
#include "modem/io/clock.hpp"
#include "modem/sim/sim_link.hpp"
#include "modem/sim/sim_modem.hpp"
#include "modem/sim/sim_network.hpp"

namespace hayauma::cli {
namespace {

namespace fs = std::filesystem;

struct dev_options {
    std::string listen = "127.0.0.1:8080";
    int         modems = 2;
    std::string data;
    int         radio_ms = 1000;
    bool        guard = false;

    std::vector<std::string> faults;
};

/// A folder of its own under the system's temporary one, gone again at the end.
class data_folder {
public:
    explicit data_folder(const std::string& asked) : path_(asked), kept_(!asked.empty()) {
        if (kept_) {
            fs::create_directories(path_);
            return;
        }
        std::string pattern = (fs::temp_directory_path() / "hayauma-dev-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make " + pattern);
        path_ = pattern;
    }
    data_folder(const data_folder&) = delete;
    data_folder& operator=(const data_folder&) = delete;
    ~data_folder() {
        std::error_code ignored;
        if (!kept_) fs::remove_all(path_, ignored);
    }

    const fs::path& path() const noexcept { return path_; }

private:
    fs::path path_;
    bool     kept_;
};

std::string modem_name(int number) { return "sim-" + std::to_string(number); }

config::settings settings_for(const dev_options& options, const fs::path& folder) {
    config::settings set;
    set.http.listen = options.listen;
    set.queue.database = fs::absolute(folder / "queue.db").string();
    if (!options.guard) set.guard = {0, 0, 0, {}, 0};

    config::client_settings client;
    client.name = "dev";
    client.token_sha256 = {sha256_hex("dev")};
    client.scopes = {config::scope::send, config::scope::read, config::scope::admin};
    set.clients.push_back(client);

    for (int i = 1; i <= options.modems; ++i) {
        config::modem_settings modem;
        modem.name = modem_name(i);
        modem.device = "simulated";
        modem.daily_parts = modem.daily_parts_hard = 0;
        set.modems.push_back(modem);
    }
    return set;
}

/// What --fault orders; ends the program where that is nothing.
simulated faults_of(const dev_options& options) try {
    std::vector<std::string> names;
    for (int i = 1; i <= options.modems; ++i) names.push_back(modem_name(i));
    simulated faults(options.faults);
    faults.check_names(names);
    return faults;
} catch (const std::invalid_argument& wrong) {
    fail(wrong.what(), exit_usage);
}

void greet(const dev_options& options, const fs::path& folder) {
    const std::string url = "http://" + options.listen;
    std::cout
        << "Hayauma listens on " << url << " with " << options.modems
        << " simulated modems; data in " << folder.string() << "\n\n"
        << "Send a code:\n"
        << "  curl --json '{\"to\":\"090-1234-5678\",\"code\":\"613142\"}' -H 'Authorization: "
           "Bearer dev' "
        << url << "/v1/messages\n\n"
        << "Look at the modems:\n"
        << "  curl -H 'Authorization: Bearer dev' " << url << "/v1/modems\n\n"
        << "What the simulated phones receive is shown here. Ctrl-C ends it.\n"
        << std::endl;
}

/// What a person would see on the telephone.
void show(const sim::inbox_message& message) {
    std::cout << '+' << message.to << " received from +" << message.from << ": " << message.text
              << std::endl;
}

void dev(const dev_options& options, simulated& faults) {
    const data_folder folder(options.data);
    auto              settings = settings_for(options, folder.path());

    sim::sim_network network(io::mono_clock::now(), io::wall_now());
    network.on_arrival(show);
    std::vector<std::unique_ptr<sim::sim_modem>> modems;  // outlive the daemon
    const auto simulate = [&](boost::asio::any_io_executor  executor, const io::helpers&,
                              const config::modem_settings& modem) {
        sim::sim_options made;
        made.index = static_cast<unsigned>(modems.size());
        made.radio_time = std::chrono::milliseconds(options.radio_ms);
        modems.push_back(std::make_unique<sim::sim_modem>(made, network, io::mono_clock::now()));
        faults.add(executor, modem.name, *modems.back());
        return std::make_unique<sim::sim_link_opener>(std::move(executor), *modems.back(),
                                                      "simulated:" + modem.name);
    };
    gateway::daemon daemon(
        std::move(settings), simulate, [&] { greet(options, folder.path()); }, &faults);
    daemon.run();
}

}  // namespace

void add_dev_command(CLI::App& parent) {
    auto* command = parent.add_subcommand(
        "dev", "Run the gateway on simulated modems: no hardware, no configuration");
    auto options = std::make_shared<dev_options>();
    command->add_option("--listen", options->listen, "Address of the HTTP server")
        ->capture_default_str();
    command->add_option("--modems", options->modems, "How many modems")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--data", options->data,
                        "Keep the data in this folder (default: a fresh one)");
    command->add_option("--radio-ms", options->radio_ms, "Time that a message takes on the air")
        ->check(CLI::Range(0, 600'000))
        ->capture_default_str();
    command->add_flag("--guard", options->guard,
                      "Keep the limits against abuse on (this version has none yet)");
    command->add_option("--fault", options->faults,
                        "What goes wrong: [MODEM] [at=TIME] [every=TIME] FAULT; any number of them "
                        "(docs/simulator.md)");
    command->callback([options] {
        simulated          faults = faults_of(*options);
        const gateway::log log(gateway::log_level_or("warn"));  // the phones speak for themselves
        try {
            dev(*options, faults);
        } catch (const std::exception& e) {
            fail(std::string("cannot start: ") + e.what());
        }
    });
}

}  // namespace hayauma::cli
