#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::sim {

enum class command_kind {
    action,  ///< ATE0, AT+CMGS ... without '=' or '?'
    set,     ///< AT+CMEE=1, ATS3=13
    read,    ///< AT+CREG?
    test,    ///< AT+CREG=?
};

/// One value after '='. `given` is false for a place that was left empty.
struct argument {
    std::string text;
    bool        quoted = false;
    bool        given = false;

    bool operator==(const argument&) const = default;
};

/// One command of a command line. @see ITU-T V.250 §5.3 and §5.4.
struct command {
    std::string           name;  ///< upper case: "E", "&F", "S3", "+CMGS"
    command_kind          kind = command_kind::action;
    std::vector<argument> arguments;

    bool has(std::size_t place) const noexcept;
    /// The decimal number at a place; nullopt where there is none or it is something else.
    std::optional<int> number(std::size_t place) const noexcept;
    /// The text at a place, empty where there is none.
    std::string_view text(std::size_t place) const noexcept;

    bool operator==(const command&) const = default;
};

/// The commands up to the first one that does not parse.
struct command_line {
    std::vector<command> commands;
    bool                 malformed = false;  ///< something follows that is not a command

    bool operator==(const command_line&) const = default;
};

/// Takes a command line apart.
/// @param body what stands between "AT" and the line's end; may be empty.
/// @see ITU-T V.250 §5.2.1 (spaces and case), §5.3.1 (basic), §5.3.2 (S-parameters), §5.4.1.
command_line parse_command_line(std::string_view body);

}  // namespace hayauma::sim
