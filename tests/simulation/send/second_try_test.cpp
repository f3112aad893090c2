#include "tests/simulation/send/world.hpp"
#include "tests/support/catch.hpp"

namespace hayauma::simulation {
namespace {

std::vector<sim::sim_options> radios(std::initializer_list<std::chrono::milliseconds> times) {
    std::vector<sim::sim_options> made;
    for (const auto time : times) {
        sim::sim_options one;
        one.radio_time = time;
        made.push_back(one);
    }
    return made;
}

std::string id_of(const boost::json::object& message) {
    return std::string(message.at("id").as_string());
}

/// Posts a code and lets a modem take it: Ctrl-Z is written a second later.
std::string code_on_the_air(world& w) {
    const auto id = id_of(w.post({{"to", "09012345678"}, {"code", "613142"}}));
    w.time.advance(w.loop, 1s);
    REQUIRE(w.get(id).at("status") == "sending");
    return id;
}

}  // namespace

TEST_CASE("a modem that is unplugged after Ctrl-Z: the code goes on another at once",
          "[simulation][second_try]") {
    world w(radios({5s, 5s}));
    w.start();
    const auto id = code_on_the_air(w);
    const auto first = w.carrier(id, 0);
    w.cables[first].pull();
    REQUIRE(w.run_until([&] { return w.get(id).at("attempts").as_array().size() == 2; }, 1s));
    CHECK(w.carrier(id, 1) != first);
    CHECK(w.get(id).at("status") == "sending");
    CHECK(w.get(id).at("finished_at").is_null());
    CHECK(w.get(id).at("attempts").at(0).at("outcome") == "unknown");
    CHECK(w.store->counters().second_tries == 1);

    REQUIRE(w.run_until([&] { return w.get(id).at("status") == "sent"; }, 10s));
    CHECK(w.arrived.size() == 1);
    CHECK(w.store->counters().doubled == 0);

    // Back again, the modem hands in the report on a copy of which nobody knew.
    w.cables[first].plugged = true;
    REQUIRE(w.run_until([&] { return w.get(id).at("status") == "delivered"; }, 1min));
    CHECK(w.get(id).at("attempts").at(0).at("outcome") == "accepted");
    CHECK(w.store->counters().doubled == 1);
    w.time.advance(w.loop, 1h);
    CHECK(w.arrived.size() == 2);
}

TEST_CASE("the only modem makes the second try itself, once it is back",
          "[simulation][second_try]") {
    world w(radios({5s}));
    w.start();
    const auto id = code_on_the_air(w);
    w.cables[0].pull();
    w.time.advance(w.loop, 30s);
    CHECK(w.get(id).at("status") == "unconfirmed");
    CHECK(w.get(id).at("finished_at").is_null());
    w.cables[0].plugged = true;
    // The report on the first copy may come before the second is on its way: then there is none.
    REQUIRE(w.run_until([&] { return w.get(id).at("status") == "delivered"; }, 2min));
    CHECK(w.store->counters().second_tries + 1 ==
          static_cast<std::int64_t>(w.get(id).at("attempts").as_array().size()));
}

TEST_CASE("a code whose modem does not come back in time stays unconfirmed, and is over",
          "[simulation][second_try]") {
    world w(radios({5s}));
    w.start();
    const auto id = code_on_the_air(w);
    w.cables[0].pull();
    w.time.advance(w.loop, 290s);
    CHECK(w.get(id).at("finished_at").is_null());
    w.time.advance(w.loop, 10s);
    CHECK(w.get(id).at("status") == "unconfirmed");
    CHECK_FALSE(w.get(id).at("finished_at").is_null());
    w.cables[0].plugged = true;
    w.time.advance(w.loop, 1h);
    CHECK(w.get(id).at("attempts").as_array().size() == 1);
    CHECK(w.store->counters().second_tries == 0);
}

TEST_CASE("a text that may have been sent is never sent again", "[simulation][second_try]") {
    world w(radios({5s, 5s}));
    w.start();
    const auto id = id_of(w.post({{"to", "09012345678"}, {"text", "The lift is out of order."}}));
    w.time.advance(w.loop, 1s);
    const auto first = w.carrier(id, 0);
    w.cables[first].pull();
    w.time.advance(w.loop, 1s);
    CHECK(w.get(id).at("status") == "unconfirmed");
    CHECK_FALSE(w.get(id).at("finished_at").is_null());
    w.cables[first].plugged = true;
    REQUIRE(w.run_until([&] { return w.get(id).at("status") == "delivered"; }, 1min));
    w.time.advance(w.loop, 1h);
    CHECK(w.get(id).at("attempts").as_array().size() == 1);
    CHECK(w.arrived.size() == 1);
}

TEST_CASE("a code that has no answer for 20 s goes on another modem, its exchange goes on",
          "[simulation][second_try]") {
    world w(radios({60s, 60s}));
    w.start();
    const auto before = w.time.now();
    const auto id = code_on_the_air(w);
    REQUIRE(w.run_until([&] { return w.get(id).at("attempts").as_array().size() == 2; }, 30s));
    CHECK(w.time.now() - before == 20s);
    CHECK(w.get(id).at("status") == "sending");
    CHECK(w.get(id).at("attempts").at(0).at("outcome") == "unknown");
    CHECK(w.get(id).at("attempts").at(0).at("error").at("name") == "overdue");

    // The first answers at last: that is the truth, whatever the second will say.
    REQUIRE(w.run_until([&] { return w.get(id).at("status") == "sent"; }, 1min));
    CHECK(w.time.now() - before == 60s);
    CHECK(w.get(id).at("attempts").at(0).at("outcome") == "accepted");
    CHECK(w.store->counters().doubled == 0);
    REQUIRE(w.run_until([&] { return w.arrived.size() == 2; }, 1min));
    w.time.advance(w.loop, 1s);
    CHECK(w.store->counters().doubled == 1);
    CHECK(w.store->counters().second_tries == 1);
    w.time.advance(w.loop, 1h);
    CHECK(w.arrived.size() == 2);
    CHECK(w.get(id).at("status") == "delivered");
}

TEST_CASE("an overdue code whose only modem answers late is sent once",
          "[simulation][second_try]") {
    world w(radios({60s}));
    w.start();
    const auto id = code_on_the_air(w);
    w.time.advance(w.loop, 24s);
    CHECK(w.get(id).at("status") == "unconfirmed");
    CHECK(w.get(id).at("finished_at").is_null());
    w.time.advance(w.loop, 30s);
    CHECK(w.get(id).at("status") == "unconfirmed");
    REQUIRE(w.run_until([&] { return w.get(id).at("status") == "sent"; }, 10s));
    w.time.advance(w.loop, 1h);
    CHECK(w.arrived.size() == 1);
    CHECK(w.store->counters().second_tries == 0);
}

TEST_CASE("a slow text is only slow", "[simulation][second_try]") {
    world w(radios({60s, 60s}));
    w.start();
    const auto id = id_of(w.post({{"to", "09012345678"}, {"text", "The lift is out of order."}}));
    w.time.advance(w.loop, 50s);
    CHECK(w.get(id).at("status") == "sending");
    REQUIRE(w.run_until([&] { return w.get(id).at("status") == "sent"; }, 20s));
    w.time.advance(w.loop, 1h);
    CHECK(w.arrived.size() == 1);
}

TEST_CASE("while one modem hangs, the others' codes wait for nothing", "[simulation][second_try]") {
    world w(radios({2500ms, 2500ms, 2500ms}));
    w.start();
    const auto lost = code_on_the_air(w);
    w.cables[w.carrier(lost, 0)].pull();
    for (int i = 0; i < 20; ++i)
        w.post({{"to", "0901234" + std::to_string(1000 + i)}, {"code", "613142"}});
    // 20 codes and the second try, over two modems.
    const auto before = w.time.now();
    REQUIRE(w.run_until([&] { return w.arrived.size() == 21; }, 1min));
    CHECK(w.time.now() - before <= 11 * 2500ms);
    CHECK(w.get(lost).at("status") != "unconfirmed");
}

}  // namespace hayauma::simulation
