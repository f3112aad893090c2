#pragma once

#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "modem/sim/sim_modem.hpp"

namespace hayauma::sim {

/// A simulated modem on a pseudo-terminal, for this daemon and any other program that speaks AT.
/// The modem goes on when a client closes the line and another opens it, in whatever state it was
/// left; what it says meanwhile is lost, as with a real port. When the modem is unplugged the
/// pseudo-terminal is closed and its link gone; a replug makes a new one.
class sim_pty {
public:
    static constexpr std::size_t unread_octets_max = 1 << 20;  ///< then output is dropped

    /// Opens a pseudo-terminal, links `link` to it and serves it on `executor`, one thread.
    /// @param modem must outlive this object and belong to `executor`.
    /// @throws std::system_error when the system refuses any of it.
    sim_pty(boost::asio::any_io_executor executor, sim_modem& modem, std::string link);
    ~sim_pty();

    const std::string& link() const noexcept;    ///< the path given, or the other one of a replug
    const std::string& device() const noexcept;  ///< "/dev/pts/7"

private:
    struct implementation;
    std::shared_ptr<implementation> self_;  // shared with its coroutines, which end later
};

}  // namespace hayauma::sim
