#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/io/helper_pool.hpp"

namespace hayauma::io {
namespace detail {

/// Who waits for a job. Touched on the waiter's executor only, so that its cancellation and the
/// job's end need no lock: the first of the two takes the handler.
template <class Handler, class Value>
struct waiter {
    using executor_type = boost::asio::associated_executor_t<Handler>;

    explicit waiter(Handler h)
        : guard(boost::asio::get_associated_executor(h)), handler(std::move(h)) {}

    void complete(std::exception_ptr failure, std::optional<Value> value) {
        auto last = std::exchange(handler, std::nullopt);
        boost::asio::get_associated_cancellation_slot(*last).clear();
        guard.reset();
        std::move (*last)(std::move(failure), std::move(value));
    }

    boost::asio::executor_work_guard<executor_type> guard;  // the loop must not end meanwhile
    std::optional<Handler>                          handler;
};

/// Destroys a value whose destructor may block.
template <class Value>
class disposing_job final : public helper_job {
public:
    explicit disposing_job(std::optional<Value> value) : value_(std::move(value)) {}

    void run() override { value_.reset(); }
    void finish() noexcept override {}

private:
    std::optional<Value> value_;
};

template <class Work, class Handler>
class answering_job final : public helper_job {
public:
    using value = std::invoke_result_t<Work&>;
    using waiter_type = waiter<Handler, value>;

    answering_job(Work work, std::shared_ptr<waiter_type> who, helpers where)
        : work_(std::move(work)), who_(std::move(who)), where_(std::move(where)),
          executor_(who_->guard.get_executor()) {}

    void run() override {
        try {
            value_.emplace(work_());
        } catch (...) {
            failure_ = std::current_exception();
        }
    }

    void finish() noexcept override {
        boost::asio::post(executor_, [who = std::move(who_), where = where_,
                                      failure = std::move(failure_),
                                      result = std::move(value_)]() mutable {
            if (who->handler)
                who->complete(std::move(failure), std::move(result));
            else
                where.submit(std::make_unique<disposing_job<value>>(std::move(result)));
        });
    }

private:
    Work                                work_;
    std::shared_ptr<waiter_type>        who_;
    helpers                             where_;
    typename waiter_type::executor_type executor_;
    std::exception_ptr                  failure_;
    std::optional<value>                value_;
};

/// Ends the wait, not the work: nothing interrupts a thread that is inside the kernel.
template <class Handler, class Value>
void let_cancel(const std::shared_ptr<waiter<Handler, Value>>& who) {
    auto slot = boost::asio::get_associated_cancellation_slot(*who->handler);
    if (!slot.is_connected()) return;
    slot.assign([who](boost::asio::cancellation_type) {
        boost::asio::post(who->guard.get_executor(), [who] {
            if (who->handler) who->complete(nullptr, std::nullopt);
        });
    });
}

}  // namespace detail

/// Runs `work()` on a helper thread and returns its value; nullopt where the wait was cancelled:
/// the work then still runs to its end, and its value is destroyed on a helper thread. Throws what
/// `work` threw.
template <class Work>
boost::asio::awaitable<std::optional<std::invoke_result_t<Work&>>> run_on_helper(helpers where,
                                                                                 Work    work) {
    using value = std::invoke_result_t<Work&>;
    using signature = void(std::exception_ptr, std::optional<value>);
    auto pending = boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, signature>(
        [](auto handler, helpers to, Work what) {
            using handler_type = decltype(handler);
            auto who = std::make_shared<detail::waiter<handler_type, value>>(std::move(handler));
            detail::let_cancel(who);
            using job = detail::answering_job<Work, handler_type>;
            to.submit(std::make_unique<job>(std::move(what), who, to));
        },
        boost::asio::use_awaitable, std::move(where), std::move(work));
    auto result = co_await std::move(pending);
    co_return result;
}

}  // namespace hayauma::io
