// SPDX-License-Identifier: Apache-2.0
#include "data/generate/object_reader.hpp"

#include "plume/data/figure.hpp"
#include "plume/support/closest_match.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace plume::generate {

using nlohmann::json;

namespace {

/// Made when first used: a program that reads no data has nothing to prepare.
const json& empty_object() {
  static const json object = json::object();
  return object;
}

std::string in_quotes(std::string_view word) {
  return '"' + std::string(word) + '"';
}

/// Short enough for the tables, and harmless on a terminal.
bool is_printable(const json& text) {
  const auto& bytes = text.get_ref<const std::string&>();
  return bytes.size() <= longest_text && std::none_of(bytes.begin(), bytes.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
         });
}

}  // namespace

ObjectReader::ObjectReader(const json& value, Spot spot, Faults& faults)
    : value_(value.is_object() ? value : empty_object()), spot_(std::move(spot)), faults_(faults) {
  if (!value.is_object()) {
    faults_.add(spot_, "this must be an object", "write it in braces, with its keys");
  }
}

bool ObjectReader::has(std::string_view key) const {
  return value_.contains(key);
}

const json* ObjectReader::member(std::string_view key) {
  read_.emplace_back(key);
  const auto found = value_.find(key);
  return found == value_.end() || found->is_null() ? nullptr : &*found;
}

void ObjectReader::wrong_type(std::string_view key, std::string_view type) {
  faults_.add(spot_.inside(key), in_quotes(key) + " must be " + std::string(type), "");
}

void ObjectReader::not_printable(std::string_view key) {
  faults_.add(spot_.inside(key),
              in_quotes(key) + " holds a control character, or more than 65,535 bytes",
              "write it as one short line of text");
}

const json* ObjectReader::typed(std::string_view key, bool required, std::string_view type,
                                bool (json::*is)() const) {
  const json* found = member(key);
  if (found == nullptr && required) {
    faults_.add(spot_, in_quotes(key) + " is missing", "add it: it must be " + std::string(type));
  }
  if (found != nullptr && !(found->*is)()) {
    wrong_type(key, type);
    return nullptr;
  }
  return found;
}

const json* ObjectReader::typed_text(std::string_view key, bool required) {
  const json* found = typed(key, required, "a text", &json::is_string);
  if (found != nullptr && !is_printable(*found)) {
    not_printable(key);
    return nullptr;
  }
  return found;
}

std::string ObjectReader::text(std::string_view key) {
  const json* found = typed_text(key, true);
  if (found != nullptr && found->get_ref<const std::string&>().empty()) {
    faults_.add(spot_.inside(key), in_quotes(key) + " is empty", "say it, or drop the entry");
  }
  return found == nullptr ? "" : found->get<std::string>();
}

void ObjectReader::amend_text(std::string& value, std::string_view key) {
  if (value.empty() || has(key)) {
    value = text(key);
  } else {
    member(key);
  }
}

void ObjectReader::amend_optional_text(std::string& value, std::string_view key) {
  if (std::string found = optional_text(key); !found.empty()) {
    value = std::move(found);
  }
}

void ObjectReader::add_texts(std::vector<std::string>& values, std::string_view key) {
  for (std::string& found : texts(key)) {
    if (std::find(values.begin(), values.end(), found) == values.end()) {
      values.push_back(std::move(found));
    }
  }
}

std::string ObjectReader::optional_text(std::string_view key) {
  const json* found = typed_text(key, false);
  return found == nullptr ? "" : found->get<std::string>();
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
  std::vector<std::string> result;
  const json* list = typed(key, false, "a list of texts", &json::is_array);
  for (const json& item : list == nullptr ? json::array() : *list) {
    if (!item.is_string()) {
      wrong_type(key, "a list of texts");
    } else if (!is_printable(item)) {
      not_printable(key);
    } else {
      result.push_back(item.get<std::string>());
    }
  }
  return result;
}

double ObjectReader::number(std::string_view key) {
  const json* found = typed(key, true, "a number", &json::is_number);
  return found == nullptr ? 0 : found->get<double>();
}

std::optional<double> ObjectReader::optional_number(std::string_view key) {
  const json* found = typed(key, false, "a number", &json::is_number);
  return found == nullptr ? std::nullopt : std::optional(found->get<double>());
}

std::vector<double> ObjectReader::numbers(std::string_view key) {
  std::vector<double> result;
  const json* list = typed(key, false, "a list of numbers", &json::is_array);
  for (const json& item : list == nullptr ? json::array() : *list) {
    if (!item.is_number() && !item.is_null()) {
      wrong_type(key, "a list of numbers");
    }
    result.push_back(item.is_number() ? item.get<double>()
                                      : std::numeric_limits<double>::quiet_NaN());
  }
  return result;
}

void ObjectReader::finish() {
  const std::vector<std::string_view> known(read_.begin(), read_.end());
  for (const auto& [key, unused] : value_.items()) {
    if (key != "$schema" && std::find(read_.begin(), read_.end(), key) == read_.end()) {
      faults_.add(spot_.inside(key), "unknown key " + in_quotes(key),
                  did_you_mean(closest_matches(key, known)));
    }
  }
}

std::vector<Element> elements(const json& list, const Spot& spot, Faults& faults) {
  std::vector<Element> result;
  if (!list.is_array()) {
    faults.add(spot, "this must be a list", "write it in square brackets");
    return result;
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    result.push_back({list[i], spot.inside(i)});
  }
  return result;
}

}  // namespace plume::generate
