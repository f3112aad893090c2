#include "modem/sim/sim_tty.hpp"

#include <array>
#include <chrono>
#include <string_view>
#include <system_error>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/io/clock.hpp"
#include "modem/io/open_port.hpp"

namespace hayauma::sim {

namespace asio = boost::asio;
using boost::system::error_code;

/// The tty and three loops over it: what comes in, what the modem does by itself, and what waits
/// to be written.
struct sim_tty::implementation {
    implementation(asio::any_io_executor executor, sim_modem& simulated, std::string path)
        : modem(simulated), device(std::move(path)), line(executor), reopen_pause(executor),
          modem_event(executor), more_output(executor) {}

    using self_ptr = std::shared_ptr<implementation>;

    static asio::awaitable<void> serve_line(self_ptr self);
    static asio::awaitable<void> run_modem(self_ptr self);
    static asio::awaitable<void> write_output(self_ptr self);

    io::open_result open();
    void            hang_up();
    void            collect_output();
    void            stop();

    sim_modem&                     modem;
    std::string                    device;
    asio::posix::stream_descriptor line;
    io::timer                      reopen_pause;
    io::timer                      modem_event;
    io::timer                      more_output;
    std::string                    output;  ///< to be written, the oldest first
    bool                           stopped = false;
};

io::open_result sim_tty::implementation::open() {
    auto opened = io::open_port(device);
    if (opened) line.assign(opened->fd.release());
    return opened;
}

void sim_tty::implementation::hang_up() {
    error_code ignored;
    line.close(ignored);
    output.clear();
}

void sim_tty::implementation::collect_output() {
    const std::string said = modem.take_output();
    if (said.empty() || !line.is_open()) return;
    if (output.size() + said.size() > unread_octets_max) return;
    output += said;
    more_output.cancel();
}

asio::awaitable<void> sim_tty::implementation::serve_line(self_ptr self) {
    using namespace std::chrono_literals;
    std::array<char, 4096> octets{};
    while (!self->stopped) {
        error_code error;
        if (!self->line.is_open() && !self->open()) {
            self->reopen_pause.expires_after(100ms);
            co_await self->reopen_pause.async_wait(
                asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        const std::size_t size = co_await self->line.async_read_some(
            asio::buffer(octets), asio::redirect_error(asio::use_awaitable, error));
        if (self->stopped) co_return;
        if (error) {
            self->hang_up();
            continue;
        }
        self->modem.receive(std::string_view(octets.data(), size), io::mono_clock::now());
        self->collect_output();
        self->modem_event.cancel();
    }
}

asio::awaitable<void> sim_tty::implementation::run_modem(self_ptr self) {
    while (!self->stopped) {
        self->modem.advance(io::mono_clock::now());
        self->collect_output();
        self->modem_event.expires_at(self->modem.next_event().value_or(mono_time::max()));
        error_code ignored;  // Cancelled means: look again.
        co_await self->modem_event.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

asio::awaitable<void> sim_tty::implementation::write_output(self_ptr self) {
    while (!self->stopped) {
        error_code error;
        if (self->output.empty()) {
            self->more_output.expires_at(mono_time::max());
            co_await self->more_output.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        const std::size_t size = self->line.write_some(asio::buffer(self->output), error);
        self->output.erase(0, size);
        if (error == asio::error::would_block) {
            co_await self->line.async_wait(asio::posix::descriptor_base::wait_write,
                                           asio::redirect_error(asio::use_awaitable, error));
        } else if (error) {
            self->output.clear();  // The line is lost: serve_line() sees it, too.
        }
    }
}

void sim_tty::implementation::stop() {
    stopped = true;
    modem.on_change({});
    hang_up();
    reopen_pause.cancel();
    modem_event.cancel();
    more_output.cancel();
}

sim_tty::sim_tty(asio::any_io_executor executor, sim_modem& modem, std::string device)
    : self_(std::make_shared<implementation>(executor, modem, std::move(device))) {
    if (const auto opened = self_->open(); !opened) {
        throw std::system_error(make_error_code(opened.error().why), self_->device);
    }
    modem.on_change([self = self_.get()] { self->modem_event.cancel(); });
    asio::co_spawn(executor, implementation::serve_line(self_), asio::detached);
    asio::co_spawn(executor, implementation::run_modem(self_), asio::detached);
    asio::co_spawn(executor, implementation::write_output(self_), asio::detached);
}

sim_tty::~sim_tty() { self_->stop(); }

}  // namespace hayauma::sim
