#include "gateway/cli/check_config.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "tests/support/catch.hpp"
#include "tests/support/run_command.hpp"

using namespace hayauma;

namespace {

/// A configuration on disk, gone with the test.
class configuration {
public:
    explicit configuration(const std::string& content) {
        path_ = (std::filesystem::temp_directory_path() / "hayauma-XXXXXX").string();
        const int fd = ::mkstemp(path_.data());
        REQUIRE(fd >= 0);
        ::close(fd);
        std::ofstream(path_) << content;
    }
    configuration(const configuration&) = delete;
    configuration& operator=(const configuration&) = delete;
    ~configuration() { std::filesystem::remove(path_); }

    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

const std::string client =
    "[[client]]\nname = \"c\"\ntoken_sha256 = \"" + std::string(64, '1') + "\"\n";

test::command_result check(const std::string& file) {
    return test::run_command({"check-config", file}, {cli::add_check_config_command});
}

}  // namespace

TEST_CASE("a configuration without mistakes is said to have none", "[cli][config]") {
    const configuration file(client + "[[modem]]\nname = \"m\"\ndevice = \"/dev/ttyUSB2\"\n");
    const auto          ended = check(file.path());
    CHECK(ended.code == 0);
    CHECK(ended.out == file.path() + ": no mistakes; 1 client, 1 modem\n");
    CHECK(ended.err.empty());
}

TEST_CASE("five mistakes are five lines, and the exit code is 78", "[cli][config]") {
    const configuration file(
        "[http]\nlisten = \"localhost:8080\"\n[queue]\ndefault_ttl_seconds = 5\n"
        "[guard]\nclient_per_minute = -1\n[colour]\n"
        "[[modem]]\nname = \"m\"\n" +
        client);
    const auto ended = check(file.path());
    const auto at = file.path() + ':';
    CHECK(ended.code == 78);
    CHECK(ended.out.empty());
    CHECK(ended.err ==
          at + "2: http.listen: must be ADDRESS:PORT, [IPV6-ADDRESS]:PORT or unix:PATH\n" + at +
              "4: queue.default_ttl_seconds: must be 10 to 600, not 5\n" + at +
              "6: guard.client_per_minute: must be 0 or more, not -1\n" + at +
              "7: colour: is not a setting\n" + at +
              "8: modem[0].device: one of device, usb and imei is required\n");
}

TEST_CASE("a configuration that is not there ends with 78 too", "[cli][config]") {
    const auto ended = check("/nowhere/hayauma.toml");
    CHECK(ended.code == 78);
    CHECK(ended.err == "/nowhere/hayauma.toml: cannot be read: No such file or directory\n");
}

TEST_CASE("templates and blocked numbers are checked with their lines", "[cli][config]") {
    const configuration file(client +
                             "[template.login]\ntext = \"Hello\"\n[guard]\n"
                             "blocked_numbers = [\"090-1234-5678\", \"110\",\n\"hello\"]\n");
    const auto          ended = check(file.path());
    CHECK(ended.code == 78);
    CHECK(ended.err.find(file.path() + ":5: template.login.text: ") != std::string::npos);
    CHECK(ended.err.find(file.path() + ":8: guard.blocked_numbers[2]: is no number: ") !=
          std::string::npos);
    CHECK(std::count(ended.err.begin(), ended.err.end(), '\n') == 2);
}
