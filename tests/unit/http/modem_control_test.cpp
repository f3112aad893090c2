#include "gateway/http/modem_control.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using hayauma::test::api_fixture;
using hayauma::test::body_of;
using hayauma::test::code_of;
using wiring::control_result;

namespace {

const std::string path = "/v1/modems/docomo-1/";

http::response ask(api_fixture& f, const std::string& target, const std::string& body = {}) {
    return f.ask(api_fixture::request("POST", target, "token-admin", body));
}

}  // namespace

TEST_CASE("an admin pauses, resumes and resets a modem, and sees it", "[http][modem_control]") {
    api_fixture f;
    for (const std::string what : {"pause", "resume", "reset"}) {
        INFO(what);
        for (const std::string body : {"", "{}"}) {
            const auto answer = ask(f, path + what, body);
            REQUIRE(answer.status == 200);
            CHECK(body_of(answer).at("name") == "docomo-1");
            CHECK(f.control.asked.back() == what + " docomo-1");
        }
    }
}

TEST_CASE("nobody else may ask anything of a modem", "[http][modem_control]") {
    api_fixture f;
    for (const std::string what : {"pause", "resume", "reset", "ussd"})
        for (const auto* token : {"token-send", "token-read"})
            CHECK(f.ask(api_fixture::request("POST", path + what, token)).status == 403);
    CHECK(f.control.asked.empty());
}

TEST_CASE("what makes no sense is 409, and 404 where there is no modem", "[http][modem_control]") {
    struct {
        control_result result;
        unsigned       status;
        const char*    code;
    } cases[] = {
        {control_result::not_found, 404, "not_found"},
        {control_result::absent, 409, "modem_absent"},
        {control_result::paused, 409, "modem_paused"},
        {control_result::not_ready, 409, "modem_not_ready"},
        {control_result::busy, 409, "modem_busy"},
    };
    api_fixture f;
    for (const auto& c : cases) {
        INFO(c.code);
        f.control.result = c.result;
        for (const auto& answer :
             {ask(f, path + "reset"), ask(f, path + "ussd", R"({"code":"*100#"})")}) {
            CHECK(answer.status == c.status);
            CHECK(code_of(answer) == c.code);
        }
    }
}

TEST_CASE("a modem that is not in service says why", "[http][modem_control]") {
    api_fixture f;
    f.control.result = control_result::not_ready;
    f.board.modems["docomo-1"].status.reason = "SIM not inserted";
    const auto answer = ask(f, path + "ussd", R"({"code":"*100#"})");
    CHECK(body_of(answer).at("detail") == "The modem is not in service: SIM not inserted.");
}

TEST_CASE("a body that says something else is refused", "[http][modem_control]") {
    struct {
        const char* target;
        const char* body;
        const char* code;
    } cases[] = {
        {"pause", R"({"for":"1h"})", "unknown_field"},
        {"pause", "[]", "not_an_object"},
        {"pause", "{", "malformed_json"},
        {"ussd", "", "malformed_json"},
        {"ussd", "7", "not_an_object"},
        {"ussd", "{}", "required"},
        {"ussd", R"({"code":100})", "wrong_type"},
        {"ussd", R"({"code":""})", "invalid_code"},
        {"ussd", R"({"code":"*100#;AT"})", "invalid_code"},
        {"ussd", R"({"code":"*100#\""})", "invalid_code"},
        {"ussd", R"({"code":"*100#","x":1})", "unknown_field"},
        {"ussd", R"({"code":"*100#","code":"*100#"})", "repeated_field"},
    };
    api_fixture f;
    for (const auto& c : cases) {
        INFO(c.target << " " << c.body);
        const auto answer = ask(f, path + c.target, c.body);
        CHECK(answer.status == 400);
        CHECK(code_of(answer) == c.code);
    }
    CHECK(f.control.asked.empty());
    CHECK(http::is_ussd_code(std::string(182, '1')));
    CHECK_FALSE(http::is_ussd_code(std::string(183, '1')));
}

TEST_CASE("what the network says to a code is the answer", "[http][modem_control]") {
    api_fixture f;
    f.control.outcome = {0, "残高は1,980円です", ""};
    auto answer = ask(f, path + "ussd", R"({"code":"*100#"})");
    REQUIRE(answer.status == 200);
    CHECK(f.control.asked.back() == "ussd docomo-1 *100#");
    CHECK(answer.body == R"({"state":0,"text":"残高は1,980円です","error":null})");

    f.control.outcome = {std::nullopt, "", "the network refuses it"};
    answer = ask(f, path + "ussd", R"({"code":"*100#"})");
    CHECK(answer.status == 502);
    CHECK(code_of(answer) == "ussd_failed");
    CHECK(body_of(answer).at("detail") == "the network refuses it");

    f.control.outcome = {5, "", "the network took too long"};
    answer = ask(f, path + "ussd", R"({"code":"*100#"})");
    CHECK(answer.status == 504);
    CHECK(code_of(answer) == "no_answer");
}

TEST_CASE("a network that says nothing for a minute is 504", "[http][modem_control]") {
    testing::virtual_time clock;
    api_fixture           f;
    f.control.silent = true;
    const auto started = clock.now();
    const auto answer =
        f.begin(api_fixture::request("POST", path + "ussd", "token-admin", R"({"code":"*100#"})"));
    REQUIRE(clock.run_until(f.loop, [&] { return answer->has_value(); }));
    CHECK(clock.now() - started == std::chrono::seconds(60));
    CHECK((*answer)->status == 504);
    CHECK(code_of(**answer) == "no_answer");
}
