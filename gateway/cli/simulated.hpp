#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "gateway/http/simulated_modems.hpp"
#include "modem/sim/fault_script.hpp"
#include "modem/sim/sim_modem.hpp"

namespace hayauma::cli {

/// The simulated modems of `simulate` and `dev` by name, with the faults that the command line
/// orders for them and those that come over HTTP. Belongs to one executor.
class simulated final : public http::simulated_modems {
public:
    /// @param scripts of --fault. @throws std::invalid_argument for one that is none.
    explicit simulated(const std::vector<std::string>& scripts);

    /// @throws std::invalid_argument where a script names a modem that is none of these.
    void check_names(const std::vector<std::string>& names) const;

    /// Adds a modem and begins its scripts, which run on `executor`.
    /// @param modem must outlive the executor's work.
    void add(boost::asio::any_io_executor executor, std::string name, sim::sim_modem& modem);

    bool                     has(std::string_view modem) const override;
    std::vector<std::string> faults(std::string_view modem) const override;
    injected                 inject(std::string_view modem, std::string_view fault) override;
    void                     clear(std::string_view modem) override;

private:
    std::vector<sim::fault_script>                      scripts_;
    std::map<std::string, sim::sim_modem*, std::less<>> modems_;
};

}  // namespace hayauma::cli
