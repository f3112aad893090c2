#include "gateway/http/metrics.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "gateway/http/exposition.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using hayauma::test::api_fixture;

namespace {

/// Samples by their name and labels as written. Every line must be of the format, every sample of
/// the family announced last, every family announced once and in one piece.
/// @see https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4).
std::map<std::string, double> parse(const std::string& text) {
    static const std::regex       help(R"(# HELP ([a-z_]+) [^\\]+)");
    static const std::regex       type(R"(# TYPE ([a-z_]+) (counter|gauge))");
    const std::string             label = R"RE([a-z_]+="(?:[^"\\]|\\["\\n])*")RE";
    const std::regex              sample("([a-z_]+)(\\{" + label + "(?:," + label +
                                         ")*\\})? (-?[0-9.]+(?:e[+-][0-9]+)?)");
    std::map<std::string, double> samples;
    std::set<std::string>         families;
    std::string                   helped, typed, kind;
    REQUIRE(!text.empty());
    REQUIRE(text.back() == '\n');
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        std::smatch part;
        if (std::regex_match(line, part, help)) {
            helped = part[1];
        } else if (std::regex_match(line, part, type)) {
            typed = part[1];
            kind = part[2];
            CHECK(typed == helped);
            CHECK(families.insert(typed).second);
            CHECK((kind == "counter") == typed.ends_with("_total"));
        } else {
            REQUIRE(std::regex_match(line, part, sample));
            CHECK(part[1] == typed);
            const std::string name = part[1].str() + part[2].str();
            double            value = 0;
            std::istringstream(part[3].str()) >> value;
            CHECK(samples.emplace(name, value).second);
            if (kind == "counter") CHECK(value >= 0);
        }
    }
    return samples;
}

wiring::status_board two_modems() {
    wiring::status_board board;
    auto&                full = board.modems["docomo-1"];
    full.status.state = modem::modem_state::ready;
    full.status.can_send = true;
    full.status.model = "EC25 \"J\"\\\n";  // what a modem says of itself may be anything
    full.status.imei = "867000000000001";
    full.status.registration = {2, 4, 1, {}};
    full.status.signal = {-71, -98, -9.5};
    full.status.calls_refused = 4;
    full.status.recovery.counts = {5, 1, 0, 0, 0, 0};
    full.resets = {{"no answer to AT", 1}};
    full.sent_total = 812;
    full.failed_total = 3;
    full.last_success_at = wall_time(std::chrono::milliseconds(1'767'225'600'250));
    board.modems["kddi-1"].paused = true;
    return board;
}

}  // namespace

