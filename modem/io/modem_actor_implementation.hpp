#pragma once

// The inside of modem_actor, shared by its sources: the loop (modem_actor.cpp), talking to the
// modem (modem_talk.cpp), one submission (modem_submission.cpp), what is asked on a second port
// beside it (modem_beside.cpp), and what comes of it all for others (modem_news.cpp).

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "modem/at/exchange.hpp"
#include "modem/at/resync.hpp"
#include "modem/io/clock.hpp"
#include "modem/io/modem_actor.hpp"
#include "modem/session/session_fsm.hpp"

namespace hayauma::io {

namespace asio = boost::asio;
namespace mdm = hayauma::modem;

struct modem_actor::implementation {
    /// One submission: its submitter waits on it, the actor carries it out; either may go first.
    struct job {
        job(const asio::any_io_executor& executor, mdm::transmission part)
            : what(std::move(part)), done(executor) {}

        void finish(mdm::submit_outcome how) {
            outcome = std::move(how);
            release();
        }
        void release() { done.cancel(); }  ///< once there is an outcome

        mdm::transmission                  what;
        std::optional<mdm::submit_outcome> outcome;
        timer                              done;
    };

    /// One USSD code; whoever asked waits on it.
    struct question {
        question(const asio::any_io_executor& executor, std::string asked)
            : code(std::move(asked)), done(executor) {}

        std::string                      code;
        std::optional<mdm::ussd_outcome> outcome;
        timer                            done;
    };

    enum class heard { octets, time, interrupted, overflow, lost };
    enum class sent { all, nothing, unsure };

    implementation(asio::any_io_executor ex, config::modem_settings s,
                   std::unique_ptr<link_opener> o, modem_observer& obs)
        : executor(std::move(ex)), settings(std::move(s)), opener(std::move(o)), observer(obs),
          fsm(mdm::generic_profile(), std::hash<std::string>{}(settings.name)),
          channel(mdm::plain_news()), pause(executor), ended(executor),
          beside_channel(mdm::plain_news()), beside_pause(executor) {}

    asio::awaitable<void>               run();
    asio::awaitable<mdm::session_input> perform(mdm::session_action next);
    asio::awaitable<mdm::session_input> open(std::chrono::milliseconds after);
    asio::awaitable<mdm::session_input> synchronise();
    asio::awaitable<mdm::session_input> converse(at::command what);
    asio::awaitable<mdm::session_input> ask_pin(mdm::ask_pin_permission asked);
    asio::awaitable<mdm::session_input> listen(mono_time until);
    asio::awaitable<mdm::session_input> carry_out();
    asio::awaitable<mdm::submit_input>  perform_submit(mdm::submit_action next);
    asio::awaitable<mdm::submit_input>  await_event(mono_time pause_until);

    asio::awaitable<mdm::session_input> reset_usb();

    asio::awaitable<void>        watch_beside();
    asio::awaitable<void>        look_beside();
    asio::awaitable<void>        leave_beside();
    asio::awaitable<void>        ask_beside(mdm::probe what);
    asio::awaitable<bool>        open_beside();
    std::optional<mdm::answered> answer_beside(mdm::answered& so_far);
    asio::awaitable<void>        wait_beside(std::chrono::milliseconds limit);

    asio::awaitable<sent>  write(std::string octets, mono_time before = mono_time::max());
    asio::awaitable<heard> hear(mono_time until);
    at::resync::step       advance(at::resync& sync, mono_time until);
    std::optional<mdm::session_input> answer_from_channel(mdm::answered& answer);
    std::optional<mdm::submit_input>  event_of_submission();
    std::optional<mdm::submit_input>  concerning_submission(const mdm::notice& news);
    void                              take_the_rest();
    bool                              deliver_notices();
    void                              deliver(const mdm::notice& news);
    void                              note_recovery(const mdm::notice& news);
    void                              end_question(mdm::ussd_outcome outcome);
    void                              ask_waiting();
    void                              refuse_work();
    void                              leave() noexcept;
    void                              publish();
    void                              wake() noexcept;
    bool                              alive() const noexcept { return running || beside_runs; }
    bool                              is_wanted_beside() const noexcept;
    bool is_free() const noexcept { return running && !stopping && !work && fsm.status().can_send; }

    asio::any_io_executor        executor;
    config::modem_settings       settings;
    std::unique_ptr<link_opener> opener;
    modem_observer&              observer;
    mdm::session_fsm             fsm;
    at::exchange                 channel;
    std::unique_ptr<link>        line;
    std::shared_ptr<job>         work;       ///< waiting or on the air; shared with its submitter
    std::shared_ptr<job>         ended_job;  ///< its submitter hears when the session knows
    std::vector<mdm::notice>     held;       ///< for after the submission on the air
    mono_time                    overdue_at{};
    timer                        pause;
    timer                        ended;
    mdm::modem_status            shown;
    mdm::recovery_totals         recovery;
    std::shared_ptr<question>    asked;  ///< waiting or under way; shared with who asks
    bool                         asked_new = false;
    std::unique_ptr<link>        beside;  ///< the second port, while it is of use
    at::exchange                 beside_channel;
    timer                        beside_pause;
    bool                         beside_runs = false;
    bool                         beside_asks = false;      ///< it is being opened or used
    bool                         beside_unwanted = false;  ///< the device is about to be reset
    bool                         shown_free = false;
    bool                         running = false;
    bool                         awaiting_port = false;
    bool                         reading = false;
    bool                         stopping = false;
    bool                         cut_off = false;  ///< the grace of stop() is over
};

}  // namespace hayauma::io
