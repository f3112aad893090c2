#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

#include "config/time.hpp"
#include "modem/at/command.hpp"
#include "modem/at/exchange.hpp"
#include "modem/io/link.hpp"
#include "modem/session/answer.hpp"

namespace hayauma::io {

/// A few questions to a modem outside of a session: who it is, how it is. It sends nothing but what
/// it is told to, and repairs nothing.
class short_talk {
public:
    /// @param plain_news how the lines begin that the modem sends unasked (modem::plain_news()).
    explicit short_talk(link& line, std::vector<std::string> plain_news = {})
        : line_(line), channel_(std::move(plain_news)) {}

    /// ESC, CR and AT (never Ctrl-Z, which would send what another program left half-entered),
    /// until the modem answers. @return at::errc::timed_out or at::errc::port_lost where it does
    /// not.
    boost::asio::awaitable<boost::system::result<void>> come_into_step(mono_time until);

    /// One command and its answer. Echo and news are no matter.
    /// @return at::errc::timed_out where there is none within the command's limit; then
    ///         come_into_step() again before what comes late counts as the next answer.
    boost::asio::awaitable<boost::system::result<modem::answered>> ask(at::command what);

private:
    boost::asio::awaitable<boost::system::result<void>> hear(mono_time until);

    link&        line_;
    at::exchange channel_;
};

}  // namespace hayauma::io
