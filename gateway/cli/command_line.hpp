#pragma once

#include <span>

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

using add_command = void (*)(CLI::App& parent);

/// The whole program: reads the command line, runs the command, says on stderr what went wrong.
/// @return the exit code: 0, 1, 2 for wrong usage, 78 for a wrong configuration.
int run_command_line(int argc, char** argv);

/// The same with these commands only.
int run_commands(int argc, const char* const* argv, std::span<const add_command> commands);

}  // namespace hayauma::cli
