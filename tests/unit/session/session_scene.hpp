#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "modem/session/session_fsm.hpp"
#include "tests/support/sample_part.hpp"
#include "tests/unit/session/printing.hpp"

namespace hayauma::testing {

using namespace hayauma::modem;
using namespace std::chrono_literals;

inline answered ok(std::vector<std::string> lines = {}) {
    return {{at::verdict::ok, {}}, std::move(lines)};
}
inline answered cme(int number) { return {{at::verdict::cme_error, number}, {}}; }

inline answered cms(int number) { return {{at::verdict::cms_error, number}, {}}; }

inline sms::error_code own(sms::modem_error e) {
    return {sms::error_family::modem, static_cast<int>(e)};
}

inline session_action transmitting(const char* text) { return transmit{at::make_command(text)}; }

/// A message from +819012345678: "123456".
inline constexpr const char* sample_deliver =
    "0791180900000010040C9118092143658700006211221312636306"
    "31D98C56B301";

/// A session in front of a good modem, its time moved by hand.
struct scene {
    mono_time                       now{1h};
    session_fsm                     machine{generic_profile()};
    bool                            work_waits = false;
    std::map<std::string, answered> answers{
        {"AT+CPIN?", ok({"+CPIN: READY"})},
        {"AT+CFUN?", ok({"+CFUN: 1"})},
        {"AT+CREG?", ok({"+CREG: 2,1,\"00A1\",\"00B2\",7"})},
        {"AT+CGREG?", ok({"+CGREG: 2,4"})},
        {"AT+CEREG?", ok({"+CEREG: 2,1"})},
        {"AT+CSQ", ok({"+CSQ: 20,99"})},
        {"AT+CESQ", ok({"+CESQ: 99,99,255,255,20,80"})},
        {"AT+COPS?", ok({"+COPS: 0,2,\"44010\",7"})},
        {"AT+CNMI?", ok({"+CNMI: 2,1,0,1,0"})},
    };
    std::vector<std::string> sent;

    session_action tell(const session_input& what) { return machine.resume(what, work_waits, now); }

    answered answer_to(const std::string& text) {
        const auto found = answers.find(text);
        return found == answers.end() ? ok() : found->second;
    }

    /// Answers everything that is asked, from this action on, until the session rests.
    session_action answer_all(session_action next) {
        for (int i = 0; i < 100; ++i) {
            const auto* out = std::get_if<transmit>(&next);
            if (!out) return next;
            sent.push_back(out->what.text);
            next = tell(answer_to(out->what.text));
        }
        FAIL("it never rests");
        return next;
    }

    session_action bring_up() {
        tell(session_started{});
        tell(port_opened{"/dev/ttyUSB2"});
        return answer_all(tell(in_step{}));
    }

    void news(const char* text, const char* body = "") {
        machine.observe(at::unsolicited{text, body}, now);
    }

    session_action done(submit_outcome outcome, channel left = channel::in_step) {
        return tell(work_done{42, number(), {std::move(outcome), left}});
    }

    const modem_status& status() const { return machine.status(); }

    int count(const char* command) const {
        return static_cast<int>(std::count(sent.begin(), sent.end(), command));
    }
};

}  // namespace hayauma::testing
