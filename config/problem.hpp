#pragma once

#include <string>

namespace hayauma::config {

/// Something wrong with one setting. Never holds the value of a secret.
struct problem {
    std::string key;   ///< as a path: `queue.history_days`, `modem[1].usb`; arrays count from 0
    std::string what;  ///< what is wrong, in words

    bool operator==(const problem&) const = default;
};

}  // namespace hayauma::config
