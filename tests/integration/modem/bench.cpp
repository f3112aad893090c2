#include "tests/integration/modem/bench.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace hayauma::testing {

namespace asio = boost::asio;

namespace {

struct worded {
    std::string operator()(const modem::accepted& a) const {
        return "accepted " + std::to_string(a.message_reference);
    }
    std::string operator()(const modem::not_sent& n) const { return "not_sent " + code(n.error); }
    std::string operator()(const modem::rejected& r) const { return "rejected " + code(r.error); }
    std::string operator()(const modem::unknown& u) const { return "unknown " + code(u.error); }

    static std::string code(sms::error_code e) {
        const char* family = e.family == sms::error_family::cms   ? "cms "
                             : e.family == sms::error_family::cme ? "cme "
                                                                  : "modem ";
        return family + std::to_string(e.code);
    }
};

asio::awaitable<void> run_actor(bench* b) {
    co_await b->actor->run();
    b->run_ended = true;
}

asio::awaitable<void> submit_part(bench* b, modem::transmission part) {
    auto outcome = co_await b->actor->submit(std::move(part));
    b->owner.events.push_back("outcome " + words(outcome));
    b->outcomes.push_back(outcome);
    b->ended_at.push_back(io::mono_clock::now());
}

asio::awaitable<void> ask_network(bench* b, std::string code,
                                  std::shared_ptr<std::optional<modem::ussd_outcome>> answer) {
    auto outcome = co_await b->actor->ussd(std::move(code));
    *answer = std::move(outcome);
}

asio::awaitable<void> stop_actor(bench* b, std::chrono::milliseconds grace) {
    co_await b->actor->stop(grace);
    b->stop_ended = true;
}

}  // namespace

std::string words(const modem::submit_outcome& outcome) { return std::visit(worded{}, outcome); }

void recorder::on_status(const std::string&, const modem::modem_status& status) {
    statuses.push_back(status);
    const auto& step = status.recovery.last;
    if (!step) return;
    const bool same = !recoveries.empty() && recoveries.back().at == step->at &&
                      recoveries.back().step == step->step;
    if (same)
        recoveries.back() = *step;
    else
        recoveries.push_back(*step);
}

void recorder::on_report(const std::string&, const sms::status_report& report) {
    events.push_back("report " + std::to_string(report.message_reference));
}

void recorder::on_late_acceptance(const std::string&, std::int64_t attempt, std::uint8_t mr) {
    events.push_back("late " + std::to_string(attempt) + " " + std::to_string(mr));
}

void recorder::on_overdue(const std::string&, std::int64_t attempt) {
    events.push_back("overdue " + std::to_string(attempt));
}

void recorder::on_inbound(const std::string&, const std::string&, const sms::deliver& message) {
    events.push_back("inbound " + message.originator.display());
}

asio::awaitable<bool> recorder::may_try_pin(std::string sim, std::string, std::string) {
    pin_asked_for.push_back(std::move(sim));
    co_return pin_allowed;
}

bench::bench(config::modem_settings settings) {
    if (settings.name.empty()) settings.name = "docomo-1";
    actor = std::make_unique<io::modem_actor>(context.get_executor(), std::move(settings),
                                              std::make_unique<scripted_opener>(modem), owner);
}

// An actor that still runs must be gone before the io_context destroys what it waits for.
bench::~bench() { end(); }

void bench::end() {
    if (run_ended) return;
    stop(std::chrono::milliseconds(0));
    run_until([this] { return stop_ended; });
}

void bench::start() { asio::co_spawn(context, run_actor(this), asio::detached); }

bool bench::run_until(const std::function<bool()>& done, std::chrono::seconds limit) {
    return time.run_until(context, done, limit);
}

bool bench::ready(std::chrono::seconds limit) {
    return run_until([this] { return actor->free(); }, limit);
}

void bench::submit() { submit(sample_part(time.now(), time.wall_now())); }

void bench::submit(modem::transmission part) {
    asio::co_spawn(context, submit_part(this, std::move(part)), asio::detached);
}

std::shared_ptr<std::optional<modem::ussd_outcome>> bench::ask(std::string code) {
    auto answer = std::make_shared<std::optional<modem::ussd_outcome>>();
    asio::co_spawn(context, ask_network(this, std::move(code), answer), asio::detached);
    return answer;
}

void bench::stop(std::chrono::milliseconds grace) {
    asio::co_spawn(context, stop_actor(this, grace), asio::detached);
}

}  // namespace hayauma::testing
