#pragma once

#include <string_view>
#include <vector>

#include "config/problem.hpp"
#include "config/settings.hpp"

namespace hayauma::config {

/// Checks every range that stands in settings.hpp and every rule between settings. What needs
/// more than the settings themselves (files, what a template fills to) is checked elsewhere.
/// @return all that is wrong, in the order of the members; empty: the settings can be used.
std::vector<problem> validate(const settings& s);

/// Whether this can name a client, a modem, a group or a template: 1 to 64 of [A-Za-z0-9._-].
bool is_name(std::string_view text);

/// Whether this is a SHA-256 in 64 lower-case hex digits.
bool is_sha256(std::string_view text);

}  // namespace hayauma::config
