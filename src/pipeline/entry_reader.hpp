// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/run.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What the readers of JSON and of YAML share: keys become fields, once each.
class EntryReader {
 public:
  EntryReader(Run& run, Faults& faults) : run_(run), faults_(faults) {}

  /// Whether the key holds further keys: "hardware", "hardware.accelerator".
  static bool is_section(std::string_view path);

  /// Enters the section of this name, or faults it when it was there before.
  void section(std::string_view path, Origin origin);

  /// Enters one key and its value. `path` is the dotted key.
  void value(std::string_view path, const RawValue& raw, Origin key_origin);

  void fault(Fault fault) { faults_.push_back(std::move(fault)); }

 private:
  bool first_time(std::string_view path, Origin origin);

  Run& run_;
  Faults& faults_;
  std::vector<std::string> seen_;
};

/// "hardware" and "power" to "hardware.power"; the top level has an empty section.
std::string join_path(std::string_view section, std::string_view key);

void read_json_manifest(std::string_view text, EntryReader& entries);
void read_yaml_manifest(std::string_view text, EntryReader& entries);

}  // namespace plume
