#include "modem/session/signal.hpp"

#include "modem/at/parse.hpp"
#include "modem/at/parse_signal.hpp"

namespace hayauma::modem {
namespace {

signal_quality quality(const at::signal_reading& found) {
    return {found.rssi_dbm, found.rsrp_dbm, found.rsrq_db};
}

template <class T>
std::optional<T> first_known(const std::optional<T>& a, const std::optional<T>& b) {
    return a ? a : b;
}

template <class T>
void update(std::optional<T>& known, const std::optional<T>& said) {
    if (said) known = said;
}

}  // namespace

void signal_book::take(probe asked, const answered& answer) {
    switch (asked) {
    case probe::signal:
        standard_.rssi_dbm = first_of(answer.lines, at::parse_csq).value_or(std::nullopt);
        return;
    case probe::extended_signal: {
        const auto found = first_of(answer.lines, at::parse_cesq);
        standard_.rsrp_dbm = found ? found->rsrp_dbm : std::nullopt;
        standard_.rsrq_db = found ? found->rsrq_db : std::nullopt;
        return;
    }
    case probe::vendor_signal: {
        const auto found = first_of(answer.lines, at::parse_vendor_signal);
        vendor_ = found ? quality(*found) : signal_quality{};
        return;
    }
    case probe::sim:
    case probe::creg:
    case probe::cgreg:
    case probe::cereg:
    case probe::c5greg:
    case probe::ims:
    case probe::indications: return;
    }
}

bool signal_book::take_news(std::string_view line) {
    const auto found = at::parse_vendor_signal(line);
    if (!found) return false;
    const signal_quality said = quality(*found);
    // Until the next question. Where the maker is asked, the news is newer than its last word.
    update(standard_.rssi_dbm, said.rssi_dbm);
    update(standard_.rsrp_dbm, said.rsrp_dbm);
    update(standard_.rsrq_db, said.rsrq_db);
    if (vendor_.rssi_dbm) update(vendor_.rssi_dbm, said.rssi_dbm);
    if (vendor_.rsrp_dbm) update(vendor_.rsrp_dbm, said.rsrp_dbm);
    if (vendor_.rsrq_db) update(vendor_.rsrq_db, said.rsrq_db);
    return true;
}

signal_quality signal_book::known() const {
    return {first_known(vendor_.rssi_dbm, standard_.rssi_dbm),
            first_known(vendor_.rsrp_dbm, standard_.rsrp_dbm),
            first_known(vendor_.rsrq_db, standard_.rsrq_db)};
}

}  // namespace hayauma::modem
