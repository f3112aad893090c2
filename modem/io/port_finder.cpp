#include "modem/io/port_finder.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/at/errors.hpp"
#include "modem/io/ask_port.hpp"
#include "modem/io/open_port.hpp"
#include "modem/io/run_on_helper.hpp"
#include "modem/io/serial_link.hpp"

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
using boost::system::result;

const modem::usb_ports* row_of(const usb_device& device) noexcept {
    return modem::ports_of_usb(device.id.vendor, device.id.product);
}

bool is_there(const usb_view& view, const usb_device& device) {
    const auto same = [&device](const usb_device& d) { return same_device(d, device); };
    return std::any_of(view.devices.begin(), view.devices.end(), same);
}

/// What one look at the system tells.
struct sight {
    usb_view                 view;
    port_finder::named_ports named;
};

sight look_around(const usb_lister& look, const std::vector<std::string>& paths) {
    sight seen{look(), {}};
    for (const std::string& path : paths) {
        std::error_code nothing_there;
        const auto      device = std::filesystem::canonical(path, nothing_there);
        if (!nothing_there) seen.named.emplace_back(path, device);
    }
    return seen;
}

std::string count(std::size_t number, const std::string& thing) {
    return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

}  // namespace

port_finder::port_finder(asio::any_io_executor executor, helpers where)
    : port_finder(std::move(executor), std::move(where), system{}) {}

port_finder::port_finder(asio::any_io_executor executor, helpers where, system with)
    : executor_(executor), helpers_(std::move(where)), system_(std::move(with)),
      answered_(executor) {
    answered_.expires_at(mono_time::max());
}

modem_search& port_finder::enter(modem_search wanted) {
    return searches_.emplace_back(std::move(wanted));
}

void port_finder::leave(const modem_search& who) noexcept {
    searches_.remove_if([&who](const modem_search& s) { return &s == &who; });
}

asio::awaitable<result<usb_port, port_finder::problem>> port_finder::find(modem_search& who) {
    const auto      self = shared_from_this();
    const mono_time until = mono_clock::now() + search_limit;
    for (;;) {
        auto looking = look();
        co_await std::move(looking);
        step next = next_step(who);
        if (const auto* port = std::get_if<usb_port>(&next)) {
            who.last = port->usb;
            co_return std::move(*port);
        }
        if (const auto* refused = std::get_if<problem>(&next)) co_return *refused;
        if (mono_clock::now() >= until) co_return without_modem(who);
        if (const auto* first = std::get_if<ask_first>(&next)) {
            auto asking = ask_device(first->device);
            co_await std::move(asking);
        } else {
            boost::system::error_code woken;
            co_await answered_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        }
    }
}

/// Sees what is plugged in now, and forgets what was known of devices that have gone.
asio::awaitable<void> port_finder::look() {
    std::vector<std::string> paths;
    for (const modem_search& search : searches_)
        if (search.path.starts_with('/')) paths.push_back(search.path);
    auto work = [look = system_.look, paths] { return look_around(look, paths); };
    auto pending = run_on_helper(helpers_, std::move(work));
    auto seen = co_await std::move(pending);
    if (!seen) co_return;
    view_ = std::move(seen->view);
    named_ = std::move(seen->named);
    for (const usb_port& port : view_.ports)
        if (!is_there(view_, port.usb)) view_.devices.push_back(port.usb);
    std::sort(view_.devices.begin(), view_.devices.end(),
              [](const usb_device& a, const usb_device& b) { return a.path < b.path; });
    known_.remove_if([this](const known_device& k) { return !is_there(view_, k.usb); });
    for (const usb_device& device : view_.devices) {
        if (find_known(device)) continue;
        auto& known = known_.emplace_back();
        known.usb = device;
        known.first_seen = mono_clock::now();
    }
}

port_finder::known_device* port_finder::find_known(const usb_device& device) {
    const auto same = [&device](const known_device& k) { return same_device(k.usb, device); };
    const auto found = std::find_if(known_.begin(), known_.end(), same);
    return found == known_.end() ? nullptr : &*found;
}

/// Whose it is, as long as it stays plugged in.
const modem_search* port_finder::owner_of(const usb_device&   device,
                                          const modem_search& except) const {
    for (const modem_search& other : searches_)
        if (&other != &except && other.last && same_device(*other.last, device)) return &other;
    return nullptr;
}

/// Whether a modem of the configuration names one of its ports by path.
bool port_finder::is_named(const usb_device& device) const {
    const auto ports = ports_of(view_.ports, device);
    return std::any_of(ports.begin(), ports.end(), [this](const usb_port& port) {
        return std::any_of(named_.begin(), named_.end(),
                           [&port](const auto& named) { return named.second == port.device; });
    });
}

/// Who else names the port by path.
const modem_search* port_finder::namer_of(const usb_port& port, const modem_search& except) const {
    for (const modem_search& other : searches_)
        for (const auto& [path, device] : named_)
            if (&other != &except && other.path == path && device == port.device) return &other;
    return nullptr;
}

