#include "modem/io/modem_actor.hpp"

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "modem/io/modem_actor_implementation.hpp"

namespace hayauma::io {

using namespace std::chrono_literals;

namespace {

mdm::not_sent not_ready() {
    return {{sms::error_family::modem, static_cast<int>(sms::modem_error::not_ready)}};
}

}  // namespace

// Decides nothing: the machine says what to do, this does it and reports what happened.
asio::awaitable<void> modem_actor::implementation::run() {
    co_await asio::this_coro::throw_if_cancelled(false);  // stop() ends us, and nothing else
    struct on_exit {
        implementation* me;
        ~on_exit() { me->leave(); }
    } guard{this};
    running = true;
    if (!beside_runs) asio::co_spawn(executor, watch_beside(), asio::detached);
    mdm::session_action next = fsm.resume(mdm::session_started{}, false, mono_clock::now());
    while (!stopping) {
        if (work && !fsm.status().can_send) refuse_work();
        publish();
        if (spdlog::should_log(spdlog::level::trace))
            spdlog::trace("session: modem={} next=\"{}\"", settings.name, mdm::describe(next));
        const mdm::session_input what = co_await perform(next);
        ask_waiting();
        // What was heard comes first, but behind the outcome of a submission: a late +CMGS must not
        // be credited to the one before.
        const bool submitted = std::holds_alternative<mdm::work_done>(what);
        if (!submitted) take_the_rest();
        next = fsm.resume(what, work != nullptr, mono_clock::now());
        if (submitted) take_the_rest();
        if (const auto done = std::exchange(ended_job, nullptr)) {
            done->release();
            // Lets the submitter go first: a report must not overtake the outcome it is about.
            co_await asio::post(executor, asio::use_awaitable);
        }
        const bool booted = deliver_notices();
        if (booted && line) next = fsm.resume(mdm::rebooted{}, false, mono_clock::now());
    }
}

// Also on the way of an exception: nobody must wait for a submission that nobody carries out.
void modem_actor::implementation::leave() noexcept {
    const bool            on_the_air = fsm.status().state == mdm::modem_state::sending;
    const sms::error_code stopped{sms::error_family::modem,
                                  static_cast<int>(sms::modem_error::stopped)};
    if (const auto left = std::exchange(work, nullptr)) {
        if (on_the_air)
            left->finish(mdm::unknown{stopped});
        else
            left->finish(mdm::not_sent{stopped});
    }
    if (const auto done = std::exchange(ended_job, nullptr)) done->release();
    end_question({{}, {}, "the modem is not driven any more"});
    line.reset();
    running = reading = awaiting_port = false;
    beside_pause.cancel();
    if (beside) beside->interrupt();
    ended.cancel();
}

asio::awaitable<mdm::session_input> modem_actor::implementation::perform(mdm::session_action next) {
    mdm::session_input what = mdm::rest_over{};
    if (const auto* a = std::get_if<mdm::open_port>(&next)) {
        what = co_await open(a->after);
    } else if (std::holds_alternative<mdm::synchronise>(next)) {
        what = co_await synchronise();
    } else if (auto* command = std::get_if<mdm::transmit>(&next)) {
        what = co_await converse(std::move(command->what));
    } else if (auto* pin = std::get_if<mdm::ask_pin_permission>(&next)) {
        what = co_await ask_pin(std::move(*pin));
    } else if (std::holds_alternative<mdm::reset_usb>(next)) {
        what = co_await reset_usb();
    } else if (const auto* calm = std::get_if<mdm::rest>(&next)) {
        what = co_await listen(calm->until);
    } else {
        what = co_await carry_out();
    }
    co_return what;
}

// What the channel still holds behind the answer.
void modem_actor::implementation::take_the_rest() {
    const mono_time now = mono_clock::now();
    while (const auto event = channel.next(now)) fsm.observe(*event, now);
}

void modem_actor::implementation::refuse_work() {
    if (const auto refused = std::exchange(work, nullptr)) refused->finish(not_ready());
}

void modem_actor::implementation::publish() {
    mdm::modem_status now = fsm.status();
    now.recovery = recovery;
    const bool freed = is_free() && !shown_free;
    shown_free = is_free();
    if (!freed && now == shown) return;
    if (now.can_send != shown.can_send || now.reason != shown.reason)
        spdlog::info("modem: name={} device={} state={} can_send={} reason=\"{}\"", settings.name,
                     now.device, mdm::name(now.state), now.can_send, now.reason);
    shown = now;
    observer.on_status(settings.name, shown);
}

void modem_actor::implementation::wake() noexcept {
    pause.cancel();
    if (reading && line) line->interrupt();
    if (!stopping) return;
    beside_pause.cancel();
    if (beside) beside->interrupt();
}

modem_actor::modem_actor(asio::any_io_executor executor, config::modem_settings settings,
                         std::unique_ptr<link_opener> opener, modem_observer& observer)
    : self_(std::make_unique<implementation>(std::move(executor), std::move(settings),
                                             std::move(opener), observer)) {}

modem_actor::~modem_actor() = default;

asio::awaitable<void> modem_actor::run() { return self_->run(); }

asio::awaitable<void> modem_actor::stop(std::chrono::milliseconds grace) {
    implementation& me = *self_;
    me.stopping = true;
    me.wake();
    boost::system::error_code woken;
    me.ended.expires_after(grace);
    while (me.alive() && mono_clock::now() < me.ended.expiry())
        co_await me.ended.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    me.cut_off = true;
    me.wake();
    while (me.alive()) {
        me.ended.expires_after(1s);
        co_await me.ended.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        me.wake();
    }
}

void modem_actor::pause() {
    self_->fsm.pause(true);
    self_->publish();
}

void modem_actor::resume() {
    self_->fsm.pause(false);
    self_->publish();
}

void modem_actor::reset() {
    self_->fsm.ask_reset();
    self_->wake();
}

void modem_actor::look_again() noexcept {
    if (self_->awaiting_port) self_->pause.cancel();
}

asio::awaitable<mdm::ussd_outcome> modem_actor::ussd(std::string code) {
    implementation& me = *self_;
    if (!me.running || me.stopping) co_return mdm::ussd_outcome{{}, {}, "the modem is not driven"};
    if (me.asked) co_return mdm::ussd_outcome{{}, {}, "another code is under way on this modem"};
    const auto mine = std::make_shared<implementation::question>(me.executor, std::move(code));
    me.asked = mine;
    me.asked_new = true;
    me.wake();
    boost::system::error_code woken;
    while (!mine->outcome) {
        mine->done.expires_after(1h);
        co_await mine->done.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    co_return *mine->outcome;
}

bool modem_actor::free() const noexcept { return self_->is_free(); }

const mdm::modem_status& modem_actor::status() const noexcept { return self_->fsm.status(); }

const config::modem_settings& modem_actor::settings() const noexcept { return self_->settings; }

asio::awaitable<mdm::submit_outcome> modem_actor::submit(mdm::transmission what) {
    implementation& me = *self_;
    if (!me.is_free()) co_return not_ready();
    const auto mine = std::make_shared<implementation::job>(me.executor, std::move(what));
    me.work = mine;
    me.wake();
    boost::system::error_code woken;
    while (!mine->outcome) {
        mine->done.expires_after(1h);
        co_await mine->done.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    co_return *mine->outcome;
}

}  // namespace hayauma::io
