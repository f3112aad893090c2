#pragma once

#include <memory>
#include <vector>

#include "gateway/wiring/store_gate.hpp"

namespace hayauma::wiring {

/// Runs the jobs in one durable commit and only then answers each. A job that throws rolls back
/// alone; where the disk or the file fails (any store_error but `trouble::bug`), or the commit
/// does, nothing of the batch is kept and every job of it gets that error.
void run_batch(store::message_store& store, std::vector<std::unique_ptr<store_job>> jobs) noexcept;

}  // namespace hayauma::wiring
