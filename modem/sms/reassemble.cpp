#include "modem/sms/reassemble.hpp"

#include <algorithm>
#include <utility>

namespace hayauma::sms {
namespace {

/// Joins before decoding: some senders cut a surrogate pair, or an ESC from its character, in two.
/// Parts of unlike alphabets (which nobody should send) are decoded one by one.
whole_message joined(const std::map<std::uint8_t, content>& parts) {
    const content& first = parts.begin()->second;
    whole_message  whole{first.alphabet, {}, {}};
    const bool     alike = std::all_of(parts.begin(), parts.end(), [&first](const auto& p) {
        return p.second.alphabet == first.alphabet && !p.second.compressed;
    });
    for (const auto& [sequence, part] : parts) {
        whole.payload.insert(whole.payload.end(), part.payload.begin(), part.payload.end());
        if (!alike) whole.text += part.text;
    }
    if (alike) whole.text = text_of(whole.alphabet, whole.payload);
    return whole;
}

}  // namespace

std::optional<whole_message> reassembler::add(const address& sender, content part, time_point now) {
    if (!part.part)
        return whole_message{part.alphabet, std::move(part.text), std::move(part.payload)};

    const concatenation which = *part.part;
    const key belongs_to{sender.type, sender.value, which.reference, which.width, which.total};
    if (!messages_.contains(belongs_to)) make_room();
    unfinished_message& message = messages_[belongs_to];
    message.last_came = now;
    message.parts.emplace(which.sequence, std::move(part));
    if (message.parts.size() < which.total) return std::nullopt;

    whole_message whole = joined(message.parts);
    messages_.erase(belongs_to);
    return whole;
}

std::vector<whole_message> reassembler::expire(time_point before) {
    std::vector<whole_message> given_up;
    std::erase_if(messages_, [before, &given_up](const auto& entry) {
        const unfinished_message& message = entry.second;
        if (message.last_came >= before) return false;
        given_up.push_back(joined(message.parts));
        return true;
    });
    return given_up;
}

void reassembler::make_room() {
    while (messages_.size() >= std::max<std::size_t>(messages_max_, 1)) {
        messages_.erase(
            std::min_element(messages_.begin(), messages_.end(), [](const auto& a, const auto& b) {
                return a.second.last_came < b.second.last_came;
            }));
    }
}

}  // namespace hayauma::sms
