// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/run.hpp"

#include <string>
#include <unordered_map>

namespace plume {

/// Models' configs that were read, kept from record to record: many name the same few.
class ConfigMemo {
 public:
  /// Reads `model.config` of a run as `load_model_config` does. Does nothing when it names none.
  void load(Run& run, const std::string& folder, Faults& faults);

 private:
  struct Config {
    ModelSize size;
    std::string text;
    std::vector<ConfigNote> notes;
  };
  std::unordered_map<std::string, Config> known_;
};

}  // namespace plume
