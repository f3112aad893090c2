#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "gateway/doctor/facts.hpp"
#include "modem/io/discover.hpp"

namespace hayauma::doctor {

/// Where the system tells about itself; a test has its own.
struct system_places {
    std::filesystem::path              processes = "/proc";
    std::vector<std::filesystem::path> rules{"/etc/udev/rules.d", "/run/udev/rules.d",
                                             "/usr/local/lib/udev/rules.d", "/usr/lib/udev/rules.d",
                                             "/lib/udev/rules.d"};
    /// Instead of the kernel's own; nullopt: that one.
    std::optional<std::vector<std::string>> kernel_log;
    io::usb_lister                          look = io::look_at_usb;
};

system_facts look_at_system(const system_places& places);

/// The database's folder and file. Makes nothing; no process may have it open.
store_facts look_at_store(const config::queue_settings& settings);

/// Of the files that hold secrets, those that everybody may read.
std::vector<std::string> readable_secrets(const config::settings& settings);

/// The group that owns a device; empty: not known.
std::string group_of(const std::string& device);

}  // namespace hayauma::doctor
