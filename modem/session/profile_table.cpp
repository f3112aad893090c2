// What is known of each family of modems. A row begins as the generic one and says what differs.
// docs/devices.md is made from these rows; interface numbers are those of the USB device.

#include <array>
#include <initializer_list>

#include "modem/session/profile.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr std::uint16_t any_product = 0;

// +CNMI, by where reports go. Quectel and SIMCom lose the stored ones, so their ladders have none.
std::vector<std::string> pushed_or_none() {
    return {"AT+CNMI=2,1,0,1,0", "AT+CNMI=1,1,0,1,0", "AT+CNMI=2,1,0,0,0", "AT+CNMI=1,1,0,0,0"};
}

// Qualcomm sticks refuse mode 2 or misbehave with it.
std::vector<std::string> mode_1_first() {
    return {"AT+CNMI=1,1,0,1,0", "AT+CNMI=1,1,0,2,0", "AT+CNMI=2,1,0,1,0", "AT+CNMI=1,1,0,0,0",
            "AT+CNMI=2,1,0,0,0"};
}

std::vector<std::string> sim_storage_first() {
    return {R"(AT+CPMS="SM","SM","SM")", R"(AT+CPMS="ME","ME","ME")", R"(AT+CPMS="SM","SM")",
            R"(AT+CPMS="SM")"};
}

std::vector<std::string> begin_with(std::vector<std::string>        first,
                                    const std::vector<std::string>& rest) {
    for (const std::string& text : rest)
        if (text != first.front()) first.push_back(text);
    return first;
}

/// Products of one vendor with the same interfaces.
std::vector<usb_ports> alike(std::uint16_t vendor, std::initializer_list<std::uint16_t> products,
                             const std::vector<int>& at, const std::vector<int>& never) {
    std::vector<usb_ports> all;
    for (const std::uint16_t product : products) all.push_back({vendor, product, at, never});
    return all;
}

profile quectel_base() {
    profile row = generic_profile();
    row.makers = {"Quectel"};
    row.start_up = {R"(AT+QURCCFG="urcport","usbat")",  // else +CDS may go to another port
                    R"(AT+QINDCFG="smsfull",1,0)", "AT+QSIMSTAT=1"};
    row.iccid = begin_with({"AT+QCCID"}, row.iccid);
    row.pin_tries = {"AT+QPINC?", "AT+CPINR"};
    row.indications = pushed_or_none();
    row.report_storage = "SR";
    row.call_lines.insert(row.call_lines.end(), {"^DSCI:", R"(+QIND: "ccinfo")"});
    row.memory_full = {R"(+QIND: "smsfull")"};
    row.sim_lines.push_back("+QSIMSTAT:");
    row.signal = "AT+QCSQ";
    row.ims = R"(AT+QCFG="ims")";
    row.boot_time = 20s;
    return row;
}

profile quectel_bg() {
    profile row = quectel_base();
    row.name = "quectel-bg";
    row.title = "Quectel BG95, BG96, BG77";
    row.usb = {{0x2c7c, 0x0296, {2, 3}, {0, 1}}};
    row.models = {"BG9", "BG77"};
    row.notes = {"LTE-M and NB-IoT: whether short messages work depends on the plan; on NB-IoT "
                 "they mostly do not.",
                 "Answers CMS 500 to messages that were delivered. Some products deliver no status "
                 "reports at all."};
    return row;
}

profile quectel_ec200() {
    profile row = quectel_base();
    row.name = "quectel-ec200";
    row.title = "Quectel EC200";
    row.models = {"EC200"};
    row.storage = sim_storage_first();
    row.notes = {"Some firmware cannot read back what it keeps in its own memory, so messages are "
                 "kept on the SIM."};
    return row;
}

