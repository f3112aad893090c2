#include "gateway/attempt.hpp"

#include <optional>
#include <utility>
#include <variant>

#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "gateway/format.hpp"
#include "modem/io/clock.hpp"
#include "modem/sms/segment.hpp"
#include "queue/retry_policy.hpp"

namespace hayauma::gateway {
namespace {

/// @return nullopt where the stored text is not what was accepted any more.
std::optional<hayauma::modem::transmission> transmission_of(const store::claimed_part& part) {
    auto cut = sms::segment_text(part.text.utf8, part.concat_reference);
    if (!cut || static_cast<int>(cut->size()) != part.parts) return std::nullopt;
    auto& data = (*cut)[static_cast<std::size_t>(part.part) - 1];
    return hayauma::modem::transmission{
        part.attempt, part.to,         std::move(data),
        true,         part.expires_at, io::mono_clock::now() + (part.expires_at - io::wall_now())};
}

hayauma::modem::rejected unreadable() {
    return {{sms::error_family::queue, static_cast<int>(sms::queue_error::secret_lost)},
            sms::fault_class::message};
}

queue::try_end as_end(const hayauma::modem::accepted&) { return {}; }
queue::try_end as_end(const hayauma::modem::not_sent& o) {
    return {queue::attempt_outcome::not_sent, o.error, {}};
}
queue::try_end as_end(const hayauma::modem::rejected& o) {
    return {queue::attempt_outcome::rejected, o.error, o.fault};
}
queue::try_end as_end(const hayauma::modem::unknown& o) {
    return {queue::attempt_outcome::unknown, o.error, {}};
}

}  // namespace

boost::asio::awaitable<hayauma::modem::submit_outcome> submit(io::modem_actor&           modem,
                                                              const store::claimed_part& part) {
    auto what = transmission_of(part);
    if (!what) co_return unreadable();
    if (part.second_try)
        spdlog::info("second try: message={} modem={} after=unknown", part.message,
                     modem.settings().name);
    spdlog::info("submit: message={} part={}/{} to={} try={} modem={}", part.message, part.part,
                 part.parts, part.to, part.tries, modem.settings().name);
    auto submission = modem.submit(std::move(*what));
    auto outcome = co_await std::move(submission);
    co_return outcome;
}

store::attempt_end end_of(const hayauma::modem::submit_outcome& outcome,
                          const store::claimed_part& part, const std::string& modem, double jitter,
                          wall_time now) {
    const auto         ended = std::visit([](const auto& o) { return as_end(o); }, outcome);
    const auto         verdict = queue::decide(queue::default_retry(part.kind), ended,
                                               {part.tries, part.expires_at}, now, jitter);
    store::attempt_end end;
    end.outcome = ended.outcome;
    end.error = ended.error;
    end.then = verdict.then;
    end.due_at = verdict.due_at;
    if (verdict.elsewhere) end.avoid_modem = modem;
    if (const auto* accepted = std::get_if<hayauma::modem::accepted>(&outcome))
        end.message_reference = accepted->message_reference;
    end.now = now;
    return end;
}

std::string in_words(sms::error_code e) {
    return std::string(queue::name(e.family)) + " " + std::to_string(e.code) + " " + sms::name(e);
}

}  // namespace hayauma::gateway
