#include "modem/io/device_opener.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "tests/integration/io/pseudo_terminal.hpp"
#include "tests/integration/io/run.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using namespace std::chrono_literals;
using hayauma::io::device_opener;
using hayauma::io::make_error_code;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

struct loop {
    asio::io_context context;
    io::helper_pool  pool;

    device_opener opener(const std::string& device) {
        return device_opener(context.get_executor(), device, pool.handle());
    }
};

/// Says AT to what is behind the link and returns its answer.
std::string talk(loop& l, io::link& link, const pseudo_terminal& modem) {
    REQUIRE(run(l.context, link.write("AT\r", 60s)).has_value());
    CHECK(modem.hear(3) == "AT\r");
    modem.say("OK\r\n");
    return run(l.context, read_all(link, 4, 60s)).value();
}

}  // namespace

TEST_CASE("a modem that is plugged in later is opened then", "[io][device_opener]") {
    link_folder folder;
    loop        l;
    auto        opener = l.opener(folder.link());
    CHECK(opener.where() == folder.link());

    auto before = run(l.context, opener.open());
    REQUIRE(before.has_error());
    CHECK(before.error() == make_error_code(io::errc::absent));
    CHECK(opener.explain(before.error()) ==
          folder.link() + ": no such device: plug the modem in, or correct its path");

    const pseudo_terminal modem;
    folder.point_link_at(modem.path);
    auto after = run(l.context, opener.open());
    REQUIRE(after.has_value());
    CHECK(opener.where() == modem.path);
    CHECK(talk(l, **after, modem) == "OK\r\n");
}

TEST_CASE("a modem that comes back under another name is found by its link",
          "[io][device_opener]") {
    link_folder folder;
    loop        l;
    auto        opener = l.opener(folder.link());
    {
        const pseudo_terminal first;
        folder.point_link_at(first.path);
        auto link = run(l.context, opener.open());
        REQUIRE(link.has_value());
    }
    const pseudo_terminal taken_number, second;
    folder.point_link_at(second.path);
    auto link = run(l.context, opener.open());
    REQUIRE(link.has_value());
    CHECK(opener.where() == second.path);
    CHECK(talk(l, **link, second) == "OK\r\n");
}

TEST_CASE("a modem that is taken says by whom", "[io][device_opener]") {
    const pseudo_terminal modem;
    loop                  l;
    auto                  first = l.opener(modem.path), second = l.opener(modem.path);
    auto                  link = run(l.context, first.open());
    REQUIRE(link.has_value());

    auto refused = run(l.context, second.open());
    REQUIRE(refused.has_error());
    CHECK(refused.error() == make_error_code(io::errc::taken));
    CHECK_THAT(second.explain(refused.error()),
               Catch::Contains("two modems of the configuration share it"));
}

TEST_CASE("a serial device server is a modem like any other", "[io][device_opener]") {
    loop          l;
    tcp::acceptor server(l.context, {asio::ip::make_address("127.0.0.1"), 0});
    const auto    device = "tcp://127.0.0.1:" + std::to_string(server.local_endpoint().port());
    auto          opener = l.opener(device);

    auto link = run(l.context, opener.open());
    REQUIRE(link.has_value());
    CHECK(opener.where() == device);

    tcp::socket modem = server.accept();
    REQUIRE(run(l.context, (*link)->write("AT\r", 60s)).has_value());
    std::string heard(3, '\0');
    asio::read(modem, asio::buffer(heard));
    CHECK(heard == "AT\r");
    asio::write(modem, asio::buffer(std::string("OK\r\n")));
    CHECK(run(l.context, read_all(**link, 4, 60s)) == read_answer("OK\r\n"));

    modem.close();
    CHECK(run(l.context, read_copy(**link, 60s)).has_error());
}

TEST_CASE("an address that cannot be read is told as such", "[io][device_opener]") {
    loop l;
    auto opener = l.opener("tcp://10.0.0.5");
    auto link = run(l.context, opener.open());
    REQUIRE(link.has_error());
    CHECK(link.error() == make_error_code(io::errc::bad_address));
    CHECK(opener.explain(link.error()) == "tcp://10.0.0.5: bad address: write tcp://HOST:PORT");
}
