#include "modem/io/ask_port.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "modem/at/command.hpp"
#include "modem/at/errors.hpp"
#include "modem/at/exchange.hpp"
#include "modem/at/identity.hpp"
#include "modem/at/resync.hpp"
#include "modem/io/clock.hpp"

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
using boost::system::result;
using std::chrono::milliseconds;

/// One end of a short conversation.
struct conversation {
    link&        line;
    at::exchange channel;
};

/// Takes what comes until then. @return whether the port is still there.
asio::awaitable<bool> hear(conversation& with, mono_time until) {
    const auto left = std::max<mono_time::duration>(until - mono_clock::now(), milliseconds(0));
    auto       reading = with.line.read_some(std::chrono::ceil<milliseconds>(left));
    const auto octets = co_await std::move(reading);
    if (!octets) co_return octets.error() != make_error_code(at::errc::port_lost);
    static_cast<void>(with.channel.feed(*octets));  // a line without an end is dropped, not fatal
    co_return true;
}

at::resync::step advance(conversation& with, at::resync& sync, mono_time until) {
    const mono_time    now = mono_clock::now();
    at::resync::listen wanted{{}, until};
    while (const auto event = with.channel.next(now)) {
        const auto* end = std::get_if<at::finished>(&*event);
        wanted = sync.on_line(end && end->result.what == at::verdict::ok, now);
    }
    if (now >= wanted.until) return sync.on_time(now);
    return wanted;
}

asio::awaitable<result<void>> come_into_step(conversation& with, mono_time until) {
    at::resync       sync;
    at::resync::step step = sync.start(mono_clock::now());
    while (const auto* wanted = std::get_if<at::resync::listen>(&step)) {
        const mono_time next = wanted->until;
        if (mono_clock::now() >= until) co_return at::errc::timed_out;
        if (!wanted->octets.empty()) {
            auto       writing = with.line.write(wanted->octets, ask_limit);
            const auto written = co_await std::move(writing);
            if (!written) co_return written.error();
        }
        auto       hearing = hear(with, std::min(next, until));
        const bool there = co_await std::move(hearing);
        if (!there) co_return at::errc::port_lost;
        step = advance(with, sync, next);
    }
    with.channel.reset();
    if (std::holds_alternative<at::resync::silent>(step)) co_return at::errc::timed_out;
    co_return result<void>();
}

/// @return the IMEI in the answer; empty: there is none; nullopt: no answer yet.
std::optional<std::string> imei_in(at::exchange& channel, std::string& found) {
    while (const auto event = channel.next(mono_clock::now())) {
        if (const auto* text = std::get_if<at::information>(&*event)) {
            const auto imei = at::parse_imei(text->text);
            if (imei && found.empty()) found = *imei;
        }
        if (std::holds_alternative<at::deadline_passed>(*event)) return std::string();
        if (const auto* end = std::get_if<at::finished>(&*event))
            return end->result.what == at::verdict::ok ? found : std::string();
    }
    return std::nullopt;
}

asio::awaitable<result<std::string>> ask(conversation& with, const char* text) {
    at::command command = at::make_command(text);
    command.limit = ask_limit;
    auto       writing = with.line.write(with.channel.begin(command, mono_clock::now()), ask_limit);
    const auto written = co_await std::move(writing);
    if (!written) co_return written.error();
    std::string found;
    for (;;) {
        if (auto answer = imei_in(with.channel, found)) co_return *std::move(answer);
        auto       hearing = hear(with, with.channel.deadline());
        const bool there = co_await std::move(hearing);
        if (!there) co_return at::errc::port_lost;
    }
}

}  // namespace

asio::awaitable<result<std::string>> ask_imei(link& line) {
    conversation with{line, at::exchange()};
    auto         synchronising = come_into_step(with, mono_clock::now() + ask_limit);
    const auto   in_step = co_await std::move(synchronising);
    if (!in_step) co_return in_step.error();
    const mono_time until = mono_clock::now() + ask_limit;
    for (const char* command : {"AT+CGSN", "AT+GSN", "AT+CGSN=1"}) {
        auto asking = ask(with, command);
        auto imei = co_await std::move(asking);
        if (!imei || !imei->empty() || mono_clock::now() >= until) co_return imei;
    }
    co_return std::string();
}

}  // namespace hayauma::io
