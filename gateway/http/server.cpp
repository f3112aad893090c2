#include "gateway/http/server.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "gateway/http/problem.hpp"

namespace hayauma::http {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::milliseconds settle_time{1'000};  // for closed connections to notice it

constexpr refusal overloaded{503, "too_many_connections", "There are too many connections."};

void log_end(const std::exception_ptr& failure) {
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        spdlog::error("http: session ended by a fault error=\"{}\"", e.what());
    }
}

}  // namespace

server::server(asio::any_io_executor executor, const listen_address& where,
               const http_limits& limits, request_handler handler)
    : executor_(executor), limits_(limits), handler_(std::move(handler)),
      listener_(executor, where), pause_(executor), changed_(executor) {}

asio::awaitable<void> server::run() {
    bool failing = false;
    while (!stopping_) {
        boost::system::error_code ec;
        auto                      socket = co_await listener_.acceptor().async_accept(
                                 asio::redirect_error(asio::use_awaitable, ec));
        if (stopping_) break;
        const bool failed_before = std::exchange(failing, ec.failed());
        if (!ec) {
            start_session(std::move(socket));
            continue;
        }
        // Out of descriptors or memory: what is connected goes on, the backlog waits.
        if (!failed_before) spdlog::warn("http: accept failed error=\"{}\"", ec.message());
        make_room();
        pause_.expires_after(limits_.accept_pause);
        co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }
}

void server::start_session(stream::socket socket) {
    if (sessions_.size() >= limits_.connections_max && !make_room()) {
        turn_away(std::move(socket));
        return;
    }
    boost::system::error_code ignored;  // a unix socket has no such option
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto at = sessions_.emplace(sessions_.end(), std::move(socket), limits_, handler_);
    asio::co_spawn(executor_, at->run(), [this, at](std::exception_ptr failure) {
        log_end(failure);
        sessions_.erase(at);
        changed_.cancel();
    });
}

/// Says so as far as the socket's own buffer takes it; nobody waits for this client.
void server::turn_away(stream::socket socket) {
    const auto octets = to_octets(to_response(overloaded), {false, true, false, io::wall_now()});
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(octets), ignored);
}

/// Closes the connection that has been idle for the longest time.
bool server::make_room() {
    const auto never = mono_time::max();
    const auto longest = std::min_element(
        sessions_.begin(), sessions_.end(), [never](const session& a, const session& b) {
            return a.idle_since().value_or(never) < b.idle_since().value_or(never);
        });
    if (longest == sessions_.end() || !longest->idle_since()) return false;
    longest->abort();
    return true;
}

asio::awaitable<std::size_t> server::stop(std::chrono::milliseconds grace) {
    stopping_ = true;
    listener_.close();
    pause_.cancel();
    for (session& s : sessions_) s.stop();
    co_await all_gone(io::mono_clock::now() + grace);
    for (session& s : sessions_) s.abort();
    co_await all_gone(io::mono_clock::now() + settle_time);
    co_return sessions_.size();
}

asio::awaitable<void> server::all_gone(mono_time until) {
    while (!sessions_.empty() && io::mono_clock::now() < until) {
        boost::system::error_code ended;
        changed_.expires_at(until);
        co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    }
}

}  // namespace hayauma::http
