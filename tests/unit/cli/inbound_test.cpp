#include "gateway/cli/inbound.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "gateway/cli/message_target.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::cli;

namespace {

const char* const one = R"({"id":"0193-1","modem":"docomo-1","iccid":"8981","from":"+8190******78",
    "text":"残高は****円です\r\nSTOP\u001b[2J","parts":3,"parts_missing":1,"encoding":"ucs2",
    "received_at":"2026-11-22T03:04:05.678Z","sent_at":null})";

}  // namespace

TEST_CASE("messages that came are shown in one line each", "[cli][inbound]") {
    const auto list = boost::json::parse(std::string(R"({"items":[)") + one + "]}").as_object();
    CHECK(inbound_table(list, 0) ==
          "RECEIVED              MODEM     FROM           PARTS  TEXT                        ID\n"
          "2026-11-22 03:04:05Z  docomo-1  +8190******78    2/3  "
          "残高は****円です\ufffd\ufffdSTOP\ufffd[2J  0193-1\n");
}

TEST_CASE("one message that came is shown with its lines, but obeyed by no terminal",
          "[cli][inbound]") {
    CHECK(inbound_details(boost::json::parse(one).as_object(), 0) ==
          "id        0193-1\n"
          "modem     docomo-1\n"
          "iccid     8981\n"
          "from      +8190******78\n"
          "parts     2/3\n"
          "encoding  ucs2\n"
          "sent\n"
          "received  2026-11-22 03:04:05Z\n"
          "\n"
          "残高は****円です\n"
          "STOP\ufffd[2J\n");
}

TEST_CASE("what is asked of inbound messages and modems is encoded", "[cli][inbound]") {
    CHECK(inbound_target("a/b") == "/v1/inbound/a%2Fb");
    CHECK(inbound_target(inbound_filter{}) == "/v1/inbound?limit=20");
    CHECK(inbound_target(inbound_filter{"a&b", "c+", 5}) ==
          "/v1/inbound?limit=5&modem=a%26b&cursor=c%2B");
    CHECK(modem_target("docomo-1") == "/v1/modems/docomo-1");
    CHECK(modem_target("../x", "pause") == "/v1/modems/..%2Fx/pause");
}
