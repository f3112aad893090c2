#include "modem/session/sms_domain.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::modem;
using text = std::optional<std::string>;

TEST_CASE("each domain is tried once, the found one not again", "[session][sms_domain]") {
    sms_domain domain;
    domain.read(1);
    CHECK(domain.next() == text("AT+CGSMS=3"));
    CHECK(domain.next() == text("AT+CGSMS=2"));
    CHECK(domain.next() == text("AT+CGSMS=0"));
    CHECK(domain.next() == text());
}

TEST_CASE("a modem that does not know the command has nothing to try", "[session][sms_domain]") {
    sms_domain domain;
    CHECK(domain.next() == text());
    domain.read(std::nullopt);
    CHECK(domain.next() == text());
}

TEST_CASE("a restart of the modem does not undo the choice", "[session][sms_domain]") {
    sms_domain domain;
    domain.read(3);
    CHECK(domain.restored() == text());  // nothing was chosen
    REQUIRE(domain.next() == text("AT+CGSMS=1"));
    CHECK(domain.restored() == text());
    domain.read(3);  // it has started anew
    CHECK(domain.restored() == text("AT+CGSMS=1"));
    domain.forget();  // another SIM
    domain.read(3);
    CHECK(domain.restored() == text());
    CHECK(domain.next() == text("AT+CGSMS=1"));
}
