#include "gateway/http/problem.hpp"

#include <boost/json/parse.hpp>

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::http;

TEST_CASE("a problem is shown as RFC 9457 says", "[http][problem]") {
    const auto answer =
        to_response(problem{503, "queue_full", "Too many.", {}, {{"Retry-After", "5"}}});
    CHECK(answer.status == 503);
    CHECK(answer.content_type == "application/problem+json");
    CHECK(answer.fields == std::vector<field>{{"Retry-After", "5"}});
    CHECK(answer.body == R"({"type":"about:blank","title":"Service Unavailable","status":503,)"
                         R"("detail":"Too many.","code":"queue_full"})");
}

TEST_CASE("wrong fields are listed, and the first one names the problem", "[http][problem]") {
    const auto what = wrong_fields(
        {{"/to", "empty", "No number.", false}, {"limit", "invalid_limit", "1 to 500.", true}});
    CHECK(what.status == 400);
    CHECK(what.code == "empty");
    const auto  body = boost::json::parse(to_response(what).body).as_object();
    const auto& errors = body.at("errors").as_array();
    REQUIRE(errors.size() == 2);
    CHECK(errors[0].at("pointer") == "/to");
    CHECK(errors[0].at("detail") == "No number.");
    CHECK(errors[1].at("parameter") == "limit");
}

TEST_CASE("an answer carries its length, its date and how the connection goes on",
          "[http][response]") {
    using namespace std::chrono;
    const wall_time now = sys_days(2026y / 11 / 22) + 3h + 4min + 5s;
    auto            answer = text_response(200, "ready\n");
    answer.fields.push_back({"X-Request-Id", "abc"});

    CHECK(to_octets(answer, {.now = now}) ==
          "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 03:04:05 GMT\r\n"
          "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 6\r\nCache-Control: "
          "no-store\r\n"
          "X-Content-Type-Options: nosniff\r\nX-Request-Id: abc\r\n\r\nready\n");

    const auto head = to_octets(answer, {.without_body = true, .close = true, .now = now});
    CHECK(head.find("Content-Length: 6\r\n") != std::string::npos);
    CHECK(head.find("Connection: close\r\n") != std::string::npos);
    CHECK(head.ends_with("\r\n\r\n"));

    const auto old = to_octets(answer, {.http_1_0 = true, .now = now});
    CHECK(old.find("Connection: keep-alive\r\n") != std::string::npos);
}
