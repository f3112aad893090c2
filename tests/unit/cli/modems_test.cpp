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
        {"name":"kddi-1","state":"absent","can_send":false,"device":"/dev/ttyUSB9","operator":null,
         "signal":null,"quota":{"used":0,"limit":0},"sent_total":0,"failed_total":0,
         "last_error":null}],"next_cursor":null})")
                          .as_object();
    CHECK(modems_table(list, 0) ==
          "NAME      STATE   CAN SEND  OPERATOR  SIGNAL    TODAY  SENT  FAILED  "
          "LAST ERROR                   DEVICE\n"
          "docomo-1  ready   yes       44010     -71 dBm  12/150   812       3  "
          "cms 38 network_out_of_order  /dev/ttyUSB2\n"
          "kddi-1    absent  no                                0     0       0  "
          "                             /dev/ttyUSB9\n");
}

TEST_CASE("an answer without modems is a heading", "[cli][modems]") {
    CHECK(modems_table(boost::json::parse(R"({"items":[]})").as_object(), 0).starts_with("NAME "));
    CHECK(modems_table(boost::json::parse(R"({"items":7})").as_object(), 0).starts_with("NAME "));
}
