#include "modem/session/reference_log.hpp"

#include <algorithm>

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto        remembered = 10min;
constexpr auto        clock_difference = 60s;  // between the service centre's clock and ours
constexpr std::size_t digits_compared = 8;

std::string_view tail(std::string_view digits) noexcept {
    return digits.substr(digits.size() > digits_compared ? digits.size() - digits_compared : 0);
}

}  // namespace

void reference_log::add(std::uint8_t message_reference, const sms::phone_number& destination,
                        mono_time now) {
    entries_[message_reference].emplace(entry{destination, now});
}

bool reference_log::knows(std::uint8_t message_reference, const sms::phone_number& destination,
                          mono_time now) const {
    const auto& found = entries_[message_reference];
    return found && found->destination == destination && now - found->at <= remembered;
}

void reference_log::doubt(const sms::phone_number& destination, mono_time now) {
    doubts_.push_back({destination, now});
    if (doubts_.size() > doubts_max) doubts_.pop_front();
}

bool reference_log::doubts(const sms::phone_number& destination, mono_time now) const {
    return std::any_of(doubts_.begin(), doubts_.end(), [&](const entry& e) {
        return e.destination == destination && now - e.at <= remembered;
    });
}

bool same_destination(std::string_view recipient, const sms::phone_number& destination) noexcept {
    return !recipient.empty() && tail(recipient) == tail(destination.digits());
}

bool proves(const sms::status_report& report, const transmission& what, wall_time started,
            const reference_log& known, mono_time now) {
    if (!same_destination(report.recipient, what.destination)) return false;
    if (!report.submitted || report.submitted->utc < started - clock_difference) return false;
    if (known.doubts(what.destination, now)) return false;
    return !known.knows(report.message_reference, what.destination, now);
}

}  // namespace hayauma::modem
