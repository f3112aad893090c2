#include "modem/io/helper_pool.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include <sys/ioctl.h>
#include <termios.h>

namespace hayauma::io {
namespace {

class closing_job final : public helper_job {
public:
    explicit closing_job(unique_fd fd) : fd_(std::move(fd)) {}

    void run() override { close_now(std::move(fd_)); }
    void finish() noexcept override {}

private:
    unique_fd fd_;
};

/// The loop of whoever waits may be gone: neither answer nor destroy what refers to it.
void keep_for_ever(std::unique_ptr<helper_job> job) {
    static std::mutex     mutex;
    static auto* const    kept = new std::vector<std::unique_ptr<helper_job>>;
    const std::lock_guard lock(mutex);
    kept->push_back(std::move(job));
}

}  // namespace

void close_now(unique_fd fd) noexcept {
    // A tty's close() waits for its output to drain; nobody wants what is left. On anything else
    // both calls fail, which is as good.
    ::tcflush(fd.get(), TCIOFLUSH);
    ::ioctl(fd.get(), TIOCNXCL);
    fd.reset();
}

/// What the pool, its threads and all handles own together: a thread that hangs in the kernel
/// outlives the pool.
struct helpers::shared {
    std::mutex                              mutex;
    std::condition_variable                 work_came, thread_ended;
    std::deque<std::unique_ptr<helper_job>> waiting;
    int                                     threads = 0, idle = 0;
    bool ending = false;     // no new work; threads leave when there is none
    bool abandoned = false;  // the pool has gone: answers have nowhere to go

    static void work(std::shared_ptr<shared> self);
    bool        may_wait(std::unique_ptr<helper_job>& job, const std::shared_ptr<shared>& self);
    bool        start_thread(const std::shared_ptr<shared>& self);
};

void helpers::shared::work(std::shared_ptr<shared> self) {
    shared&          s = *self;
    std::unique_lock lock(s.mutex);
    for (;;) {
        ++s.idle;
        s.work_came.wait(lock, [&s] { return s.ending || !s.waiting.empty(); });
        --s.idle;
        if (s.waiting.empty()) break;
        auto job = std::move(s.waiting.front());
        s.waiting.pop_front();

        lock.unlock();
        job->run();
        lock.lock();
        if (s.abandoned) {
            keep_for_ever(std::move(job));
            break;
        }
        job->finish();  // under the lock, so that the pool does not go meanwhile
        lock.unlock();
        job.reset();
        lock.lock();
    }
    --s.threads;
    s.thread_ended.notify_all();
}

/// @return whether a thread runs that will take the work.
bool helpers::shared::start_thread(const std::shared_ptr<shared>& self) {
    if (threads == helper_pool::threads_max) return true;
    try {
        std::thread(work, self).detach();
        ++threads;
    } catch (const std::system_error&) {
        return threads > 0;
    }
    return true;
}

/// Takes the job into the queue; false, and the job stays, where no thread will ever take it.
bool helpers::shared::may_wait(std::unique_ptr<helper_job>&   job,
                               const std::shared_ptr<shared>& self) {
    const std::lock_guard lock(mutex);
    if (ending) return false;
    const auto free = static_cast<std::size_t>(idle);
    if (free <= waiting.size() && !start_thread(self)) return false;
    waiting.push_back(std::move(job));
    work_came.notify_one();
    return true;
}

void helpers::submit(std::unique_ptr<helper_job> job) const {
    if (state_->may_wait(job, state_)) return;
    job->run();
    job->finish();
}

void helpers::close(unique_fd fd) const {
    if (fd.holds()) submit(std::make_unique<closing_job>(std::move(fd)));
}

helper_pool::helper_pool(std::chrono::milliseconds end_patience)
    : state_(std::make_shared<helpers::shared>()), end_patience_(end_patience) {}

helper_pool::~helper_pool() {
    std::deque<std::unique_ptr<helper_job>> left;
    {
        std::unique_lock lock(state_->mutex);
        state_->ending = true;
        state_->work_came.notify_all();
        state_->thread_ended.wait_for(lock, end_patience_, [this] { return state_->threads == 0; });
        state_->abandoned = true;
        left.swap(state_->waiting);
    }
    // Outside the lock: what waits for these jobs may hold a link, which comes here to be closed.
    left.clear();
}

}  // namespace hayauma::io
