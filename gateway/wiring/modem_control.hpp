#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "modem/session/ussd.hpp"

namespace hayauma::wiring {

/// What came of asking something of a modem.
enum class control_result {
    done,
    not_found,  ///< there is no modem of this name
    absent,     ///< it is on no port
    paused,     ///< an operator paused it
    not_ready,  ///< it is not in service
    busy        ///< it is at the same for somebody else
};

struct ussd_result {
    control_result               asked = control_result::done;
    hayauma::modem::ussd_outcome outcome;  ///< where it was done
};

/// What an operator may ask of modems by name. Belongs to the io_context's thread.
class modem_control {
public:
    virtual ~modem_control() = default;

    /// Gives it no more work until `resume`, also after a restart; what is on the air ends first.
    /// Takes effect at once. Throws store_error where that could not be kept for a restart.
    virtual boost::asio::awaitable<control_result> pause(std::string name) = 0;
    virtual boost::asio::awaitable<control_result> resume(std::string name) = 0;

    /// Begins to start it anew.
    virtual control_result reset(const std::string& name) = 0;

    /// Asks the network, which may take its time.
    /// @param code 1 to 182 of 0-9, '*', '#', '+'.
    virtual boost::asio::awaitable<ussd_result> ussd(std::string name, std::string code) = 0;
};

}  // namespace hayauma::wiring
