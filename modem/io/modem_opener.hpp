#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "config/settings.hpp"
#include "modem/io/device_opener.hpp"
#include "modem/io/helper_pool.hpp"
#include "modem/io/link.hpp"
#include "modem/io/port_finder.hpp"

namespace hayauma::io {

/// Opens the port of a `[[modem]]`, wherever it is plugged in now: by its path or address, by USB
/// id, or by IMEI.
class modem_opener final : public link_opener {
public:
    /// @param finder the one of the daemon: shared, since all its modems' openers use it.
    modem_opener(boost::asio::any_io_executor executor, const config::modem_settings& modem,
                 helpers where, std::shared_ptr<port_finder> finder);
    modem_opener(const modem_opener&) = delete;
    modem_opener& operator=(const modem_opener&) = delete;
    ~modem_opener() override;

    boost::asio::awaitable<boost::system::result<std::unique_ptr<link>>> open() override;
    boost::asio::awaitable<boost::system::result<std::unique_ptr<link>>> open_second() override;
    boost::asio::awaitable<boost::system::result<void>>                  reset_usb() override;

    std::optional<usb_id> usb() const override;
    std::string           where() const override { return where_; }
    std::string           explain(const boost::system::error_code& failure) const override;

private:
    boost::asio::awaitable<boost::system::result<std::string>>           locate();
    boost::asio::awaitable<boost::system::result<std::unique_ptr<link>>> open_at(std::string path);
    boost::system::error_code refuse(port_finder::problem what);
    void                      note();

    boost::asio::any_io_executor executor_;
    helpers                      helpers_;
    std::shared_ptr<port_finder> finder_;
    modem_search&                search_;  // the finder's
    std::optional<device_opener> opener_;  // of the path that was tried last
    std::string                  path_;    // its
    std::string                  where_;
    std::optional<usb_port>      port_;  // of the last open(), where it is USB
    port_finder::problem         problem_;
};

}  // namespace hayauma::io
