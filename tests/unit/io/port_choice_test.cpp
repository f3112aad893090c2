#include "modem/io/port_choice.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::io;
using namespace std::chrono_literals;

namespace {

const usb_device any_device{{0x2c7c, 0x0125}, "", "1-1", 1, 7, "", ""};

std::vector<usb_port> ports(std::initializer_list<int> interfaces, bool is_acm = false) {
    std::vector<usb_port> made;
    for (const int number : interfaces)
        made.push_back({"/dev/ttyUSB" + std::to_string(number), number, is_acm, any_device});
    return made;
}

std::vector<int> interfaces(const port_choice& choice) {
    std::vector<int> numbers;
    for (const auto& port : choice.ports) numbers.push_back(port.interface);
    return numbers;
}

usb_device device(const std::string& path, const std::string& serial, int devnum) {
    return {{0x2c7c, 0x0125}, serial, path, 1, devnum, "", ""};
}

modem_search search(const std::string& serial = "", std::optional<usb_device> last = {},
                    int interface = -1) {
    return {"m", "", usb_id{0x2c7c, 0x0125}, serial, interface, "", std::move(last)};
}

using shares = std::vector<std::optional<std::size_t>>;

}  // namespace

TEST_CASE("which ports of a device are spoken to", "[io][port_choice]") {
    const modem::usb_ports row{.vendor = 0x2c7c, .product = 0x0125, .at = {2, 3}, .never = {0, 1}};
    const modem::usb_ports no_at{.vendor = 0x12d1, .product = 0, .at = {}, .never = {1}};
    struct {
        const char*             name;
        std::vector<usb_port>   there;
        const modem::usb_ports* known;
        int                     wanted;
        std::vector<int>        expected;
        bool                    must_ask;
    } const cases[] = {
        {"the row's, the best first", ports({0, 1, 2, 3, 4}), &row, -1, {2, 3}, false},
        {"the best is not there", ports({0, 1, 3}), &row, -1, {3}, false},
        {"not there yet: never a forbidden one", ports({0, 1}), &row, -1, {}, true},
        {"no row: any, by asking", ports({0, 1}), nullptr, -1, {0, 1}, true},
        {"a row without numbers: any but the forbidden",
         ports({0, 1, 2}),
         &no_at,
         -1,
         {0, 2},
         true},
        {"forbidden also where it says that it takes AT", ports({1}, true), &no_at, -1, {}, true},
        {"other interfaces than the row's: ACM speaks for itself",
         ports({0}, true),
         &row,
         -1,
         {0},
         true},
        {"the configuration's wins", ports({0, 2, 4}), &row, 4, {4}, false},
        {"the configuration's is not there", ports({0, 2}), &row, 4, {}, false},
        {"nothing there", {}, &row, -1, {}, true},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto choice = choose_ports(c.there, c.known, c.wanted);
        CHECK(interfaces(choice) == c.expected);
        CHECK(choice.must_ask == c.must_ask);
    }
}

TEST_CASE("devices of one model are shared out the same way every time", "[io][port_choice]") {
    const auto a = device("1-1", "", 1), b = device("1-2", "", 2), c = device("1-3", "", 3);
    const auto sa = device("1-1", "s1", 1), sb = device("1-2", "s2", 2);
    const auto moved = device("1-4", "s1", 9);
    struct {
        const char*               name;
        std::vector<modem_search> searches;
        std::vector<usb_device>   devices;
        shares                    expected;
    } const cases[] = {
        {"by order", {search(), search()}, {a, b}, {0, 1}},
        {"the first entry goes first", {search(), search()}, {a}, {0, std::nullopt}},
        {"who has one keeps it", {search(), search("", a)}, {a, b}, {1, 0}},
        {"a serial names its device", {search(), search("s1")}, {sa, sb}, {1, 0}},
        {"another serial is another device", {search("s3")}, {sa, sb}, {std::nullopt}},
        {"known by its serial in another socket",
         {search("", sb), search("", sa)},
         {sb, moved},
         {0, 1}},
        {"known by its socket where there is no serial",
         {search("", device("1-3", "", 1)), search("", device("1-1", "", 2))},
         {device("1-1", "", 8), device("1-3", "", 9)},
         {1, 0}},
        {"the same serial on both: the sockets tell",
         {search("", device("1-1", "0001", 1)), search("", device("1-2", "0001", 2))},
         {device("1-2", "0001", 2), device("1-3", "0001", 9)},
         {1, 0}},
        {"two interfaces of one adapter", {search("", {}, 0), search("", {}, 1)}, {a}, {0, 0}},
        {"one interface cannot be two modems'",
         {search("", {}, 0), search("", {}, 0)},
         {a},
         {0, std::nullopt}},
        {"a third one waits", {search(), search(), search()}, {a, c}, {0, 1, std::nullopt}},
    };
    for (const auto& row : cases) {
        INFO(row.name);
        CHECK(share_out(row.searches, row.devices) == row.expected);
    }
}

TEST_CASE("a search by IMEI or by path takes no device by its id", "[io][port_choice]") {
    modem_search by_imei{"m", "", {}, "", -1, "350000000000010", {}};
    modem_search by_path{"m", "/dev/ttyUSB2", {}, "", -1, "", {}};
    CHECK(share_out(std::vector{by_imei, by_path}, std::vector{any_device}) ==
          shares{std::nullopt, std::nullopt});
    CHECK(describe(by_path) == "/dev/ttyUSB2");
    CHECK(describe(by_imei) == "the modem with IMEI 350000000000010");
    CHECK(describe(search("861")) == "2c7c:0125 with serial 861");
}

TEST_CASE("a silent port is asked less and less often", "[io][port_choice]") {
    const mono_time plugged{100s};
    CHECK_FALSE(may_ask_again(plugged, plugged, plugged + 999ms));
    CHECK(may_ask_again(plugged, plugged, plugged + 1s));  // it may still be starting
    CHECK_FALSE(may_ask_again(plugged, plugged + 20s, plugged + 24s));
    CHECK(may_ask_again(plugged, plugged + 20s, plugged + 25s));
    CHECK_FALSE(may_ask_again(plugged, plugged + 1h, plugged + 1h + 29s));
    CHECK(may_ask_again(plugged, plugged + 1h, plugged + 1h + 30s));
}
