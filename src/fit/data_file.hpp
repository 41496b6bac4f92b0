// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fit/statistics.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace plume::fit {

using Json = nlohmann::ordered_json;

/// Figures of one fit for a file of the catalogue: a figure a line, rounded to the digits that
/// coefficients deserve, with what all figures of the fit share.
class FigureList {
 public:
  FigureList(std::string locator, std::string note)
      : locator_(std::move(locator)), note_(std::move(note)) {}

  /// A figure that the program knows by name.
  void add(std::string_view id, std::string_view constant, double value, std::string_view condition,
           const Band* band = nullptr);

  /// The rest of a figure that has its id, or needs none.
  Json completed(Json figure, double value, std::string_view condition,
                 const Band* band = nullptr) const;

  const std::vector<Json>& lines() const { return lines_; }

 private:
  std::string locator_, note_;
  std::vector<Json> lines_;
};

/// A list under its key, an entry a line: `"figures": [...]`.
std::string as_list(std::string_view key, const std::vector<Json>& rows);

/// A whole data file of such lists.
std::string as_file(const std::vector<std::string>& lists);

}  // namespace plume::fit
