#include "modem/io/open_port.hpp"

#include <cerrno>

#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>

#include "tests/integration/io/pseudo_terminal.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::io;
using Catch::Contains;
using hayauma::testing::link_folder;
using hayauma::testing::pseudo_terminal;

namespace {

termios settings_of(const unique_fd& fd) {
    termios line{};
    REQUIRE(::tcgetattr(fd.get(), &line) == 0);
    return line;
}

errc why_not(const std::string& path) {
    auto opened = open_port(path);
    REQUIRE(opened.has_error());
    return opened.error().why;
}

/// libserialport, as it answers for a Telit without control lines.
library_answer refuses_for_want_of_rts(const std::string&) { return {SP_ERR_FAIL, {}}; }

unique_fd plain_open(const std::string& device) {
    return unique_fd(::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
}

/// libserialport, as it leaves a port: VMIN=0.
library_answer opens_with_vmin_0(const std::string& device) {
    unique_fd fd = plain_open(device);
    termios   line{};
    ::tcgetattr(fd.get(), &line);
    ::cfmakeraw(&line);
    line.c_cc[VMIN] = 0;
    ::tcsetattr(fd.get(), TCSANOW, &line);
    return {SP_OK, std::move(fd)};
}

/// libserialport, as newer versions do: they lock what they open.
library_answer opens_and_locks(const std::string& device) {
    unique_fd fd = plain_open(device);
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return {SP_ERR_FAIL, {}};
    return {SP_OK, std::move(fd)};
}

unique_fd other_program;  // that takes the port in the moment in which we step aside

library_answer loses_to_another(const std::string& device) {
    other_program = plain_open(device);
    ::flock(other_program.get(), LOCK_EX | LOCK_NB);
    return {SP_ERR_FAIL, {}};
}

/// Runs `what` in a child process. @return its exit code.
template <class What>
int in_child(What what) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(what());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("libserialport does not know pseudo-terminals, and we open them all the same",
          "[io][open_port]") {
    pseudo_terminal line;
    sp_port*        port = nullptr;
    CHECK(sp_get_port_by_name(line.path.c_str(), &port) == SP_ERR_ARG);

    auto opened = open_port(line.path);
    REQUIRE(opened.has_value());
    CHECK(opened->method == open_method::termios);
    CHECK(opened->device == line.path);
}

TEST_CASE("an open port is raw, without flow control, and non-blocking", "[io][open_port]") {
    pseudo_terminal line;
    auto            opened = open_port(line.path);
    REQUIRE(opened.has_value());
    const termios set = settings_of(opened->fd);

    CHECK((set.c_lflag & (ICANON | ECHO | ISIG | IEXTEN)) == 0);
    CHECK((set.c_iflag & (ICRNL | INLCR | ISTRIP | IXON | IXOFF | IXANY)) == 0);
    CHECK((set.c_oflag & OPOST) == 0);
    CHECK((set.c_cflag & CRTSCTS) == 0);
    CHECK((set.c_cflag & (CLOCAL | CREAD)) == (CLOCAL | CREAD));
    CHECK((set.c_cflag & CSIZE) == CS8);
    CHECK(::cfgetospeed(&set) == B115200);
    CHECK((::fcntl(opened->fd.get(), F_GETFL) & O_NONBLOCK) != 0);
}

TEST_CASE("reads wait for octets, whoever set the port up", "[io][open_port]") {
    pseudo_terminal line;
    const auto      library =
        GENERATE(&open_with_libserialport, &refuses_for_want_of_rts, &opens_with_vmin_0);
    auto opened = open_port(line.path, library);
    REQUIRE(opened.has_value());
    CHECK(settings_of(opened->fd).c_cc[VMIN] == 1);
    CHECK(settings_of(opened->fd).c_cc[VTIME] == 0);
}

TEST_CASE("a port is closed on exec, whoever opened it", "[io][open_port]") {
    pseudo_terminal line;
    const auto      library = GENERATE(&open_with_libserialport, &opens_with_vmin_0);
    auto            opened = open_port(line.path, library);
    REQUIRE(opened.has_value());
    CHECK((::fcntl(opened->fd.get(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("where libserialport fails on a port that exists, we open it ourselves",
          "[io][open_port]") {
    pseudo_terminal line;
    auto            opened = open_port(line.path, &refuses_for_want_of_rts);
    REQUIRE(opened.has_value());
    CHECK(opened->method == open_method::termios_fallback);
    CHECK((settings_of(opened->fd).c_lflag & ICANON) == 0);

    line.say("OK");
    hayauma::testing::wait_readable(opened->fd.get());
    char octets[8];
    CHECK(::read(opened->fd.get(), octets, sizeof octets) == 2);
}

TEST_CASE("libserialport's answer decides only who sets the port up", "[io][open_port]") {
    CHECK(method_after(SP_OK) == open_method::libserialport);
    CHECK(method_after(SP_ERR_ARG) == open_method::termios);
    CHECK(method_after(SP_ERR_FAIL) == open_method::termios_fallback);
    CHECK(method_after(SP_ERR_MEM) == open_method::termios_fallback);
    CHECK(method_after(SP_ERR_SUPP) == open_method::termios_fallback);
}

TEST_CASE("a port that is open is not opened again, and free once it is closed",
          "[io][open_port]") {
    pseudo_terminal line;
    {
        auto first = open_port(line.path);
        REQUIRE(first.has_value());
        auto second = open_port(line.path);
        REQUIRE(second.has_error());
        CHECK(second.error().why == errc::taken);
        CHECK_THAT(second.error().detail, Contains("this very process"));
    }
    CHECK(open_port(line.path).has_value());
}

TEST_CASE("the settings of a port that another has taken are left alone", "[io][open_port]") {
    pseudo_terminal line;
    unique_fd       theirs = plain_open(line.path);
    REQUIRE(::flock(theirs.get(), LOCK_EX | LOCK_NB) == 0);
    termios before = settings_of(theirs);

    CHECK(why_not(line.path) == errc::taken);
    CHECK(settings_of(theirs).c_lflag == before.c_lflag);
    CHECK(settings_of(theirs).c_cc[VMIN] == before.c_cc[VMIN]);
}

TEST_CASE("who has taken a port is named", "[io][open_port]") {
    pseudo_terminal line;
    int             ready[2], finish[2];
    REQUIRE(::pipe(ready) == 0);
    REQUIRE(::pipe(finish) == 0);
    const pid_t holder = ::fork();
    if (holder == 0) {
        const int fd = ::open(line.path.c_str(), O_RDWR | O_NOCTTY);
        char      octet = ::flock(fd, LOCK_EX) == 0 ? 'y' : 'n';
        if (::write(ready[1], &octet, 1) != 1 || ::read(finish[0], &octet, 1) != 1) ::_exit(1);
        ::_exit(0);
    }
    char octet = 0;
    REQUIRE(::read(ready[0], &octet, 1) == 1);
    REQUIRE(octet == 'y');

    auto opened = open_port(line.path);
    CHECK(::write(finish[1], &octet, 1) == 1);
    ::waitpid(holder, nullptr, 0);
    for (const int end : {ready[0], ready[1], finish[0], finish[1]}) ::close(end);

    REQUIRE(opened.has_error());
    CHECK(opened.error().why == errc::taken);
    CHECK(opened.error().detail == "process " + std::to_string(holder) + ", test_io");
}

TEST_CASE("a libserialport that locks is no stranger to our own lock", "[io][open_port]") {
    pseudo_terminal line;
    auto            opened = open_port(line.path, &opens_and_locks);
    REQUIRE(opened.has_value());
    CHECK(opened->method == open_method::libserialport);
    CHECK(why_not(line.path) == errc::taken);
}

TEST_CASE("a port that is lost in the moment of stepping aside is taken, not shared",
          "[io][open_port]") {
    pseudo_terminal line;
    auto            opened = open_port(line.path, &loses_to_another);
    other_program.reset();
    REQUIRE(opened.has_error());
    CHECK(opened.error().why == errc::taken);
}

TEST_CASE("a crash of the daemon does not leave a pseudo-terminal locked", "[io][open_port]") {
    pseudo_terminal line;
    if (::geteuid() == 0) {
        REQUIRE(::chown(line.path.c_str(), 65534, 65534) == 0);
    }
    const auto open_as_nobody_and_die = [&line] {
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) return 2;
        auto opened = open_port(line.path);
        return opened ? 0 : 1;  // by _exit: nothing is tidied up
    };
    CHECK(in_child(open_as_nobody_and_die) == 0);
    CHECK(in_child(open_as_nobody_and_die) == 0);
}

TEST_CASE("what cannot be opened says why", "[io][open_port]") {
    link_folder folder;

    SECTION("nothing there") { CHECK(why_not(folder.link()) == errc::absent); }
    SECTION("a link to a device that is unplugged") {
        folder.point_link_at("/dev/ttyUSB-that-is-unplugged");
        CHECK(why_not(folder.link()) == errc::absent);
    }
    SECTION("a folder") { CHECK(why_not(folder.path()) == errc::not_a_port); }
    SECTION("a device that is no tty") { CHECK(why_not("/dev/null") == errc::not_a_port); }
    SECTION("links in a circle") {
        folder.point_link_at(folder.link());
        CHECK(why_not(folder.link()) == errc::not_a_port);
    }
    SECTION("a pseudo-terminal that its owner has not unlocked") {
        const unique_fd   master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
        const std::string path = ::ptsname(master.get());
        CHECK(why_not(path) == errc::device_failed);
    }
    SECTION("a pseudo-terminal that has gone") {
        std::string path;
        { path = pseudo_terminal().path; }
        CHECK(why_not(path) == errc::absent);
    }
    SECTION("no permission") {
        pseudo_terminal line;
        REQUIRE(::chmod(line.path.c_str(), 0) == 0);
        const auto as_nobody = [&line] {
            if (::geteuid() == 0 && ::setuid(65534) != 0) return -1;  // root may everything
            auto opened = open_port(line.path);
            return opened ? 0 : static_cast<int>(opened.error().why);
        };
        CHECK(in_child(as_nobody) == static_cast<int>(errc::no_permission));
    }
}

TEST_CASE("a link is followed anew at every opening", "[io][open_port]") {
    link_folder     folder;
    pseudo_terminal before, after;
    folder.point_link_at(before.path);
    {
        auto opened = open_port(folder.link());
        REQUIRE(opened.has_value());
        CHECK(opened->device == before.path);
    }
    folder.point_link_at(after.path);
    auto opened = open_port(folder.link());
    REQUIRE(opened.has_value());
    CHECK(opened->device == after.path);
}

TEST_CASE("every failure to open is told in words that say what to do", "[io][errors]") {
    for (int value = static_cast<int>(errc::absent); value <= static_cast<int>(errc::reset_refused);
         ++value) {
        const boost::system::error_code failure = static_cast<errc>(value);
        INFO(failure.message());
        CHECK(failure.message() != "unknown io error");
        CHECK_THAT(failure.message(), Contains(": "));
    }
    CHECK_THAT(make_error_code(errc::no_permission).message(), Contains("dialout"));
    CHECK(open_problem{errc::taken, "process 812, ModemManager"}.words("/dev/ttyUSB2") ==
          "/dev/ttyUSB2: taken by another process: stop it, or keep it off this modem "
          "(process 812, ModemManager)");
}
