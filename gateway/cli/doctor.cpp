#include "gateway/cli/doctor.hpp"

#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "gateway/cli/doctor_report.hpp"
#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/gateway_api.hpp"
#include "gateway/cli/load_settings.hpp"
#include "gateway/cli/running_gateway.hpp"
#include "gateway/doctor/diagnose.hpp"
#include "gateway/doctor/examine.hpp"
#include "gateway/doctor/system_look.hpp"
#include "gateway/log.hpp"
#include "modem/io/port_holder.hpp"

namespace hayauma::cli {
namespace {

struct doctor_options {
    std::string              config;
    std::vector<std::string> devices;
    std::string              kernel_log;
    int                      wait_seconds = 30;
    bool                     json = false;
    server_options           server;
    bool                     url_given = false;
};

/// The lines of a file, or of standard input for "-".
std::vector<std::string> read_lines(const std::string& file) {
    std::ifstream opened;
    if (file != "-") opened.open(file);
    std::istream& in = file == "-" ? std::cin : opened;
    if (!in) fail("--kernel-log: " + file + " cannot be read", exit_usage);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(std::move(line));
    return lines;
}

doctor::config_facts facts_of(const std::string& file, const config::loaded_config& loaded) {
    doctor::config_facts seen;
    seen.file = file;
    for (const auto& one : loaded.mistakes) seen.mistakes.push_back(to_string(one));
    seen.clients = loaded.values.clients.size();
    seen.modems = loaded.values.modems.size();
    if (loaded.mistakes.empty()) seen.readable_secrets = doctor::readable_secrets(loaded.values);
    return seen;
}

/// Asking takes a while; who looks at a terminal should know.
class progress {
public:
    explicit progress(int seconds) : shown_(::isatty(STDERR_FILENO) != 0) {
        if (shown_)
            std::cerr << "asking the modems (up to " << seconds << " s where one must be waited "
                      << "for) ..." << std::flush;
    }
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress() {
        if (shown_) std::cerr << "\r\x1b[K" << std::flush;
    }

private:
    bool shown_;
};

/// The gateway that runs with this configuration: who has its database, or answers where it would
/// listen.
doctor::gateway_facts look_for_gateway(const doctor_options&                  options,
                                       const std::optional<config::settings>& settings) {
    server_options server = options.server;
    if (settings && !options.url_given) server.url = local_url(settings->http);
    doctor::gateway_facts seen = ask_gateway(server);
    if (!settings || seen.running) return seen;
    const std::string holder = io::find_port_holder(settings->queue.database + ".lock", -1);
    seen.running = !holder.empty();
    seen.where = holder;
    return seen;
}

doctor::examination plan_for(const doctor_options&                  options,
                             const std::optional<config::settings>& settings, bool running) {
    doctor::examination plan;
    plan.wait = std::chrono::seconds(options.wait_seconds);
    plan.devices = options.devices;
    // A running gateway is asked about its modems: they would not hear us, and must not.
    if (settings && !running) plan.modems = settings->modems;
    plan.everything = !settings && options.devices.empty();
    return plan;
}

doctor::facts collect(const doctor_options& options) {
    doctor::facts                   seen;
    std::optional<config::settings> settings;
    if (!options.config.empty()) {
        auto loaded = load_settings(options.config);
        seen.config = facts_of(options.config, loaded);
        if (loaded.mistakes.empty()) settings = std::move(loaded.values);
    }
    seen.gateway = look_for_gateway(options, settings);
    if (settings && !seen.gateway.running) seen.store = doctor::look_at_store(settings->queue);

    doctor::system_places places;
    if (!options.kernel_log.empty()) places.kernel_log = read_lines(options.kernel_log);
    seen.system = doctor::look_at_system(places);
    const progress shown(options.wait_seconds);
    seen.modems = doctor::examine(plan_for(options, settings, seen.gateway.running));
    return seen;
}

void run_doctor(const doctor_options& options) {
    const gateway::log quiet(gateway::log_level_or("off"));
    const auto         found = diagnose(collect(options));
    std::cout << (options.json ? report_json(found) : report_text(found)) << std::flush;
    if (!found.can_send) throw CLI::RuntimeError(exit_failure);
}

}  // namespace

void add_doctor_command(CLI::App& parent) {
    auto*      command = parent.add_subcommand("doctor", "Say what keeps codes from going out");
    const auto options = std::make_shared<doctor_options>();
    auto*      config = command
                       ->add_option("--config", options->config,
                                    "Look at this configuration, its database and its modems; "
                                    "left out: at every modem that is plugged in")
                       ->type_name("FILE");
    command
        ->add_option("--device", options->devices,
                     "Look at this port, such as a serial line's /dev/ttyS1; any number of them")
        ->type_name("PATH")
        ->excludes(config);
    command
        ->add_option("--wait", options->wait_seconds,
                     "Seconds that a SIM or a network is waited for")
        ->check(CLI::Range(0, 600))
        ->capture_default_str();
    command
        ->add_option("--kernel-log", options->kernel_log,
                     "Read this instead of the kernel's log: what dmesg prints; - for standard "
                     "input")
        ->type_name("FILE");
    command->add_flag("--json", options->json, "As JSON");
    add_server_options(*command, options->server);
    command->callback([options, command] {
        options->url_given = command->get_option("--url")->count() > 0;
        run_doctor(*options);
    });
    command->footer("Exit code: 0 when a code could be sent, else 1. What a running gateway has is "
                    "left alone: it is asked, with --url and --token.");
}

}  // namespace hayauma::cli
