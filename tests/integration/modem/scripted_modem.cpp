#include "tests/integration/modem/scripted_modem.hpp"

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/errc.hpp>

#include "modem/at/errors.hpp"
#include "modem/io/errors.hpp"

namespace hayauma::testing {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// One opened port.
class scripted_link final : public io::link {
public:
    explicit scripted_link(scripted_modem& modem) : modem_(modem) {}
    ~scripted_link() override {
        modem_.connected_ = false;
        modem_.closed = io::mono_clock::now();
    }

    asio::awaitable<boost::system::result<std::string_view>> read_some(
        std::chrono::milliseconds limit) override {
        const mono_time until = io::mono_clock::now() + limit;
        for (;;) {
            const mono_time now = io::mono_clock::now();
            if (!modem_.sayings_.empty() && modem_.sayings_.front().due <= now) co_return take();
            if (now >= until) co_return at::errc::timed_out;
            const bool interrupted = co_await wait(until);
            if (interrupted) co_return at::errc::stopped;
        }
    }

    asio::awaitable<boost::system::result<void>> write(std::string octets,
                                                       std::chrono::milliseconds) override {
        const bool is_payload = octets.ends_with('\x1A');
        if (!modem_.connected_ || (is_payload && !modem_.takes_payload))
            co_return io::errc::nothing_written;
        modem_.on_write(octets);
        co_return boost::system::result<void>();
    }

    void interrupt() noexcept override {
        if (!modem_.waiting_) return;
        modem_.interrupted_ = true;
        modem_.timer_.cancel();
    }

private:
    boost::system::result<std::string_view> take() {
        std::string& octets = modem_.sayings_.front().octets;
        if (octets.empty()) {
            modem_.connected_ = false;
            modem_.hung_up = io::mono_clock::now();
            modem_.absent_until = modem_.sayings_.front().absent_until;
            modem_.sayings_.pop_front();
            return at::errc::port_lost;
        }
        last_ = octets.substr(0, modem_.read_octets_max);
        octets.erase(0, last_.size());
        if (octets.empty()) modem_.sayings_.pop_front();
        return std::string_view(last_);
    }

    asio::awaitable<bool> wait(mono_time until) {
        if (!modem_.sayings_.empty()) until = std::min(until, modem_.sayings_.front().due);
        modem_.timer_.expires_at(until);
        modem_.waiting_ = true;
        modem_.interrupted_ = false;
        boost::system::error_code woken;
        co_await modem_.timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        modem_.waiting_ = false;
        co_return modem_.interrupted_;
    }

