#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "queue/store/message_store.hpp"

namespace hayauma::wiring {

/// One piece of work for the store.
class store_job {
public:
    virtual ~store_job() = default;
    /// On the store's thread, inside the batch's transaction.
    virtual void run(store::message_store& store) = 0;
    /// On the store's thread, after the commit; `failure` where the job or the commit failed.
    virtual void finish(std::exception_ptr failure) noexcept = 0;
};

/// The way to the store for everything that runs on the io_context: `store_thread` in the daemon,
/// `inline_store` in simulated time.
class store_gate {
public:
    virtual ~store_gate() = default;
    virtual void submit(std::unique_ptr<store_job> job) = 0;
};

/// Runs `work(message_store&)` in the store and returns its value once it is durable.
/// Throws what `work` threw, or `store_error` when the commit failed.
///
///     auto work = [id](store::message_store& s) { return s.find(id); };
///     auto pending = run_in(gate, std::move(work));
///     auto found = co_await std::move(pending);
///
/// Each step has a name, because GCC 12 miscompiles some temporaries in a co_await expression.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&, store::message_store&>> run_in(store_gate& gate,
                                                                                  Work        work);

}  // namespace hayauma::wiring

#include "gateway/wiring/store_gate_impl.hpp"
