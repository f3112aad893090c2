#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "modem/io/modem_actor.hpp"
#include "tests/integration/modem/scripted_modem.hpp"
#include "tests/support/sample_part.hpp"
#include "tests/support/virtual_time.hpp"

namespace hayauma::testing {

/// What the owner of a modem hears, in order.
class recorder final : public io::modem_observer {
public:
    void on_status(const std::string&, const modem::modem_status& status) override;
    void on_report(const std::string&, const sms::status_report& report) override;
    void on_late_acceptance(const std::string&, std::int64_t attempt, std::uint8_t mr) override;
    void on_overdue(const std::string&, std::int64_t attempt) override;
    void on_inbound(const std::string&, const std::string& iccid, const sms::deliver&) override;
    boost::asio::awaitable<bool> may_try_pin(std::string sim, std::string also,
                                             std::string pin) override;

    std::vector<modem::modem_status> statuses;
    std::vector<std::string>
        events;  ///< "report 7", "late 42 7", "outcome accepted 7", "inbound Bob"
    std::vector<std::string>            pin_asked_for;
    std::vector<modem::recovery_record> recoveries;
    bool                                pin_allowed = true;
};

/// An actor, its modem and its owner, in simulated time.
struct bench {
    explicit bench(config::modem_settings settings = {});
    ~bench();

    void start();
    bool run_until(const std::function<bool()>& done,
                   std::chrono::seconds         limit = std::chrono::hours(1));
    bool ready(std::chrono::seconds limit = std::chrono::minutes(5));
    /// Submits the sample part, valid for 5 minutes from now.
    void submit();
    void submit(modem::transmission part);
    /// @return where the answer to a USSD code will be.
    std::shared_ptr<std::optional<modem::ussd_outcome>> ask(std::string code);
    void                                                stop(std::chrono::milliseconds grace);
    void                                                end();  ///< stops it now, whatever it does

    std::vector<modem::submit_outcome> outcomes;
    std::vector<mono_time>             ended_at;
    bool                               run_ended = false;
    bool                               stop_ended = false;

    virtual_time                     time{sample_start};
    boost::asio::io_context          context;
    scripted_modem                   modem{context.get_executor()};
    recorder                         owner;
    std::unique_ptr<io::modem_actor> actor;
};

/// "accepted 249", "not_sent modem 1", "rejected cms 38", "unknown cms 500".
std::string words(const modem::submit_outcome& outcome);

}  // namespace hayauma::testing
