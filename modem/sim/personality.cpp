#include "modem/sim/personality.hpp"

#include <algorithm>

namespace hayauma::sim {
namespace {

using lines = std::string_view;

constexpr std::array<lines, 0> nothing_more{};
constexpr std::array           rdy{lines("RDY")};
constexpr std::array           quectel_ready{lines("+QIND: SMS DONE"), lines("+QIND: PB DONE")};
constexpr std::array           simcom_ready{lines("SMS DONE"), lines("PB DONE")};
constexpr std::array           a76xx_boot{lines("*ATREADY: 1")};
constexpr std::array           huawei_boot{lines("^SYSSTART")};
constexpr std::array           huawei_ready{lines("^SIMST:1"), lines("^SRVST:2")};
constexpr std::array           u_blox_boot{lines("+AT: READY")};
constexpr std::array           cinterion_boot{lines("^SYSSTART")};
constexpr std::array           sierra_boot{lines("RDY")};
constexpr std::array           zte_boot{lines("+ZUSIMR:2")};

constexpr std::array quectel_commands{
    vendor_command{"+QURCCFG", "+QURCCFG: \"urcport\",\"usbat\"", "", nullptr},
    vendor_command{"+QINDCFG", nullptr, "", nullptr},
    vendor_command{"+QSIMSTAT", "+QSIMSTAT: 1,{sim}", "", nullptr},
    vendor_command{"+QPINC", "+QPINC: \"SC\",{pin_left},{puk_left}\r\n+QPINC: \"P2\",3,10",
                   "+QPINC: \"SC\",{pin_left},{puk_left}", nullptr},
    vendor_command{"+QCSQ", nullptr, nullptr, "+QCSQ: \"LTE\",{rssi},{rsrp},120,{rsrq}"},
    vendor_command{"+QCFG", nullptr, "+QCFG: \"ims\",1,1", nullptr},
    vendor_command{"+QMBNCFG", nullptr, "+QMBNCFG: \"List\",0,1,1,\"Commercial-DCM\",0x05010D24",
                   nullptr},
    vendor_command{"+QTEMP", nullptr, nullptr, "+QTEMP: 35,33,34"},
    vendor_command{"+QPOWD", nullptr, "", "", true},
};

constexpr std::array simcom_commands{
    vendor_command{"+CICCID", nullptr, nullptr, "+ICCID: {iccid}"},
    vendor_command{"+CPSI",
                   "+CPSI: LTE,Online,440-10,0x1A2B,16828426,270,EUTRAN-BAND3,1501,5,5,"
                   "{rsrq10},{rsrp10},{rssi10},11",
                   "", nullptr},
    vendor_command{"+CNSMOD", "+CNSMOD: 0,8", "", nullptr},
    vendor_command{"+CNMP", "+CNMP: 38", "", nullptr},
    vendor_command{"+SPIC", nullptr, nullptr, "+SPIC: {pin_left},{puk_left},3,10"},
    vendor_command{"+CPMUTEMP", nullptr, nullptr, "+CPMUTEMP: 34"},
    vendor_command{"+CRESET", nullptr, nullptr, "", true},
};

constexpr std::array huawei_commands{
    vendor_command{"^CURC", "^CURC: 0", "", nullptr},
    vendor_command{"^PORTSEL", "^PORTSEL: 0", "", nullptr},
    vendor_command{"^ICCID", "^ICCID: {iccid}", nullptr, nullptr},
    vendor_command{"^CPIN", "^CPIN: READY,,{puk_left},{pin_left},10,3", nullptr, nullptr},
    vendor_command{"^HCSQ", "^HCSQ: \"LTE\",{rssi121},{rsrp141},106,{rsrq20}", "", nullptr},
    vendor_command{"^SYSCFGEX", "^SYSCFGEX: \"03\",3FFFFFFF,1,2,7FFFFFFFFFFFFFFF", "", nullptr},
    vendor_command{"^SYSINFOEX", nullptr, nullptr, "^SYSINFOEX:2,3,0,1,,6,\"LTE\",101,\"LTE\""},
    vendor_command{"^CVOICE", "^CVOICE: 0", "", nullptr},
    vendor_command{"^USSDMODE", "^USSDMODE: 1", "", nullptr},
    vendor_command{"^RESET", nullptr, nullptr, "", true},
};

constexpr std::array sierra_commands{
    vendor_command{"!ENTERCND", nullptr, "", nullptr},
    vendor_command{"!GSTATUS",
                   "!GSTATUS:\r\nCurrent Time: 4711  Temperature: 34\r\n"
                   "Mode: ONLINE  System mode: LTE\r\nIMS reg state: REGISTERED\r\n"
                   "PCC RxM RSSI: {rssi}  RSRP (dBm): {rsrp}\r\nRSRQ (dB): {rsrq}",
                   nullptr, nullptr},
    vendor_command{"!IMPREF", "!IMPREF:\r\npreferred carrier name: DOCOMO", nullptr, nullptr},
    vendor_command{"!SELRAT", "!SELRAT: 06, LTE Only", "", nullptr},
    vendor_command{"!RESET", nullptr, nullptr, "", true},
};

constexpr std::array telit_commands{
    vendor_command{"#QSS", "#QSS: 1,{sim}", "", nullptr},
    vendor_command{"#CCID", nullptr, nullptr, "#CCID: {iccid}"},
    vendor_command{"#PCT", nullptr, nullptr, "#PCT: {pin_left}"},
    vendor_command{"#TEMPMON", nullptr, "#TEMPMEAS: 0,34", nullptr},
    vendor_command{"#REBOOT", nullptr, nullptr, "", true},
};

constexpr std::array u_blox_commands{
    vendor_command{"+UMNOPROF", "+UMNOPROF: 20", "", nullptr},
    vendor_command{"+USIMSTAT", "+USIMSTAT: 0", "", nullptr},
    vendor_command{"+UCLASS", "+UCLASS: \"LTE\"", "", nullptr},
    vendor_command{"+UPINCNT", nullptr, nullptr, "+UPINCNT: {pin_left},3,{puk_left},10"},
};

constexpr std::array zte_commands{
    vendor_command{"+ZOPRT", "+ZOPRT: 5", "", nullptr},
    vendor_command{"+ZSNT", "+ZSNT: 0,0,0", "", nullptr},
    vendor_command{"+ZPAS", "+ZPAS: \"LTE\",\"CS_PS\"", nullptr, nullptr},
    vendor_command{"+ZGETICCID", nullptr, nullptr, "+ZGETICCID: {iccid}"},
};

constexpr std::array cinterion_commands{
    vendor_command{"^SCFG", "^SCFG: \"URC/Ringline\",\"off\"", "", nullptr},
    vendor_command{"^SIND", nullptr, "^SIND: smsfull,1,0", nullptr},
    vendor_command{"^SCKS", "^SCKS: 1,{sim}", "", nullptr},
    vendor_command{"^SCID", nullptr, nullptr, "^SCID: {iccid}"},
    vendor_command{"^SPIC", nullptr, "^SPIC: {pin_left}", "^SPIC: {pin_left}"},
    vendor_command{"^SMONI", nullptr, nullptr,
                   "^SMONI: 4G,1501,3,10,10,FDD,440,10,1A2B,0100C80A,270,23,{rsrp},{rsrq},CONN"},
    vendor_command{"+CMER", "+CMER: 2,0,0,2,0", "", nullptr},
};

constexpr lines mode_2_listed = "(0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)";
// gammu takes a modem for one without indications unless <bm> 2 is listed; there are no broadcasts
// here, whatever <bm>.
constexpr std::array<lines, 5> mode_2{"012", "0123", "012", "012", "01"};
constexpr lines                mode_1_listed = "(0,1),(0-3),(0,2),(0-2),(0,1)";
constexpr std::array<lines, 5> mode_1{"01", "0123", "02", "012", "01"};
constexpr lines                telit_listed = "(0-3),(0-3),(0-3),(0-2),(0,1)";
constexpr std::array<lines, 5> telit_cnmi{"0123", "0123", "0123", "012", "01"};
constexpr lines                cinterion_listed = "(0-3),(0,1),(0,2,3),(0,1),(1)";
constexpr std::array<lines, 5> cinterion_cnmi{"0123", "01", "023", "01", "1"};

constexpr std::array table{
    personality{.name = "generic",
                .manufacturer = "Hayauma",
                .model = "Simulated Modem",
                .firmware = "HYM1.0",
                .boot = rdy,
                .ready = nothing_more,
                .commands = {},
                .unknown = {},
                .cnmi_listed = mode_2_listed,
                .cnmi = mode_2,
                .memory_full = {}},
    personality{.name = "quectel",
                .manufacturer = "Quectel",
                .model = "EC25",
                .firmware = "EC25JFAR06A05M4G",
                .boot = rdy,
                .ready = quectel_ready,
                .commands = quectel_commands,
                .unknown = {},
                .cnmi_listed = mode_2_listed,
                .cnmi = mode_2,
                .memory_full = "+QIND: \"smsfull\",\"ME\"",
                .reports = stored_reports::misplaced,
                .empty_place_is_ok = true},
    personality{.name = "quectel-ep06",
                .manufacturer = "Quectel",
                .model = "EP06",
                .firmware = "EP06ALAR04A02M4G",
                .boot = rdy,
                .ready = quectel_ready,
                .commands = quectel_commands,
                .unknown = {},
                .cnmi_listed = mode_2_listed,
                .cnmi = mode_2,
                .memory_full = "+QIND: \"smsfull\",\"ME\"",
                .reports = stored_reports::misplaced,
                .list_in_words = true,
                .empty_place_is_ok = true},
    personality{.name = "simcom",
                .manufacturer = "SIMCOM INCORPORATED",
                .model = "SIMCOM_SIM7600JC-H",
                .firmware = "SIM7600M22_V2.0",
                .boot = rdy,
                .ready = simcom_ready,
                .commands = simcom_commands,
                .unknown = {},
                .cnmi_listed = mode_2_listed,
                .cnmi = mode_2,
                .memory_full = "+SMS FULL",
                .reports = stored_reports::lost},
    personality{.name = "simcom-a7670",
                .manufacturer = "INCORPORATED",
                .model = "A7670E-LASE",
                .firmware = "A7670M7_V1.11.1",
                .boot = a76xx_boot,
                .ready = simcom_ready,
                .commands = simcom_commands,
                .unknown = {},
                .cnmi_listed = mode_2_listed,
                .cnmi = mode_2,
                .memory_full = "SMS FULL"},
    personality{.name = "huawei",
                .manufacturer = "huawei",
                .model = "E3372",
                .firmware = "21.180.01.00.00",
                .boot = huawei_boot,
                .ready = huawei_ready,
                .commands = huawei_commands,
                .unknown = "COMMAND NOT SUPPORT",
                .cnmi_listed = mode_1_listed,
                .cnmi = mode_1,
                .memory_full = "^SMMEMFULL:\"SM\"",
                .packs_ussd = true},
    personality{.name = "sierra",
                .manufacturer = "Sierra Wireless, Incorporated",
                .model = "EM7430",
                .firmware = "SWI9X30C_02.33.03.00",
                .boot = sierra_boot,
                .ready = nothing_more,
                .commands = sierra_commands,
                .unknown = {},
                .cnmi_listed = mode_2_listed,
                .cnmi = mode_2,
                .memory_full = {}},
    personality{.name = "telit",
                .manufacturer = "Telit",
                .model = "LE910C4-EU",
                .firmware = "25.20.224",
                .boot = rdy,
                .ready = nothing_more,
                .commands = telit_commands,
                .unknown = {},
                .cnmi_listed = telit_listed,
                .cnmi = telit_cnmi,
                .memory_full = {}},
    personality{.name = "ublox",
                .manufacturer = "u-blox",
                .model = "LARA-R211",
                .firmware = "09.47",
                .boot = u_blox_boot,
                .ready = nothing_more,
                .commands = u_blox_commands,
                .unknown = {},
                .cnmi_listed = mode_2_listed,
                .cnmi = mode_2,
                .memory_full = {},
                .reset_functionality = 16},
    personality{.name = "zte",
                .manufacturer = "ZTE INCORPORATED",
                .model = "MF833V",
                .firmware = "BD_MF833V1.0.0B06",
                .boot = zte_boot,
                .ready = nothing_more,
                .commands = zte_commands,
                .unknown = {},
                .cnmi_listed = mode_1_listed,
                .cnmi = mode_1,
                .memory_full = "^SMMEMFULL",
                .refuses_reset = true},
    personality{.name = "cinterion",
                .manufacturer = "Cinterion",
                .model = "PLS8-J",
                .firmware = "REVISION 03.017",
                .boot = cinterion_boot,
                .ready = nothing_more,
                .commands = cinterion_commands,
                .unknown = {},
                .cnmi_listed = cinterion_listed,
                .cnmi = cinterion_cnmi,
                .memory_full = "+CIEV: \"smsfull\",1"},
};

}  // namespace

std::span<const personality> personalities() noexcept { return table; }

const personality* find_personality(std::string_view name) noexcept {
    const auto at = std::find_if(table.begin(), table.end(),
                                 [name](const personality& row) { return row.name == name; });
    return at == table.end() ? nullptr : &*at;
}

}  // namespace hayauma::sim
