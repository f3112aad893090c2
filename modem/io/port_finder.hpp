#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

#include "modem/io/clock.hpp"
#include "modem/io/discover.hpp"
#include "modem/io/errors.hpp"
#include "modem/io/helper_pool.hpp"
#include "modem/io/port_choice.hpp"
#include "modem/io/usb_reset.hpp"

namespace hayauma::io {

/// Knows which USB device is whose, for all modems of the daemon together: no modem is asked who
/// it is while another of ours has it, and who has answered is not asked again until it is plugged
/// in anew. Belongs to one executor.
class port_finder : public std::enable_shared_from_this<port_finder> {
public:
    struct system {
        usb_lister     look = look_at_usb;
        usb_reset_ways reset;
    };

    /// Why there is no port, in a whole sentence for people.
    struct problem {
        errc        why = errc::absent;
        std::string words;
    };

    port_finder(boost::asio::any_io_executor executor, helpers where);
    port_finder(boost::asio::any_io_executor executor, helpers where, system with);

    /// A modem of the configuration; the order is the order of the first claims. The reference
    /// stays good until leave().
    modem_search& enter(modem_search wanted);
    void          leave(const modem_search& who) noexcept;

    /// The port of a modem that is named by USB id or by IMEI, which is asked for where nobody
    /// knows it. From then on the device is this modem's. Takes up to search_limit, and goes on
    /// from there the next time.
    boost::asio::awaitable<boost::system::result<usb_port, problem>> find(modem_search& who);

    /// What stands behind a tty now. @param device not a symbolic link. @return nullopt: not USB.
    boost::asio::awaitable<std::optional<usb_port>> port_named(std::string device);

    /// The other ports of the modem, as far as they may be spoken to: none of a device without a
    /// row in the profiles, nor of one that another modem of the configuration has, for they may
    /// be other modems; nor the ones that another names by path.
    boost::asio::awaitable<port_choice> others(const modem_search& who, usb_port used);

    /// Opens the port, asks who is there, and closes it again. @return the IMEI; empty: it answers
    /// AT, but tells none; else why not.
    boost::asio::awaitable<boost::system::result<std::string, problem>> ask(usb_port port);

    /// Resets the device, unless another modem of the configuration has it or names a port of it.
    /// @see link_opener::reset_usb()
    boost::asio::awaitable<boost::system::result<void, problem>> reset(const modem_search& who,
                                                                       usb_device          device);

    static constexpr std::chrono::seconds search_limit{10};

    /// Where the paths of the configuration lead now: a path and the tty behind it.
    using named_ports = std::vector<std::pair<std::string, std::string>>;

private:
    /// What is known of a device since it was plugged in.
    struct known_device {
        usb_device               usb;
        std::string              imei;     // empty: not known
        std::vector<int>         answers;  // interfaces that take AT commands
        mono_time                first_seen{};
        std::optional<mono_time> asked;
        bool                     asking = false;
        std::string              trouble;  // why a port of it could not be asked
    };
    struct ask_first {
        usb_device device;
    };
    struct wait_for_others {};
    using step = std::variant<usb_port, ask_first, wait_for_others, problem>;

    boost::asio::awaitable<void> look();
    boost::asio::awaitable<void> ask_device(usb_device device);
    boost::asio::awaitable<void> ask_ports(usb_device device);

    step                    next_step(const modem_search& who);
    step                    step_by_imei(const modem_search& who);
    step                    step_by_usb(const modem_search& who);
    step                    port_of(const modem_search& who, const usb_device& device);
    std::optional<step>     step_to_ask(const modem_search& who);
    std::vector<usb_device> free_for(const modem_search& who) const;
    const modem_search*     owner_of(const usb_device& device, const modem_search& except) const;
    bool                    is_named(const usb_device& device) const;
    const modem_search*     namer_of(const usb_port& port, const modem_search& except) const;
    const modem_search*     sharer_of(const usb_device& device, const modem_search& who) const;
    bool                    is_asked_for(const std::string& imei) const;
    known_device*           find_known(const usb_device& device);
    problem                 not_plugged_in(const modem_search& who) const;
    problem                 without_modem(const modem_search& who) const;
    std::string             troubles() const;

    boost::asio::any_io_executor executor_;
    helpers                      helpers_;
    system                       system_;
    std::list<modem_search>      searches_;
    usb_view                     view_;
    named_ports                  named_;
    std::list<known_device>      known_;
    timer                        answered_;  // never ends; cancelled whenever a device was asked
};

}  // namespace hayauma::io
