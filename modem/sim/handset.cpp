#include "modem/sim/handset.hpp"

#include <algorithm>

#include "modem/sms/hex.hpp"

namespace hayauma::sim {
namespace {

std::string shown(const sms::content& content) {
    const bool data = content.compressed || content.alphabet == sms::alphabet::eight_bit;
    return data ? sms::to_hex(content.payload) : content.text;
}

}  // namespace

const inbox_message* handset::receive(handset_part part, wall_time now) {
    const auto place = part.content.part;
    if (!place || place->total == 1) {
        std::vector<handset_part> one;
        one.push_back(std::move(part));
        return keep(std::move(one), now);
    }
    const key which{part.from, place->reference, place->total};
    if (!unfinished_.contains(which)) make_room();
    unfinished& waiting = unfinished_[which];
    if (waiting.parts.empty()) waiting.begun = now;
    waiting.parts.insert_or_assign(place->sequence, std::move(part));
    if (waiting.parts.size() < place->total) return nullptr;

    std::vector<handset_part> parts;
    for (auto& [sequence, piece] : waiting.parts) parts.push_back(std::move(piece));
    unfinished_.erase(which);
    return keep(std::move(parts), now);
}

const inbox_message* handset::keep(std::vector<handset_part> parts, wall_time now) {
    inbox_message message;
    message.from = parts.front().from;
    message.to = number_;
    message.parts = parts.size();
    message.alphabet = parts.front().content.alphabet;
    message.received_at = now;
    message.validity = parts.back().validity;
    for (handset_part& part : parts) {
        message.text += shown(part.content);
        message.pdus.push_back(std::move(part.pdu));
    }
    inbox_.push_back(std::move(message));
    return &inbox_.back();
}

void handset::make_room() {
    if (unfinished_.size() < unfinished_max) return;
    const auto oldest =
        std::min_element(unfinished_.begin(), unfinished_.end(), [](const auto& a, const auto& b) {
            return a.second.begun < b.second.begun;
        });
    unfinished_.erase(oldest);
}

}  // namespace hayauma::sim
