#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modem/session/answer.hpp"
#include "modem/session/health.hpp"
#include "modem/session/status.hpp"

namespace hayauma::modem {

/// Whether a <stat> of +CREG lets short messages through: home or roaming (1, 5), "SMS only"
/// (6, 7), "CSFB not preferred" (9, 10). Emergency (8) and RLOS (11) do not.
/// @see 3GPP TS 27.007 §7.2, §10.1.22.
bool usable(std::optional<int> stat) noexcept;

/// Whether to try a submission at all: +CREG, +CEREG or +C5GREG is usable, or IMS takes short
/// messages. +CREG alone would be too strict, since some modems report 0 for ever on LTE while
/// messages pass; +CGREG says nothing on LTE. But where a carrier takes them over IMS only (KDDI),
/// +CEREG without IMS is data and no more.
/// @param plmn the operator's number, "44010"; empty: not known, then no carrier is ruled out.
bool allows_sending(const registration_stats& stats, std::string_view plmn) noexcept;

/// Why `allows_sending` is false, in words; empty where it is true.
std::string obstacle(const registration_stats& stats, std::string_view plmn);

/// Whether this carrier takes short messages over IMS alone, none over the signalling channel.
bool only_over_ims(std::string_view plmn) noexcept;

/// Puts the answer to one of the questions about registration in its place; others change nothing.
void take_registration(probe asked, const answered& answer, registration_stats& stats);

/// What a line like "+CREG: 2" sent unasked is about: the place of that <stat>; nullptr for others.
const std::optional<int>* stat_named(std::string_view          name,
                                     const registration_stats& stats) noexcept;

}  // namespace hayauma::modem
