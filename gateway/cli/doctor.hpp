#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// `hayauma doctor [--config FILE]`: what keeps codes from going out, and what to do. Exit 0 when a
/// code could be sent.
void add_doctor_command(CLI::App& parent);

}  // namespace hayauma::cli