profile quectel() {
    profile row = quectel_base();
    row.name = "quectel";
    row.title = "Quectel EC25, EG25, EC21, EG06, EP06, RM500";
    row.usb =
        alike(0x2c7c, {0x0125, 0x0121, 0x0191, 0x0195, 0x0306, 0x0512, 0x0800}, {2, 3}, {0, 1});
    row.usb.push_back({0x2c7c, any_product, {}, {0}});
    row.notes = {"For Japan: EC25-J, EG25-G, EP06 and EG06 in their Japanese variants. EC25-E and "
                 "EC25-A lack the bands.",
                 "Stored reports are lost (`+CDSI` names the wrong memory), so they are only asked "
                 "for pushed.",
                 "For KDDI a carrier profile with IMS must be active (`AT+QMBNCFG=\"List\"`)."};
    return row;
}

profile simcom_a76xx() {
    profile row = generic_profile();
    row.name = "simcom-a76xx";
    row.title = "SIMCom A7670, A7608, A7600, A7602";
    row.usb = {{0x1e0e, 0x9011, {4, 5}, {2, 3}}};
    row.makers = {"SIMCOM", "INCORPORATED"};
    row.models = {"A7", "SIMCOM_A7"};
    row.pin_tries = {"AT+SPIC", "AT+CPINR"};
    row.iccid = begin_with({"AT+CICCID"}, row.iccid);
    row.call_lines.insert(row.call_lines.end(), {"VOICE CALL:", "MISSED_CALL:"});
    row.memory_full = {"+SMS FULL", "SMS FULL"};
    row.sim_lines.push_back("+SIMCARD:");
    row.reset = "AT+CRESET";
    row.boot_time = 20s;
    row.notes = {"Short messages work from `SMS DONE` on, some seconds after the start.",
                 "Only some variants have voice."};
    return row;
}

profile simcom_2g() {
    profile row = generic_profile();
    row.name = "simcom-2g";
    row.title = "SIMCom SIM800, SIM900";
    row.makers = {"SIMCOM"};
    row.models = {"SIM80", "SIM86", "SIM90", "SIMCOM_SIM80", "SIMCOM_SIM86", "SIMCOM_SIM90"};
    row.prompt_pause = 20ms;
    row.pin_tries = {"AT+SPIC"};
    row.indications = pushed_or_none();
    row.call_lines.insert(row.call_lines.end(), {"MO RING", "MO CONNECTED"});
    row.memory_full = {"+SMS FULL", "SMS FULL"};
    row.notes = {"2G only: of no use in Japan, where no GSM network ever was.",
                 "On a serial line with automatic baud rate it says nothing before the first "
                 "command; `AT+IPR=115200` fixes that."};
    return row;
}

profile simcom() {
    profile row = generic_profile();
    row.name = "simcom";
    row.title = "SIMCom SIM7600, SIM7500, SIM7100, SIM7000";
    row.usb = {{0x1e0e, 0x9001, {2, 3}, {0, 1, 4}},
               {0x1e0e, 0x9205, {2, 3}, {0, 1}},
               {0x1e0e, 0x9206, {2, 5}, {0, 1, 3, 4}},
               {0x1e0e, any_product, {}, {}}};
    row.makers = {"SIMCOM"};
    row.start_up = {"AT+CNSMOD=0"};  // no news of each change of network
    row.iccid = begin_with({"AT+CICCID"}, row.iccid);
    row.pin_tries = {"AT+SPIC", "AT+CPINR"};
    row.indications = pushed_or_none();
    row.report_storage = "SR";
    row.call_lines.insert(row.call_lines.end(), {"VOICE CALL:", "MISSED_CALL:"});
    row.memory_full = {"+SMS FULL", "SMS FULL"};
    row.sim_lines.push_back("+SIMCARD:");
    row.signal = "AT+CPSI?";
    row.reset = "AT+CRESET";
    row.boot_time = 25s;
    row.notes = {"For Japan: SIM7600JC-H; check the bands of others.",
                 "Stored reports cannot be read back (CMS 321), so they are only asked for pushed.",
                 "SIM7600 needed a restart before it took `AT+CMEE=1`: errors in words are "
                 "understood, too."};
    return row;
}

