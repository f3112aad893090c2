#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::testing {

/// A recorded conversation with a modem, tests/data/transcripts/*.txt:
///
///     # comment
///     H> AT+CMGS=31<CR>          what the host writes, in one write
///     H> {payload}               ... or any PDU with its Ctrl-Z
///     M< +CMGS: 249              what the modem says; <CR><LF> around it unless they are shown
///     M< AT<CR><CR><LF>><20>     ... as here, or it is a prompt; other octets are <XX>
///     t+14.5                     seconds pass
///     hang up                    the port goes away
///     gone 10                    the port goes away and cannot be opened for 10 s
///     ready                      go on when the modem is ready to send
///     send                       go on when it is ready, and submit the sample part
///     send 818011112222          the same to another number
///     given AT+CSMS? => +CSMS: 1,1,1,1 / OK
///                                what the modem answers wherever the script does not say; several
///                                for one command are its answers in turn, the last one for ever
///     expect accepted 249        what must be true in the end
///     = news ^CONF:1             what the channel makes of the line before; only in
///                                tests/data/transcripts/calls, which run without a driver
///
/// {pdu} stands for the PDU of the sample part, {report} for a status report of it. What can be
/// expected and heard stands in replay_test.cpp and channel_replay_test.cpp.
struct transcript {
    struct item {
        enum kind_type { host, modem, pause, hang_up, ready, hears } kind = host;
        std::string               octets{};
        std::chrono::milliseconds time{0};         ///< of hang_up: and cannot be opened that long
        bool                      submit = false;  ///< of ready: and then submit
    };

    std::string                                    name;
    std::vector<item>                              items;
    std::vector<std::string>                       expected;
    std::map<std::string, std::deque<std::string>> given;
};

/// What `H> {payload}` stands for.
inline constexpr std::string_view any_payload = "{payload}";

/// Throws std::runtime_error naming the line that makes no sense.
transcript parse_transcript(std::string name, std::string_view text);

/// Throws where the file cannot be read.
transcript load_transcript(const std::string& path);

}  // namespace hayauma::testing
