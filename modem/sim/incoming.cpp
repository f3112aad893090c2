#include "modem/sim/incoming.hpp"

#include "modem/sim/sms_text.hpp"

namespace hayauma::sim {
namespace {

bool text_mode(const modem_state& s) { return s.number("+CMGF") == 1; }
bool wants_acknowledgement(const modem_state& s) { return s.number("+CSMS") == 1; }

arrival store(modem_state& s, const mail& what, storage_kind where, const char* name, bool tell) {
    const auto place = s.storage.add(where, {stored_status::unread, what.pdu});
    if (!place) return {false, {}, false};
    if (!tell) return {};
    return {true,
            std::string(name) + ": \"" + hayauma::sim::name(where) + "\"," + std::to_string(*place),
            false};
}

arrival store_report(modem_state& s, const mail& what) {
    arrival stored = store(s, what, storage_kind::sr, "+CDSI", true);
    switch (s.maker->reports) {
    case stored_reports::kept: break;
    case stored_reports::misplaced: stored.unsolicited = "+CDSI: \"SM\",0"; break;
    case stored_reports::lost:
        for (unsigned place = 1; place <= s.storage.capacity(storage_kind::sr); ++place) {
            s.storage.erase(storage_kind::sr, place);
        }
        break;
    }
    return stored;
}

std::string direct_message(const modem_state& s, const mail& what) {
    if (text_mode(s)) return "+CMT: " + text_of_arrival(s, what.pdu);
    return "+CMT: ," + std::to_string(what.tpdu_octets) + "\r\n" + what.pdu;
}

std::string direct_report(const modem_state& s, const mail& what) {
    if (text_mode(s)) return "+CDS: " + text_of_arrival(s, what.pdu);
    return "+CDS: " + std::to_string(what.tpdu_octets) + "\r\n" + what.pdu;
}

}  // namespace

arrival take_in(modem_state& s, const mail& what) {
    const cnmi_settings& cnmi = s.set.cnmi;
    switch (what.what) {
    case mail::kind::message:
        if (cnmi.mt == 2) return {true, direct_message(s, what), wants_acknowledgement(s)};
        return store(s, what, s.set.memories[2], "+CMTI", cnmi.mt == 1 || cnmi.mt == 3);
    case mail::kind::report:
        if (cnmi.ds == 1) return {true, direct_report(s, what), wants_acknowledgement(s)};
        if (cnmi.ds == 2) return store_report(s, what);
        return {};  // Nobody asked for it: it is acknowledged and gone.
    }
    return {};
}

}  // namespace hayauma::sim
