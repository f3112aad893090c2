#pragma once

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "gateway/cli/command_line.hpp"

namespace hayauma::test {

/// Puts another buffer behind a standard stream for as long as it lives.
class redirected {
public:
    redirected(std::ios& stream, std::streambuf* buffer)
        : stream_(stream), before_(stream.rdbuf(buffer)) {}
    redirected(const redirected&) = delete;
    redirected& operator=(const redirected&) = delete;
    ~redirected() {
        stream_.rdbuf(before_);
        stream_.clear();
    }

private:
    std::ios&       stream_;
    std::streambuf* before_;
};

struct command_result {
    int         code = 0;
    std::string out, err;
};

/// Runs `hayauma ARGUMENTS` in this process.
/// @param in what stands on its standard input.
inline command_result run_command(const std::vector<std::string>&      arguments,
                                  const std::vector<cli::add_command>& commands,
                                  const std::string&                   in = {}) {
    std::istringstream stdin_text(in);
    std::ostringstream out, err;
    const redirected   r0(std::cin, stdin_text.rdbuf()), r1(std::cout, out.rdbuf()),
        r2(std::cerr, err.rdbuf());
    std::vector<const char*> argv{"hayauma"};
    for (const auto& one : arguments) argv.push_back(one.c_str());
    const int code = cli::run_commands(static_cast<int>(argv.size()), argv.data(), commands);
    return {code, out.str(), err.str()};
}

}  // namespace hayauma::test