profile huawei() {
    profile row = generic_profile();
    row.name = "huawei";
    row.title = "Huawei E3372s, MS2131, ME909 and other sticks";
    row.usb = {{0x12d1, any_product, {}, {}}};
    row.makers = {"huawei"};
    row.start_up = {"AT^CURC=0",      // silences ^RSSI, ^HCSQ and the periodic ^BOOT
                    "AT^PORTSEL=1"};  // the rest comes to this port
    row.prompt_pause = 20ms;
    row.iccid = begin_with({"AT^ICCID?"}, row.iccid);
    row.pin_tries = {"AT^CPIN?", "AT+CPINR"};
    row.storage = sim_storage_first();
    row.indications = mode_1_first();
    row.call_lines.insert(row.call_lines.end(), {"^ORIG:", "^CONF:", "^CONN:", "^CEND:"});
    row.memory_full = {"^SMMEMFULL"};
    row.sim_lines.push_back("^SIMST:");
    row.signal = "AT^HCSQ?";
    row.reset = "AT^RESET";
    row.boot_time = 30s;
    row.packs_ussd = true;
    row.notes = {"E3372**h** (HiLink, `12d1:14db`, `12d1:14dc`) is a network card without an AT "
                 "port: it needs the \"stick\" firmware. E3372**s** (`12d1:1506`) works.",
                 "Starts, and comes back from a reset, as a CD-ROM (`12d1:1f01`, `12d1:14fe`, "
                 "`12d1:1446`) until usb_modeswitch has run.",
                 "E173, E1550, E1750 and K3715 are 3G only: of no use in Japan any more.",
                 "Never remove port 12 with `AT^SETPORT`: the AT port would be gone."};
    return row;
}

profile sierra() {
    profile row = generic_profile();
    row.name = "sierra";
    row.title = "Sierra Wireless MC74xx, EM74xx, EM75xx, RC76xx, HL78xx";
    row.usb = alike(0x1199, {0x9071, 0x9079, 0x9091, 0x68c0}, {3}, {0, 2});
    row.usb.push_back({0x1199, 0xc001, {0, 2}, {4}});
    row.usb.push_back({0x1199, any_product, {}, {}});
    row.makers = {"Sierra"};
    row.start_up = {R"(AT!ENTERCND="A710")"};  // opens the commands that begin with "!"
    row.iccid = begin_with({"AT+ICCID"}, row.iccid);
    row.reset = "AT!RESET";
    row.boot_time = 25s;
    row.notes = {"For Japan: EM7430, MC7430.",
                 "May come with MBIM only and no AT port: `AT!USBCOMP` from another computer, or "
                 "the maker's tool, changes that.",
                 "RC76xx announces messages that it cannot read until its memory was purged."};
    return row;
}

profile telit() {
    profile row = generic_profile();
    row.name = "telit";
    row.title = "Telit LE910C, LM960, FN980, HE910";
    row.usb = {{0x1bc7, 0x1031, {1, 2}, {0}},       {0x1bc7, 0x1033, {1, 2}, {0}},
               {0x1bc7, 0x1040, {4, 5}, {0, 3, 6}}, {0x1bc7, 0x1041, {5, 6}, {0, 4, 7}},
               {0x1bc7, 0x1050, {4, 5}, {0, 3, 6}}, {0x1bc7, 0x1051, {5, 6}, {0, 4, 7}},
               {0x1bc7, 0x1201, {4, 5}, {0, 3, 6}}, {0x1bc7, 0x1204, {5, 6}, {0, 4, 7}},
               {0x1bc7, any_product, {}, {}}};
    row.makers = {"Telit"};
    row.start_up = {"AT#QSS=1"};  // news of the SIM
    row.iccid = begin_with({"AT#CCID"}, row.iccid);
    row.pin_tries = {"AT#PCT", "AT+CPINR"};
    row.call_lines.push_back("#ECAM:");
    row.sim_lines.push_back("#QSS:");
    row.reset = "AT#REBOOT";
    row.boot_time = 30s;
    row.notes = {"CMS 330 means that no service centre is set on the SIM."};
    return row;
}

