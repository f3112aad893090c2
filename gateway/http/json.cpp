#include "gateway/http/json.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <set>
#include <stdexcept>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_stack.hpp>

namespace hayauma::http {
namespace {

namespace json = boost::json;

constexpr std::size_t pointer_octets_max = 64;

/// Builds the value and remembers the keys of every object that is open, so that a repeated one
/// is seen where it stands.
class strict_handler {
public:
    static constexpr std::size_t max_object_size = 10'000;
    static constexpr std::size_t max_array_size = 10'000;
    static constexpr std::size_t max_key_size = json::string::max_size();
    static constexpr std::size_t max_string_size = json::string::max_size();

    json::value take() { return values_.release(); }
    bool        repeated() const noexcept { return repeated_; }
    std::string pointer() const;

    bool on_document_begin(json::error_code&) {
        values_.reset();
        return true;
    }
    bool on_document_end(json::error_code&) { return true; }

    bool on_object_begin(json::error_code&) {
        open_.push_back({});
        return true;
    }
    bool on_object_end(std::size_t n, json::error_code&) {
        values_.push_object(n);
        return close();
    }
    bool on_array_begin(json::error_code&) {
        open_.push_back({{}, {}, true, 0});
        return true;
    }
    bool on_array_end(std::size_t n, json::error_code&) {
        values_.push_array(n);
        return close();
    }

    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        values_.push_chars(part);
        key_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code& ec) {
        values_.push_key(part);
        key_.append(part.data(), part.size());
        return end_key(ec);
    }

    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        values_.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        values_.push_string(part);
        return one_value();
    }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t v, json::string_view, json::error_code&) {
        values_.push_int64(v);
        return one_value();
    }
    bool on_uint64(std::uint64_t v, json::string_view, json::error_code&) {
        values_.push_uint64(v);
        return one_value();
    }
    bool on_double(double v, json::string_view, json::error_code&) {
        values_.push_double(v);
        return one_value();
    }
    bool on_bool(bool v, json::error_code&) {
        values_.push_bool(v);
        return one_value();
    }
    bool on_null(json::error_code&) {
        values_.push_null();
        return one_value();
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    struct container {
        std::set<std::string> keys;
        std::string           current;
        bool                  is_array = false;
        std::size_t           index = 0;
    };

    bool end_key(json::error_code& ec) {
        container& object = open_.back();
        object.current = std::exchange(key_, {});
        repeated_ = !object.keys.insert(object.current).second;
        if (repeated_) ec = json::error::exception;
        return !repeated_;
    }
    bool close() {
        open_.pop_back();
        return one_value();
    }
    bool one_value() {
        if (!open_.empty()) ++open_.back().index;
        return true;
    }

    json::value_stack      values_;
    std::vector<container> open_;
    std::string            key_;
    bool                   repeated_ = false;
};

std::string strict_handler::pointer() const {
    std::string path;
    for (const container& c : open_)
        path += "/" + (c.is_array ? std::to_string(c.index) : pointer_token(c.current));
    return path;
}

void append(std::string& out, const json::value& value);

void append(std::string& out, double number) {
    std::array<char, 64> text{};
    const auto           end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

void append(std::string& out, const json::object& object) {
    char separator = '{';
    for (const auto& [key, member] : object) {
        out += std::exchange(separator, ',');
        out += json::serialize(key);
        out += ':';
        append(out, member);
    }
    if (object.empty()) out += '{';
    out += '}';
}

void append(std::string& out, const json::array& array) {
    char separator = '[';
    for (const json::value& element : array) {
        out += std::exchange(separator, ',');
        append(out, element);
    }
    if (array.empty()) out += '[';
    out += ']';
}

void append(std::string& out, const json::value& value) {
    if (const auto* object = value.if_object())
        append(out, *object);
    else if (const auto* array = value.if_array())
        append(out, *array);
    else if (const auto* number = value.if_double())
        append(out, *number);
    else
        out += json::serialize(value);
}

}  // namespace

void throw_exception_from_error(const json_error&, const boost::source_location& where) {
    boost::throw_exception(std::logic_error("a JSON error was taken for a value"), where);
}

json_result parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = json_depth_max;
    json::basic_parser<strict_handler> parser(options);

    json::error_code ec;
    const auto       read = parser.write_some(false, text.data(), text.size(), ec);
    if (parser.handler().repeated())
        return json_error{json_error::kind::repeated_key, read, parser.handler().pointer()};
    if (ec == json::error::too_deep) return json_error{json_error::kind::too_deep, read, {}};
    if (ec || read < text.size()) return json_error{json_error::kind::malformed, read, {}};
    return parser.handler().take();
}

std::string to_text(const json::value& value) {
    std::string out;
    append(out, value);
    return out;
}

std::string to_text(wall_time when) {
    using namespace std::chrono;
    const auto           day = floor<days>(when);
    const year_month_day date{day};
    const hh_mm_ss       time{when - day};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()),
                  int(time.subseconds().count()));
    return text.data();
}

std::string pointer_token(std::string_view key) {
    std::string token;
    for (const char c : key) {
        if (c == '~')
            token += "~0";
        else if (c == '/')
            token += "~1";
        else
            token += c;
    }
    if (token.size() <= pointer_octets_max) return token;
    // Cut before a character, not inside of one: the answer must stay valid UTF-8.
    std::size_t end = pointer_octets_max;
    while (end > 0 && (static_cast<unsigned char>(token[end]) & 0xc0) == 0x80) --end;
    return token.substr(0, end) + "…";
}

}  // namespace hayauma::http
