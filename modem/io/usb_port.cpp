#include "modem/io/usb_port.hpp"

#include <algorithm>
#include <charconv>

namespace hayauma::io {
namespace {

constexpr std::size_t half_digits = 4;

std::optional<std::uint16_t> parse_half(std::string_view text) noexcept {
    std::uint16_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string half_text(std::uint16_t value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string                text;
    for (int shift = 12; shift >= 0; shift -= 4)
        text += digits[static_cast<std::size_t>(value >> shift) & 0xF];
    return text;
}

}  // namespace

std::optional<usb_id> parse_usb_id(std::string_view text) noexcept {
    if (text.size() != 2 * half_digits + 1 || text[half_digits] != ':') return std::nullopt;
    const auto vendor = parse_half(text.substr(0, half_digits));
    const auto product = parse_half(text.substr(half_digits + 1));
    if (!vendor || !product) return std::nullopt;
    return usb_id{*vendor, *product};
}

std::string to_string(usb_id id) { return half_text(id.vendor) + ":" + half_text(id.product); }

bool same_device(const usb_device& a, const usb_device& b) noexcept {
    return a.path == b.path && a.busnum == b.busnum && a.devnum == b.devnum && a.id == b.id;
}

std::vector<usb_device> without_port(const usb_view& view) {
    std::vector<usb_device> found;
    for (const usb_device& device : view.devices) {
        const bool has_port =
            std::any_of(view.ports.begin(), view.ports.end(),
                        [&device](const usb_port& port) { return same_device(port.usb, device); });
        if (!has_port) found.push_back(device);
    }
    return found;
}

}  // namespace hayauma::io
