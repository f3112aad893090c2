#pragma once

#include <array>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "modem/io/clock.hpp"
#include "modem/io/helper_pool.hpp"
#include "modem/io/link.hpp"
#include "modem/io/unique_fd.hpp"

namespace hayauma::io {

/// A link over one file descriptor: a tty, a pseudo-terminal or a TCP connection. Belongs to one
/// coroutine: one read_some() and one write() at a time.
class serial_link final : public link {
public:
    /// Waits longer than this are cut to it; nothing in a conversation with a modem is near it.
    static constexpr std::chrono::hours limit_max{24};

    /// @param fd non-blocking, and alone ours; where it is a tty, with VMIN=1 (see open_port).
    /// @param helpers where it is closed in the end.
    serial_link(boost::asio::any_io_executor executor, unique_fd fd, helpers helpers);
    ~serial_link() override;

    boost::asio::awaitable<boost::system::result<std::string_view>> read_some(
        std::chrono::milliseconds limit) override;
    /// One write() system call where the driver takes all at once, so that a PDU and its Ctrl-Z
    /// leave together.
    boost::asio::awaitable<boost::system::result<void>> write(
        std::string octets, std::chrono::milliseconds limit) override;
    void interrupt() noexcept override;

    /// Gives the descriptor up; the link is of no use then.
    unique_fd take() noexcept { return unique_fd(port_.release()); }

private:
    boost::system::result<std::string_view> read_now();

    boost::asio::posix::stream_descriptor port_;
    timer                                 read_deadline_;
    timer                                 write_deadline_;
    helpers                               helpers_;
    std::array<char, 4096>                rx_;
};

/// Closes on a helper thread, and waits for it: its lock is gone then.
boost::asio::awaitable<void> close_and_wait(helpers where, unique_fd fd);

}  // namespace hayauma::io
