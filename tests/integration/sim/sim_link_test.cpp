#include "modem/sim/sim_link.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>

#include "modem/at/errors.hpp"
#include "modem/io/errors.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::sim;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Time that passes only when nothing is left to do but wait.
class simulated_time final : public io::time_source {
public:
    simulated_time() { io::install_time_source(this); }
    ~simulated_time() override { io::install_time_source(nullptr); }

    mono_time                           now() noexcept override { return now_; }
    wall_time                           wall_now() noexcept override { return wall_time{}; }
    std::chrono::steady_clock::duration sleep_for(
        std::chrono::steady_clock::duration left) override {
        left_ = left;
        return {};
    }

    void pass() {
        if (left_ > 0s) now_ += left_;
        left_ = {};
    }

private:
    mono_time                           now_{1h};
    std::chrono::steady_clock::duration left_{};
};

/// What one read ended with, and when.
struct outcome {
    boost::system::error_code error;
    std::string               octets;
    std::chrono::milliseconds after{};
};

asio::awaitable<void> read_into(sim_link& line, std::chrono::milliseconds limit,
                                std::optional<outcome>& out) {
    const mono_time begun = io::mono_clock::now();
    const auto      octets = co_await line.read_some(limit);
    outcome         ended;
    ended.after = std::chrono::floor<std::chrono::milliseconds>(io::mono_clock::now() - begun);
    if (octets) {
        ended.octets = std::string(*octets);
    } else {
        ended.error = octets.error();
    }
    out = ended;
}

asio::awaitable<void> write_all(sim_link& line, std::string octets, bool& done) {
    const auto written = co_await line.write(std::move(octets), 1s);
    done = written.has_value();
}

asio::awaitable<void> open_into(
    sim_link_opener& opener, std::optional<boost::system::result<std::unique_ptr<io::link>>>& out) {
    auto line = co_await opener.open();
    out = std::move(line);
}

asio::awaitable<void> reset_into(sim_link_opener&                            opener,
                                 std::optional<boost::system::result<void>>& out) {
    const auto done = co_await opener.reset_usb();
    out = done;
}

struct fixture {
    static sim_options options() {
        sim_options made;
        made.radio_time = 2500ms;
        made.radio.wobble_db = 0;
        return made;
    }

    /// Runs until a thing is there, letting time pass whenever nothing else happens.
    template <class Thing>
    void run_until(const Thing& thing) {
        for (int turn = 0; !thing && turn < 10'000; ++turn) {
            if (io.poll_one() == 0) time.pass();
        }
        REQUIRE(thing);
    }

    void write(sim_link& line, std::string octets) {
        bool done = false;
        asio::co_spawn(io, write_all(line, std::move(octets), done), asio::detached);
        run_until(done);
    }

    outcome read(sim_link& line, std::chrono::milliseconds limit) {
        std::optional<outcome> ended;
        asio::co_spawn(io, read_into(line, limit, ended), asio::detached);
        run_until(ended);
        return *ended;
    }

    boost::system::result<std::unique_ptr<io::link>> open(sim_link_opener& opener) {
        std::optional<boost::system::result<std::unique_ptr<io::link>>> line;
        asio::co_spawn(io, open_into(opener, line), asio::detached);
        run_until(line);
        return std::move(*line);
    }

    boost::system::result<void> reset_usb(sim_link_opener& opener) {
        std::optional<boost::system::result<void>> done;
        asio::co_spawn(io, reset_into(opener, done), asio::detached);
        run_until(done);
        return *done;
    }

    void inject(std::string_view spec) {
        modem.inject(parse_fault(spec).value(), io::mono_clock::now());
    }

    simulated_time                                             time;
    asio::io_context                                           io;
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    sim_network network{io::mono_clock::now(), wall_time{}};
    sim_modem   modem{options(), network, io::mono_clock::now()};
};

const std::string pdu = "0031000C9118092143658700000013D9775D0E1ABFC965507A0E8AC966B49A0D\x1A";

}  // namespace

TEST_CASE("the line carries commands and answers", "[sim][link]") {
    fixture  f;
    sim_link line(f.io.get_executor(), f.modem);
    f.write(line, "AT\r");
    const outcome answer = f.read(line, 1s);
    CHECK_FALSE(answer.error);
    CHECK(answer.octets == "AT\r\r\nOK\r\n");
    CHECK(answer.after == 0ms);
}

TEST_CASE("a silent modem times out at the limit, also at none", "[sim][link]") {
    fixture       f;
    sim_link      line(f.io.get_executor(), f.modem);
    const outcome late = f.read(line, 3s);
    CHECK(late.error == at::errc::timed_out);
    CHECK(late.after == 3s);
    CHECK(f.read(line, 0ms).error == at::errc::timed_out);
    f.write(line, "AT\r");
    CHECK_FALSE(f.read(line, 0ms).error);
}

TEST_CASE("the result of a message comes after the radio time, in the link's own time",
          "[sim][link]") {
    fixture  f;
    sim_link line(f.io.get_executor(), f.modem);
    f.write(line, "ATE0\rAT+CMGS=31\r");
    f.read(line, 1s);
    f.write(line, pdu);
    CHECK(f.read(line, 1s).error == at::errc::timed_out);
    const outcome result = f.read(line, 10s);
    CHECK(result.octets == "\r\n+CMGS: 193\r\n\r\nOK\r\n");
    CHECK(result.after == 1500ms);
    CHECK(f.network.arrived() == 1);
}

