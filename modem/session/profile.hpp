#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace hayauma::modem {

/// A line that a modem sends when it has started anew.
struct boot_line {
    std::string begins;     ///< "*ATREADY:"
    std::string completes;  ///< the line that follows once short messages work; empty: none is sent

    bool operator==(const boot_line&) const = default;
};

/// What we know of a family of modems, as data: a new device is a new row, never a new branch.
struct profile {
    std::string name;

    /// Each ends an exchange and makes the session set the modem up again. Periodic lines that
    /// only look like it (Huawei's `^BOOT:`) are not listed.
    std::vector<boot_line> boot_lines;
    /// What follows during the same boot. Long after it they mean another boot.
    std::vector<std::string> boot_progress;
    /// How other unasked lines begin that do not look like "+NAME:".
    std::vector<std::string> noise;

    /// Between the prompt and the PDU, for modems that lose octets which come at once.
    std::chrono::milliseconds prompt_pause{0};

    // Ladders: the first command that the modem accepts is the one that counts.
    std::vector<std::string> iccid;
    std::vector<std::string> storage;
    std::vector<std::string> indications;

    /// Every line in words, for at::exchange.
    std::vector<std::string> plain_news() const;

    bool operator==(const profile&) const = default;
};

/// Any modem that follows 3GPP TS 27.005 and 27.007.
const profile& generic_profile();

}  // namespace hayauma::modem
