#include "gateway/http/health.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using hayauma::test::api_fixture;
using hayauma::test::body_of;

namespace {

http::response look(api_fixture& f) {
    f.api.readiness.next_at = {};  // look again
    return f.ask(api_fixture::request("GET", "/health", "token-read"));
}

boost::json::object check_of(const http::response& answer, const char* name) {
    return body_of(answer).at("checks").at(name).as_array().at(0).as_object();
}

}  // namespace

TEST_CASE("one look says that codes can go out", "[http][health]") {
    api_fixture f;
    const auto  answer = look(f);
    CHECK(answer.status == 200);
    CHECK(answer.content_type == "application/health+json");
    CHECK(body_of(answer).at("status") == "pass");
    CHECK(body_of(answer).at("description") == "1 of 1 modems can send.");
    const auto modem = check_of(answer, "modem:docomo-1");
    CHECK(modem.at("status") == "pass");
    CHECK(modem.at("observedValue") == "ready");
    CHECK_FALSE(modem.contains("output"));
}

TEST_CASE("one look says of every modem why it cannot send", "[http][health]") {
    api_fixture f;
    auto&       second = f.board.modems["kddi-1"];
    second.status.state = modem::modem_state::sim;
    second.status.reason = "SIM not inserted";
    auto answer = look(f);
    CHECK(answer.status == 200);
    CHECK(body_of(answer).at("status") == "warn");
    CHECK(check_of(answer, "modem:kddi-1").at("status") == "fail");
    CHECK(check_of(answer, "modem:kddi-1").at("output") == "SIM not inserted");

    f.board.modems["docomo-1"].status.can_send = false;
    f.board.modems["docomo-1"].paused = true;
    answer = look(f);
    CHECK(answer.status == 503);
    CHECK(body_of(answer).at("status") == "fail");
    CHECK(body_of(answer).at("description") == "No code can go out: no modem can send.");
    CHECK(check_of(answer, "modem:docomo-1").at("output") == "it is paused");
}

TEST_CASE("a queue that takes nothing is no health", "[http][health]") {
    api_fixture f;
    f.settings.queue.max_messages = 0;
    auto answer = look(f);
    CHECK(answer.status == 503);
    CHECK(check_of(answer, "queue:waiting").at("status") == "fail");
    CHECK(check_of(answer, "queue:store").at("status") == "pass");

    f.settings.queue.max_messages = 10;
    f.board.store_works = false;
    f.board.store_problem = "the disk is full";
    answer = look(f);
    CHECK(answer.status == 503);
    CHECK(check_of(answer, "queue:store").at("output") == "the disk is full");

    f.board.store_works = true;
    f.store.broken = true;
    CHECK(look(f).status == 503);
}

TEST_CASE("names of modems and their troubles are for scope read", "[http][health]") {
    api_fixture f;
    CHECK(f.ask(api_fixture::request("GET", "/health")).status == 401);
    CHECK(f.ask(api_fixture::request("GET", "/health", "token-send")).status == 403);
}
