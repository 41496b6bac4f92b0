// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/measure/sensor.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace plume::test {

using Names = std::vector<std::string>;

inline Names devices_of(const FoundSensors& found) {
  Names out;
  for (const auto& sensor : found.sensors) {
    out.push_back(sensor->describe().device);
  }
  return out;
}

inline Names codes_of(const std::vector<LogNote>& notes) {
  Names out;
  for (const LogNote& note : notes) {
    CHECK_FALSE(note.message.empty());
    CHECK_FALSE(note.cure.empty());
    out.emplace_back(note.code);
  }
  return out;
}

inline Names codes_of(const FoundSensors& found) {
  return codes_of(found.notes);
}

}  // namespace plume::test
