#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "gateway/wiring/store_gate.hpp"
#include "queue/store/message_store.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::test {

/// A store in memory with only the verbs that the API uses; the others throw.
class fake_store final : public store::message_store {
public:
    struct row {
        queue::new_message  asked;
        queue::message_view shown;
    };

    std::vector<row>                 rows;
    bool                             broken = false;  ///< every verb throws store_error
    std::int64_t                     most = 1'000'000;
    std::vector<queue::inbound_view> inbound;  ///< newest first
    store::inbound_filter            last_inbound_filter;
    store::list_filter               last_filter;

    void begin_batch() override {}
    void commit_batch() override {}
    void rollback_batch() noexcept override {}
    void begin_job() override {}
    void end_job() override {}
    void undo_job() noexcept override {}

    store::add_result add(const queue::new_message& m) override {
        check();
        for (const row& r : rows) {
            const bool same_key = !m.idempotency_key.empty() && r.asked.client == m.client &&
                                  r.asked.idempotency_key == m.idempotency_key;
            if (!same_key) continue;
            if (r.asked.fingerprint != m.fingerprint) return store::key_reused{};
            return store::replayed{r.shown};
        }
        if (static_cast<std::int64_t>(rows.size()) >= most) return store::queue_full{};
        rows.push_back({m, view(m)});
        return store::added{rows.back().shown};
    }

    std::optional<store::message_view> find(const std::string& id) override {
        check();
        for (const row& r : rows)
            if (r.asked.id == id) return r.shown;
        return std::nullopt;
    }

    store::page list(const store::list_filter& filter) override {
        check();
        last_filter = filter;
        store::page page;
        for (auto r = rows.rbegin(); r != rows.rend(); ++r) page.items.push_back(r->shown);
        page.next_cursor = "more";
        return page;
    }

    store::cancel_result cancel(const std::string& id, const std::optional<std::string>& client,
                                wall_time now) override {
        check();
        for (row& r : rows) {
            if (r.asked.id != id || (client && *client != r.asked.client)) continue;
            if (r.shown.status != queue::state::queued)
                return store::not_cancelable{r.shown.status};
            r.shown.status = queue::state::canceled;
            r.shown.finished_at = now;
            return store::canceled{r.shown};
        }
        return store::not_found{};
    }

    store::depth measure() override {
        check();
        store::depth depth;
        depth.queued = static_cast<std::int64_t>(rows.size());
        return depth;
    }

    std::optional<store::claimed_part> claim_next(const store::claim_request&) override {
        unused();
    }
    std::optional<store::change> record_outcome(std::int64_t, const store::attempt_end&) override {
        unused();
    }
    std::optional<store::change> record_overdue(std::int64_t, wall_time) override { unused(); }
    std::optional<store::change> record_late_acceptance(std::int64_t, std::uint8_t,
                                                        wall_time) override {
        unused();
    }
    std::optional<store::change> record_report(const store::report&) override { unused(); }
    std::vector<store::change>   expire(wall_time) override { unused(); }
    std::optional<wall_time>     next_wakeup(wall_time) override { unused(); }
    store::recovered             recover(wall_time) override { unused(); }
    store::counter_values        counters() override { return {}; }
    bool                         end_pin_try(const std::string&) override { unused(); }
    bool pin_was_tried(const std::string&, const std::string&) override { unused(); }
    bool begin_pin_try(const std::string&, const std::string&, wall_time) override { unused(); }
    int  parts_sent_today(const std::string&, wall_time) override { unused(); }
    modem_totals          totals(const std::string&) override { unused(); }
    bool                  erase_traces() override { unused(); }
    store::inbound_result record_inbound(const queue::inbound_part&) override { unused(); }
    std::optional<queue::inbound_view> find_inbound(const std::string& id) override {
        check();
        for (const auto& message : inbound)
            if (message.id == id) return message;
        return std::nullopt;
    }
    store::inbound_page list_inbound(const store::inbound_filter& filter) override {
        check();
        last_inbound_filter = filter;
        return {inbound, "more"};
    }
    int                      tend_inbound(wall_time, wall_time) override { unused(); }
    void                     keep_paused(const std::string&, wall_time) override { unused(); }
    void                     keep_resumed(const std::string&) override { unused(); }
    std::vector<std::string> paused_modems() override { unused(); }

private:
    void check() const {
        if (broken) throw store::store_error(store::trouble::io, "the disk is on fire");
    }
    [[noreturn]] static void unused() { throw std::logic_error("the API does not use this verb"); }

    static store::message_view view(const queue::new_message& m) {
        return {
            m.id,       m.client,    queue::state::queued, m.to,         m.kind,       m.parts,
            m.encoding, m.reference, m.created_at,         m.expires_at, std::nullopt, std::nullopt,
            {}};
    }
};

/// Runs jobs at once, or when a test lets them go.
class fake_gate final : public wiring::store_gate {
public:
    explicit fake_gate(store::message_store& store) : store_(store) {}

    bool hold = false;

    void submit(std::unique_ptr<wiring::store_job> job) override {
        waiting_.push_back(std::move(job));
        if (!hold) release();
    }

    void release() {
        while (!waiting_.empty()) {
            auto job = std::move(waiting_.front());
            waiting_.pop_front();
            std::exception_ptr failure;
            try {
                job->run(store_);
            } catch (...) {
                failure = std::current_exception();
            }
            job->finish(failure);
        }
    }

    std::size_t waiting() const { return waiting_.size(); }

private:
    store::message_store&                          store_;
    std::deque<std::unique_ptr<wiring::store_job>> waiting_;
};

}  // namespace hayauma::test
