#include "gateway/wiring/store_batch.hpp"

#include <cstddef>
#include <iterator>

#include "queue/store/store_error.hpp"

namespace hayauma::wiring {
namespace {

using job_list = std::vector<std::unique_ptr<store_job>>;

/// SQLite may have rolled back the whole transaction by itself after such an error (full disk,
/// I/O error): what the other jobs did cannot be trusted to be in it any more.
bool breaks_batch(const store::store_error& e) { return e.kind() != store::trouble::bug; }

/// @return why this job failed, alone; null where it did not. Throws what breaks the batch.
std::exception_ptr run_one(store::message_store& store, store_job& job) {
    store.begin_job();
    try {
        job.run(store);
        store.end_job();
        return nullptr;
    } catch (const store::store_error& e) {
        store.undo_job();
        if (breaks_batch(e)) throw;
        return std::current_exception();
    } catch (...) {
        store.undo_job();
        return std::current_exception();
    }
}

/// Appends what came meanwhile. @return whether there was any.
bool join(job_list& jobs, job_list more) {
    jobs.insert(jobs.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
    return !more.empty();
}

}  // namespace

void run_batch(store::message_store& store, job_list jobs,
               const std::function<job_list()>& latecomers) noexcept {
    std::vector<std::exception_ptr> failures;
    try {
        store.begin_batch();
        try {
            do {
                for (std::size_t i = failures.size(); i < jobs.size(); ++i)
                    failures.push_back(run_one(store, *jobs[i]));
            } while (join(jobs, latecomers()));
            store.commit_batch();
        } catch (...) {
            store.rollback_batch();
            throw;
        }
    } catch (...) {
        failures.assign(jobs.size(), std::current_exception());
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i]->finish(std::move(failures[i]));
}

}  // namespace hayauma::wiring
