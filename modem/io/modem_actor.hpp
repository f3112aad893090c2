#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "config/settings.hpp"
#include "modem/io/link.hpp"
#include "modem/session/status.hpp"
#include "modem/session/transmission.hpp"
#include "modem/session/ussd.hpp"
#include "modem/sms/deliver.hpp"
#include "modem/sms/status_report.hpp"

namespace hayauma::io {

/// What a modem tells its owner. Called on the actor's executor; must not block or throw.
class modem_observer {
public:
    virtual ~modem_observer() = default;

    /// The status changed, or the modem became free: a good moment to give it work.
    virtual void on_status(const std::string&                  modem,
                           const hayauma::modem::modem_status& status) = 0;
    virtual void on_report(const std::string& modem, const sms::status_report& report) = 0;
    /// `+CMGS: <mr>` for a submission that had already ended as `unknown`.
    virtual void on_late_acceptance(const std::string& modem, std::int64_t attempt,
                                    std::uint8_t message_reference) = 0;
    /// 20 s without a result: others should carry on. The exchange goes on, too, and `submit` still
    /// answers with its end.
    virtual void on_overdue(const std::string& modem, std::int64_t attempt) = 0;
    /// A message came to the modem's SIM: one part of it, if it has several.
    virtual void on_inbound(const std::string& modem, const std::string& iccid,
                            const sms::deliver& message) = 0;
    /// Before the only try of a SIM PIN: may it be made? Recorded durably before it answers yes.
    /// @param sim the ICCID, or the IMEI where no ICCID can be read.
    /// @param also the IMEI beside an ICCID: a try that was made while the ICCID could not be read
    ///        counts, too, and so does this one when it cannot be read the next time.
    virtual boost::asio::awaitable<bool> may_try_pin(std::string sim, std::string also,
                                                     std::string pin) = 0;
};

/// Owns one modem: the only coroutine that touches its port. It decides nothing; session_fsm and
/// submit_fsm do.
class modem_actor {
public:
    modem_actor(boost::asio::any_io_executor executor, config::modem_settings settings,
                std::unique_ptr<link_opener> opener, modem_observer& observer);
    ~modem_actor();

    /// Runs until `stop()`: opens the port (again and again), brings the modem up, keeps it usable.
    boost::asio::awaitable<void> run();

    /// Takes no new submission, waits for the one on the air (bounded by `grace`), ends `run()`.
    boost::asio::awaitable<void> stop(std::chrono::milliseconds grace);

    /// Takes no new submission until `resume()`; what is on the air goes on, and so does health.
    void pause();
    void resume();
    /// The maker's own reset, as soon as nothing is on the air.
    void reset();
    /// Ports have come or gone: one that is waited for may be there now.
    void look_again() noexcept;
    /// Never throws; one at a time.
    boost::asio::awaitable<hayauma::modem::ussd_outcome> ussd(std::string code);

    /// Whether `submit` would start at once.
    bool                                free() const noexcept;
    const hayauma::modem::modem_status& status() const noexcept;
    const config::modem_settings&       settings() const noexcept;

    /// Puts one part on the air; one at a time (see `free`). Never throws; returns when the
    /// exchange has ended, which may be 180 s later.
    boost::asio::awaitable<hayauma::modem::submit_outcome> submit(
        hayauma::modem::transmission what);

private:
    struct implementation;
    std::unique_ptr<implementation> self_;
};

}  // namespace hayauma::io
