#pragma once

#include <cstdint>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "gateway/task_group.hpp"
#include "gateway/wiring/store_gate.hpp"
#include "modem/sms/status_report.hpp"

namespace hayauma::gateway {

/// Takes what the network says after a submission to the store: status reports, and `+CMGS` that
/// came after its exchange had been given up.
class report_sink {
public:
    report_sink(wiring::store_gate& store, task_group& tasks) : store_(store), tasks_(tasks) {}

    void report(const std::string& modem, const std::string& iccid, const sms::status_report& what);
    void late_acceptance(const std::string& modem, std::int64_t attempt,
                         std::uint8_t message_reference);

private:
    boost::asio::awaitable<void> keep_report(store::report what);
    boost::asio::awaitable<void> keep_acceptance(std::string modem, std::int64_t attempt,
                                                 std::uint8_t message_reference);

    wiring::store_gate& store_;
    task_group&         tasks_;
};

}  // namespace hayauma::gateway
