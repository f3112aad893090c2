#include "modem/sim/sim_pty.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/inotify.h>
#include <termios.h>

#include "modem/io/clock.hpp"
#include "modem/sim/pty_pair.hpp"

namespace hayauma::sim {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

owned_fd watch_opens(const std::string& path) {
    owned_fd watch(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (watch.get() < 0 || ::inotify_add_watch(watch.get(), path.c_str(), IN_OPEN | IN_CLOSE) < 0) {
        throw std::system_error(errno, std::generic_category(), "inotify");
    }
    return watch;
}

/// One pseudo-terminal and three loops over it: what clients write, what waits to be written, and
/// who opens and closes the line. Closed for good when the modem is unplugged.
struct terminal {
    terminal(asio::any_io_executor executor, sim_modem& simulated, const std::string& path)
        : modem(simulated), port(simulated.port_number()), pty(open_pty()),
          link(std::in_place, path, pty.path), master(executor, pty.master.get()),
          opens(executor, watch_opens(pty.path).release()), more_output(executor) {
        pty.master.release();  // Now the stream's.
        master.non_blocking(true);
        opens.non_blocking(true);
    }

    using ptr = std::shared_ptr<terminal>;

    static asio::awaitable<void> read_clients(ptr self, io::timer& modem_event);
    static asio::awaitable<void> write_output(ptr self);
    static asio::awaitable<void> count_clients(ptr self);

    void collect_output();
    void count_opens();
    void close();

    sim_modem&                     modem;
    unsigned                       port;  ///< sim_modem::port_number() that this one is
    pty_pair                       pty;
    std::optional<path_link>       link;
    asio::posix::stream_descriptor master;
    asio::posix::stream_descriptor opens;
    io::timer                      more_output;
    std::string                    output;  ///< to be written, the oldest first
    int                            clients = 0;
    bool                           closed = false;
};

void terminal::collect_output() {
    const std::string said = modem.take_output();
    if (said.empty() || clients == 0) return;
    if (output.size() + said.size() > sim_pty::unread_octets_max) return;
    output += said;
    more_output.cancel();
}

asio::awaitable<void> terminal::read_clients(ptr self, io::timer& modem_event) {
    std::array<char, 4096> octets{};
    while (!self->closed) {
        error_code        error;
        const std::size_t size = co_await self->master.async_read_some(
            asio::buffer(octets), asio::redirect_error(asio::use_awaitable, error));
        if (error || self->closed) co_return;
        // Who wrote this has opened before, and whoever closed before that is not to be answered.
        self->count_opens();
        self->modem.receive(std::string_view(octets.data(), size), io::mono_clock::now());
        self->collect_output();
        modem_event.cancel();
    }
}

asio::awaitable<void> terminal::write_output(ptr self) {
    while (!self->closed) {
        error_code error;
        if (self->output.empty()) {
            self->more_output.expires_at(mono_time::max());
            co_await self->more_output.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        const std::size_t size = self->master.write_some(asio::buffer(self->output), error);
        self->output.erase(0, size);
        if (error != asio::error::would_block) continue;
        co_await self->master.async_wait(asio::posix::descriptor_base::wait_write,
                                         asio::redirect_error(asio::use_awaitable, error));
    }
}

asio::awaitable<void> terminal::count_clients(ptr self) {
    while (!self->closed) {
        error_code error;
        co_await self->opens.async_wait(asio::posix::descriptor_base::wait_read,
                                        asio::redirect_error(asio::use_awaitable, error));
        if (error || self->closed) co_return;
        self->count_opens();
    }
}

/// Reads what has been noted of opening and closing, without waiting. When nobody was left, what
/// had been said goes the way of a closed port's buffer.
void terminal::count_opens() {
    alignas(inotify_event) std::array<char, 4096> events{};
    error_code                                    nothing_there;
    const std::size_t size = opens.read_some(asio::buffer(events), nothing_there);
    bool              left_alone = false;
    for (std::size_t at = 0; at + sizeof(inotify_event) <= size;) {
        inotify_event event{};
        std::memcpy(&event, events.data() + at, sizeof event);
        at += sizeof event + event.len;
        if (event.mask & IN_OPEN) ++clients;
        if (event.mask & IN_CLOSE) --clients;
        left_alone = left_alone || clients == 0;
    }
    if (!left_alone) return;
    output.clear();
    // First what is on its way through the pseudo-terminal, then what has come out of it.
    ::tcflush(master.native_handle(), TCOFLUSH);
    ::tcflush(pty.slave.get(), TCIFLUSH);
}

void terminal::close() {
    closed = true;
    link.reset();
    error_code ignored;
    master.close(ignored);
    opens.close(ignored);
    more_output.cancel();
}

/// A pseudo-terminal cannot be made anew: as at the start, that ends the program.
void rethrow(const std::exception_ptr& failure) {
    if (failure) std::rethrow_exception(failure);
}

}  // namespace

/// The modem in the course of time, and the pseudo-terminal that it has now.
struct sim_pty::implementation {
    implementation(asio::any_io_executor where, sim_modem& simulated, std::string path)
        : executor(std::move(where)), modem(simulated), own_link(std::move(path)),
          modem_event(executor) {}

    using self_ptr = std::shared_ptr<implementation>;

    static asio::awaitable<void> run_modem(self_ptr self);

    void plug_in();
    void follow_plug();
    void stop();

    asio::any_io_executor executor;
    sim_modem&            modem;
    std::string           own_link;
    std::string           link;
    std::string           device;
    io::timer             modem_event;
    terminal::ptr         line;  ///< null: unplugged
    bool                  stopped = false;
};

void sim_pty::implementation::plug_in() {
    link = modem.port_name(own_link);
    line = std::make_shared<terminal>(executor, modem, link);
    device = line->pty.path;
    asio::co_spawn(executor, terminal::read_clients(line, modem_event), asio::detached);
    asio::co_spawn(executor, terminal::write_output(line), asio::detached);
    asio::co_spawn(executor, terminal::count_clients(line), asio::detached);
}

void sim_pty::implementation::follow_plug() {
    if (line && line->port != modem.port_number()) {
        line->close();
        line.reset();
    }
    if (!line && modem.plugged()) plug_in();
}

asio::awaitable<void> sim_pty::implementation::run_modem(self_ptr self) {
    while (!self->stopped) {
        self->modem.advance(io::mono_clock::now());
        self->follow_plug();
        if (self->line) self->line->collect_output();
        self->modem_event.expires_at(self->modem.next_event().value_or(mono_time::max()));
        error_code ignored;  // Cancelled means: look again.
        co_await self->modem_event.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

void sim_pty::implementation::stop() {
    stopped = true;
    modem.on_change({});
    if (line) line->close();
    modem_event.cancel();
}

sim_pty::sim_pty(asio::any_io_executor executor, sim_modem& modem, std::string link)
    : self_(std::make_shared<implementation>(executor, modem, std::move(link))) {
    self_->follow_plug();
    modem.on_change([self = self_.get()] { self->modem_event.cancel(); });
    asio::co_spawn(executor, implementation::run_modem(self_), rethrow);
}

sim_pty::~sim_pty() { self_->stop(); }

const std::string& sim_pty::link() const noexcept { return self_->link; }
const std::string& sim_pty::device() const noexcept { return self_->device; }

}  // namespace hayauma::sim
