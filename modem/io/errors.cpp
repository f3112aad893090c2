#include "modem/io/errors.hpp"

namespace hayauma::io {
namespace {

class io_category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "hayauma.io"; }
    std::string message(int value) const override { return text(static_cast<errc>(value)); }
};

}  // namespace

const char* text(errc e) noexcept {
    switch (e) {  // No default: -Wswitch names the value we forgot.
    case errc::absent: return "no such device: plug the modem in, or correct its path";
    case errc::no_permission:
        return "no permission: add the daemon's user to the device's group (dialout, or hayauma "
               "where "
               "the rules of udev/ are installed)";
    case errc::taken: return "taken by another process: stop it, or keep it off this modem";
    case errc::not_a_port:
        return "not a serial port: give a tty's path, such as /dev/serial/by-id/...";
    case errc::device_failed:
        return "the device fails: plug the modem in again, and look at the kernel's log";
    case errc::bad_address: return "bad address: write tcp://HOST:PORT";
    case errc::host_unknown: return "unknown host: correct its name, or look at the name server";
    case errc::refused:
        return "connection refused: start the serial device server, or correct the port number";
    case errc::unreachable: return "host unreachable: look at the network and at the host's power";
    case errc::no_device_set: return "no device is set: give device, usb or imei";
    case errc::not_usb: return "not a USB device: reset it by hand";
    case errc::reset_refused:
        return "no permission to reset the USB device: install the rules of udev/, and add the "
               "daemon's user to their group";
    case errc::nothing_written: return "the port took nothing: the modem is gone, or stuck";
    }
    return "unknown io error";
}

const boost::system::error_category& category() noexcept {
    static const io_category instance;
    return instance;
}

std::string open_problem::words(std::string_view where) const {
    std::string sentence = std::string(where) + ": " + text(why);
    if (!detail.empty()) sentence += " (" + detail + ")";
    return sentence;
}

}  // namespace hayauma::io
