#include <sqlite3.h>

#include "tests/simulation/send/world.hpp"
#include "tests/support/catch.hpp"

namespace hayauma::simulation {
namespace {

std::string id_of(const boost::json::object& message) {
    return std::string(message.at("id").as_string());
}

sim::sim_options radio(std::chrono::milliseconds time) {
    sim::sim_options made;
    made.radio_time = time;
    return made;
}

/// Changes the database behind the store's back.
void run_sql(world& w, const char* sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(w.folder.file("queue.db").c_str(), &db) == SQLITE_OK);
    const int done = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    sqlite3_close(db);
    REQUIRE(done == SQLITE_OK);
}

}  // namespace

TEST_CASE("a posted code is on the air at once and its report comes back", "[simulation]") {
    world w(2, radio(2500ms));
    w.start();
    const auto before = w.time.now();

    const auto posted = w.post({{"to", "090-1234-5678"}, {"code", "613142"}});
    CHECK(posted.at("to").as_string() == "+819012345678");
    REQUIRE(w.run_until([&] { return w.arrived.size() == 1; }));

    CHECK(w.arrived[0].to == "819012345678");
    CHECK(w.arrived[0].text == "Use verification code 613142 for Microsoft authentication.");
    CHECK(w.arrived_at[0] - before == 2500ms);
    CHECK(w.arrived[0].validity == std::chrono::seconds(300));

    REQUIRE(w.run_until([&] { return w.get(id_of(posted)).at("status") == "delivered"; }));
    const auto message = w.get(id_of(posted));
    REQUIRE(message.at("attempts").as_array().size() == 1);
    CHECK(message.at("attempts").at(0).at("outcome") == "accepted");
}

TEST_CASE("eight modems share a rush of codes evenly and none is sent twice", "[simulation]") {
    world w(8, radio(2500ms));
    w.start();
    const auto before = w.time.now();
    for (int i = 0; i < 80; ++i)
        w.post({{"to", "0901234" + std::to_string(1000 + i)},
                {"code", "613142"},
                {"ttl_seconds", 600}});

    REQUIRE(w.run_until([&] { return w.arrived.size() == 80; }));
    CHECK(w.time.now() - before == 25s);  // ten rounds of 2.5 s
    w.time.advance(w.loop, 1h);
    CHECK(w.arrived.size() == 80);
}

TEST_CASE("one modem is busy all the time while there is work", "[simulation]") {
    world w(1, radio(2500ms));
    w.start();
    const auto before = w.time.now();
    for (int i = 0; i < 40; ++i)
        w.post({{"to", "0901234" + std::to_string(1000 + i)}, {"code", "613142"}});
    REQUIRE(w.run_until([&] { return w.arrived.size() == 40; }));
    CHECK(w.time.now() - before == 40 * 2500ms);
}

TEST_CASE("a code whose time is over before a modem can take it expires and is never sent",
          "[simulation]") {
    auto made = radio(100ms);
    made.radio.creg = made.radio.cgreg = made.radio.cereg = 2;  // searching
    world w(1, made);
    w.time.advance(w.loop, 30s);
    CHECK_FALSE(w.able(0));

    const auto posted = w.post({{"to", "09012345678"}, {"code", "613142"}, {"ttl_seconds", 60}});
    CHECK(posted.at("status") == "queued");
    w.time.advance(w.loop, 61s);
    const auto message = w.get(id_of(posted));
    CHECK(message.at("status") == "expired");
    CHECK_FALSE(message.at("finished_at").is_null());

    w.modems[0]->set_radio({}, w.time.now());
    REQUIRE(w.run_until([&] { return w.able(0); }));
    w.time.advance(w.loop, 1h);
    CHECK(w.arrived.empty());
}

TEST_CASE("a code waits for a modem that registers in time", "[simulation]") {
    auto made = radio(100ms);
    made.radio.creg = made.radio.cgreg = made.radio.cereg = 2;
    world w(1, made);
    w.time.advance(w.loop, 30s);
    const auto posted = w.post({{"to", "09012345678"}, {"code", "613142"}});
    w.modems[0]->set_radio({}, w.time.now());
    REQUIRE(w.run_until([&] { return w.arrived.size() == 1; }, 1min));
    CHECK(w.get(id_of(posted)).at("status") == "sent");
}

TEST_CASE("codes overtake texts, and an earlier deadline a later one", "[simulation]") {
    world w(1, radio(1s));
    w.start();
    w.post({{"to", "09010000001"}, {"text", "first, on the modem already"}});
    w.post({{"to", "09010000002"}, {"text", "a notice that can wait"}});
    w.post({{"to", "09010000003"}, {"code", "111111"}, {"ttl_seconds", 600}});
    w.post({{"to", "09010000004"}, {"code", "222222"}, {"ttl_seconds", 120}});
    REQUIRE(w.run_until([&] { return w.arrived.size() == 4; }));
    std::vector<std::string> order;
    for (const auto& message : w.arrived) order.push_back(message.to);
    CHECK(order ==
          std::vector<std::string>{"819010000001", "819010000004", "819010000003", "819010000002"});
}

TEST_CASE("a newer code ends the older one that is still unsent", "[simulation]") {
    auto made = radio(100ms);
    made.radio.creg = made.radio.cgreg = made.radio.cereg = 2;
    world w(1, made);
    w.time.advance(w.loop, 30s);
    const auto older = w.post({{"to", "09012345678"}, {"code", "111111"}});
    const auto newer = w.post({{"to", "09012345678"}, {"code", "222222"}});
    CHECK(w.get(id_of(older)).at("status") == "superseded");
    w.modems[0]->set_radio({}, w.time.now());
    REQUIRE(w.run_until([&] { return w.get(id_of(newer)).at("status") == "delivered"; }));
    CHECK(w.arrived.size() == 1);
}

