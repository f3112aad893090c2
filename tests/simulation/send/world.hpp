#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>

#include "gateway/dispatcher.hpp"
#include "gateway/http/context.hpp"
#include "gateway/http/router.hpp"
#include "gateway/modem_control.hpp"
#include "gateway/modem_desk.hpp"
#include "gateway/wiring/inline_store.hpp"
#include "modem/io/modem_actor.hpp"
#include "modem/sim/sim_link.hpp"
#include "modem/sim/sim_modem.hpp"
#include "modem/sim/sim_network.hpp"
#include "queue/store/sqlite/sqlite_store.hpp"
#include "tests/simulation/send/cable.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/virtual_time.hpp"

namespace hayauma::simulation {

using namespace std::chrono_literals;

/// The whole daemon but its sockets, ports and threads, in simulated time: requests enter at the
/// router, messages arrive at simulated handsets, the store is SQLite in a file.
class world {
public:
    /// @param pin what the modems' pin_file holds; empty: they have none.
    explicit world(int modems, sim::sim_options made = {}, const std::string& pin = {});
    explicit world(const std::vector<sim::sim_options>& made, const std::string& pin = {});
    ~world();
    world(const world&) = delete;
    world& operator=(const world&) = delete;

    /// `POST /v1/messages` with these fields. @return the answer's body, whatever its status.
    boost::json::object post(boost::json::object fields);
    boost::json::object get(const std::string& message);

    bool run_until(const std::function<bool()>& done, mono_time::duration limit = 1h) {
        return time.run_until(loop, done, limit);
    }
    /// Runs until all modems can send.
    void start();
    bool able(std::size_t modem) const;
    /// The modem that made this try of a message.
    std::size_t carrier(const std::string& message, std::size_t attempt);

    testing::virtual_time                 time;
    boost::asio::io_context               loop{1};
    config::settings                      settings;
    testing::temporary_folder             folder;
    std::unique_ptr<store::message_store> store = store::open_sqlite_store(folder.file("queue.db"));
    wiring::inline_store                  gate{loop.get_executor(), *store};
    wiring::status_board                  board;
    wiring::bell                          bell{loop.get_executor()};
    gateway::task_group                   tasks{loop.get_executor()};
    gateway::modem_desk                   desk{gate, board, bell, tasks};
    gateway::modem_controls               controls{gate, board};
    sim::sim_network                      network{time.now(), time.wall_now()};
    std::vector<sim::inbox_message>       arrived;
    std::vector<mono_time>                arrived_at;
    std::vector<std::unique_ptr<sim::sim_modem>>  modems;
    std::vector<cable>                            cables;  ///< to each of them
    std::vector<std::unique_ptr<io::modem_actor>> actors;
    std::unique_ptr<gateway::dispatcher>          dispatch;
    std::unique_ptr<http::context>                api;

private:
    boost::json::object ask(http::request asked);
};

}  // namespace hayauma::simulation
