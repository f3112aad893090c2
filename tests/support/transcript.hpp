#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::testing {

/// A recorded conversation with a modem, tests/data/transcripts/*.txt:
///
///     # comment
///     H> AT+CMGS=31<CR>          what the host writes, in one write
///     M< +CMGS: 249              what the modem says; <CR><LF> around it unless they are shown
///     M< AT<CR><CR><LF>><20>     ... as here, or it is a prompt; other octets are <XX>
///     t+14.5                     seconds pass
///     hang up                    the port goes away
///     ready                      go on when the modem is ready to send
///     send                       go on when it is ready, and submit the sample part
///     expect accepted 249        what must be true in the end
///
/// {pdu} stands for the PDU of the sample part, {report} for a status report of it.
struct transcript {
    struct item {
        enum kind_type { host, modem, pause, hang_up, ready } kind = host;
        std::string               octets{};
        std::chrono::milliseconds time{0};
        bool                      submit = false;  ///< of ready: and then submit
    };

    std::string              name;
    std::vector<item>        items;
    std::vector<std::string> expected;
};

/// Throws std::runtime_error naming the line that makes no sense.
transcript parse_transcript(std::string name, std::string_view text);

/// Throws where the file cannot be read.
transcript load_transcript(const std::string& path);

}  // namespace hayauma::testing
