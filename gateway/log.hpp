#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <spdlog/common.h>

namespace spdlog {
class logger;
namespace details {
class thread_pool;
}  // namespace details
}  // namespace spdlog

namespace hayauma::gateway {

/// The contract between a reader and a level: *error* someone must act, *warn* we recovered,
/// *info* life cycle, *debug* decisions, *trace* the wire.
/// @return nullopt for a word that is none of trace, debug, info, warn, error, off.
std::optional<spdlog::level::level_enum> log_level_of(std::string_view word) noexcept;

/// What HAYAUMA_LOG says in the environment; `otherwise` where it says nothing.
std::string log_level_or(std::string_view otherwise);

/// The process's log while it lives: `spdlog::info("submit: message={} to={}", id, to)` from any
/// thread goes to standard error through a thread of its own. Nobody ever waits for a slow reader:
/// when the queue is full the oldest lines are dropped and counted.
class log {
public:
    /// Lines that may wait for the reader; their memory is taken at once, about 0.4 KiB each.
    static constexpr std::size_t lines_waiting_max = 512;

    /// @param level a word of log_level_of; empty: HAYAUMA_LOG from the environment, else info. A
    ///        word that is none is reported as the first line, and info holds.
    explicit log(std::string_view level = {});
    /// For tests: into `sink`, which keeps its own pattern.
    log(std::string_view level, spdlog::sink_ptr sink);
    /// Writes what waits, then ends the thread. Logging afterwards goes nowhere.
    ~log();
    log(const log&) = delete;
    log& operator=(const log&) = delete;

    std::size_t dropped() const;  ///< lines lost so far because the reader was too slow

private:
    std::shared_ptr<spdlog::details::thread_pool> writer_;
    std::shared_ptr<spdlog::logger>               logger_;
};

}  // namespace hayauma::gateway
