#pragma once

#include <future>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "modem/io/link.hpp"

namespace hayauma::testing {

/// Runs one coroutine to its end, in real time, and returns its value.
template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> what) {
    auto end = boost::asio::co_spawn(context, std::move(what), boost::asio::use_future);
    context.restart();
    context.run();
    return end.get();
}

/// What read_some() answered, kept beyond the next call: octets, or the error.
using read_answer = boost::system::result<std::string>;

inline boost::asio::awaitable<read_answer> read_copy(io::link&                 link,
                                                     std::chrono::milliseconds limit) {
    auto reading = link.read_some(limit);
    auto octets = co_await std::move(reading);
    if (!octets) co_return octets.error();
    co_return std::string(*octets);
}

/// Reads until there are `size` octets or reading fails.
inline boost::asio::awaitable<read_answer> read_all(io::link& link, std::size_t size,
                                                    std::chrono::milliseconds limit) {
    std::string all;
    while (all.size() < size) {
        auto reading = link.read_some(limit);
        auto octets = co_await std::move(reading);
        if (!octets) co_return octets.error();
        all += *octets;
    }
    co_return all;
}

}  // namespace hayauma::testing
