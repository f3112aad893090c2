#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "config/time.hpp"
#include "modem/session/status.hpp"
#include "modem/sms/errors.hpp"

namespace hayauma::wiring {

/// What is known of one modem beyond its session: the dispatcher keeps it up to date.
struct modem_entry {
    hayauma::modem::modem_status   status;
    std::string                    group;
    bool                           paused = false;   ///< by an operator, until it is resumed
    int                            quota_used = 0;   ///< parts today, of the SIM that is in it
    int                            quota_limit = 0;  ///< 0: none
    std::int64_t                   sent_total = 0;
    std::int64_t                   failed_total = 0;
    std::optional<wall_time>       last_success_at;
    std::optional<sms::error_code> last_error;
    /// How often it was reset or opened anew, by what made it necessary.
    std::map<std::string, std::int64_t> resets;
};

/// The latest word on every modem, for whoever shows it. Belongs to the io_context's thread.
struct status_board {
    std::map<std::string, modem_entry> modems;  ///< by name, all that are configured
    bool                               store_works = true;
    std::string                        store_problem;  ///< in words, while it does not

    bool any_can_send() const {
        for (const auto& [name, entry] : modems)
            if (entry.status.can_send) return true;
        return false;
    }
};

}  // namespace hayauma::wiring
