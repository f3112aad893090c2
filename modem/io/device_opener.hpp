#pragma once

#include <optional>

#include <boost/asio/any_io_executor.hpp>

#include "modem/io/errors.hpp"
#include "modem/io/helper_pool.hpp"
#include "modem/io/link.hpp"
#include "modem/io/open_port.hpp"
#include "modem/io/tcp_port.hpp"

namespace hayauma::io {

/// Opens the one device that a `[[modem]]` names: a tty's path, a pseudo-terminal's, a symbolic
/// link to either, or tcp://HOST:PORT.
class device_opener final : public link_opener {
public:
    /// @param device as in config::modem_settings.
    device_opener(boost::asio::any_io_executor executor, std::string device, helpers where);

    /// @return the link, or io::errc (see explain()), or at::errc::stopped where it was cancelled.
    boost::asio::awaitable<boost::system::result<std::unique_ptr<link>>> open() override;
    std::string where() const override { return where_; }
    std::string explain(const boost::system::error_code& failure) const override;

private:
    boost::asio::awaitable<boost::system::result<unique_fd>> open_tty();
    void                                                     note(const opened_port& port);

    boost::asio::any_io_executor executor_;
    std::string                  device_;
    bool                         is_tcp_;
    std::optional<tcp_address>   address_;  // of a tcp device, where it could be read
    helpers                      helpers_;
    std::string                  where_;
    open_problem                 problem_;  // of the last open_tty() that failed
    bool                         fallback_noted_ = false;
};

}  // namespace hayauma::io
