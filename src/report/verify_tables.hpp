// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/verify.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Cells under a heading, before any format lays them out.
struct TextTable {
  struct Column {
    std::string_view head;
    bool number = false;  ///< set to the right
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// The runs whose figures were predicted, the worst last.
TextTable predictions_table(const SuiteResult& result);

/// The runs of which only the sum was checked, the worst last.
TextTable sums_table(const SuiteResult& result);

/// The runs that a method refused, and why.
TextTable refusals_table(const SuiteResult& result);

TextTable accuracy_table(const SuiteResult& result);

TextTable bounds_table(const SuiteResult& result);

/// "12.3 %", "+12.3 %"
std::string percent(double share);
std::string signed_percent(double share);

/// The suite's verdict in one line: "32 predictions, 27 sums, 2 of 4 bounds broken".
std::string verdict_of(const SuiteResult& result);

/// As columns of blanks.
std::string as_columns(const TextTable& table);

/// As a table of Markdown.
std::string as_markdown(const TextTable& table);

std::string verification_json(std::span<const SuiteResult> results);
std::string verification_csv(std::span<const SuiteResult> results, bool summary_only);

}  // namespace plume
