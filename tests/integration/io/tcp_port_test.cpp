#include "modem/io/tcp_port.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "modem/at/errors.hpp"
#include "modem/io/errors.hpp"
#include "tests/integration/io/pseudo_terminal.hpp"
#include "tests/integration/io/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using namespace std::chrono_literals;
using hayauma::io::parse_tcp_address;
using hayauma::io::tcp_address;
using hayauma::io::unique_fd;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

using connected = boost::system::result<unique_fd>;

int option(const unique_fd& socket, int level, int name) {
    int       value = -1;
    socklen_t size = sizeof value;
    REQUIRE(::getsockopt(socket.get(), level, name, &value, &size) == 0);
    return value;
}

sockaddr_in loopback(unsigned short port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    at.sin_port = htons(port);
    return at;
}

/// A host that answers no more: its queue is full, so further calls get no word back.
struct deaf_server {
    unique_fd              listener{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    std::vector<unique_fd> callers;
    unsigned short         port = 0;

    deaf_server() {
        sockaddr_in at = loopback(0);
        socklen_t   size = sizeof at;
        REQUIRE(::bind(listener.get(), reinterpret_cast<sockaddr*>(&at), size) == 0);
        REQUIRE(::listen(listener.get(), 0) == 0);
        REQUIRE(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&at), &size) == 0);
        port = ntohs(at.sin_port);
        for (int i = 0; i < 4; ++i) {
            callers.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            ::connect(callers.back().get(), reinterpret_cast<sockaddr*>(&at), size);
        }
    }
};

}  // namespace

TEST_CASE("addresses of serial device servers", "[io][tcp]") {
    struct {
        const char*                text;
        std::optional<tcp_address> expected;
    } const cases[] = {
        {"tcp://10.0.0.5:4001", tcp_address{"10.0.0.5", "4001"}},
        {"tcp://modems.lan:1", tcp_address{"modems.lan", "1"}},
        {"tcp://[fd00::5]:65535", tcp_address{"fd00::5", "65535"}},
        {"tcp://10.0.0.5", std::nullopt},
        {"tcp://10.0.0.5:", std::nullopt},
        {"tcp://10.0.0.5:0", std::nullopt},
        {"tcp://10.0.0.5:65536", std::nullopt},
        {"tcp://10.0.0.5:40o1", std::nullopt},
        {"tcp://10.0.0.5:4001/", std::nullopt},
        {"tcp://:4001", std::nullopt},
        {"tcp://[]:4001", std::nullopt},
        {"tcp://[10.0.0.5]:4001", std::nullopt},
        {"tcp://fd00::5:4001", std::nullopt},
        {"tcp://user@host:4001", std::nullopt},
        {"udp://10.0.0.5:4001", std::nullopt},
        {"/dev/ttyUSB0", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        CHECK((parse_tcp_address(c.text) == c.expected));
    }
}

TEST_CASE("a connection sends at once, notices a lost server, and is not inherited", "[io][tcp]") {
    const std::string host = GENERATE("127.0.0.1", "localhost");
    asio::io_context  context;
    io::helper_pool   pool;
    tcp::acceptor     server(context, {asio::ip::make_address("127.0.0.1"), 0});
    const auto        port = std::to_string(server.local_endpoint().port());

    auto socket = run(context, io::connect_tcp({host, port}, pool.handle()));
    REQUIRE(socket.has_value());
    CHECK(option(*socket, IPPROTO_TCP, TCP_NODELAY) == 1);
    CHECK(option(*socket, SOL_SOCKET, SO_KEEPALIVE) == 1);
    CHECK(option(*socket, IPPROTO_TCP, TCP_KEEPIDLE) == 30);
    CHECK((::fcntl(socket->get(), F_GETFD) & FD_CLOEXEC) != 0);
    CHECK((::fcntl(socket->get(), F_GETFL) & O_NONBLOCK) != 0);
}

TEST_CASE("a port on which nobody listens refuses", "[io][tcp]") {
    asio::io_context context;
    io::helper_pool  pool;
    std::string      port;
    {
        tcp::acceptor server(context, {asio::ip::make_address("127.0.0.1"), 0});
        port = std::to_string(server.local_endpoint().port());
    }
    auto socket = run(context, io::connect_tcp({"127.0.0.1", port}, pool.handle()));
    REQUIRE(socket.has_error());
    CHECK(socket.error() == io::make_error_code(io::errc::refused));
}

TEST_CASE("a host without an address is unknown", "[io][tcp]") {
    asio::io_context context;
    io::helper_pool  pool;
    auto socket = run(context, io::connect_tcp({"no..such..host", "4001"}, pool.handle()));
    REQUIRE(socket.has_error());
    CHECK(socket.error() == io::make_error_code(io::errc::host_unknown));
}

TEST_CASE("a host that gives no answer is given up after five seconds", "[io][tcp]") {
    virtual_time     time;
    asio::io_context context;
    io::helper_pool  pool;
    deaf_server      server;

    std::optional<connected> answer;
    asio::co_spawn(context,
                   io::connect_tcp({"127.0.0.1", std::to_string(server.port)}, pool.handle()),
                   [&](std::exception_ptr, connected got) { answer = std::move(got); });
    time.advance(context, 5s - 1ms);
    CHECK_FALSE(answer);
    time.advance(context, 1ms);
    REQUIRE(answer);
    CHECK(answer->error() == io::make_error_code(io::errc::unreachable));
}

TEST_CASE("a connection that is being made can be stopped", "[io][tcp]") {
    virtual_time              time;
    asio::io_context          context;
    io::helper_pool           pool;
    deaf_server               server;
    asio::cancellation_signal stop;

    std::optional<connected> answer;
    asio::co_spawn(
        context, io::connect_tcp({"127.0.0.1", std::to_string(server.port)}, pool.handle()),
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr failure, connected got) {
            if (!failure) answer = std::move(got);
        }));
    time.advance(context, 1s);
    stop.emit(asio::cancellation_type::terminal);
    time.settle(context);
    CHECK(answer.has_value());
}
