#include "modem/sim/sim_pty.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "modem/io/clock.hpp"
#include "modem/sim/pty_pair.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::sim;
using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

struct temporary_folder {
    temporary_folder() {
        std::string pattern = (fs::temp_directory_path() / "hayauma-sim-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~temporary_folder() { fs::remove_all(path); }

    fs::path path;
};

/// One thread for both sides: the client never blocks, and the modem runs whenever the client has
/// nothing to read.
struct fixture {
    fixture() : link((folder.path / "lines" / "modem0").string()) {}

    static sim_options options() {
        sim_options made;
        made.radio_time = 0ms;
        made.boot_time = 0ms;
        made.radio.wobble_db = 0;
        return made;
    }

    owned_fd open_line() {
        owned_fd client(::open(link.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK));
        REQUIRE(client.get() >= 0);
        return client;
    }

    void settle() {
        while (io.poll() > 0) {}
    }

    /// Until something can be read (or a generous time has passed).
    void wait_unread(const owned_fd& client) {
        const auto give_up = std::chrono::steady_clock::now() + 20s;
        for (int octets = 0; octets == 0 && std::chrono::steady_clock::now() < give_up;) {
            io.poll();
            REQUIRE(::ioctl(client.get(), FIONREAD, &octets) == 0);
        }
    }

    std::string read_now(const owned_fd& client) {
        std::string octets;
        char        buffer[4096];
        for (ssize_t size = 0; (size = ::read(client.get(), buffer, sizeof buffer)) > 0;) {
            octets.append(buffer, static_cast<std::size_t>(size));
        }
        return octets;
    }

    void write(const owned_fd& client, std::string_view octets) {
        REQUIRE(::write(client.get(), octets.data(), octets.size()) ==
                static_cast<ssize_t>(octets.size()));
    }

    /// Writes, and reads until the answer ends as given (or a generous time has passed).
    std::string ask(const owned_fd& client, std::string_view octets, std::string_view end) {
        write(client, octets);
        std::string answer;
        const auto  give_up = std::chrono::steady_clock::now() + 20s;
        while (!answer.ends_with(end) && std::chrono::steady_clock::now() < give_up) {
            io.poll();
            answer += read_now(client);
        }
        return answer;
    }

    void inject(std::string_view spec) {
        modem.inject(parse_fault(spec).value(), io::mono_clock::now());
        settle();
    }

    void clear() {
        modem.clear_faults(io::mono_clock::now());
        settle();
    }

    /// Until the modem has booted (or a generous time has passed).
    void wait_booted() {
        const auto give_up = std::chrono::steady_clock::now() + 20s;
        while (modem.next_event() && std::chrono::steady_clock::now() < give_up) io.poll();
    }

    temporary_folder folder;
    std::string      link;
    asio::io_context io;
    sim_network      network{io::mono_clock::now(), io::wall_now()};
    sim_modem        modem{options(), network, io::mono_clock::now()};
};

const std::string ok = "\r\nOK\r\n";
const std::string pdu = "0031000C9118092143658700000013D9775D0E1ABFC965507A0E8AC966B49A0D\x1A";

}  // namespace

TEST_CASE("a client sends through the link", "[sim][pty]") {
    fixture f;
    sim_pty port(f.io.get_executor(), f.modem, f.link);
    CHECK(fs::read_symlink(f.link) == port.device());
    owned_fd client = f.open_line();
    CHECK(f.ask(client, "ATE0\r", ok) == "ATE0\r" + ok);
    CHECK(f.ask(client, "AT+CMGS=31\r", "> ") == "\r\n> ");
    CHECK(f.ask(client, pdu, ok) == "\r\n+CMGS: 193\r\n" + ok);
    CHECK(f.network.find_handset("819012345678")->inbox().front().text == "Your code is 123456");
}

TEST_CASE("octets pass as they are, one by one too", "[sim][pty]") {
    fixture  f;
    sim_pty  port(f.io.get_executor(), f.modem, f.link);
    owned_fd client = f.open_line();
    f.ask(client, "ATE0\r", ok);
    for (const char octet : std::string("AT+CSQ")) {
        f.write(client, std::string_view(&octet, 1));
        f.settle();
    }
    CHECK(f.ask(client, "\r", ok) == "\r\n+CSQ: 21,99\r\n" + ok);
}

TEST_CASE("a long list arrives whole", "[sim][pty]") {
    fixture  f;
    sim_pty  port(f.io.get_executor(), f.modem, f.link);
    owned_fd client = f.open_line();
    f.ask(client, "ATE0\r", ok);
    for (int turn = 0; turn < 100; ++turn) {
        f.ask(client, "AT+CMGW=31\r", "> ");
        f.ask(client, pdu, ok);
    }
    const std::string list = f.ask(client, "AT+CMGL=4\r", ok);
    std::size_t       entries = 0;
    for (std::size_t at = list.find("+CMGL: "); at != std::string::npos;
         at = list.find("+CMGL: ", at + 1)) {
        ++entries;
    }
    CHECK(entries == 100);
}

TEST_CASE("the modem outlives its clients, and what they left unread does not", "[sim][pty]") {
    fixture f;
    sim_pty port(f.io.get_executor(), f.modem, f.link);
    {
        owned_fd first = f.open_line();
        f.ask(first, "ATE0;+CREG=2\r", ok);
        f.write(first, "AT+CSQ\r");
        f.wait_unread(first);  // The answer is there; nobody reads it.
    }
    f.settle();
    owned_fd second = f.open_line();
    CHECK(f.read_now(second).empty());
    CHECK(f.ask(second, "AT+CREG?\r", ok) == "\r\n+CREG: 2,1,\"1A2B\",\"0100C80A\",7\r\n" + ok);
}

TEST_CASE("what the modem says to nobody is lost", "[sim][pty]") {
    fixture f;
    sim_pty port(f.io.get_executor(), f.modem, f.link);
    {
        owned_fd first = f.open_line();
        f.ask(first, "ATE0;+CNMI=2,1\r", ok);
    }
    f.settle();
    const auto own = *sms::phone_number::from_digits(f.modem.who().number);
    REQUIRE(f.network.send_text(own, own, "hello", io::mono_clock::now()));
    f.settle();
    owned_fd second = f.open_line();
    f.settle();
    CHECK(f.read_now(second).empty());
    CHECK(f.ask(second, "AT+CPMS?\r", ok).find("\"ME\",1,100") != std::string::npos);
}

TEST_CASE("a prompt that a dead client left is ended by ESC", "[sim][pty]") {
    fixture f;
    sim_pty port(f.io.get_executor(), f.modem, f.link);
    {
        owned_fd first = f.open_line();
        f.ask(first, "ATE0\r", ok);
        f.ask(first, "AT+CMGS=31\r", "> ");
    }
    owned_fd second = f.open_line();
    CHECK(f.ask(second, "\x1B", ok) == ok);
    CHECK(f.network.arrived() == 0);
}

TEST_CASE("a line that nobody uses costs nothing", "[sim][pty]") {
    fixture f;
    sim_pty port(f.io.get_executor(), f.modem, f.link);
    f.settle();
    CHECK(f.io.poll() == 0);
    { owned_fd client = f.open_line(); }
    f.settle();
    CHECK(f.io.poll() == 0);
}

TEST_CASE("the link replaces an older link, never a file, and goes at the end", "[sim][pty]") {
    fixture f;
    fs::create_directories(f.folder.path / "lines");
    fs::create_symlink("/dev/pts/nobody", f.link);
    {
        sim_pty port(f.io.get_executor(), f.modem, f.link);
        CHECK(fs::read_symlink(f.link) == port.device());
    }
    CHECK_FALSE(fs::is_symlink(fs::symlink_status(f.link)));

    std::ofstream(f.link) << "precious";
    CHECK_THROWS_AS(sim_pty(f.io.get_executor(), f.modem, f.link), std::system_error);
    CHECK(fs::file_size(f.link) == 8);
}

TEST_CASE("a port may end before its loops do", "[sim][pty]") {
    fixture f;
    {
        sim_pty  port(f.io.get_executor(), f.modem, f.link);
        owned_fd client = f.open_line();
        f.write(client, "AT\r");
    }
    f.settle();
    CHECK(f.io.poll() == 0);
}

TEST_CASE("unplugged, the line ends for its client and the link is gone", "[sim][pty]") {
    fixture  f;
    sim_pty  port(f.io.get_executor(), f.modem, f.link);
    owned_fd client = f.open_line();
    f.ask(client, "ATE0\r", ok);
    f.inject("unplug");
    CHECK_FALSE(fs::is_symlink(fs::symlink_status(f.link)));
    char octet = 0;
    CHECK(::read(client.get(), &octet, 1) <= 0);
    CHECK(::write(client.get(), "AT\r", 3) == -1);
    CHECK(errno == EIO);
    CHECK(::open(f.link.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK) == -1);

    // Plugged in again it is a new pseudo-terminal under the same link.
    f.clear();
    CHECK(fs::read_symlink(f.link) == port.device());
    f.wait_booted();
    owned_fd again = f.open_line();
    CHECK(f.ask(again, "AT\r", ok).ends_with("AT\r" + ok));
}

TEST_CASE("a modem comes back under another link, and then under its own", "[sim][pty]") {
    fixture f;
    sim_pty port(f.io.get_executor(), f.modem, f.link);
    f.inject("unplug as=%-2");
    f.clear();
    CHECK(port.link() == f.link + "-2");
    CHECK(fs::read_symlink(f.link + "-2") == port.device());
    CHECK_FALSE(fs::is_symlink(fs::symlink_status(f.link)));

    f.inject("unplug");
    f.clear();
    CHECK(port.link() == f.link);
    CHECK_FALSE(fs::is_symlink(fs::symlink_status(f.link + "-2")));
    f.wait_booted();
    owned_fd client = f.open_line();
    CHECK(f.ask(client, "AT\r", ok).ends_with("AT\r" + ok));
}

TEST_CASE("a dead modem's pseudo-terminal is there and says nothing", "[sim][pty]") {
    fixture  f;
    sim_pty  port(f.io.get_executor(), f.modem, f.link);
    owned_fd client = f.open_line();
    f.inject("dead");
    f.write(client, "AT\r");
    f.settle();
    CHECK(f.read_now(client).empty());
    f.modem.reset_usb(io::mono_clock::now());
    f.wait_booted();
    owned_fd again = f.open_line();
    CHECK(f.ask(again, "AT\r", ok).ends_with("AT\r" + ok));
}

TEST_CASE("a trickle passes whole", "[sim][pty]") {
    fixture  f;
    sim_pty  port(f.io.get_executor(), f.modem, f.link);
    owned_fd client = f.open_line();
    f.inject("trickle");
    CHECK(f.ask(client, "ATE0\r", ok) == "ATE0\r" + ok);
    CHECK(f.ask(client, "AT+CMGS=31\r", "> ") == "\r\n> ");
    CHECK(f.ask(client, pdu, ok) == "\r\n+CMGS: 193\r\n" + ok);
}

TEST_CASE("a line may end while its modem is unplugged", "[sim][pty]") {
    fixture f;
    {
        sim_pty port(f.io.get_executor(), f.modem, f.link);
        f.inject("unplug");
    }
    f.clear();
    CHECK(f.io.poll() == 0);
}
