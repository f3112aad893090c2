#include "modem/session/registration.hpp"

#include <algorithm>
#include <array>

#include "modem/at/parse.hpp"
#include "modem/at/parse_sim.hpp"

namespace hayauma::modem {
namespace {

constexpr int denied = 3;

// KDDI (au, UQ, povo) answers on LTE, but its network has no way for short messages but IMS.
constexpr std::array<std::string_view, 5> ims_only{"44050", "44051", "44052", "44053", "44054"};

const char* words(int stat) noexcept {
    switch (stat) {
    case 0: return "is not registered and does not search a network";
    case 2: return "is searching a network";
    case denied: return "was refused by the network";
    case 4: return "has no coverage";
    case 8: return "is registered for emergency calls only";
    case 11: return "is registered for restricted local services only";
    default: return "is not registered";
    }
}

// "SMS only" is a result of the combined attach, so only +CREG can say it. Elsewhere it is a
// mistake of the modem. 3GPP TS 27.007 §10.1.22.
bool usable_for_data(std::optional<int> stat) noexcept {
    return usable(stat) && stat != 6 && stat != 7;
}

// A refusal outranks the rest: waiting does not help there. Then +CREG's word comes first, since it
// is the one about short messages.
std::optional<int> telling(const registration_stats& stats) noexcept {
    const std::array all{stats.creg, stats.cereg, stats.c5greg};
    for (const auto& stat : all)
        if (stat == denied) return stat;
    for (const auto& stat : all)
        if (stat) return stat;
    return std::nullopt;
}

}  // namespace

bool usable(std::optional<int> stat) noexcept {
    switch (stat.value_or(0)) {
    case 1:
    case 5:
    case 6:
    case 7:
    case 9:
    case 10: return true;
    default: return false;
    }
}

bool only_over_ims(std::string_view plmn) noexcept {
    return std::find(ims_only.begin(), ims_only.end(), plmn) != ims_only.end();
}

bool allows_sending(const registration_stats& stats, std::string_view plmn) noexcept {
    if (usable(stats.creg) || stats.sms_over_ims == true) return true;
    const bool data = usable_for_data(stats.cereg) || usable_for_data(stats.c5greg);
    return data && !only_over_ims(plmn);
}

std::string obstacle(const registration_stats& stats, std::string_view plmn) {
    if (allows_sending(stats, plmn)) return {};
    if (usable_for_data(stats.cereg) || usable_for_data(stats.c5greg))
        return "registered for data only on " + std::string(plmn) +
               ": this carrier takes SMS only over IMS";
    if (usable_for_data(stats.cgreg) && (stats.creg == denied || stats.cereg == denied))
        return "registered for data only: the network refuses short messages";
    const std::optional<int> told = telling(stats);
    if (!told) return "the modem does not say whether it is registered";
    return std::string("the modem ") + words(*told);
}

void take_registration(probe asked, const answered& answer, registration_stats& stats) {
    const auto stat = [&] { return first_of(answer.lines, at::parse_registration); };
    switch (asked) {
    case probe::creg: stats.creg = stat(); return;
    case probe::cgreg: stats.cgreg = stat(); return;
    case probe::cereg: stats.cereg = stat(); return;
    case probe::c5greg: stats.c5greg = stat(); return;
    case probe::ims: stats.sms_over_ims = first_of(answer.lines, at::parse_sms_over_ims); return;
    case probe::sim:
    case probe::signal:
    case probe::extended_signal:
    case probe::vendor_signal:
    case probe::indications: return;
    }
}

const std::optional<int>* stat_named(std::string_view          name,
                                     const registration_stats& stats) noexcept {
    if (name == "+CREG") return &stats.creg;
    if (name == "+CGREG") return &stats.cgreg;
    if (name == "+CEREG") return &stats.cereg;
    if (name == "+C5GREG") return &stats.c5greg;
    return nullptr;
}

}  // namespace hayauma::modem
