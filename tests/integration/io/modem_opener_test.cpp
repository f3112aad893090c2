#include "modem/io/modem_opener.hpp"

#include <filesystem>
#include <fstream>

#include "tests/integration/io/plugged_modem.hpp"
#include "tests/integration/io/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using Catch::Contains;
using hayauma::io::modem_opener;
using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr io::usb_id anybody{0xfff0, 0x0001};  // no row of the profiles names it
constexpr io::usb_id other{0xfff0, 0x0002};
constexpr io::usb_id zte{0x19d2, 0xfff0};      // a row without interfaces: they are asked
constexpr io::usb_id quectel{0x2c7c, 0x0125};  // a row with AT interfaces 2 and 3

constexpr auto imei_a = "350000000000010";
constexpr auto imei_b = "350000000000028";

int never_fails(int) { return 0; }

/// A computer with USB sockets, and the part of the daemon that opens modems.
struct computer {
    asio::io_context                 context;
    io::helper_pool                  pool;
    usb_board                        board;
    testing::temporary_folder        nodes;  // where the system has /dev/bus/usb
    std::shared_ptr<io::port_finder> finder = std::make_shared<io::port_finder>(
        context.get_executor(), pool.handle(),
        io::port_finder::system{[this] { return board.look(); },
                                {nodes.path(), nodes.path(), &never_fails, 1ms}});

    modem_opener by_usb(const std::string& name, io::usb_id id, const std::string& serial = "",
                        int interface = -1) {
        config::modem_settings modem;
        modem.name = name;
        modem.usb = to_string(id);
        modem.usb_serial = serial;
        modem.usb_interface = interface;
        return {context.get_executor(), modem, pool.handle(), finder};
    }
    modem_opener by_imei(const std::string& name, const std::string& imei) {
        config::modem_settings modem;
        modem.name = name;
        modem.imei = imei;
        return {context.get_executor(), modem, pool.handle(), finder};
    }
    modem_opener by_path(const std::string& name, const std::string& path) {
        config::modem_settings modem;
        modem.name = name;
        modem.device = path;
        return {context.get_executor(), modem, pool.handle(), finder};
    }
    /// A modem with one port that talks.
    std::unique_ptr<talking_port> plug(const std::string& socket, io::usb_id id,
                                       const std::string& serial, const std::string& imei) {
        auto modem = std::make_unique<talking_port>(context, imei);
        board.port(board.plug(socket, id, serial), 0, modem->path());
        return modem;
    }
    auto open(modem_opener& opener) { return run_beside(context, opener.open()); }
    /// Opens, closes, and says where it was; or why not.
    std::string place(modem_opener& opener) {
        auto link = open(opener);
        if (!link) return opener.explain(link.error());
        link->reset();
        return opener.where();
    }
};

}  // namespace

TEST_CASE("a modem is found by its USB id and serial, wherever it is plugged in",
          "[io][modem_opener]") {
    computer c;
    auto     opener = c.by_usb("docomo-1", anybody, "861");
    CHECK(c.place(opener) == "fff0:0001 with serial 861 is not plugged in");
    CHECK(opener.where() == "fff0:0001 with serial 861");
    CHECK_FALSE(opener.usb());

    const auto first = c.plug("1-1", anybody, "860", imei_a);
    const auto second = c.plug("1-2", anybody, "861", imei_b);
    CHECK(c.place(opener) == second->path());
    CHECK(opener.usb() == anybody);

    c.board.unplug("1-2");
    CHECK(c.place(opener) == "fff0:0001 with serial 861 is not plugged in");
    const auto moved = c.plug("1-3", anybody, "861", imei_b);
    CHECK(c.place(opener) == moved->path());
    CHECK(first->heard().empty());
}

TEST_CASE("two modems of one model without serials go to two entries, always the same way",
          "[io][modem_opener]") {
    computer   c;
    auto       one = c.by_usb("one", anybody), two = c.by_usb("two", anybody);
    const auto right = c.plug("1-2", anybody, "", imei_b);
    const auto left = c.plug("1-1", anybody, "", imei_a);

    // Whoever opens first: the order is the configuration's and the sockets'.
    CHECK(c.place(two) == right->path());
    CHECK(c.place(one) == left->path());

    c.board.unplug("1-1");
    CHECK_THAT(c.place(one), Contains("every one that is plugged in is another [[modem]]'s"));
    CHECK(c.place(two) == right->path());
    const auto moved = c.plug("1-4", anybody, "", imei_a);
    CHECK(c.place(one) == moved->path());
    CHECK(c.place(two) == right->path());
}

