#include "tests/support/catch.hpp"
#include "tests/unit/sim/bench.hpp"

using namespace hayauma::sim;

TEST_CASE("commands and their answers", "[sim][commands]") {
    struct {
        const char* line;
        std::string answer;
    } const rows[] = {
        {"AT", ok},
        {"at", ok},
        {"ATZ;E0", ok},
        {"AT&FE0", ok},
        {"AT&C1&D0&S0&K0", ok},
        {"ATH", ok},
        {"ATI", with_ok("Hayauma\r\nSimulated Modem\r\nRevision: HYM1.0\r\nIMEI: "
                        "352938116500005")},
        {"AT+CGMI", with_ok("Hayauma")},
        {"AT+GMI", with_ok("Hayauma")},
        {"AT+CGMI=?", ok},
        {"AT+CGMM", with_ok("Simulated Modem")},
        {"AT+CGMR", with_ok("HYM1.0")},
        {"AT+CGSN", with_ok("352938116500005")},
        {"AT+GSN", with_ok("352938116500005")},
        {"AT+CGSN=1", with_ok("+CGSN: \"352938116500005\"")},
        {"AT+CGSN=?", with_ok("+CGSN: (0-3)")},
        {"AT+GCAP", with_ok("+GCAP: +CGSM")},
        {"AT+CIMI", with_ok("440108905900000")},
        {"AT+CCID", with_ok("+CCID: 8981100642851900002")},
        {"AT+CCID?", with_ok("+CCID: 8981100642851900002")},
        {"AT+ICCID", with_ok("+ICCID: 8981100642851900002")},
        {"AT+QCCID", with_ok("+QCCID: 8981100642851900002")},
        {"AT+CNUM", with_ok("+CNUM: \"\",\"+817002350000\",145")},
        {"AT+CPIN?", with_ok("+CPIN: READY")},
        {"AT+CPIN=?", ok},
        {"AT+CPINR", with_ok("+CPINR: SIM PIN,3,3\r\n+CPINR: SIM PUK,10,10")},
        {"AT+CPINR=\"SIM PIN\"", with_ok("+CPINR: SIM PIN,3,3")},
        {"AT+CLCK=\"SC\",2", with_ok("+CLCK: 0")},
        {"AT+CFUN?", with_ok("+CFUN: 1")},
        {"AT+CFUN=?", with_ok("+CFUN: (0,1,4),(0,1)")},
        {"AT+CREG?", with_ok("+CREG: 0,1")},
        {"AT+CGREG?", with_ok("+CGREG: 0,1")},
        {"AT+CEREG?", with_ok("+CEREG: 0,1")},
        {"AT+CREG=?", with_ok("+CREG: (0-2)")},
        {"AT+COPS?", with_ok("+COPS: 0,0,\"NTT DOCOMO\",7")},
        {"AT+COPS=3,2;+COPS?", framed("+COPS: 0,2,\"44010\",7") + ok},
        {"AT+COPS=3,1;+COPS?", framed("+COPS: 0,1,\"DOCOMO\",7") + ok},
        {"AT+COPS=?", with_ok("+COPS: (2,\"NTT DOCOMO\",\"DOCOMO\",\"44010\",7),,(0-4),(0-2)")},
        {"AT+CSQ", with_ok("+CSQ: 21,99")},
        {"AT+CSQ=?", with_ok("+CSQ: (0-31,99),(0-7,99)")},
        {"AT+CESQ", with_ok("+CESQ: 99,99,255,255,21,43")},
        {"AT+CGATT?", with_ok("+CGATT: 1")},
        {"AT+CGDCONT?", with_ok("+CGDCONT: 1,\"IPV4V6\",\"spmode.ne.jp\",\"\",0,0")},
        {"AT+CIREG?", with_ok("+CIREG: 0,1,4")},
        {"AT+CPAS", with_ok("+CPAS: 0")},
        {"AT+CBC", with_ok("+CBC: 0,100")},
        {"AT+CCLK?", with_ok("+CCLK: \"26/11/22,16:31:21+36\"")},
        {"AT+CLIP=1;+CLIP?", framed("+CLIP: 1,1") + ok},
        {"AT+CSCS?", with_ok("+CSCS: \"GSM\"")},
        {"AT+CSCS=?", with_ok("+CSCS: (\"GSM\",\"IRA\",\"UCS2\")")},
        {"AT+CSCA?", with_ok("+CSCA: \"+81900000001\",145")},
        {"AT+CSMS?", with_ok("+CSMS: 0,1,1,1")},
        {"AT+CSMS=?", with_ok("+CSMS: (0,1)")},
        {"AT+CSMS=1", with_ok("+CSMS: 1,1,1")},
        {"AT+CMGF?", with_ok("+CMGF: 0")},
        {"AT+CMGF=?", with_ok("+CMGF: (0-1)")},
        {"AT+CMMS=2;+CMMS?", framed("+CMMS: 2") + ok},
        {"AT+CSDH=1", ok},
        {"AT+CNMI?", with_ok("+CNMI: 0,0,0,0,0")},
        {"AT+CNMI=2,1,0,1,0;+CNMI?", framed("+CNMI: 2,1,0,1,0") + ok},
        {"AT+CNMI=1;+CNMI?", framed("+CNMI: 1,0,0,0,0") + ok},
        {"AT+CSMP?", with_ok("+CSMP: 17,167,0,0")},
        {"AT+CSMP=49,0;+CSMP?", framed("+CSMP: 49,0,0,0") + ok},
        {"AT+CPMS?", with_ok("+CPMS: \"ME\",0,100,\"ME\",0,100,\"ME\",0,100")},
        {"AT+CPMS=?", with_ok("+CPMS: (\"ME\",\"SM\",\"SR\"),(\"ME\",\"SM\"),(\"ME\",\"SM\")")},
        {"AT+CPMS=\"SR\",\"SM\"", with_ok("+CPMS: 0,20,0,20,0,100")},
        {"AT+CMGL=4", ok},
        {"AT+CMGD=1,4", ok},
        {"AT+CMGD=?", with_ok("+CMGD: (1-100),(0-4)")},
        {"AT+CMGS=?", ok},
        {"ATS3?", with_ok("013")},
        {"ATS4?", with_ok("010")},
        {"ATS0=1;S0?", framed("001") + ok},
        {"ATD09012345678;", framed("NO CARRIER")},
    };
    for (const auto& row : rows) {
        INFO(row.line);
        bench b;
        CHECK(b.set_up().ask(row.line) == row.answer);
    }
}

