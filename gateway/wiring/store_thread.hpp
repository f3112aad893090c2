#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "config/time.hpp"
#include "gateway/wiring/store_gate.hpp"

namespace hayauma::wiring {

/// The one thread that owns the store. It takes all work that waits, runs it in one commit (see
/// run_batch), and answers after the commit: durability costs one sync a batch, not one a job.
/// While there is no work it sleeps.
class store_thread final : public store_gate {
public:
    /// Work that may wait; what comes beyond fails at once with a store_error.
    static constexpr std::size_t jobs_waiting_max = 4096;
    /// Jobs of one commit, so that the first of a flood need not wait for the last.
    static constexpr std::size_t jobs_a_batch_max = 512;

    explicit store_thread(std::unique_ptr<store::message_store> store);
    ~store_thread() override;

    /// From any thread. The answer is posted to the executor of whoever waits.
    void submit(std::unique_ptr<store_job> job) override;

    /// Finishes all that was submitted, then ends the thread; jobs that come later fail. Must
    /// return before the io_context of those who wait goes. Also done by the destructor.
    void stop();

    /// For the watchdog: since when the present batch runs; nullopt while the thread sleeps.
    std::optional<mono_time> busy_since() const noexcept;

private:
    using job_list = std::vector<std::unique_ptr<store_job>>;

    void     run() noexcept;
    job_list take_waiting();
    job_list take_now(std::size_t most);

    std::unique_ptr<store::message_store> store_;  // touched by thread_ only, once it runs
    std::mutex                            mutex_;
    std::condition_variable               work_came_;
    job_list                              waiting_;           // under mutex_
    bool                                  stopping_ = false;  // under mutex_
    std::atomic<mono_time::rep>           busy_since_{idle};
    std::thread                           thread_;

    static constexpr mono_time::rep idle = mono_time::min().time_since_epoch().count();
};

}  // namespace hayauma::wiring
