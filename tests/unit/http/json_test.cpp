#include "gateway/http/json.hpp"

#include <limits>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::http;
using kind = json_error::kind;

TEST_CASE("JSON is read strictly", "[http][json]") {
    using namespace std::string_literals;
    struct {
        const char* name;
        std::string text;
        bool        fine;
    } cases[] = {
        {"an object", R"({"a":1,"b":[true,null,"x"]})", true},
        {"white space around", " \t\r\n{} \n", true},
        {"an escaped character", R"({"a":"é😀\n"})", true},
        {"nothing", "", false},
        {"white space only", "  ", false},
        {"half an object", R"({"a":1)", false},
        {"half a string", R"({"a":"b)", false},
        {"something behind", R"({"a":1} x)", false},
        {"two values", "{}{}", false},
        {"a trailing comma", R"({"a":1,})", false},
        {"a comment", R"({"a":1} // x)", false},
        {"single quotes", "{'a':1}", false},
        {"a bare key", "{a:1}", false},
        {"NaN", R"({"a":NaN})", false},
        {"a leading zero", R"({"a":01})", false},
        {"a plus sign", R"({"a":+1})", false},
        {"a raw line feed in a string", "{\"a\":\"x\ny\"}", false},
        {"a raw NUL in a string", "{\"a\":\"x\0y\"}"s, false},
        {"a byte order mark", "\xef\xbb\xbf{}", false},
        {"UTF-16", "{\0}\0"s, false},
        {"an overlong form", "{\"a\":\"\xc0\xaf\"}", false},
        {"a surrogate in UTF-8", "{\"a\":\"\xed\xa0\x80\"}", false},
        {"a character cut off", "{\"a\":\"\xe3\x81\"}", false},
        {"Latin-1", "{\"a\":\"\xe9\"}", false},
        {"a lone high surrogate", R"({"a":"\ud800"})", false},
        {"a lone low surrogate", R"({"a":"\udc00"})", false},
        {"a form", "to=09012345678&code=613142", false},
        {"XML", "<a/>", false},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto read = parse_json(c.text);
        CHECK(read.has_value() == c.fine);
        if (!c.fine && read.has_error()) CHECK(read.error().what == kind::malformed);
    }
}

TEST_CASE("a repeated key is found where it stands", "[http][json]") {
    struct {
        const char* name;
        const char* text;
        const char* pointer;
    } cases[] = {
        {"at the top", R"({"a":1,"a":2})", "/a"},
        {"with equal values", R"({"a":1,"a":1})", "/a"},
        {"not next to each other", R"({"a":1,"b":2,"a":3})", "/a"},
        {"deeper", R"({"a":{"b":1,"b":2}})", "/a/b"},
        {"in an array", R"([{"a":1},{"b":1,"b":2}])", "/1/b"},
        {"behind an array", R"({"a":[1,{},[2]],"a":0})", "/a"},
        {"written with an escape", R"({"a":1,"\u0061":2})", "/a"},
        {"the empty key", R"({"":1,"":2})", "/"},
        {"a key with a slash", R"({"a/b~c":1,"a/b~c":2})", "/a~1b~0c"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto read = parse_json(c.text);
        REQUIRE(read.has_error());
        CHECK(read.error().what == kind::repeated_key);
        CHECK(read.error().pointer == c.pointer);
    }
}

TEST_CASE("the same key in two objects is no repetition", "[http][json]") {
    CHECK(parse_json(R"({"a":{"a":{"a":1}},"b":{"a":1}})").has_value());
    CHECK(parse_json(R"([{"a":1},{"a":1}])").has_value());
}

TEST_CASE("a long repeated key does not make a long answer", "[http][json]") {
    const std::string key(5'000, 'k');
    const auto        read = parse_json("{\"" + key + "\":1,\"" + key + "\":2}");
    REQUIRE(read.has_error());
    CHECK(read.error().what == kind::repeated_key);
    CHECK(read.error().pointer.size() < 80);
}

TEST_CASE("nesting has a limit", "[http][json]") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK(parse_json(nested(json_depth_max)).has_value());
    for (const std::size_t depth : {json_depth_max + 1, std::size_t{30'000}}) {
        const auto read = parse_json(nested(depth));
        REQUIRE(read.has_error());
        CHECK(read.error().what == kind::too_deep);
    }
}

TEST_CASE("numbers keep their kind", "[http][json]") {
    CHECK(parse_json("300")->is_int64());
    CHECK(parse_json("300.0")->is_double());
    CHECK(parse_json("3e2")->is_double());
    CHECK(parse_json("18446744073709551615")->is_uint64());
}

TEST_CASE("JSON is written as people write it", "[http][json]") {
    const boost::json::value value{
        {"a", -9.5}, {"b", {1, true, nullptr}}, {"c", "x\"\n\u3042"}, {"d", -71}};
    CHECK(to_text(value) == "{\"a\":-9.5,\"b\":[1,true,null],\"c\":\"x\\\"\\n\u3042\",\"d\":-71}");
    CHECK(to_text(boost::json::object{}) == "{}");
    CHECK(to_text(boost::json::array{}) == "[]");
}

TEST_CASE("a moment is written in UTC with milliseconds", "[http][json]") {
    using namespace std::chrono;
    CHECK(to_text(wall_time(milliseconds(0))) == "1970-01-01T00:00:00.000Z");
    CHECK(to_text(wall_time(sys_days(2026y / 11 / 22) + 3h + 4min + 5s + 678ms)) ==
          "2026-11-22T03:04:05.678Z");
    CHECK(to_text(wall_time(sys_days(2028y / 2 / 29) + 23h + 59min + 59s + 7ms)) ==
          "2028-02-29T23:59:59.007Z");
}

TEST_CASE("a cut pointer is still valid UTF-8", "[http][json]") {
    std::string key = "x";
    for (int i = 0; i < 40; ++i) key += "\u3042";
    const auto token = pointer_token(key);
    CHECK(token.size() <= 64 + 3);
    CHECK(token.ends_with("\u3042…"));
}
