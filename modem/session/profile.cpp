#include "modem/session/profile.hpp"

namespace hayauma::modem {

std::vector<std::string> profile::plain_news() const {
    std::vector<std::string> lines = noise;
    for (const boot_line& line : boot_lines) lines.push_back(line.begins);
    lines.insert(lines.end(), boot_progress.begin(), boot_progress.end());
    return lines;
}

const profile& generic_profile() {
    static const profile row{
        .name = "generic",
        .boot_lines = {{"RDY", ""},
                       {"*ATREADY:", "SMS DONE"},  // SIMCom A76xx
                       {"^SYSSTART", ""},          // Cinterion
                       {"+WIND: 3", ""}},          // Wavecom: ready to take AT commands
        .boot_progress = {"SMS DONE", "PB DONE", "SMS Ready", "Call Ready", "+QIND: SMS DONE",
                          "+QIND: PB DONE"},
        .noise = {"NORMAL POWER DOWN", "POWERED DOWN", "UNDER-VOLTAGE", "OVER-VOLTAGE"},
        .prompt_pause = std::chrono::milliseconds{0},
        .iccid = {"AT+CCID", "AT+QCCID", "AT+ICCID", "AT^ICCID?", "AT#CCID", "AT+CICCID"},
        .storage = {R"(AT+CPMS="ME","ME","ME")", R"(AT+CPMS="SM","SM","SM")",
                    R"(AT+CPMS="SM","SM")", R"(AT+CPMS="SM")"},
        // Reports pushed as +CDS: by mode 2, by mode 1 (Qualcomm, Huawei, ZTE), for Cinterion;
        // reports stored, which at least keeps the rest; none.
        .indications = {"AT+CNMI=2,1,0,1,0", "AT+CNMI=1,1,0,1,0", "AT+CNMI=3,1,0,1,1",
                        "AT+CNMI=2,1,0,2,0", "AT+CNMI=1,1,0,2,0", "AT+CNMI=2,1,0,0,0"},
    };
    return row;
}

}  // namespace hayauma::modem
