#include "tests/support/catch.hpp"

#include "queue/template.hpp"

using namespace hayauma;
using queue::errc;
using queue::message_template;

namespace {

boost::system::error_code error_of(const std::string& text, const std::string& app = "Example") {
    const auto parsed = message_template::parse({text, app});
    return parsed ? boost::system::error_code{} : parsed.error();
}

message_template parsed(const std::string& text, const std::string& app = "Example") {
    return message_template::parse({text, app}).value();
}

}  // namespace

TEST_CASE("the default template makes the text that everybody expects", "[queue][template]") {
    const auto made = message_template::parse({}).value();
    CHECK(made.fill("613142")->utf8 ==
          "Use verification code 613142 for Microsoft authentication.");
    CHECK(made.fill("000042", "Contoso")->utf8 ==
          "Use verification code 000042 for Contoso authentication.");
}

TEST_CASE("the templates of the reference pass, each in one part", "[queue][template]") {
    for (const std::string text : {
             "{code} is your {app} code. Valid 5 min. We never ask for it.",
             "{code} is your {app} verification code. It expires in 5 minutes. Never share it.",
             "Use verification code {code} for {app} authentication.\n\n@login.example.jp #613142",
             "【{app}】認証コード {code}。有効期限5分。他人に教えないでください。",
             "認証コード：{code}（{app}）\n有効期限は5分です。他人に教えないでください。",
             "{app}の認証コードは{code}"
             "です。5分以内に入力してください。このコードを他人に教えないでください。",
             "認証コード {code} ({app}、5分有効)\n\n@login.example.jp #613142",
         }) {
        INFO(text);
        CHECK(error_of(text) == boost::system::error_code{});
    }
}

TEST_CASE("a template is refused for what is wrong with it", "[queue][template]") {
    struct {
        const char* name;
        std::string text;
        errc        expected;
    } rows[] = {
        {"no code", "Hello {app}", errc::no_code},
        {"empty", "", errc::no_code},
        {"two codes", "{code} {code}", errc::code_twice},
        {"another placeholder", "{code} {name}", errc::unknown_placeholder},
        {"other case", "{Code}", errc::unknown_placeholder},
        {"spaces inside", "{ code }", errc::unknown_placeholder},
        {"open", "{code} {app", errc::unknown_placeholder},
        {"lone closing brace", "{code} }", errc::unknown_placeholder},
        {"doubled braces", "{{code}}", errc::unknown_placeholder},
        {"empty braces", "{code}{}", errc::unknown_placeholder},
        {"carriage return", "{code}\r\n", errc::invalid_characters},
        {"tabulator", "{code}\t", errc::invalid_characters},
        {"NUL", std::string("{code}\0", 7), errc::invalid_characters},
        {"Ctrl-Z", "{code}\x1A", errc::invalid_characters},
        {"escape", "{code}\x1B", errc::invalid_characters},
        {"DEL", "{code}\x7F", errc::invalid_characters},
        {"C1", "{code}\xC2\x85", errc::invalid_characters},
        {"line separator", "{code}\xE2\x80\xA8", errc::invalid_characters},
        {"no UTF-8", "{code}\xFF", errc::invalid_characters},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        CHECK(error_of(row.text) == row.expected);
        CHECK_FALSE(error_of(row.text).message().empty());
    }
}

TEST_CASE("the longest fill must be one part, counted as it is sent", "[queue][template]") {
    CHECK(error_of("{code}" + std::string(154, 'x')) == boost::system::error_code{});
    CHECK(error_of("{code}" + std::string(155, 'x')) == errc::over_one_part);
    CHECK(error_of("{code}" + std::string(153, 'x') + "^") == errc::over_one_part);  // counts two
    CHECK(error_of("{code}あ" + std::string(63, 'x')) == boost::system::error_code{});
    CHECK(error_of("{code}あ" + std::string(64, 'x')) == errc::over_one_part);
    CHECK(error_of("{code}{app}" + std::string(147, 'x'), "Example") ==
          boost::system::error_code{});
    CHECK(error_of("{code}{app}" + std::string(147, 'x'), "Example1") == errc::over_one_part);
}

TEST_CASE("the app may stand there often or not at all", "[queue][template]") {
    CHECK(parsed("{app}: {code} ({app})").fill("123456")->utf8 == "Example: 123456 (Example)");
    CHECK(parsed("{code}").fill("123456", "Other")->utf8 == "123456");
}

TEST_CASE("what is filled in is never read as a placeholder", "[queue][template]") {
    CHECK(parsed("{app} {code}").fill("123456", "{code}{app}{x}")->utf8 == "{code}{app}{x} 123456");
}

TEST_CASE("an app name is checked wherever it comes from", "[queue][template]") {
    const auto        made = parsed("{code} {app}");
    const std::string longest(64, 'x');
    CHECK(made.fill("123456", longest)->utf8 == "123456 " + longest);
    for (const std::string& bad :
         {std::string(), longest + "x", std::string("a\nb"), std::string("a\0b", 3),
          std::string("a\x1A"), std::string("\xC3")}) {
        CHECK(made.fill("123456", bad).error() == errc::bad_app);
        CHECK(error_of("{code} {app}", bad) == errc::bad_app);
    }
    CHECK(parsed("{code}").fill("123456", "").error() == errc::bad_app);
}

TEST_CASE("an app name that makes a second part is refused", "[queue][template]") {
    const auto made = parsed("{code} {app}" + std::string(140, 'x'));
    CHECK(made.fill("123456", "Example").has_value());
    CHECK(made.fill("123456", "Example-Example").error() == errc::over_one_part);
    CHECK(made.fill("123456", "例").error() == errc::over_one_part);  // all of it becomes UCS-2
}

TEST_CASE("a code is six ASCII digits and nothing else", "[queue][template]") {
    const auto made = parsed("{code}");
    CHECK(made.fill("000000")->utf8 == "000000");
    for (const char* bad : {"", "12345", "1234567", "12345a", "１２３４５６", " 12345", "+12345",
                            "12345\n", "-12345"}) {
        INFO(bad);
        CHECK(made.fill(bad).error() == errc::bad_code);
    }
}
