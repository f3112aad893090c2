#include <algorithm>
#include <sstream>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using hayauma::test::api_fixture;

namespace {

/// Everything that is logged while it lives.
class caught_log {
public:
    caught_log() : before_(spdlog::default_logger()) {
        auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_);
        spdlog::set_default_logger(std::make_shared<spdlog::logger>("", sink));
        spdlog::set_level(spdlog::level::trace);
    }
    ~caught_log() {
        spdlog::set_default_logger(before_);
        spdlog::set_level(spdlog::level::off);
    }
    std::string text() const { return lines_.str(); }

private:
    std::ostringstream              lines_;
    std::shared_ptr<spdlog::logger> before_;
};

}  // namespace

TEST_CASE("a request is logged by its route, its status and its client", "[http][log]") {
    api_fixture      f;
    const caught_log log;
    f.ask(api_fixture::request("GET", "/v1/modems/docomo-1?x=1", "token-read"));
    CHECK(log.text().find("request: id=") != std::string::npos);
    CHECK(log.text().find("method=GET route=/v1/modems/{name} status=200 ms=") !=
          std::string::npos);
    CHECK(log.text().find("client=reader") != std::string::npos);
}

TEST_CASE("no code, text, number, token or query value is ever logged", "[http][log]") {
    testing::virtual_time clock;  // or the digits of an id might be taken for a secret
    api_fixture           f;
    const caught_log      log;
    f.post(R"({"to":"090-1234-5678","code":"613142","reference":"613142"})");
    f.post(R"({"to":"090-1234-5678","text":"613142 is it"})");
    f.post(R"({"to":"090-1234-5678x","code":"6131421","613142":1})");
    f.post(R"({"to":"090-1234-5678","code":"613142",)");
    f.ask(api_fixture::request("GET", "/v1/messages?reference=613142&client=09012345678",
                               "token-read"));
    f.ask(api_fixture::request("GET", "/v1/613142", "token-613142"));
    f.ask(api_fixture::request("613142", "/livez"));
    f.control.outcome = {0, "613142", ""};
    f.ask(api_fixture::request("POST", "/v1/modems/docomo-1/ussd", "token-admin",
                               R"({"code":"*613142#"})"));
    f.store.broken = true;
    f.post(R"({"to":"090-1234-5678","code":"613142"})");
    const auto lines = log.text();
    INFO(lines);
    CHECK(std::count(lines.begin(), lines.end(), '\n') ==
          11);  // nine requests, one deed, one fault
    for (const auto* secret : {"613142", "12345678", "1234-5678", "token-"})
        CHECK(lines.find(secret) == std::string::npos);
}
