#include "modem/io/tcp_port.hpp"

#include <charconv>
#include <string>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/at/errors.hpp"
#include "modem/io/clock.hpp"
#include "modem/io/errors.hpp"
#include "modem/io/run_on_helper.hpp"

#include <fcntl.h>
#include <netinet/tcp.h>

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using endpoints = std::vector<tcp::endpoint>;

/// First word after how long, then how often, and how many without an answer are a lost line.
constexpr int keepalive_idle_s = 30, keepalive_interval_s = 10, keepalive_tries = 3;

std::optional<unsigned short> port_number(std::string_view text) {
    unsigned short number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number == 0) return {};
    return number;
}

/// An address in digits needs no name server. @return empty where it is none.
endpoints numeric(const tcp_address& of) {
    error_code failure;
    const auto address = asio::ip::make_address(of.host, failure);
    const auto port = port_number(of.port);
    if (failure || !port) return {};
    return {tcp::endpoint(address, *port)};
}

/// Blocks as long as the name servers like, which is why it runs on a helper thread.
boost::system::result<endpoints> look_up(const tcp_address& of) {
    asio::io_context context;
    tcp::resolver    resolver(context);
    error_code       failure;
    const auto       found = resolver.resolve(of.host, of.port, failure);
    if (failure || found.empty()) return errc::host_unknown;
    endpoints all;
    for (const auto& entry : found) all.push_back(entry.endpoint());
    return all;
}

error_code meaning(const error_code& failure) {
    return failure == asio::error::connection_refused ? errc::refused : errc::unreachable;
}

/// Best effort: a line without them works too, it is only slower to notice its loss.
void set_options(int socket) {
    const auto set = [socket](int level, int option, int value) {
        ::setsockopt(socket, level, option, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, keepalive_idle_s);
    set(IPPROTO_TCP, TCP_KEEPINTVL, keepalive_interval_s);
    set(IPPROTO_TCP, TCP_KEEPCNT, keepalive_tries);
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
}

/// One address after the other, until one answers or the time is up.
asio::awaitable<boost::system::result<unique_fd>> connect_any(endpoints all) {
    auto        executor = co_await asio::this_coro::executor;
    tcp::socket socket(executor);
    timer       deadline(executor);
    deadline.expires_after(tcp_connect_limit);
    auto either = asio::experimental::make_parallel_group(
        asio::async_connect(socket, all, asio::deferred), deadline.async_wait(asio::deferred));
    auto [order, failure, endpoint, timer_failure] =
        co_await either.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);

    if (!failure) {
        set_options(socket.native_handle());
        error_code ignored;
        co_return unique_fd(socket.release(ignored));
    }
    if (timer_failure && failure == asio::error::operation_aborted) co_return at::errc::stopped;
    co_return meaning(failure);
}

}  // namespace

std::optional<tcp_address> parse_tcp_address(std::string_view text) {
    if (!text.starts_with(tcp_scheme)) return std::nullopt;
    text.remove_prefix(tcp_scheme.size());
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view       host = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);

    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    // A colon belongs to an IPv6 address, and that to brackets; the rest cannot be in a host.
    if (bracketed != (host.find(':') != std::string_view::npos)) return std::nullopt;
    if (host.empty() || !port_number(port)) return std::nullopt;
    if (host.find_first_of("/?#@[] ") != std::string_view::npos) return std::nullopt;
    return tcp_address{std::string(host), std::string(port)};
}

asio::awaitable<boost::system::result<unique_fd>> connect_tcp(tcp_address to, helpers where) {
    endpoints all = numeric(to);
    if (all.empty()) {
        auto look = [to = std::move(to)] { return look_up(to); };
        auto looking = run_on_helper(std::move(where), std::move(look));
        auto found = co_await std::move(looking);
        if (!found) co_return at::errc::stopped;
        if (!*found) co_return found->error();
        all = std::move(**found);
    }
    auto connecting = connect_any(std::move(all));
    auto connected = co_await std::move(connecting);
    co_return connected;
}

}  // namespace hayauma::io
