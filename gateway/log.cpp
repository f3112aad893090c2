#include "gateway/log.hpp"

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <sys/stat.h>
#include <unistd.h>

namespace hayauma::gateway {
namespace {

using level = spdlog::level::level_enum;

constexpr std::array<std::pair<std::string_view, level>, 6> words{{
    {"trace", level::trace},
    {"debug", level::debug},
    {"info", level::info},
    {"warn", level::warn},
    {"error", level::err},
    {"off", level::off},
}};

/// `%P` writes the priority that journald reads at the start of a line. @see sd-daemon(3).
class journal_priority final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t&           out) override {
        const std::string_view text = prefix(message.level);
        out.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<journal_priority>();
    }

private:
    static std::string_view prefix(level of) noexcept {
        switch (of) {  // No default: -Wswitch names the level we forgot.
        case level::trace:
        case level::debug: return "<7>";
        case level::info: return "<6>";
        case level::warn: return "<4>";
        case level::err: return "<3>";
        case level::critical: return "<2>";
        case level::off:
        case level::n_levels: break;
        }
        return "<6>";
    }
};

/// Whether standard error itself is journald's, as systemd says in JOURNAL_STREAM: a process that
/// was started from a service but redirected is none of it. @see systemd.exec(5).
bool journald_reads() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat at {};
    if (!stream || ::fstat(STDERR_FILENO, &at) != 0) return false;
    return std::to_string(at.st_dev) + ":" + std::to_string(at.st_ino) == stream;
}

/// journald adds the time itself; a person wants local time and colour; a file wants UTC.
spdlog::sink_ptr standard_error() {
    if (journald_reads()) {
        auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        auto lines = std::make_unique<spdlog::pattern_formatter>();
        lines->add_flag<journal_priority>('P').set_pattern("%P%v");
        sink->set_formatter(std::move(lines));
        return sink;
    }
    if (::isatty(STDERR_FILENO)) {
        auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
        sink->set_pattern("%H:%M:%S.%e %^%-5l%$ %v");
        return sink;
    }
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        "%Y-%m-%dT%H:%M:%S.%eZ %-5l %v", spdlog::pattern_time_type::utc));
    return sink;
}

std::string asked_level(std::string_view argument) {
    return argument.empty() ? log_level_or("info") : std::string(argument);
}

}  // namespace

std::string log_level_or(std::string_view otherwise) {
    const char* environment = std::getenv("HAYAUMA_LOG");
    return std::string(environment && *environment ? environment : otherwise);
}

std::optional<level> log_level_of(std::string_view word) noexcept {
    for (const auto& [name, value] : words)
        if (name == word) return value;
    return std::nullopt;
}

log::log(std::string_view level) : log(level, standard_error()) {}

log::log(std::string_view level, spdlog::sink_ptr sink)
    : writer_(std::make_shared<spdlog::details::thread_pool>(lines_waiting_max, 1)) {
    logger_ = std::make_shared<spdlog::async_logger>("hayauma", std::move(sink), writer_,
                                                     spdlog::async_overflow_policy::overrun_oldest);
    const std::string asked = asked_level(level);
    const auto        known = log_level_of(asked);
    logger_->set_level(known.value_or(spdlog::level::info));
    spdlog::set_default_logger(logger_);
    if (!known)
        spdlog::warn("log: level={} is none of trace, debug, info, warn, error, off; using info",
                     asked);
}

log::~log() {
    // Nobody may find the logger while its thread ends.
    auto silent = std::make_shared<spdlog::logger>("hayauma");
    silent->set_level(level::off);
    spdlog::set_default_logger(std::move(silent));
    writer_.reset();  // the last owner: writes what waits and joins; only then goes the logger
}

std::size_t log::dropped() const { return writer_->overrun_counter(); }

}  // namespace hayauma::gateway
