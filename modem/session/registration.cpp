#include "modem/session/registration.hpp"

namespace hayauma::modem {
namespace {

const char* words(int stat) noexcept {
    switch (stat) {
    case 0: return "is not registered and does not search a network";
    case 2: return "is searching a network";
    case 3: return "was refused by the network";
    case 4: return "has no coverage";
    case 8: return "is registered for emergency calls only";
    case 11: return "is registered for restricted local services only";
    default: return "is not registered";
    }
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

bool allows_sending(const registration_stats& stats) noexcept {
    return usable(stats.creg) || usable(stats.cereg);
}

std::string obstacle(const registration_stats& stats) {
    if (allows_sending(stats)) return {};
    // +CREG decides about short messages, so its word comes first; "refused" outranks both.
    const std::optional<int> told = stats.cereg == 3 ? stats.cereg
                                    : stats.creg     ? stats.creg
                                                     : stats.cereg;
    if (!told) return "the modem does not say whether it is registered";
    return std::string("the modem ") + words(*told);
}

}  // namespace hayauma::modem
