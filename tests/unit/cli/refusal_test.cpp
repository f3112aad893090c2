#include "gateway/cli/gateway_api.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::cli;

TEST_CASE("a refusal is told by its detail, its code and its fields", "[cli][problem]") {
    struct {
        const char* name;
        http_answer answer;
        const char* expected;
    } cases[] = {
        {"detail and code",
         {400, "", R"({"title":"Bad Request","detail":"to: not a number","code":"not_a_number"})"},
         "to: not a number (not_a_number)"},
        {"only a title",
         {503, "", R"({"title":"Service Unavailable","code":null})"},
         "Service Unavailable"},
        {"with fields",
         {400, "",
          R"({"detail":"2 fields","errors":[{"pointer":"/to","detail":"empty"},)"
          R"({"pointer":"/code","detail":"six digits"}]})"},
         "2 fields\n  /to: empty\n  /code: six digits"},
        {"fields of another kind", {400, "", R"({"detail":"d","errors":[1,null]})"}, "d"},
        {"nothing for a terminal to obey", {400, "", R"({"detail":"a\u001b[2J"})"}, "a\uFFFD[2J"},
        {"another server",
         {502, "text/html", "<html>Bad Gateway</html>"},
         "the answer has status 502 and is not one of Hayauma's: does the URL lead to it?"},
        {"JSON of another server",
         {404, "", "{}"},
         "the answer has status 404 and is not one of Hayauma's: does the URL lead to it?"},
        {"an array",
         {500, "", "[]"},
         "the answer has status 500 and is not one of Hayauma's: does the URL lead to it?"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(refusal_text(c.answer) == c.expected);
    }
}