TEST_CASE("an interrupt ends the read that waits and no other", "[sim][link]") {
    fixture  f;
    sim_link line(f.io.get_executor(), f.modem);
    line.interrupt();
    CHECK(f.read(line, 1s).error == at::errc::timed_out);

    std::optional<outcome> ended;
    asio::co_spawn(f.io, read_into(line, 60s, ended), asio::detached);
    f.io.poll_one();
    line.interrupt();
    f.run_until(ended);
    CHECK(ended->error == at::errc::stopped);
    CHECK(ended->after == 0ms);
}

TEST_CASE("a cancelled read says stopped", "[sim][link]") {
    fixture                   f;
    sim_link                  line(f.io.get_executor(), f.modem);
    asio::cancellation_signal stop;
    std::optional<outcome>    ended;
    asio::co_spawn(f.io, read_into(line, 60s, ended),
                   asio::bind_cancellation_slot(stop.slot(), asio::detached));
    f.io.poll_one();
    stop.emit(asio::cancellation_type::terminal);
    f.run_until(ended);
    CHECK(ended->error == at::errc::stopped);
}

TEST_CASE("what comes from elsewhere wakes a waiting read", "[sim][link]") {
    fixture  f;
    sim_link line(f.io.get_executor(), f.modem);
    f.write(line, "ATE0;+CNMI=2,1\r");
    f.read(line, 1s);

    std::optional<outcome> ended;
    asio::co_spawn(f.io, read_into(line, 60s, ended), asio::detached);
    f.io.poll_one();
    const auto own = *sms::phone_number::from_digits(f.modem.who().number);
    REQUIRE(f.network.send_text(own, own, "hello", io::mono_clock::now()));
    f.run_until(ended);
    CHECK(ended->octets == "\r\n+CMTI: \"ME\",1\r\n");
    CHECK(ended->after == 0ms);
}

TEST_CASE("a line opened again finds the modem as it was left, and nothing unread", "[sim][link]") {
    fixture         f;
    sim_link_opener opener(f.io.get_executor(), f.modem, "simulated:0");
    CHECK(opener.where() == "simulated:0");
    {
        sim_link line(f.io.get_executor(), f.modem);
        f.write(line, "ATE0\rAT+CMGS=31\r");  // Never read; the prompt stays open.
    }
    sim_link again(f.io.get_executor(), f.modem);
    CHECK(f.read(again, 1s).error == at::errc::timed_out);
    f.write(again, "\x1B");
    CHECK(f.read(again, 1s).octets == "\r\nOK\r\n");
}

TEST_CASE("a line is lost when its modem is unplugged, and stays lost", "[sim][link]") {
    fixture                f;
    sim_link               line(f.io.get_executor(), f.modem);
    sim_link_opener        opener(f.io.get_executor(), f.modem, "simulated:0");
    std::optional<outcome> ended;
    asio::co_spawn(f.io, read_into(line, 60s, ended), asio::detached);
    f.io.poll_one();
    f.inject("unplug for=5s as=%-2");
    f.run_until(ended);
    CHECK(ended->error == at::errc::port_lost);
    CHECK(ended->after == 0ms);
    CHECK(f.open(opener).error() == io::errc::absent);
    CHECK(f.reset_usb(opener).error() == io::errc::absent);
    CHECK(opener.where() == "simulated:0");

    boost::system::error_code written;
    asio::co_spawn(f.io, line.write("AT\r", 1s),
                   [&written](const std::exception_ptr&, boost::system::result<void> done) {
                       written = done.error();
                   });
    f.run_until(written);
    CHECK(written == at::errc::port_lost);

    // Five seconds later it is there, boots, and is called otherwise; the old line is not it.
    io::timer replug(f.io, 5s);
    bool      over = false;
    replug.async_wait([&over](const boost::system::error_code&) { over = true; });
    f.run_until(over);
    const auto again = f.open(opener);
    REQUIRE(again);
    CHECK(opener.where() == "simulated:0-2");
    CHECK(f.read(line, 1s).error == at::errc::port_lost);
    CHECK(f.read(static_cast<sim_link&>(**again), 10s).octets.starts_with("\r\nRDY\r\n"));
}

TEST_CASE("a dead modem's opener revives it", "[sim][link]") {
    fixture         f;
    sim_link_opener opener(f.io.get_executor(), f.modem, "simulated:0");
    f.inject("dead");
    const auto deaf = f.open(opener);
    REQUIRE(deaf);
    auto& line = static_cast<sim_link&>(**deaf);
    f.write(line, "AT\r");
    CHECK(f.read(line, 30s).error == at::errc::timed_out);
    CHECK(f.reset_usb(opener).has_value());
    CHECK(f.read(line, 1s).error == at::errc::port_lost);
    const auto again = f.open(opener);
    REQUIRE(again);
    CHECK(f.read(static_cast<sim_link&>(**again), 10s).octets.starts_with("\r\nRDY\r\n"));
}

TEST_CASE("a trickle gives each read one octet", "[sim][link]") {
    fixture  f;
    sim_link line(f.io.get_executor(), f.modem);
    f.inject("trickle delay=1ms");
    f.write(line, "ATE0\r");
    std::string said;
    while (!said.ends_with("OK\r\n")) {
        const outcome one = f.read(line, 1s);
        REQUIRE(one.octets.size() == 1);
        said += one.octets;
    }
    CHECK(said == "ATE0\r\r\nOK\r\n");
}
