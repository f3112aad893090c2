#pragma once

#include <string>
#include <string_view>

namespace hayauma::at {

/// The line as a log may show it: no PIN, no PDU (its length only), no telephone number but its
/// first and last digits.
std::string masked(std::string_view line);

/// The lines of one modem in their order: a modem that has slipped into text mode prints messages
/// in plain text after `+CMT:`, `+CMGR:` and `+CMGL:`, and nothing in such a line says so.
class conversation_mask {
public:
    /// @param line with its line end, or without. @return as masked(), a message's text as <text>.
    std::string of_modem(std::string_view line);

private:
    bool text_due_ = false;
};

}  // namespace hayauma::at
