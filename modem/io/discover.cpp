#include "modem/io/discover.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <memory>
#include <optional>
#include <system_error>
#include <tuple>

#include <libserialport.h>

namespace hayauma::io {
namespace {

namespace fs = std::filesystem;

/// The attribute's one line; empty where there is none.
std::string attribute(const fs::path& folder, const char* name) {
    std::ifstream file(folder / name);
    std::string   line;
    std::getline(file, line);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.pop_back();
    return line;
}

int number(const std::string& text, int base, int otherwise) {
    int value = 0;
    const auto [end, failure] =
        std::from_chars(text.data(), text.data() + text.size(), value, base);
    return failure == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

bool has(const fs::path& folder, const char* name) {
    std::error_code unreadable;
    return fs::exists(folder / name, unreadable);
}

std::optional<usb_device> read_device(const fs::path& folder) {
    const auto id =
        parse_usb_id(attribute(folder, "idVendor") + ":" + attribute(folder, "idProduct"));
    if (!id) return std::nullopt;
    return usb_device{*id,
                      attribute(folder, "serial"),
                      folder.filename(),
                      number(attribute(folder, "busnum"), 10, 0),
                      number(attribute(folder, "devnum"), 10, 0),
                      attribute(folder, "manufacturer"),
                      attribute(folder, "product")};
}

/// What stands behind the tty: the first folder upwards that is a USB interface, and its device.
std::optional<usb_port> read_port(const fs::path& sysfs, const std::string& name) {
    std::error_code gone;
    fs::path        folder = fs::canonical(sysfs / "class/tty" / name / "device", gone);
    const fs::path  top = fs::canonical(sysfs, gone);
    while (!gone && folder != top && folder.has_relative_path()) {
        if (has(folder, "bInterfaceNumber")) {
            auto device = read_device(folder.parent_path());
            if (!device) return std::nullopt;
            const bool is_acm = attribute(folder, "bInterfaceClass") == "02" &&
                                attribute(folder, "bInterfaceSubClass") == "02";
            return usb_port{"/dev/" + name, number(attribute(folder, "bInterfaceNumber"), 16, -1),
                            is_acm, std::move(*device)};
        }
        folder = folder.parent_path();
    }
    return std::nullopt;
}

std::vector<std::string> entries(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code          failure;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure))
        names.push_back(entry->path().filename());
    return names;
}

/// The ports that libserialport lists, without their folder; nullopt where it cannot.
std::optional<std::vector<std::string>> names_by_libserialport() {
    sp_port** listed = nullptr;
    if (sp_list_ports(&listed) != SP_OK) return std::nullopt;
    const std::unique_ptr<sp_port*, decltype(&sp_free_port_list)> owner(listed, &sp_free_port_list);
    std::vector<std::string>                                      names;
    for (sp_port** port = listed; *port; ++port)
        names.push_back(fs::path(sp_get_port_name(*port)).filename());
    return names;
}

std::vector<usb_port> read_ports(const fs::path& sysfs, const std::vector<std::string>& names) {
    std::vector<usb_port> ports;
    for (const std::string& name : names)
        if (auto port = read_port(sysfs, name)) ports.push_back(std::move(*port));
    std::sort(ports.begin(), ports.end(), [](const usb_port& a, const usb_port& b) {
        return std::tie(a.usb.path, a.interface, a.device) <
               std::tie(b.usb.path, b.interface, b.device);
    });
    return ports;
}

}  // namespace

std::vector<usb_port> list_ports(const fs::path& sysfs) {
    return read_ports(sysfs, entries(sysfs / "class/tty"));
}

std::vector<usb_device> list_usb_devices(const fs::path& sysfs) {
    const fs::path          all = sysfs / "bus/usb/devices";
    std::vector<usb_device> devices;
    for (const std::string& name : entries(all))
        if (auto device = read_device(all / name)) devices.push_back(std::move(*device));
    std::sort(devices.begin(), devices.end(),
              [](const usb_device& a, const usb_device& b) { return a.path < b.path; });
    return devices;
}

usb_view look_at_usb() {
    // libserialport knows which ttys are serial ports; sysfs knows their interfaces.
    auto names = names_by_libserialport();
    auto ports = names ? read_ports(sysfs_root, *names) : list_ports();
    return {std::move(ports), list_usb_devices()};
}

}  // namespace hayauma::io
