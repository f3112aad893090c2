#include "modem/io/short_talk.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "modem/at/errors.hpp"
#include "modem/at/resync.hpp"
#include "modem/io/clock.hpp"

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
using boost::system::result;
using std::chrono::milliseconds;

constexpr milliseconds write_limit{3'000};

at::resync::step advance(at::exchange& channel, at::resync& sync, mono_time until) {
    const mono_time    now = mono_clock::now();
    at::resync::listen wanted{{}, until};
    while (const auto event = channel.next(now)) {
        const auto* end = std::get_if<at::finished>(&*event);
        wanted = sync.on_line(end && end->result.what == at::verdict::ok, now);
    }
    if (now >= wanted.until) return sync.on_time(now);
    return wanted;
}

enum class progress { goes_on, ended, too_late };

progress collect(at::exchange& channel, modem::answered& answer) {
    while (const auto event = channel.next(mono_clock::now())) {
        if (const auto* text = std::get_if<at::information>(&*event))
            answer.lines.push_back(text->text);
        if (std::holds_alternative<at::deadline_passed>(*event)) return progress::too_late;
        if (const auto* end = std::get_if<at::finished>(&*event)) {
            answer.result = end->result;
            return progress::ended;
        }
    }
    return progress::goes_on;
}

}  // namespace

/// Takes what comes until then.
asio::awaitable<result<void>> short_talk::hear(mono_time until) {
    const auto left = std::max<mono_time::duration>(until - mono_clock::now(), milliseconds(0));
    auto       reading = line_.read_some(std::chrono::ceil<milliseconds>(left));
    const auto octets = co_await std::move(reading);
    if (!octets && octets.error() == make_error_code(at::errc::timed_out)) co_return result<void>();
    if (!octets) co_return octets.error();
    static_cast<void>(channel_.feed(*octets));  // a line without an end is dropped, not fatal
    co_return result<void>();
}

asio::awaitable<result<void>> short_talk::come_into_step(mono_time until) {
    channel_.reset();
    at::resync       sync;
    at::resync::step step = sync.start(mono_clock::now());
    while (const auto* wanted = std::get_if<at::resync::listen>(&step)) {
        const mono_time next = wanted->until;
        if (mono_clock::now() >= until) co_return at::errc::timed_out;
        if (!wanted->octets.empty()) {
            auto       writing = line_.write(wanted->octets, write_limit);
            const auto written = co_await std::move(writing);
            if (!written) co_return written.error();
        }
        auto       hearing = hear(std::min(next, until));
        const auto heard = co_await std::move(hearing);
        if (!heard) co_return heard.error();
        step = advance(channel_, sync, next);
    }
    channel_.reset();
    if (std::holds_alternative<at::resync::silent>(step)) co_return at::errc::timed_out;
    co_return result<void>();
}

asio::awaitable<result<modem::answered>> short_talk::ask(at::command what) {
    while (channel_.next(mono_clock::now())) {}  // what came after the last answer
    auto       writing = line_.write(channel_.begin(what, mono_clock::now()), write_limit);
    const auto written = co_await std::move(writing);
    if (!written) {
        channel_.abandon();
        co_return written.error();
    }
    modem::answered answer;
    for (;;) {
        const progress at = collect(channel_, answer);
        if (at == progress::ended) co_return answer;
        if (at == progress::too_late) co_return at::errc::timed_out;
        auto       hearing = hear(channel_.deadline());
        const auto heard = co_await std::move(hearing);
        if (!heard) co_return heard.error();
    }
}

}  // namespace hayauma::io
