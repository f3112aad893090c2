#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

#include "modem/io/clock.hpp"
#include "modem/io/link.hpp"
#include "modem/sim/sim_modem.hpp"

namespace hayauma::sim {

/// A line to a simulated modem in the same process: no port, and time is `io::mono_clock`'s, so
/// that everything above it runs in simulated time too. One at a time to a modem. Once the modem
/// was unplugged, or its USB device reset, the line is lost for good.
class sim_link final : public io::link {
public:
    /// Opens the line: what the modem said while it was closed is gone, what it was told is not.
    /// @param modem must outlive the link.
    sim_link(boost::asio::any_io_executor executor, sim_modem& modem);
    ~sim_link() override;

    boost::asio::awaitable<boost::system::result<std::string_view>> read_some(
        std::chrono::milliseconds limit) override;
    boost::asio::awaitable<boost::system::result<void>> write(
        std::string octets, std::chrono::milliseconds limit) override;
    void interrupt() noexcept override;

private:
    boost::asio::awaitable<bool> wait_until(mono_time until);
    bool                         lost() const noexcept;

    sim_modem&  modem_;
    unsigned    port_;  ///< sim_modem::port_number() when the line was opened
    io::timer   timer_;
    std::string received_;  ///< what read_some() gave a view of
    bool        waiting_ = false;
    bool        interrupted_ = false;
};

/// "Opens the port" of a simulated modem: it is there whenever the modem is plugged in.
class sim_link_opener final : public io::link_opener {
public:
    /// @param where what people are shown, such as "simulated:0".
    sim_link_opener(boost::asio::any_io_executor executor, sim_modem& modem, std::string where);

    boost::asio::awaitable<boost::system::result<std::unique_ptr<io::link>>> open() override;
    std::string where() const override { return modem_.port_name(where_); }
    /// Revives a modem that is `dead` until then.
    boost::asio::awaitable<boost::system::result<void>> reset_usb() override;

private:
    boost::asio::any_io_executor executor_;
    sim_modem&                   modem_;
    std::string                  where_;
};

}  // namespace hayauma::sim
