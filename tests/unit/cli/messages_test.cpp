#include "gateway/cli/messages.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "gateway/cli/message_target.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::cli;

namespace {

const char* const one = R"({"id":"0193-1","status":"sent","to":"+819012345678","kind":"code",
    "parts":1,"encoding":"gsm7","reference":"注文 1","created_at":"2026-11-22T03:04:05.678Z",
    "expires_at":"2026-11-22T03:09:05.678Z","finished_at":"2026-11-22T03:04:08.000Z","error":null,
    "attempts":[{"modem":"kddi-1","started_at":"2026-11-22T03:04:05.700Z",
    "finished_at":"2026-11-22T03:04:06.000Z","outcome":"rejected",
    "error":{"family":"cms","code":38,"name":"network_out_of_order","permanent":false}},
    {"modem":"docomo-1","started_at":"2026-11-22T03:04:06.100Z",
    "finished_at":"2026-11-22T03:04:08.000Z","outcome":"accepted","error":null}]})";

}  // namespace

TEST_CASE("messages are shown in one line each", "[cli][messages]") {
    const auto list = boost::json::parse(std::string(R"({"items":[)") + one + "]}").as_object();
    CHECK(
        messages_table(list, 0) ==
        "CREATED               STATUS  TO             KIND  PARTS  MODEM     ERROR  REFERENCE  ID\n"
        "2026-11-22 03:04:05Z  sent    +819012345678  code      1  docomo-1         注文 1     "
        "0193-1\n");
}

TEST_CASE("one message is shown with its attempts", "[cli][messages]") {
    CHECK(message_details(boost::json::parse(one).as_object(), 0) ==
          "id         0193-1\n"
          "status     sent\n"
          "to         +819012345678\n"
          "kind       code\n"
          "parts      1\n"
          "encoding   gsm7\n"
          "reference  注文 1\n"
          "created    2026-11-22 03:04:05Z\n"
          "expires    2026-11-22 03:09:05Z\n"
          "finished   2026-11-22 03:04:08Z\n"
          "error\n"
          "\n"
          "MODEM     STARTED               FINISHED              OUTCOME   ERROR\n"
          "kddi-1    2026-11-22 03:04:05Z  2026-11-22 03:04:06Z  rejected  "
          "cms 38 network_out_of_order\n"
          "docomo-1  2026-11-22 03:04:06Z  2026-11-22 03:04:08Z  accepted\n");
}

TEST_CASE("what people type reaches the gateway as they typed it", "[cli][messages]") {
    CHECK(message_target("0193-1") == "/v1/messages/0193-1");
    CHECK(message_target("../modems?a#b") == "/v1/messages/..%2Fmodems%3Fa%23b");
    CHECK(messages_target({}) == "/v1/messages?limit=20");
    CHECK(messages_target({"sent", "a&b", "注 文", "c+=", 5}) ==
          "/v1/messages?limit=5&status=sent&client=a%26b&reference=%E6%B3%A8%20%E6%96%87"
          "&cursor=c%2B%3D");
}
