#pragma once

#include <string>

namespace hayauma::io {

/// Who else has this port, in words: "process 812, ModemManager", "this process: two modems share
/// it", or empty where /proc does not tell (another user's descriptors are hidden from us).
/// @param device not a symbolic link.
/// @param ours a descriptor of this process for it that is no holder.
std::string find_port_holder(const std::string& device, int ours);

}  // namespace hayauma::io