profile u_blox() {
    profile row = generic_profile();
    row.name = "u-blox";
    row.title = "u-blox LARA-R2, LARA-R6, TOBY-R2, TOBY-L2, TOBY-L4, SARA-R4";
    row.usb = alike(0x1546, {0x01a5, 0x01a6, 0x01a7, 0x01a8, 0x01a9}, {}, {0, 1});  // positions
    const std::array modems{usb_ports{0x1546, 0x1107, {0, 2, 4}, {6, 8, 10}},
                            usb_ports{0x1546, 0x110a, {0, 2, 4}, {6, 8, 10}},
                            usb_ports{0x1546, 0x1102, {0, 2, 4}, {6, 8, 10, 12}},
                            usb_ports{0x1546, 0x1104, {0}, {2, 4, 6}},
                            usb_ports{0x1546, 0x1010, {6}, {2, 4, 8}},
                            usb_ports{0x05c6, 0x908b, {1, 2}, {0, 3}}};
    row.usb.insert(row.usb.end(), modems.begin(), modems.end());
    row.usb.push_back({0x1546, any_product, {}, {}});
    row.makers = {"u-blox"};
    row.boot_lines.push_back({"+AT: READY", ""});
    row.pin_tries = {"AT+UPINCNT", "AT+CPINR"};
    row.call_lines.push_back("+UCALLSTAT:");
    row.sim_lines.push_back("+UUSIMSTAT:");
    row.reset = "AT+CFUN=16";
    row.boot_time = 30s;
    row.notes = {"TOBY-L4 takes up to 20 s before its port answers (`+AT: READY`).",
                 "SARA-R4 may take three minutes for one message."};
    return row;
}

profile zte() {
    profile row = generic_profile();
    row.name = "zte";
    row.title = "ZTE MF6xx, MF8xx";
    row.usb = {{0x19d2, 0x0031, {3, 1}, {0}},  // 0: DIAG
               {0x19d2, 0x0117, {2, 1}, {0}},
               {0x19d2, 0x0121, {4, 1}, {0}},
               {0x19d2, any_product, {}, {}}};
    row.makers = {"ZTE"};
    row.start_up = {"AT+ZOPRT=5"};  // awake after a start in low power
    row.noise.insert(row.noise.end(), {"+PACSP0", "+PACSP1"});
    row.prompt_pause = 20ms;
    row.iccid = begin_with({"AT+ZGETICCID"}, row.iccid);
    row.storage = sim_storage_first();
    row.indications = mode_1_first();
    row.call_lines.push_back("HANGUP:");
    row.memory_full = {"^SMMEMFULL"};
    row.boot_time = 30s;
    row.notes = {"Refuses `ATZ`; floods the line with `+ZUSIMR` and `+ZPASR`, which is ignored.",
                 "The 3G models are of no use in Japan any more."};
    return row;
}

profile cinterion() {
    profile row = generic_profile();
    row.name = "cinterion";
    row.errors = sms::error_maker::cinterion;
    row.title = "Cinterion (Gemalto, Thales) PLS8, PLS62, PLS63, PLS83, EHS";
    row.usb = {{0x1e2d, 0x0061, {2, 0}, {4, 6, 8}}, {0x1e2d, 0x005b, {0, 2}, {4, 6, 8}},
               {0x1e2d, 0x005d, {0, 2}, {4, 6, 8}}, {0x1e2d, 0x0069, {0, 2}, {4, 6}},
               {0x1e2d, 0x006f, {0, 2}, {4, 6}},    {0x1e2d, any_product, {}, {}}};
    row.makers = {"Cinterion", "Gemalto", "Thales", "Siemens"};
    row.start_up = {"AT+CMER=2,0,0,2", R"(AT^SIND="smsfull",1)", "AT^SCKS=1"};
    row.noise.insert(row.noise.end(), {"^SHUTDOWN", "^EXIT"});
    row.iccid = begin_with({"AT+CCID"}, {"AT^SCID"});
    row.pin_tries = {R"(AT^SPIC="SC")", "AT+CPINR"};
    row.indications = {"AT+CNMI=2,1,0,1,1", "AT+CNMI=3,1,0,1,1", "AT+CNMI=2,1,0,1,0",
                       "AT+CNMI=2,1,0,2,1", "AT+CNMI=3,1,0,2,1", "AT+CNMI=2,1,0,0,1",
                       "AT+CNMI=1,1,0,0,1", "AT+CNMI=2,1,0,0,0"};  // the last number must be 1
    row.call_lines.push_back("^SLCC:");
    row.memory_full = {R"(+CIEV: "smsfull")", "+CIEV: smsfull"};
    row.sim_lines.push_back("^SCKS:");
    row.signal = "AT^SMONI";
    row.boot_time = 25s;
    row.notes = {"Some models offer no status reports at all, some only stored ones."};
    return row;
}

