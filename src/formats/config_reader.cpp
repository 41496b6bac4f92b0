// SPDX-License-Identifier: Apache-2.0
#include "formats/config_reader.hpp"

#include <fmt/format.h>

#include <cmath>

namespace plume {

namespace {

constexpr const char* belonging = "give the config.json that belongs to the model";
constexpr double most_of_a_size = 1e12;
constexpr double most_layers = 1e4;

const ConfigReader::Json& nothing() {
  static const ConfigReader::Json empty = ConfigReader::Json::object();
  return empty;
}

bool is_whole(const ConfigReader::Json& value, double least, double most) {
  return value.is_number_integer() && value.get<double>() >= least && value.get<double>() <= most;
}

}  // namespace

ConfigNote part_not_counted(const std::string& what) {
  return {"part-not-counted", what, "give --parameters for the whole model"};
}

void contradict(const std::string& what) {
  throw Unusable{"contradictory-config", what, belonging};
}

void refuse_value(const std::string& key, const std::string& what) {
  throw Unusable{"bad-config-value", fmt::format("`{}` of the model's config {}", key, what),
                 belonging};
}

ConfigReader::ConfigReader(const Json& config)
    : ConfigReader(config, "", std::make_shared<Trace>()) {}

ConfigReader::ConfigReader(const Json& config, std::string place, std::shared_ptr<Trace> trace)
    : config_(config), place_(std::move(place)), trace_(std::move(trace)) {}

const ConfigReader::Json* ConfigReader::find(const char* key) const {
  const auto found = config_.find(key);
  return found == config_.end() || found->is_null() ? nullptr : &*found;
}

std::optional<double> ConfigReader::number(const char* key, double least, double most) {
  const Json* const value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!is_whole(*value, least, most)) {
    refuse_value(key, "is no sensible size");
  }
  remember(key, *value);
  return value->get<double>();
}

double ConfigReader::size(const char* key, double usual) {
  return size_of({key}, usual);
}

double ConfigReader::size_of(const std::vector<const char*>& keys, double usual) {
  for (const char* const key : keys) {
    if (const auto found = number(key, 1, most_of_a_size)) {
      return *found;
    }
  }
  if (place_.empty()) {
    throw Unusable{"missing-config-key",
                   fmt::format("the model's config has no `{}`", keys.front()), belonging};
  }
  return usual;
}

double ConfigReader::size_or(const char* key, double otherwise) {
  return number(key, 1, most_of_a_size).value_or(otherwise);
}

double ConfigReader::count_or(const char* key, double otherwise) {
  return number(key, 0, most_of_a_size).value_or(otherwise);
}

double ConfigReader::layers(const char* key, double usual) {
  const double found = size(key, usual);
  if (found > most_layers) {
    refuse_value(key, "is no sensible number of layers");
  }
  return found;
}

double ConfigReader::layers_or(const char* key, double otherwise) {
  return number(key, 0, most_layers).value_or(otherwise);
}

double ConfigReader::factor_or(const char* key, double otherwise) {
  const Json* const value = find(key);
  if (value == nullptr) {
    return otherwise;
  }
  if (!value->is_number() || !(value->get<double>() > 0) || value->get<double>() > most_layers) {
    refuse_value(key, "is no sensible factor");
  }
  remember(key, *value);
  return value->get<double>();
}

bool ConfigReader::flag_or(const char* key, bool otherwise) {
  const Json* const value = find(key);
  if (value == nullptr) {
    return otherwise;
  }
  if (!value->is_boolean()) {
    refuse_value(key, "is neither true nor false");
  }
  remember(key, *value);
  return value->get<bool>();
}

std::string ConfigReader::text_or(const char* key, const std::string& otherwise) {
  const Json* const value = find(key);
  if (value == nullptr) {
    return otherwise;
  }
  if (!value->is_string()) {
    refuse_value(key, "is no text");
  }
  remember(key, *value);
  return value->get<std::string>();
}

std::vector<double> ConfigReader::list_or(const char* key, const std::vector<double>& otherwise,
                                          std::size_t most) {
  const Json* const value = find(key);
  if (value == nullptr) {
    return otherwise;
  }
  const Json list = value->is_array() ? *value : Json::array({*value});
  if (list.empty() || list.size() > most) {
    refuse_value(key, fmt::format("must have from 1 to {} members", most));
  }
  std::vector<double> out;
  for (const Json& one : list) {
    if (!is_whole(one, 0, most_of_a_size)) {
      refuse_value(key, "is no list of sensible sizes");
    }
    out.push_back(one.get<double>());
  }
  remember(key, *value);
  return out;
}

std::vector<std::string> ConfigReader::texts_or(const char* key,
                                                const std::vector<std::string>& otherwise,
                                                std::size_t most) {
  const Json* const value = find(key);
  if (value == nullptr) {
    return otherwise;
  }
  std::vector<std::string> out;
  for (const Json& one : value->is_array() ? *value : nothing()) {
    out.push_back(one.is_string() ? one.get<std::string>() : std::string());
  }
  if (out.empty() || out.size() > most || out.size() != value->size()) {
    refuse_value(key, "is no list of words");
  }
  remember(key, *value);
  return out;
}

bool ConfigReader::has(const char* key) const {
  return find(key) != nullptr;
}

bool ConfigReader::is_null(const char* key) {
  const auto found = config_.find(key);
  if (found == config_.end() || !found->is_null()) {
    return false;
  }
  remember(key, nullptr);
  return true;
}

bool ConfigReader::is_negative(const char* key) const {
  const Json* const value = find(key);
  return value != nullptr && value->is_number() && value->get<double>() < 0;
}

std::optional<double> ConfigReader::members(const char* key) const {
  const Json* const value = find(key);
  const bool counted = value != nullptr && (value->is_object() || value->is_array());
  return counted ? std::optional(static_cast<double>(value->size())) : std::nullopt;
}

ConfigReader ConfigReader::part(const char* key) const {
  const Json* const value = find(key);
  if (value != nullptr && !value->is_object()) {
    refuse_value(key, "is no object");
  }
  return {value == nullptr ? nothing() : *value, fmt::format("{}/{}", place_, key), trace_};
}

void ConfigReader::remember(const char* key, const Json& value) {
  trace_->used[Json::json_pointer(fmt::format("{}/{}", place_, key))] = value;
}

void ConfigReader::note(ConfigNote note) {
  trace_->notes.push_back(std::move(note));
}

std::string ConfigReader::used() const {
  return trace_->used.dump();
}

const std::vector<ConfigNote>& ConfigReader::notes() const {
  return trace_->notes;
}

}  // namespace plume
