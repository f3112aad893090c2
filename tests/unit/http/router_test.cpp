#include "gateway/http/router.hpp"

#include <set>

#include "tests/support/catch.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using hayauma::test::api_fixture;
using hayauma::test::body_of;
using hayauma::test::code_of;
using hayauma::test::field_of;

TEST_CASE("no two routes have one method and pattern, and none but two words of health is open",
          "[http][router]") {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const auto& r : http::routes()) {
        INFO(r.method << " " << r.pattern);
        CHECK(seen.emplace(r.method, r.pattern).second);
        const bool open = r.pattern == "/livez" || r.pattern == "/readyz";
        CHECK((r.needs == http::access::anybody) == open);
    }
}

TEST_CASE("scopes allow what they say", "[http][router]") {
    using enum http::access;
    const http::caller sends{"a", true, false, false, {}};
    const http::caller reads{"b", false, true, false, {}};
    const http::caller rules{"c", false, true, true, {}};
    struct {
        http::access needs;
        bool         for_sender, for_reader, for_admin;
    } cases[] = {
        {anybody, true, true, true}, {send, true, false, false},  {read, false, true, true},
        {follow, true, true, true},  {cancel, true, false, true}, {admin, false, false, true},
    };
    for (const auto& c : cases) {
        INFO(static_cast<int>(c.needs));
        CHECK(http::allowed(c.needs, sends) == c.for_sender);
        CHECK(http::allowed(c.needs, reads) == c.for_reader);
        CHECK(http::allowed(c.needs, rules) == c.for_admin);
    }
}

TEST_CASE("a request finds its route, or hears why not", "[http][router]") {
    struct {
        const char* method;
        const char* target;
        unsigned    status;
        const char* allow;
    } cases[] = {
        {"GET", "/livez", 200, ""},
        {"HEAD", "/livez", 200, ""},
        {"GET", "/livez?x=1", 200, ""},
        {"GET", "http://gateway/livez", 200, ""},
        {"POST", "/livez", 405, "GET, HEAD, OPTIONS"},
        {"BREW", "/livez", 405, "GET, HEAD, OPTIONS"},
        {"OPTIONS", "/livez", 200, "GET, HEAD, OPTIONS"},
        {"OPTIONS", "/v1/messages", 200, "POST, GET, HEAD, OPTIONS"},
        {"OPTIONS", "*", 200, "POST, GET, HEAD, DELETE, OPTIONS"},
        {"OPTIONS", "/nothing", 404, ""},
        {"PATCH", "/v1/messages/1", 405, "GET, HEAD, DELETE, OPTIONS"},
        {"GET", "/", 404, ""},
        {"GET", "/LIVEZ", 404, ""},
        {"GET", "/livez/", 404, ""},
        {"GET", "//livez", 404, ""},
        {"GET", "/v1", 404, ""},
        {"GET", "/v1/messages/1/2", 404, ""},
        {"GET", "/v1/../livez", 404, ""},
        {"GET", "/%zz", 400, ""},
        {"GET", "*", 400, ""},
        {"GET", "livez", 400, ""},
        {"CONNECT", "gateway:80", 400, ""},
    };
    api_fixture f;
    for (const auto& c : cases) {
        INFO(c.method << " " << c.target);
        const auto answer = f.ask(api_fixture::request(c.method, c.target));
        CHECK(answer.status == c.status);
        CHECK(field_of(answer, "Allow") == c.allow);
    }
}

TEST_CASE("who is not known is asked for a token", "[http][router]") {
    api_fixture f;
    const auto  none = f.ask(api_fixture::request("GET", "/v1/modems"));
    CHECK(none.status == 401);
    CHECK(field_of(none, "WWW-Authenticate") == "Bearer realm=\"hayauma\"");
    const auto wrong = f.ask(api_fixture::request("GET", "/v1/modems", "x"));
    CHECK(wrong.status == 401);
    CHECK(field_of(wrong, "WWW-Authenticate") ==
          "Bearer realm=\"hayauma\", error=\"invalid_token\"");
    CHECK(wrong.body.find("\"x\"") == std::string::npos);
}

TEST_CASE("an answer names its request", "[http][router]") {
    api_fixture f;
    auto        asked = api_fixture::request("GET", "/livez");
    CHECK(http::is_uuid(field_of(f.ask(asked), "X-Request-Id")));
    asked.fields.push_back({"x-request-id", "trace-4711"});
    CHECK(field_of(f.ask(asked), "X-Request-Id") == "trace-4711");
    asked.fields.back().value = "two words";
    CHECK(http::is_uuid(field_of(f.ask(asked), "X-Request-Id")));
}

TEST_CASE("one deadline stands over a whole request", "[http][router]") {
    api_fixture f;
    f.gate.hold = true;
    f.api.request_time = std::chrono::milliseconds(0);
    const auto answer = f.begin(api_fixture::request("POST", "/v1/messages", "token-send",
                                                     R"({"to":"09012345678","code":"613142"})"));
    f.loop.poll();
    REQUIRE(*answer);
    CHECK((*answer)->status == 503);
    CHECK(code_of(**answer) == "timeout");

    // What the store does later harms nobody.
    f.gate.release();
    f.loop.restart();
    f.loop.run();
    CHECK(f.store.rows.size() == 1);
    CHECK(f.api.running_keys.empty());
}

TEST_CASE("modems are listed and shown for scope read", "[http][router]") {
    api_fixture f;
    CHECK(f.ask(api_fixture::request("GET", "/v1/modems", "token-send")).status == 403);
    const auto list = f.ask(api_fixture::request("GET", "/v1/modems", "token-read"));
    REQUIRE(list.status == 200);
    REQUIRE(body_of(list).at("items").as_array().size() == 1);
    CHECK(body_of(list).at("next_cursor").is_null());

    const auto one = f.ask(api_fixture::request("GET", "/v1/modems/docomo-1", "token-admin"));
    REQUIRE(one.status == 200);
    CHECK(body_of(one) == body_of(list).at("items").as_array()[0].as_object());
    CHECK(f.ask(api_fixture::request("GET", "/v1/modems/docomo-2", "token-read")).status == 404);
}

TEST_CASE("ready means: a modem can send and the queue takes work", "[http][router]") {
    api_fixture f;
    const auto  ready = [&f] {
        f.api.readiness.next_at = {};  // look again
        const auto answer = f.ask(api_fixture::request("GET", "/readyz"));
        return std::to_string(answer.status) + " " + answer.body;
    };
    CHECK(ready() == "200 ready\n");
    f.board.modems["docomo-1"].status.can_send = false;
    CHECK(ready() == "503 no_modem\n");
    f.settings.queue.max_messages = 0;
    CHECK(ready() == "503 queue_full\nno_modem\n");
    f.store.broken = true;
    f.settings.queue.max_messages = 10;
    f.board.modems["docomo-1"].status.can_send = true;
    CHECK(ready() == "503 store_unavailable\n");
    f.store.broken = false;
    CHECK(ready() == "200 ready\n");
    f.board.store_works = false;
    CHECK(ready() == "503 store_unavailable\n");
}

TEST_CASE("asking for readiness again and again does not ask the store each time",
          "[http][router]") {
    api_fixture f;
    CHECK(f.ask(api_fixture::request("GET", "/readyz")).status == 200);
    f.gate.hold = true;
    f.api.readiness.next_at = io::mono_clock::now() + std::chrono::hours(1);
    CHECK(f.ask(api_fixture::request("GET", "/readyz")).status == 200);
    CHECK(f.gate.waiting() == 0);
}
