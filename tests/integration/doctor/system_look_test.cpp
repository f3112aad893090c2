#include "gateway/doctor/system_look.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "queue/store/sqlite_store.hpp"
#include "queue/store/store_inspection.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hayauma;
using namespace hayauma::doctor;
using Catch::Matchers::Contains;
using testing::temporary_folder;
namespace fs = std::filesystem;

namespace {

void write_file(const fs::path& path, const std::string& octets) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << octets;
}

/// A system without anything.
system_places nothing_in(const temporary_folder& folder) {
    system_places places;
    places.processes = folder.path() / "proc";
    places.rules = {folder.path() / "rules"};
    places.kernel_log.emplace();
    places.look = [] { return io::usb_view{}; };
    return places;
}

std::vector<std::string> files_in(const temporary_folder& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder.path()))
        names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

config::queue_settings queue_at(const std::string& file) {
    config::queue_settings settings;
    settings.database = file;
    return settings;
}

}  // namespace

TEST_CASE("ModemManager is found among the processes", "[doctor][system]") {
    const temporary_folder folder;
    const auto             places = nothing_in(folder);
    CHECK(look_at_system(places).modem_manager.empty());
    write_file(places.processes / "1" / "comm", "systemd\n");
    write_file(places.processes / "self" / "comm", "ModemManager\n");
    CHECK(look_at_system(places).modem_manager.empty());
    write_file(places.processes / "612" / "comm", "ModemManager\n");
    CHECK(look_at_system(places).modem_manager == "process 612");
}

TEST_CASE("installed rules are found", "[doctor][system]") {
    const temporary_folder folder;
    const auto             places = nothing_in(folder);
    CHECK(!look_at_system(places).rules);
    write_file(places.rules.front() / "70-hayauma.rules", "");
    CHECK(look_at_system(places).rules);
}

TEST_CASE("a kernel's log that is given is read instead of the kernel's", "[doctor][system]") {
    const temporary_folder folder;
    auto                   places = nothing_in(folder);
    places.kernel_log = {"[1.0] usb 1-1-port2: over-current condition"};
    const auto seen = look_at_system(places);
    CHECK(seen.log_readable);
    REQUIRE(seen.usb_troubles.size() == 1);
    CHECK(seen.usb_troubles.front().socket == "1-1.2");
    CHECK(!seen.user.empty());
}

TEST_CASE("a good database is whole, and stays as it is", "[doctor][store]") {
    const temporary_folder folder;
    const auto             path = folder.file("queue.db");
    store::open_sqlite_store(path).reset();
    const auto before = files_in(folder);
    const auto seen = look_at_store(queue_at(path));
    CHECK(seen.folder_exists);
    CHECK(seen.folder_writable);
    CHECK(seen.exists);
    CHECK(seen.writable);
    CHECK(seen.trouble.empty());
    CHECK(seen.checked);
    CHECK(seen.free_octets.value_or(0) > 0);
    CHECK(files_in(folder) == before);
}

TEST_CASE("a database that is not there yet is not made", "[doctor][store]") {
    const temporary_folder folder;
    const auto             seen = look_at_store(queue_at(folder.file("queue.db")));
    CHECK(seen.folder_writable);
    CHECK(!seen.exists);
    CHECK(files_in(folder).empty());
    CHECK(!look_at_store(queue_at(folder.file("none/queue.db"))).folder_exists);
}

TEST_CASE("a file that is no database, a newer one, and a damaged one", "[doctor][store]") {
    const temporary_folder folder;
    const auto             path = folder.file("queue.db");
    write_file(path, std::string(4096, 'x'));
    CHECK_THAT(store::inspect_sqlite_store(path).trouble, Contains("is not a database"));

    fs::remove(path);
    store::open_sqlite_store(path).reset();
    {
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(4096 + 1);  // the second page
        file << std::string(2000, '\xFF');
    }
    CHECK_THAT(store::inspect_sqlite_store(path).trouble, Contains("is damaged"));
    {
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(60);  // user_version: 3 of 4 octets stay 0
        file << std::string("\0\0\x7F\x7F", 4);
    }
    CHECK_THAT(store::inspect_sqlite_store(path).trouble, Contains("newer version"));
}

TEST_CASE("an empty file is a database that is still to be made", "[doctor][store]") {
    const temporary_folder folder;
    write_file(folder.file("queue.db"), "");
    CHECK(store::inspect_sqlite_store(folder.file("queue.db")).trouble.empty());
}

TEST_CASE("a database whose log was left behind is read with it", "[doctor][store]") {
    const temporary_folder folder, crashed;
    const auto             path = folder.file("queue.db");
    const auto             open = store::open_sqlite_store(path);
    open->keep_paused("docomo-1", wall_time{});
    for (const char* name : {"queue.db", "queue.db-wal"})  // as a power cut would leave them
        fs::copy_file(folder.file(name), crashed.file(name));
    REQUIRE(fs::file_size(crashed.file("queue.db-wal")) > 0);
    const auto seen = look_at_store(queue_at(crashed.file("queue.db")));
    CHECK(seen.trouble.empty());
    CHECK(store::open_sqlite_store(crashed.file("queue.db"))->paused_modems().size() == 1);
}

TEST_CASE("secrets that everybody may read are found, others are not", "[doctor][config]") {
    const temporary_folder folder;
    const auto             pin = folder.file("pin"), key = folder.file("key");
    write_file(pin, "1234");
    write_file(key, "k");
    fs::permissions(pin, fs::perms(0644));
    fs::permissions(key, fs::perms(0640));
    config::settings settings;
    settings.modems.resize(2);
    settings.modems[0].pin_file = settings.modems[1].pin_file = pin;
    settings.queue.key_file = key;
    settings.queue.database = folder.file("queue.db");
    CHECK(readable_secrets(settings) == std::vector<std::string>{pin});
}

TEST_CASE("a device's group is known by name", "[doctor][system]") {
    CHECK(!group_of("/dev/null").empty());
    CHECK(group_of("/dev/none").empty());
}
