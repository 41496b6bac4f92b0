// SPDX-License-Identifier: Apache-2.0
/// Logs of one JSON object a line.
#pragma once

#include "formats/logs/log_notes.hpp"

#include <simdjson.h>

#include <cmath>
#include <optional>
#include <string_view>

namespace plume::logs {

/// A line's object; nothing where it is none. It lasts until the next.
class JsonLine {
 public:
  std::optional<simdjson::dom::object> read(std::string_view line) {
    simdjson::dom::object out;
    const bool sound =
        !line.empty() && parser_.parse(line.data(), line.size()).get(out) == simdjson::SUCCESS;
    return sound ? std::optional(out) : std::nullopt;
  }

 private:
  simdjson::dom::parser parser_;
};

/// A number, which JSON has only finite; nothing for anything else.
inline std::optional<double> number_of(const simdjson::dom::element& value) {
  double out = 0;
  return value.get(out) == simdjson::SUCCESS && std::isfinite(out) ? std::optional(out)
                                                                   : std::nullopt;
}

/// A member that is a number.
inline std::optional<double> number_at(const simdjson::dom::object& object, std::string_view key) {
  simdjson::dom::element value;
  return object.at_key(key).get(value) == simdjson::SUCCESS ? number_of(value) : std::nullopt;
}

/// A member that is a text; empty for anything else.
inline std::string_view text_at(const simdjson::dom::object& object, std::string_view key) {
  std::string_view out;
  return object.at_key(key).get(out) == simdjson::SUCCESS ? out : std::string_view();
}

/// A member that is an object.
inline std::optional<simdjson::dom::object> object_at(const simdjson::dom::object& object,
                                                      std::string_view key) {
  simdjson::dom::object out;
  return object.at_key(key).get(out) == simdjson::SUCCESS ? std::optional(out) : std::nullopt;
}

}  // namespace plume::logs
