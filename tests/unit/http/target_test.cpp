#include "gateway/http/request.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::http;

using path = std::vector<std::string>;

TEST_CASE("a target is cut into segments and parameters", "[http][target]") {
    struct {
        const char* target;
        path        expected;
    } cases[] = {
        {"/", {}},
        {"/livez", {"livez"}},
        {"/v1/messages", {"v1", "messages"}},
        {"/v1/messages/", {"v1", "messages", ""}},
        {"/v1//messages", {"v1", "", "messages"}},
        {"/v1/modems/docomo%2d1", {"v1", "modems", "docomo-1"}},
        {"/v1/modems/a%2Fb", {"v1", "modems", "a/b"}},
        {"/v1/modems/a+b", {"v1", "modems", "a+b"}},
        {"http://gateway:8080/v1/modems?x=1", {"v1", "modems"}},
    };
    for (const auto& c : cases) {
        INFO(c.target);
        const auto parts = parse_target(c.target);
        REQUIRE(parts.has_value());
        CHECK(parts->path == c.expected);
    }
}

TEST_CASE("a query is decoded, with plus and %20 as spaces", "[http][target]") {
    const auto parts = parse_target("/x?a=1+2&b=%2B3%20&c&d=&a=%E3%81%82");
    REQUIRE(parts.has_value());
    CHECK(parts->query == std::vector<std::pair<std::string, std::string>>{
                              {"a", "1 2"}, {"b", "+3 "}, {"c", ""}, {"d", ""}, {"a", "あ"}});
}

TEST_CASE("what is no path is refused", "[http][target]") {
    for (const auto* target : {"", "*", "x", "v1/messages", "gateway:80", "ftp://a/b", "/%", "/%zz",
                               "/a%0", "/a#b", "/a\"b", "/a<b>", "/a\\b"}) {
        INFO(target);
        CHECK(parse_target(target).has_error());
    }
}
