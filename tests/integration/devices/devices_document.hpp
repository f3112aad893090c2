#pragma once

#include <string>

/// docs/devices.md, drawn from modem/session/profile_table.cpp.
std::string devices_document();
