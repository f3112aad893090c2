#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace hayauma::testing {

/// A file that holds a PIN for as long as it lives.
class temporary_pin {
public:
    explicit temporary_pin(const std::string& content) {
        std::string pattern = (std::filesystem::temp_directory_path() / "pin-XXXXXX").string();
        ::close(::mkstemp(pattern.data()));
        path_ = pattern;
        std::ofstream(path_) << content;
    }
    ~temporary_pin() { std::filesystem::remove(path_); }
    temporary_pin(const temporary_pin&) = delete;
    temporary_pin& operator=(const temporary_pin&) = delete;

    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

}  // namespace hayauma::testing
