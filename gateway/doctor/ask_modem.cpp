#include "gateway/doctor/ask_modem.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/at/errors.hpp"
#include "modem/at/identity.hpp"
#include "modem/at/parse_sim.hpp"
#include "modem/io/clock.hpp"
#include "modem/io/short_talk.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/registration.hpp"
#include "modem/session/signal.hpp"

namespace hayauma::doctor {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using modem::answered;
using modem::first_of;
using modem::probe;

constexpr auto        step_limit = 8s;  // a modem that does not know a port is silent at once
constexpr auto        look_again = 1s;  // at what may still change
constexpr auto        answer_limit = 5s;
constexpr std::size_t plmn_digits = 5;  // 440 and 441 have networks of two digits
constexpr int         denied = 3;

/// The conversation with one modem, and what it brought.
class interview {
public:
    interview(io::link& line, mono_time until, modem_facts& out)
        : talk_(line, modem::plain_news()), until_(until), out_(out) {}

    asio::awaitable<void> run();

private:
    /// @return nullopt: no answer, or the port is gone.
    asio::awaitable<std::optional<answered>> ask(std::string text);
    /// The first of these that the modem accepts; nullopt: none.
    asio::awaitable<std::optional<answered>> first_accepted(std::vector<std::string> texts);

    asio::awaitable<bool> come_into_step();
    asio::awaitable<void> ask_identity();
    asio::awaitable<void> ask_sim();
    asio::awaitable<void> ask_pin_tries();
    asio::awaitable<void> ask_card();
    asio::awaitable<void> ask_network();
    asio::awaitable<void> ask_registration();
    asio::awaitable<void> ask_signal();
    asio::awaitable<void> pause();

    bool        may_wait() const;
    bool        network_is_decided() const;
    std::string identity(const std::optional<answered>& answer, std::string_view name) const;

