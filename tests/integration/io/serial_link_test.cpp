#include "modem/io/serial_link.hpp"

#include <sys/socket.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

#include "modem/at/errors.hpp"
#include "modem/io/open_port.hpp"
#include "tests/integration/io/pseudo_terminal.hpp"
#include "tests/integration/io/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using namespace std::chrono_literals;
using hayauma::io::serial_link;
using hayauma::io::unique_fd;
namespace asio = boost::asio;

namespace {

/// Long enough for any machine; no test waits for its end in real time.
constexpr auto ample = 60s;

unique_fd opened(const pseudo_terminal& modem) {
    auto port = io::open_port(modem.path);
    REQUIRE(port.has_value());
    return std::move(port->fd);
}

/// A link over a pseudo-terminal, as the daemon opens it.
struct line {
    pseudo_terminal  modem;
    asio::io_context context;
    io::helper_pool  pool;
    serial_link      link{context.get_executor(), opened(modem), pool.handle()};
};

/// A link over one end of a socket pair, whose octets arrive the moment they are written.
struct wire {
    explicit wire(int type) {
        int ends[2];
        if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0)
            throw std::runtime_error("no socket pair");
        modem.reset(ends[0]);
        link.emplace(context.get_executor(), unique_fd(ends[1]), pool.handle());
    }

    asio::io_context           context;
    io::helper_pool            pool;
    unique_fd                  modem;
    std::optional<serial_link> link;
};

/// Keeps what a read answered, for tests that move time themselves.
struct pending_read {
    pending_read(asio::io_context& context, serial_link& link, std::chrono::milliseconds limit) {
        asio::co_spawn(context, read_copy(link, limit),
                       [this](std::exception_ptr, read_answer got) { answer = std::move(got); });
    }
    std::optional<read_answer> answer;
};

boost::system::result<void> written(asio::io_context& context, serial_link& link,
                                    std::string octets) {
    return run(context, link.write(std::move(octets), ample));
}

}  // namespace

TEST_CASE("octets pass in both directions", "[io][serial_link]") {
    line l;
    REQUIRE(written(l.context, l.link, "AT\r").has_value());
    CHECK(l.modem.hear(3) == "AT\r");
    l.modem.say("\r\nOK\r\n");
    CHECK(run(l.context, read_all(l.link, 6, ample)) == read_answer("\r\nOK\r\n"));
}

TEST_CASE("every octet passes as it is", "[io][serial_link]") {
    std::string all;
    for (int octet = 0; octet < 256; ++octet) all += static_cast<char>(octet);
    line l;
    REQUIRE(written(l.context, l.link, all).has_value());
    CHECK(l.modem.hear(256) == all);
    l.modem.say(all);
    CHECK(run(l.context, read_all(l.link, 256, ample)) == read_answer(all));
}

TEST_CASE("silence is a timeout after the whole limit, never an end of file", "[io][serial_link]") {
    virtual_time time;
    line         l;
    const auto   start = time.now();
    pending_read read(l.context, l.link, 1h);

    time.advance(l.context, 1h - 1ms);
    CHECK_FALSE(read.answer);
    time.advance(l.context, 1ms);
    REQUIRE(read.answer);
    CHECK(*read.answer == read_answer(at::errc::timed_out));
    CHECK(time.now() - start == 1h);
}

TEST_CASE("a hang-up is a lost port, for a read that waits and for one that comes later",
          "[io][serial_link]") {
    line l;
    SECTION("before the read") { l.modem.master.reset(); }
    SECTION("while it waits") {
        asio::post(l.context, [&l] { l.modem.master.reset(); });
    }
    CHECK(run(l.context, read_copy(l.link, ample)) == read_answer(at::errc::port_lost));
    CHECK(run(l.context, read_copy(l.link, ample)) == read_answer(at::errc::port_lost));
    CHECK(run(l.context, l.link.write("AT\r", ample)) ==
          boost::system::result<void>(io::errc::nothing_written));
}

TEST_CASE("octets that came before a hang-up are read before it is told", "[io][serial_link]") {
    wire w(SOCK_STREAM);
    REQUIRE(::write(w.modem.get(), "+CMGS: 7", 8) == 8);
    w.modem.reset();
    CHECK(run(w.context, read_copy(*w.link, ample)) == read_answer("+CMGS: 7"));
    CHECK(run(w.context, read_copy(*w.link, ample)) == read_answer(at::errc::port_lost));
}

TEST_CASE("octets that arrived beat the timer that fired in the same turn", "[io][serial_link]") {
    virtual_time time;
    wire         w(SOCK_STREAM);
    pending_read read(w.context, *w.link, 3s);

    // Both timers are due in one turn of the loop, so the octets come when the deadline has
    // already been taken for passed.
    io::timer same_moment(w.context);
    same_moment.expires_after(3s);
    same_moment.async_wait(
        [&w](boost::system::error_code) { REQUIRE(::write(w.modem.get(), "OK", 2) == 2); });
    time.advance(w.context, 3s);
    REQUIRE(read.answer);
    CHECK(*read.answer == read_answer("OK"));
}

TEST_CASE("a limit of zero takes what is there and does not wait", "[io][serial_link]") {
    virtual_time time;
    wire         w(SOCK_STREAM);
    pending_read nothing(w.context, *w.link, 0ms);
    time.settle(w.context);
    REQUIRE(nothing.answer);
    CHECK(*nothing.answer == read_answer(at::errc::timed_out));

    REQUIRE(::write(w.modem.get(), "OK", 2) == 2);
    pending_read something(w.context, *w.link, 0ms);
    time.settle(w.context);
    REQUIRE(something.answer);
    CHECK(*something.answer == read_answer("OK"));
}

