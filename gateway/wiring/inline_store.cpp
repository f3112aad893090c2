#include "gateway/wiring/inline_store.hpp"

#include <vector>

#include "gateway/wiring/store_batch.hpp"

namespace hayauma::wiring {

void inline_store::submit(std::unique_ptr<store_job> job) {
    boost::asio::post(executor_, [&store = store_, job = std::move(job)]() mutable {
        std::vector<std::unique_ptr<store_job>> batch;
        batch.push_back(std::move(job));
        run_batch(store, std::move(batch), [] { return decltype(batch){}; });
    });
}

}  // namespace hayauma::wiring
