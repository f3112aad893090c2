#include "gateway/http/message_request.hpp"

#include <string>

#include "gateway/http/json.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using namespace hayauma::http;
using namespace std::chrono_literals;

namespace {

std::variant<message_request, std::vector<field_error>> read(const std::string& body) {
    static const auto settings = test::api_settings();
    template_map      templates;
    for (const auto& [name, written] : settings.templates)
        templates.emplace(name, queue::message_template::parse(written).value());
    return read_message_request(parse_json(body).value(), settings, templates);
}

message_request accepted(const std::string& body) {
    auto result = read(body);
    REQUIRE(std::holds_alternative<message_request>(result));
    return std::get<message_request>(std::move(result));
}

/// "pointer code" of every error, in order.
std::vector<std::string> refused(const std::string& body) {
    std::vector<std::string> list;
    const auto               result = read(body);
    if (const auto* errors = std::get_if<std::vector<field_error>>(&result))
        for (const auto& e : *errors) list.push_back(e.place + " " + e.code);
    return list;
}

/// A body with a good number, and this.
std::string with(const std::string& rest) { return R"({"to":"090-1234-5678",)" + rest + "}"; }

/// A body with a good code, and this.
std::string coded(const std::string& rest) { return with(R"("code":"613142",)" + rest); }

}  // namespace

TEST_CASE("a code goes into the default template", "[http][message]") {
    const auto m = accepted(with(R"("code":"613142")"));
    CHECK(m.to.digits() == "819012345678");
    CHECK(m.kind == queue::message_kind::code);
    CHECK(m.text.utf8 == "Use verification code 613142 for Microsoft authentication.");
    CHECK(m.template_name == "default");
    CHECK(m.encoding == sms::encoding::gsm7);
    CHECK(m.parts == 1);
    CHECK(m.ttl == 300s);
    CHECK(m.supersede);
    CHECK_FALSE(m.wait);
    CHECK(m.route.empty());
    CHECK_FALSE(m.reference);
}

TEST_CASE("every field of a message is taken", "[http][message]") {
    const auto m = accepted(
        coded(R"("kind":"code","template":"short","app":"Contoso","ttl_seconds":60,)"
              R"("wait":true,"supersede":false,"modem":"tokyo","reference":"login 4711")"));
    CHECK(m.text.utf8 == "613142 for Contoso");
    CHECK(m.template_name == "short");
    CHECK(m.ttl == 60s);
    CHECK(m.wait);
    CHECK_FALSE(m.supersede);
    CHECK(m.route == "tokyo");
    CHECK(m.reference == "login 4711");
}

TEST_CASE("a whole text is a text, and supersedes nothing", "[http][message]") {
    const auto m = accepted(with(R"("text":"Hello")"));
    CHECK(m.kind == queue::message_kind::text);
    CHECK(m.text.utf8 == "Hello");
    CHECK(m.template_name.empty());
    CHECK(m.ttl == 3600s);
    CHECK_FALSE(m.supersede);
}

TEST_CASE("a whole text may be a code: then it lives as long as one", "[http][message]") {
    const auto m = accepted(with(R"("text":"613142 is it","kind":"code")"));
    CHECK(m.kind == queue::message_kind::code);
    CHECK(m.ttl == 300s);
    CHECK_FALSE(m.supersede);
    CHECK(accepted(with(R"("text":"x","kind":"code","supersede":true)")).supersede);
}

TEST_CASE("a text is measured", "[http][message]") {
    CHECK(accepted(with("\"text\":\"" + std::string(160, 'a') + "\"")).parts == 1);
    CHECK(accepted(with("\"text\":\"" + std::string(161, 'a') + "\"")).parts == 2);
    CHECK(accepted(with("\"text\":\"" + std::string(1530, 'a') + "\"")).parts == 10);
    const auto japanese = accepted(with("\"text\":\"確認コード\\n613142\""));
    CHECK(japanese.encoding == sms::encoding::ucs2);
    CHECK(japanese.parts == 1);
}

