#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "config/time.hpp"
#include "modem/at/command.hpp"
#include "modem/session/answer.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/ussd.hpp"

namespace hayauma::modem {

/// One USSD code and what the network says to it. The command is answered at once, the network's
/// text comes unasked; messages may be sent meanwhile. Pure. @see 3GPP TS 27.007 §7.15.
class ussd_dialog {
public:
    /// @return why not, where it is no code or another one is under way.
    std::optional<ussd_outcome> ask(std::string_view code, const profile& device);

    /// The command that is due, or nullopt.
    std::optional<at::command> due(mono_time now);

    // Each answers with the end of the dialog where this is it.
    std::optional<ussd_outcome> on_answer(const answered& answer);
    std::optional<ussd_outcome> on_news(std::string_view line, const profile& device);
    std::optional<ussd_outcome> on_time(mono_time now);
    std::optional<ussd_outcome> on_lost();

    bool writing() const noexcept { return writing_; }  ///< its command is in flight
    /// When `on_time` is due; nullopt: nothing is waited for.
    std::optional<mono_time> until() const noexcept { return until_; }
    /// The network waits for a reply that nobody will give: AT+CUSD=2 is due.
    bool open_ended() noexcept { return std::exchange(open_ended_, false); }

private:
    std::optional<ussd_outcome> end(ussd_outcome outcome);

    std::optional<at::command> command_;  ///< not written yet
    std::optional<mono_time>   until_;
    bool                       writing_ = false;
    bool                       open_ended_ = false;
};

inline constexpr auto ussd_limit = std::chrono::seconds(60);

}  // namespace hayauma::modem
