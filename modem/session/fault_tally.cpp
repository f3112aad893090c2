#include "modem/session/fault_tally.hpp"

namespace hayauma::modem {
namespace {

template <class... Ts>
struct overloaded : Ts... {
    using Ts::operator()...;
};

constexpr int in_a_row_max = 3;

// What a network says to a sender whom it does not want: twice is enough, for two recipients. Call
// barred, transfer rejected, unidentified subscriber, facility rejected, unknown subscriber.
// 3GPP TS 24.011 §8.2.5.4.
bool is_about_us(sms::error_code e) noexcept {
    if (e.family != sms::error_family::cms) return false;
    return e.code == 10 || e.code == 21 || (e.code >= 28 && e.code <= 30);
}

// The modem did not get as far as the recipient.
bool is_local(sms::error_code e) noexcept {
    using sms::modem_error;
    if (e.family != sms::error_family::modem) return false;
    return e.code == static_cast<int>(modem_error::no_prompt) ||
           e.code == static_cast<int>(modem_error::no_result) ||
           e.code == static_cast<int>(modem_error::plain_error) ||
           e.code == static_cast<int>(modem_error::ok_without_reference);
}

}  // namespace

bool fault_tally::add(const submit_outcome& outcome, const sms::phone_number& destination) {
    return std::visit(
        overloaded{
            [&](const accepted&) {
                clear();
                return false;
            },
            [&](const not_sent& o) { return is_local(o.error) && count(o.error, destination); },
            [&](const unknown& o) { return count(o.error, destination); },
            [&](const rejected& o) {
                // These the network said about the recipient or the text: it hears us well.
                const bool heard = o.fault == sms::fault_class::destination ||
                                   o.fault == sms::fault_class::message ||
                                   o.fault == sms::fault_class::already_sent;
                if (heard) clear();
                return !heard && count(o.error, destination);
            },
        },
        outcome);
}

bool fault_tally::count(sms::error_code error, const sms::phone_number& destination) {
    if (error_ != error) clear();
    error_ = error;
    ++in_a_row_;
    if (!first_) first_ = destination;
    several_ = several_ || *first_ != destination;
    if (is_about_us(error)) return several_;
    return in_a_row_ >= in_a_row_max && (several_ || is_local(error));
}

void fault_tally::clear() noexcept {
    error_.reset();
    first_.reset();
    in_a_row_ = 0;
    several_ = false;
}

}  // namespace hayauma::modem
