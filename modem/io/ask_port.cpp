#include "modem/io/ask_port.hpp"

#include "modem/at/command.hpp"
#include "modem/at/errors.hpp"
#include "modem/at/identity.hpp"
#include "modem/io/clock.hpp"
#include "modem/io/short_talk.hpp"

namespace hayauma::io {

namespace asio = boost::asio;
using boost::system::result;

asio::awaitable<result<std::string>> ask_imei(link& line) {
    short_talk talk(line);
    auto       synchronising = talk.come_into_step(mono_clock::now() + ask_limit);
    const auto in_step = co_await std::move(synchronising);
    if (!in_step) co_return in_step.error();
    const mono_time until = mono_clock::now() + ask_limit;
    for (const char* text : {"AT+CGSN", "AT+GSN", "AT+CGSN=1"}) {
        at::command command = at::make_command(text);
        command.limit = ask_limit;
        auto       asking = talk.ask(std::move(command));
        const auto answer = co_await std::move(asking);
        const bool silent = !answer && answer.error() == make_error_code(at::errc::timed_out);
        if (!answer && !silent) co_return answer.error();
        if (answer && answer->ok())
            if (auto imei = modem::first_of(answer->lines, at::parse_imei)) co_return *imei;
        if (mono_clock::now() >= until) break;
    }
    co_return std::string();
}

}  // namespace hayauma::io
