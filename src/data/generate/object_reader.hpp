// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/faults.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume::generate {

/// Reads the members of one JSON object: reports those that are missing, of the wrong type, or
/// never asked for.
class ObjectReader {
 public:
  ObjectReader(const nlohmann::json& value, Spot spot, Faults& faults);

  const Spot& spot() const { return spot_; }
  Faults& faults() const { return faults_; }
  bool has(std::string_view key) const;

  /// A text that must be there.
  std::string text(std::string_view key);
  /// The same, unless `value` holds one already; what stands here replaces it.
  void amend_text(std::string& value, std::string_view key);
  /// Replaces `value` where there is a text.
  void amend_optional_text(std::string& value, std::string_view key);
  /// Adds the texts of a list that may be absent, but none twice.
  void add_texts(std::vector<std::string>& values, std::string_view key);

  /// A text that may be absent or null; empty then.
  std::string optional_text(std::string_view key);
  /// A list of texts that may be absent.
  std::vector<std::string> texts(std::string_view key);

  /// A number that must be there; 0 when it is not.
  double number(std::string_view key);
  std::optional<double> optional_number(std::string_view key);
  /// A list of numbers, null where one is missing (NaN).
  std::vector<double> numbers(std::string_view key);

  /// The member itself, or null.
  const nlohmann::json* member(std::string_view key);

  /// Reports the members that were never read.
  void finish();

 private:
  const nlohmann::json* typed(std::string_view key, bool required, std::string_view type,
                              bool (nlohmann::json::*is)() const);
  const nlohmann::json* typed_text(std::string_view key, bool required);
  void not_printable(std::string_view key);
  void wrong_type(std::string_view key, std::string_view type);

  const nlohmann::json& value_;
  Spot spot_;
  Faults& faults_;
  std::vector<std::string> read_;
};

/// The elements of a list with the place of each; reports a value that is no list.
struct Element {
  const nlohmann::json& value;
  Spot spot;
};
std::vector<Element> elements(const nlohmann::json& list, const Spot& spot, Faults& faults);

}  // namespace plume::generate
