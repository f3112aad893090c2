#include "modem/session/submit_fsm.hpp"

#include "tests/support/sample_part.hpp"
#include "tests/unit/session/printing.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace hayauma::testing;
using namespace std::chrono_literals;

namespace {

sms::error_code own(sms::modem_error e) { return {sms::error_family::modem, static_cast<int>(e)}; }

const submit_action listening = keep_listening{};
const submit_action pdu_and_ctrl_z = send_pdu{sample_pdu, 180s, mono_time{1h} + 5min};
const at::finished  ok{{at::verdict::ok, {}}};

/// One submission, its time moved by hand.
struct scene {
    mono_time     now{1h};
    reference_log known;
    profile       device = generic_profile();
    submit_fsm    part;

    explicit scene(profile row = generic_profile())
        : device(std::move(row)), part(sample_part(now), device, known) {}

    submit_action tell(const submit_input& what) { return part.resume(what, now); }
    submit_action begin() { return tell(begin_submit{sample_start}); }
    void          reach_result() {
                 begin();
                 REQUIRE(tell(at::event(at::prompted{})) == pdu_and_ctrl_z);
    }
};

at::event information(const char* text) { return at::information{text}; }

}  // namespace

TEST_CASE("a part is sent when its reference came and OK closed the exchange",
          "[session][submit]") {
    scene s;
    CHECK(s.begin() == submit_action(issue{at::make_cmgs(31)}));
    CHECK_FALSE(s.part.on_the_air());
    CHECK(s.tell(at::event(at::prompted{})) == pdu_and_ctrl_z);
    CHECK(s.part.on_the_air());
    CHECK(s.tell(information("+CMGS: 249")) == submit_action(hurry_up{5s}));
    CHECK(s.tell(at::event(ok)) == submit_action(submit_ended{accepted{249}, channel::in_step}));
}

TEST_CASE("a reference without OK is accepted after 5 s", "[session][submit]") {
    scene s;
    s.reach_result();
    s.tell(information("+CMGS: 3"));
    CHECK(s.tell(at::event(at::deadline_passed{})) ==
          submit_action(submit_ended{accepted{3}, channel::out_of_step}));
}

TEST_CASE("nothing after a reference takes it back", "[session][submit]") {
    const submit_action lost_but_sent = submit_ended{accepted{3}, channel::lost};
    const submit_action booted_but_sent = submit_ended{accepted{3}, channel::rebooted};
    const submit_action error_but_sent = submit_ended{accepted{3}, channel::in_step};
    scene               s;
    s.reach_result();
    s.tell(information("+CMGS: 3"));
    SECTION("port lost") { CHECK(s.tell(port_gone{}) == lost_but_sent); }
    SECTION("boot line") { CHECK(s.tell(boot_came{}) == booted_but_sent); }
    SECTION("an error") {
        const at::event error = at::finished{{at::verdict::cms_error, 38}};
        CHECK(s.tell(error) == error_but_sent);
    }
}

TEST_CASE("OK alone does not mean sent", "[session][submit]") {
    scene s;
    s.begin();
    SECTION("before Ctrl-Z nothing was sent, and the prompt may still come") {
        CHECK(s.tell(at::event(ok)) ==
              submit_action(submit_ended{not_sent{own(sms::modem_error::ok_without_reference)},
                                         channel::out_of_step}));
    }
    SECTION("after Ctrl-Z nobody knows") {
        s.tell(at::event(at::prompted{}));
        CHECK(s.tell(at::event(ok)) ==
              submit_action(submit_ended{unknown{own(sms::modem_error::ok_without_reference)}}));
    }
}

TEST_CASE("an unreadable reference is no reference", "[session][submit]") {
    scene s;
    s.reach_result();
    CHECK(s.tell(information("+CMGS: what")) == listening);
    CHECK(s.tell(at::event(ok)) ==
          submit_action(submit_ended{unknown{own(sms::modem_error::ok_without_reference)}}));
}

TEST_CASE("without a prompt the modem is left with ESC", "[session][submit]") {
    scene s;
    s.begin();
    CHECK(s.tell(at::event(at::deadline_passed{})) == submit_action(cancel_prompt{}));
    CHECK(s.tell(at::event(at::prompted{})) == listening);  // too late: it gets no PDU
    const submit_outcome no_prompt = not_sent{own(sms::modem_error::no_prompt)};
    CHECK(s.tell(at::event(ok)) == submit_action(submit_ended{no_prompt, channel::out_of_step}));
}

TEST_CASE("the deadline is looked at before AT+CMGS and before Ctrl-Z", "[session][submit]") {
    const submit_action late = submit_ended{not_sent{own(sms::modem_error::too_late)}};
    scene               s;
    SECTION("too late to begin") {
        s.now += 5min;
        CHECK(s.begin() == late);
    }
    SECTION("too late at the prompt") {
        s.begin();
        s.now += 5min;
        CHECK(s.tell(at::event(at::prompted{})) == submit_action(cancel_prompt{}));
        CHECK(s.tell(at::event(ok)) == late);
    }
    SECTION("a moment before it goes out") {
        s.begin();
        s.now += 5min - 1ns;
        CHECK(s.tell(at::event(at::prompted{})) == pdu_and_ctrl_z);
    }
}

