// What the USB bench asks of a port from inside its guest:
//   usb_port list        every port that libserialport knows, a line each, fields split by tabs
//   usb_port hold PATH   opens it as the gateway does, says AT, and holds it until it is lost

#include <cerrno>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include <libserialport.h>
#include <termios.h>

#include "modem/io/helper_pool.hpp"
#include "modem/io/open_port.hpp"
#include "modem/io/serial_link.hpp"
#include "tests/integration/io/run.hpp"

using namespace hayauma;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

std::string_view known(const char* text) { return text ? text : "-"; }

int list() {
    sp_port** ports = nullptr;
    if (sp_list_ports(&ports) != SP_OK) return 1;
    for (sp_port** at = ports; *at; ++at) {
        int vendor = 0, product = 0;
        sp_get_port_usb_vid_pid(*at, &vendor, &product);
        std::cout << sp_get_port_name(*at) << '\t' << std::hex << vendor << ':' << product
                  << std::dec << '\t' << known(sp_get_port_usb_serial(*at)) << '\t'
                  << known(sp_get_port_usb_manufacturer(*at)) << '\t'
                  << known(sp_get_port_usb_product(*at)) << '\n';
    }
    sp_free_port_list(ports);
    return 0;
}

std::string_view name(io::open_method method) {
    switch (method) {
    case io::open_method::libserialport: return "libserialport";
    case io::open_method::termios: return "termios";
    case io::open_method::termios_fallback: return "termios_fallback";
    }
    return "?";
}

/// What a read of nothing is: an end of file here would be taken for a hang-up later.
std::string_view read_of_nothing(int fd) {
    char octet = 0;
    if (::read(fd, &octet, 1) >= 0) return "an end of file, or an octet";
    return errno == EAGAIN ? "waits" : "fails";
}

/// Until OK, or why it did not come.
asio::awaitable<std::string> ask(io::link& line, std::string command) {
    auto writing = line.write(std::move(command), 20s);
    auto written = co_await std::move(writing);
    if (!written) co_return written.error().message();
    std::string answer;
    while (answer.find("OK") == std::string::npos) {
        auto reading = line.read_some(20s);
        auto octets = co_await std::move(reading);
        if (!octets) co_return octets.error().message();
        answer += *octets;
    }
    co_return "OK";
}

/// Reads until that fails. @return why.
asio::awaitable<std::string> hold(io::link& line) {
    for (;;) {
        auto reading = line.read_some(10min);
        auto octets = co_await std::move(reading);
        if (!octets) co_return octets.error().message();
    }
}

int open_and_hold(const std::string& path) {
    auto opened = io::open_port(path);
    if (!opened) {
        std::cout << "refused\t" << opened.error().words(path) << std::endl;
        return 1;
    }
    termios line{};
    ::tcgetattr(opened->fd.get(), &line);
    std::cout << "opened\t" << opened->device << '\t' << name(opened->method)
              << "\tvmin=" << int{line.c_cc[VMIN]} << "\ta read of nothing "
              << read_of_nothing(opened->fd.get()) << std::endl;

    asio::io_context  io;
    io::helper_pool   helpers;
    io::serial_link   link(io.get_executor(), std::move(opened->fd), helpers.handle());
    const std::string answer = testing::run(io, ask(link, "AT\r"));
    std::cout << "answer\t" << answer << std::endl;
    const std::string end = testing::run(io, hold(link));
    std::cout << "end\t" << end << std::endl;
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    if (what == "list" && argc == 2) return list();
    if (what == "hold" && argc == 3) return open_and_hold(argv[2]);
    std::cerr << "usage: usb_port list | hold PATH\n";
    return 2;
}
