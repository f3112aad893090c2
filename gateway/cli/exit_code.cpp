#include "gateway/cli/exit_code.hpp"

#include <iostream>

#include <CLI/CLI.hpp>

namespace hayauma::cli {

void fail(std::string_view words, int code) {
    std::cerr << "hayauma: " << words << '\n';
    throw CLI::RuntimeError(code);
}

}  // namespace hayauma::cli