    scripted_modem& modem_;
    std::string     last_;
};

asio::awaitable<boost::system::result<std::unique_ptr<io::link>>> scripted_opener::open() {
    namespace errc = boost::system::errc;
    const bool there = modem_.present && io::mono_clock::now() >= modem_.absent_until;
    if (!there) co_return errc::make_error_code(errc::no_such_file_or_directory);
    co_return modem_.connect();
}

asio::awaitable<boost::system::result<std::unique_ptr<io::link>>> scripted_opener::open_second() {
    if (!modem_.second) co_return io::errc::absent;
    co_return modem_.second->connect();
}

asio::awaitable<boost::system::result<void>> scripted_opener::reset_usb() {
    ++modem_.usb_resets;
    co_return boost::system::result<void>();
}

std::unique_ptr<io::link> scripted_modem::connect() {
    ++opened;
    connected_ = true;
    sayings_.clear();
    script_time_ = io::mono_clock::now();
    advance_script();
    return std::make_unique<scripted_link>(*this);
}

void scripted_modem::play(transcript script) {
    script_ = std::move(script);
    answers = script_.given;
    cursor_ = 0;
    script_time_ = io::mono_clock::now();
}

bool scripted_modem::script_awaits_ready() const {
    return !script_is_over() && script_.items[cursor_].kind == transcript::item::ready;
}

void scripted_modem::signal_ready() {
    if (!script_awaits_ready()) return;
    ++cursor_;
    script_time_ = io::mono_clock::now();
    advance_script();
}

// Says everything up to what only the host can do.
void scripted_modem::advance_script() {
    using kind = transcript::item;
    for (; cursor_ < script_.items.size(); ++cursor_) {
        const auto& item = script_.items[cursor_];
        const auto  after = std::chrono::ceil<std::chrono::milliseconds>(
            std::max<mono_time::duration>(script_time_ - io::mono_clock::now(), 0s));
        if (item.kind == kind::host || item.kind == kind::ready) return;
        if (item.kind == kind::pause) script_time_ += item.time;
        if (item.kind == kind::modem) say(item.octets, after);
        if (item.kind == kind::hang_up) hang_up(after, item.time);
    }
}

bool scripted_modem::follow_script(const std::string& octets) {
    if (script_is_over()) return false;
    const auto& expected = script_.items[cursor_];
    const bool  same =
        expected.octets == any_payload ? octets.ends_with('\x1A') : expected.octets == octets;
    if (expected.kind != transcript::item::host || !same) return false;
    ++cursor_;
    script_time_ = std::max(script_time_, io::mono_clock::now());
    advance_script();
    return true;
}

void scripted_modem::on_write(const std::string& octets) {
    written.push_back({io::mono_clock::now(), octets});
    if (follow_script(octets)) return;
    if (octets.ends_with('\x1A')) {
        const std::string reference = std::to_string(next_reference++ % 256);
        say("\r\n+CMGS: " + reference + "\r\n\r\nOK\r\n", radio);
    } else if (octets.ends_with('\r')) {
        say(answer_to(octets.substr(0, octets.size() - 1)));
    }
}

std::string scripted_modem::answer_to(const std::string& text) {
    const auto set = answers.find(text);
    if (set != answers.end()) {
        std::string answer = set->second.front();
        if (set->second.size() > 1) set->second.pop_front();
        return answer;
    }
    static const std::map<std::string, std::string> good{
        {"", ""},
        {"AT+CGMI", "\r\nHayauma\r\n\r\nOK\r\n"},
        {"AT+CGMM", "\r\nScript\r\n\r\nOK\r\n"},
        {"AT+CGMR", "\r\n1.0\r\n\r\nOK\r\n"},
        {"AT+CGSN", "\r\n490154203237518\r\n\r\nOK\r\n"},
        {"AT+CFUN?", "\r\n+CFUN: 1\r\n\r\nOK\r\n"},
        {"AT+CPIN?", "\r\n+CPIN: READY\r\n\r\nOK\r\n"},
        {"AT+CCID", "\r\n+CCID: 8981100000000000007\r\n\r\nOK\r\n"},
        {"AT+CSCA?", "\r\n+CSCA: \"+819011112222\",145\r\n\r\nOK\r\n"},
        {"AT+CSMS?", "\r\n+CSMS: 0,1,1,1\r\n\r\nOK\r\n"},
        {"AT+CNMI?", "\r\n+CNMI: 2,1,0,1,0\r\n\r\nOK\r\n"},
        {"AT+CREG?", "\r\n+CREG: 2,1,\"00A1\",\"00B2\",7\r\n\r\nOK\r\n"},
        {"AT+CGREG?", "\r\n+CGREG: 2,0\r\n\r\nOK\r\n"},
        {"AT+CEREG?", "\r\n+CEREG: 2,1,\"00A1\",\"00B2\",7\r\n\r\nOK\r\n"},
        {"AT+COPS?", "\r\n+COPS: 0,2,\"44010\",7\r\n\r\nOK\r\n"},
        {"AT+CSQ", "\r\n+CSQ: 20,99\r\n\r\nOK\r\n"},
        {"AT+CESQ", "\r\n+CESQ: 99,99,255,255,20,80\r\n\r\nOK\r\n"},
    };
    if (text.starts_with("AT+CMGS=")) return "\r\n> ";
    const auto known = good.find(text);
    return known == good.end() ? "\r\nOK\r\n" : known->second;
}

void scripted_modem::say(std::string_view octets, std::chrono::milliseconds after) {
    if (octets.empty()) return;
    sayings_.push_back({io::mono_clock::now() + after, std::string(octets), {}});
    std::stable_sort(sayings_.begin(), sayings_.end(),
                     [](const saying& a, const saying& b) { return a.due < b.due; });
    timer_.cancel();
}

void scripted_modem::hang_up(std::chrono::milliseconds after, std::chrono::milliseconds gone) {
    const mono_time at = io::mono_clock::now() + after;
    sayings_.push_back({at, {}, at + gone});
    std::stable_sort(sayings_.begin(), sayings_.end(),
                     [](const saying& a, const saying& b) { return a.due < b.due; });
    timer_.cancel();
}

int scripted_modem::count(std::string_view octets) const {
    return static_cast<int>(std::count_if(written.begin(), written.end(),
                                          [&](const writing& w) { return w.octets == octets; }));
}

std::vector<std::string> scripted_modem::texts_since(std::size_t first) const {
    std::vector<std::string> texts;
    for (std::size_t i = first; i < written.size(); ++i) texts.push_back(written[i].octets);
    return texts;
}

}  // namespace hayauma::testing
