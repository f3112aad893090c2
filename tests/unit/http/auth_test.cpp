#include "gateway/http/auth.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/http/api_fixture.hpp"

using namespace hayauma;
using namespace hayauma::http;

namespace {

request with(std::string name, std::string value) {
    return {"GET", "/", {{std::move(name), std::move(value)}}, {}};
}

std::string who(const request& asked) {
    const authenticator clients(test::api_settings().clients);
    const auto          found = clients.identify(asked);
    return found ? found->name : "nobody";
}

}  // namespace

TEST_CASE("a client is known by its token, in any of three fields", "[http][auth]") {
    struct {
        const char* name;
        request     asked;
        const char* expected;
    } cases[] = {
        {"bearer", with("Authorization", "Bearer token-send"), "keycloak"},
        {"bearer in lower case", with("authorization", "bearer token-send"), "keycloak"},
        {"bearer with two spaces", with("Authorization", "Bearer  token-send"), "keycloak"},
        {"API key", with("X-API-Key", "token-read"), "reader"},
        {"basic", with("Authorization", "Basic a2V5Y2xvYWs6dG9rZW4tc2VuZA=="), "keycloak"},
        {"basic with another client's name",
         with("Authorization", "Basic b3RoZXI6dG9rZW4tc2VuZA=="), "nobody"},
        {"basic without a name", with("Authorization", "Basic OnRva2VuLXNlbmQ="), "nobody"},
        {"basic without a colon", with("Authorization", "Basic dG9rZW4tc2VuZA=="), "nobody"},
        {"basic that is not base64", with("Authorization", "Basic !!!="), "nobody"},
        {"basic without padding", with("Authorization", "Basic a2V5Y2xvYWs6dG9rZW4tc2VuZA"),
         "nobody"},
        {"a wrong token", with("Authorization", "Bearer token-sent"), "nobody"},
        {"a token too long by one", with("Authorization", "Bearer token-send1"), "nobody"},
        {"the hash instead of the token", with("X-API-Key", test::token_hash("token-send")),
         "nobody"},
        {"an empty token", with("Authorization", "Bearer "), "nobody"},
        {"no token", with("Authorization", "Bearer"), "nobody"},
        {"another scheme", with("Authorization", "Digest token-send"), "nobody"},
        {"nothing", {"GET", "/", {}, {}}, "nobody"},
        {"an enormous token", with("Authorization", "Bearer " + std::string(10'000, 'x')),
         "nobody"},
        {"two fields",
         {"GET",
          "/",
          {{"Authorization", "Bearer token-send"}, {"Authorization", "Bearer token-read"}},
          {}},
         "nobody"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(who(c.asked) == c.expected);
    }
}

TEST_CASE("a client may have several tokens while it changes them", "[http][auth]") {
    auto clients = test::api_settings().clients;
    clients[0].token_sha256.push_back(test::token_hash("token-new"));
    const authenticator known(clients);
    CHECK(known.identify(with("X-API-Key", "token-send"))->name == "keycloak");
    CHECK(known.identify(with("X-API-Key", "token-new"))->name == "keycloak");
}

TEST_CASE("a hash that is none belongs to nobody", "[http][auth]") {
    auto clients = test::api_settings().clients;
    for (const auto* hash : {"", "zz", "00"}) clients[0].token_sha256 = {hash};
    CHECK_FALSE(authenticator(clients).identify(with("X-API-Key", "token-send")));
}

TEST_CASE("admin includes read but not send", "[http][auth]") {
    const authenticator known({test::client("a", "t", {config::scope::admin})});
    const auto          found = known.identify(with("X-API-Key", "t"));
    REQUIRE(found);
    CHECK(found->may_admin);
    CHECK(found->may_read);
    CHECK_FALSE(found->may_send);
}

TEST_CASE("digests are compared whole", "[http][auth]") {
    const digest a = sha256("a");
    CHECK(same_digest(a, a));
    for (std::size_t i = 0; i < a.size(); ++i) {
        digest other = a;
        other[i] ^= 1;
        CHECK_FALSE(same_digest(a, other));
    }
}

TEST_CASE("SHA-256 and HMAC-SHA256 are those of the standards", "[http][auth]") {
    // FIPS 180-4: "abc"; RFC 4231 §4.2 with its key padded to 32 octets by zeros, which HMAC does too.
    CHECK(test::token_hash("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest key{};
    std::fill_n(key.begin(), 20, std::uint8_t{0x0b});
    CHECK(fingerprint(key, "Hi There") ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST_CASE("a fingerprint cannot be made without the token", "[http][auth]") {
    const authenticator known(test::api_settings().clients);
    const auto          one = known.identify(with("X-API-Key", "token-send"));
    const auto          other = known.identify(with("X-API-Key", "token-other"));
    REQUIRE((one && other));
    CHECK(fingerprint(one->request_key, "body") == fingerprint(one->request_key, "body"));
    CHECK(fingerprint(one->request_key, "body") != fingerprint(one->request_key, "Body"));
    CHECK(fingerprint(one->request_key, "body") != fingerprint(other->request_key, "body"));
}
