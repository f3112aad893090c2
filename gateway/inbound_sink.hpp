#pragma once

#include <cstddef>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "config/settings.hpp"
#include "gateway/task_group.hpp"
#include "gateway/wiring/store_gate.hpp"
#include "modem/sms/deliver.hpp"
#include "queue/inbound.hpp"

namespace hayauma::gateway {

/// Takes messages that come to our SIMs to the store, with what nobody may keep taken out first.
class inbound_sink {
public:
    inbound_sink(wiring::store_gate& store, task_group& tasks, config::inbound_settings settings)
        : store_(store), tasks_(tasks), settings_(settings) {}

    void take(const std::string& modem, const std::string& iccid, const sms::deliver& message);

private:
    boost::asio::awaitable<void> keep(queue::inbound_part part);

    wiring::store_gate&      store_;
    task_group&              tasks_;
    config::inbound_settings settings_;
    std::size_t              on_the_way_ = 0;  // to the store, which may be failing
};

}  // namespace hayauma::gateway
