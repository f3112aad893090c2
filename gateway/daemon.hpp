#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "config/settings.hpp"
#include "modem/io/helper_pool.hpp"
#include "modem/io/link.hpp"

namespace hayauma::http {
class simulated_modems;
}  // namespace hayauma::http

namespace hayauma::gateway {

/// How the daemon comes to a modem's port: a device for `serve`, a simulated modem for `dev`.
using make_opener = std::function<std::unique_ptr<io::link_opener>(
    boost::asio::any_io_executor, io::helpers, const config::modem_settings&)>;

/// Owns everything that runs: the loop, the store's thread, the modems, the dispatcher, the HTTP
/// server. Starts them in one order and stops them in exactly the reverse.
class daemon {
public:
    /// @param ready called on the loop's thread once the HTTP server listens.
    /// @param simulated what /dev is about; null: there is no /dev. It outlives the daemon.
    daemon(config::settings settings, make_opener opener, std::function<void()> ready = {},
           http::simulated_modems* simulated = nullptr);
    ~daemon();

    /// Opens the store, starts all and runs until SIGTERM or SIGINT; a second signal ends the
    /// process at once. @return 0. Throws store::store_error or boost::system::system_error with a
    /// plain message when it cannot start.
    int run();

private:
    struct implementation;
    std::unique_ptr<implementation> self_;
};

/// Keeps codes out of core files: no core dump, no attaching of other users' debuggers.
void forbid_core_dumps() noexcept;

}  // namespace hayauma::gateway