TEST_CASE("a lifetime may be at either end of its range", "[http][message]") {
    CHECK(accepted(coded(R"("ttl_seconds":10)")).ttl == 10s);
    CHECK(accepted(coded(R"("ttl_seconds":600)")).ttl == 600s);
    CHECK(accepted(with(R"("text":"x","ttl_seconds":10)")).ttl == 10s);
    CHECK(accepted(with(R"("text":"x","ttl_seconds":259200)")).ttl == 259'200s);
}

TEST_CASE("a wrong field is named, with a word", "[http][message]") {
    struct {
        const char* name;
        std::string body;
        const char* expected;
    } cases[] = {
        {"an array", "[]", " not_an_object"},
        {"a string", "\"x\"", " not_an_object"},
        {"null", "null", " not_an_object"},
        // to, in every word of refusal
        {"no to", R"({"code":"613142"})", "/to required"},
        {"to is a number", R"({"to":9012345678,"code":"613142"})", "/to wrong_type"},
        {"to is null", R"({"to":null,"code":"613142"})", "/to wrong_type"},
        {"to is a list", R"({"to":["09012345678"],"code":"613142"})", "/to wrong_type"},
        {"to is empty", R"({"to":"","code":"613142"})", "/to empty"},
        {"to is spaces", R"({"to":" \u3000 ","code":"613142"})", "/to empty"},
        {"to is no number", R"({"to":"+","code":"613142"})", "/to not_a_number"},
        {"to is too short", R"({"to":"090-1234","code":"613142"})", "/to too_short"},
        {"to is too long", R"({"to":"090123456789012","code":"613142"})", "/to too_long"},
        {"to is far too long", "{\"to\":\"" + std::string(65, '0') + "\",\"code\":\"613142\"}",
         "/to too_long"},
        {"to has letters", R"({"to":"090-1234-567l","code":"613142"})", "/to invalid_characters"},
        {"to has a control character", R"({"to":"09012345678\n","code":"613142"})",
         "/to invalid_characters"},
        {"to is Arabic-Indic", R"({"to":"٠٩٠١٢٣٤٥٦٧٨","code":"613142"})", "/to invalid_characters"},
        {"to lost its 0", R"({"to":"9012345678","code":"613142"})", "/to invalid_prefix"},
        {"to is in Turkey", R"({"to":"+90-1234-5678","code":"613142"})", "/to country_not_allowed"},
        {"to is a fixed line", R"({"to":"03-1234-5678","code":"613142"})", "/to not_sms_capable"},
        {"to is toll-free", R"({"to":"0800-123-4567","code":"613142"})", "/to not_sms_capable"},
        {"to is the police", R"({"to":"１１０","code":"613142"})", "/to emergency"},
        // code or text
        {"neither", R"({"to":"09012345678"})", "/code code_or_text"},
        {"both", with(R"("code":"613142","text":"x")"), "/text code_or_text"},
        {"code is a number", with(R"("code":613142)"), "/code wrong_type"},
        {"code is null", with(R"("code":null)"), "/code wrong_type"},
        {"code of five digits", with(R"("code":"61314")"), "/code invalid_code"},
        {"code of seven digits", with(R"("code":"6131420")"), "/code invalid_code"},
        {"an empty code", with(R"("code":"")"), "/code invalid_code"},
        {"code of letters", with(R"("code":"61314a")"), "/code invalid_code"},
        {"full-width code", with(R"("code":"６１３１４２")"), "/code invalid_code"},
        {"code with a space", with(R"("code":"613 142")"), "/code invalid_code"},
        {"code with a sign", with(R"("code":"-61314")"), "/code invalid_code"},
        {"code with a line end", with(R"("code":"613142\n")"), "/code invalid_code"},
        {"text is a number", with(R"("text":1)"), "/text wrong_type"},
        {"an empty text", with(R"("text":"")"), "/text empty_text"},
        {"text with NUL", with(R"("text":"a\u0000b")"), "/text control_character"},
        {"text with Ctrl-Z", with(R"("text":"a\u001a")"), "/text control_character"},
        {"text with ESC", with(R"("text":"a\u001b[1m")"), "/text control_character"},
        {"text with CR", with(R"("text":"a\r\nb")"), "/text control_character"},
        {"text with a tab", with(R"("text":"a\tb")"), "/text control_character"},
        {"text with DEL", with(R"("text":"a\u007f")"), "/text control_character"},
        {"text with C1", with(R"("text":"a\u0085")"), "/text control_character"},
        {"text of eleven parts", with("\"text\":\"" + std::string(1531, 'a') + "\""),
         "/text text_too_long"},
        {"text of eleven UCS-2 parts", with("\"text\":\"あ" + std::string(670, 'a') + "\""),
         "/text text_too_long"},
        // kind, template, app
        {"an unknown kind", coded(R"("kind":"voice")"), "/kind invalid_kind"},
        {"a code that is a text", coded(R"("kind":"text")"), "/kind invalid_kind"},
        {"kind is a bool", coded(R"("kind":true)"), "/kind wrong_type"},
        {"an unknown template", coded(R"("template":"nope")"), "/template unknown_template"},
        {"template is a number", coded(R"("template":1)"), "/template wrong_type"},
        {"template with a text", with(R"("text":"x","template":"short")"), "/template needs_code"},
        {"app with a text", with(R"("text":"x","app":"y")"), "/app needs_code"},
        {"app is a list", coded(R"("app":[])"), "/app wrong_type"},
        {"an empty app", coded(R"("app":"")"), "/app invalid_app"},
        {"app with a line feed", coded(R"("app":"a\nb")"), "/app invalid_app"},
        {"app over 64 characters", coded("\"app\":\"" + std::string(65, 'a') + "\""),
         "/app invalid_app"},
        // ttl
        {"ttl too short", coded(R"("ttl_seconds":9)"), "/ttl_seconds ttl_out_of_range"},
        {"ttl too long for a code", coded(R"("ttl_seconds":601)"), "/ttl_seconds ttl_out_of_range"},
        {"ttl too long for a text", with(R"("text":"x","ttl_seconds":259201)"),
         "/ttl_seconds ttl_out_of_range"},
        {"ttl too long for a text that is a code",
         with(R"("text":"x","kind":"code","ttl_seconds":601)"), "/ttl_seconds ttl_out_of_range"},
        {"ttl negative", coded(R"("ttl_seconds":-1)"), "/ttl_seconds ttl_out_of_range"},
        {"ttl zero", coded(R"("ttl_seconds":0)"), "/ttl_seconds ttl_out_of_range"},
        {"ttl over 63 bits", coded(R"("ttl_seconds":18446744073709551615)"),
         "/ttl_seconds ttl_out_of_range"},
        {"ttl with a fraction", coded(R"("ttl_seconds":60.5)"), "/ttl_seconds wrong_type"},
        {"ttl with an exponent", coded(R"("ttl_seconds":6e1)"), "/ttl_seconds wrong_type"},
        {"ttl is a string", coded(R"("ttl_seconds":"60")"), "/ttl_seconds wrong_type"},
        {"ttl is null", coded(R"("ttl_seconds":null)"), "/ttl_seconds wrong_type"},
        // the rest
        {"wait is a number", coded(R"("wait":1)"), "/wait wrong_type"},
        {"supersede is a string", coded(R"("supersede":"true")"), "/supersede wrong_type"},
        {"an unknown modem", coded(R"("modem":"nope")"), "/modem unknown_modem"},
        {"an empty modem", coded(R"("modem":"")"), "/modem unknown_modem"},
        {"modem is an object", coded(R"("modem":{})"), "/modem wrong_type"},
        {"reference is a number", coded(R"("reference":1)"), "/reference wrong_type"},
        {"a reference of 129 characters", coded("\"reference\":\"" + std::string(129, 'r') + "\""),
         "/reference reference_too_long"},
        {"a reference with NUL", coded(R"("reference":"a\u0000")"), "/reference control_character"},
        {"a callback", coded(R"("callback_url":"https://a/")"), "/callback_url not_available"},
        {"an unknown field", coded(R"("priority":1)"), "/priority unknown_field"},
        {"the empty field", coded(R"("":"")"), "/ unknown_field"},
        {"a known field in capitals", coded(R"("To":"x")"), "/To unknown_field"},
        {"a field with a slash", coded(R"("a/b":1)"), "/a~1b unknown_field"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(refused(c.body) == std::vector<std::string>{c.expected});
    }
}

TEST_CASE("a reference is counted in characters, not in octets", "[http][message]") {
    std::string reference;
    for (int i = 0; i < 128; ++i) reference += "参";
    CHECK(accepted(coded("\"reference\":\"" + reference + "\"")).reference == reference);
    CHECK(refused(coded("\"reference\":\"" + reference + "照\"")).size() == 1);
}

TEST_CASE("all wrong fields are named at once, in the order of the contract", "[http][message]") {
    CHECK(refused(R"({"x":1,"reference":1,"modem":"nope","supersede":1,"wait":1,"ttl_seconds":1,)"
                  R"("app":"","template":"nope","kind":1,"code":"1","to":"110"})") ==
          std::vector<std::string>{"/to emergency", "/kind wrong_type", "/code invalid_code",
                                   "/template unknown_template", "/ttl_seconds ttl_out_of_range",
                                   "/wait wrong_type", "/supersede wrong_type",
                                   "/modem unknown_modem", "/reference wrong_type",
                                   "/x unknown_field"});
    CHECK(refused(R"({"to":"110","code":"1","app":""})") ==
          std::vector<std::string>{"/to emergency", "/code invalid_code", "/app invalid_app"});
}

TEST_CASE("no error holds what was sent", "[http][message]") {
    for (const std::string body :
         {R"({"to":"110-613142","code":"61314２","text":"613142"})",
          R"({"to":"613142","text":"613142\u0000"})", R"({"to":"x613142","code":613142})"}) {
        const auto  result = read(body);
        const auto& errors = std::get<std::vector<field_error>>(result);
        const auto  text = to_response(wrong_fields(errors)).body;
        INFO(text);
        CHECK(text.find("61314") == std::string::npos);
    }
}