/// Who else has the device, or names a port of it.
const modem_search* port_finder::sharer_of(const usb_device&   device,
                                           const modem_search& who) const {
    if (const auto* owner = owner_of(device, who)) return owner;
    for (const usb_port& port : ports_of(view_.ports, device))
        if (const auto* namer = namer_of(port, who)) return namer;
    return nullptr;
}

bool port_finder::is_asked_for(const std::string& imei) const {
    return !imei.empty() && std::any_of(searches_.begin(), searches_.end(),
                                        [&imei](const auto& s) { return s.imei == imei; });
}

port_finder::step port_finder::next_step(const modem_search& who) {
    return who.imei.empty() ? step_by_usb(who) : step_by_imei(who);
}

port_finder::step port_finder::step_by_imei(const modem_search& who) {
    for (const known_device& known : known_) {
        if (known.imei != who.imei) continue;
        if (const auto* other = owner_of(known.usb, who))
            return problem{errc::taken, describe(who) + " is the one of [[modem]] " + other->name +
                                            ": leave one of the two out"};
        return port_of(who, known.usb);
    }
    if (auto asking = step_to_ask(who)) return *asking;
    return not_plugged_in(who);
}

/// Devices that are nobody else's and that this search may be about, those of known modems first.
std::vector<usb_device> port_finder::free_for(const modem_search& who) const {
    std::vector<usb_device> found;
    for (const usb_device& device : view_.devices) {
        const bool wanted = who.usb ? device.id == who.usb : !ports_of(view_.ports, device).empty();
        if (wanted && !owner_of(device, who) && !is_named(device)) found.push_back(device);
    }
    std::stable_partition(found.begin(), found.end(),
                          [](const usb_device& d) { return row_of(d) != nullptr; });
    return found;
}

/// What has to be asked for its IMEI before the search can go on.
std::optional<port_finder::step> port_finder::step_to_ask(const modem_search& who) {
    bool others_ask = false;
    for (const usb_device& device : free_for(who)) {
        const known_device* known = find_known(device);
        if (!known || !known->imei.empty() || ports_of(view_.ports, device).empty()) continue;
        others_ask |= known->asking;
        const bool may =
            !known->asked || may_ask_again(known->first_seen, *known->asked, mono_clock::now());
        if (may && !known->asking) return ask_first{device};
    }
    if (others_ask) return wait_for_others{};
    return std::nullopt;
}

port_finder::step port_finder::step_by_usb(const modem_search& who) {
    // Without a serial two devices look the same, and one of them may be wanted by its IMEI.
    const bool others_by_imei = std::any_of(searches_.begin(), searches_.end(),
                                            [](const auto& s) { return !s.imei.empty(); });
    const bool has_one = who.last && is_there(view_, *who.last);
    if (others_by_imei && who.serial.empty() && !has_one)
        if (auto asking = step_to_ask(who)) return *asking;

    std::vector<usb_device> devices;
    for (const usb_device& device : view_.devices) {
        const known_device* known = find_known(device);
        const auto*         owner = owner_of(device, who);
        const bool          by_usb = !owner || (owner->usb && owner->imei.empty());
        if (by_usb && !is_named(device) && (!known || !is_asked_for(known->imei)))
            devices.push_back(device);
    }
    std::vector<modem_search> all(searches_.begin(), searches_.end());
    const auto                shares = share_out(all, devices);
    std::size_t               mine = 0;
    for (const modem_search& search : searches_) {
        if (&search == &who) break;
        ++mine;
    }
    if (!shares[mine]) return not_plugged_in(who);
    return port_of(who, devices[*shares[mine]]);
}

/// The port of the device that is the search's own.
port_finder::step port_finder::port_of(const modem_search& who, const usb_device& device) {
    const known_device* known = find_known(device);
    if (!known || known->asking) return wait_for_others{};  // else it would look taken
    const auto ports = ports_of(view_.ports, device);
    const auto choice = choose_ports(ports, row_of(device), who.interface);
    const auto at = " at " + device.path;
    if (ports.empty())
        return problem{errc::absent, describe(who) + " is plugged in" + at +
                                         ", but has no serial port: it is in another mode "
                                         "(network or storage), or its driver is missing"};
    if (choice.ports.empty())
        return problem{errc::absent,
                       describe(who) + " is plugged in" + at + ", but has no port for AT commands" +
                           (who.interface < 0 ? std::string()
                                              : " on interface " + std::to_string(who.interface)) +
                           " (yet)"};
    if (!choice.must_ask) return choice.ports.front();

    for (const usb_port& port : choice.ports)
        if (std::count(known->answers.begin(), known->answers.end(), port.interface)) return port;
    if (!known->asked || may_ask_again(known->first_seen, *known->asked, mono_clock::now()))
        return ask_first{device};
    return without_modem(who);
}

