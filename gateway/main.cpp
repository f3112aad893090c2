#include "gateway/cli/command_line.hpp"

int main(int argc, char** argv) { return hayauma::cli::run_command_line(argc, argv); }
