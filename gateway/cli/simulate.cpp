#include "gateway/cli/simulate.hpp"

#include <chrono>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>

#include "gateway/cli/simulated.hpp"
#include "modem/io/clock.hpp"
#include "modem/sim/personality.hpp"
#include "modem/sim/sim_modem.hpp"
#include "modem/sim/sim_network.hpp"
#include "modem/sim/sim_pty.hpp"
#include "modem/sim/sim_tty.hpp"
#include "modem/sms/data_coding.hpp"

namespace hayauma::cli {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

struct simulate_options {
    unsigned      modems = 1;
    std::string   link_dir;
    std::int64_t  radio_ms = 2500;
    std::int64_t  report_ms = -1;  ///< -1: twice the radio time
    std::string   profile = "generic";
    std::uint64_t seed = 1;
    bool          print_inbox = false;

    std::vector<std::string> devices;  ///< ttys, one a modem; empty: pseudo-terminals
    std::vector<std::string> faults;
};

/// A modem and its port, which is one of the two. The port goes first.
struct simulated_line {
    std::unique_ptr<sim::sim_modem> modem;
    std::unique_ptr<sim::sim_pty>   port;
    std::unique_ptr<sim::sim_tty>   tty;
};

std::string profile_names() {
    std::string names;
    for (const sim::personality& row : sim::personalities()) {
        if (!names.empty()) names += ", ";
        names += row.name;
    }
    return names;
}

std::string iso_time(wall_time at) {
    using namespace std::chrono;
    const auto           day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss       time(at - day);
    char                 text[64];
    std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

/// One arrived message as a line of JSON: this is a simulation, so the text is there to be seen.
void print_arrival(const sim::inbox_message& message) {
    json::object line;
    line["to"] = "+" + message.to;
    line["from"] = "+" + message.from;
    line["text"] = message.text;
    line["parts"] = message.parts;
    line["encoding"] = sms::name(message.alphabet);
    line["validity_seconds"] =
        message.validity ? json::value(message.validity->count()) : json::value(nullptr);
    line["received_at"] = iso_time(message.received_at);
    line["pdus"] = json::value_from(message.pdus);
    std::cout << json::serialize(line) << std::endl;
}

simulated_line open_line(asio::io_context& io, sim::sim_network& network,
                         const simulate_options& options, unsigned index) {
    sim::sim_options made;
    made.seed = options.seed;
    made.index = index;
    made.profile = options.profile;
    made.radio_time = std::chrono::milliseconds(options.radio_ms);
    if (options.report_ms >= 0) made.report_delay = std::chrono::milliseconds(options.report_ms);
    auto modem = std::make_unique<sim::sim_modem>(made, network, io::mono_clock::now());
    if (!options.devices.empty()) {
        const std::string& device = options.devices[index];
        auto               tty = std::make_unique<sim::sim_tty>(io.get_executor(), *modem, device);
        std::cout << "modem" << index << " " << device << " +" << modem->who().number << "\n";
        return {std::move(modem), nullptr, std::move(tty)};
    }
    auto port = std::make_unique<sim::sim_pty>(io.get_executor(), *modem,
                                               options.link_dir + "/modem" + std::to_string(index));
    std::cout << "modem" << index << " " << port->link() << " +" << modem->who().number << "\n";
    return {std::move(modem), std::move(port), nullptr};
}

void simulate(const simulate_options& options) {
    asio::io_context io(1);
    asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });

    const std::size_t count = options.devices.empty() ? options.modems : options.devices.size();
    simulated         faults(options.faults);
    std::vector<std::string> names;
    for (std::size_t index = 0; index < count; ++index) {
        names.push_back("modem" + std::to_string(index));
    }
    faults.check_names(names);

    sim::sim_network network(io::mono_clock::now(), io::wall_now());
    if (options.print_inbox) network.on_arrival(print_arrival);
    std::vector<simulated_line> lines;
    for (unsigned index = 0; index < count; ++index) {
        lines.push_back(open_line(io, network, options, index));
    }
    std::cout << "ready" << std::endl;
    for (std::size_t index = 0; index < count; ++index) {
        faults.add(io.get_executor(), names[index], *lines[index].modem);
    }
    io.run();
}

void run(const simulate_options& options) {
    if (!sim::find_personality(options.profile)) {
        std::cerr << "hayauma simulate: unknown profile '" << options.profile
                  << "'; there are: " << profile_names() << "\n";
        throw CLI::RuntimeError(2);
    }
    try {
        simulate(options);
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "hayauma simulate: " << wrong.what() << "\n";
        throw CLI::RuntimeError(2);
    } catch (const std::system_error& refused) {
        std::cerr << "hayauma simulate: " << refused.what() << "\n";
        throw CLI::RuntimeError(1);
    }
}

}  // namespace

void add_simulate_command(CLI::App& parent) {
    auto      options = std::make_shared<simulate_options>();
    CLI::App* command = parent.add_subcommand(
        "simulate", "Simulated modems on pseudo-terminals, for any program that speaks AT");
    CLI::Option* modems = command->add_option("--modems", options->modems, "How many")
                              ->check(CLI::Range(1, 1000))
                              ->capture_default_str();
    CLI::Option* link_dir = command->add_option("--link-dir", options->link_dir,
                                                "Where the links modem0, modem1 ... go");
    CLI::Option* device = command->add_option(
        "--device", options->devices,
        "A tty to sit behind (a USB gadget's /dev/ttyGS0), once for each modem, "
        "instead of --modems and --link-dir");
    device->excludes(link_dir)->excludes(modems);
    command->add_option("--radio-ms", options->radio_ms, "Time from Ctrl-Z to +CMGS")
        ->check(CLI::Range(0, 600'000))
        ->capture_default_str();
    command
        ->add_option("--report-ms", options->report_ms,
                     "Time from +CMGS to the status report; left out: twice the radio time")
        ->check(CLI::Range(0, 86'400'000));
    command->add_option("--profile", options->profile, "Which maker's modem: " + profile_names())
        ->capture_default_str();
    command->add_option("--seed", options->seed, "Same seed, same modems")->capture_default_str();
    command->add_flag("--print-inbox", options->print_inbox,
                      "Print every message that arrives, as a line of JSON");
    command->add_option("--fault", options->faults,
                        "What goes wrong: [MODEM] [at=TIME] [every=TIME] FAULT; any number of them "
                        "(docs/simulator.md)");
    command->callback([options, link_dir, device] {
        if (link_dir->empty() && device->empty())
            throw CLI::RequiredError("--link-dir or --device");
        run(*options);
    });
}

}  // namespace hayauma::cli
