#include "gateway/cli/pdu.hpp"

#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "tests/support/catch.hpp"

using namespace hayauma;
namespace json = boost::json;

namespace {

/// What a stream was told while this lives.
class captured {
public:
    explicit captured(std::ostream& stream)
        : stream_(stream), before_(stream.rdbuf(text_.rdbuf())) {}
    ~captured() { stream_.rdbuf(before_); }
    captured(const captured&) = delete;
    captured& operator=(const captured&) = delete;

    std::string text() const { return text_.str(); }

private:
    std::ostringstream text_;
    std::ostream&      stream_;
    std::streambuf*    before_;
};

struct run_result {
    int         exit_code;
    std::string out, err;
};

run_result run(std::vector<std::string> arguments) {
    CLI::App app;
    cli::add_pdu_command(app);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    captured out(std::cout);
    captured err(std::cerr);
    try {
        app.parse(arguments);
    } catch (const CLI::Error& e) {
        const int code = app.exit(e);
        return {code, out.text(), err.text()};
    }
    return {0, out.text(), err.text()};
}

json::object json_of(const run_result& r) { return json::parse(r.out).as_object(); }

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("pdu encode shows what would be sent, octet by octet", "[cli][pdu]") {
    const auto r = run({"pdu", "encode", "--to", "+819012345678", "--text", "Your code is 123456"});
    CHECK(r.exit_code == 0);
    CHECK(r.err.empty());
    CHECK(r.out ==
          "part 1 of 1\n"
          "AT+CMGS=31\n"
          "0031000C9118092143658700000013D9775D0E1ABFC965507A0E8AC966B49A0D\n"
          "octet  field         hex / meaning\n"
          "    0  SMSC.length   00  none: the modem's own (+CSCA)\n"
          "    1  TP-MTI        31  SMS-SUBMIT; TP-RD 0; TP-VPF relative; TP-SRR 1; "
          "TP-UDHI 0; TP-RP 0\n"
          "    2  TP-MR         00  0\n"
          "    3  TP-DA.length  0C  12 semi-octets\n"
          "    4  TP-DA.type    91  international, plan 1 (ISDN)\n"
          "    5  TP-DA.digits  180921436587  \"+819012345678\"\n"
          "   11  TP-PID        00  plain short message\n"
          "   12  TP-DCS        00  gsm7\n"
          "   13  TP-VP         00  relative, 5 min\n"
          "   14  TP-UDL        13  19 septets\n"
          "   15  TP-UD.text    D9775D0E1ABFC965507A0E8AC966B49A0D  \"Your code is 123456\"\n"
          "\n");
}

TEST_CASE("pdu encode prints one table a part", "[cli][pdu]") {
    const auto r = run({"pdu", "encode", "--to", "819012345678", "--text", std::string(161, 'a'),
                        "--reference", "66"});
    CHECK(r.exit_code == 0);
    CHECK(contains(r.out, "part 1 of 2\nAT+CMGS=154\n"));
    CHECK(contains(r.out, "part 2 of 2\n"));
    CHECK(contains(r.out, "   15  TP-UD.UDHL    05  5 octets\n"
                          "   16  TP-UD.IEI     00  concatenation, 8-bit reference\n"
                          "   17  TP-UD.IEDL    03  3 octets\n"
                          "   18  TP-UD.IED     420202  reference 66, part 2 of 2\n"));
}

TEST_CASE("pdu encode --json is for programs", "[cli][pdu]") {
    const auto r = run({"pdu", "encode", "--to", "+819012345678", "--text", "認証コード: 123456",
                        "--ttl", "3700", "--flash", "--no-report", "--json"});
    CHECK(r.exit_code == 0);
    const auto all = json_of(r);
    CHECK(all.at("to") == "+819012345678");
    CHECK(all.at("encoding") == "ucs2");
    CHECK(all.at("units") == 13);
    const auto& part = all.at("parts").at(0).as_object();
    CHECK(part.at("cmgs_length") == 40);
    CHECK(part.at("pdu") == "0011000C91180921436587"
                            "0018"
                            "0B"
                            "1A"
                            "8A8D8A3C30B330FC30C9003A0020003100320033003400350036");
    CHECK(part.at("type") == "SMS-SUBMIT");
    CHECK(part.at("values").at("validity_seconds") == 3600);
    CHECK(part.at("values").at("message_class") == 0);
    CHECK(part.at("values").at("status_report") == false);
    CHECK(part.at("values").at("text") == "認証コード: 123456");
    CHECK(part.at("fields").at(0).at("field") == "SMSC.length");
}

TEST_CASE("pdu decode tells what a line from a modem log means", "[cli][pdu]") {
    struct {
        const char* name;
        const char* hex;
        const char* type;
        const char* value;
        const char* expected;
    } const cases[] = {
        {"a report", "079118090000001006070C91180921436587621122611312636211226113626300",
         "SMS-STATUS-REPORT", "delivery", "delivered"},
        {"a message", "0791180900000010040C9118092143658700006211226113126305E8329BFD06",
         "SMS-DELIVER", "text", "hello"},
        {"a sender by name", "0791180900000010040ED0D637396C7EBBCB00006211226113126305E8329BFD06",
         "SMS-DELIVER", "from", "Vodafone"},
        {"a SUBMIT", "0031000C911809214365870000000631D98C56B301", "SMS-SUBMIT", "to",
         "+819012345678"},
        {"lower case, quotes and Ctrl-Z", "\"0031000c911809214365870000000631d98c56b301\x1A\r",
         "SMS-SUBMIT", "text", "123456"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto r = run({"pdu", "decode", c.hex, "--json"});
        CHECK(r.exit_code == 0);
        const auto  all = json_of(r);
        const auto& one = all.at("pdus").at(0).as_object();
        CHECK(one.at("type") == c.type);
        CHECK(one.at("values").at(c.value) == c.expected);
    }
    const auto r = run({"pdu", "decode", "0006070C91180921436587621122611312636211226113626346",
                        "--direction", "from-modem"});
    CHECK(r.exit_code == 0);
    CHECK(contains(r.out, "SMS-STATUS-REPORT\n"));
    CHECK(contains(r.out, "TP-SCTS       62112261131263  2026-11-22T16:31:21+09:00\n"));
    CHECK(contains(r.out, "TP-ST         46  validity_period_expired: failed\n"));
}

TEST_CASE("pdu decode says the field and octet of what it cannot read, and exits 1", "[cli][pdu]") {
    const auto cut = run({"pdu", "decode", "0791180900000010040C911809"});
    CHECK(cut.exit_code == 1);
    CHECK(cut.out.empty());
    CHECK(cut.err == "hayauma pdu: TP-OA.digits at octet 11: needs 6 octets, 2 left\n");

    const auto mixed =
        run({"pdu", "decode", "00G4", "0031000C911809214365870000000631D98C56B301", "--json"});
    CHECK(mixed.exit_code == 1);
    const auto all = json_of(mixed);
    CHECK(all.at("pdus").at(0).at("error").at("field") == "PDU");
    CHECK(all.at("pdus").at(0).at("error").at("octet") == 1);
    CHECK(all.at("pdus").at(0).at("error").at("detail") ==
          "PDU at octet 1: not a hexadecimal digit");
    CHECK(all.at("pdus").at(1).at("type") == "SMS-SUBMIT");
}

TEST_CASE("the direction decides what TP-MTI means", "[cli][pdu]") {
    const char* submit = "0031000C911809214365870000000631D98C56B301";
    const char* deliver = "0791180900000010040C9118092143658700006211226113126305E8329BFD06";
    const char* report = "0006070C91180921436587621122611312636211226113626300";
    CHECK(run({"pdu", "decode", submit, "--direction", "to-modem"}).exit_code == 0);
    CHECK(run({"pdu", "decode", deliver, "--direction", "from-modem"}).exit_code == 0);
    CHECK(run({"pdu", "decode", report, "--direction", "from-modem"}).exit_code == 0);
    for (const auto& r : {run({"pdu", "decode", submit, "--direction", "from-modem"}),
                          run({"pdu", "decode", deliver, "--direction", "to-modem"}),
                          run({"pdu", "decode", report, "--direction", "to-modem"})}) {
        CHECK(r.exit_code == 1);
        CHECK(contains(r.err, "TP-MTI at octet"));
    }
    CHECK(run({"pdu", "decode", submit, "--direction", "sideways"}).exit_code != 0);
    CHECK(run({"pdu", "decode", std::string(deliver).substr(16), "--no-smsc"}).exit_code == 0);
}

TEST_CASE("pdu encode refuses what cannot be sent", "[cli][pdu]") {
    struct {
        const char*              name;
        std::vector<std::string> arguments;
        const char*              words;
    } const cases[] = {
        {"no number", {"--to", "hello", "--text", "a"}, "--to: not a phone number"},
        {"a national number", {"--to", "09012345678", "--text", "a"}, "--to: not a phone number"},
        {"an empty text", {"--to", "+819012345678", "--text="}, "--text"},
        {"not UTF-8",
         {"--to", "+819012345678", "--text", "\xFF"},
         "--text: the text is not valid UTF-8"},
        {"too long",
         {"--to", "+819012345678", "--text", std::string(40000, 'a')},
         "more than 255 parts"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        std::vector<std::string> arguments{"pdu", "encode"};
        arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
        const auto r = run(arguments);
        CHECK(r.exit_code != 0);
        CHECK(r.out.empty());
        CHECK(contains(r.err, c.words));
    }
}

TEST_CASE("no text can play tricks on the terminal", "[cli][pdu]") {
    const auto r =
        run({"pdu", "encode", "--to", "+819012345678", "--text", "a\x1B[2J\u009B2J\u007F\u00A0é"});
    CHECK(r.exit_code == 0);
    CHECK_FALSE(contains(r.out, "\x1B"));
    CHECK_FALSE(contains(r.out, "\xC2\x9B"));
    CHECK(contains(r.out, "\"a\\u001b[2J\\u009b2J\\u007f\u00A0é\""));
}

TEST_CASE("the number may be read by somebody else's rule", "[cli][pdu]") {
    CLI::App app;
    cli::add_pdu_command(
        app, [](std::string_view) { return sms::phone_number::from_digits("81355555555"); });
    captured out(std::cout);
    app.parse(
        std::vector<std::string>{"--json", "a", "--text", "03-5555-5555", "--to", "encode", "pdu"});
    CHECK(json::parse(out.text()).at("to") == "+81355555555");
}
