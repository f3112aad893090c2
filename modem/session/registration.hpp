#pragma once

#include <optional>
#include <string>

#include "modem/session/status.hpp"

namespace hayauma::modem {

/// Whether a <stat> lets short messages through: home or roaming (1, 5), "SMS only" (6, 7), "CSFB
/// not preferred" (9, 10). Emergency (8) and RLOS (11) do not.
/// @see 3GPP TS 27.007 §7.2, §10.1.22.
bool usable(std::optional<int> stat) noexcept;

/// Whether to try a submission at all: +CREG or +CEREG is usable. +CREG alone would be too strict,
/// since some modems report 0 for ever on LTE while messages pass; +CGREG says nothing on LTE.
bool allows_sending(const registration_stats& stats) noexcept;

/// Why `allows_sending` is false, in words; empty where it is true.
std::string obstacle(const registration_stats& stats);

}  // namespace hayauma::modem
