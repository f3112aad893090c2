#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "config/load.hpp"
#include "config/small_file.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::config;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test, gone afterwards.
class temporary_folder {
public:
    temporary_folder() {
        std::string pattern = (fs::temp_directory_path() / "hayauma-config-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder() { fs::remove_all(path_); }

    std::string write(const std::string& name, const std::string& content) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name) << content;
        return (path_ / name).string();
    }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

const std::string client_with_file = "[[client]]\nname = \"c\"\ntoken_sha256_file = \"tokens\"\n";
const std::string client =
    "[[client]]\nname = \"c\"\ntoken_sha256 = \"" + std::string(64, '1') + "\"\n";
const std::string modem = "[[modem]]\nname = \"m\"\ndevice = \"/dev/ttyUSB2\"\n";

std::vector<std::string> lines(const loaded_config& loaded) {
    std::vector<std::string> out;
    for (const auto& one : loaded.mistakes) out.push_back(to_string(one));
    return out;
}

}  // namespace

TEST_CASE("tokens come from a file beside the configuration", "[config][files]") {
    temporary_folder folder;
    folder.write("tokens",
                 "# two of them\n\n" + std::string(64, 'A') + "  # old\r\n" + std::string(64, 'b'));
    const auto loaded = load(folder.write("hayauma.toml", client_with_file), {});
    CHECK(lines(loaded).empty());
    CHECK(loaded.values.clients.at(0).token_sha256 ==
          std::vector{std::string(64, 'a'), std::string(64, 'b')});
    CHECK(loaded.values.clients.at(0).token_sha256_file == folder / "tokens");
}

TEST_CASE("a file of tokens is held to hashes, by line", "[config][files]") {
    temporary_folder folder;
    folder.write("tokens", std::string(64, 'a') + "\nhy_thetokenitself\n");
    const auto file = folder.write("hayauma.toml", client_with_file);
    CHECK(lines(load(file, {})) ==
          std::vector{file + ":3: client[0].token_sha256_file: " + (folder / "tokens") +
                      ", line 2, is not a SHA-256 in 64 hex digits"});
    folder.write("tokens", "# none yet\n");
    CHECK(lines(load(file, {})) == std::vector{file + ":3: client[0].token_sha256_file: " +
                                               (folder / "tokens") + " holds no hash"});
}

TEST_CASE("a PIN is looked at and never repeated", "[config][files]") {
    temporary_folder folder;
    const auto file = folder.write("hayauma.toml", client + modem + "pin_file = \"secrets/pin\"\n");
    for (const char* good : {"1234", "12345678", "1234\n"}) {
        folder.write("secrets/pin", good);
        CHECK(lines(load(file, {})).empty());
    }
    for (const char* bad : {"", "123", "123456789", "12a4", "12 34", "1234\n5678"}) {
        folder.write("secrets/pin", bad);
        CHECK(lines(load(file, {})) ==
              std::vector{file + ":7: modem[0].pin_file: " + (folder / "secrets/pin") +
                          " must hold a PIN of 4 to 8 digits and nothing else"});
    }
}

TEST_CASE("an empty callback secret is refused", "[config][files]") {
    temporary_folder folder;
    folder.write("secret", "\n");
    const auto file = folder.write("hayauma.toml", client + "callback_secret_file = \"secret\"\n");
    CHECK(lines(load(file, {})) == std::vector{file + ":4: client[0].callback_secret_file: " +
                                               (folder / "secret") + " is empty"});
}

TEST_CASE("a bare name means the credential of that name where there is one", "[config][files]") {
    temporary_folder folder;
    folder.write("credentials/sim-1", "1234");
    folder.write("credentials/hayauma-key", "k");
    folder.write("sim-2", "5678");
    const std::string two =
        "[[modem]]\nname = \"n\"\ndevice = \"/dev/ttyUSB3\"\npin_file = \"sim-2\"\n";
    const auto file = folder.write("hayauma.toml", client + modem + "pin_file = \"sim-1\"\n" + two);
    const auto loaded = load(file, {folder / "credentials", {}});
    CHECK(lines(loaded).empty());
    CHECK(loaded.values.modems.at(0).pin_file == folder / "credentials/sim-1");
    CHECK(loaded.values.modems.at(1).pin_file == folder / "sim-2");
    CHECK(loaded.values.queue.key_file == folder / "credentials/hayauma-key");
    CHECK(load(file, {}).values.queue.key_file.empty());
}

TEST_CASE("the credentials folder is taken from the environment", "[config][files]") {
    ::setenv("CREDENTIALS_DIRECTORY", "/run/credentials/hayauma.service", 1);
    CHECK(options_from_environment().credentials_directory == "/run/credentials/hayauma.service");
    ::unsetenv("CREDENTIALS_DIRECTORY");
    CHECK(options_from_environment().credentials_directory.empty());
}

TEST_CASE("a secret is read without the line end after it", "[config][files]") {
    temporary_folder folder;
    CHECK(read_secret_file(folder.write("pin", " 1234\r\n")).value().reveal() == "1234");
    CHECK(read_secret_file(folder / "none").has_error());
}

TEST_CASE("a configuration that cannot be read is one mistake without a line", "[config][files]") {
    temporary_folder folder;
    CHECK(lines(load(folder / "none.toml", {})) ==
          std::vector{(folder / "none.toml") + ": cannot be read: No such file or directory"});
    CHECK(lines(load(folder / ".", {})) ==
          std::vector{(folder / ".") + ": cannot be read: Is a directory"});
    CHECK(lines(load("/dev/zero", {})).size() == 1);
    const auto large = folder.write("large.toml", std::string(small_file_octets_max + 1, '#'));
    CHECK(lines(load(large, {})) == std::vector{large + ": cannot be read: File too large"});
}

TEST_CASE("a relative configuration's paths are taken from its own folder", "[config][files]") {
    const auto loaded = load_text("[queue]\ndatabase = \"q.db\"\n", "some/hayauma.toml", {});
    CHECK(loaded.values.queue.database == (fs::current_path() / "some/q.db").string());
}
