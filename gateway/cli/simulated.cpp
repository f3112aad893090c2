#include "gateway/cli/simulated.hpp"

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/io/clock.hpp"

namespace hayauma::cli {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> run_script(std::string name, sim::sim_modem& modem,
                                 sim::fault_schedule schedule) {
    const auto executor = co_await asio::this_coro::executor;
    io::timer  due(executor);
    while (const auto next = schedule.next()) {
        due.expires_at(*next);
        co_await due.async_wait(asio::use_awaitable);
        sim::fault what = schedule.take();
        std::cerr << name << " fault: " << describe(what) << std::endl;
        modem.inject(std::move(what), io::mono_clock::now());
    }
}

}  // namespace

simulated::simulated(const std::vector<std::string>& scripts) {
    for (const std::string& text : scripts) {
        auto script = sim::parse_fault_script(text);
        if (!script) {
            throw std::invalid_argument("--fault \"" + text + "\": " + script.error().detail);
        }
        scripts_.push_back(*std::move(script));
    }
}

void simulated::check_names(const std::vector<std::string>& names) const {
    for (const sim::fault_script& script : scripts_) {
        if (script.modem.empty()) continue;
        if (std::find(names.begin(), names.end(), script.modem) != names.end()) continue;
        throw std::invalid_argument("--fault: there is no modem '" + script.modem + "', but " +
                                    names.front() + " to " + names.back());
    }
}

void simulated::add(asio::any_io_executor executor, std::string name, sim::sim_modem& modem) {
    const auto index = static_cast<unsigned>(modems_.size());
    for (const sim::fault_script& script : scripts_) {
        if (!script.modem.empty() && script.modem != name) continue;
        sim::fault_schedule schedule(script, index, io::mono_clock::now());
        asio::co_spawn(executor, run_script(name, modem, std::move(schedule)), asio::detached);
    }
    modems_.emplace(std::move(name), &modem);
}

bool simulated::has(std::string_view modem) const { return modems_.contains(modem); }

std::vector<std::string> simulated::faults(std::string_view modem) const {
    std::vector<std::string> all;
    for (const sim::fault& what : modems_.find(modem)->second->faults()) {
        all.push_back(describe(what));
    }
    return all;
}

simulated::injected simulated::inject(std::string_view modem, std::string_view fault) {
    const auto what = sim::parse_fault(fault);
    if (!what) return {{}, what.error().detail};
    modems_.find(modem)->second->inject(*what, io::mono_clock::now());
    return {describe(*what), {}};
}

void simulated::clear(std::string_view modem) {
    modems_.find(modem)->second->clear_faults(io::mono_clock::now());
}

}  // namespace hayauma::cli
