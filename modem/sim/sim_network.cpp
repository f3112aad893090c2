#include "modem/sim/sim_network.hpp"

#include <utility>

#include "modem/sim/pdu.hpp"
#include "modem/sms/segment.hpp"

namespace hayauma::sim {
namespace {

constexpr int unassigned_number = 1;  // RP-cause, 3GPP TS 24.011 §8.2.5.4

constexpr std::size_t digits_min = 7;  // Shorter ones are short codes.

std::optional<sms::phone_number> international(std::string_view digits) {
    if (digits.size() < digits_min) return std::nullopt;
    return sms::phone_number::from_digits(digits);
}

sms::address address_of(const std::string& digits) { return {0x91, digits}; }

}  // namespace

std::optional<sms::phone_number> dialled_number(const sms::address& address) {
    const std::string_view digits = address.value;
    if (address.ton() == sms::type_of_number::international) return international(digits);
    if (digits.starts_with("010")) return international(digits.substr(3));
    if (digits.starts_with("0")) return international("81" + std::string(digits.substr(1)));
    return std::nullopt;
}

sim_network::card_id sim_network::attach(std::string number) {
    const card_id id = cards_.size();
    by_number_.insert_or_assign(number, id);
    cards_.push_back({std::move(number), {}, {}});
    return id;
}

void sim_network::on_mail(card_id card, std::function<void()> ring) {
    cards_.at(card).ring = std::move(ring);
}

std::optional<int> sim_network::submit(card_id from, const submission& what, mono_time now) {
    const auto to = dialled_number(what.message.destination);
    if (!to) return unassigned_number;
    deliver(cards_.at(from).number, *to, what.message, what.pdu, now);
    if (what.message.status_report) {
        const mono_time due = now + what.report_delay;
        const mail report = make_report(what.reference, what.message, time_at(now), time_at(due),
                                        what.report_status);
        for (int copy = 0; copy < what.reports; ++copy) post(from, report, due);
    }
    return std::nullopt;
}

bool sim_network::send_text(const sms::phone_number& from, const sms::phone_number& to,
                            std::string_view utf8, mono_time now) {
    const auto parts = sms::segment_text(utf8, text_reference_++);
    if (!parts) return false;
    for (const sms::user_data& data : *parts) {
        deliver(std::string(from.digits()), to, make_submission(to, data), {}, now);
    }
    return true;
}

void sim_network::deliver(const std::string& from, const sms::phone_number& to,
                          const sms::decoded_submit& message, std::string_view pdu, mono_time now) {
    const std::string number(to.digits());
    if (const auto card = by_number_.find(number); card != by_number_.end()) {
        post(card->second, make_message(address_of(from), message, time_at(now)), now);
        return;
    }
    handset&             phone = handsets_.try_emplace(number, number).first->second;
    const inbox_message* whole = phone.receive(
        {from, message.content, message.validity.lasts, std::string(pdu)}, time_at(now));
    if (!whole) return;
    ++arrived_;
    if (arrival_) arrival_(*whole);
    keep_within_limit(number);
}

void sim_network::keep_within_limit(const std::string& newest) {
    order_.push_back(newest);
    if (order_.size() <= keep_) return;
    const auto oldest = handsets_.find(order_.front());
    oldest->second.forget_oldest();
    if (oldest->second.empty()) handsets_.erase(oldest);
    order_.pop_front();
}

void sim_network::post(card_id to, mail what, mono_time due) {
    attached_card& receiver = cards_.at(to);
    receiver.waiting.emplace(due, std::move(what));
    if (receiver.ring) receiver.ring();
}

std::optional<mono_time> sim_network::next_mail(card_id card) const {
    const auto& waiting = cards_.at(card).waiting;
    if (waiting.empty()) return std::nullopt;
    return waiting.begin()->first;
}

std::optional<mail> sim_network::take_mail(card_id card, mono_time now) {
    auto& waiting = cards_.at(card).waiting;
    if (waiting.empty() || waiting.begin()->first > now) return std::nullopt;
    mail next = std::move(waiting.begin()->second);
    waiting.erase(waiting.begin());
    return next;
}

void sim_network::put_back(card_id card, mail what, mono_time due) {
    cards_.at(card).waiting.emplace(due, std::move(what));
}

const handset* sim_network::find_handset(std::string_view number) const {
    const auto at = handsets_.find(std::string(number));
    return at == handsets_.end() ? nullptr : &at->second;
}

}  // namespace hayauma::sim
