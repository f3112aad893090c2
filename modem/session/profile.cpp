#include "modem/session/profile.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace hayauma::modem {
namespace {

bool begins_like(std::string_view text, std::string_view with) noexcept {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) ==
               std::tolower(static_cast<unsigned char>(b));
    };
    return text.size() >= with.size() && std::equal(with.begin(), with.end(), text.begin(), same);
}

bool any_begins(const std::vector<std::string>& known, std::string_view text) noexcept {
    return std::any_of(known.begin(), known.end(),
                       [text](const std::string& k) { return begins_like(text, k); });
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
        .prompt_pause = std::chrono::milliseconds{0},
        .start_up = {},
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

std::span<const profile> all_profiles() {
    static const std::array rows{generic_profile()};
    return rows;
}

const profile& profile_for(std::string_view manufacturer, std::string_view model) noexcept {
    for (const profile& row : all_profiles())
        if (any_begins(row.makers, manufacturer) &&
            (row.models.empty() || any_begins(row.models, model)))
            return row;
    return generic_profile();
}

const usb_ports* ports_of_usb(std::uint16_t vendor, std::uint16_t product) noexcept {
    const usb_ports* any_product = nullptr;
    for (const profile& row : all_profiles())
        for (const usb_ports& ports : row.usb) {
            if (ports.vendor != vendor) continue;
            if (ports.product == product) return &ports;
            if (ports.product == 0) any_product = &ports;
        }
    return any_product;
}

std::vector<std::string> plain_news() {
    std::vector<std::string> lines;
    for (const profile& row : all_profiles()) {
        lines.insert(lines.end(), row.noise.begin(), row.noise.end());
        lines.insert(lines.end(), row.boot_progress.begin(), row.boot_progress.end());
        for (const boot_line& line : row.boot_lines) lines.push_back(line.begins);
    }
    return lines;
}

}  // namespace hayauma::modem
