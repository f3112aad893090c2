#include "gateway/http/message_query.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::http;

namespace {

using query = std::vector<std::pair<std::string, std::string>>;

std::string first_code(const query& q) {
    const auto  read = read_message_query(q);
    const auto* errors = std::get_if<std::vector<field_error>>(&read);
    return errors ? errors->front().code : "fine";
}

}  // namespace

TEST_CASE("a list is filtered by what its query says", "[http][query]") {
    const auto  read = read_message_query({{"status", "sent"},
                                           {"client", "keycloak"},
                                           {"reference", "a b"},
                                           {"limit", "500"},
                                           {"cursor", "abc="}});
    const auto& filter = std::get<store::list_filter>(read);
    CHECK(filter.status == queue::state::sent);
    CHECK(filter.client == "keycloak");
    CHECK(filter.reference == "a b");
    CHECK(filter.limit == 500);
    CHECK(filter.cursor == "abc=");
}

TEST_CASE("empty values are as good as none", "[http][query]") {
    const auto read =
        read_message_query({{"status", ""}, {"client", ""}, {"limit", ""}, {"cursor", ""}});
    const auto& filter = std::get<store::list_filter>(read);
    CHECK_FALSE(filter.status);
    CHECK_FALSE(filter.client);
    CHECK(filter.limit == 50);
}

TEST_CASE("a wrong query is refused with a word", "[http][query]") {
    struct {
        const char* name;
        query       q;
        const char* expected;
    } cases[] = {
        {"nothing", {}, "fine"},
        {"the lowest limit", {{"limit", "1"}}, "fine"},
        {"limit zero", {{"limit", "0"}}, "invalid_limit"},
        {"limit too high", {{"limit", "501"}}, "invalid_limit"},
        {"limit negative", {{"limit", "-1"}}, "invalid_limit"},
        {"limit no number", {{"limit", "ten"}}, "invalid_limit"},
        {"limit with something behind", {{"limit", "10x"}}, "invalid_limit"},
        {"limit over 64 bits", {{"limit", "99999999999999999999"}}, "invalid_limit"},
        {"an unknown status", {{"status", "done"}}, "invalid_status"},
        {"a status in capitals", {{"status", "SENT"}}, "invalid_status"},
        {"an unknown parameter", {{"page", "2"}}, "unknown_parameter"},
        {"a parameter in capitals", {{"Limit", "2"}}, "unknown_parameter"},
        {"a repeated parameter", {{"limit", "2"}, {"limit", "2"}}, "repeated_parameter"},
        {"a cursor with a space", {{"cursor", "a b"}}, "invalid_cursor"},
        {"an enormous cursor", {{"cursor", std::string(5'000, 'a')}}, "invalid_cursor"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(first_code(c.q) == c.expected);
    }
}

TEST_CASE("all wrong parameters are named at once", "[http][query]") {
    const auto read = read_message_query({{"limit", "0"}, {"status", "done"}, {"page", "1"}});
    CHECK(std::get<std::vector<field_error>>(read).size() == 3);
}
