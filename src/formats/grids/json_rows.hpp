// SPDX-License-Identifier: Apache-2.0
/// Lists of objects as services give them in JSON.
#pragma once

#include "formats/grids/grid_format.hpp"

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plume::grids {

/// A text in JSON, taken apart.
class JsonLog {
 public:
  /// Throws `Failure` (`grid-bad-json`) with the place of the first fault.
  explicit JsonLog(const GridReading& reading);

  simdjson::dom::element root() const { return root_; }
  const GridReading& reading() const { return reading_; }
  /// The line of a value, by its JSON pointer; the first where there is none.
  std::size_t line_of(const std::string& pointer) const;

 private:
  const GridReading& reading_;
  simdjson::padded_string text_;
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
};

/// One object of a list, or of the text itself.
class JsonRow {
 public:
  /// Throws `Failure` where the element is no object.
  JsonRow(const JsonLog& log, simdjson::dom::element element, std::string pointer);

  /// What stands under a key.
  std::optional<simdjson::dom::element> find(std::string_view key) const;
  /// The same; throws `Failure` where there is nothing.
  simdjson::dom::element need(std::string_view key) const;
  const std::string& pointer() const { return pointer_; }

  /// A text; empty where there is none.
  std::string_view text(std::string_view key) const;
  bool is_true(std::string_view key) const;
  std::optional<double> number(std::string_view key) const;
  /// A time that must be there, in UTC where it has no zone of its own.
  double time(std::string_view key) const;
  /// An intensity in g/kWh; nothing where it is null or not there. Throws `Failure` for anything
  /// else that is no intensity.
  std::optional<double> intensity(std::string_view key, double factor = 1) const;
  /// The object under a key; throws `Failure` where there is none.
  JsonRow inner(std::string_view key) const;

  [[noreturn]] void refuse(std::string_view key, std::string_view code, std::string message,
                           std::string cure) const;

 private:
  const JsonLog& log_;
  simdjson::dom::object object_;
  std::string pointer_;
};

/// Calls `take` with each object of the list under a pointer, or with the object that stands there.
template <class Take>
void for_each_row(const JsonLog& log, simdjson::dom::element list, const std::string& pointer,
                  Take take) {
  simdjson::dom::array items;
  if (list.get(items) != simdjson::SUCCESS) {
    return take(JsonRow(log, list, pointer));
  }
  std::size_t index = 0;
  for (const simdjson::dom::element item : items) {
    take(JsonRow(log, item, pointer + "/" + std::to_string(index)));
    ++index;
  }
}

/// Whether a text begins as JSON and has a word, quoted, in its first part.
bool is_json_with(std::string_view text, std::string_view word);

}  // namespace plume::grids
