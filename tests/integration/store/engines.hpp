#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <tuple>

#include <stdlib.h>

#include "queue/store/sqlite_store.hpp"

/// A folder that is gone when the test ends.
class temporary_folder {
public:
    temporary_folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "hayauma-store-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~temporary_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    std::string operator/(const char* name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// An engine of the store for the conformance suite: opens the same data again and again.
class sqlite_engine {
public:
    std::unique_ptr<hayauma::store::message_store> open(hayauma::store::store_limits limits = {}) {
        return hayauma::store::open_sqlite_store(folder_ / "queue.db", limits);
    }

private:
    temporary_folder folder_;
};

using engines = std::tuple<sqlite_engine>;
