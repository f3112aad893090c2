#include "gateway/http/modems.hpp"

#include <chrono>

#include "gateway/http/json.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::http;
using namespace std::chrono;

TEST_CASE("a modem is shown as the contract says", "[http][modems]") {
    wiring::modem_entry entry;
    auto&               s = entry.status;
    s.state = modem::modem_state::ready;
    s.can_send = true;
    s.device = "/dev/ttyUSB2";
    s.manufacturer = "Quectel";
    s.model = "EC25";
    s.firmware = "R06";
    s.imei = "867000000000001";
    s.iccid = "8981000000000000001";
    s.operator_plmn = "44010";
    s.access_technology = "lte";
    s.registration = {1, 1, 1, {}};
    s.profile = "quectel";
    s.calls_refused = 2;
    s.recovery.counts = {3, 1, 0, 0, 0, 0};
    s.recovery.last = {modem::recovery_kind::reopen, "no answer to AT", "it answers again",
                       wall_time(sys_days(2026y / 11 / 22) + 1h)};
    s.signal = {-71, -98, -9.5};
    entry.quota_used = 12;
    entry.quota_limit = 150;
    entry.sent_total = 812;
    entry.failed_total = 3;
    entry.last_success_at = wall_time(sys_days(2026y / 11 / 22) + 3h);

    const auto shown = to_json("docomo-1", entry, sys_days(2026y / 11 / 22) + 3h);
    CHECK(
        to_text(shown) ==
        R"({"name":"docomo-1","state":"ready","can_send":true,"reason":null,)"
        R"("paused":false,"doubted":false,"group":null,)"
        R"("device":"/dev/ttyUSB2","manufacturer":"Quectel","model":"EC25","firmware":"R06",)"
        R"("profile":"quectel",)"
        R"("imei":"867000000000001","iccid":"8981000000000000001","operator":"44010",)"
        R"("access_technology":"lte","registration":{"creg":1,"cgreg":1,"cereg":1,"c5greg":null},)"
        R"("signal":{"rssi_dbm":-71,"rsrp_dbm":-98,"rsrq_db":-9.5,"bars":4},)"
        R"("quota":{"used":12,"limit":150,"resets_at":"2026-11-22T15:00:00.000Z"},)"
        R"("sent_total":812,"failed_total":3,"last_success_at":"2026-11-22T03:00:00.000Z",)"
        R"("last_error":null,"calls_refused":2,)"
        R"("recovery":{"steps":{"resync":3,"reopen":1,"radio":0,"reset":0,"usb_reset":0,)"
        R"("rest":0},"last":{"step":"reopen","cause":"no answer to AT",)"
        R"("result":"it answers again","at":"2026-11-22T01:00:00.000Z"}}})");
}

TEST_CASE("what is not known of a modem is null, and every member is there", "[http][modems]") {
    wiring::modem_entry full;
    full.status.device = "x";
    const auto shown = to_json("a", {}, {});
    CHECK(shown.size() == to_json("a", full, {}).size());
    for (const auto* name :
         {"device", "manufacturer", "imei", "operator", "last_success_at", "last_error"})
        CHECK(shown.at(name).is_null());
    CHECK(shown.at("registration").at("creg").is_null());
    CHECK(shown.at("signal").at("bars").is_null());
    CHECK(shown.at("recovery").at("last").is_null());
    CHECK(shown.at("state") == "absent");
    CHECK(shown.at("can_send") == false);
}

TEST_CASE("bars come from RSRP, else from RSSI", "[http][modems]") {
    CHECK(bars({-71, -98, {}}) == 4);
    CHECK(bars({-71, -99, {}}) == 3);
    CHECK(bars({-71, -128, {}}) == 1);
    CHECK(bars({-71, -140, {}}) == 0);
    CHECK(bars({-89, {}, {}}) == 4);
    CHECK(bars({-113, {}, {}}) == 0);
    CHECK_FALSE(bars({}));
}