TEST_CASE("wrong commands and the errors they get", "[sim][commands]") {
    const std::string error = framed("ERROR");
    struct {
        const char* line;
        std::string answer;
    } const rows[] = {
        {"AT+NONSENSE", error},
        {"AT+NONSENSE=?", error},
        {"AT?", error},
        {"ATE2", error},
        {"ATS3=200", error},
        {"ATS99?", error},
        {"AT+CMEE=3", framed("+CME ERROR: 50")},
        {"AT+CMEE=x", framed("+CME ERROR: 50")},
        {"AT+CREG=9", framed("+CME ERROR: 50")},
        {"AT+CFUN=9", framed("+CME ERROR: 50")},
        {"AT+COPS=1,2,\"44020\"", framed("+CME ERROR: 3")},
        {"AT+CSCS=\"KLINGON\"", framed("+CME ERROR: 50")},
        {"AT+CPIN=\"1234\"", framed("+CME ERROR: 3")},
        {"AT+CMGF=2", framed("+CME ERROR: 50")},
        {"AT+CSMS=2", framed("+CMS ERROR: 303")},
        {"AT+CNMI=2,9", framed("+CMS ERROR: 303")},
        {"AT+CNMI=2,1,0,1,0,0", framed("+CMS ERROR: 303")},
        {"AT+CPMS=\"XX\"", framed("+CMS ERROR: 303")},
        {"AT+CPMS=\"ME\",\"SR\"", framed("+CMS ERROR: 303")},
        {"AT+CMGR=1", framed("+CMS ERROR: 321")},
        {"AT+CMGR=999", framed("+CMS ERROR: 321")},
        {"AT+CMGD=101", framed("+CMS ERROR: 321")},
        {"AT+CMGL=5", framed("+CMS ERROR: 304")},
        {"AT+CMGL=\"ALL\"", framed("+CMS ERROR: 304")},
        {"AT+CMGF=1;+CMGL=\"NONE\"", framed("+CMS ERROR: 305")},
        {"AT+CMGS=", framed("+CMS ERROR: 304")},
        {"AT+CMGS", framed("+CMS ERROR: 304")},
        {"AT+CMGS=6", framed("+CMS ERROR: 304")},
        {"AT+CMGS=165", framed("+CMS ERROR: 304")},
        {"AT+CMGS=\"+819012345678\"", framed("+CMS ERROR: 304")},
        {"AT+CMGF=1;+CMGS=\"hello\"", framed("+CMS ERROR: 305")},
        {"AT+CMSS=1", framed("+CMS ERROR: 321")},
        {"AT+CNMA", framed("+CMS ERROR: 340")},
        {"AT+CSMP=8", framed("+CMS ERROR: 305")},
        {"AT+CSCA=\"+81x\"", framed("+CMS ERROR: 304")},
        {"AT+CMGS=31;+CSQ", error},
    };
    for (const auto& row : rows) {
        INFO(row.line);
        bench b;
        CHECK(b.set_up().ask(row.line) == row.answer);
        CHECK(b.ask("AT") == ok);  // It takes the next command.
    }
}

