#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/awaitable.hpp>

#include "modem/io/unique_fd.hpp"

namespace hayauma::io {

/// One piece of work that may block.
class helper_job {
public:
    virtual ~helper_job() = default;
    virtual void run() = 0;              ///< on a helper thread
    virtual void finish() noexcept = 0;  ///< afterwards; posts the answer and does nothing else
};

/// Closes a port without waiting for its output to drain. May block all the same.
void close_now(unique_fd fd) noexcept;

/// The way to the helper threads for everything on the io_context: what may block (opening,
/// configuring and closing ports, looking up hosts) runs there. Cheap to copy, and harmless after
/// the pool has ended: work then runs where it is asked for.
class helpers {
public:
    void submit(std::unique_ptr<helper_job> job) const;

    /// Closes without making the caller wait: a tty's close() can take 30 s.
    void close(unique_fd fd) const;

private:
    friend class helper_pool;
    struct shared;
    explicit helpers(std::shared_ptr<shared> state) : state_(std::move(state)) {}

    std::shared_ptr<shared> state_;
};

/// Owns the helper threads: as many as there is work at once, so that one device that hangs does
/// not hold up another. Declare it after the io_context of those who use it.
class helper_pool {
public:
    static constexpr int threads_max = 16;

    /// @param end_patience how long the destructor waits for work that hangs.
    explicit helper_pool(std::chrono::milliseconds end_patience = std::chrono::seconds(2));
    /// Finishes what was submitted; what still hangs after `end_patience` is left to the end of the
    /// process, and its answer is lost.
    ~helper_pool();
    helper_pool(const helper_pool&) = delete;
    helper_pool& operator=(const helper_pool&) = delete;

    helpers handle() const { return helpers(state_); }

private:
    std::shared_ptr<helpers::shared> state_;
    std::chrono::milliseconds        end_patience_;
};

}  // namespace hayauma::io
