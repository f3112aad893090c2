#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>
#include <spdlog/spdlog.h>

#include "gateway/http/router.hpp"
#include "modem/io/clock.hpp"
#include "tests/unit/http/fake_store.hpp"

namespace hayauma::test {

/// Hex SHA-256, for settings.
inline std::string token_hash(std::string_view token) {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string                       text;
    for (const auto octet : http::sha256(token)) {
        text += hex[octet >> 4];
        text += hex[octet & 0x0f];
    }
    return text;
}

inline config::client_settings client(std::string name, std::string_view token,
                                      std::vector<config::scope> scopes) {
    config::client_settings c;
    c.name = std::move(name);
    c.token_sha256 = {token_hash(token)};
    c.scopes = std::move(scopes);
    return c;
}

/// Four clients, two modems in a group, a template beside the default one.
inline config::settings api_settings() {
    config::settings s;
    s.clients = {client("keycloak", "token-send", {config::scope::send}),
                 client("other", "token-other", {config::scope::send}),
                 client("reader", "token-read", {config::scope::read}),
                 client("boss", "token-admin", {config::scope::send, config::scope::admin})};
    s.templates["short"] = {"{code} for {app}", "Example"};
    config::modem_settings modem;
    modem.name = "docomo-1";
    modem.group = "tokyo";
    s.modems = {modem};
    return s;
}

inline wiring::modem_entry ready_modem() {
    wiring::modem_entry entry;
    entry.status.state = modem::modem_state::ready;
    entry.status.can_send = true;
    return entry;
}

/// Modems that do what they are asked for, and remember it.
class fake_control final : public wiring::modem_control {
public:
    std::vector<std::string>     asked;  ///< "pause docomo-1", "ussd docomo-1 *100#"
    wiring::control_result       result = wiring::control_result::done;
    hayauma::modem::ussd_outcome outcome;
    bool                         silent = false;  ///< the network never answers

    boost::asio::awaitable<wiring::control_result> pause(std::string name) override {
        asked.push_back("pause " + name);
        co_return result;
    }
    boost::asio::awaitable<wiring::control_result> resume(std::string name) override {
        asked.push_back("resume " + name);
        co_return result;
    }
    wiring::control_result reset(const std::string& name) override {
        asked.push_back("reset " + name);
        return result;
    }
    boost::asio::awaitable<wiring::ussd_result> ussd(std::string name, std::string code) override {
        asked.push_back("ussd " + name + " " + code);
        if (silent) {
            io::timer for_ever(co_await boost::asio::this_coro::executor);
            for_ever.expires_after(std::chrono::hours(24));
            co_await for_ever.async_wait(boost::asio::use_awaitable);
        }
        co_return wiring::ussd_result{result, outcome};
    }
};

/// The API over a store in memory; requests in, answers out, no socket.
struct api_fixture {
    api_fixture() {
        spdlog::set_level(spdlog::level::off);
        board.modems["docomo-1"] = ready_modem();
    }

    boost::asio::io_context loop;
    fake_store              store;
    fake_gate               gate{store};
    wiring::status_board    board;
    wiring::bell            bell{loop.get_executor()};
    config::settings        settings = api_settings();
    fake_control            control;
    http::context           api{settings, gate, board, bell, control, counting_random()};

    /// Randomness that repeats itself from run to run.
    static http::random_source counting_random() {
        return [n = std::uint8_t{0}](std::span<std::uint8_t> octets) mutable {
            std::generate(octets.begin(), octets.end(), [&n] { return n++; });
        };
    }

    static http::request request(std::string method, std::string target,
                                 std::string_view token = {}, std::string body = {}) {
        http::request r{std::move(method), std::move(target), {}, std::move(body)};
        if (!token.empty()) r.fields.push_back({"Authorization", "Bearer " + std::string(token)});
        return r;
    }

    /// Begins a request; its answer appears in the result once the loop has run.
    std::shared_ptr<std::optional<http::response>> begin(http::request asked) {
        auto answer = std::make_shared<std::optional<http::response>>();
        boost::asio::co_spawn(loop, http::handle(std::move(asked), api),
                              [answer](std::exception_ptr failure, http::response given) {
                                  if (failure) std::rethrow_exception(failure);
                                  *answer = std::move(given);
                              });
        return answer;
    }

    http::response ask(http::request asked) {
        const auto answer = begin(std::move(asked));
        loop.restart();
        loop.run();
        return answer->value();
    }

    http::response post(std::string body, std::string_view token = "token-send") {
        return ask(request("POST", "/v1/messages", token, std::move(body)));
    }
};

inline boost::json::object body_of(const http::response& answer) {
    return boost::json::parse(answer.body).as_object();
}

/// The problem's stable word.
inline std::string code_of(const http::response& answer) {
    return std::string(body_of(answer).at("code").as_string());
}

inline std::string field_of(const http::response& answer, std::string_view name) {
    for (const auto& f : answer.fields)
        if (f.name == name) return f.value;
    return {};
}

}  // namespace hayauma::test
