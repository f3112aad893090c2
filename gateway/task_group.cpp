#include "gateway/task_group.hpp"

#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <spdlog/spdlog.h>

namespace hayauma::gateway {

task_group::task_group(boost::asio::any_io_executor executor)
    : executor_(executor), ended_(std::move(executor)) {}

void task_group::spawn(std::string what, boost::asio::awaitable<void> task) {
    ++running_;
    boost::asio::co_spawn(executor_, std::move(task),
                          [this, what = std::move(what)](std::exception_ptr failure) {
                              --running_;
                              ended_.ring();
                              if (!failure) return;
                              try {
                                  std::rethrow_exception(failure);
                              } catch (const std::exception& e) {
                                  spdlog::error("task died: what={} error={}", what, e.what());
                              }
                          });
}

boost::asio::awaitable<bool> task_group::drained(mono_time until) {
    while (running_ != 0 && io::mono_clock::now() < until) co_await ended_.wait_until(until);
    co_return running_ == 0;
}

}  // namespace hayauma::gateway
