#include "gateway/http/messages.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using hayauma::test::api_fixture;
using hayauma::test::body_of;
using hayauma::test::code_of;
using hayauma::test::field_of;

namespace {

const std::string good = R"({"to":"090-1234-5678","code":"613142"})";

http::request keyed(const std::string& key, const std::string& body,
                    std::string_view token = "token-send") {
    auto asked = api_fixture::request("POST", "/v1/messages", token, body);
    asked.fields.push_back({"Idempotency-Key", key});
    return asked;
}

}  // namespace

TEST_CASE("a message is stored, answered with 201 and its place", "[http][messages]") {
    api_fixture f;
    const auto  answer = f.post(R"({"to":"090-1234-5678","code":"613142","reference":"r-1"})");
    REQUIRE(answer.status == 201);
    REQUIRE(f.store.rows.size() == 1);

    const auto& stored = f.store.rows.front().asked;
    CHECK(stored.client == "keycloak");
    CHECK(stored.to.digits() == "819012345678");
    CHECK(stored.expires_at - stored.created_at == std::chrono::seconds(300));
    CHECK(stored.supersede);

    const auto body = body_of(answer);
    CHECK(body.at("id").as_string() == stored.id);
    CHECK(body.at("status") == "queued");
    CHECK(body.at("to") == "+819012345678");
    CHECK(body.at("kind") == "code");
    CHECK(body.at("parts") == 1);
    CHECK(body.at("encoding") == "gsm7");
    CHECK(body.at("reference") == "r-1");
    CHECK(body.at("finished_at").is_null());
    CHECK(body.at("error").is_null());
    CHECK(body.at("attempts").as_array().empty());
    CHECK(field_of(answer, "Location") == "/v1/messages/" + stored.id);
}

TEST_CASE("no answer holds the code or the text", "[http][messages]") {
    api_fixture f;
    const auto  made = f.post(good);
    const auto  id = std::string(body_of(made).at("id").as_string());
    const auto  found = f.ask(api_fixture::request("GET", "/v1/messages/" + id, "token-send"));
    const auto  listed = f.ask(api_fixture::request("GET", "/v1/messages", "token-read"));
    for (const auto& answer : {made, found, listed}) {
        REQUIRE(answer.status < 300);
        CHECK(answer.body.find("613142") == std::string::npos);
        CHECK(answer.body.find("Microsoft") == std::string::npos);
    }
}

TEST_CASE("the dispatcher's bell rings when there is new work, and only then", "[http][messages]") {
    api_fixture f;
    const auto  rung = [&f] {
        // A ring that nobody waited for is kept: the wait returns before its time has come.
        const auto far = io::mono_clock::now() + std::chrono::hours(24);
        bool       returned = false;
        boost::asio::co_spawn(f.loop, f.bell.wait_until(far),
                               [&](std::exception_ptr) { returned = true; });
        f.loop.restart();
        f.loop.poll();
        const bool had_rung = returned;
        if (!had_rung) f.bell.ring();  // let the waiter go
        f.loop.run();
        return had_rung;
    };
    f.post(R"({"to":"110","code":"613142"})");
    CHECK_FALSE(rung());
    f.post(good);
    CHECK(rung());
}

