// Which ports doctor opens, and which it leaves alone.

#include "gateway/doctor/examine.hpp"

#include <thread>

#include <boost/asio/io_context.hpp>

#include "modem/io/clock.hpp"
#include "modem/io/open_port.hpp"
#include "modem/session/registration.hpp"
#include "modem/sim/sim_pty.hpp"
#include "tests/integration/io/plugged_modem.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hayauma;
using namespace hayauma::doctor;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

constexpr io::usb_id quectel{0x2c7c, 0x0125};   // AT on 2 and 3; 0 and 1 must not be written to
constexpr io::usb_id stranger{0xfff0, 0x0001};  // no row of the profiles names it

/// Simulated modems on pseudo-terminals, which run on a thread of their own.
class machine {
public:
    ~machine() {
        context_.stop();
        if (thread_.joinable()) thread_.join();
    }

    /// @return the port's path.
    std::string add_modem(sim::sim_options options = {}) {
        options.index = static_cast<unsigned>(modems_.size());
        modems_.push_back(std::make_unique<sim::sim_modem>(options, network_, now_));
        ports_.push_back(
            std::make_unique<sim::sim_pty>(context_.get_executor(), *modems_.back(),
                                           folder_.file("modem" + std::to_string(modems_.size()))));
        return ports_.back()->device();
    }

    std::vector<modem_facts> examine(examination plan) {
        if (!thread_.joinable()) thread_ = std::thread([this] { context_.run(); });
        plan.wait = 2s;
        plan.look = [this] { return board.look(); };
        return doctor::examine(plan);
    }
    modem_facts examine_path(const std::string& path) {
        config::modem_settings modem;
        modem.name = "m";
        modem.device = path;
        examination plan;
        plan.modems = {modem};
        auto found = examine(plan);
        REQUIRE(found.size() == 1);
        return found.front();
    }

    testing::usb_board board;

private:
    using ended = asio::executor_work_guard<asio::io_context::executor_type>;

    mono_time                                    now_ = io::mono_clock::now();
    testing::temporary_folder                    folder_;
    asio::io_context                             context_{1};
    ended                                        work_{context_.get_executor()};
    sim::sim_network                             network_{now_, io::wall_now()};
    std::vector<std::unique_ptr<sim::sim_modem>> modems_;
    std::vector<std::unique_ptr<sim::sim_pty>>   ports_;
    std::thread                                  thread_;
};

/// Whether anything was written to a port that nobody reads.
bool was_written_to(const testing::pseudo_terminal& port) {
    pollfd about{port.master.get(), POLLIN, 0};
    return ::poll(&about, 1, 0) == 1 && (about.revents & POLLIN) != 0;
}

}  // namespace

TEST_CASE("a configured path is opened and asked, and free again afterwards", "[doctor][examine]") {
    machine    m;
    const auto path = m.add_modem();
    const auto found = m.examine_path(path);
    CHECK(found.configured);
    CHECK(found.answers);
    CHECK(found.port.device == path);
    CHECK(modem::usable(found.registration.creg));
    CHECK(io::open_port(path).has_value());
}

TEST_CASE("a path to nothing, and one to no port", "[doctor][examine]") {
    machine m;
    CHECK(m.examine_path("/dev/ttyUSB-none").port.state == port_state::absent);
    const auto found = m.examine_path("/dev/null");
    CHECK(found.port.state == port_state::failed);
    CHECK_THAT(found.port.words, Catch::Contains("not a serial port"));
}

TEST_CASE("a port that somebody else has is not asked", "[doctor][examine]") {
    machine    m;
    const auto path = m.add_modem();
    const auto taken = io::open_port(path);
    REQUIRE(taken.has_value());
    const auto found = m.examine_path(path);
    CHECK(found.port.state == port_state::taken);
    CHECK(!found.port.holder.empty());
    CHECK(!found.answers);
}

TEST_CASE("every modem that is plugged in is found, strangers are not asked", "[doctor][examine]") {
    machine                  m;
    testing::pseudo_terminal diagnosis, printer;
    const auto               device = m.board.plug("1-1", quectel);
    m.board.port(device, 0, diagnosis.path);
    m.board.port(device, 2, m.add_modem());
    m.board.port(m.board.plug("1-2", stranger), 0, printer.path);
    examination plan;
    plan.everything = true;
    const auto found = m.examine(plan);
    REQUIRE(found.size() == 1);
    CHECK(found.front().answers);
    CHECK(found.front().port.interface == 2);
    CHECK(!was_written_to(diagnosis));
    CHECK(!was_written_to(printer));
}

TEST_CASE("an interface that must not be written to is not, and the right one is named",
          "[doctor][examine]") {
    machine                  m;
    testing::pseudo_terminal diagnosis;
    const auto               device = m.board.plug("1-1", quectel);
    const auto               right = m.add_modem();
    m.board.port(device, 0, diagnosis.path);
    m.board.port(device, 2, right);
    const auto found = m.examine_path(diagnosis.path);
    CHECK(found.port.must_not_be_used);
    CHECK(found.port.better_device == right);
    CHECK(found.port.better_interface == 2);
    CHECK(!was_written_to(diagnosis));
}

TEST_CASE("beside a silent port the one that answers is found", "[doctor][examine]") {
    machine                  m;
    testing::pseudo_terminal silent;
    const auto               device = m.board.plug("1-1", stranger);
    const auto               right = m.add_modem();
    m.board.port(device, 0, silent.path);
    m.board.port(device, 1, right);
    const auto found = m.examine_path(silent.path);
    CHECK(found.port.state == port_state::open);
    CHECK(!found.answers);
    CHECK(found.port.better_device == right);
    CHECK(found.port.better_interface == 1);
}

TEST_CASE("a modem that is looked for by USB id is found, or said to be missing",
          "[doctor][examine]") {
    machine m;
    m.board.port(m.board.plug("1-1", quectel), 2, m.add_modem());
    config::modem_settings here, gone;
    here.name = "here";
    here.usb = "2c7c:0125";
    gone.name = "gone";
    gone.usb = "1e0e:9001";
    examination plan;
    plan.modems = {here, gone};
    const auto found = m.examine(plan);
    REQUIRE(found.size() == 2);
    CHECK(found[0].answers);
    CHECK(found[0].port.usb->path == "1-1");
    CHECK(found[1].port.state == port_state::absent);
    CHECK(found[1].port.words == "1e0e:9001 is not plugged in");
}

TEST_CASE("several modems are asked at the same time", "[doctor][examine]") {
    machine     m;
    examination plan;
    for (int i = 0; i < 8; ++i) plan.devices.push_back(m.add_modem());
    const auto found = m.examine(plan);
    REQUIRE(found.size() == 8);
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].name == plan.devices[i]);
        CHECK(found[i].answers);
    }
}