TEST_CASE("the metrics say what is known of the modems and the queue", "[http][metrics]") {
    const wall_time           now(std::chrono::milliseconds(1'767'225'600'000));
    const http::queue_figures queue{{3, 1, 2, now - std::chrono::milliseconds(1500)}, {7, 1}};
    const auto                got = parse(http::metrics_text(two_modems(), queue, now));

    const std::map<std::string, double> expected{
        {"hayauma_modem_up{modem=\"docomo-1\"}", 1},
        {"hayauma_modem_up{modem=\"kddi-1\"}", 0},
        {"hayauma_modem_ready{modem=\"docomo-1\"}", 1},
        {"hayauma_modem_ready{modem=\"kddi-1\"}", 0},
        {"hayauma_modem_paused{modem=\"kddi-1\"}", 1},
        {"hayauma_modem_registration_state{modem=\"docomo-1\",state=\"home\"}", 1},
        {"hayauma_modem_registration_state{modem=\"docomo-1\",state=\"searching\"}", 0},
        {"hayauma_modem_registration_state{modem=\"kddi-1\",state=\"none\"}", 1},
        {"hayauma_modem_signal_rssi_dbm{modem=\"docomo-1\"}", -71},
        {"hayauma_modem_signal_rsrp_dbm{modem=\"docomo-1\"}", -98},
        {"hayauma_modem_signal_rsrq_db{modem=\"docomo-1\"}", -9.5},
        {"hayauma_send_attempts_total{modem=\"docomo-1\",outcome=\"ok\"}", 812},
        {"hayauma_send_attempts_total{modem=\"docomo-1\",outcome=\"failed\"}", 3},
        {"hayauma_modem_last_success_timestamp_seconds{modem=\"docomo-1\"}", 1767225600.25},
        {"hayauma_modem_calls_refused_total{modem=\"docomo-1\"}", 4},
        {"hayauma_modem_resets_total{modem=\"docomo-1\",cause=\"no answer to AT\"}", 1},
        {"hayauma_modem_recovery_steps_total{modem=\"docomo-1\",step=\"resync\"}", 5},
        {"hayauma_modem_recovery_steps_total{modem=\"kddi-1\",step=\"usb_reset\"}", 0},
        {"hayauma_store_up", 1},
        {"hayauma_queue_messages{state=\"queued\"}", 3},
        {"hayauma_queue_messages{state=\"sending\"}", 1},
        {"hayauma_queue_messages{state=\"unconfirmed\"}", 2},
        {"hayauma_queue_oldest_age_seconds", 1.5},
        {"hayauma_second_tries_total", 7},
        {"hayauma_duplicates_total", 1},
    };
    for (const auto& [name, value] : expected) {
        INFO(name);
        REQUIRE(got.contains(name));
        CHECK(got.at(name) == value);
    }
    // What is not known is absent, never a number that means so.
    CHECK_FALSE(got.contains("hayauma_modem_signal_rssi_dbm{modem=\"kddi-1\"}"));
    CHECK_FALSE(got.contains("hayauma_modem_last_success_timestamp_seconds{modem=\"kddi-1\"}"));
    const auto info = std::find_if(got.begin(), got.end(), [](const auto& one) {
        return one.first.starts_with("hayauma_modem_info{modem=\"docomo-1\"");
    });
    REQUIRE(info != got.end());
    CHECK(info->first.find(R"(model="EC25 \"J\"\\\n")") != std::string::npos);
    CHECK(info->first.find("imei_suffix=\"0001\"") != std::string::npos);
}

TEST_CASE("without modems the metrics are of the format, too", "[http][metrics]") {
    CHECK(parse(http::metrics_text({}, std::nullopt, {})).at("hayauma_store_up") == 0);
    CHECK(parse(http::metrics_text({}, http::queue_figures{}, {}))
              .at("hayauma_queue_oldest_age_seconds") == 0);
}

TEST_CASE("one word stands for the registration of all domains", "[http][metrics]") {
    struct {
        modem::registration_stats stats;
        std::string               word;
    } cases[] = {
        {{}, "none"},
        {{0, {}, 4, {}}, "none"},
        {{1, {}, {}, {}}, "home"},
        {{5, {}, 1, {}}, "home"},
        {{2, {}, 5, {}}, "roaming"},
        {{6, {}, {}, {}}, "home"},
        {{7, {}, {}, {}}, "roaming"},
        {{2, {}, {}, {}}, "searching"},
        {{2, {}, 3, {}}, "denied"},
        {{8, {}, 11, {}}, "none"},
    };
    for (const auto& c : cases) CHECK(http::registration_word(c.stats) == c.word);
}

TEST_CASE("metrics are for scope read and answer while the store fails", "[http][metrics]") {
    api_fixture f;
    CHECK(f.ask(api_fixture::request("GET", "/metrics")).status == 401);
    CHECK(f.ask(api_fixture::request("GET", "/metrics", "token-send")).status == 403);
    auto answer = f.ask(api_fixture::request("GET", "/metrics", "token-read"));
    CHECK(answer.status == 200);
    CHECK(answer.content_type == "text/plain; version=0.0.4; charset=utf-8");
    CHECK(parse(answer.body).at("hayauma_store_up") == 1);
    f.store.broken = true;
    answer = f.ask(api_fixture::request("GET", "/metrics", "token-read"));
    CHECK(answer.status == 200);
    CHECK(parse(answer.body).at("hayauma_store_up") == 0);
    CHECK_FALSE(parse(answer.body).contains("hayauma_queue_oldest_age_seconds"));
}
