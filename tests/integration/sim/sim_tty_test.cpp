#include "modem/sim/sim_tty.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <system_error>

#include <boost/asio/io_context.hpp>

#include <termios.h>

#include "modem/io/clock.hpp"
#include "modem/io/errors.hpp"
#include "tests/integration/io/pseudo_terminal.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::sim;
using namespace std::chrono_literals;
using hayauma::testing::link_folder;
using hayauma::testing::pseudo_terminal;
namespace asio = boost::asio;

namespace {

/// One thread for both sides: the modem runs whenever the master has nothing to read.
struct fixture {
    /// Writes, and reads until the answer ends as given (or a generous time has passed).
    std::string ask(const pseudo_terminal& host, std::string_view octets, std::string_view end) {
        host.say(octets);
        ::fcntl(host.master.get(), F_SETFL, O_NONBLOCK);
        std::string answer;
        const auto  give_up = std::chrono::steady_clock::now() + 20s;
        while (!answer.ends_with(end) && std::chrono::steady_clock::now() < give_up) {
            io.poll();
            char          buffer[4096];
            const ssize_t size = ::read(host.master.get(), buffer, sizeof buffer);
            if (size > 0) answer.append(buffer, static_cast<std::size_t>(size));
        }
        return answer;
    }

    asio::io_context io;
    sim_network      network{io::mono_clock::now(), io::wall_now()};
    sim_modem        modem{{}, network, io::mono_clock::now()};
};

const std::string ok = "\r\nOK\r\n";

}  // namespace

TEST_CASE("a modem answers behind a tty that was there before it", "[sim][tty]") {
    fixture         f;
    pseudo_terminal host;
    sim_tty         port(f.io.get_executor(), f.modem, host.path);
    CHECK(f.ask(host, "ATE0\r", ok) == "ATE0\r" + ok);
    CHECK(f.ask(host, "AT+CFUN?\r", ok) == "\r\n+CFUN: 1\r\n" + ok);
}

TEST_CASE("after a hang-up the modem goes on where its tty turns up", "[sim][tty]") {
    fixture         f;
    link_folder     folder;
    pseudo_terminal before;
    folder.point_link_at(before.path);
    sim_tty port(f.io.get_executor(), f.modem, folder.link());
    CHECK(f.ask(before, "ATE0\r", ok) == "ATE0\r" + ok);

    before.master.reset();
    pseudo_terminal after;
    folder.point_link_at(after.path);
    // What is said to a tty that nobody has opened yet would be echoed, as by any cooked tty.
    const auto give_up = std::chrono::steady_clock::now() + 20s;
    for (bool raw = false; !raw && std::chrono::steady_clock::now() < give_up;) {
        f.io.poll();
        termios line{};
        raw = ::tcgetattr(after.master.get(), &line) == 0 && !(line.c_lflag & ECHO);
    }
    CHECK(f.ask(after, "AT\r", ok) == ok);  // without echo: ATE0 is remembered
}

TEST_CASE("a tty that is not there is refused in words", "[sim][tty]") {
    fixture f;
    try {
        sim_tty port(f.io.get_executor(), f.modem, "/dev/no-such-tty");
        FAIL("it opened");
    } catch (const std::system_error& refused) {
        CHECK(refused.code() == std::error_code(make_error_code(io::errc::absent)));
    }
}
