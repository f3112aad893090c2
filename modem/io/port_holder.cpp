#include "modem/io/port_holder.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

namespace hayauma::io {
namespace {

namespace fs = std::filesystem;

bool is_number(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Who locked it, by `1: FLOCK  ADVISORY  WRITE 812 00:05:1031 0 EOF`. @see proc_locks(5).
/// @return the process's id; empty: nobody's that we can see.
std::string locked_by(const std::string& device) {
    struct stat about {};
    if (::stat(device.c_str(), &about) != 0) return "";
    const std::string inode = ":" + std::to_string(about.st_ino);

    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        std::string        number, kind, mode, access, pid, file;
        words >> number >> kind >> mode >> access >> pid >> file;
        if (kind == "FLOCK" && is_number(pid) && file.ends_with(inode)) return pid;
    }
    return "";
}

/// @return whether one of the process's descriptors is the device.
bool has_open(const fs::path& process, const std::string& device, const fs::path& except) {
    std::error_code failure;
    for (fs::directory_iterator fd(process / "fd", failure), end; !failure && fd != end;
         fd.increment(failure)) {
        std::error_code unreadable;
        if (fd->path() != except && fs::read_symlink(fd->path(), unreadable) == device) return true;
    }
    return false;
}

/// Who has it open without a lock: most programs that use modems know of none.
std::string opened_by(const std::string& device, const fs::path& except) {
    std::error_code failure;
    for (fs::directory_iterator entry("/proc", failure), end; !failure && entry != end;
         entry.increment(failure)) {
        const std::string pid = entry->path().filename();
        if (is_number(pid) && has_open(entry->path(), device, except)) return pid;
    }
    return "";
}

std::string describe(const std::string& pid) {
    if (pid == std::to_string(::getpid()))
        return "this very process: two modems of the configuration share it";
    std::ifstream file("/proc/" + pid + "/comm");
    std::string   name;
    std::getline(file, name);
    return "process " + pid + (name.empty() ? "" : ", " + name);
}

}  // namespace

std::string find_port_holder(const std::string& device, int ours) {
    std::string pid = locked_by(device);
    if (pid.empty())
        pid = opened_by(device,
                        "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(ours));
    return pid.empty() ? "" : describe(pid);
}

}  // namespace hayauma::io
