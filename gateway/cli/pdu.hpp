#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include <CLI/App.hpp>

#include "modem/sms/phone_number.hpp"

namespace hayauma::cli {

/// Turns what a person typed as a number into one, or not.
using number_reader = std::function<std::optional<sms::phone_number>(std::string_view)>;

/// E.164 with or without '+', nothing else.
std::optional<sms::phone_number> plain_number(std::string_view text);

/// Adds `pdu encode` and `pdu decode`: what would be sent, octet by octet, and what a line from a
/// modem log means. They print to standard output and complain on standard error; a callback
/// throws CLI::RuntimeError with the exit code 1 where something could not be read.
void add_pdu_command(CLI::App& parent, number_reader read_number = plain_number);

}  // namespace hayauma::cli
