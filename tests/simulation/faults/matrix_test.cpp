// Every fault that a simulated modem has, at every moment that it may come: what becomes of the
// message it meets, of the others, of the modem, and what stands in the database.

#include <algorithm>
#include <map>
#include <sstream>

#include <spdlog/spdlog.h>

#include "tests/simulation/send/world.hpp"
#include "tests/support/catch.hpp"

namespace hayauma::simulation {
namespace {

using sim::fault_kind;
using sim::fault_moment;

constexpr auto radio_time = 1s;
constexpr auto fault_time = 30s;      // of what lasts
constexpr auto added_delay_max = 1s;  // for messages that other modems carry
constexpr auto back_in_service_max = 15s;
constexpr auto others = 4;

sim::sim_options fast_radio() {
    sim::sim_options made;
    made.radio_time = radio_time;
    return made;
}

std::string number(int n) { return "0901234" + std::to_string(5000 + n); }

/// One fault on one of two modems, and everything that came of it.
class trial {
public:
    trial(fault_kind kind, fault_moment moment) : w_(2, fast_radio()) {
        what_ = sim::make_fault(kind, moment);
        if (sim::lasting(kind)) what_.lasts = fault_time;
    }

    void run() {
        spdlog::set_level(spdlog::level::err);
        w_.start();
        strike();
        watch_until_quiet();
        for (const auto& [id, message] : posted_) check_message(id, message);
        check_others_were_not_delayed();
        check_modem_came_back();
        check_database();
    }

private:
    struct sent_message {
        std::string to;
        mono_time   at;
        bool        is_struck = false;
    };

    /// The message that meets the fault goes to the faulty modem if that is possible at all; the
    /// others come right behind it.
    void strike() {
        w_.actors[1]->pause();
        w_.modems[0]->inject(what_, w_.time.now());
        trouble_until_ = w_.time.now();
        const auto id = post(0);
        w_.run_until([&] { return w_.get(id).at("status") != "queued"; }, 500ms);
        w_.actors[1]->resume();
        for (int n = 1; n <= others; ++n) post(n);
    }

    std::string post(int n) {
        const auto answer = w_.post({{"to", number(n)}, {"code", "613142"}});
        const auto id = std::string(answer.at("id").as_string());
        posted_[id] = {"81" + number(n).substr(1), w_.time.now(), n == 0};
        return id;
    }

    /// Until the fault is over, the modem is back, and no message is under way.
    void watch_until_quiet() {
        const auto quiet = [this] {
            observe();
            return back_at_ && std::all_of(posted_.begin(), posted_.end(), [this](const auto& p) {
                       return !w_.get(p.first).at("finished_at").is_null();
                   });
        };
        for (int seconds = 0; seconds < 900 && !quiet(); ++seconds) w_.time.advance(w_.loop, 1s);
        w_.time.advance(w_.loop, 1min);  // for reports, and copies that nobody wants
    }

    void observe() {
        // A send that nobody answers keeps its port until its exchange ends.
        const bool sending = w_.actors[0]->status().state == modem::modem_state::sending;
        const bool silent_send = sending && !w_.able(0);
        if (!w_.modems[0]->faults().empty() || silent_send) {
            trouble_until_ = w_.time.now();
            back_at_.reset();
        }
        const bool well = w_.able(0) && w_.modems[0]->faults().empty();
        if (well && !back_at_) back_at_ = w_.time.now();
    }

    std::size_t copies(const std::string& to) const {
        return static_cast<std::size_t>(
            std::count_if(w_.arrived.begin(), w_.arrived.end(),
                          [&](const auto& message) { return message.to == to; }));
    }

    /// Never lost, and doubled only where an outcome was unknown.
    void check_message(const std::string& id, const sent_message& message) {
        const auto view = w_.get(id);
        INFO(boost::json::serialize(view));
        std::size_t unknown = 0;
        for (const auto& attempt : view.at("attempts").as_array())
            unknown += attempt.at("outcome") == "unknown" || attempt.at("outcome").is_null();
        const bool doubted = unknown > 0 || w_.store->counters().second_tries > 0;
        CHECK(copies(message.to) >= 1);
        CHECK(copies(message.to) <= (doubted && message.is_struck ? 2U : 1U + unknown));
        const auto status = std::string(view.at("status").as_string());
        const bool known = status == "delivered" || status == "sent" || status == "undelivered";
        CHECK((known || (status == "unconfirmed" && unknown > 0)));
    }

    /// Those that the other modem carried: one after the other, and at most the message that was
    /// struck goes before them.
    void check_others_were_not_delayed() {
        std::vector<mono_time::duration> took;
        for (const auto& [id, message] : posted_) {
            const auto attempts = w_.get(id).at("attempts").as_array();
            const bool elsewhere =
                !message.is_struck && attempts.size() == 1 && attempts.front().at("modem") == "m1";
            for (std::size_t i = 0; elsewhere && i < w_.arrived.size(); ++i)
                if (w_.arrived[i].to == message.to) took.push_back(w_.arrived_at[i] - message.at);
        }
        std::sort(took.begin(), took.end());
        for (std::size_t i = 0; i < took.size(); ++i) {
            const auto its_turn = radio_time * static_cast<int>(i + 2);
            INFO("message " << i + 1 << " through the other modem");
            CHECK(took[i] <= its_turn + added_delay_max);
        }
    }

    void check_modem_came_back() {
        REQUIRE(back_at_);
        const auto boot = w_.modems[0]->state().options.boot_time;
        CHECK(*back_at_ - trouble_until_ <= back_in_service_max + boot + 1s);
        // And it does its work.
        w_.actors[1]->pause();
        const auto id = post(90);
        CHECK(w_.run_until([&] { return w_.get(id).at("status") == "delivered"; }, 1min));
        CHECK(w_.get(id).at("attempts").at(0).at("modem") == "m0");
    }

    void check_database() {
        const auto depth = w_.store->measure();
        CHECK(depth.queued == 0);
        CHECK(depth.sending == 0);
    }

    world                               w_;
    sim::fault                          what_;
    std::map<std::string, sent_message> posted_;
    mono_time                           trouble_until_{};
    std::optional<mono_time>            back_at_;
};

void strike_with_all(fault_moment moment) {
    for (const fault_kind kind : sim::all_fault_kinds) {
        if (!sim::applies(kind, moment)) continue;
        DYNAMIC_SECTION(sim::name(kind)) { trial(kind, moment).run(); }
    }
}

}  // namespace

TEST_CASE("faults in an idle moment", "[simulation][faults]") {
    strike_with_all(fault_moment::idle);
}
TEST_CASE("faults in the answer of a command", "[simulation][faults]") {
    strike_with_all(fault_moment::command);
}
TEST_CASE("faults before the prompt", "[simulation][faults]") {
    strike_with_all(fault_moment::before_prompt);
}
TEST_CASE("faults after the prompt", "[simulation][faults]") {
    strike_with_all(fault_moment::after_prompt);
}
TEST_CASE("faults after Ctrl-Z", "[simulation][faults]") {
    strike_with_all(fault_moment::after_ctrl_z);
}
TEST_CASE("faults between +CMGS and OK", "[simulation][faults]") {
    strike_with_all(fault_moment::before_ok);
}

}  // namespace hayauma::simulation
