#include "gateway/cli/number.hpp"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "queue/numbering.hpp"

namespace hayauma::cli {
namespace {

struct number_options {
    std::vector<std::string> texts;
    bool                     json = false;
};

constexpr int some_refused = 1;
constexpr int bad_usage = 2;

using normalised = boost::system::result<sms::phone_number, queue::refusal>;

normalised read_number(std::string_view text) {
    return queue::normalise(text, config::numbering_settings{});
}

std::string e164(const sms::phone_number& number) { return "+" + std::string(number.digits()); }

/// @return whether all were numbers.
bool answer_arguments(const std::vector<std::string>& texts) {
    bool all_good = true;
    for (const std::string& text : texts) {
        const normalised number = read_number(text);
        std::cout << (number ? e164(*number) : queue::name(number.error())) << '\n';
        all_good = all_good && number.has_value();
    }
    std::cout.flush();
    return all_good;
}

/// Each answer is flushed, so that a program can ask one by one.
/// @return whether all were numbers.
bool answer_lines() {
    bool        all_good = true;
    std::string line;
    for (int count = 1; std::getline(std::cin, line); ++count) {
        boost::system::error_code error;
        const boost::json::value  value = boost::json::parse(line, error);
        if (error || !value.is_string()) {
            std::cerr << "hayauma number: line " << count << " is not a JSON string\n";
            throw CLI::RuntimeError(bad_usage);
        }
        const normalised    number = read_number(value.get_string());
        boost::json::object answer;
        if (number) {
            answer["e164"] = e164(*number);
        } else {
            answer["error"] = queue::name(number.error());
        }
        std::cout << boost::json::serialize(answer) << std::endl;
        all_good = all_good && number.has_value();
    }
    return all_good;
}

}  // namespace

void add_number_command(CLI::App& parent) {
    auto  options = std::make_shared<number_options>();
    auto* command = parent.add_subcommand(
        "number", "What a number becomes: its E.164 form, or why it is refused");
    auto* texts = command->add_option("TEXT", options->texts,
                                      "Numbers as people write them: 090-1234-5678, +81 90 ...");
    auto* json = command->add_flag(
        "--json", options->json,
        "Read one JSON string a line from standard input, answer one object a line");
    json->excludes(texts);
    command->callback([options] {
        if (!options->json && options->texts.empty()) throw CLI::RequiredError("TEXT (or --json)");
        if (!(options->json ? answer_lines() : answer_arguments(options->texts)))
            throw CLI::RuntimeError(some_refused);
    });
}

}  // namespace hayauma::cli
