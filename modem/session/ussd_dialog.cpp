#include "modem/session/ussd_dialog.hpp"

#include "modem/at/parse_ussd.hpp"

namespace hayauma::modem {
namespace {

// <m> of 3GPP TS 27.007 §7.15.
enum class ussd_state { done, more_wanted, ended, other_client, not_supported, timed_out };

std::string failure_of(int state) {
    switch (static_cast<ussd_state>(state)) {
    case ussd_state::other_client: return "another client of the SIM answered";
    case ussd_state::not_supported: return "the network does not know this code";
    case ussd_state::timed_out: return "the network took too long";
    case ussd_state::done:
    case ussd_state::more_wanted:
    case ussd_state::ended: break;
    }
    return "the network sent no text";
}

std::string refusal_of(const answered& answer) {
    const auto number = answer.result.number;
    return "the modem refuses USSD" + (number ? " (error " + std::to_string(*number) + ")" : "");
}

}  // namespace

std::optional<ussd_outcome> ussd_dialog::ask(std::string_view code, const profile& device) {
    if (command_ || until_) return ussd_outcome{{}, {}, "another code is under way on this modem"};
    command_ = at::make_ussd(code, device.packs_ussd);
    if (!command_) return ussd_outcome{{}, {}, "not a USSD code: write digits, * and #"};
    return std::nullopt;
}

std::optional<at::command> ussd_dialog::due(mono_time now) {
    if (!command_) return std::nullopt;
    until_ = now + ussd_limit;
    writing_ = true;
    return std::exchange(command_, {});
}

std::optional<ussd_outcome> ussd_dialog::on_answer(const answered& answer) {
    writing_ = false;
    if (answer.ok()) return std::nullopt;  // the network's text comes unasked
    return end({{}, {}, refusal_of(answer)});
}

std::optional<ussd_outcome> ussd_dialog::on_news(std::string_view line, const profile& device) {
    if (!until_) return std::nullopt;
    const auto said = at::parse_cusd(line, device.packs_ussd);
    if (!said) return std::nullopt;
    open_ended_ = said->state == static_cast<int>(ussd_state::more_wanted);
    std::string error = said->text.empty() ? failure_of(said->state) : "";
    return end({said->state, said->text, std::move(error)});
}

std::optional<ussd_outcome> ussd_dialog::on_time(mono_time now) {
    if (!until_ || now < *until_) return std::nullopt;
    open_ended_ = true;
    const int timed_out = static_cast<int>(ussd_state::timed_out);
    return end({timed_out, {}, "the network did not answer within 60 s"});
}

std::optional<ussd_outcome> ussd_dialog::on_lost() {
    if (!command_ && !until_) return std::nullopt;
    return end({{}, {}, "the modem was lost"});
}

std::optional<ussd_outcome> ussd_dialog::end(ussd_outcome outcome) {
    command_.reset();
    until_.reset();
    writing_ = false;
    return outcome;
}

}  // namespace hayauma::modem