TEST_CASE("a modem is found by its IMEI, and asked only once", "[io][modem_opener]") {
    computer c;
    auto     opener = c.by_imei("docomo-1", imei_b);
    CHECK(opener.where() == "imei " + std::string(imei_b));
    CHECK(c.place(opener) ==
          "no modem with IMEI " + std::string(imei_b) + " is plugged in (0 ports looked at)");

    const auto first = c.plug("1-1", anybody, "", imei_a);
    CHECK(c.place(opener) ==
          "no modem with IMEI " + std::string(imei_b) + " is plugged in (1 port looked at)");
    const auto second = c.plug("1-2", other, "", imei_b);
    CHECK(c.place(opener) == second->path());
    CHECK(c.place(opener) == second->path());
    CHECK(first->asked() == 1);
    CHECK(second->asked() == 1);
    CHECK(first->heard().find('\x1A') == std::string::npos);
    CHECK(first->heard().starts_with("\x1B"));

    // Elsewhere and under another name it is asked anew, and keeps its entry.
    c.board.unplug("1-2");
    CHECK_THAT(c.place(opener), Contains("no modem with IMEI"));
    const auto moved = c.plug("2-7", other, "", imei_b);
    CHECK(c.place(opener) == moved->path());
    CHECK(first->asked() == 1);
}

TEST_CASE("a modem that echoes tells its IMEI all the same", "[io][modem_opener]") {
    computer           c;
    auto               opener = c.by_imei("docomo-1", imei_a);
    const talking_port modem(c.context, imei_a, true);
    c.board.port(c.board.plug("1-1", anybody), 0, modem.path());
    CHECK(c.place(opener) == modem.path());
}

