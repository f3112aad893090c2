#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "gateway/http/limits.hpp"
#include "gateway/http/listener.hpp"
#include "gateway/http/session.hpp"
#include "modem/io/clock.hpp"

namespace hayauma::http {

/// Takes connections and owns them. Belongs to one thread. Destroy it after `stop()` has returned,
/// and where that cut handlers off, after the io_context has run for the last time.
class server {
public:
    /// Listens from now on; nothing is accepted before `run()`.
    /// @throws boost::system::system_error where it cannot listen there.
    server(boost::asio::any_io_executor executor, const listen_address& where,
           const http_limits& limits, request_handler handler);

    /// Accepts until `stop()`.
    boost::asio::awaitable<void> run();

    /// Accepts no more, closes what is idle, waits for requests in flight at most `grace`, then
    /// closes these too.
    /// @return how many requests were still being answered after that.
    boost::asio::awaitable<std::size_t> stop(std::chrono::milliseconds grace);

    /// `127.0.0.1:8080`, with the port that the system chose; or `unix:/PATH`.
    std::string address() const { return to_text(listener_.where()); }

    std::size_t connections() const noexcept { return sessions_.size(); }

private:
    void                         start_session(stream::socket socket);
    void                         turn_away(stream::socket socket);
    bool                         make_room();
    boost::asio::awaitable<void> all_gone(mono_time until);

    boost::asio::any_io_executor executor_;
    http_limits                  limits_;
    request_handler              handler_;
    listener                     listener_;
    io::timer                    pause_;    // after accept() failed
    io::timer                    changed_;  // wakes stop() when a session has ended
    std::list<session>           sessions_;
    bool                         stopping_ = false;
};

}  // namespace hayauma::http
