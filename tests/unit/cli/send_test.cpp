#include "gateway/cli/send.hpp"

#include <sstream>

#include <boost/json/serialize.hpp>

#include "tests/support/catch.hpp"

using namespace hayauma::cli;

TEST_CASE("what is not asked for is left to the gateway", "[cli][send]") {
    send_options options;
    options.to = "090-1234-5678";
    options.code = "613142";
    CHECK(boost::json::serialize(send_body(options, "")) ==
          R"({"to":"090-1234-5678","code":"613142"})");
    options.code.clear();
    CHECK(boost::json::serialize(send_body(options, "閉店\n\"お知らせ\"")) ==
          R"({"to":"090-1234-5678","text":"閉店\n\"お知らせ\""})");
}

TEST_CASE("every option has its field", "[cli][send]") {
    const send_options options{"0901", "613142", "login", "Shop", "code", "docomo", "r-1", 120};
    CHECK(boost::json::serialize(send_body(options, "")) ==
          R"({"to":"0901","code":"613142","template":"login","app":"Shop","kind":"code",)"
          R"("modem":"docomo","reference":"r-1","ttl_seconds":120})");
}

TEST_CASE("a text loses the one line end that `echo` adds", "[cli][send]") {
    struct {
        const char* given;
        const char* text;
    } cases[] = {{"", ""},
                 {"a", "a"},
                 {"a\n", "a"},
                 {"a\r\n", "a"},
                 {"a\n\n", "a\n"},
                 {"a\nb\n", "a\nb"},
                 {"\xE9\xA6\xAC\n", "馬"}};
    for (const auto& c : cases) {
        std::istringstream in(c.given);
        CHECK(read_text(in) == c.text);
    }
}
