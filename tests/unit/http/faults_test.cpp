#include "gateway/http/faults.hpp"

#include "gateway/http/simulated_modems.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using namespace hayauma::http;
using namespace hayauma::test;

namespace {

/// One modem that keeps what it is told; "klingon" is no fault.
class fake_modems final : public simulated_modems {
public:
    bool                     has(std::string_view modem) const override { return modem == "sim-1"; }
    std::vector<std::string> faults(std::string_view) const override { return kept; }
    injected                 inject(std::string_view, std::string_view fault) override {
        if (fault.starts_with("klingon")) return {{}, "there is no fault 'klingon'"};
        kept.emplace_back(fault);
        return {kept.back(), {}};
    }
    void clear(std::string_view) override { kept.clear(); }

    std::vector<std::string> kept;
};

const std::string path = "/dev/v1/modems/sim-1/faults";

struct dev_fixture : api_fixture {
    dev_fixture() {
        api.simulated = &modems;
        api.dev_is_open = true;
    }

    response fault(std::string body) { return ask(request("POST", path, {}, std::move(body))); }

    fake_modems modems;
};

std::string text_of(const char* body) {
    const auto  text = fault_text(boost::json::parse(body).as_object());
    const auto* words = std::get_if<std::string>(&text);
    return words ? *words : "refused: " + std::get<problem>(text).errors.front().place;
}

}  // namespace

TEST_CASE("without simulated modems there is nothing below /dev", "[http][faults]") {
    api_fixture f;
    for (const char* method : {"POST", "GET", "DELETE", "OPTIONS"}) {
        CHECK(f.ask(api_fixture::request(method, path, "token-admin", "{}")).status == 404);
    }
    f.api.dev_is_open = true;  // Also where nobody else listens.
    CHECK(f.ask(api_fixture::request("GET", path)).status == 404);
    for (const auto& r : routes()) CHECK_FALSE(r.pattern.starts_with("/dev"));
    for (const auto& r : dev_routes()) CHECK(r.pattern.starts_with("/dev/"));
}

TEST_CASE("a fault is injected, listed and cleared", "[http][faults]") {
    dev_fixture f;
    const auto  made = f.fault(R"({"fault":"unplug for=5s"})");
    CHECK(made.status == 201);
    CHECK(body_of(made).at("fault") == "unplug for=5s");
    f.fault(R"({"fault":"silence"})");

    const auto list = f.ask(api_fixture::request("GET", path));
    CHECK(list.status == 200);
    CHECK(list.body == R"({"items":[{"fault":"unplug for=5s"},{"fault":"silence"}],)"
                       R"("next_cursor":null})");
    CHECK(f.ask(api_fixture::request("DELETE", path)).status == 200);
    CHECK(f.modems.kept.empty());
    CHECK(field_of(f.ask(api_fixture::request("OPTIONS", path)), "Allow") ==
          "POST, GET, HEAD, DELETE, OPTIONS");
}

TEST_CASE("a fault may come field by field", "[http][faults]") {
    CHECK(text_of(R"({"kind":"cms","code":38,"sent":true,"moment":"after-ctrl-z"})") ==
          R"(cms code=38 sent=yes moment="after-ctrl-z")");
    CHECK(text_of(R"({"kind":"urc","text":"a \"b\"\r\nc"})") == R"(urc text="a \"b\"\nc")");
    CHECK(text_of(R"({"fault":"cms code=38"})") == "cms code=38");
}

TEST_CASE("a body that is no fault is refused, and the place is named", "[http][faults]") {
    CHECK(text_of("{}") == "refused: /kind");
    CHECK(text_of(R"({"fault":1})") == "refused: /fault");
    CHECK(text_of(R"({"fault":"x","code":1})") == "refused: /code");
    CHECK(text_of(R"({"kind":"cms code=1"})") == "refused: /kind");
    CHECK(text_of(R"({"kind":"cms","code":[1]})") == "refused: /code");
    CHECK(text_of(R"({"kind":"cms","a b":1})") == "refused: /a b");

    dev_fixture f;
    CHECK(f.fault("[]").status == 400);
    CHECK(f.fault("{").status == 400);
    const auto klingon = f.fault(R"({"fault":"klingon"})");
    CHECK(klingon.status == 400);
    CHECK(code_of(klingon) == "invalid_fault");
    CHECK(body_of(klingon).at("detail") == "there is no fault 'klingon'");
    CHECK(f.ask(api_fixture::request("POST", "/dev/v1/modems/sim-9/faults")).status == 404);
}

TEST_CASE("where others can reach the gateway, faults need the scope admin", "[http][faults]") {
    dev_fixture f;
    f.api.dev_is_open = false;
    CHECK(f.ask(api_fixture::request("GET", path)).status == 401);
    CHECK(f.ask(api_fixture::request("GET", path, "token-send")).status == 403);
    CHECK(f.ask(api_fixture::request("GET", path, "token-admin")).status == 200);
}
