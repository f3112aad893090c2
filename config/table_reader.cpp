#include "config/table_reader.hpp"

#include <utility>

namespace hayauma::config {
namespace {

/// What TOML calls a value, with its article.
const char* name(toml::node_type type) {
    switch (type) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "a whole number";
    case toml::node_type::floating_point: return "a number with a fraction";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
    }
    return "something else";
}

std::string wrong_type(const char* wanted, const toml::node& found) {
    return std::string("must be ") + wanted + ", not " + name(found.type());
}

}  // namespace

table_reader::table_reader(const toml::table& table, std::string path, findings& notes)
    : table_(&table), path_(std::move(path)), notes_(&notes) {
    notes_->lines.emplace(path_, table.source().begin.line);
}

std::string table_reader::path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + '.' + std::string(key);
}

void table_reader::note(std::string_view key, std::string what) {
    notes_->problems.push_back({path_of(key), std::move(what)});
}

const toml::node* table_reader::take(std::string_view key) {
    taken_.emplace(key);
    const auto found = table_->find(key);
    if (found == table_->end()) return nullptr;
    notes_->lines[path_of(key)] = found->first.source().begin.line;
    return &found->second;
}

void table_reader::text(std::string_view key, std::string& out) {
    const auto* node = take(key);
    if (!node) return;
    if (const auto* value = node->as_string())
        out = value->get();
    else
        note(key, wrong_type("a string", *node));
}

void table_reader::flag(std::string_view key, bool& out) {
    const auto* node = take(key);
    if (!node) return;
    if (const auto* value = node->as_boolean())
        out = value->get();
    else
        note(key, wrong_type("true or false", *node));
}

std::optional<std::int64_t> table_reader::integer(std::string_view key) {
    const auto* node = take(key);
    if (!node) return std::nullopt;
    if (const auto* value = node->as_integer()) return value->get();
    note(key, wrong_type("a whole number", *node));
    return std::nullopt;
}

void table_reader::seconds(std::string_view key, std::chrono::seconds& out) {
    if (const auto value = integer(key)) out = std::chrono::seconds(*value);
}

void table_reader::collect(const toml::array& from, const std::string& path,
                           std::vector<std::string>& out) {
    out.clear();
    for (std::size_t i = 0; i < from.size(); ++i) {
        const std::string at = path + '[' + std::to_string(i) + ']';
        notes_->lines[at] = from[i].source().begin.line;
        if (const auto* value = from[i].as_string())
            out.push_back(value->get());
        else
            notes_->problems.push_back({at, wrong_type("a string", from[i])});
    }
}

void table_reader::texts(std::string_view key, std::vector<std::string>& out) {
    const auto* node = take(key);
    if (!node) return;
    if (const auto* values = node->as_array())
        collect(*values, path_of(key), out);
    else
        note(key, wrong_type("an array of strings", *node));
}

void table_reader::text_or_texts(std::string_view key, std::vector<std::string>& out) {
    const auto* node = take(key);
    if (!node) return;
    if (const auto* value = node->as_string())
        out = {value->get()};
    else if (const auto* values = node->as_array())
        collect(*values, path_of(key), out);
    else
        note(key, wrong_type("a string or an array of strings", *node));
}

std::optional<table_reader> table_reader::table(std::string_view key) {
    const auto* node = take(key);
    if (!node) return std::nullopt;
    if (const auto* found = node->as_table()) return table_reader(*found, path_of(key), *notes_);
    note(key, wrong_type("a table", *node));
    return std::nullopt;
}

std::vector<table_reader> table_reader::tables(std::string_view key) {
    std::vector<table_reader> out;
    const auto*               node = take(key);
    if (!node) return out;
    const auto* list = node->as_array();
    if (!list) {
        note(key, "must be written [[" + path_of(key) + "]], with two brackets");
        return out;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string at = path_of(key) + '[' + std::to_string(i) + ']';
        if (const auto* one = (*list)[i].as_table())
            out.emplace_back(*one, at, *notes_);
        else
            notes_->problems.push_back({at, wrong_type("a table", (*list)[i])});
    }
    return out;
}

std::vector<table_reader> table_reader::named_tables(std::string_view key) {
    std::vector<table_reader> out;
    auto                      parent = table(key);
    if (!parent) return out;
    for (const auto& [name, node] : *parent->table_) {
        auto one = parent->table(name.str());
        if (!one) continue;
        one->name_ = name.str();
        out.push_back(std::move(*one));
    }
    return out;
}

void table_reader::finish() {
    for (const auto& [key, node] : *table_) {
        if (taken_.contains(key.str())) continue;
        notes_->lines[path_of(key.str())] = key.source().begin.line;
        note(key.str(), "is not a setting");
    }
}

}  // namespace hayauma::config
