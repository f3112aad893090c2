#include <optional>

#include "tests/simulation/send/world.hpp"
#include "tests/support/catch.hpp"

namespace hayauma::simulation {
namespace {

using hayauma::modem::modem_state;
using hayauma::modem::ussd_outcome;
using wiring::control_result;

/// Stands where a modem does: remembers what it is asked for.
struct asked_modem {
    std::vector<std::string>    asked;
    std::optional<ussd_outcome> outcome;  ///< absent: the network takes its time

    gateway::modem_handle handle(boost::asio::io_context& loop) {
        return {[this] { asked.push_back("pause"); }, [this] { asked.push_back("resume"); },
                [this] { asked.push_back("reset"); },
                [this, &loop](std::string code) {
                    asked.push_back("ussd " + code);
                    return answer(*this, loop);
                }};
    }

    static boost::asio::awaitable<ussd_outcome> answer(asked_modem&             me,
                                                       boost::asio::io_context& loop) {
        io::timer pause(loop.get_executor());
        while (!me.outcome) {
            pause.expires_after(1s);
            co_await pause.async_wait(boost::asio::use_awaitable);
        }
        if (me.outcome->error == "bug") throw std::logic_error("bug");
        co_return *me.outcome;
    }
};

/// Operators, one modem and the store.
struct office {
    world                   w{0};
    asked_modem             modem;
    gateway::modem_controls controls{w.gate, w.board};

    office() {
        controls.add("m0", modem.handle(w.loop));
        state(modem_state::ready);
    }

    void state(modem_state s) { w.board.modems["m0"].status.state = s; }

    template <class Result>
    Result wait_for(boost::asio::awaitable<Result> what) {
        std::optional<Result> got;
        boost::asio::co_spawn(w.loop, std::move(what), [&](std::exception_ptr failed, Result r) {
            if (failed) std::rethrow_exception(failed);
            got = std::move(r);
        });
        w.run_until([&] { return got.has_value(); });
        return got.value();
    }
};

}  // namespace

TEST_CASE("a paused modem is paused again after a restart, until it is resumed",
          "[simulation][operator]") {
    office o;
    CHECK(o.wait_for(o.controls.pause("m0")) == control_result::done);
    CHECK(o.w.board.modems["m0"].paused);
    CHECK(o.modem.asked == std::vector<std::string>{"pause"});

    asked_modem             later;
    gateway::modem_controls again(o.w.gate, o.w.board);
    again.add("m0", later.handle(o.w.loop));
    o.w.board.modems["m0"].paused = false;
    again.restore(o.w.store->paused_modems());
    CHECK(later.asked == std::vector<std::string>{"pause"});
    CHECK(o.w.board.modems["m0"].paused);

    CHECK(o.wait_for(again.resume("m0")) == control_result::done);
    CHECK(later.asked.back() == "resume");
    CHECK_FALSE(o.w.board.modems["m0"].paused);
    CHECK(o.w.store->paused_modems().empty());
}

TEST_CASE("a modem that was paused and is not configured any more does no harm",
          "[simulation][operator]") {
    office o;
    o.controls.restore({"gone"});
    CHECK(o.modem.asked.empty());
    CHECK_FALSE(o.w.board.modems.contains("gone"));
}

TEST_CASE("what makes no sense for a modem is not asked of it", "[simulation][operator]") {
    office o;
    CHECK(o.wait_for(o.controls.pause("m1")) == control_result::not_found);
    CHECK(o.wait_for(o.controls.resume("m1")) == control_result::not_found);
    CHECK(o.controls.reset("m1") == control_result::not_found);
    CHECK(o.wait_for(o.controls.ussd("m1", "*100#")).asked == control_result::not_found);

    o.state(modem_state::absent);
    CHECK(o.controls.reset("m0") == control_result::absent);
    CHECK(o.wait_for(o.controls.ussd("m0", "*100#")).asked == control_result::not_ready);
    o.state(modem_state::failed);
    CHECK(o.controls.reset("m0") == control_result::done);
    o.state(modem_state::registering);
    CHECK(o.wait_for(o.controls.ussd("m0", "*100#")).asked == control_result::not_ready);

    o.w.board.modems["m0"].paused = true;
    CHECK(o.controls.reset("m0") == control_result::paused);
    CHECK(o.wait_for(o.controls.ussd("m0", "*100#")).asked == control_result::paused);
    CHECK(o.modem.asked == std::vector<std::string>{"reset"});
}

TEST_CASE("a modem asks the network one thing at a time", "[simulation][operator]") {
    office                             o;
    std::optional<wiring::ussd_result> first;
    boost::asio::co_spawn(o.w.loop, o.controls.ussd("m0", "*100#"),
                          [&](std::exception_ptr, wiring::ussd_result r) { first = r; });
    o.w.time.settle(o.w.loop);
    CHECK(o.wait_for(o.controls.ussd("m0", "*101#")).asked == control_result::busy);
    o.modem.outcome = ussd_outcome{0, "残高 ¥1980", ""};
    REQUIRE(o.w.run_until([&] { return first.has_value(); }));
    CHECK(first->asked == control_result::done);
    CHECK(first->outcome.text == "残高 ¥1980");
    CHECK(o.wait_for(o.controls.ussd("m0", "*101#")).asked == control_result::done);

    // A bug does not leave it busy for ever.
    o.modem.outcome->error = "bug";
    CHECK_THROWS_AS(o.wait_for(o.controls.ussd("m0", "*1#")), std::logic_error);
    o.modem.outcome->error.clear();
    CHECK(o.wait_for(o.controls.ussd("m0", "*1#")).asked == control_result::done);
}

TEST_CASE("resets are counted by what made them necessary", "[simulation][operator]") {
    using hayauma::modem::recovery_kind;
    world                        w(0);
    hayauma::modem::modem_status status;
    const auto                   step = [&](recovery_kind kind, const char* cause) {
        ++status.recovery.counts[static_cast<std::size_t>(kind)];
        status.recovery.last = {kind, cause, "", {}};
        w.desk.on_status("m0", status);
        w.desk.on_status("m0", status);  // told twice, it is still one
    };
    step(recovery_kind::resync, "noise");
    step(recovery_kind::reopen, "no answer to AT");
    step(recovery_kind::usb_reset, "no answer to AT");
    step(recovery_kind::rest, "nothing helped");
    step(recovery_kind::radio, "");
    CHECK(w.board.modems["m0"].resets ==
          std::map<std::string, std::int64_t>{{"no answer to AT", 2}, {"unknown", 1}});
    for (int i = 0; i < 100; ++i) step(recovery_kind::reset, std::to_string(i).c_str());
    CHECK(w.board.modems["m0"].resets.size() <= 33);
    CHECK(w.board.modems["m0"].resets.at("other") == 70);
}

}  // namespace hayauma::simulation