TEST_CASE("a long text arrives whole, its parts in order on one modem", "[simulation]") {
    world w(3, radio(500ms));
    w.start();
    std::string text;
    for (int i = 0; i < 40; ++i) text += "line " + std::to_string(i) + ", [in brackets]\n";
    const auto posted = w.post({{"to", "09012345678"}, {"text", text}});
    CHECK(posted.at("parts").as_int64() > 3);
    REQUIRE(w.run_until([&] { return w.arrived.size() == 1; }));
    CHECK(w.arrived[0].text == text);
    REQUIRE(w.run_until([&] { return w.get(id_of(posted)).at("status") == "delivered"; }));
    const auto message = w.get(id_of(posted));
    for (const auto& attempt : message.at("attempts").as_array())
        CHECK(attempt.at("modem") == message.at("attempts").at(0).at("modem"));
}

TEST_CASE("a modem asked for by name carries the message", "[simulation]") {
    world w(3, radio(500ms));
    w.start();
    for (int i = 0; i < 6; ++i) {
        const auto posted =
            w.post({{"to", "0901234567" + std::to_string(i)}, {"code", "613142"}, {"modem", "m2"}});
        REQUIRE(w.run_until([&] { return w.get(id_of(posted)).at("status") == "delivered"; }));
        CHECK(w.get(id_of(posted)).at("attempts").at(0).at("modem") == "m2");
    }
}

TEST_CASE("a SIM that asks for its PIN gets it, and again at the next start", "[simulation]") {
    auto made = radio(100ms);
    made.lock = sim::sim_lock::pin;
    made.pin = "4711";
    world w(1, made, "4711");
    w.start();
    REQUIRE(w.able(0));
    // What was tried is off the record once the SIM has taken it.
    w.time.advance(w.loop, 1s);
    CHECK_FALSE(w.store->end_pin_try(w.actors[0]->status().iccid));
    CHECK_FALSE(w.store->end_pin_try(w.actors[0]->status().imei));
}

TEST_CASE("a PIN is tried once under both names of a SIM, and again on another SIM",
          "[simulation]") {
    const std::string one = "8981100000000000007", other = "8981100000000000015";
    const std::string imei = "490154203237518", pin = "4711";
    world             w(0);
    const auto        may = [&](const std::string& sim, const std::string& also) {
        std::optional<bool> answer;
        boost::asio::co_spawn(w.loop, w.desk.may_try_pin(sim, also, pin),
                                     [&](std::exception_ptr, bool yes) { answer = yes; });
        w.run_until([&] { return answer.has_value(); });
        return answer.value();
    };
    SECTION("first with the ICCID") {
        CHECK(may(one, imei));
        CHECK_FALSE(may(one, imei));
        CHECK_FALSE(may(imei, ""));                // the ICCID cannot be read this time
        CHECK(may(other, imei));                   // another SIM in the same modem
        CHECK_FALSE(may(one, "356938035643809"));  // the same SIM in another modem
    }
    SECTION("first without it") {
        CHECK(may(imei, ""));
        CHECK_FALSE(may(imei, ""));
        CHECK_FALSE(may(one, imei));  // it may have been this one
    }
    SECTION("a SIM that took its PIN is off the record under all names") {
        CHECK(may(one, imei));
        hayauma::modem::modem_status unlocked;
        unlocked.state = hayauma::modem::modem_state::registering;
        unlocked.iccid = one;
        unlocked.imei = imei;
        w.desk.on_status("m0", unlocked);
        w.time.advance(w.loop, 1s);
        CHECK(may(imei, ""));
    }
}

TEST_CASE("a wrong PIN is tried once and never again", "[simulation]") {
    auto made = radio(100ms);
    made.lock = sim::sim_lock::pin;
    made.pin = "4711";
    world w(1, made, "0815");
    w.time.advance(w.loop, 6h);
    CHECK_FALSE(w.able(0));
    CHECK(w.modems[0]->state().card.pin_left == 2);
}

TEST_CASE("an outcome that the store can never take is called unknown, and the modem goes on",
          "[simulation]") {
    world w(1, radio(2s));
    w.start();
    run_sql(w,
            "CREATE TRIGGER wrong BEFORE UPDATE OF outcome ON attempt"
            " WHEN NEW.outcome = 'accepted' BEGIN SELECT RAISE(ABORT, 'a wrong statement'); END");
    const auto lost = id_of(w.post({{"to", "09012345678"}, {"text", "The lift is out."}}));
    REQUIRE(w.run_until([&] { return w.get(lost).at("status") == "unconfirmed"; }, 1min));
    CHECK(w.get(lost).at("attempts").at(0).at("outcome") == "unknown");
    CHECK(w.get(lost).at("attempts").at(0).at("error").at("name") == "interrupted");
    CHECK(w.board.store_works);

    run_sql(w, "DROP TRIGGER wrong");
    const auto next = id_of(w.post({{"to", "09012345678"}, {"text", "It works again."}}));
    CHECK(w.run_until([&] { return w.get(next).at("status") == "delivered"; }, 1min));
    CHECK(w.arrived.size() == 2);
}

}  // namespace hayauma::simulation
