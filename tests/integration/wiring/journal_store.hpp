#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "queue/store/message_store.hpp"

namespace hayauma::testing {

/// A store that writes down in which order it was asked for what. Its business verbs are not for
/// these tests: jobs call note() instead.
class journal_store final : public store::message_store {
public:
    std::vector<std::string> lines;
    std::function<void()>    on_begin = [] {};  // may throw, as the verb may
    std::function<void()>    on_commit = [] {};
    std::function<void()>    on_erase = [] {};
    std::function<void()>    on_tend = [] {};

    int note(const std::string& line) {
        lines.push_back(line);
        return static_cast<int>(lines.size());
    }

    void begin_batch() override { note("begin"), on_begin(); }
    void commit_batch() override { on_commit(), note("commit"); }
    void rollback_batch() noexcept override { note("rollback"); }
    void begin_job() override { note("job"); }
    void end_job() override { note("end"); }
    void undo_job() noexcept override { note("undo"); }

    store::add_result                  add(const queue::new_message&) override { not_here(); }
    std::optional<queue::message_view> find(const std::string&) override { not_here(); }
    store::page                        list(const store::list_filter&) override { not_here(); }
    store::cancel_result               cancel(const std::string&, const std::optional<std::string>&,
                                              wall_time) override {
        not_here();
    }
    std::optional<store::claimed_part> claim_next(const store::claim_request&) override {
        not_here();
    }
    std::optional<store::change> record_outcome(std::int64_t, const store::attempt_end&) override {
        not_here();
    }
    std::optional<store::change> record_overdue(std::int64_t, wall_time) override { not_here(); }
    std::optional<store::change> record_late_acceptance(std::int64_t, std::uint8_t,
                                                        wall_time) override {
        not_here();
    }
    std::optional<store::change> record_report(const store::report&) override { not_here(); }
    std::vector<store::change>   expire(wall_time) override { not_here(); }
    std::optional<wall_time>     next_wakeup(wall_time) override { not_here(); }
    store::recovered             recover(wall_time) override { not_here(); }
    store::depth                 measure() override { not_here(); }
    store::counter_values        counters() override { not_here(); }
    bool                         end_pin_try(const std::string&) override { not_here(); }
    bool pin_was_tried(const std::string&, const std::string&) override { not_here(); }
    bool begin_pin_try(const std::string&, const std::string&, wall_time) override { not_here(); }
    int  parts_sent_today(const std::string&, wall_time) override { not_here(); }
    modem_totals          totals(const std::string&) override { not_here(); }
    bool                  erase_traces() override { return note("erase"), on_erase(), true; }
    store::inbound_result record_inbound(const queue::inbound_part&) override { not_here(); }
    std::optional<queue::inbound_view> find_inbound(const std::string&) override { not_here(); }
    store::inbound_page list_inbound(const store::inbound_filter&) override { not_here(); }
    int  tend_inbound(wall_time, wall_time) override { return note("tend"), on_tend(), 0; }
    void keep_paused(const std::string&, wall_time) override { not_here(); }
    void keep_resumed(const std::string&) override { not_here(); }
    std::vector<std::string> paused_modems() override { not_here(); }

private:
    [[noreturn]] static void not_here() { throw std::logic_error("not a verb of these tests"); }
};

inline int note_in(store::message_store& store, const std::string& line) {
    return static_cast<journal_store&>(store).note(line);
}

/// What a job's exception says; empty where there is none.
inline std::string words(const std::exception_ptr& failure) {
    if (!failure) return "";
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        return e.what();
    }
}

}  // namespace hayauma::testing
