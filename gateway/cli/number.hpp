#pragma once

#include <CLI/App.hpp>

namespace hayauma::cli {

/// `hayauma number TEXT…`: what each number becomes, its E.164 form or the refusal word,
/// one a line.
/// `--json` reads one JSON string a line from standard input and answers one object a line. Ends
/// with CLI::RuntimeError 1 where any was refused, 2 where a line is no JSON string.
void add_number_command(CLI::App& parent);

}  // namespace hayauma::cli
