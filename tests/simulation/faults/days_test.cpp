// Faults drawn by seed, on every modem, again and again. HAYAUMA_SEED and HAYAUMA_HOURS choose
// others than the fixed ones.

#include <cstdlib>
#include <fstream>
#include <map>

#include <spdlog/spdlog.h>

#include "modem/sim/fault_script.hpp"
#include "tests/simulation/send/world.hpp"
#include "tests/support/catch.hpp"

namespace hayauma::simulation {
namespace {

constexpr auto fault_every = 30s;
constexpr auto fault_longest = 20s;
constexpr auto message_every = 20s;

std::uint64_t chosen(const char* variable, std::uint64_t otherwise) {
    const char* const set = std::getenv(variable);
    return set ? std::stoull(set) : otherwise;
}

/// Pages of this process in memory, in octets.
std::size_t resident() {
    std::ifstream file("/proc/self/statm");
    std::size_t   all = 0, resident = 0;
    file >> all >> resident;
    return resident * 4096;
}

/// Some modems, a fault on each every 30 s, and a code every 20 s.
class storm {
public:
    storm(int modems, std::uint64_t seed) : w_(modems, options(seed)), seed_(seed) {
        for (int i = 0; i < modems; ++i) draws_.push_back(seed * 1000 + static_cast<unsigned>(i));
    }

    void run(std::chrono::hours how_long) {
        spdlog::set_level(spdlog::level::err);
        w_.start();
        const mono_time begin = w_.time.now();
        const mono_time end = begin + how_long;
        mono_time       next_fault = begin + fault_every;
        mono_time       next_message = begin;
        std::size_t     settled = 0;
        while (w_.time.now() < end) {
            if (w_.time.now() >= next_message) {
                next_message += message_every;
                post();
            }
            if (w_.time.now() >= next_fault) {
                next_fault += fault_every;
                strike();
            }
            w_.time.advance(w_.loop, std::min(next_message, next_fault) - w_.time.now());
            if (!settled && w_.time.now() - begin >= how_long / 4) settled = resident();
        }
        grown_ = resident() > settled ? resident() - settled : 0;
        calm_down();
    }

    void check() {
        for (std::size_t i = 0; i < w_.actors.size(); ++i) {
            INFO(w_.actors[i]->settings().name << ": " << w_.actors[i]->status().reason);
            CHECK(w_.able(i));
        }
        std::map<std::string, std::size_t> copies;
        for (const auto& message : w_.arrived) ++copies[message.to];
        std::size_t lost = 0, unconfirmed = 0, late = 0, doubled = 0, without_reason = 0;
        for (const auto& [id, posted] : posted_) {
            const auto view = w_.get(id);
            const auto here = copies[posted.to];
            lost += here == 0 && view.at("status") != "expired" && !may_be_lost(view);
            unconfirmed += here == 0 && may_be_lost(view);
            doubled += here > 1;
            without_reason += here > 1 && !had_unknown(view);
        }
        for (std::size_t i = 0; i < w_.arrived.size(); ++i)
            late += w_.arrived[i].received_at > deadline_of_[w_.arrived[i].to] + radio_time_;
        WARN("seed=" << seed_ << " codes=" << posted_.size()
                     << " never_arrived_and_told_so=" << unconfirmed << " doubled=" << doubled
                     << " second_tries=" << w_.store->counters().second_tries
                     << " grown=" << grown_ / 1024 << " KiB");
        CHECK(lost == 0);
        CHECK(late == 0);
        CHECK(without_reason == 0);
        CHECK(w_.store->measure().sending == 0);
        CHECK(w_.store->measure().queued == 0);
        CHECK(grown_ < 16U << 20);
    }

private:
    struct posted_message {
        std::string to;
    };

    static sim::sim_options options(std::uint64_t seed) {
        sim::sim_options made;
        made.seed = seed;
        made.radio_time = radio_time_;
        return made;
    }

    static bool had_unknown(const boost::json::object& view) {
        for (const auto& attempt : view.at("attempts").as_array())
            if (attempt.at("outcome") == "unknown" || attempt.at("outcome") == "accepted" ||
                attempt.at("outcome").is_null())
                return true;
        return false;
    }

    /// What is told to be unconfirmed is not lost, whatever became of it: we said that we do not
    /// know.
    static bool may_be_lost(const boost::json::object& view) {
        return view.at("status") == "unconfirmed";
    }

    void post() {
        const auto n = posted_.size();
        const auto to = "090" + std::to_string(10'000'000 + n);
        const auto answer = w_.post({{"to", to}, {"code", "613142"}});
        REQUIRE(answer.contains("id"));
        const auto digits = "81" + to.substr(1);
        posted_[std::string(answer.at("id").as_string())] = {digits};
        deadline_of_[digits] = w_.time.wall_now() + 300s;
    }

    void strike() {
        for (std::size_t i = 0; i < w_.modems.size(); ++i) {
            const sim::fault drawn = sim::random_fault(draws_[i], fault_longest);
            // Nobody else types into a port that we hold: this one is met at its opening.
            if (drawn.kind == sim::fault_kind::stuck_prompt) continue;
            w_.modems[i]->inject(drawn, w_.time.now());
        }
    }

    /// No faults any more, and time for everything to end.
    void calm_down() {
        for (auto& modem : w_.modems) modem->clear_faults(w_.time.now());
        w_.time.advance(w_.loop, 10min);
    }

    static constexpr std::chrono::milliseconds radio_time_{2500};

    world                                 w_;
    std::uint64_t                         seed_;
    std::vector<std::uint64_t>            draws_;
    std::map<std::string, posted_message> posted_;
    std::map<std::string, wall_time>      deadline_of_;
    std::size_t                           grown_ = 0;
};

}  // namespace

TEST_CASE("a day of faults: no code is lost, late or doubled without a reason",
          "[simulation][faults]") {
    const auto hours = std::chrono::hours(chosen("HAYAUMA_HOURS", 24));
    storm      weather(8, chosen("HAYAUMA_SEED", 1));
    weather.run(hours);
    weather.check();
}

}  // namespace hayauma::simulation
