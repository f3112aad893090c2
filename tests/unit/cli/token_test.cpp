#include "gateway/cli/token.hpp"

#include <set>

#include "config/load.hpp"
#include "gateway/cli/client_add.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/run_command.hpp"

using namespace hayauma;

TEST_CASE("a token is base64url with a prefix that scanners can look for", "[cli][token]") {
    cli::token_entropy entropy{};
    CHECK(cli::make_token(entropy) == "hy_" + std::string(43, 'A'));
    entropy.fill(0xFF);
    CHECK(cli::make_token(entropy) == "hy_" + std::string(42, '_') + "8");
    for (std::size_t i = 0; i < entropy.size(); ++i) entropy[i] = static_cast<unsigned char>(i);
    // base64.urlsafe_b64encode(bytes(range(32))) of Python
    CHECK(cli::make_token(entropy) == "hy_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
}

TEST_CASE("SHA-256 is written in lower-case hex", "[cli][token]") {
    // FIPS 180-4's examples, by NIST.
    CHECK(cli::sha256_hex("") ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(cli::sha256_hex("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("the block that `client add` prints lets in the token that it prints", "[cli][token]") {
    std::set<std::string> tokens;
    for (int i = 0; i < 2; ++i) {
        const auto ended = test::run_command({"client", "add", "keycloak", "--scope", "send,read"},
                                             {cli::add_client_command});
        CHECK(ended.code == 0);
        const auto token = ended.out.substr(7, ended.out.find('\n') - 7);
        REQUIRE(ended.out.starts_with("token: hy_"));
        CHECK(token.size() == 46);
        tokens.insert(token);

        const auto block = ended.out.substr(ended.out.find("[[client]]"));
        CHECK(block.find(token) == std::string::npos);
        const auto loaded = config::load_text(block, "hayauma.toml", {});
        CHECK(loaded.mistakes.empty());
        const auto& client = loaded.values.clients.at(0);
        CHECK(client.name == "keycloak");
        CHECK(client.token_sha256 == std::vector{cli::sha256_hex(token)});
        CHECK(client.scopes == std::vector{config::scope::send, config::scope::read});
    }
    CHECK(tokens.size() == 2);
}

TEST_CASE("a client may send and nothing else unless more is asked for", "[cli][token]") {
    const auto ended = test::run_command({"client", "add", "keycloak"}, {cli::add_client_command});
    CHECK(ended.out.find("scopes = [\"send\"]\n") != std::string::npos);
}
