#include "gateway/http/inbound.hpp"

#include "gateway/http/json.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using hayauma::test::api_fixture;
using hayauma::test::body_of;
using hayauma::test::code_of;

namespace {

const std::string id = "0193a5c0-0000-7000-8000-000000000001";

queue::inbound_view notice() {
    queue::inbound_view m;
    m.id = id;
    m.modem = "docomo-1";
    m.iccid = "8981100000000000001";
    m.from = "+8190******78";
    m.text = {"残高 ****円"};
    m.parts = 2;
    m.encoding = sms::alphabet::ucs2;
    m.received_at = wall_time(std::chrono::milliseconds(1'767'225'605'250));
    m.sent_at = wall_time(std::chrono::milliseconds(1'767'225'601'000));
    return m;
}

}  // namespace

TEST_CASE("an inbound message is shown with every member", "[http][inbound]") {
    CHECK(http::to_text(http::to_json(notice())) ==
          R"({"id":"0193a5c0-0000-7000-8000-000000000001","modem":"docomo-1",)"
          R"("iccid":"8981100000000000001","from":"+8190******78","text":"残高 ****円",)"
          R"("parts":2,"parts_missing":0,"encoding":"ucs2",)"
          R"("received_at":"2026-01-01T00:00:05.250Z","sent_at":"2026-01-01T00:00:01.000Z"})");
    const auto bare = http::to_json(queue::inbound_view{});
    CHECK(bare.size() == http::to_json(notice()).size());
    CHECK(bare.at("iccid").is_null());
    CHECK(bare.at("sent_at").is_null());
}

TEST_CASE("inbound messages are for scope read", "[http][inbound]") {
    api_fixture f;
    f.store.inbound = {notice()};
    for (const auto& target : {std::string("/v1/inbound"), "/v1/inbound/" + id}) {
        INFO(target);
        CHECK(f.ask(api_fixture::request("GET", target)).status == 401);
        CHECK(f.ask(api_fixture::request("GET", target, "token-send")).status == 403);
        CHECK(f.ask(api_fixture::request("GET", target, "token-read")).status == 200);
        CHECK(f.ask(api_fixture::request("DELETE", target, "token-admin")).status == 405);
    }
    const auto one = f.ask(api_fixture::request("GET", "/v1/inbound/" + id, "token-read"));
    CHECK(body_of(one) == http::to_json(notice()));
    for (const std::string other : {"0193a5c0-0000-7000-8000-000000000002", "x", "%27"})
        CHECK(f.ask(api_fixture::request("GET", "/v1/inbound/" + other, "token-read")).status ==
              404);
}

TEST_CASE("a list of inbound messages takes its filter from the query", "[http][inbound]") {
    api_fixture f;
    f.store.inbound = {notice()};
    const auto all = f.ask(api_fixture::request("GET", "/v1/inbound", "token-read"));
    CHECK(body_of(all).at("items").as_array().size() == 1);
    CHECK(body_of(all).at("next_cursor") == "more");
    CHECK(f.store.last_inbound_filter.limit == 50);
    CHECK_FALSE(f.store.last_inbound_filter.modem);

    f.ask(
        api_fixture::request("GET", "/v1/inbound?modem=docomo-1&limit=7&cursor=12", "token-read"));
    CHECK(f.store.last_inbound_filter.modem == "docomo-1");
    CHECK(f.store.last_inbound_filter.limit == 7);
    CHECK(f.store.last_inbound_filter.cursor == "12");
    f.ask(api_fixture::request("GET", "/v1/inbound?modem=&limit=&cursor=", "token-read"));
    CHECK_FALSE(f.store.last_inbound_filter.modem);
    CHECK(f.store.last_inbound_filter.limit == 50);
}

TEST_CASE("a wrong query of inbound messages is refused by name", "[http][inbound]") {
    struct {
        const char* query;
        const char* code;
    } cases[] = {
        {"limit=0", "invalid_limit"},      {"limit=501", "invalid_limit"},
        {"limit=many", "invalid_limit"},   {"cursor=a%20b", "invalid_cursor"},
        {"from=157", "unknown_parameter"}, {"modem=a&modem=b", "repeated_parameter"},
    };
    api_fixture f;
    for (const auto& c : cases) {
        INFO(c.query);
        const auto answer =
            f.ask(api_fixture::request("GET", std::string("/v1/inbound?") + c.query, "token-read"));
        CHECK(answer.status == 400);
        CHECK(code_of(answer) == c.code);
    }
}