TEST_CASE("a read ended by its timeout loses nothing of what comes later", "[io][serial_link]") {
    virtual_time time;
    wire         w(SOCK_STREAM);
    pending_read early(w.context, *w.link, 1s);
    time.advance(w.context, 2s);
    REQUIRE(::write(w.modem.get(), "late", 4) == 4);
    pending_read later(w.context, *w.link, 1s);
    time.settle(w.context);
    CHECK(*early.answer == read_answer(at::errc::timed_out));
    REQUIRE(later.answer);
    CHECK(*later.answer == read_answer("late"));
}

TEST_CASE("an interrupted read answers that it was stopped", "[io][serial_link]") {
    virtual_time time;
    line         l;
    pending_read read(l.context, l.link, 1h);
    time.advance(l.context, 1s);
    l.link.interrupt();
    time.settle(l.context);
    REQUIRE(read.answer);
    CHECK(*read.answer == read_answer(at::errc::stopped));
}

TEST_CASE("an interrupt while nobody reads does not touch the next read", "[io][serial_link]") {
    virtual_time time;
    line         l;
    l.link.interrupt();
    pending_read read(l.context, l.link, 5s);
    time.advance(l.context, 4s);
    CHECK_FALSE(read.answer);
    time.advance(l.context, 1s);
    CHECK(*read.answer == read_answer(at::errc::timed_out));
}

TEST_CASE("a cancelled coroutine ends its read as stopped", "[io][serial_link]") {
    virtual_time               time;
    line                       l;
    asio::cancellation_signal  stop;
    std::optional<read_answer> answer;
    asio::co_spawn(
        l.context, read_copy(l.link, 1h),
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr failure, read_answer got) {
            if (!failure) answer = std::move(got);
        }));
    time.advance(l.context, 1s);
    stop.emit(asio::cancellation_type::terminal);
    time.settle(l.context);
    REQUIRE(answer);
    CHECK(*answer == read_answer(at::errc::stopped));
}

TEST_CASE("a PDU and its Ctrl-Z leave in one write", "[io][serial_link]") {
    wire        w(SOCK_SEQPACKET);  // each write() is a packet
    std::string pdu(399, 'A');
    pdu += '\x1a';
    REQUIRE(written(w.context, *w.link, pdu).has_value());

    std::string packet(1024, '\0');
    const auto  size = ::recv(w.modem.get(), packet.data(), packet.size(), 0);
    REQUIRE(size == 400);
    packet.resize(400);
    CHECK(packet == pdu);
}

TEST_CASE("a write that the modem does not take ends at its limit", "[io][serial_link]") {
    virtual_time                               time;
    line                                       l;
    std::optional<boost::system::result<void>> answer;
    asio::co_spawn(l.context, l.link.write(std::string(1'000'000, 'A'), 10s),
                   [&](std::exception_ptr, boost::system::result<void> got) { answer = got; });
    CHECK(time.run_until(
        l.context, [&] { return answer.has_value(); }, 1min));
    CHECK(*answer == boost::system::result<void>(at::errc::timed_out));
}

TEST_CASE("more than the line takes at once arrives whole once it is read", "[io][serial_link]") {
    line        l;
    std::string much;
    for (int i = 0; much.size() < 1'000'000; ++i) much += std::to_string(i) + ",";

    auto hearing = std::async(std::launch::async, [&] { return l.modem.hear(much.size()); });
    REQUIRE(written(l.context, l.link, much).has_value());
    CHECK((hearing.get() == much));
}

TEST_CASE("a link closes its descriptor once, elsewhere, when it goes", "[io][serial_link]") {
    asio::io_context               context;
    std::optional<io::helper_pool> pool(std::in_place);
    pseudo_terminal                modem;
    unique_fd                      fd = opened(modem);
    const int                      number = fd.get();
    {
        serial_link  link(context.get_executor(), std::move(fd), pool->handle());
        pending_read read(context, link, 1h);
        context.poll();
        link.interrupt();
        context.poll();
    }
    pool.reset();  // the helper has done its work
    CHECK(::fcntl(number, F_GETFD) == -1);

    // Whoever gets the number next keeps it.
    const unique_fd next(::fcntl(modem.master.get(), F_DUPFD_CLOEXEC, number));
    REQUIRE(next.get() == number);
    context.restart();
    context.poll();
    CHECK(::fcntl(number, F_GETFD) != -1);
}

TEST_CASE("a link may go together with its loop, while it is read", "[io][serial_link]") {
    pseudo_terminal modem;
    int             number = -1;
    {
        asio::io_context context;
        io::helper_pool  pool;
        unique_fd        fd = opened(modem);
        number = fd.get();
        auto link =
            std::make_shared<serial_link>(context.get_executor(), std::move(fd), pool.handle());
        auto reading = [](std::shared_ptr<serial_link> own) -> asio::awaitable<void> {
            auto                  read = own->read_some(1h);
            [[maybe_unused]] auto never = co_await std::move(read);
        };
        asio::co_spawn(context, reading(std::move(link)), asio::detached);
        context.poll();
    }
    CHECK(::fcntl(number, F_GETFD) == -1);
}
