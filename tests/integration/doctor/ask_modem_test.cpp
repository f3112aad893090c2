// What doctor asks of a modem, and what it makes of the answers.

#include "gateway/doctor/ask_modem.hpp"

#include <sstream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "gateway/doctor/diagnose.hpp"
#include "modem/sim/sim_link.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"

using namespace hayauma;
using namespace hayauma::doctor;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
namespace asio = boost::asio;

namespace {

/// A line that keeps what was written to it.
class overheard_link final : public io::link {
public:
    explicit overheard_link(io::link& line) : line_(line) {}

    asio::awaitable<boost::system::result<std::string_view>> read_some(
        std::chrono::milliseconds limit) override {
        return line_.read_some(limit);
    }
    asio::awaitable<boost::system::result<void>> write(std::string               octets,
                                                       std::chrono::milliseconds limit) override {
        written += octets;
        return line_.write(std::move(octets), limit);
    }
    void interrupt() noexcept override { line_.interrupt(); }

    std::string written;

private:
    io::link& line_;
};

struct consultation {
    testing::virtual_time time;
    asio::io_context      context;
    sim::sim_network      network{time.now(), time.wall_now()};
    sim::sim_modem        device;
    sim::sim_link         line{context.get_executor(), device};
    overheard_link        overheard{line};
    modem_facts           found;
    std::chrono::seconds  took{0};

    explicit consultation(const sim::sim_options& options = {})
        : device(options, network, time.now()) {
        found.name = "m";
        found.port.state = port_state::open;
        found.port.device = "simulated:0";
    }

    void fault(const char* text) {
        const auto what = sim::parse_fault(text);
        REQUIRE(what.has_value());
        device.inject(*what, time.now());
    }

    /// @return what is said of the modem, one finding a line.
    std::string hold(std::chrono::seconds wait = 30s) {
        bool            done = false;
        const mono_time begun = time.now();
        asio::co_spawn(context, ask_modem(overheard, begun + wait, found),
                       [&done](std::exception_ptr bug) {
                           CHECK(!bug);
                           done = true;
                       });
        REQUIRE(time.run_until(context, [&done] { return done; }));
        took = std::chrono::duration_cast<std::chrono::seconds>(time.now() - begun);
        std::string text;
        for (const finding& f : judge_modem(found, {}).findings)
            text += std::string(name(f.how)) + " " + f.what + "\n";
        return text;
    }
    bool can_send() const { return judge_modem(found, {}).can_send; }
};

sim::sim_options locked(sim::sim_lock lock) {
    sim::sim_options options;
    options.lock = lock;
    return options;
}

}  // namespace

TEST_CASE("a good modem is asked for all that matters, in no time", "[doctor][ask]") {
    consultation c;
    CHECK_THAT(c.hold(),
               Contains("ok simulated:0 answers") && !Contains("error") && !Contains("warning"));
    CHECK(c.can_send());
    CHECK(c.found.imei.size() == 15);
    CHECK(c.found.iccid.starts_with("89"));
    CHECK(c.found.home_plmn.size() == 5);
    CHECK(c.found.operator_plmn == "44010");
    CHECK(c.found.smsc == "+81900000001");
    CHECK(c.found.signal.rssi_dbm.has_value());
    CHECK(c.took < 10s);
}

TEST_CASE("doctor sends, deletes, switches and enters nothing", "[doctor][ask]") {
    for (const auto lock : {sim::sim_lock::none, sim::sim_lock::pin, sim::sim_lock::puk}) {
        consultation c(locked(lock));
        c.hold();
        CHECK(c.overheard.written.find('\x1A') == std::string::npos);  // Ctrl-Z
        std::istringstream lines(c.overheard.written);
        for (std::string line; std::getline(lines, line, '\r');) {
            if (line.starts_with('\x1B')) line.erase(0, 1);
            const bool sets = line.find('=') != line.npos && !line.ends_with('?');
            const bool may = line == "AT+CMEE=1" || line == "AT+COPS=3,2" || line == "AT+CGSN=1";
            INFO(line);
            CHECK((!sets || may));
        }
    }
}

