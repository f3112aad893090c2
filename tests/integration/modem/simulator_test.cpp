// The actor in front of the simulated modem, which follows the standards and knows no more of the
// actor than any other modem does.

#include "modem/sim/sim_link.hpp"
#include "tests/integration/modem/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_pin.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using namespace std::chrono_literals;

namespace {

/// Network and modem live as long as the bench's time, and longer than its actor.
struct simulation {
    bench            b;
    sim::sim_network network{b.time.now(), b.time.wall_now()};
    sim::sim_modem   device;

    explicit simulation(sim::sim_options options = {}, config::modem_settings settings = {})
        : b(settings), device(options, network, b.time.now()) {
        if (settings.name.empty()) settings.name = "docomo-1";
        const auto executor = b.context.get_executor();
        b.actor = std::make_unique<io::modem_actor>(
            executor, settings,
            std::make_unique<sim::sim_link_opener>(executor, device, "simulated:0"), b.owner);
    }
    ~simulation() { b.end(); }
};

}  // namespace

TEST_CASE("a code goes through the simulated modem, and its report comes back", "[modem][sim]") {
    simulation s;
    s.b.start();
    REQUIRE(s.b.ready());
    s.b.time.advance(s.b.context, 1s);  // operator and signal are asked once it is ready
    CHECK(s.b.actor->status().iccid.starts_with("89"));
    CHECK(s.b.actor->status().imei.size() == 15);
    CHECK(s.b.actor->status().operator_plmn.size() == 5);
    CHECK(s.b.actor->status().signal.rssi_dbm.has_value());

    s.b.submit();
    REQUIRE(s.b.run_until([&] { return s.b.owner.events.size() == 2; }, 60s));
    REQUIRE(std::holds_alternative<modem::accepted>(s.b.outcomes.at(0)));
    const auto reference = std::get<modem::accepted>(s.b.outcomes[0]).message_reference;
    CHECK(s.b.owner.events[1] == "report " + std::to_string(reference));

    const sim::handset* handset = s.network.find_handset("819012345678");
    REQUIRE(handset);
    REQUIRE(handset->inbox().size() == 1);
    CHECK(handset->inbox().front().text == "Your code is 123456");
}

TEST_CASE("the simulated modem is busy all the time under full load", "[modem][sim]") {
    simulation s;
    s.b.start();
    REQUIRE(s.b.ready());
    const mono_time begun = s.b.time.now();
    for (std::size_t i = 1; i <= 50; ++i) {
        s.b.submit();
        REQUIRE(s.b.run_until([&] { return s.b.outcomes.size() == i; }, 60s));
        REQUIRE(std::holds_alternative<modem::accepted>(s.b.outcomes.back()));
    }
    CHECK(50 * 2500ms >= 0.99 * (s.b.ended_at.back() - begun));
}

TEST_CASE("a locked simulated SIM gets its PIN once", "[modem][sim]") {
    const temporary_pin    pin("1234\n");
    config::modem_settings settings;
    settings.pin_file = pin.path();
    sim::sim_options options;
    options.lock = sim::sim_lock::pin;
    simulation s(options, settings);
    s.b.start();
    CHECK(s.b.ready());
    CHECK(s.b.owner.pin_asked_for.size() == 1);
}

TEST_CASE("a wrong PIN is tried once on a simulated SIM, and no more", "[modem][sim]") {
    const temporary_pin    pin("4321\n");
    config::modem_settings settings;
    settings.pin_file = pin.path();
    sim::sim_options options;
    options.lock = sim::sim_lock::pin;
    simulation s(options, settings);
    s.b.start();
    const auto failed = [&] { return s.b.actor->status().state == modem::modem_state::failed; };
    REQUIRE(s.b.run_until(failed, 120s));
    s.b.owner.pin_allowed = false;  // the record now says that it was tried
    s.b.time.advance(s.b.context, 10min);
    CHECK(s.b.actor->status().state == modem::modem_state::failed);
    CHECK(s.b.owner.pin_asked_for.size() > 1);
}
