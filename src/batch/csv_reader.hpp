// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Reads rows of CSV whose header has the dotted keys of a manifest: "hardware.accelerator".
class CsvReader {
 public:
  /// Throws `Failure` (bad input) where a column is no key, or stands twice.
  CsvReader(const TableHeader& header, const std::string& file);

  /// What a row says; empty cells say nothing. Places in faults are bytes of the row.
  void read(std::string_view row, Run& run, Faults& faults);

 private:
  std::vector<const Field*> columns_;
  std::string cell_;
};

}  // namespace plume
