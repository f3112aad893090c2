#include "modem/io/usb_reset.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "tests/integration/io/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using hayauma::io::errc;
namespace fs = std::filesystem;

namespace {

int resets = 0;
int answer = 0;  // errno of the reset; 0: it works

int count_reset(int) {
    ++resets;
    errno = answer;
    return answer == 0 ? 0 : -1;
}

/// A made-up system with one device in it.
struct made_up {
    temporary_folder        folder;
    boost::asio::io_context context;
    io::helper_pool         pool;
    io::usb_device          device{{0x2c7c, 0x0125}, "", "1-1.2", 1, 7, "", ""};
    io::usb_reset_ways      ways{folder.file("nodes"), folder.file("sys"), &count_reset,
                            std::chrono::milliseconds(1)};
    fs::path                node = folder.path() / "nodes/001/007";
    fs::path                authorized = folder.path() / "sys/bus/usb/devices/1-1.2/authorized";

    made_up() {
        resets = answer = 0;
        fs::create_directories(node.parent_path());
        fs::create_directories(authorized.parent_path());
    }
    auto reset() {
        return run(context,
                   io::reset_usb_device(context.get_executor(), pool.handle(), device, ways));
    }
};

void put(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string content(const fs::path& file) {
    std::ifstream in(file);
    std::string   text;
    std::getline(in, text);
    return text;
}

}  // namespace

TEST_CASE("a device is reset by its node", "[io][usb_reset]") {
    made_up m;
    put(m.node, "");
    put(m.authorized, "1");
    CHECK(m.reset().has_value());
    CHECK(resets == 1);
    CHECK(content(m.authorized) == "1");
}

TEST_CASE("where the node is refused, a writable authorization does it", "[io][usb_reset]") {
    made_up m;
    put(m.node, "");
    put(m.authorized, "x");
    answer = EPERM;
    CHECK(m.reset().has_value());
    CHECK(content(m.authorized) == "1");  // taken away before: the rest of the test's "x" is gone
}

TEST_CASE("a reset that nobody allows says what to do", "[io][usb_reset]") {
    made_up    m;
    const auto done = m.reset();
    REQUIRE(done.has_error());
    CHECK(done.error().why == errc::reset_refused);
    CHECK_THAT(done.error().words("2c7c:0125 at 1-1.2"),
               Catch::Contains("install the rules of udev/") && Catch::Contains("001/007"));
}

TEST_CASE("a device that fails to reset is told as such, and not switched off", "[io][usb_reset]") {
    made_up m;
    put(m.node, "");
    put(m.authorized, "1");
    answer = EIO;
    const auto done = m.reset();
    REQUIRE(done.has_error());
    CHECK(done.error().why == errc::device_failed);
    CHECK(content(m.authorized) == "1");
}

TEST_CASE("what is no USB device's node cannot be reset by the real way", "[io][usb_reset]") {
    made_up m;
    put(m.node, "");
    m.ways.by_node = &io::reset_by_ioctl;
    const auto done = m.reset();
    REQUIRE(done.has_error());
    CHECK(done.error().why == errc::device_failed);
}
