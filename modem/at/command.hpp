#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::at {

enum class command_kind {
    ordinary,
    payload,  ///< answers with a prompt first: +CMGS
    call,     ///< dials or answers: NO CARRIER, BUSY, ... are its results
};

/// One command line, and what its answer may look like.
struct command {
    std::string               text;               ///< "AT+CSQ", without the CR that ends it
    std::chrono::milliseconds limit{0};           ///< for the final result, or for the prompt
    std::vector<std::string>  prefixes;           ///< of the information text: "+CSQ:"
    bool                      free_text = false;  ///< the information text has no prefix
    command_kind              kind = command_kind::ordinary;

    bool operator==(const command&) const = default;
};

/// Fills in what belongs to a command by its name: the time it may take, the prefix of its answer
/// (none for a command that only sets something), whether its answer is free text.
command make_command(std::string text);

/// AT+CMGS=<length>. @see 3GPP TS 27.005 §4.3.
/// @param tpdu_octets without the SMSC field.
command make_cmgs(std::size_t tpdu_octets);

/// How long steps may take that are no command of their own. A shorter `submit_result` would turn
/// slow successes into duplicates: 135 s were seen.
inline constexpr std::chrono::milliseconds ordinary_limit{3'000};
inline constexpr std::chrono::milliseconds prompt_limit{10'000};
inline constexpr std::chrono::milliseconds submit_result_limit{180'000};
inline constexpr std::chrono::milliseconds closing_ok_limit{5'000};  ///< OK after +CMGS or our ESC

inline constexpr char end_of_line = '\r';
inline constexpr char send_payload = '\x1A';    ///< Ctrl-Z
inline constexpr char cancel_payload = '\x1B';  ///< ESC

}  // namespace hayauma::at
