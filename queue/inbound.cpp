#include "queue/inbound.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace hayauma::queue {
namespace {

constexpr std::size_t run_min = 4;             // no code is shorter
constexpr std::size_t joints_max = 3;          // in a row: "123 - 456"
constexpr std::size_t service_digits_max = 6;  // no telephone has a shorter number
constexpr std::size_t shown_front = 4;         // as sms::phone_number::masked does
constexpr std::size_t shown_back = 2;

/// Code points of UCS-2; the digits and the joints of GSM 7 bit have the same numbers.
using units = std::vector<std::uint16_t>;

constexpr std::uint16_t asterisk = u'*';

bool is_digit(std::uint16_t unit) noexcept {
    return (unit >= u'0' && unit <= u'9') || (unit >= u'０' && unit <= u'９');
}

/// What people put into a number for the eye.
bool is_joint(std::uint16_t unit) noexcept {
    static constexpr std::array joints{u' ',      u'-',      u'.',      u'/',      u'\u00a0',
                                       u'\u3000', u'\uff0d', u'\uff0e', u'\uff0f', u'\u2212'};
    return std::find(joints.begin(), joints.end(), unit) != joints.end() ||
           (unit >= u'\u2010' && unit <= u'\u2015');
}

/// The end of the run of digits that begins at `at`, joints inside included.
std::size_t end_of_run(const units& text, std::size_t at) noexcept {
    std::size_t end = at;
    for (std::size_t next = at; next < text.size() && next - end <= joints_max; ++next) {
        if (is_digit(text[next]))
            end = next + 1;
        else if (!is_joint(text[next]))
            break;
    }
    return end;
}

/// @param goes_on, went_on whether another part stands after or before this one.
void mask_runs(units& text, bool went_on, bool goes_on) {
    const auto only_joints = [&text](std::size_t from, std::size_t to) {
        return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                           text.begin() + static_cast<std::ptrdiff_t>(to), is_joint);
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at])) continue;
        const std::size_t              end = end_of_run(text, at);
        const std::span<std::uint16_t> run(text.data() + at, end - at);
        const bool                     cut =
            (went_on && only_joints(0, at)) || (goes_on && only_joints(end, text.size()));
        const auto digits = std::count_if(run.begin(), run.end(), is_digit);
        if (cut || static_cast<std::size_t>(digits) >= run_min)
            std::replace_if(run.begin(), run.end(), is_digit, asterisk);
        at = end;
    }
}

void mask_septets(std::vector<std::uint8_t>& payload, bool went_on, bool goes_on) {
    units text(payload.begin(), payload.end());
    mask_runs(text, went_on, goes_on);
    std::transform(text.begin(), text.end(), payload.begin(),
                   [](std::uint16_t unit) { return static_cast<std::uint8_t>(unit); });
}

void mask_ucs2(std::vector<std::uint8_t>& payload, bool went_on, bool goes_on) {
    units text;
    for (std::size_t i = 0; i + 1 < payload.size(); i += 2)
        text.push_back(static_cast<std::uint16_t>(payload[i] << 8 | payload[i + 1]));
    mask_runs(text, went_on, goes_on);
    for (std::size_t i = 0; i < text.size(); ++i) {
        payload[2 * i] = static_cast<std::uint8_t>(text[i] >> 8);
        payload[2 * i + 1] = static_cast<std::uint8_t>(text[i] & 0xFF);
    }
}

}  // namespace

inbound_part as_kept(inbound_part part, config::inbound_store store) {
    if (part.alphabet == sms::alphabet::eight_bit) part.payload.clear();
    if (store == config::inbound_store::full) return part;
    part.sender = masked_sender(std::move(part.sender));
    const bool went_on = part.part && part.part->sequence > 1;
    const bool goes_on = part.part && part.part->sequence < part.part->total;
    switch (part.alphabet) {
    case sms::alphabet::gsm7: mask_septets(part.payload, went_on, goes_on); break;
    case sms::alphabet::ucs2: mask_ucs2(part.payload, went_on, goes_on); break;
    case sms::alphabet::eight_bit: break;
    }
    return part;
}

std::string masked_sender(std::string sender) {
    const auto is_number = [](char c) { return c >= '0' && c <= '9'; };
    const auto digits =
        static_cast<std::size_t>(std::count_if(sender.begin(), sender.end(), is_number));
    if (digits <= service_digits_max) return sender;
    std::size_t nth = 0;
    for (char& c : sender) {
        if (!is_number(c)) continue;
        if (nth >= shown_front && nth + shown_back < digits) c = '*';
        ++nth;
    }
    return sender;
}

}  // namespace hayauma::queue
