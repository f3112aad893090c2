#include "gateway/cli/errors.hpp"

#include <string>

namespace hayauma::cli {
namespace {

class client_category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "hayauma.cli"; }
    std::string message(int value) const override { return text(static_cast<errc>(value)); }
};

}  // namespace

const char* text(errc e) noexcept {
    switch (e) {
    case errc::bad_url:
        return "not a URL such as http://127.0.0.1:8080 or unix:/run/hayauma/http.sock";
    case errc::tls_not_available: return "https is not available in this version";
    case errc::url_holds_user: return "the URL must not hold a user or password: use --token";
    case errc::connect_timed_out: return "no connection within the time allowed";
    case errc::answer_timed_out: return "no answer within the time allowed";
    case errc::answer_too_large: return "the answer is too large";
    case errc::no_answer: return "the connection was closed without an answer";
    case errc::not_http: return "what listens there does not speak HTTP";
    }
    return "unknown error of the command line";
}

const boost::system::error_category& category() noexcept {
    static const client_category instance;
    return instance;
}

}  // namespace hayauma::cli