TEST_CASE("a profile may pause between prompt and PDU, and the deadline still holds",
          "[session][submit]") {
    profile slow = generic_profile();
    slow.prompt_pause = 20ms;
    scene s(slow);
    s.begin();
    CHECK(s.tell(at::event(at::prompted{})) == submit_action(pause_before_payload{s.now + 20ms}));
    SECTION("then the PDU goes out") {
        s.now += 20ms;
        CHECK(s.tell(pause_over{}) == pdu_and_ctrl_z);
    }
    SECTION("unless it is too late by then") {
        s.now += 5min;
        CHECK(s.tell(pause_over{}) == submit_action(cancel_prompt{}));
    }
    SECTION("unless the modem gives up meanwhile") {
        const at::event error = at::finished{{at::verdict::error, {}}};
        CHECK(s.tell(error) ==
              submit_action(submit_ended{not_sent{own(sms::modem_error::plain_error)}}));
    }
}

TEST_CASE("TP-VP is what is left when AT+CMGS is written", "[session][submit]") {
    struct {
        std::chrono::seconds left;
        const char*          validity;
    } cases[] = {
        {300s, "00"}, {599s, "00"}, {600s, "01"}, {1s, "00"}, {3600s, "0B"},
    };
    for (const auto& c : cases) {
        INFO(c.left.count());
        reference_log none;
        mono_time     now{1h};
        transmission  what = sample_part(now);
        what.expires_at = sample_start + c.left;
        submit_fsm part(what, generic_profile(), none);
        part.resume(begin_submit{sample_start}, now);
        const auto action = part.resume(at::event(at::prompted{}), now);
        // SMSC 00, 31, MR, DA 12 digits, PID, DCS, then TP-VP
        CHECK(std::get<send_pdu>(action).hex.substr(26, 2) == c.validity);
    }
}

TEST_CASE("a report for this destination proves that the network has it", "[session][submit]") {
    const auto         start = std::chrono::floor<std::chrono::seconds>(sample_start);
    sms::status_report report{.message_reference = 9,
                              .recipient = "819012345678",
                              .submitted = sms::timestamp{start + 2s, 36},
                              .finished = {},
                              .status = 0};
    scene              s;
    SECTION("and ends the exchange as accepted, with its TP-MR") {
        s.reach_result();
        CHECK(s.tell(report_came{report}) == submit_action(hurry_up{5s}));
        CHECK(s.tell(at::event(at::deadline_passed{})) ==
              submit_action(submit_ended{accepted{9}, channel::out_of_step}));
    }
    SECTION("but not before Ctrl-Z: it is an older one's") {
        s.begin();
        CHECK(s.tell(report_came{report}) == listening);
    }
    SECTION("and not one for somebody else") {
        s.reach_result();
        report.recipient = "819087654321";
        CHECK(s.tell(report_came{report}) == listening);
    }
    SECTION("and not that of a message whose reference is known") {
        s.known.add(9, number(), s.now);
        s.reach_result();
        CHECK(s.tell(report_came{report}) == listening);
    }
}

TEST_CASE("numbers after and before Ctrl-Z", "[session][submit]") {
    using sms::error_family;
    using v = at::verdict;
    struct {
        const char*      name;
        at::final_result result;
        bool             after_pdu;
        submit_outcome   expected;
    } cases[] = {
        {"network refuses, after",
         {v::cms_error, 38},
         true,
         rejected{{error_family::cms, 38}, sms::classify({error_family::cms, 38}, true)}},
        {"barred, after",
         {v::cms_error, 8},
         true,
         rejected{{error_family::cms, 8}, sms::fault_class::modem}},
        {"unassigned number, after",
         {v::cms_error, 1},
         true,
         rejected{{error_family::cms, 1}, sms::fault_class::destination}},
        {"invalid PDU, before",
         {v::cms_error, 304},
         false,
         rejected{{error_family::cms, 304}, sms::fault_class::message}},
        {"network timeout, after", {v::cms_error, 332}, true, unknown{{error_family::cms, 332}}},
        {"350 after 135 s (EG06-E)", {v::cms_error, 350}, true, unknown{{error_family::cms, 350}}},
        {"500 although delivered (BG95)",
         {v::cms_error, 500},
         true,
         unknown{{error_family::cms, 500}}},
        {"332 before is no duplicate risk",
         {v::cms_error, 332},
         false,
         not_sent{{error_family::cms, 332}}},
        {"the network has it already",
         {v::cms_error, 197},
         true,
         rejected{{error_family::cms, 197}, sms::fault_class::already_sent}},
        {"ERROR before", {v::error, {}}, false, not_sent{own(sms::modem_error::plain_error)}},
        {"ERROR after", {v::error, {}}, true, unknown{own(sms::modem_error::plain_error)}},
        {"unknown text, after",
         {v::cms_error, {}},
         true,
         unknown{own(sms::modem_error::plain_error)}},
        {"aborted, after", {v::aborted, {}}, true, unknown{own(sms::modem_error::plain_error)}},
        {"SIM not inserted (CME), before",
         {v::cme_error, 10},
         false,
         rejected{{error_family::cme, 10}, sms::fault_class::modem}},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        scene s;
        if (c.after_pdu)
            s.reach_result();
        else
            s.begin();
        const auto ended = s.tell(at::event(at::finished{c.result}));
        CHECK(ended == submit_action(submit_ended{c.expected, channel::in_step}));
    }
}
