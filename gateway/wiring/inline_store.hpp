#pragma once

#include <boost/asio/any_io_executor.hpp>

#include "gateway/wiring/store_gate.hpp"

namespace hayauma::wiring {

/// The store without a thread of its own, for simulated time: each job is a batch, run from the
/// executor's queue, so that no job ever runs inside its caller.
class inline_store final : public store_gate {
public:
    /// @param store must outlive all that runs on `executor`.
    inline_store(boost::asio::any_io_executor executor, store::message_store& store)
        : executor_(std::move(executor)), store_(store) {}

    void submit(std::unique_ptr<store_job> job) override;

private:
    boost::asio::any_io_executor executor_;
    store::message_store&        store_;
};

}  // namespace hayauma::wiring