profile wavecom() {
    profile row = generic_profile();
    row.name = "wavecom";
    row.errors = sms::error_maker::wavecom;
    row.title = "Wavecom, Sierra GenPro";
    row.makers = {"WAVECOM"};
    row.storage = {R"(AT+CPMS="SM","SM")", R"(AT+CPMS="SM")"};
    row.call_lines.insert(row.call_lines.end(), {"+WIND: 2", "+WIND: 5", "+WIND: 6"});
    row.notes = {"2G only: of no use in Japan, where no GSM network ever was."};
    return row;
}

}  // namespace

const profile& generic_profile() {
    static const profile row{
        .name = "generic",
        .title = "Any modem that follows 3GPP TS 27.005 and 27.007",
        .usb = {},
        .makers = {},
        .models = {},
        .boot_lines = {{"RDY", ""},
                       {"*ATREADY:", "SMS DONE"},  // SIMCom A76xx
                       {"^SYSSTART", ""},          // Cinterion
                       {"+WIND: 3", ""}},          // Wavecom: ready to take AT commands
        .boot_progress = {"SMS DONE", "PB DONE", "SMS Ready", "Call Ready", "+QIND: SMS DONE",
                          "+QIND: PB DONE"},
        .noise = {"NORMAL POWER DOWN", "POWERED DOWN", "UNDER-VOLTAGE", "OVER-VOLTAGE"},
        .memory_full = {},
        .prompt_pause = 0ms,
        .start_up = {},
        .iccid = {"AT+CCID", "AT+QCCID", "AT+ICCID", "AT^ICCID?", "AT#CCID", "AT+CICCID"},
        .storage = {R"(AT+CPMS="ME","ME","ME")", R"(AT+CPMS="SM","SM","SM")",
                    R"(AT+CPMS="SM","SM")", R"(AT+CPMS="SM")"},
        // Reports pushed as +CDS: by mode 2, by mode 1 (Qualcomm, Huawei, ZTE), for Cinterion;
        // reports stored, which at least keeps the rest; none.
        .indications = {"AT+CNMI=2,1,0,1,0", "AT+CNMI=1,1,0,1,0", "AT+CNMI=3,1,0,1,1",
                        "AT+CNMI=2,1,0,2,0", "AT+CNMI=1,1,0,2,0", "AT+CNMI=2,1,0,0,0"},
        .report_storage = {},
        .signal = {},
        .notes = {"What no row above fits. It works as far as the modem keeps to the standards; "
                  "[CONTRIBUTING.md](../CONTRIBUTING.md) says how to add a row."},
    };
    return row;
}

std::span<const profile> all_profiles() {
    static const std::array rows{quectel_bg(), quectel_ec200(),  quectel(), simcom_a76xx(),
                                 simcom_2g(),  simcom(),         huawei(),  sierra(),
                                 telit(),      u_blox(),         zte(),     cinterion(),
                                 wavecom(),    generic_profile()};
    return rows;
}

}  // namespace hayauma::modem