asio::awaitable<void> port_finder::ask_device(usb_device device) {
    const auto self = shared_from_this();
    struct end {
        std::shared_ptr<port_finder> finder;
        usb_device                   device;
        ~end() {
            if (auto* known = finder->find_known(device)) {
                known->asking = false;
                known->asked = mono_clock::now();
            }
            finder->answered_.cancel();
        }
    } guard{self, device};
    known_device* known = find_known(device);
    if (!known) co_return;
    known->asking = true;
    known->trouble.clear();
    auto asking = ask_ports(device);
    co_await std::move(asking);
}

/// Asks one port after the other until one tells the IMEI.
asio::awaitable<void> port_finder::ask_ports(usb_device device) {
    const port_choice choice = choose_ports(ports_of(view_.ports, device), row_of(device), -1);
    for (const usb_port& port : choice.ports) {
        auto          asking = ask(port);
        const auto    imei = co_await std::move(asking);
        known_device* known = find_known(device);  // it may have gone meanwhile
        if (!known) co_return;
        if (imei) {
            known->answers.push_back(port.interface);
            known->imei = *imei;
            if (!imei->empty()) co_return;
        } else if (known->trouble.empty()) {
            known->trouble = imei.error().words;
        }
    }
}

asio::awaitable<result<std::string, port_finder::problem>> port_finder::ask(usb_port port) {
    const auto self = shared_from_this();
    auto       work = [device = port.device] { return open_port(device); };
    auto       opening = run_on_helper(helpers_, std::move(work));
    auto       opened = co_await std::move(opening);
    if (!opened) co_return problem{errc::absent, port.device + ": stopped"};
    if (!*opened) co_return problem{opened->error().why, opened->error().words(port.device)};

    serial_link line(executor_, std::move((*opened)->fd), helpers_);
    auto        asking = ask_imei(line);
    auto        imei = co_await std::move(asking);
    // Waits for the close: until then the port would look taken to the modem that it is for.
    auto closing = close_and_wait(helpers_, line.take());
    co_await std::move(closing);
    if (!imei) co_return problem{errc::absent, port.device + ": " + imei.error().message()};
    co_return *std::move(imei);
}

asio::awaitable<std::optional<usb_port>> port_finder::port_named(std::string device) {
    auto looking = look();
    co_await std::move(looking);
    for (const usb_port& port : view_.ports)
        if (port.device == device) co_return port;
    co_return std::nullopt;
}

asio::awaitable<port_choice> port_finder::others(const modem_search& who, usb_port used) {
    const auto self = shared_from_this();
    auto       looking = look();
    co_await std::move(looking);
    const auto* row = row_of(used.usb);
    // The ports of a serial adapter with several sockets belong to several modems.
    if (!row || owner_of(used.usb, who)) co_return port_choice{};
    auto ports = ports_of(view_.ports, used.usb);
    std::erase_if(ports, [&](const usb_port& port) {
        return port.interface == used.interface || namer_of(port, who);
    });
    co_return choose_ports(ports, row, -1);
}

asio::awaitable<result<void, port_finder::problem>> port_finder::reset(const modem_search& who,
                                                                       usb_device          device) {
    const auto self = shared_from_this();
    auto       looking = look();
    co_await std::move(looking);
    const std::string name = to_string(device.id) + " at " + device.path;
    if (!is_there(view_, device))
        co_return problem{errc::absent, name + " is not plugged in any more"};
    if (const auto* other = sharer_of(device, who))
        co_return problem{errc::reset_refused, name + " is not reset, for [[modem]] " +
                                                   other->name + " is on it too: reset it by hand"};
    auto       resetting = reset_usb_device(executor_, helpers_, device, system_.reset);
    const auto done = co_await std::move(resetting);
    if (!done) co_return problem{done.error().why, done.error().words(name)};
    co_return result<void, problem>();
}

/// Why ports could not be asked, one sentence each.
std::string port_finder::troubles() const {
    std::string words;
    for (const known_device& known : known_)
        if (!known.trouble.empty()) words += "; " + known.trouble;
    return words;
}

port_finder::problem port_finder::not_plugged_in(const modem_search& who) const {
    const std::string looked = " (" + count(view_.ports.size(), "port") + " looked at" + troubles();
    if (!who.imei.empty())
        return {errc::absent, "no modem with IMEI " + who.imei + " is plugged in" + looked + ")"};
    const bool others_have =
        std::any_of(view_.devices.begin(), view_.devices.end(), [this, &who](const usb_device& d) {
            return d.id == who.usb && (who.serial.empty() || d.serial == who.serial);
        });
    if (others_have)
        return {errc::absent, describe(who) + ": every one that is plugged in is another "
                                              "[[modem]]'s; tell them apart by serial or by imei"};
    return {errc::absent, describe(who) + " is not plugged in"};
}

port_finder::problem port_finder::without_modem(const modem_search& who) const {
    if (!who.imei.empty()) return not_plugged_in(who);
    return {errc::absent, "no port of " + describe(who) + " answers AT" + troubles()};
}

}  // namespace hayauma::io
