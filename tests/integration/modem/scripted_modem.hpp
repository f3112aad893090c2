#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modem/io/clock.hpp"
#include "modem/io/link.hpp"
#include "tests/support/transcript.hpp"

namespace hayauma::testing {

/// A modem in memory that says what a test wants, and otherwise what a good modem says. Its lines
/// arrive in simulated time; several links may be opened to it, one after the other.
class scripted_modem {
public:
    explicit scripted_modem(boost::asio::any_io_executor executor) : timer_(std::move(executor)) {}

    // ---- what a test sets
    bool                      present = true;          ///< whether the port can be opened ...
    mono_time                 absent_until{};          ///< ... and from when on
    std::size_t               read_octets_max = 4096;  ///< of one read
    std::chrono::milliseconds radio{2500};
    int                       next_reference = 1;
    bool                      takes_payload = true;  ///< false: the port goes, and has taken none
    std::shared_ptr<scripted_modem> second;          ///< another AT port; null: there is none
    /// The answers to one command in turn, the last one for ever; "" is silence.
    std::map<std::string, std::deque<std::string>> answers;

    void              play(transcript script);  ///< from its first line on; comes before `answers`
    void              signal_ready();           ///< the script may pass its next `ready`
    bool              script_awaits_ready() const;
    bool              script_is_over() const { return cursor_ == script_.items.size(); }
    const transcript& script() const { return script_; }

    void say(std::string_view octets, std::chrono::milliseconds after = {});
    void line(const std::string& text, std::chrono::milliseconds after = {}) {
        say("\r\n" + text + "\r\n", after);
    }
    /// @param gone how long the port cannot be opened then.
    void hang_up(std::chrono::milliseconds after = {}, std::chrono::milliseconds gone = {});

    // ---- what a test looks at
    struct writing {
        mono_time   at;
        std::string octets;
    };
    std::vector<writing>     written;
    int                      opened = 0;
    int                      usb_resets = 0;
    std::optional<mono_time> hung_up;  ///< when the host was told so, last ...
    std::optional<mono_time> closed;   ///< ... and when it closed a port, last

    int                      count(std::string_view octets) const;
    std::vector<std::string> texts_since(std::size_t first) const;

    std::unique_ptr<io::link> connect();

private:
    friend class scripted_link;

    struct saying {
        mono_time   due;
        std::string octets;  ///< empty: hang up
        mono_time   absent_until{};
    };

    void        on_write(const std::string& octets);
    bool        follow_script(const std::string& octets);
    void        advance_script();
    std::string answer_to(const std::string& text);

    io::timer          timer_;    ///< wakes the link that waits
    std::deque<saying> sayings_;  ///< in order of `due`
    transcript         script_;
    std::size_t        cursor_ = 0;
    mono_time          script_time_{};
    bool               connected_ = false;
    bool               waiting_ = false;
    bool               interrupted_ = false;
};

class scripted_opener final : public io::link_opener {
public:
    explicit scripted_opener(scripted_modem& modem) : modem_(modem) {}

    boost::asio::awaitable<boost::system::result<std::unique_ptr<io::link>>> open() override;
    boost::asio::awaitable<boost::system::result<std::unique_ptr<io::link>>> open_second() override;
    boost::asio::awaitable<boost::system::result<void>>                      reset_usb() override;
    std::string where() const override { return "/dev/scripted"; }

private:
    scripted_modem& modem_;
};

}  // namespace hayauma::testing
