#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hayauma::http {

/// What may be done to simulated modems over HTTP. Only `hayauma dev` has any: without them their
/// routes do not exist.
class simulated_modems {
public:
    virtual ~simulated_modems() = default;

    virtual bool has(std::string_view modem) const = 0;

    /// Its faults that have not ended, as docs/simulator.md writes them, the oldest first.
    virtual std::vector<std::string> faults(std::string_view modem) const = 0;

    struct injected {
        std::string fault;    ///< as it was understood
        std::string refusal;  ///< why it was not; empty: it was
    };
    virtual injected inject(std::string_view modem, std::string_view fault) = 0;

    virtual void clear(std::string_view modem) = 0;
};

}  // namespace hayauma::http
