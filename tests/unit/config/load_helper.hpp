#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/load.hpp"

namespace hayauma::test {

/// A client without a fault: what every configuration needs.
inline const std::string a_client = R"(
[[client]]
name = "keycloak"
token_sha256 = "1111111111111111111111111111111111111111111111111111111111111111"
)";

inline config::loaded_config load(std::string_view toml) {
    return config::load_text(toml, "/etc/hayauma/hayauma.toml", {});
}

/// What `check-config` would print.
inline std::vector<std::string> lines(const config::loaded_config& loaded) {
    std::vector<std::string> out;
    for (const auto& one : loaded.mistakes) out.push_back(to_string(one));
    return out;
}

}  // namespace hayauma::test
