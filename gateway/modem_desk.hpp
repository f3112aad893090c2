#pragma once

#include <map>
#include <set>
#include <string>

#include "config/secret.hpp"
#include "config/settings.hpp"
#include "gateway/inbound_sink.hpp"
#include "gateway/report_sink.hpp"
#include "gateway/task_group.hpp"
#include "gateway/wiring/bell.hpp"
#include "gateway/wiring/status_board.hpp"
#include "gateway/wiring/store_gate.hpp"
#include "modem/io/modem_actor.hpp"

namespace hayauma::gateway {

/// Where the modems report: keeps the status board true, wakes the dispatcher, passes reports
/// and messages on, and answers for the one try of a SIM PIN.
class modem_desk final : public io::modem_observer {
public:
    modem_desk(wiring::store_gate& store, wiring::status_board& board, wiring::bell& bell,
               task_group& tasks, config::inbound_settings inbound = {})
        : store_(store), board_(board), bell_(bell), tasks_(tasks), reports_(store, tasks),
          inbound_(store, tasks, inbound) {}

    void on_status(const std::string& modem, const hayauma::modem::modem_status& status) override;
    void on_report(const std::string& modem, const sms::status_report& report) override;
    void on_late_acceptance(const std::string& modem, std::int64_t attempt,
                            std::uint8_t message_reference) override;
    void on_overdue(const std::string& modem, std::int64_t attempt) override;
    void on_inbound(const std::string& modem, const std::string& iccid,
                    const sms::deliver& message) override;
    boost::asio::awaitable<bool> may_try_pin(std::string sim, std::string also,
                                             std::string pin) override;

private:
    /// A PIN and its slow fingerprints by name, so that asking again costs nothing.
    struct pin_prints {
        config::secret                     pin;
        std::map<std::string, std::string> by_name;
    };

    boost::asio::awaitable<void> keep_overdue(std::string modem, std::int64_t attempt);
    boost::asio::awaitable<void> keep_pin_accepted(std::string sim);
    boost::asio::awaitable<void> read_totals(std::string modem, std::string iccid);

    wiring::store_gate&               store_;
    wiring::status_board&             board_;
    wiring::bell&                     bell_;
    task_group&                       tasks_;
    report_sink                       reports_;
    inbound_sink                      inbound_;
    std::set<std::string>             pin_tried_;   // names on record, until the SIM is unlocked
    std::map<std::string, pin_prints> pin_prints_;  // by SIM
};

}  // namespace hayauma::gateway
