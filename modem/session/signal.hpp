#pragma once

#include <optional>
#include <string_view>

#include "modem/session/answer.hpp"
#include "modem/session/health.hpp"
#include "modem/session/status.hpp"

namespace hayauma::modem {

/// The signal as its three sources tell it: +CSQ, +CESQ and the maker's own question. Where two
/// know a value, the maker's word counts: +CSQ is made up on LTE.
class signal_book {
public:
    void clear() { *this = {}; }

    /// The answer to one of the questions about the signal; others change nothing.
    void take(probe asked, const answered& answer);
    /// A line that came unasked. @return whether it was about the signal (`^RSSI`, `^HCSQ`, ...).
    bool take_news(std::string_view line);

    /// What is known; the rest is absent.
    signal_quality known() const;

private:
    signal_quality standard_;
    signal_quality vendor_;
};

}  // namespace hayauma::modem
