#pragma once

#include <string>
#include <vector>

#include "gateway/doctor/facts.hpp"

namespace hayauma::doctor {

enum class level {
    ok,
    warning,  ///< a code may go out all the same
    error     ///< nothing goes out this way
};

const char* name(level l) noexcept;  ///< "ok", "warning", "error"

/// One thing that was looked at, in words for people.
struct finding {
    level       how = level::ok;
    std::string subject;  ///< "configuration", "database", "system", a modem's name
    std::string what;     ///< what is
    std::string advice;   ///< what to do; empty where nothing is to be done

    bool operator==(const finding&) const = default;
};

struct diagnosis {
    std::vector<finding> findings;  ///< by subject
    bool                 can_send = false;
    std::string          because;  ///< "docomo-1 can send", or what stands in the way

    bool operator==(const diagnosis&) const = default;
};

/// Judges and words everything that was seen. Pure.
diagnosis diagnose(const facts& seen);

/// Of one modem.
struct modem_verdict {
    std::vector<finding> findings;
    bool                 can_send = false;
};
modem_verdict judge_modem(const modem_facts& seen, const system_facts& system);

/// Of what all modems share: ModemManager, devices in another mode, the supply of power.
std::vector<finding> judge_system(const facts& seen);

}  // namespace hayauma::doctor
