#include "gateway/http/modems.hpp"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>

#include "gateway/http/json.hpp"
#include "gateway/http/message_json.hpp"
#include "gateway/http/problem.hpp"
#include "modem/io/clock.hpp"
#include "queue/sim_ledger.hpp"

namespace hayauma::http {
namespace {

namespace json = boost::json;
namespace asio = boost::asio;

// From how many dBm on there are 1, 2, 3 and 4 bars.
constexpr std::array rsrp_steps{-128, -118, -108, -98};
constexpr std::array rssi_steps{-107, -103, -97, -89};

template <class Steps>
int count_steps(const Steps& steps, int dbm) noexcept {
    return static_cast<int>(
        std::count_if(steps.begin(), steps.end(), [dbm](int step) { return dbm >= step; }));
}

template <class Number>
json::value number_or_null(const std::optional<Number>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

json::object to_json(const hayauma::modem::registration_stats& stats) {
    return {{"creg", number_or_null(stats.creg)},
            {"cgreg", number_or_null(stats.cgreg)},
            {"cereg", number_or_null(stats.cereg)},
            {"c5greg", number_or_null(stats.c5greg)}};
}

json::object to_json(const hayauma::modem::signal_quality& signal) {
    return {{"rssi_dbm", number_or_null(signal.rssi_dbm)},
            {"rsrp_dbm", number_or_null(signal.rsrp_dbm)},
            {"rsrq_db", number_or_null(signal.rsrq_db)},
            {"bars", number_or_null(bars(signal))}};
}

json::value to_json(const std::optional<hayauma::modem::recovery_record>& step) {
    if (!step) return nullptr;
    return json::object{{"step", hayauma::modem::name(step->step)},
                        {"cause", text_or_null(step->cause)},
                        {"result", text_or_null(step->result)},
                        {"at", to_text(step->at)}};
}

json::object to_json(const hayauma::modem::recovery_totals& recovery) {
    json::object steps;
    for (std::size_t i = 0; i < recovery.counts.size(); ++i)
        steps[hayauma::modem::name(static_cast<hayauma::modem::recovery_kind>(i))] =
            recovery.counts[i];
    return {{"steps", std::move(steps)}, {"last", to_json(recovery.last)}};
}

}  // namespace

std::optional<int> bars(const hayauma::modem::signal_quality& signal) noexcept {
    if (signal.rsrp_dbm) return count_steps(rsrp_steps, *signal.rsrp_dbm);
    if (signal.rssi_dbm) return count_steps(rssi_steps, *signal.rssi_dbm);
    return std::nullopt;
}

json::object to_json(const std::string& name, const wiring::modem_entry& modem, wall_time now) {
    const auto& status = modem.status;
    return {
        {"name", name},
        {"state", hayauma::modem::name(status.state)},
        {"can_send", status.can_send},
        {"reason", text_or_null(status.reason)},
        {"paused", modem.paused},
        {"doubted", status.doubted},
        {"group", text_or_null(modem.group)},
        {"device", text_or_null(status.device)},
        {"manufacturer", text_or_null(status.manufacturer)},
        {"model", text_or_null(status.model)},
        {"firmware", text_or_null(status.firmware)},
        {"profile", text_or_null(status.profile)},
        {"imei", text_or_null(status.imei)},
        {"iccid", text_or_null(status.iccid)},
        {"operator", text_or_null(status.operator_plmn)},
        {"access_technology", text_or_null(status.access_technology)},
        {"registration", to_json(status.registration)},
        {"signal", to_json(status.signal)},
        {"quota",
         {{"used", modem.quota_used},
          {"limit", modem.quota_limit},
          {"resets_at", to_text(queue::resets_at(now))}}},
        {"sent_total", modem.sent_total},
        {"failed_total", modem.failed_total},
        {"last_success_at", to_json(modem.last_success_at)},
        {"last_error", to_json(modem.last_error)},
        {"calls_refused", status.calls_refused},
        {"recovery", to_json(status.recovery)},
    };
}

response no_such_modem() {
    return problem_response(404, "not_found", "There is no modem of this name.");
}

asio::awaitable<response> list_modems(call& what) {
    json::array items;
    for (const auto& [name, modem] : what.api.board.modems)
        items.push_back(to_json(name, modem, io::wall_now()));
    co_return json_response(200,
                            json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

asio::awaitable<response> get_modem(call& what) {
    const auto& modems = what.api.board.modems;
    const auto  found = modems.find(what.arguments.front());
    if (found == modems.end()) co_return no_such_modem();
    co_return json_response(200, to_json(found->first, found->second, io::wall_now()));
}

}  // namespace hayauma::http