TEST_CASE("nothing is queued on any error", "[http][messages]") {
    struct {
        const char*   name;
        http::request asked;
        unsigned      status;
        const char*   code;
    } cases[] = {
        {"no body", api_fixture::request("POST", "/v1/messages", "token-send"), 400,
         "malformed_json"},
        {"malformed JSON", api_fixture::request("POST", "/v1/messages", "token-send", "{\"to\":"),
         400, "malformed_json"},
        {"a repeated field",
         api_fixture::request("POST", "/v1/messages", "token-send",
                              R"({"to":"09012345678","to":"09012345678","code":"613142"})"),
         400, "repeated_field"},
        {"nested too deeply",
         api_fixture::request("POST", "/v1/messages", "token-send", std::string(9'000, '[')), 400,
         "malformed_json"},
        {"an unknown field",
         api_fixture::request("POST", "/v1/messages", "token-send",
                              R"({"to":"09012345678","code":"613142","x":1})"),
         400, "unknown_field"},
        {"a number of nobody",
         api_fixture::request("POST", "/v1/messages", "token-send",
                              R"({"to":"03-1234-5678","code":"613142"})"),
         400, "not_sms_capable"},
        {"a callback",
         api_fixture::request(
             "POST", "/v1/messages", "token-send",
             R"({"to":"09012345678","code":"613142","callback_url":"https://a/"})"),
         400, "not_available"},
        {"a bad idempotency key", keyed("\"", good), 400, "invalid_idempotency_key"},
        {"no token", api_fixture::request("POST", "/v1/messages", "", good), 401, "unauthorized"},
        {"a wrong token", api_fixture::request("POST", "/v1/messages", "token-sent", good), 401,
         "unauthorized"},
        {"scope read only", api_fixture::request("POST", "/v1/messages", "token-read", good), 403,
         "forbidden"},
        {"another method", api_fixture::request("PUT", "/v1/messages", "token-send", good), 405,
         "method_not_allowed"},
        {"another path", api_fixture::request("POST", "/v1/message", "token-send", good), 404,
         "not_found"},
    };
    for (auto& c : cases) {
        INFO(c.name);
        api_fixture f;
        const auto  answer = f.ask(std::move(c.asked));
        CHECK(answer.status == c.status);
        CHECK(answer.content_type == "application/problem+json");
        CHECK(code_of(answer) == c.code);
        CHECK(f.store.rows.empty());
    }
}

TEST_CASE("the same key and body give the first answer again", "[http][messages]") {
    api_fixture f;
    const auto  first = f.ask(keyed("k", good));
    const auto  again = f.ask(keyed("\"k\"", good));
    CHECK(first.status == 201);
    CHECK(again.status == 201);
    CHECK(again.body == first.body);
    CHECK(field_of(again, "Location") == field_of(first, "Location"));
    CHECK(field_of(again, "Idempotency-Replayed") == "true");
    CHECK(f.store.rows.size() == 1);
}

TEST_CASE("the same key with another body is 422", "[http][messages]") {
    api_fixture f;
    f.ask(keyed("k", good));
    const auto answer = f.ask(keyed("k", R"({"to":"090-1234-5678","code":"613143"})"));
    CHECK(answer.status == 422);
    CHECK(code_of(answer) == "idempotency_key_reused");
    CHECK(f.store.rows.size() == 1);
}

TEST_CASE("keys of two clients have nothing to do with each other", "[http][messages]") {
    api_fixture f;
    CHECK(f.ask(keyed("k", good, "token-send")).status == 201);
    CHECK(f.ask(keyed("k", good, "token-other")).status == 201);
    CHECK(f.store.rows.size() == 2);
}

TEST_CASE("a key whose first request still runs is 409", "[http][messages]") {
    api_fixture f;
    f.gate.hold = true;
    const auto first = f.begin(keyed("k", good));
    f.loop.poll();
    REQUIRE(f.gate.waiting() == 1);
    const auto second = f.begin(keyed("k", good));
    f.loop.poll();
    REQUIRE(*second);
    CHECK((*second)->status == 409);
    CHECK(code_of(**second) == "request_in_progress");

    f.gate.release();
    f.loop.run();
    CHECK((*first)->status == 201);
    CHECK(f.store.rows.size() == 1);
    f.gate.hold = false;
    CHECK(f.ask(keyed("k", good)).status == 201);
}

TEST_CASE("what is kept of a body does not tell its code", "[http][messages]") {
    api_fixture f;
    f.ask(keyed("k", good));
    const auto& kept = f.store.rows.front().asked.fingerprint;
    CHECK(kept.size() == 64);
    CHECK(kept != test::token_hash(good));
}

TEST_CASE("a full queue is 503 with a time to come back", "[http][messages]") {
    api_fixture f;
    f.store.most = 0;
    const auto answer = f.post(good);
    CHECK(answer.status == 503);
    CHECK(code_of(answer) == "queue_full");
    CHECK_FALSE(field_of(answer, "Retry-After").empty());
}

TEST_CASE("a broken store is 503, and says nothing of its inside", "[http][messages]") {
    api_fixture f;
    f.store.broken = true;
    for (const auto* target :
         {"/v1/messages", "/v1/messages/017f22e2-79b0-7cc3-98c4-dc0c0c07398f"}) {
        const auto answer = f.ask(api_fixture::request("GET", target, "token-read"));
        CHECK(answer.status == 503);
        CHECK(code_of(answer) == "store_unavailable");
        CHECK(answer.body.find("fire") == std::string::npos);
    }
    CHECK(f.post(good).status == 503);
}

TEST_CASE("a client follows its own messages, a reader all of them", "[http][messages]") {
    api_fixture f;
    const auto  path = field_of(f.post(good), "Location");
    CHECK(f.ask(api_fixture::request("GET", path, "token-send")).status == 200);
    CHECK(f.ask(api_fixture::request("GET", path, "token-other")).status == 404);
    CHECK(f.ask(api_fixture::request("GET", path, "token-read")).status == 200);
    CHECK(f.ask(api_fixture::request("GET", path, "token-admin")).status == 200);
    CHECK(f.ask(api_fixture::request("GET", path)).status == 401);
}

TEST_CASE("what is no id is not looked up", "[http][messages]") {
    api_fixture f;
    f.store.broken = true;  // would answer 503 if it were asked
    for (const auto* id : {"x", "%00", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "'--"}) {
        INFO(id);
        CHECK(f.ask(api_fixture::request("GET", std::string("/v1/messages/") + id, "token-read"))
                  .status == 404);
        CHECK(f.ask(api_fixture::request("DELETE", std::string("/v1/messages/") + id, "token-send"))
                  .status == 404);
    }
}

TEST_CASE("a list needs scope read, and is filtered", "[http][messages]") {
    api_fixture f;
    f.post(good);
    CHECK(f.ask(api_fixture::request("GET", "/v1/messages", "token-send")).status == 403);
    const auto answer = f.ask(api_fixture::request(
        "GET", "/v1/messages?status=queued&limit=7&reference=a%20b", "token-read"));
    REQUIRE(answer.status == 200);
    CHECK(body_of(answer).at("items").as_array().size() == 1);
    CHECK(body_of(answer).at("next_cursor") == "more");
    CHECK(f.store.last_filter.status == queue::state::queued);
    CHECK(f.store.last_filter.limit == 7);
    CHECK(f.store.last_filter.reference == "a b");

    const auto wrong = f.ask(api_fixture::request("GET", "/v1/messages?limit=0", "token-read"));
    CHECK(wrong.status == 400);
    CHECK(code_of(wrong) == "invalid_limit");
}

TEST_CASE("a queued message is canceled once, by its client or by an admin", "[http][messages]") {
    api_fixture f;
    const auto  first = field_of(f.post(good), "Location");
    const auto  second = field_of(f.post(good), "Location");
    CHECK(f.ask(api_fixture::request("DELETE", first, "token-other")).status == 404);
    CHECK(f.ask(api_fixture::request("DELETE", first, "token-read")).status == 403);

    const auto done = f.ask(api_fixture::request("DELETE", first, "token-send"));
    CHECK(done.status == 200);
    CHECK(body_of(done).at("status") == "canceled");
    CHECK(body_of(done).at("finished_at").is_string());

    const auto again = f.ask(api_fixture::request("DELETE", first, "token-send"));
    CHECK(again.status == 409);
    CHECK(code_of(again) == "not_cancelable");
    CHECK(f.ask(api_fixture::request("DELETE", second, "token-admin")).status == 200);
}
