#include "gateway/http/request.hpp"

#include <algorithm>

#include <boost/beast/core/string.hpp>
#include <boost/url/grammar/error.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/scheme.hpp>
#include <boost/url/url_view.hpp>

namespace hayauma::http {
namespace {

namespace urls = boost::urls;

std::string decode(urls::pct_string_view text, bool plus_is_space) {
    urls::encoding_opts options;
    options.space_as_plus = plus_is_space;
    return text.decode(options);
}

/// `http://HOST/...`: what clients of a proxy send. `gateway:80` has a scheme by its grammar only.
bool is_http(const urls::url_view& url) {
    return url.has_authority() &&
           (url.scheme_id() == urls::scheme::http || url.scheme_id() == urls::scheme::https);
}

}  // namespace

std::size_t request::count(std::string_view name) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(),
                      [&](const field& f) { return boost::beast::iequals(f.name, name); }));
}

std::string_view request::value(std::string_view name) const noexcept {
    for (const field& f : fields)
        if (boost::beast::iequals(f.name, name)) return f.value;
    return {};
}

boost::system::result<target_parts> parse_target(std::string_view target) {
    const bool origin_form = target.starts_with('/');
    const auto url =
        origin_form ? urls::parse_origin_form(target) : urls::parse_absolute_uri(target);
    if (!url) return url.error();
    if (!origin_form && !is_http(*url)) return urls::grammar::error::mismatch;

    target_parts parts;
    for (const urls::pct_string_view segment : url->encoded_segments())
        parts.path.push_back(decode(segment, false));
    for (const urls::param_pct_view item : url->encoded_params())
        parts.query.emplace_back(decode(item.key, true), decode(item.value, true));
    return parts;
}

}  // namespace hayauma::http
