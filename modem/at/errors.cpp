#include "modem/at/errors.hpp"

#include <string>

namespace hayauma::at {
namespace {

class at_category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "hayauma.at"; }
    std::string message(int value) const override { return text(static_cast<errc>(value)); }
};

}  // namespace

const char* text(errc e) noexcept {
    switch (e) {  // No default: -Wswitch names the value we forgot.
    case errc::timed_out: return "no final result before the deadline";
    case errc::stopped: return "cancelled while waiting for the modem";
    case errc::port_lost: return "serial port lost";
    case errc::rejected: return "modem rejected the command";
    case errc::malformed_reply: return "reply did not match the command";
    case errc::line_too_long: return "line exceeds the receive limit";
    }
    return "unknown at error";
}

const boost::system::error_category& category() noexcept {
    static const at_category instance;
    return instance;
}

}  // namespace hayauma::at
