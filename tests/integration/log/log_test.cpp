#include "gateway/log.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <future>
#include <sstream>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/secret.hpp"
#include "gateway/format.hpp"
#include "queue/message.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using Catch::Contains;

// What must not be logged cannot be logged by accident.
static_assert(fmt::is_formattable<sms::phone_number>::value);
static_assert(!fmt::is_formattable<queue::message_text>::value);
static_assert(!fmt::is_formattable<config::secret>::value);
static_assert(!fmt::is_formattable<queue::new_message>::value);

namespace {

/// What `talk` logs at `level`, as text.
template <class Talk>
std::string logged(std::string_view level, Talk talk) {
    std::ostringstream out;
    auto               sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(out);
    sink->set_pattern("%l %v");
    {
        gateway::log log(level, sink);
        talk();
    }
    return out.str();
}

/// What the process writes to standard error while `talk` runs.
template <class Talk>
std::string written_to_stderr(Talk talk) {
    char      path[] = "/tmp/hayauma-log-XXXXXX";
    const int file = ::mkstemp(path);
    const int kept = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    REQUIRE(file >= 0);
    REQUIRE(kept >= 0);
    ::dup2(file, STDERR_FILENO);
    talk();
    ::dup2(kept, STDERR_FILENO);
    ::close(kept);
    ::close(file);
    std::ifstream in(path);
    std::string   text((std::istreambuf_iterator<char>(in)), {});
    ::unlink(path);
    return text;
}

/// An environment variable for the length of a scope.
class environment {
public:
    environment(const char* name, const std::string& value) : name_(name) {
        ::setenv(name, value.c_str(), 1);
    }
    ~environment() { ::unsetenv(name_); }

private:
    const char* name_;
};

/// A reader that reads nothing before it is let.
class stuck_sink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    std::promise<void> entered, release;
    int                lines = 0;

protected:
    void sink_it_(const spdlog::details::log_msg&) override {
        if (lines++ > 0) return;
        entered.set_value();
        release.get_future().wait();
    }
    void flush_() override {}
};

}  // namespace

TEST_CASE("a phone number reaches the log masked only", "[log]") {
    const auto number = sms::phone_number::from_digits("819012345678");
    REQUIRE(number);
    const std::string text = logged("trace", [&] {
        spdlog::info("submit: message={} to={} attempt={}", "0192-4711", *number, 2);
        spdlog::trace("padded: [{:>20}]", *number);
    });

    CHECK_THAT(text, Contains("submit: message=0192-4711 to=+8190******78 attempt=2"));
    CHECK_THAT(text, !Contains("9012345678"));
    CHECK_THAT(text, !Contains("12345"));
}

TEST_CASE("lines below the level are left out", "[log]") {
    const auto talk = [] {
        spdlog::debug("decision");
        spdlog::info("life");
        spdlog::error("act");
    };
    CHECK(logged("info", talk) == "info life\nerror act\n");
    CHECK(logged("error", talk) == "error act\n");
    CHECK(logged("off", talk).empty());
}

TEST_CASE("the level comes from HAYAUMA_LOG where no argument gives it", "[log]") {
    const environment set("HAYAUMA_LOG", "debug");
    CHECK(logged("", [] { spdlog::debug("decision"); }) == "debug decision\n");
    CHECK(logged("info", [] { spdlog::debug("decision"); }).empty());
}

TEST_CASE("an unknown level is reported, and info holds", "[log]") {
    const std::string text = logged("loud", [] {
        spdlog::info("life");
        spdlog::debug("decision");
    });
    CHECK_THAT(text, Contains("level=loud is none of"));
    CHECK_THAT(text, Contains("info life"));
    CHECK_THAT(text, !Contains("decision"));
}

TEST_CASE("under journald a line is its priority and its text", "[log]") {
    const std::string text = written_to_stderr([] {
        struct stat at {};
        ::fstat(STDERR_FILENO, &at);
        const environment stream("JOURNAL_STREAM",
                                 std::to_string(at.st_dev) + ":" + std::to_string(at.st_ino));
        gateway::log      log("debug");
        spdlog::error("act");
        spdlog::warn("recovered");
        spdlog::info("life");
        spdlog::debug("decision");
    });
    CHECK(text == "<3>act\n<4>recovered\n<6>life\n<7>decision\n");
}

TEST_CASE("redirected to a file a line begins with the time in UTC", "[log]") {
    // Another service's stream in the environment does not make this file a journal.
    const environment stream("JOURNAL_STREAM", "8:12345");
    const std::string text = written_to_stderr([] {
        gateway::log log("info");
        spdlog::info("life");
    });
    CHECK_THAT(text,
               Catch::Matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z info  life\n"));
}

TEST_CASE("a reader that is stuck loses the oldest lines and holds up nobody", "[log]") {
    constexpr int more = 100;
    auto          sink = std::make_shared<stuck_sink>();
    std::size_t   dropped = 0;
    {
        gateway::log log("info", sink);
        spdlog::info("taken");
        sink->entered.get_future().wait();
        for (std::size_t i = 0; i < gateway::log::lines_waiting_max + more; ++i)
            spdlog::info("line {}", i);  // would never return if it waited
        dropped = log.dropped();
        sink->release.set_value();
    }
    CHECK(dropped == more);
    CHECK(sink->lines == 1 + static_cast<int>(gateway::log::lines_waiting_max));
}

TEST_CASE("logging after the log has ended goes nowhere and harms nothing", "[log]") {
    CHECK(logged("info", [] { spdlog::info("life"); }) == "info life\n");
    spdlog::info("late");
    SUCCEED();
}
