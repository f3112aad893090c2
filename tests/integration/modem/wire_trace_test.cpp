#include "modem/io/wire_trace.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "tests/integration/modem/bench.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using namespace std::chrono_literals;

namespace asio = boost::asio;

namespace {

asio::awaitable<void> talk(io::link* line) {
    auto written = co_await line->write("AT+CMGS=31\r", 1s);
    CHECK(written.has_value());
    auto prompt = co_await line->read_some(1s);
    CHECK(prompt.has_value());
    written = co_await line->write(std::string(sample_pdu) + "\x1A", 1s);
    for (bool more = true; more;) {
        auto octets = co_await line->read_some(3s);
        more = octets.has_value();
    }
    written = co_await line->write("AT+CPIN=\"1234\"\r", 1s);
}

asio::awaitable<void> read_message(io::link* line) {
    auto written = co_await line->write("AT+CMGR=1\r", 1s);
    CHECK(written.has_value());
    for (bool more = true; more;) {
        auto octets = co_await line->read_some(3s);
        more = octets.has_value();
    }
}

using conversation = asio::awaitable<void> (*)(io::link*);

std::vector<std::string> traced(io::trace_masking masking, conversation say = talk) {
    virtual_time             time;
    asio::io_context         context;
    scripted_modem           modem(context.get_executor());
    std::vector<std::string> trace;
    modem.read_octets_max = 5;
    modem.answers["AT+CMGR=1"] = {
        "\r\n+CMGR: \"REC READ\",\"Bank\"\r\nYour code is\r\n613142\r\n\r\nOK\r\n"};
    io::wire_trace line(
        modem.connect(), [&](std::string_view text) { trace.emplace_back(text); }, masking);
    asio::co_spawn(context, say(&line), asio::detached);
    time.advance(context, 10s);
    return trace;
}

}  // namespace

TEST_CASE("a trace is a transcript without PDU and PIN", "[modem][wire_trace]") {
    CHECK(traced(io::trace_masking::masked) ==
          std::vector<std::string>{"H> AT+CMGS=31<CR>", "M< <CR><LF>", "M< > ",
                                   "H> <pdu: 32 octets><1A>", "t+2.5", "M< <CR><LF>",
                                   "M< +CMGS: 1<CR><LF>", "M< <CR><LF>", "M< OK<CR><LF>", "t+3.0",
                                   "H> AT+CPIN=<pin>"});
}

TEST_CASE("a trace shows no message in text mode", "[modem][wire_trace]") {
    CHECK(traced(io::trace_masking::masked, read_message) ==
          std::vector<std::string>{"H> AT+CMGR=1<CR>", "M< <CR><LF>",
                                   "M< +CMGR: \"REC READ\",\"Bank\"<CR><LF>", "M< <text><CR><LF>",
                                   "M< <text><CR><LF>", "M< <CR><LF>", "M< OK<CR><LF>"});
}

TEST_CASE("a verbatim trace can be played again", "[modem][wire_trace]") {
    std::string text;
    for (const std::string& line : traced(io::trace_masking::verbatim)) text += line + "\n";
    const transcript played = parse_transcript("traced", text);
    REQUIRE(played.items.size() == 11);
    CHECK(played.items[0].octets == "AT+CMGS=31\r");
    CHECK(played.items[2].octets == "> ");
    CHECK(played.items[3].octets == std::string(sample_pdu) + "\x1A");
    CHECK(played.items[4].time == 2500ms);
}
