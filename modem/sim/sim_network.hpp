#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/time.hpp"
#include "modem/sim/handset.hpp"
#include "modem/sms/address.hpp"
#include "modem/sms/submit_decoder.hpp"

namespace hayauma::sim {

/// What the service centre has for a SIM.
struct mail {
    enum class kind { message, report };

    kind        what = kind::message;
    std::string pdu;              ///< hexadecimal, SMSC field and TPDU: a DELIVER or STATUS-REPORT
    std::size_t tpdu_octets = 0;  ///< without the SMSC field

    bool operator==(const mail&) const = default;
};

/// One SUBMIT on its way to the service centre.
struct submission {
    sms::decoded_submit       message;
    std::string               pdu;                ///< as the modem was given it
    std::uint8_t              reference = 0;      ///< TP-MR that the modem gave it
    std::chrono::milliseconds report_delay{0};    ///< when the status report follows, if asked for
    int                       reports = 1;        ///< how often it follows
    std::uint8_t              report_status = 0;  ///< its TP-ST (3GPP TS 23.040 §9.2.3.15)
};

/// A small mobile network: a service centre, the SIMs attached to it, and everybody's handsets:
/// every E.164 number that is not a SIM here is a handset that is switched on. Its clock is its
/// own: it runs with the monotonic time given, from the wall time it was made with, in +09:00.
class sim_network {
public:
    using card_id = std::size_t;

    static constexpr std::size_t messages_max = 100'000;
    static constexpr int         zone_quarters = 36;  ///< +09:00
    static constexpr const char* service_centre = "81900000001";

    /// @param keep messages kept in all inboxes together; then the oldest goes.
    sim_network(mono_time now, wall_time wall, std::size_t keep = messages_max)
        : mono_(now), wall_(wall), keep_(keep) {}

    wall_time time_at(mono_time now) const noexcept {
        return wall_ + std::chrono::floor<std::chrono::milliseconds>(now - mono_);
    }

    /// Attaches a SIM. @param number E.164 digits; a second SIM of that number takes its place.
    card_id attach(std::string number);
    /// Called whenever a SIM gets mail, also for later.
    void on_mail(card_id card, std::function<void()> ring);
    /// Called with every whole message that arrives at a handset.
    void on_arrival(std::function<void(const inbox_message&)> notice) {
        arrival_ = std::move(notice);
    }

    /// Takes a message to its destination.
    /// @return the RP-cause of a refusal (3GPP TS 24.011 §8.2.5.4): 1 for a number that does not
    ///         exist; nullopt when it was accepted.
    std::optional<int> submit(card_id from, const submission& message, mono_time now);

    /// Sends a text from any handset to any number, over as many parts as it takes.
    /// @return false where the text is empty, too long or not UTF-8.
    bool send_text(const sms::phone_number& from, const sms::phone_number& to,
                   std::string_view utf8, mono_time now);

    /// When a SIM's next mail is due; nullopt where none waits.
    std::optional<mono_time> next_mail(card_id card) const;
    /// The next mail that is due.
    std::optional<mail> take_mail(card_id card, mono_time now);
    /// What a modem could not take waits here for its next chance.
    void put_back(card_id card, mail what, mono_time due);

    /// @param number E.164 digits. @return nullptr as long as nothing came to it.
    const handset* find_handset(std::string_view number) const;
    /// Messages that have arrived at handsets since the start.
    std::size_t arrived() const noexcept { return arrived_; }

private:
    struct attached_card {
        std::string                    number;
        std::multimap<mono_time, mail> waiting;
        std::function<void()>          ring;
    };

    void deliver(const std::string& from, const sms::phone_number& to,
                 const sms::decoded_submit& message, std::string_view pdu, mono_time now);
    void post(card_id to, mail what, mono_time due);
    void keep_within_limit(const std::string& newest);

    mono_time                                 mono_;
    wall_time                                 wall_;
    std::size_t                               keep_;
    std::vector<attached_card>                cards_;
    std::unordered_map<std::string, card_id>  by_number_;
    std::unordered_map<std::string, handset>  handsets_;
    std::deque<std::string>                   order_;  ///< handsets by arrival, oldest first
    std::function<void(const inbox_message&)> arrival_;
    std::size_t                               arrived_ = 0;
    std::uint8_t                              text_reference_ = 0;  ///< of send_text()
};

/// The E.164 number that an address means in Japan: national numbers get their country code, 010
/// is the international prefix. @return nullopt for short codes and everything that is no number.
std::optional<sms::phone_number> dialled_number(const sms::address& address);

}  // namespace hayauma::sim
