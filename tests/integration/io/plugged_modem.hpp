#pragma once

#include <array>
#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>

#include "modem/io/usb_port.hpp"
#include "tests/integration/io/pseudo_terminal.hpp"

namespace hayauma::testing {

/// Runs one coroutine to its end while others go on, in real time, and returns its value.
template <class T>
T run_beside(boost::asio::io_context& context, boost::asio::awaitable<T> what) {
    auto end = boost::asio::co_spawn(context, std::move(what), boost::asio::use_future);
    context.restart();
    while (end.wait_for(std::chrono::seconds(0)) != std::future_status::ready) context.run_one();
    return end.get();
}

/// One port of a modem that says who it is, and keeps what it was asked.
class talking_port {
public:
    talking_port(boost::asio::io_context& context, std::string imei, bool echo = false)
        : self_(std::make_shared<state>(context, std::move(imei), echo)) {
        boost::asio::co_spawn(context, state::answer(self_), boost::asio::detached);
    }
    ~talking_port() { self_->line.close(); }
    talking_port(const talking_port&) = delete;
    talking_port& operator=(const talking_port&) = delete;

    const std::string& path() const { return self_->path; }
    const std::string& heard() const { return self_->heard; }
    /// How often it was asked for its IMEI.
    int asked() const {
        int count = 0;
        for (auto at = heard().find("AT+CGSN\r"); at != std::string::npos;
             at = heard().find("AT+CGSN\r", at + 1))
            ++count;
        return count;
    }

private:
    struct state {
        state(boost::asio::io_context& context, std::string who, bool echoes)
            : state(context, pseudo_terminal(), std::move(who), echoes) {}
        state(boost::asio::io_context& context, pseudo_terminal terminal, std::string who,
              bool echoes)
            : path(terminal.path), slave(::open(path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC)),
              line(context, terminal.master.release()), imei(std::move(who)), echo(echoes) {}

        static boost::asio::awaitable<void> answer(std::shared_ptr<state> self) {
            std::array<char, 256>     octets{};
            boost::system::error_code ended;
            while (!ended) {
                const std::size_t size = co_await self->line.async_read_some(
                    boost::asio::buffer(octets),
                    boost::asio::redirect_error(boost::asio::use_awaitable, ended));
                for (const char octet : std::string(octets.data(), ended ? 0 : size))
                    self->take(octet);
            }
        }

        void take(char octet) {
            heard += octet;
            if (echo) say(std::string(1, octet));
            if (octet == '\x1B') return;
            if (octet != '\r') {
                command += octet;
                return;
            }
            const std::string whole = std::exchange(command, {});
            if (whole == "AT+CGSN") say(imei.empty() ? "\r\nERROR\r\n" : "\r\n" + imei + "\r\n");
            if (whole == "AT" || (whole == "AT+CGSN" && !imei.empty())) say("\r\nOK\r\n");
            if (whole == "AT+GSN" || whole == "AT+CGSN=1") say("\r\nERROR\r\n");
        }
        void say(const std::string& text) { boost::asio::write(line, boost::asio::buffer(text)); }

        std::string                           path;
        io::unique_fd                         slave;  // so that our closing does not end the line
        boost::asio::posix::stream_descriptor line;
        std::string                           imei;
        bool                                  echo;
        std::string                           heard;
        std::string                           command;
    };
    std::shared_ptr<state> self_;  // shared with its coroutine, which ends later
};

/// What is plugged in, as the system would list it. The list is read on helper threads.
class usb_board {
public:
    /// @return the device, which is at the end of the list; numbered anew like a real one.
    io::usb_device plug(const std::string& socket, io::usb_id id, const std::string& serial = "") {
        const std::lock_guard lock(mutex_);
        io::usb_device        device{id, serial, socket, 1, ++devnum_, "", ""};
        view_.devices.push_back(device);
        return device;
    }
    void port(const io::usb_device& of, int interface, const std::string& path,
              bool is_acm = false) {
        const std::lock_guard lock(mutex_);
        view_.ports.push_back({path, interface, is_acm, of});
    }
    void unplug(const std::string& socket) {
        const std::lock_guard lock(mutex_);
        std::erase_if(view_.devices, [&](const auto& d) { return d.path == socket; });
        std::erase_if(view_.ports, [&](const auto& p) { return p.usb.path == socket; });
    }
    io::usb_view look() const {
        const std::lock_guard lock(mutex_);
        return view_;
    }

private:
    mutable std::mutex mutex_;
    io::usb_view       view_;
    int                devnum_ = 0;
};

}  // namespace hayauma::testing
