#include "gateway/cli/modems.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "tests/support/catch.hpp"

using namespace hayauma::cli;

TEST_CASE("modems are shown in one line each, with nothing where nothing is known",
          "[cli][modems]") {
    const auto list = boost::json::parse(R"({"items":[
        {"name":"docomo-1","state":"ready","can_send":true,"device":"/dev/ttyUSB2","operator":"44010",
         "signal":{"rssi_dbm":-71,"bars":4},"quota":{"used":12,"limit":150},
         "sent_total":812,"failed_total":3,"last_error":{"family":"cms","code":38,
         "name":"network_out_of_order","permanent":false}},
        {"name":"kddi-1","state":"absent","can_send":false,"reason":"SIM not inserted",
         "device":"/dev/ttyUSB9","operator":null,
         "signal":null,"quota":{"used":0,"limit":0},"sent_total":0,"failed_total":0,
         "last_error":null}],"next_cursor":null})")
                          .as_object();
    CHECK(modems_table(list, 0) ==
          "NAME      STATE   CAN SEND  REASON            OPERATOR  SIGNAL    TODAY  SENT  FAILED  "
          "LAST ERROR                   DEVICE\n"
          "docomo-1  ready   yes                         44010     -71 dBm  12/150   812       3  "
          "cms 38 network_out_of_order  /dev/ttyUSB2\n"
          "kddi-1    absent  no        SIM not inserted                          0     0       0  "
          "                             /dev/ttyUSB9\n");
}

TEST_CASE("one modem is shown with all that is known of it", "[cli][modems]") {
    const auto modem = boost::json::parse(R"({"name":"docomo-1","state":"ready","can_send":true,
        "reason":null,"paused":false,"doubted":false,"group":null,"device":"/dev/ttyUSB2",
        "manufacturer":"Quectel","model":"EC25","firmware":"R06","profile":"quectel",
        "imei":"867000000000001","iccid":"8981","operator":"44010","access_technology":"lte",
        "registration":{"creg":0,"cgreg":null,"cereg":1,"c5greg":null},
        "signal":{"rssi_dbm":-71,"rsrp_dbm":null,"rsrq_db":-9.5,"bars":4},
        "quota":{"used":12,"limit":150},"sent_total":812,"failed_total":3,
        "last_success_at":"2026-11-22T03:04:05.678Z","last_error":null,"calls_refused":1,
        "recovery":{"steps":{"resync":3,"reopen":1},"last":{"step":"reopen",
        "cause":"no answer to AT","result":"it answers again","at":"2026-11-22T03:00:00.000Z"}}})")
                           .as_object();
    CHECK(modem_details(modem, 0) ==
          "name               docomo-1\n"
          "state              ready\n"
          "can_send           yes\n"
          "reason\n"
          "paused             no\n"
          "group\n"
          "device             /dev/ttyUSB2\n"
          "manufacturer       Quectel\n"
          "model              EC25\n"
          "firmware           R06\n"
          "profile            quectel\n"
          "imei               867000000000001\n"
          "iccid              8981\n"
          "operator           44010\n"
          "access_technology  lte\n"
          "registration       creg 0, cereg 1\n"
          "signal             rssi_dbm -71, rsrq_db -9.5, bars 4\n"
          "parts today        12/150\n"
          "sent_total         812\n"
          "failed_total       3\n"
          "last success       2026-11-22 03:04:05Z\n"
          "last error\n"
          "calls_refused      1\n"
          "recovery           resync 3, reopen 1\n"
          "last recovery      reopen, because no answer to AT: it answers again "
          "(2026-11-22 03:00:00Z)\n");
}

TEST_CASE("an answer without modems is a heading", "[cli][modems]") {
    CHECK(modems_table(boost::json::parse(R"({"items":[]})").as_object(), 0).starts_with("NAME "));
    CHECK(modems_table(boost::json::parse(R"({"items":7})").as_object(), 0).starts_with("NAME "));
}
