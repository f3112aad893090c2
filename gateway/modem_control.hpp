#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "gateway/wiring/modem_control.hpp"
#include "gateway/wiring/status_board.hpp"
#include "gateway/wiring/store_gate.hpp"
#include "modem/session/ussd.hpp"

namespace hayauma::gateway {

/// What one modem can be asked for.
struct modem_handle {
    std::function<void()> pause, resume, reset;
    std::function<boost::asio::awaitable<hayauma::modem::ussd_outcome>(std::string)> ussd;
};

/// Passes on what operators ask of modems, where it makes sense, and keeps what must hold after a
/// restart.
class modem_controls final : public wiring::modem_control {
public:
    modem_controls(wiring::store_gate& store, wiring::status_board& board)
        : store_(store), board_(board) {}

    void add(const std::string& name, modem_handle handle);

    /// At the start: pauses those that were paused before. Others are not known any more.
    void restore(const std::vector<std::string>& paused);

    boost::asio::awaitable<wiring::control_result> pause(std::string name) override;
    boost::asio::awaitable<wiring::control_result> resume(std::string name) override;
    wiring::control_result                         reset(const std::string& name) override;
    boost::asio::awaitable<wiring::ussd_result> ussd(std::string name, std::string code) override;

private:
    wiring::store_gate&                 store_;
    wiring::status_board&               board_;
    std::map<std::string, modem_handle> handles_;
    std::set<std::string>               asking_;  // modems with a USSD request under way
};

}  // namespace hayauma::gateway
