#include "gateway/doctor/kernel_log.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace hayauma::doctor {
namespace {

struct log_line {
    double           seconds = 0;  ///< since the system started
    std::string_view text;
};

struct socket_history {
    std::vector<double>       disconnects;
    std::optional<io::usb_id> id;
    bool                      over_current = false, cannot_enable = false;
};

constexpr double micro = 1e-6;

std::optional<double> number(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// `6,812,5140900,-;usb 1-1: ...`: priority, sequence, microseconds. @see dev-kmsg, Linux.
std::optional<log_line> read_record(std::string_view line) {
    const auto semicolon = line.find(';');
    if (semicolon == line.npos) return std::nullopt;
    std::string_view head = line.substr(0, semicolon);
    for (int skipped = 0; skipped < 2; ++skipped) {
        const auto comma = head.find(',');
        if (comma == head.npos) return std::nullopt;
        head.remove_prefix(comma + 1);
    }
    const auto time = number(head.substr(0, head.find(',')));
    if (!time) return std::nullopt;
    return log_line{*time * micro, line.substr(semicolon + 1)};
}

std::optional<log_line> read_line(std::string_view line) {
    if (!line.starts_with('[')) return read_record(line);
    const auto end = line.find(']');
    if (end == line.npos) return std::nullopt;
    const auto time = number(line.substr(1, end - 1));
    if (!time) return std::nullopt;
    return log_line{*time, line.substr(end + 1)};
}

/// "usb 1-1-port3" and "usb usb1-port3" speak of the sockets "1-1.3" and "1-3".
std::string socket_of(std::string_view device) {
    std::string path(device);
    const auto  port = path.find("-port");
    if (port == path.npos) return path;
    const std::string number = path.substr(port + std::string_view("-port").size());
    const std::string hub = path.substr(0, port);
    return hub.starts_with("usb") ? hub.substr(3) + "-" + number : hub + "." + number;
}

/// @return what follows `begin` up to `end`; nullopt where they are not there.
std::optional<std::string_view> between(std::string_view text, std::string_view begin,
                                        std::string_view end) {
    const auto from = text.find(begin);
    if (from == text.npos) return std::nullopt;
    text.remove_prefix(from + begin.size());
    return text.substr(0, text.find(end));
}

void note(std::map<std::string, socket_history>& sockets, const log_line& line) {
    const auto device = between(line.text, "usb ", ":");
    if (!device || device->find(' ') != device->npos) return;
    const auto has = [&line](const char* words) { return line.text.find(words) != line.text.npos; };
    socket_history& socket = sockets[socket_of(*device)];
    if (has("USB disconnect")) socket.disconnects.push_back(line.seconds);
    if (has("over-current")) socket.over_current = true;
    if (has("Cannot enable")) socket.cannot_enable = true;
    const auto vendor = between(line.text, "idVendor=", ",");
    const auto product = between(line.text, "idProduct=", ",");
    if (vendor && product)
        if (const auto id = io::parse_usb_id(std::string(*vendor) + ":" + std::string(*product)))
            socket.id = id;
}

/// The most of them that lie within brown_out_seconds.
int most_together(const std::vector<double>& times) {
    int         most = 0;
    std::size_t first = 0;
    for (std::size_t last = 0; last < times.size(); ++last) {
        while (times[last] - times[first] > brown_out_seconds) ++first;
        most = std::max(most, static_cast<int>(last - first + 1));
    }
    return most;
}

}  // namespace

std::vector<usb_trouble> usb_troubles(std::span<const std::string> lines) {
    std::map<std::string, socket_history> sockets;
    for (const std::string& text : lines)
        if (const auto line = read_line(text)) note(sockets, *line);

    std::vector<usb_trouble> found;
    for (const auto& [name, socket] : sockets) {
        const int together = most_together(socket.disconnects);
        if (together < brown_out_disconnects && !socket.over_current && !socket.cannot_enable)
            continue;
        found.push_back({name, socket.id, together, socket.over_current, socket.cannot_enable});
    }
    return found;
}

}  // namespace hayauma::doctor