TEST_CASE("a SIM that wants its PIN loses no try, however often doctor is asked", "[doctor][ask]") {
    consultation c(locked(sim::sim_lock::pin));
    for (int again = 0; again < 5; ++again) {
        c.found = {};
        c.found.port.state = port_state::open;
        CHECK_THAT(c.hold(), Contains("error the SIM wants its PIN (3 tries are left)"));
    }
    CHECK(c.took < 10s);  // nothing to wait for
}

TEST_CASE("a SIM that is absent, blocked or broken is told", "[doctor][ask]") {
    struct row {
        sim::sim_lock lock;
        const char*   words;
    };
    for (const row& one : {row{sim::sim_lock::absent, "error no SIM is inserted"},
                           row{sim::sim_lock::puk, "error the SIM is blocked: it asks for its PUK"},
                           row{sim::sim_lock::failure, "error the SIM"}}) {
        consultation c(locked(one.lock));
        CHECK_THAT(c.hold(), Contains(one.words));
        CHECK(!c.can_send());
    }
}

TEST_CASE("a SIM that is being read is waited for", "[doctor][ask]") {
    consultation c(locked(sim::sim_lock::busy));
    io::timer    read(c.context);
    read.expires_after(12s);
    read.async_wait([&c](auto) { c.device.set_lock(sim::sim_lock::none, c.time.now()); });
    CHECK_THAT(c.hold(), Contains("ok the SIM is ready"));
    CHECK(c.can_send());
    CHECK(c.took >= 12s);
}

TEST_CASE("a network that is searched is waited for", "[doctor][ask]") {
    consultation c;
    c.fault("no-network for=20s");
    CHECK_THAT(c.hold(30s), Contains("ok registered with 44010"));
    CHECK(c.took >= 20s);
}

TEST_CASE("a network that is searched for too long is not there", "[doctor][ask]") {
    consultation c;
    c.fault("no-network");
    CHECK_THAT(c.hold(5s), Contains("error not registered: the modem is searching a network"));
    CHECK(c.took >= 5s);
    CHECK(c.took < 15s);
}

TEST_CASE("a network that refuses is not waited for", "[doctor][ask]") {
    sim::sim_options options;
    options.radio.creg = options.radio.cgreg = options.radio.cereg = 3;
    consultation c(options);
    CHECK_THAT(c.hold(), Contains("error not registered: the modem was refused by the network"));
    CHECK(c.took < 10s);
}

TEST_CASE("data without short messages is told", "[doctor][ask]") {
    sim::sim_options options;
    options.radio.creg = 3;
    consultation c(options);
    CHECK_THAT(c.hold(), Contains("warning the network refuses everything but data: the SIM's plan "
                                  "may be without SMS"));
}

TEST_CASE("a SIM without a service centre is told", "[doctor][ask]") {
    sim::sim_options options;
    options.smsc = "";
    consultation c(options);
    CHECK_THAT(c.hold(), Contains("error no service centre (SMSC)"));
    CHECK(!c.can_send());
}

TEST_CASE("a modem that is silent is given up soon", "[doctor][ask]") {
    consultation silent;
    silent.fault("silence");
    CHECK_THAT(silent.hold(), Contains("error simulated:0 does not answer AT"));
    CHECK(silent.took < 15s);
}

TEST_CASE("a modem that goes away while it is asked", "[doctor][ask]") {
    consultation gone;
    gone.fault("unplug moment=command after=3");
    CHECK_THAT(gone.hold(), Contains("error simulated:0 went away"));
    CHECK(gone.found.lost);
    CHECK(gone.took < 15s);
}

TEST_CASE("noise, echo, a slow line and a prompt left over do not mislead", "[doctor][ask]") {
    for (const char* text : {"flood delay=50ms", "echo-on", "trickle", "stuck-prompt",
                             "urc times=all text=RDY", "garbage", "late command=+CSQ delay=8s"}) {
        INFO(text);
        consultation c;
        c.fault(text);
        const auto said = c.hold();
        CHECK_THAT(said, Contains("ok registered with 44010") && !Contains("error"));
    }
}
