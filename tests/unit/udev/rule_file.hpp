#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hayauma::testing {

/// `ENV{ID_VENDOR_ID}=="2c7c"`
struct udev_term {
    std::string key;        ///< "ENV"
    std::string attribute;  ///< "ID_VENDOR_ID"; empty: it has none
    std::string operation;  ///< "=="
    std::string value;      ///< without its quotes

    bool operator==(const udev_term&) const = default;
};

/// One rule: a line, or several that end with a backslash.
struct udev_rule {
    int                    line = 0;  ///< its first
    std::vector<udev_term> terms;
};

/// A file of rules as udev(7) describes it. @throws std::runtime_error "line 7: ..." where it is
/// not one: quotes or braces that do not match, an unknown key, an operator that the key does not
/// take, a GOTO without a LABEL behind it.
std::vector<udev_rule> parse_udev_rules(std::string_view text);

/// The alternatives of a value, "a|b".
std::vector<std::string> alternatives(const std::string& value);

}  // namespace hayauma::testing
