#pragma once

#include <memory>
#include <string>
#include <utility>

#include "modem/at/errors.hpp"
#include "modem/io/link.hpp"

namespace hayauma::simulation {

/// What lies between a modem and its port, to be pulled out in the middle of everything. The modem
/// goes on with what it was told.
struct cable {
    bool      plugged = true;
    io::link* line = nullptr;

    void pull() {
        plugged = false;
        if (line != nullptr) line->interrupt();
    }
};

class cabled_link final : public io::link {
public:
    cabled_link(std::unique_ptr<io::link> inner, cable& way) : inner_(std::move(inner)), way_(way) {
        way_.line = inner_.get();
    }
    ~cabled_link() override { way_.line = nullptr; }

    boost::asio::awaitable<boost::system::result<std::string_view>> read_some(
        std::chrono::milliseconds limit) override {
        if (!way_.plugged) co_return at::errc::port_lost;
        auto reading = inner_->read_some(limit);
        auto got = co_await std::move(reading);
        if (!way_.plugged) co_return at::errc::port_lost;
        co_return got;
    }
    boost::asio::awaitable<boost::system::result<void>> write(
        std::string octets, std::chrono::milliseconds limit) override {
        if (!way_.plugged) co_return at::errc::port_lost;
        auto writing = inner_->write(std::move(octets), limit);
        auto done = co_await std::move(writing);
        co_return done;
    }
    void interrupt() noexcept override { inner_->interrupt(); }

private:
    std::unique_ptr<io::link> inner_;
    cable&                    way_;
};

class cabled_opener final : public io::link_opener {
public:
    cabled_opener(std::unique_ptr<io::link_opener> inner, cable& way)
        : inner_(std::move(inner)), way_(way) {}

    boost::asio::awaitable<boost::system::result<std::unique_ptr<io::link>>> open() override {
        if (!way_.plugged) co_return at::errc::port_lost;
        auto opening = inner_->open();
        auto opened = co_await std::move(opening);
        if (!opened) co_return opened.error();
        co_return std::make_unique<cabled_link>(std::move(*opened), way_);
    }
    boost::asio::awaitable<boost::system::result<void>> reset_usb() override {
        return inner_->reset_usb();
    }
    std::string where() const override { return inner_->where(); }

private:
    std::unique_ptr<io::link_opener> inner_;
    cable&                           way_;
};

}  // namespace hayauma::simulation
