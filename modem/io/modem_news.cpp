// What the session brought up for others: reports, messages, recovery, answers to USSD codes.

#include <utility>

#include <spdlog/spdlog.h>

#include "modem/io/modem_actor_implementation.hpp"

namespace hayauma::io {

/// @return whether the modem started anew.
bool modem_actor::implementation::deliver_notices() {
    bool booted = false;
    for (const mdm::notice& news : std::exchange(held, {})) deliver(news);
    while (const auto next = fsm.take_notice()) {
        booted |= std::holds_alternative<mdm::boot_noticed>(*next);
        deliver(*next);
    }
    return booted;
}

void modem_actor::implementation::deliver(const mdm::notice& news) {
    if (const auto* in = std::get_if<mdm::report_received>(&news))
        observer.on_report(settings.name, in->report);
    else if (const auto* late = std::get_if<mdm::late_acceptance>(&news))
        observer.on_late_acceptance(settings.name, late->attempt, late->message_reference);
    else if (const auto* came = std::get_if<mdm::message_received>(&news))
        observer.on_inbound(settings.name, fsm.status().iccid, came->message);
    else if (const auto* said = std::get_if<mdm::ussd_ended>(&news))
        end_question(said->outcome);
    else
        note_recovery(news);
}

void modem_actor::implementation::note_recovery(const mdm::notice& news) {
    if (const auto* began = std::get_if<mdm::recovery_began>(&news)) {
        ++recovery.counts.at(static_cast<std::size_t>(began->step));
        recovery.last = {began->step, began->cause, {}, wall_now()};
        spdlog::warn("recovery: modem={} step={} cause=\"{}\"", settings.name,
                     mdm::name(began->step), began->cause);
    }
    const auto* ended_now = std::get_if<mdm::recovery_ended>(&news);
    if (!ended_now || !recovery.last) return;
    recovery.last->result = ended_now->result;
    spdlog::info("recovery: modem={} step={} result=\"{}\"", settings.name,
                 mdm::name(recovery.last->step), ended_now->result);
}

void modem_actor::implementation::end_question(mdm::ussd_outcome outcome) {
    const auto answered = std::exchange(asked, nullptr);
    if (!answered) return;
    answered->outcome = std::move(outcome);
    answered->done.cancel();
}

void modem_actor::implementation::ask_waiting() {
    if (asked && std::exchange(asked_new, false)) fsm.ask_ussd(asked->code);
}

}  // namespace hayauma::io
