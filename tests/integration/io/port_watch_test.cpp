#include "modem/io/port_watch.hpp"

#include <filesystem>
#include <fstream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using hayauma::io::watched_names;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

void touch(const fs::path& file) { std::ofstream(file) << "x"; }

/// A watch over made-up folders, and how often it told.
struct watching {
    temporary_folder              folder;
    asio::io_context              context;
    int                           told = 0;
    std::optional<io::port_watch> watch;
    std::future<void>             end;

    fs::path at(const std::string& name) const { return folder.path() / name; }

    void start(io::port_watch_plan plan) {
        plan.dev = at("dev");
        if (plan.udev_control == io::port_watch_plan().udev_control)
            plan.udev_control = at("no-udevd");
        fs::create_directories(plan.dev);
        watch.emplace(context.get_executor(), std::move(plan), [this] { ++told; });
        end = asio::co_spawn(context, watch->run(), asio::use_future);
        context.poll();  // now it watches
    }
    /// Runs until it tells once more: a test that hangs here has failed.
    void wait() {
        const int before = told;
        while (told == before) context.run_one();
    }
    void stop() {
        watch->stop();
        context.run();
        end.get();
    }
};

}  // namespace

TEST_CASE("a configured path is watched where it will be", "[io][port_watch]") {
    watching w;
    w.start({.paths = {w.at("by-id/deep/modem0")}});

    // Neither the folder nor the one above it is there yet.
    fs::create_directories(w.at("by-id"));
    w.wait();
    fs::create_directories(w.at("by-id/deep"));
    w.wait();
    touch(w.at("by-id/deep/modem0"));
    w.wait();

    fs::remove_all(w.at("by-id"));
    w.wait();
    fs::create_directories(w.at("by-id/deep"));
    touch(w.at("by-id/deep/modem0"));
    w.wait();
    w.stop();
}

TEST_CASE("a link that leads elsewhere is noticed, and what it leads to", "[io][port_watch]") {
    watching w;
    fs::create_directories(w.at("links"));
    fs::create_directories(w.at("ttys"));
    fs::create_symlink(w.at("ttys/ttyUSB0"), w.at("links/modem0"));
    w.start({.paths = {w.at("links/modem0")}});

    touch(w.at("ttys/ttyUSB0"));  // what the link always meant
    w.wait();
    fs::create_symlink(w.at("ttys/ttyUSB4"), w.at("links/new"));
    fs::rename(w.at("links/new"), w.at("links/modem0"));  // as the simulator and udevd do it
    w.wait();
    touch(w.at("ttys/ttyUSB4"));
    w.wait();
    fs::permissions(w.at("ttys/ttyUSB4"), fs::perms::owner_read);  // as udevd's rules do it
    w.wait();
    w.stop();
}

TEST_CASE("without udevd any new serial port is noticed", "[io][port_watch]") {
    watching w;
    w.start({.any_port = true});
    touch(w.at("dev/ttyUSB7"));
    w.wait();
    fs::remove(w.at("dev/ttyUSB7"));
    w.wait();
    w.stop();
}

TEST_CASE("where udevd runs it is asked, and paths are watched all the same", "[io][port_watch]") {
    watching w;
    touch(w.at("control"));
    w.start({.paths = {w.at("modem0")}, .any_port = true, .udev_control = w.at("control")});
    touch(w.at("modem0"));
    w.wait();
    w.stop();
}

TEST_CASE("what nobody waits for is not told", "[io][port_watch]") {
    watching         w;
    io::folder_watch folders(w.context.get_executor());
    folders.watch({{w.folder.path(), "modem0", false}, {w.folder.path(), "tty", true}});
    touch(w.at("modem1"));
    touch(w.at("atty"));
    auto heard = asio::co_spawn(w.context, folders.changed(), asio::use_future);
    w.context.poll();
    CHECK(heard.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);

    touch(w.at("ttyS1"));
    w.context.run();
    CHECK(heard.get());
}

TEST_CASE("a watch ends when it is told to", "[io][port_watch]") {
    watching w;
    w.start({});
    w.stop();
    CHECK(w.told == 0);
}

TEST_CASE("a path stands or falls with what is on its way", "[io][port_watch]") {
    const temporary_folder folder;
    const fs::path         top = fs::canonical(folder.path());
    fs::create_directories(top / "serial/by-id");
    fs::create_directories(top / "dev");
    fs::create_symlink("../../dev/ttyUSB2", top / "serial/by-id/modem");
    fs::create_directory_symlink("serial", top / "alias");
    fs::create_symlink("loop", top / "loop");

    const auto name = [&top](const std::string& folder_name, const std::string& entry) {
        return io::watched_name{folder_name.empty() ? top : top / folder_name, entry, false};
    };
    CHECK(io::names_on_the_way(top / "missing/modem") == watched_names{name("", "missing")});
    CHECK(io::names_on_the_way(top / "serial/by-id") == watched_names{name("serial", "by-id")});
    CHECK(io::names_on_the_way(top / "serial/by-id/modem") ==
          watched_names{name("serial/by-id", "modem"), name("dev", "ttyUSB2")});
    CHECK(io::names_on_the_way(top / "alias/by-id/modem") ==
          watched_names{name("", "alias"), name("serial/by-id", "modem"), name("dev", "ttyUSB2")});
    CHECK(io::names_on_the_way(top / "loop") == watched_names{name("", "loop")});
}

TEST_CASE("what is watched follows from the configuration", "[io][port_watch]") {
    config::modem_settings by_path, by_tcp, by_imei, by_usb;
    by_path.device = "/dev/serial/by-id/modem";
    by_tcp.device = "tcp://10.0.0.5:4001";
    by_imei.imei = "490154203237518";
    by_usb.usb = "2c7c:0125";
    CHECK(io::plan_for({by_path, by_tcp}) == io::port_watch_plan{.paths = {by_path.device}});
    CHECK(io::plan_for({by_imei}) == io::port_watch_plan{.any_port = true});
    CHECK(io::plan_for({by_usb}) == io::port_watch_plan{.any_port = true});
}
