#include "gateway/cli/version.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/version.hpp>
#include <libserialport.h>
#include <openssl/crypto.h>
#include <spdlog/version.h>
#include <sqlite3.h>
#include <toml++/toml.h>

#include "gateway/cli/revision.hpp"

namespace hayauma::cli {
namespace {

/// 1, 10, 0 -> "1.10.0".
std::string dotted(int major, int minor, int patch) {
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

const char* compiler() {
#if defined(__clang__)
    return "clang " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}

std::string as_json() {
    boost::json::object libraries;
    for (const auto& one : components()) libraries[one.name] = one.version;
    return boost::json::serialize(boost::json::object{{"version", HAYAUMA_VERSION},
                                                      {"revision", revision},
                                                      {"compiler", compiler()},
                                                      {"libraries", std::move(libraries)}});
}

void print_version(bool json) {
    if (json) {
        std::cout << as_json() << '\n';
        return;
    }
    std::cout << version_line() << '\n' << "compiler: " << compiler() << '\n';
    for (const auto& one : components()) std::cout << one.name << ": " << one.version << '\n';
}

}  // namespace

std::string version_line() { return std::string("hayauma " HAYAUMA_VERSION " (") + revision + ')'; }

std::vector<component> components() {
    return {{"boost",
             dotted(BOOST_VERSION / 100'000, BOOST_VERSION / 100 % 1'000, BOOST_VERSION % 100)},
            {"cli11", CLI11_VERSION},
            {"libserialport", sp_get_package_version_string()},
            {"openssl", OpenSSL_version(OPENSSL_VERSION_STRING)},
            {"spdlog", dotted(SPDLOG_VER_MAJOR, SPDLOG_VER_MINOR, SPDLOG_VER_PATCH)},
            {"sqlite", sqlite3_libversion()},
            {"tomlplusplus", dotted(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH)}};
}

void add_version_command(CLI::App& parent) {
    auto* command = parent.add_subcommand("version", "Show the version, and what it is built with");
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "For programs");
    command->callback([json] { print_version(*json); });
}

}  // namespace hayauma::cli
