#include "gateway/cli/follow.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::cli;

TEST_CASE("a message is sent, not sent, or still under way", "[cli][follow]") {
    struct {
        const char* status;
        bool        finished;
        progress    expected;
    } cases[] = {
        {"queued", false, progress::under_way},
        {"sending", false, progress::under_way},
        {"unconfirmed", false, progress::under_way},  // a second try may follow
        {"unconfirmed", true, progress::not_sent},
        {"sent", true, progress::sent},
        {"delivered", true, progress::sent},
        {"undelivered", true, progress::not_sent},
        {"failed", true, progress::not_sent},
        {"expired", true, progress::not_sent},
        {"canceled", true, progress::not_sent},
        {"superseded", true, progress::not_sent},
        {"a status of a later version", true, progress::not_sent},
        {"a status of a later version", false, progress::under_way},
    };
    for (const auto& c : cases) {
        INFO(c.status);
        boost::json::object message{{"status", c.status}, {"finished_at", nullptr}};
        if (c.finished) message["finished_at"] = "2026-11-22T03:04:05.678Z";
        CHECK(progress_of(message) == c.expected);
    }
}
