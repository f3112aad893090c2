#include "tests/simulation/send/world.hpp"

#include <fstream>
#include <optional>
#include <utility>

namespace hayauma::simulation {
namespace {

namespace json = boost::json;

// SHA-256 of "dev".
constexpr const char* dev_token =
    "ef260e9aa3c673af240d17a2660480361a8e081d1ffeca2a5ed0e3219fc18567";

}  // namespace

world::world(int count, sim::sim_options made, const std::string& pin)
    : world(std::vector<sim::sim_options>(static_cast<std::size_t>(count), made), pin) {}

world::world(const std::vector<sim::sim_options>& each, const std::string& pin)
    : cables(each.size()) {
    config::client_settings client;
    client.name = "dev";
    client.token_sha256 = {dev_token};
    client.scopes = {config::scope::send, config::scope::read};
    settings.clients = {client};
    network.on_arrival([this](const sim::inbox_message& message) {
        arrived.push_back(message);
        arrived_at.push_back(time.now());
    });
    dispatch = std::make_unique<gateway::dispatcher>(
        loop.get_executor(), gateway::dispatcher::parts{gate, board, bell, [] { return 0.5; }});
    for (std::size_t i = 0; i < each.size(); ++i) {
        config::modem_settings modem;
        modem.name = "m" + std::to_string(i);
        if (!pin.empty()) {
            modem.pin_file = folder.file("pin");
            std::ofstream(modem.pin_file) << pin << "\n";
        }
        sim::sim_options made = each[i];
        made.index = static_cast<unsigned>(i);
        modems.push_back(std::make_unique<sim::sim_modem>(made, network, time.now()));
        actors.push_back(std::make_unique<io::modem_actor>(
            loop.get_executor(), modem,
            std::make_unique<cabled_opener>(std::make_unique<sim::sim_link_opener>(
                                                loop.get_executor(), *modems.back(), modem.name),
                                            cables[i]),
            desk));
        dispatch->add(*actors.back());
        settings.modems.push_back(modem);
    }
    api = std::make_unique<http::context>(settings, gate, board, bell, controls);
    for (auto& actor : actors) tasks.spawn("modem", actor->run());
    tasks.spawn("dispatcher", dispatch->run());
}

world::~world() {
    dispatch->stop();
    for (auto& actor : actors) tasks.spawn("stop", actor->stop(0ms));
    run_until([this] { return tasks.idle(); });
}

void world::start() {
    run_until([this] {
        for (const auto& actor : actors)
            if (!actor->status().can_send) return false;
        return true;
    });
}

bool world::able(std::size_t modem) const { return actors[modem]->status().can_send; }

std::size_t world::carrier(const std::string& message, std::size_t attempt) {
    const auto name = get(message).at("attempts").at(attempt).at("modem").as_string();
    for (std::size_t i = 0; i < actors.size(); ++i)
        if (actors[i]->settings().name == name) return i;
    return actors.size();
}

json::object world::ask(http::request asked) {
    asked.fields.push_back({"Host", "simulation"});
    asked.fields.push_back({"Authorization", "Bearer dev"});
    std::optional<http::response> answer;
    boost::asio::co_spawn(loop, http::handle(std::move(asked), *api),
                          [&](std::exception_ptr, http::response r) { answer = std::move(r); });
    run_until([&] { return answer.has_value(); });
    return json::parse(answer.value().body).as_object();
}

json::object world::post(json::object fields) {
    return ask(
        {"POST", "/v1/messages", {{"Content-Type", "application/json"}}, json::serialize(fields)});
}

json::object world::get(const std::string& message) {
    return ask({"GET", "/v1/messages/" + message, {}, {}});
}

}  // namespace hayauma::simulation
