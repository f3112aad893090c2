#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"

// Prints how long each verb takes with a long queue. A look for people: nothing is asserted.
//   store_timing [MESSAGES]

using namespace stories;

namespace {

template <class Work>
void measure(const char* name, int times, Work work) {
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work(i);
        took.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count());
    }
    std::sort(took.begin(), took.end());
    std::printf("%-34s median %8.4f ms  99 %% %8.4f ms  max %8.4f ms\n", name,
                took[took.size() / 2], took[took.size() * 99 / 100], took.back());
}

}  // namespace

int main(int argc, char** argv) {
    const int     messages = argc > 1 ? std::atoi(argv[1]) : 100'000;
    sqlite_engine engine;
    auto          s = engine.open();
    const auto    begin = std::chrono::steady_clock::now();
    for (int n = 0; n < messages;) {
        s->begin_batch();
        for (int i = 0; i < 1000 && n < messages; ++i, ++n) {
            auto message = n % 2 == 0 ? code(n) : text(n, 1);
            message.expires_at = start + 600s + std::chrono::milliseconds((n * 7919LL) % 1'000'000);
            s->add(message);
        }
        s->commit_batch();
    }
    const std::chrono::duration<double> filled = std::chrono::steady_clock::now() - begin;
    std::printf("%d queued in batches of 1000: %.1f us each\n", messages,
                filled.count() * 1e6 / messages);

    std::vector<std::int64_t> attempts;
    s->begin_batch();
    measure("claim_next, in a batch", 2000,
            [&](int) { attempts.push_back(s->claim_next(docomo(start))->attempt); });
    measure("record_outcome, in a batch", 2000, [&](int i) {
        s->record_outcome(attempts[static_cast<std::size_t>(i)],
                          accepted(static_cast<std::uint8_t>(i), start + 3s));
    });
    s->commit_batch();
    measure("claim_next, with its commit", 300, [&](int) { s->claim_next(docomo(start)); });
    measure("add, with its commit", 300, [&](int i) { s->add(code(messages + i)); });
    measure("measure", 300, [&](int) { s->measure(); });
    measure("next_wakeup", 300, [&](int) { s->next_wakeup(start); });
    measure("list of 50", 300, [&](int) { s->list({}); });
    measure("record_report", 300, [&](int i) {
        s->record_report(report_on(docomo(start), static_cast<std::uint8_t>(i),
                                   event::report_delivered, start + 9s));
    });
    measure("expire, one step", 3, [&](int) { s->expire(start + 700s); });
    measure("recover", 1, [&](int) { s->recover(start); });
}
