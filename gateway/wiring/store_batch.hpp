#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "gateway/wiring/store_gate.hpp"

namespace hayauma::wiring {

/// Runs the jobs in one durable commit and only then answers each. A job that throws rolls back
/// alone; where the disk or the file fails (any store_error but `trouble::bug`), or the commit
/// does, nothing of the batch is kept and every job of it gets that error.
/// @param latecomers asked before the commit for work that has come meanwhile, which joins the
///        batch, until it has none: what follows from a job then needs no commit of its own.
void run_batch(store::message_store& store, std::vector<std::unique_ptr<store_job>> jobs,
               const std::function<std::vector<std::unique_ptr<store_job>>()>& latecomers) noexcept;

}  // namespace hayauma::wiring
