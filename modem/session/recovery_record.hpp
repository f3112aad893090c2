#pragma once

#include <array>
#include <optional>
#include <string>

#include "config/time.hpp"

namespace hayauma::modem {

/// The rungs of the recovery ladder, the gentlest first; the words are the contract's
/// (`recovery.steps` of GET /v1/modems).
enum class recovery_kind { resync, reopen, radio, reset, usb_reset, rest };

/// One step that was taken, why, and what came of it.
struct recovery_record {
    recovery_kind step = recovery_kind::resync;
    std::string   cause;   ///< in words
    std::string   result;  ///< in words; empty while it is not known
    wall_time     at{};

    bool operator==(const recovery_record&) const = default;
};

/// How often each step was taken since the start of the process, and the last of them.
struct recovery_totals {
    std::array<int, 6>             counts{};  ///< by recovery_kind
    std::optional<recovery_record> last;

    bool operator==(const recovery_totals&) const = default;
};

const char* name(recovery_kind step) noexcept;

}  // namespace hayauma::modem
