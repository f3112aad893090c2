#include "gateway/doctor/system_look.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <fstream>
#include <string_view>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modem/io/unique_fd.hpp"
#include "queue/store/store_inspection.hpp"

namespace hayauma::doctor {
namespace {

namespace fs = std::filesystem;

constexpr const char* rules_file = "70-hayauma.rules";
constexpr const char* daemon_user = "hayauma";
constexpr std::size_t record_octets_max = 8192;  // of /dev/kmsg

std::string user_name() {
    const passwd* who = ::getpwuid(::geteuid());
    return who ? who->pw_name : "user " + std::to_string(::geteuid());
}

bool is_number(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// "process 612" of the first process with this name; empty: there is none.
std::string find_process(const fs::path& processes, std::string_view name) {
    std::error_code failure;
    for (fs::directory_iterator entry(processes, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        const std::string pid = entry->path().filename();
        if (!is_number(pid)) continue;
        std::ifstream file(entry->path() / "comm");
        std::string   called;
        std::getline(file, called);
        if (called == name) return "process " + pid;
    }
    return {};
}

bool rules_are_installed(const std::vector<fs::path>& folders) {
    return std::any_of(folders.begin(), folders.end(), [](const fs::path& folder) {
        std::error_code unreadable;
        return fs::is_regular_file(folder / rules_file, unreadable);
    });
}

/// What the kernel has said since the start, as far as it still knows; nullopt: not readable.
std::optional<std::vector<std::string>> kernel_log() {
    const io::unique_fd log(::open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!log.holds()) return std::nullopt;
    std::vector<std::string>            lines;
    std::array<char, record_octets_max> record{};
    for (;;) {
        const ssize_t octets = ::read(log.get(), record.data(), record.size());
        if (octets < 0 && (errno == EPIPE || errno == EINTR)) continue;  // overwritten meanwhile
        if (octets <= 0) break;
        const std::string_view text(record.data(), static_cast<std::size_t>(octets));
        lines.emplace_back(text.substr(0, text.find('\n')));
    }
    if (errno == EPERM || errno == EACCES) return std::nullopt;
    return lines;
}

bool may_write(const std::string& path) {
    return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0;
}

}  // namespace

system_facts look_at_system(const system_places& places) {
    system_facts seen;
    seen.user = user_name();
    seen.is_root = ::geteuid() == 0;
    if (::getpwnam(daemon_user)) seen.daemon_user = daemon_user;
    seen.modem_manager = find_process(places.processes, "ModemManager");
    seen.rules = rules_are_installed(places.rules);
    const auto log = places.kernel_log ? places.kernel_log : kernel_log();
    seen.log_readable = log.has_value();
    if (log) seen.usb_troubles = usb_troubles(*log);
    seen.usb = places.look();
    return seen;
}

store_facts look_at_store(const config::queue_settings& settings) {
    store_facts     seen;
    std::error_code failure;
    const fs::path  file = settings.database;
    const fs::path  folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    seen.file = file;
    seen.folder = folder;
    seen.folder_exists = fs::is_directory(folder, failure);
    if (!seen.folder_exists) return seen;
    seen.folder_writable = may_write(folder);
    const auto space = fs::space(folder, failure);
    if (!failure) seen.free_octets = space.available;
    seen.exists = fs::exists(file, failure);
    if (!seen.exists) return seen;
    seen.writable = may_write(file);
    const auto found = store::inspect_sqlite_store(file);
    seen.trouble = found.trouble;
    seen.checked = found.checked;
    return seen;
}

std::vector<std::string> readable_secrets(const config::settings& settings) {
    std::vector<std::string> files{settings.http.tls_key, settings.queue.key_file,
                                   settings.queue.database + ".key"};
    for (const auto& client : settings.clients) files.push_back(client.callback_secret_file);
    for (const auto& modem : settings.modems) files.push_back(modem.pin_file);

    std::vector<std::string> found;
    for (const std::string& file : files) {
        struct stat about {};
        const bool  open_to_all =
            !file.empty() && ::stat(file.c_str(), &about) == 0 && (about.st_mode & S_IROTH) != 0;
        if (open_to_all && std::find(found.begin(), found.end(), file) == found.end())
            found.push_back(file);
    }
    return found;
}

std::string group_of(const std::string& device) {
    struct stat about {};
    if (::stat(device.c_str(), &about) != 0) return {};
    const group* owner = ::getgrgid(about.st_gid);
    return owner ? owner->gr_name : std::to_string(about.st_gid);
}

}  // namespace hayauma::doctor
