#include "modem/at/parse_signal.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::at;

TEST_CASE("parse_vendor_signal", "[at][parse]") {
    struct {
        const char*            name;
        const char*            line;
        result<signal_reading> expected;
    } cases[] = {
        {"Quectel, LTE", "+QCSQ: \"LTE\",-52,-81,195,-10", signal_reading{-52, -81, -10.0}},
        {"Quectel, LTE-M", "+QCSQ: \"CAT-M1\",-70,-95,120,-12", signal_reading{-70, -95, -12.0}},
        {"Quectel, 5G", "+QCSQ: \"NR5G\",-98,12,-11", signal_reading{{}, -98, -11.0}},
        {"Quectel, 3G", "+QCSQ: \"WCDMA\",-75,-80,-6", signal_reading{-75, {}, {}}},
        {"Quectel, none", "+QCSQ: \"NOSERVICE\"", signal_reading{}},
        {"Quectel, sentinels", "+QCSQ: \"LTE\",255,-32768,255,0", signal_reading{}},
        {"Huawei E3372, LTE", "^HCSQ:\"LTE\",60,52,106,24", signal_reading{-61, -89, -8.0}},
        {"Huawei, lowest", "^HCSQ: \"LTE\",0,0,0,0", signal_reading{-121, -141, -20.0}},
        {"Huawei, highest", "^HCSQ: \"LTE\",96,97,251,34", signal_reading{-25, -44, -3.0}},
        {"Huawei, unknown", "^HCSQ: \"LTE\",255,255,255,255", signal_reading{}},
        {"Huawei, 3G", "^HCSQ: \"WCDMA\",30,30,58", signal_reading{-91, {}, {}}},
        {"Huawei, none", "^HCSQ: \"NOSERVICE\"", signal_reading{}},
        {"Huawei, news", "^RSSI:26", signal_reading{-61, {}, {}}},
        {"Huawei, news, unknown", "^RSSI: 99", signal_reading{}},
        {"SIM7600, LTE",
         "+CPSI: LTE,Online,208-10,0xE2F8,154158340,270,EUTRAN-BAND3,1501,5,5,-144,-1052,-693,11",
         signal_reading{-69, -105, -14.4}},
        {"SIMCom, LTE, in steps of another kind",
         "+CPSI: LTE,Online,460-01,0x230A,175499523,318,EUTRAN-BAND3,1650,5,0,21,67,255,19",
         signal_reading{}},
        {"SIMCom, cut off", "+CPSI: LTE,Online,440-10", signal_reading{}},
        {"SIMCom, none", "+CPSI: NO SERVICE,Online", signal_reading{}},
        {"Cinterion, LTE", "^SMONI: 4G,6300,20,10,10,FDD,262,02,BF75,0345103,350,33,-94,-7,NOCONN",
         signal_reading{{}, -94, -7.0}},
        {"Cinterion, half a dB",
         "^SMONI: 4G,3725,8,5,5,FDD,525,01,02C5,B5F9309,396,37,-82,-12.5,NOCONN",
         signal_reading{{}, -82, -12.5}},
        {"Cinterion, searching", "^SMONI: 4G,SEARCH,SEARCH", signal_reading{}},
        {"Cinterion, 3G", "^SMONI: 3G,10564,96,-7.5,-79,262,02,0143,00228FF,-92,-78,NOCONN",
         signal_reading{}},
        {"nothing in it", "+QCSQ: ", errc::malformed_reply},
        {"another command's", "+CSQ: 20,99", errc::malformed_reply},
        {"no name", "LTE", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK((parse_vendor_signal(c.line) == c.expected));
    }
}
