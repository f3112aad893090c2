#include "gateway/modem_desk.hpp"

#include <array>
#include <utility>
#include <vector>

#include <boost/algorithm/hex.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/evp.h>
#include <spdlog/spdlog.h>

#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::gateway {
namespace {

using hayauma::modem::modem_state;
using hayauma::modem::recovery_kind;

// A PIN has 4 to 8 digits: only a slow hash keeps the record from telling it quickly. One try a
// SIM is made, so the 0.1 s a name that this takes is paid once, on the store's thread.
constexpr int fingerprint_rounds = 300'000;

constexpr auto store_retry_pause = std::chrono::seconds(2);

struct asked_pin {
    std::map<std::string, std::string> prints;  // by name
    bool                               may = false;
};

/// Under which names a try forbids this one, and under which this one is recorded.
struct pin_names {
    std::vector<std::string> forbidding;
    std::vector<std::string> recorded;
};

/// The name for a try in this modem whose SIM was known. It must not forbid the try of another SIM
/// there, but one in which no ICCID can be read: that may be the same SIM.
std::string beside_sim(const std::string& imei) { return imei + " with ICCID"; }

pin_names names_of(const std::string& sim, const std::string& also) {
    if (also.empty()) return {{sim, beside_sim(sim)}, {sim}};
    return {{sim, also}, {sim, beside_sim(also)}};
}

std::string fingerprint(const std::string& sim, const std::string& pin) {
    std::array<unsigned char, 32> key{};
    PKCS5_PBKDF2_HMAC(pin.data(), static_cast<int>(pin.size()),
                      reinterpret_cast<const unsigned char*>(sim.data()),
                      static_cast<int>(sim.size()), fingerprint_rounds, EVP_sha256(),
                      static_cast<int>(key.size()), key.data());
    std::string text;
    boost::algorithm::hex_lower(key.begin(), key.end(), std::back_inserter(text));
    return text;
}

asked_pin ask_record(store::message_store& s, const pin_names& names, const std::string& pin,
                     std::map<std::string, std::string> prints) {
    const auto print_for = [&](const std::string& name) -> const std::string& {
        std::string& print = prints[name];
        if (print.empty()) print = fingerprint(name, pin);
        return print;
    };
    bool may = true;
    for (const std::string& name : names.forbidding)
        may = may && !s.pin_was_tried(name, print_for(name));
    if (may)
        for (const std::string& name : names.recorded)
            s.begin_pin_try(name, print_for(name), io::wall_now());
    return {std::move(prints), may};
}

/// The SIM answers for its PIN from these states on.
bool unlocked(modem_state s) {
    return s == modem_state::registering || s == modem_state::ready || s == modem_state::sending;
}

/// Steps that end a session; the gentler ones are no reset.
constexpr std::array resetting{recovery_kind::reopen, recovery_kind::radio, recovery_kind::reset,
                               recovery_kind::usb_reset};

constexpr std::size_t causes_max = 32;  // a metric's labels must not grow without end

/// Counts what the newer of two looks at one modem has more, under the cause of its last step.
void note_resets(wiring::modem_entry& entry, const hayauma::modem::recovery_totals& before,
                 const hayauma::modem::recovery_totals& after) {
    std::int64_t more = 0;
    for (const auto step : resetting)
        more += after.counts[static_cast<std::size_t>(step)] -
                before.counts[static_cast<std::size_t>(step)];
    if (more <= 0) return;
    std::string cause = after.last && !after.last->cause.empty() ? after.last->cause : "unknown";
    if (!entry.resets.contains(cause) && entry.resets.size() >= causes_max) cause = "other";
    entry.resets[cause] += more;
}

}  // namespace

void modem_desk::on_status(const std::string& modem, const hayauma::modem::modem_status& status) {
    auto&      entry = board_.modems[modem];
    const auto before = std::exchange(entry.status, status);
    note_resets(entry, before.recovery, status.recovery);
    if (!status.iccid.empty() && status.iccid != before.iccid)
        tasks_.spawn("read totals", read_totals(modem, status.iccid));
    if (unlocked(status.state))
        for (const auto& name : {status.iccid, status.imei, beside_sim(status.imei)})
            if (pin_tried_.erase(name) != 0) tasks_.spawn("keep PIN", keep_pin_accepted(name));
    bell_.ring();
}