TEST_CASE("+CMEE chooses between ERROR, numbers and words for a CME error", "[sim][commands]") {
    bench b;
    b.ask("ATE0");
    CHECK(b.ask("AT+CPIN=\"1234\"") == framed("ERROR"));
    b.ask("AT+CMEE=1");
    CHECK(b.ask("AT+CPIN=\"1234\"") == framed("+CME ERROR: 3"));
    b.ask("AT+CMEE=2");
    CHECK(b.ask("AT+CPIN=\"1234\"") == framed("+CME ERROR: operation not allowed"));
}

TEST_CASE("a CMS error is never plain ERROR, and words only with +CMEE=2", "[sim][commands]") {
    bench b;
    b.ask("ATE0");
    CHECK(b.ask("AT+CMGR=1") == framed("+CMS ERROR: 321"));
    b.ask("AT+CMEE=1");
    CHECK(b.ask("AT+CMGR=1") == framed("+CMS ERROR: 321"));
    b.ask("AT+CMEE=2");
    CHECK(b.ask("AT+CMGR=1") == framed("+CMS ERROR: invalid memory index"));
}

TEST_CASE("an error ends the line, and what went before it stays done", "[sim][commands]") {
    bench b;
    CHECK(b.set_up().ask("AT+CREG=1;+NONSENSE;+CREG=2") == framed("ERROR"));
    CHECK(b.ask("AT+CREG?") == with_ok("+CREG: 1,1"));
    CHECK(b.ask("AT+CSQ;+CMGR=9") == framed("+CSQ: 21,99") + framed("+CMS ERROR: 321"));
}

TEST_CASE("echo, short results and silence are as asked", "[sim][commands]") {
    bench b;
    CHECK(b.ask("AT") == "AT\r" + ok);
    CHECK(b.ask("ATE0") == "ATE0\r" + ok);
    CHECK(b.ask("ATV0") == "0\r");
    CHECK(b.ask("AT+CSQ") == "+CSQ: 21,99\r\n0\r");
    CHECK(b.ask("AT+NONSENSE") == "4\r");
    CHECK(b.ask("ATV1Q1") == "");
    CHECK(b.ask("AT+CSQ") == framed("+CSQ: 21,99"));
    CHECK(b.ask("ATQ0") == ok);
    CHECK(b.ask("ATZ") == ok);
    CHECK(b.ask("AT") == "AT\r" + ok);
}

