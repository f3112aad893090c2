#pragma once

#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "modem/sim/sim_modem.hpp"

namespace hayauma::sim {

/// A simulated modem behind a tty that is there already: the device side of a USB link
/// (/dev/ttyGS0 of a gadget), or one end of a null-modem cable. The modem goes on when the line
/// hangs up, as one with its own power supply does when its cable is pulled; what it says meanwhile
/// is lost. The tty is opened again as soon as that is possible.
class sim_tty {
public:
    static constexpr std::size_t unread_octets_max = 1 << 20;  ///< then output is dropped

    /// Opens `device` and serves it on `executor`, one thread.
    /// @param device may be a symbolic link, which is followed anew after each hang-up.
    /// @param modem must outlive this object and belong to `executor`.
    /// @throws std::system_error with io::errc where the device cannot be opened now.
    sim_tty(boost::asio::any_io_executor executor, sim_modem& modem, std::string device);
    ~sim_tty();

private:
    struct implementation;
    std::shared_ptr<implementation> self_;  // shared with its coroutines, which end later
};

}  // namespace hayauma::sim