void modem_desk::on_report(const std::string& modem, const sms::status_report& report) {
    reports_.report(modem, board_.modems[modem].status.iccid, report);
}

void modem_desk::on_late_acceptance(const std::string& modem, std::int64_t attempt,
                                    std::uint8_t message_reference) {
    reports_.late_acceptance(modem, attempt, message_reference);
}

void modem_desk::on_overdue(const std::string& modem, std::int64_t attempt) {
    tasks_.spawn("keep overdue", keep_overdue(modem, attempt));
}

/// Until it is kept, or the exchange has its result, after which it changes nothing any more.
boost::asio::awaitable<void> modem_desk::keep_overdue(std::string modem, std::int64_t attempt) {
    io::timer pause(co_await boost::asio::this_coro::executor);
    for (;;) {
        try {
            auto work = [attempt](store::message_store& s) {
                return s.record_overdue(attempt, io::wall_now());
            };
            auto       pending = wiring::run_in(store_, std::move(work));
            const auto change = co_await std::move(pending);
            if (!change) co_return;
            spdlog::warn("message: id={} status={} modem={} outcome=unknown error=overdue",
                         change->message, queue::name(change->status), modem);
            bell_.ring();
            co_return;
        } catch (const store::store_error& e) {
            spdlog::warn("overdue: not kept yet: modem={} error={}", modem, e.what());
        }
        pause.expires_after(store_retry_pause);
        co_await pause.async_wait(boost::asio::use_awaitable);
    }
}

void modem_desk::on_inbound(const std::string& modem, const std::string& iccid,
                            const sms::deliver& message) {
    inbound_.take(modem, iccid, message);
}

boost::asio::awaitable<bool> modem_desk::may_try_pin(std::string sim, std::string also,
                                                     std::string pin) {
    auto& known = pin_prints_[sim];
    if (known.pin.reveal() != pin) known = {config::secret(pin), {}};
    const pin_names names = names_of(sim, also);
    auto work = [names, pin = std::move(pin), prints = known.by_name](store::message_store& s) {
        return ask_record(s, names, pin, prints);
    };
    bool may = false;
    try {
        auto pending = wiring::run_in(store_, std::move(work));
        auto asked = co_await std::move(pending);
        pin_prints_[sim].by_name = std::move(asked.prints);
        may = asked.may;
    } catch (const store::store_error& e) {
        // What cannot be recorded is not tried: three wrong tries lock the SIM for good.
        spdlog::error("pin: not tried: the try could not be recorded: error={}", e.what());
    }
    if (may) pin_tried_.insert(names.recorded.begin(), names.recorded.end());
    co_return may;
}

/// Until it is done: a try that stays on record would keep the right PIN from the next start.
boost::asio::awaitable<void> modem_desk::keep_pin_accepted(std::string sim) {
    io::timer pause(co_await boost::asio::this_coro::executor);
    for (;;) {
        try {
            auto work = [sim](store::message_store& s) { return s.end_pin_try(sim); };
            auto pending = wiring::run_in(store_, std::move(work));
            co_await std::move(pending);
            co_return;
        } catch (const store::store_error& e) {
            spdlog::warn("pin: its success is not kept yet: error={}", e.what());
        }
        pause.expires_after(store_retry_pause);
        co_await pause.async_wait(boost::asio::use_awaitable);
    }
}

boost::asio::awaitable<void> modem_desk::read_totals(std::string modem, std::string iccid) {
    struct figures {
        store::message_store::modem_totals totals;
        int                                today = 0;
    };
    auto work = [modem, iccid](store::message_store& s) {
        return figures{s.totals(modem), s.parts_sent_today(iccid, io::wall_now())};
    };
    auto       pending = wiring::run_in(store_, std::move(work));
    const auto found = co_await std::move(pending);
    auto&      entry = board_.modems[modem];
    entry.sent_total = found.totals.sent;
    entry.failed_total = found.totals.failed;
    entry.last_success_at = found.totals.last_success;
    entry.quota_used = found.today;
}

}  // namespace hayauma::gateway
