#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "gateway/task_group.hpp"
#include "gateway/wiring/bell.hpp"
#include "gateway/wiring/status_board.hpp"
#include "gateway/wiring/store_gate.hpp"
#include "modem/io/modem_actor.hpp"

namespace hayauma::gateway {

/// Brings parts that wait and modems that can send together, and records what came of it. The only
/// place that knows both the queue and the modems. It sleeps until its bell rings (a message was
/// accepted, a modem became free or able) or the store says that something falls due.
class dispatcher {
public:
    /// Everything it uses belongs to the daemon and outlives it.
    struct parts {
        wiring::store_gate&     store;
        wiring::status_board&   board;
        wiring::bell&           bell;
        std::function<double()> jitter;  ///< in [0, 1): the source of randomness for retries
    };

    dispatcher(boost::asio::any_io_executor executor, parts used);

    /// @param modem outlives the dispatcher.
    void add(io::modem_actor& modem);

    /// Until `stop()`.
    boost::asio::awaitable<void> run();

    /// Takes no new work; what is on a modem goes on (see `drained`).
    void stop();

    /// Returns when every part that was on a modem has its outcome on disk, or at `until`.
    boost::asio::awaitable<bool> drained(mono_time until) { return carriers_.drained(until); }

private:
    struct assignment {
        io::modem_actor*    modem;
        store::claimed_part part;
    };
    struct round {
        std::vector<assignment>  work;
        std::optional<wall_time> wakeup;
    };
    struct recorded {
        std::optional<store::change>       change;
        std::optional<store::claimed_part> next;
        store::message_store::modem_totals totals;
        int                                parts_today = 0;
    };

    std::vector<io::modem_actor*> able() const;
    bool                          may_send(const io::modem_actor& modem) const;
    boost::asio::awaitable<round> look_for_work();
    boost::asio::awaitable<void>  carry(io::modem_actor& modem, store::claimed_part part);
    boost::asio::awaitable<std::optional<store::claimed_part>> record(
        io::modem_actor& modem, store::claimed_part part, hayauma::modem::submit_outcome outcome);
    boost::asio::awaitable<recorded> keep(io::modem_actor& modem, std::int64_t attempt,
                                          store::attempt_end end);
    void note(const io::modem_actor& modem, const store::attempt_end& end, const recorded& what);
    void store_failed(const std::exception& e);
    void store_works();

    parts                         used_;
    task_group                    carriers_;
    std::vector<io::modem_actor*> modems_;
    std::vector<io::modem_actor*> carrying_;
    std::size_t                   turn_ = 0;  // modems take turns when several are free
    bool                          stopping_ = false;
    std::shared_ptr<bool>         alive_ = std::make_shared<bool>(true);
};

}  // namespace hayauma::gateway
