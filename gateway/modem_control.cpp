#include "gateway/modem_control.hpp"

#include <utility>

#include <boost/asio/use_awaitable.hpp>

#include "modem/io/clock.hpp"

namespace hayauma::gateway {

using hayauma::modem::modem_state;
using wiring::control_result;
using wiring::ussd_result;

void modem_controls::add(const std::string& name, modem_handle handle) {
    handles_[name] = std::move(handle);
}

void modem_controls::restore(const std::vector<std::string>& paused) {
    for (const auto& name : paused) {
        const auto found = handles_.find(name);
        if (found == handles_.end()) continue;
        board_.modems[name].paused = true;
        found->second.pause();
    }
}

boost::asio::awaitable<control_result> modem_controls::pause(std::string name) {
    const auto found = handles_.find(name);
    if (found == handles_.end()) co_return control_result::not_found;
    // First the effect: an operator needs it also while the disk fails.
    board_.modems[name].paused = true;
    found->second.pause();
    auto work = [name](store::message_store& s) {
        s.keep_paused(name, io::wall_now());
        return true;
    };
    auto pending = wiring::run_in(store_, std::move(work));
    co_await std::move(pending);
    co_return control_result::done;
}

boost::asio::awaitable<control_result> modem_controls::resume(std::string name) {
    const auto found = handles_.find(name);
    if (found == handles_.end()) co_return control_result::not_found;
    board_.modems[name].paused = false;
    found->second.resume();
    auto work = [name](store::message_store& s) {
        s.keep_resumed(name);
        return true;
    };
    auto pending = wiring::run_in(store_, std::move(work));
    co_await std::move(pending);
    co_return control_result::done;
}

control_result modem_controls::reset(const std::string& name) {
    const auto found = handles_.find(name);
    if (found == handles_.end()) return control_result::not_found;
    const auto& entry = board_.modems[name];
    if (entry.paused) return control_result::paused;
    if (entry.status.state == modem_state::absent) return control_result::absent;
    found->second.reset();
    return control_result::done;
}

boost::asio::awaitable<ussd_result> modem_controls::ussd(std::string name, std::string code) {
    const auto found = handles_.find(name);
    if (found == handles_.end()) co_return ussd_result{control_result::not_found, {}};
    const auto& entry = board_.modems[name];
    if (entry.paused) co_return ussd_result{control_result::paused, {}};
    const auto state = entry.status.state;
    if (state != modem_state::ready && state != modem_state::sending)
        co_return ussd_result{control_result::not_ready, {}};
    if (!asking_.insert(name).second) co_return ussd_result{control_result::busy, {}};
    ussd_result result;
    try {
        auto pending = found->second.ussd(std::move(code));
        auto outcome = co_await std::move(pending);
        result.outcome = std::move(outcome);
    } catch (...) {
        asking_.erase(name);
        throw;
    }
    asking_.erase(name);
    co_return result;
}

}  // namespace hayauma::gateway
