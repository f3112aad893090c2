#include "gateway/inbound_sink.hpp"

#include <array>
#include <utility>

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "gateway/http/uuid.hpp"
#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::gateway {
namespace {

using namespace std::chrono_literals;

constexpr auto        retry_pause = 2s;
constexpr int         bugs_max = 3;            // then the message is lost
constexpr std::size_t on_the_way_max = 1'000;  // while the disk is full or failing

/// As it came.
queue::inbound_part part_of(const std::string& modem, const std::string& iccid,
                            const sms::deliver& message) {
    auto content = sms::content_of(message.data);

    std::array<std::uint8_t, 10> random{};
    http::system_random(random);
    const auto now = io::wall_now();

    queue::inbound_part part;
    part.id = http::uuid_v7(now, random);
    part.modem = modem;
    part.iccid = iccid;
    part.sender = message.originator.display();
    // Nobody reads compressed text: it is shown as data.
    part.alphabet = content.compressed ? sms::alphabet::eight_bit : content.alphabet;
    part.payload = std::move(content.payload);
    part.part = content.part;
    if (message.submitted) part.sent_at = message.submitted->utc;
    part.received_at = now;
    return part;
}

void log(const queue::inbound_part& part, const char* result) {
    spdlog::info("inbound: modem={} from=\"{}\" part={}/{} result={}", part.modem,
                 queue::masked_sender(part.sender), part.part ? part.part->sequence : 1,
                 part.part ? part.part->total : 1, result);
}

const char* in_words(const store::inbound_result& result) {
    struct {
        const char* operator()(const store::inbound_kept&) const { return "kept"; }
        const char* operator()(const store::inbound_waiting&) const { return "waits"; }
        const char* operator()(const store::inbound_repeated&) const { return "repeated"; }
    } words;
    return std::visit(words, result);
}

}  // namespace

void inbound_sink::take(const std::string& modem, const std::string& iccid,
                        const sms::deliver& message) {
    auto part = part_of(modem, iccid, message);
    if (settings_.store == config::inbound_store::none) return log(part, "not_kept");
    if (on_the_way_ >= on_the_way_max) return log(part, "lost");
    ++on_the_way_;
    tasks_.spawn("keep inbound", keep(queue::as_kept(std::move(part), settings_.store)));
}

/// Until it is done, however long the disk fails: the network has been told that it came.
boost::asio::awaitable<void> inbound_sink::keep(queue::inbound_part part) {
    io::timer pause(co_await boost::asio::this_coro::executor);
    for (int bugs = 0;;) {
        try {
            auto       work = [part](store::message_store& s) { return s.record_inbound(part); };
            auto       pending = wiring::run_in(store_, std::move(work));
            const auto result = co_await std::move(pending);
            log(part, in_words(result));
            --on_the_way_;
            co_return;
        } catch (const store::store_error& e) {
            if (e.kind() == store::trouble::bug && ++bugs == bugs_max) {
                log(part, "lost");
                --on_the_way_;
                throw;
            }
            spdlog::warn("inbound: not kept yet: error={}", e.what());
        } catch (...) {
            --on_the_way_;
            throw;
        }
        pause.expires_after(retry_pause);
        co_await pause.async_wait(boost::asio::use_awaitable);
    }
}

}  // namespace hayauma::gateway
