#include "gateway/http/idempotency.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::http;

namespace {

std::string key_of(const std::string& value) {
    const auto key = idempotency_key({"POST", "/", {{"Idempotency-Key", value}}, {}});
    return key ? *key : std::string("refused");
}

}  // namespace

TEST_CASE("an idempotency key is taken quoted or bare", "[http][idempotency]") {
    struct {
        const char* name;
        std::string value;
        std::string expected;
    } cases[] = {
        {"bare", "8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324"},
        {"quoted", "\"8e03978e\"", "8e03978e"},
        {"quoted with a space", "\"a b\"", "a b"},
        {"quoted with escapes", R"("a\"b\\c")", "a\"b\\c"},
        {"the longest", std::string(255, 'k'), std::string(255, 'k')},
        {"one too long", std::string(256, 'k'), "refused"},
        {"empty", "", "refused"},
        {"empty in quotes", "\"\"", "refused"},
        {"a quote alone", "\"", "refused"},
        {"an open quote", "\"abc", "refused"},
        {"a quote inside", "a\"b", "refused"},
        {"a quote inside quotes", "\"a\"b\"", "refused"},
        {"an escape of nothing", "\"a\\\"", "refused"},
        {"an escape of a letter", "\"a\\b\"", "refused"},
        {"a bare space", "a b", "refused"},
        {"two in a list", "\"a\", \"b\"", "refused"},
        {"not ASCII", "\xc3\xa9", "refused"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(key_of(c.value) == c.expected);
    }
}

TEST_CASE("no key is fine, two keys are not", "[http][idempotency]") {
    CHECK(idempotency_key({"POST", "/", {}, {}})->empty());
    CHECK(idempotency_key({"POST", "/", {{"Idempotency-Key", "a"}, {"idempotency-key", "a"}}, {}})
              .has_error());
}

TEST_CASE("a key is taken once at a time by each client", "[http][idempotency]") {
    running_key::set running;
    {
        const running_key first(running, "a", "k");
        CHECK_FALSE(first.taken());
        CHECK(running_key(running, "a", "k").taken());
        CHECK_FALSE(running_key(running, "b", "k").taken());
        CHECK_FALSE(running_key(running, "a", "l").taken());
        CHECK(running_key(running, "a", "k").taken());
    }
    CHECK(running.empty());
    CHECK_FALSE(running_key(running, "a", "k").taken());
    const running_key none(running, "a", "");
    CHECK_FALSE(running_key(running, "a", "").taken());
}
