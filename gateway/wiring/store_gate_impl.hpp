#pragma once

#include "gateway/wiring/store_gate.hpp"

// Included by store_gate.hpp: how a job carries its coroutine's handler to the store and back.

namespace hayauma::wiring::detail {

template <class Work, class Handler>
class typed_job final : public store_job {
public:
    using value = std::invoke_result_t<Work&, store::message_store&>;

    typed_job(Work work, Handler handler)
        : work_(std::move(work)), handler_(std::move(handler)),
          guard_(boost::asio::get_associated_executor(handler_)) {}

    void run(store::message_store& store) override { value_.emplace(work_(store)); }

    void finish(std::exception_ptr failure) noexcept override {
        auto executor = guard_.get_executor();
        boost::asio::post(executor, [handler = std::move(handler_), failure,
                                     result = std::move(value_)]() mutable {
            std::move(handler)(std::move(failure), std::move(result));
        });
        guard_.reset();
    }

private:
    using executor_type = boost::asio::associated_executor_t<Handler>;

    Work                                            work_;
    Handler                                         handler_;
    boost::asio::executor_work_guard<executor_type> guard_;  // the loop must not end while we work
    std::optional<value>                            value_;
};

template <class Work>
auto async_run(store_gate& gate, Work work) {
    using value = std::invoke_result_t<Work&, store::message_store&>;
    using signature = void(std::exception_ptr, std::optional<value>);
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, signature>(
        [&gate](auto handler, Work what) {
            using job = typed_job<Work, decltype(handler)>;
            gate.submit(std::make_unique<job>(std::move(what), std::move(handler)));
        },
        boost::asio::use_awaitable, std::move(work));
}

}  // namespace hayauma::wiring::detail

namespace hayauma::wiring {

template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&, store::message_store&>> run_in(store_gate& gate,
                                                                                  Work work) {
    static_assert(!std::is_void_v<std::invoke_result_t<Work&, store::message_store&>>,
                  "return a value, so that there is something to wait for");
    auto pending = detail::async_run(gate, std::move(work));
    auto result = co_await std::move(pending);
    co_return std::move(*result);
}

}  // namespace hayauma::wiring
