#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// One thing this program is made of.
struct component {
    std::string name, version;
};

/// "hayauma 0.1.0 (revision)", on one line.
std::string version_line();

/// The libraries as they are at run time where they can tell, else as they were compiled.
std::vector<component> components();

/// `hayauma version`.
void add_version_command(CLI::App& parent);

}  // namespace hayauma::cli