TEST_CASE("searches for two modems at once do not disturb each other", "[io][modem_opener]") {
    computer   c;
    auto       a = c.by_imei("a", imei_a), b = c.by_imei("b", imei_b);
    const auto first = c.plug("1-1", anybody, "", imei_b);
    const auto second = c.plug("1-2", anybody, "", imei_a);

    auto end_a = asio::co_spawn(c.context, a.open(), asio::use_future);
    auto link_b = c.open(b);
    while (end_a.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        c.context.run_one();
    auto link_a = end_a.get();
    REQUIRE(link_a.has_value());
    REQUIRE(link_b.has_value());
    CHECK(a.where() == second->path());
    CHECK(b.where() == first->path());
    CHECK(first->asked() == 1);
    CHECK(second->asked() == 1);
}

TEST_CASE("a modem of another entry is never asked who it is", "[io][modem_opener]") {
    computer   c;
    auto       by_path = c.by_path("path", "/nowhere"), by_usb = c.by_usb("usb", anybody, "861");
    auto       by_imei = c.by_imei("imei", imei_b);
    const auto mine = c.plug("1-1", anybody, "861", imei_a);
    auto       link = c.open(by_usb);
    REQUIRE(link.has_value());
    const int asked = mine->asked();

    const talking_port named(c.context, imei_a);
    c.board.port(c.board.plug("1-2", other), 0, named.path());
    auto path_opener = c.by_path("named", named.path());
    CHECK_THAT(c.place(by_imei), Contains("no modem with IMEI"));
    CHECK(named.heard().empty());
    CHECK(mine->asked() == asked);
    CHECK(c.place(path_opener) == named.path());
    CHECK(path_opener.usb() == other);
}

TEST_CASE("an entry without a serial leaves a modem to the entry that names its IMEI",
          "[io][modem_opener]") {
    computer   c;
    auto       any = c.by_usb("any", anybody), named = c.by_imei("named", imei_a);
    const auto first = c.plug("1-1", anybody, "", imei_a);
    const auto second = c.plug("1-2", anybody, "", imei_b);
    CHECK(c.place(any) == second->path());
    CHECK(c.place(named) == first->path());
}

TEST_CASE("a device of no known model is used on the port that answers", "[io][modem_opener]") {
    computer              c;
    auto                  opener = c.by_usb("unknown", anybody);
    const pseudo_terminal silent;
    const talking_port    modem(c.context, imei_a), second(c.context, imei_a);
    const auto            device = c.board.plug("1-1", anybody);
    c.board.port(device, 0, silent.path);
    c.board.port(device, 1, modem.path());
    c.board.port(device, 3, second.path());

    auto link = c.open(opener);
    REQUIRE(link.has_value());
    CHECK(opener.where() == modem.path());

    // Such a device may as well be an adapter, with another modem on the next port.
    auto none = run_beside(c.context, opener.open_second());
    REQUIRE(none.has_error());
    CHECK(none.error() == io::make_error_code(io::errc::absent));
    CHECK(second.heard().empty());
}

TEST_CASE("the next port that answers is for questions while the first one sends",
          "[io][modem_opener]") {
    computer           c;
    auto               opener = c.by_usb("mine", zte);
    const talking_port modem(c.context, imei_a), second(c.context, imei_a);
    const auto         device = c.board.plug("1-1", zte);
    c.board.port(device, 1, modem.path());
    REQUIRE(c.open(opener).has_value());
    const int asked = second.asked();

    SECTION("several AT ports of one modem are one modem") {
        c.board.port(device, 3, second.path());
        CHECK(run_beside(c.context, opener.open_second()).has_value());
        CHECK(second.asked() == asked + 1);
    }
    SECTION("a modem with one AT port has no second one") {
        auto none = run_beside(c.context, opener.open_second());
        REQUIRE(none.has_error());
        CHECK(none.error() == io::make_error_code(io::errc::absent));
    }
    SECTION("not one that another entry names") {
        auto named = c.by_path("named", second.path());
        c.board.port(device, 3, second.path());
        CHECK(run_beside(c.context, opener.open_second()).has_error());
        CHECK(second.asked() == asked);
    }
}

TEST_CASE("a device that two entries share has no second port and is not reset for one of them",
          "[io][modem_opener]") {
    computer           c;
    const talking_port two(c.context, imei_a), three(c.context, imei_b), four(c.context, imei_b);
    const auto         device = c.board.plug("1-1", quectel);
    c.board.port(device, 2, two.path());
    c.board.port(device, 3, three.path());
    fs::create_directories(c.nodes.path() / "001");
    std::ofstream(c.nodes.path() / "001/001") << "";
    auto one = c.by_usb("one", quectel, "", 2);
    REQUIRE(c.open(one).has_value());

    const auto is_shared = [&] {
        const auto refused = run_beside(c.context, one.reset_usb());
        REQUIRE(refused.has_error());
        CHECK(refused.error() == io::make_error_code(io::errc::reset_refused));
        CHECK(one.explain(refused.error()) ==
              "2c7c:0125 at 1-1 is not reset, for [[modem]] next is on it too: reset it by hand");
    };
    SECTION("nobody else") {
        CHECK(run_beside(c.context, one.open_second()).has_value());
        CHECK(run_beside(c.context, one.reset_usb()).has_value());
    }
    SECTION("another has a port of it") {
        auto next = c.by_usb("next", quectel, "", 3);
        REQUIRE(c.open(next).has_value());
        CHECK(run_beside(c.context, one.open_second()).has_error());
        is_shared();
    }
    SECTION("another names a port of it") {
        c.board.port(device, 4, four.path());
        const auto next = c.by_path("next", four.path());
        CHECK(run_beside(c.context, one.open_second()).has_value());
        is_shared();
    }
}

TEST_CASE("a device is reset for the one entry that names its port", "[io][modem_opener]") {
    computer           c;
    const talking_port modem(c.context, imei_a);
    c.board.port(c.board.plug("1-1", anybody), 0, modem.path());
    fs::create_directories(c.nodes.path() / "001");
    std::ofstream(c.nodes.path() / "001/001") << "";
    auto opener = c.by_path("path", modem.path());
    REQUIRE(c.open(opener).has_value());
    CHECK(run_beside(c.context, opener.reset_usb()).has_value());
}

TEST_CASE("a wanted interface is taken, and its absence told", "[io][modem_opener]") {
    computer           c;
    auto               opener = c.by_usb("quad", anybody, "", 3);
    const talking_port zero(c.context, imei_a), three(c.context, imei_b);
    const auto         device = c.board.plug("1-1", anybody);
    c.board.port(device, 0, zero.path());
    CHECK(c.place(opener) ==
          "fff0:0001 is plugged in at 1-1, but has no port for AT commands on interface 3 (yet)");
    c.board.port(device, 3, three.path());
    CHECK(c.place(opener) == three.path());
    CHECK(zero.heard().empty());

    // The other ports of such an adapter may be other modems.
    auto none = run_beside(c.context, opener.open_second());
    CHECK(none.has_error());
}

TEST_CASE("a modem without a serial port says that it is in another mode", "[io][modem_opener]") {
    computer c;
    auto     opener = c.by_usb("hilink", anybody);
    c.board.plug("1-1", anybody);
    CHECK_THAT(c.place(opener), Contains("plugged in at 1-1") && Contains("no serial port"));
}

TEST_CASE("a path that is no USB device is opened as ever", "[io][modem_opener]") {
    computer           c;
    const talking_port modem(c.context, imei_a);
    auto               opener = c.by_path("plain", modem.path());
    auto               link = c.open(opener);
    REQUIRE(link.has_value());
    CHECK_FALSE(opener.usb());
    CHECK(run_beside(c.context, opener.open_second()).has_error());
    const auto reset = run_beside(c.context, opener.reset_usb());
    REQUIRE(reset.has_error());
    CHECK(reset.error() == io::make_error_code(io::errc::not_usb));
    CHECK(opener.explain(reset.error()) == modem.path() + ": not a USB device: reset it by hand");
}

TEST_CASE("a device is reset by its modem, and found under the new name of its port",
          "[io][modem_opener]") {
    computer           c;
    auto               opener = c.by_usb("reset", anybody);
    const talking_port before(c.context, imei_a), after(c.context, imei_a);
    auto               device = c.board.plug("1-1", anybody);
    c.board.port(device, 0, before.path());
    CHECK(c.place(opener) == before.path());

    auto refused = run_beside(c.context, opener.reset_usb());
    REQUIRE(refused.has_error());
    CHECK(refused.error() == io::make_error_code(io::errc::reset_refused));
    CHECK_THAT(opener.explain(refused.error()),
               Contains("fff0:0001 at 1-1: no permission to reset the USB device"));

    fs::create_directories(c.nodes.path() / "001");
    std::ofstream(c.nodes.path() / "001/001") << "";
    CHECK(run_beside(c.context, opener.reset_usb()).has_value());
    c.board.unplug("1-1");
    c.board.port(device, 0, after.path());  // the same device: its driver took another number
    CHECK(c.place(opener) == after.path());

    c.board.unplug("1-1");
    auto gone = run_beside(c.context, opener.reset_usb());
    REQUIRE(gone.has_error());
    CHECK(opener.explain(gone.error()) == "fff0:0001 at 1-1 is not plugged in any more");
}

TEST_CASE("a port that cannot be asked is told with the modem that is missed",
          "[io][modem_opener]") {
    computer           c;
    auto               opener = c.by_imei("docomo-1", imei_b);
    const talking_port modem(c.context, imei_a);
    auto               holder = io::open_port(modem.path());
    REQUIRE(holder.has_value());
    c.board.port(c.board.plug("1-1", anybody), 0, modem.path());
    CHECK_THAT(c.place(opener), Contains("1 port looked at; " + modem.path() + ": taken by"));
}

TEST_CASE("a silent port is told as such, and nothing of ours stays in it", "[io][modem_opener]") {
    computer              c;
    auto                  opener = c.by_imei("docomo-1", imei_b);
    const pseudo_terminal silent;
    c.board.port(c.board.plug("1-1", anybody), 0, silent.path);
    CHECK_THAT(c.place(opener), Contains(silent.path + ": no final result before the deadline"));
    wait_readable(silent.master.get());
    const std::string heard = silent.hear(1);
    CHECK(heard.starts_with("\x1B"));
    CHECK(heard.find('\x1A') == std::string::npos);
}
