#include "gateway/doctor/diagnose.hpp"

#include <algorithm>
#include <utility>

namespace hayauma::doctor {
namespace {

constexpr std::uint64_t mebioctet = 1024 * 1024;
constexpr std::uint64_t disk_low = 200 * mebioctet;
constexpr std::uint64_t disk_full = 10 * mebioctet;

constexpr const char* configuration = "configuration";
constexpr const char* database = "database";
constexpr const char* gateway = "gateway";

bool has_error(const std::vector<finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const finding& f) { return f.how == level::error; });
}

std::string counted(std::size_t number, const std::string& thing) {
    return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

std::vector<finding> judge_config(const config_facts& seen) {
    std::vector<finding> out;
    for (const std::string& mistake : seen.mistakes)
        out.push_back({level::error, configuration, mistake,
                       "correct it; `hayauma serve` refuses "
                       "to start"});
    if (seen.mistakes.empty())
        out.push_back({level::ok, configuration,
                       seen.file + ": no mistakes; " + counted(seen.clients, "client") + ", " +
                           counted(seen.modems, "modem"),
                       ""});
    if (seen.mistakes.empty() && seen.modems == 0)
        out.push_back({level::error, configuration, "there is no [[modem]]",
                       "add one for each modem; `hayauma doctor` without --config shows what is "
                       "plugged in"});
    for (const std::string& file : seen.readable_secrets)
        out.push_back({level::warning, configuration, file + " can be read by every user",
                       "chmod 600 " + file + ", and make the daemon's user its owner"});
    return out;
}

finding database_fault(std::string what, std::string advice) {
    return {level::error, database, std::move(what), std::move(advice)};
}

std::vector<finding> judge_disk(const store_facts& seen) {
    if (!seen.free_octets || *seen.free_octets >= disk_low) return {};
    const std::string what = "only " + std::to_string(*seen.free_octets / mebioctet) +
                             " MiB are free on the disk of " + seen.folder;
    const level how = *seen.free_octets < disk_full ? level::error : level::warning;
    return {
        {how, database, what, "make space: when the disk is full, nothing is accepted or sent"}};
}

std::vector<finding> judge_store(const store_facts& seen, const system_facts& system) {
    const std::string user = system.user.empty() ? std::string("the daemon's user") : system.user;
    if (!seen.folder_exists)
        return {database_fault("the folder " + seen.folder + " does not exist",
                               "make it: install -d -o USER -m 700 " + seen.folder)};
    if (!seen.folder_writable)
        return {database_fault(user + " may not write into " + seen.folder,
                               "make the daemon's user its owner, or run doctor as that user")};
    if (seen.exists && !seen.writable)
        return {database_fault(user + " may not write " + seen.file,
                               "make the daemon's user its owner, or run doctor as that user")};
    if (!seen.trouble.empty())
        return {database_fault(seen.trouble,
                               "bring back a copy, or move the file away: then an empty one is "
                               "made at the next start")};
    std::vector<finding> out = judge_disk(seen);
    if (!seen.exists)
        out.push_back({level::ok, database, seen.file + " is made at the first start", ""});
    else
        out.push_back({level::ok, database,
                       seen.file + (seen.checked ? " is whole"
                                                 : " can be read; it is too large "
                                                   "to check all of it now"),
                       ""});
    return out;
}

std::string advice_for(const std::string& not_ready) {
    if (not_ready.find("store_unavailable") != not_ready.npos)
        return "look at the gateway's log for its database, and at the space on the disk";
    if (not_ready.find("queue_full") != not_ready.npos)
        return "too many messages wait: look at `hayauma modems` for why they do not go out";
    return "give --token (scope read) to see which modem lacks what, or stop the gateway and run "
           "doctor again";
}

std::vector<finding> judge_gateway(const gateway_facts& seen) {
    if (!seen.running) return {};
    std::vector<finding> out{{level::ok, gateway,
                              "a gateway is running (" + seen.where +
                                  "): its modems are not asked, "
                                  "it is asked about them",
                              ""}};
    if (seen.ready == true)
        out.push_back({level::ok, gateway, "it says that a code can be sent", ""});
    else if (seen.ready == false)
        out.push_back({level::error, gateway, "it says that no code can be sent: " + seen.not_ready,
                       advice_for(seen.not_ready)});
    else
        out.push_back({level::warning, gateway, "it does not answer over HTTP",
                       "say where it listens with --url, or with --config its file"});
    if (seen.refused)
        out.push_back({level::warning, gateway, "it does not say how its modems are",
                       "give --token, or HAYAUMA_TOKEN, of a client with scope read"});
    return out;
}

modem_verdict judge_told(const told_modem& told) {
    const std::string state = told.state + (told.device.empty() ? "" : ", " + told.device);
    if (told.can_send)
        return {{{level::ok, told.name, "the gateway says that it can send (" + state + ")", ""}},
                true};
    const std::string why = told.reason.empty() ? "it is " + told.state : told.reason;
    return {{{level::error, told.name, "the gateway says that it cannot send: " + why,
              "`hayauma modems " + told.name + "` shows all that is known of it"}},
            false};
}

/// The first thing that keeps everything from going out.
std::string first_error(const std::vector<finding>& findings) {
    for (const finding& f : findings)
        if (f.how == level::error) return f.subject + ": " + f.what;
    return {};
}

struct senders {
    std::vector<std::string> able;
    std::size_t              all = 0;
    std::string              obstacle;  // of the first that is not able
};

std::string in_words(const senders& modems, const gateway_facts& running) {
    if (!modems.able.empty()) {
        std::string names;
        for (const std::string& one : modems.able) names += (names.empty() ? "" : ", ") + one;
        return names + " can send";
    }
    if (running.ready == true) return "the gateway that is running says so";
    if (modems.all == 0 && running.ready == false) return "the gateway says: " + running.not_ready;
    if (modems.all == 0 && running.running) return "the gateway that is running does not answer";
    if (modems.all == 0) return "no modem was found";
    return modems.obstacle;
}

void append(std::vector<finding>& to, std::vector<finding> from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void judge_all_modems(const facts& seen, diagnosis& out, senders& modems) {
    const auto count = [&](const std::string& name, modem_verdict verdict) {
        ++modems.all;
        if (verdict.can_send)
            modems.able.push_back(name);
        else if (modems.obstacle.empty())
            modems.obstacle = first_error(verdict.findings);
        append(out.findings, std::move(verdict.findings));
    };
    for (const told_modem& told : seen.gateway.modems) count(told.name, judge_told(told));
    for (const modem_facts& one : seen.modems) count(one.name, judge_modem(one, seen.system));
}

}  // namespace

const char* name(level l) noexcept {
    switch (l) {  // No default: -Wswitch names the value we forgot.
    case level::ok: return "ok";
    case level::warning: return "warning";
    case level::error: return "error";
    }
    return "unknown";
}

diagnosis diagnose(const facts& seen) {
    diagnosis out;
    if (seen.config) append(out.findings, judge_config(*seen.config));
    if (seen.store) append(out.findings, judge_store(*seen.store, seen.system));
    const bool base_is_fine = !has_error(out.findings);
    const auto obstacle = first_error(out.findings);
    senders    modems;
    const auto running = judge_gateway(seen.gateway);
    append(out.findings, running);
    append(out.findings, judge_system(seen));
    judge_all_modems(seen, out, modems);
    if (modems.all == 0 && !seen.config && !seen.gateway.running)
        out.findings.push_back({level::error, "modems", "no modem was found",
                                "plug one in; a serial line is named with --device"});

    // What is told of its modems is older than its one word on readiness, which counts.
    const bool gateway_refuses = seen.gateway.ready == false;
    const bool able = !modems.able.empty() || seen.gateway.ready == true;
    out.can_send = base_is_fine && able && !gateway_refuses;
    if (!base_is_fine)
        out.because = obstacle;
    else if (gateway_refuses && !modems.able.empty())
        out.because = "the gateway says: " + seen.gateway.not_ready;
    else
        out.because = in_words(modems, seen.gateway);
    return out;
}

}  // namespace hayauma::doctor
