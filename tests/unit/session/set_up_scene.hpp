#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "modem/session/bring_up.hpp"

namespace hayauma::modem::testing {

using namespace std::chrono_literals;

inline answered ok(std::vector<std::string> lines = {}) {
    return {{at::verdict::ok, {}}, std::move(lines)};
}
inline answered error() { return {{at::verdict::error, {}}, {}}; }
inline answered cme(int number) { return {{at::verdict::cme_error, number}, {}}; }
inline answered cms(int number) { return {{at::verdict::cms_error, number}, {}}; }

/// A modem that answers what a good one does, unless a test says otherwise: the answers to one
/// command in turn, the last one for ever.
struct set_up_scene {
    mono_time                                   now{1h};
    modem_status                                status;
    bring_up                                    machine{generic_profile()};
    std::map<std::string, std::deque<answered>> answers{
        {"AT+CGMI", {ok({"Maker"})}},
        {"AT+CGMM", {ok({"Model"})}},
        {"AT+CGMR", {ok({"1.0"})}},
        {"AT+CGSN", {ok({"490154203237518"})}},
        {"AT+CFUN?", {ok({"+CFUN: 1"})}},
        {"AT+CPIN?", {ok({"+CPIN: READY"})}},
        {"AT+CCID", {ok({"+CCID: 8981100000000000007"})}},
        {"AT+CSCA?", {ok({"+CSCA: \"+819011112222\",145"})}},
        {"AT+CSMS?", {ok({"+CSMS: 0,1,1,1"})}},
        {"AT+COPS?", {ok({"+COPS: 0,2,\"44010\",7"})}},
    };
    std::vector<std::string> sent;
    config::secret           pin;  ///< what the owner allows
    int                      pin_asked = 0;

    set_up_scene() { machine.restart(now); }

    answered answer_to(const std::string& text) {
        auto found = answers.find(text);
        if (found == answers.end()) return ok();
        answered next = found->second.front();
        if (found->second.size() > 1) found->second.pop_front();
        return next;
    }

    /// Runs until the modem is set up, or cannot be, or `patience` is over.
    set_up_action run(std::chrono::seconds patience = 10min) {
        const mono_time end = now + patience;
        for (;;) {
            const set_up_action next = machine.next(now);
            if (const auto* out = std::get_if<send_command>(&next)) {
                sent.push_back(out->what.text);
                machine.on_answer(answer_to(out->what.text), status, now);
            } else if (const auto* wait = std::get_if<wait_a_moment>(&next)) {
                if (wait->until > end) return next;
                now = wait->until;
            } else if (std::holds_alternative<need_pin>(next)) {
                ++pin_asked;
                machine.on_pin(pin, "no PIN");
            } else {
                return next;
            }
        }
    }

    auto count(const std::string& text) const { return std::count(sent.begin(), sent.end(), text); }
};

inline bool is_set_up(const set_up_action& end) { return std::holds_alternative<set_up>(end); }

inline std::string failure(const set_up_action& end) {
    const auto* no = std::get_if<cannot_set_up>(&end);
    return no ? no->why : "";
}

}  // namespace hayauma::modem::testing
