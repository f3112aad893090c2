#include "gateway/doctor/usb_mode.hpp"

#include <algorithm>
#include <array>

#include "modem/session/profile.hpp"

namespace hayauma::doctor {
namespace {

struct row {
    io::usb_id id;
    usb_mode   mode;
};

// Storage modes as usb_modeswitch-data lists them.
constexpr std::array rows{
    row{{0x12d1, 0x14db}, usb_mode::network},    // Huawei E3372h, E353, E3131
    row{{0x12d1, 0x14dc}, usb_mode::network},    // Huawei E3372h
    row{{0x12d1, 0x1f01}, usb_mode::storage},    // Huawei E3372, E353
    row{{0x12d1, 0x14fe}, usb_mode::storage},    // Huawei E3372s, E352
    row{{0x12d1, 0x1446}, usb_mode::storage},    // Huawei, many
    row{{0x12d1, 0x1505}, usb_mode::storage},    // Huawei E398
    row{{0x19d2, 0x2000}, usb_mode::storage},    // ZTE, many
    row{{0x05c6, 0x9008}, usb_mode::emergency},  // Qualcomm
};

}  // namespace

usb_mode mode_of(io::usb_id id) noexcept {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [id](const row& r) { return r.id == id; });
    return found == rows.end() ? usb_mode::other : found->mode;
}

bool is_modem_vendor(io::usb_id id) noexcept {
    return modem::ports_of_usb(id.vendor, id.product) != nullptr;
}

}  // namespace hayauma::doctor
