#include "gateway/wiring/store_thread.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "gateway/wiring/store_batch.hpp"
#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::wiring {
namespace {

std::exception_ptr refusal(const std::string& why) {
    return std::make_exception_ptr(store::store_error(store::trouble::busy, why));
}

}  // namespace

store_thread::store_thread(std::unique_ptr<store::message_store> store)
    : store_(std::move(store)), thread_([this] { run(); }) {}

store_thread::~store_thread() { stop(); }

void store_thread::submit(std::unique_ptr<store_job> job) {
    std::unique_lock lock(mutex_);
    if (!stopping_ && waiting_.size() < jobs_waiting_max) {
        waiting_.push_back(std::move(job));
        const bool first = waiting_.size() == 1;  // else the thread is awake or about to be
        lock.unlock();
        if (first) work_came_.notify_one();
        return;
    }
    const bool stopping = stopping_;
    lock.unlock();
    job->finish(stopping ? refusal("the store is stopping")
                         : refusal("the store cannot keep up: " + std::to_string(jobs_waiting_max) +
                                   " jobs wait already"));
}

void store_thread::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_came_.notify_one();
    if (thread_.joinable()) thread_.join();
}

std::optional<mono_time> store_thread::busy_since() const noexcept {
    const auto since = busy_since_.load(std::memory_order_relaxed);
    if (since == idle) return std::nullopt;
    return mono_time(mono_time::duration(since));
}

void store_thread::run() noexcept {
    for (;;) {
        job_list batch = take_waiting();
        if (batch.empty()) return;
        busy_since_.store(io::mono_clock::now().time_since_epoch().count(),
                          std::memory_order_relaxed);
        std::size_t room = jobs_a_batch_max - batch.size();
        run_batch(*store_, std::move(batch), [this, &room] {
            auto more = take_now(room);
            room -= more.size();
            return more;
        });
        busy_since_.store(idle, std::memory_order_relaxed);
    }
}

/// Sleeps until there is work. @return what runs next; empty: stopping, and all is done.
store_thread::job_list store_thread::take_waiting() {
    {
        std::unique_lock lock(mutex_);
        work_came_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    }
    return take_now(jobs_a_batch_max);
}

/// @return what waits now, at most `most`.
store_thread::job_list store_thread::take_now(std::size_t most) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() <= most) return std::exchange(waiting_, {});
    const auto cut = waiting_.begin() + static_cast<std::ptrdiff_t>(most);
    job_list   taken(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(cut));
    waiting_.erase(waiting_.begin(), cut);
    return taken;
}

}  // namespace hayauma::wiring
