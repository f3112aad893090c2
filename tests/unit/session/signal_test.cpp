#include "modem/session/signal.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;

namespace {

answered ok(const char* line) { return {{at::verdict::ok, {}}, {line}}; }
answered error() { return {{at::verdict::error, {}}, {}}; }

}  // namespace

TEST_CASE("the signal is what its sources know together", "[session][signal]") {
    const char* unknown_csq = "+CSQ: 99,99";
    const char* unknown_cesq = "+CESQ: 99,99,255,255,255,255";
    struct {
        const char*    name;
        answered       csq, cesq, vendor;
        signal_quality expected;
    } cases[] = {
        {"both standards, no maker",
         ok("+CSQ: 20,99"),
         ok("+CESQ: 99,99,255,255,20,80"),
         error(),
         {-73, -61, -10.0}},
        {"CSQ alone (2G)", ok("+CSQ: 20,99"), error(), error(), {-73, {}, {}}},
        {"99 on LTE, the maker knows (SIM7600)",
         ok(unknown_csq),
         error(),
         ok("+CPSI: LTE,Online,440-10,0x1,1,1,EUTRAN-BAND3,1501,5,5,-144,-1052,-693,11"),
         {-69, -105, -14.4}},
        {"the maker's word counts before CSQ (Quectel)",
         ok("+CSQ: 31,99"),
         ok("+CESQ: 99,99,255,255,20,80"),
         ok("+QCSQ: \"LTE\",-60,-95,100,-12"),
         {-60, -95, -12.0}},
        {"what the maker does not say comes from the standards (Cinterion)",
         ok("+CSQ: 20,99"),
         ok(unknown_cesq),
         ok("^SMONI: 4G,6300,20,10,10,FDD,440,10,BF75,0345103,350,33,-94,-7,NOCONN"),
         {-73, -94, -7.0}},
        {"nobody knows", ok(unknown_csq), ok(unknown_cesq), ok("+QCSQ: \"NOSERVICE\""), {}},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        signal_book book;
        book.take(probe::signal, c.csq);
        book.take(probe::extended_signal, c.cesq);
        book.take(probe::vendor_signal, c.vendor);
        book.take(probe::creg, ok("+CREG: 2,1"));
        CHECK((book.known() == c.expected));
    }
}

TEST_CASE("a source that knows nothing any more leaves nothing behind", "[session][signal]") {
    signal_book book;
    book.take(probe::signal, ok("+CSQ: 20,99"));
    book.take(probe::extended_signal, ok("+CESQ: 99,99,255,255,20,80"));
    book.take(probe::vendor_signal, ok("+QCSQ: \"LTE\",-60,-95,100,-12"));
    book.take(probe::vendor_signal, ok("+QCSQ: \"NOSERVICE\""));
    book.take(probe::extended_signal, error());
    CHECK((book.known() == signal_quality{-73, {}, {}}));
    book.clear();
    CHECK((book.known() == signal_quality{}));
}

TEST_CASE("news of the signal count until the next question", "[session][signal]") {
    signal_book book;
    CHECK_FALSE(book.take_news("+CREG: 2"));
    book.take(probe::signal, ok("+CSQ: 20,99"));
    CHECK(book.take_news("^RSSI:26"));
    CHECK((book.known() == signal_quality{-61, {}, {}}));
    book.take(probe::signal, ok("+CSQ: 10,99"));
    CHECK((book.known() == signal_quality{-93, {}, {}}));

    book.take(probe::vendor_signal, ok("^HCSQ: \"LTE\",60,52,106,24"));
    CHECK(book.take_news("^HCSQ:\"LTE\",50,42,106,20"));
    CHECK((book.known() == signal_quality{-71, -99, -10.0}));
}