TEST_CASE("A/ does the last line again", "[sim][commands]") {
    bench b;
    b.set_up();
    CHECK(b.type("A/") == ok);
    b.ask("AT+CSQ");
    CHECK(b.type("A/") == with_ok("+CSQ: 21,99"));
}

TEST_CASE("S3 and S4 shape commands and answers", "[sim][commands]") {
    bench b;
    CHECK(b.set_up().ask("ATS4=36") == "\r$OK\r$");
    CHECK(b.ask("ATS3=33") == "!$OK!$");
    CHECK(b.type("AT!") == "!$OK!$");
}

TEST_CASE("ATZ sets back what the terminal set, and the card keeps what is its own",
          "[sim][commands]") {
    bench b;
    b.set_up().ask("AT+CMGF=1;+CNMI=2,1,0,1,0;+CREG=2;+COPS=3,2;+CSCA=\"+819000\"");
    b.ask("ATZ");
    b.set_up();
    CHECK(b.ask("AT+CMGF?") == with_ok("+CMGF: 0"));
    CHECK(b.ask("AT+CNMI?") == with_ok("+CNMI: 0,0,0,0,0"));
    CHECK(b.ask("AT+CREG?") == with_ok("+CREG: 0,1"));
    CHECK(b.ask("AT+COPS?") == with_ok("+COPS: 0,0,\"NTT DOCOMO\",7"));
    CHECK(b.ask("AT+CSCA?") == with_ok("+CSCA: \"+819000\",145"));
}

TEST_CASE("+CLAC names commands that the modem answers", "[sim][commands]") {
    bench             b;
    const std::string all = b.set_up().ask("AT+CLAC");
    for (const char* name : {"+CMGS", "+CREG", "+CPIN", "+CMEE", "+CMGL", "+CSCS"}) {
        INFO(name);
        CHECK(all.find(std::string("\r\n") + name + "\r\n") != std::string::npos);
    }
}

TEST_CASE("seed and index make the modem", "[sim][identity]") {
    CHECK(make_identity(1, 0) == make_identity(1, 0));
    CHECK(make_identity(1, 0).imei != make_identity(1, 1).imei);
    CHECK(make_identity(1, 0).number != make_identity(1, 1).number);
    CHECK(make_identity(1, 0).iccid != make_identity(2, 0).iccid);
    CHECK(make_identity(7, 9999).imei.size() == 15);
    CHECK(make_identity(7, 9999).iccid.size() == 19);
    CHECK(make_identity(7, 9999).imsi.size() == 15);
    CHECK(make_identity(7, 9999).number.size() == 12);
}

TEST_CASE("IMEI and ICCID end with their Luhn digit", "[sim][identity]") {
    const auto passes = [](const std::string& digits) {
        int sum = 0;
        for (std::size_t place = 0; place < digits.size(); ++place) {
            const int digit = digits[digits.size() - 1 - place] - '0';
            sum += place % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    };
    CHECK(passes("79927398713"));  // the textbook's
    for (unsigned index = 0; index < 50; ++index) {
        const identity who = make_identity(index * 31, index);
        CHECK(passes(who.imei));
        CHECK(passes(who.iccid));
    }
}

TEST_CASE("the signal strays by seed, within its bounds", "[sim][commands]") {
    sim_options options = bench::quick();
    options.radio.wobble_db = 2;
    bench       one(options);
    bench       same(options);
    std::string seen;
    one.set_up();
    same.set_up();
    for (int turn = 0; turn < 20; ++turn) {
        const std::string answer = one.ask("AT+CSQ");
        CHECK(answer == same.ask("AT+CSQ"));
        if (seen.find(answer) == std::string::npos) seen += answer;
    }
    CHECK(seen.size() > framed("+CSQ: 21,99").size() * 2);  // It does stray ...
    for (const char* far : {"+CSQ: 18,", "+CSQ: 19,", "+CSQ: 23,", "+CSQ: 99,"}) {
        CHECK(seen.find(far) == std::string::npos);  // ... but not far.
    }
}
