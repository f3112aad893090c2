#include "modem/session/profile.hpp"

#include <algorithm>
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
    const auto               add = [&lines](const std::vector<std::string>& more) {
        lines.insert(lines.end(), more.begin(), more.end());
    };
    for (const profile& row : all_profiles()) {
        for (const auto* more :
             {&row.noise, &row.boot_progress, &row.call_lines, &row.memory_full, &row.sim_lines})
            add(*more);
        for (const boot_line& line : row.boot_lines) lines.push_back(line.begins);
    }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    return lines;
}

}  // namespace hayauma::modem
