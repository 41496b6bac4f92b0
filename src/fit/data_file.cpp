// SPDX-License-Identifier: Apache-2.0
#include "fit/data_file.hpp"

#include "plume/units/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace plume::fit {

namespace {

constexpr int digits = 3;

}  // namespace

void FigureList::add(std::string_view id, std::string_view constant, double value,
                     std::string_view condition, const Band* band) {
  lines_.push_back(completed(Json{{"id", id}, {"constant", constant}}, value, condition, band));
}

Json FigureList::completed(Json figure, double value, std::string_view condition,
                           const Band* band) const {
  figure["value"] = round_significant(value, digits);
  figure["unit"] = "1";
  if (band != nullptr) {
    figure["low"] = round_significant(band->low, digits);
    figure["high"] = round_significant(band->high, digits);
  }
  figure["condition"] = condition;
  figure["source"] = "plume-throughput-fit";
  figure["locator"] = locator_;
  figure["status"] = "verified";
  figure["note"] = note_;
  return figure;
}

std::string as_list(std::string_view key, const std::vector<Json>& rows) {
  std::vector<std::string> lines;
  for (const Json& row : rows) {
    lines.push_back("    " + row.dump());
  }
  return fmt::format("  \"{}\": [\n{}\n  ]", key, fmt::join(lines, ",\n"));
}

std::string as_file(const std::vector<std::string>& lists) {
  return fmt::format("{{\n{}\n}}\n", fmt::join(lists, ",\n"));
}

}  // namespace plume::fit