    io::short_talk        talk_;
    mono_time             until_;
    modem_facts&          out_;
    const modem::profile* device_ = &modem::generic_profile();
};

std::optional<at::sim_state> sim_of(const answered& answer) {
    using at::sim_state;
    if (answer.ok()) return first_of(answer.lines, at::parse_cpin);
    switch (answer.cme()) {  // 3GPP TS 27.007 §9.2
    case 10: return sim_state::absent;
    case 11: return sim_state::pin;
    case 12: return sim_state::puk;
    case 5:
    case 6:
    case 7:
    case 15:
    case 40:
    case 41:
    case 42:
    case 43:
    case 44:
    case 45:
    case 46:
    case 47:
    case 48: return sim_state::locked;
    case 13:
    case 14:
    case 515: return sim_state::not_ready;
    default: return std::nullopt;
    }
}

asio::awaitable<void> interview::run() {
    auto       synchronising = come_into_step();
    const bool answers = co_await std::move(synchronising);
    if (!answers) co_return;
    out_.answers = true;
    auto identifying = ask_identity();
    co_await std::move(identifying);
    auto asking = ask_sim();
    co_await std::move(asking);
    if (out_.sim == at::sim_state::pin) {
        auto counting = ask_pin_tries();
        co_await std::move(counting);
    }
    if (out_.sim != at::sim_state::ready) co_return;
    auto reading = ask_card();
    co_await std::move(reading);
    auto looking = ask_network();
    co_await std::move(looking);
}

/// Without its radio neither SIM nor network will change.
bool interview::may_wait() const {
    const bool radio_is_off = out_.radio && *out_.radio != 1;
    return !out_.lost && !radio_is_off && io::mono_clock::now() < until_;
}

asio::awaitable<bool> interview::come_into_step() {
    auto       synchronising = talk_.come_into_step(io::mono_clock::now() + step_limit);
    const auto done = co_await std::move(synchronising);
    if (!done && done.error() == make_error_code(at::errc::port_lost)) out_.lost = true;
    co_return done.has_value();
}

asio::awaitable<std::optional<answered>> interview::ask(std::string text) {
    if (out_.lost || text.empty()) co_return std::nullopt;
    at::command what = at::make_command(std::move(text));
    what.limit = std::min<std::chrono::milliseconds>(what.limit, answer_limit);
    auto asking = talk_.ask(std::move(what));
    auto answer = co_await std::move(asking);
    if (answer) co_return *std::move(answer);
    if (answer.error() == make_error_code(at::errc::port_lost)) out_.lost = true;
    if (!out_.lost) {
        auto       synchronising = come_into_step();
        const bool back = co_await std::move(synchronising);
        if (!back) out_.lost = true;
    }
    co_return std::nullopt;
}

asio::awaitable<std::optional<answered>> interview::first_accepted(std::vector<std::string> texts) {
    for (std::string& text : texts) {
        auto asking = ask(std::move(text));
        auto answer = co_await std::move(asking);
        if (answer && answer->ok()) co_return answer;
    }
    co_return std::nullopt;
}

std::string interview::identity(const std::optional<answered>& answer,
                                std::string_view               name) const {
    if (!answer || answer->lines.empty()) return {};
    return at::parse_identity_text(answer->lines.front(), name);
}

asio::awaitable<void> interview::ask_identity() {
    for (const char* form : {"ATE0V1Q0", "AT+CMEE=1"}) {
        auto       setting = ask(form);
        const auto set = co_await std::move(setting);
        static_cast<void>(set);  // a modem that refuses it is understood, too
    }
    auto       maker = first_accepted({"AT+CGMI", "AT+GMI"});
    const auto manufacturer = co_await std::move(maker);
    out_.manufacturer = identity(manufacturer, "+CGMI");
    auto       kind = first_accepted({"AT+CGMM", "AT+GMM"});
    const auto model = co_await std::move(kind);
    out_.model = identity(model, "+CGMM");
    auto       version = first_accepted({"AT+CGMR", "AT+GMR"});
    const auto firmware = co_await std::move(version);
    out_.firmware = identity(firmware, "+CGMR");
    auto       number = first_accepted({"AT+CGSN", "AT+GSN", "AT+CGSN=1"});
    const auto imei = co_await std::move(number);
    if (imei) out_.imei = first_of(imei->lines, at::parse_imei).value_or("");
    device_ = &modem::profile_for(out_.manufacturer, out_.model);
    out_.profile = device_->name;
    auto       switched = ask("AT+CFUN?");
    const auto radio = co_await std::move(switched);
    if (radio) out_.radio = first_of(radio->lines, at::parse_cfun);
}

/// A SIM is not ready for some seconds after the modem's start.
asio::awaitable<void> interview::ask_sim() {
    for (;;) {
        auto       asking = ask("AT+CPIN?");
        const auto answer = co_await std::move(asking);
        if (answer) out_.sim = sim_of(*answer);
        if (out_.sim && *out_.sim != at::sim_state::not_ready) co_return;
        if (!may_wait()) co_return;
        auto waiting = pause();
        co_await std::move(waiting);
    }
}

asio::awaitable<void> interview::ask_pin_tries() {
    for (const std::string& text : device_->pin_tries) {
        auto       asking = ask(text);
        const auto answer = co_await std::move(asking);
        if (answer && answer->ok()) out_.pin_tries = first_of(answer->lines, at::parse_pin_tries);
        if (out_.pin_tries || out_.lost) co_return;
    }
}

/// What stands on the card. Of the IMSI only the network is kept.
asio::awaitable<void> interview::ask_card() {
    auto       numbering = first_accepted(device_->iccid);
    const auto iccid = co_await std::move(numbering);
    if (iccid) out_.iccid = first_of(iccid->lines, at::parse_iccid).value_or("");
    auto       identifying = ask("AT+CIMI");
    const auto imsi = co_await std::move(identifying);
    if (imsi && imsi->ok() && !imsi->lines.empty()) {
        const std::string digits = at::parse_identity_text(imsi->lines.front(), "+CIMI");
        const bool        plausible = digits.find_first_not_of("0123456789") == digits.npos;
        if (plausible) out_.home_plmn = digits.substr(0, plmn_digits);
    }
    for (;;) {
        auto       asking = ask("AT+CSCA?");
        const auto centre = co_await std::move(asking);
        if (centre && centre->ok())
            out_.smsc = first_of(centre->lines, at::parse_csca).value_or("");
        if (out_.smsc || !centre || !may_wait()) co_return;
        auto waiting = pause();  // refused until the modem has read the SIM
        co_await std::move(waiting);
    }
}

asio::awaitable<void> interview::ask_network() {
    for (;;) {
        auto asking = ask_registration();
        co_await std::move(asking);
        if (network_is_decided() || !may_wait()) break;
        auto waiting = pause();
        co_await std::move(waiting);
    }
    auto signalling = ask_signal();
    co_await std::move(signalling);
}

/// Whether waiting would change nothing: it may send, or is refused.
bool interview::network_is_decided() const {
    const auto& stats = out_.registration;
    return modem::allows_sending(stats, out_.operator_plmn) || stats.creg == denied ||
           stats.cereg == denied;
}

asio::awaitable<void> interview::ask_registration() {
    for (const probe p : {probe::creg, probe::cereg, probe::cgreg, probe::c5greg, probe::ims}) {
        auto       asking = ask(std::string(command_of(p, *device_)));
        const auto answer = co_await std::move(asking);
        if (answer && answer->ok()) modem::take_registration(p, *answer, out_.registration);
    }
    auto       choosing = ask("AT+COPS=3,2");  // the operator as a number
    const auto chosen = co_await std::move(choosing);
    static_cast<void>(chosen);
    auto       asking = ask("AT+COPS?");
    const auto answer = co_await std::move(asking);
    if (!answer || !answer->ok()) co_return;
    const auto found = first_of(answer->lines, at::parse_cops);
    out_.operator_plmn = found ? found->plmn : "";
}

asio::awaitable<void> interview::ask_signal() {
    modem::signal_book book;
    for (const probe p : {probe::signal, probe::extended_signal, probe::vendor_signal}) {
        auto       asking = ask(std::string(command_of(p, *device_)));
        const auto answer = co_await std::move(asking);
        if (answer) book.take(p, *answer);
    }
    out_.signal = book.known();
}

asio::awaitable<void> interview::pause() {
    io::timer due(co_await asio::this_coro::executor);
    due.expires_after(look_again);
    co_await due.async_wait(asio::use_awaitable);
}

}  // namespace

asio::awaitable<void> ask_modem(io::link& line, mono_time until, modem_facts& out) {
    interview with(line, until, out);
    auto      running = with.run();
    co_await std::move(running);
}

}  // namespace hayauma::doctor
