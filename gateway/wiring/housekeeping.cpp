#include "gateway/wiring/housekeeping.hpp"

#include <exception>
#include <utility>

#include "modem/io/clock.hpp"

namespace hayauma::wiring {

namespace asio = boost::asio;

asio::awaitable<std::vector<std::string>> keep_house(store_gate& store, std::chrono::days kept) {
    std::vector<std::string> troubles;
    try {
        auto work = [](store::message_store& s) { return s.erase_traces(); };
        auto erasing = run_in(store, std::move(work));
        co_await std::move(erasing);
    } catch (const std::exception& e) {
        troubles.emplace_back(e.what());
    }
    try {
        auto work = [kept](store::message_store& s) {
            return s.tend_inbound(io::wall_now(), io::wall_now() - kept);
        };
        auto tending = run_in(store, std::move(work));
        co_await std::move(tending);
    } catch (const std::exception& e) {
        troubles.emplace_back(e.what());
    }
    co_return troubles;
}

}  // namespace hayauma::wiring
