// SPDX-License-Identifier: Apache-2.0
/// What tests of logs of sensors share.
#pragma once

#include "log_reading.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace plume::test {

inline EnergyLog read_texts(const std::vector<std::string>& texts, const LogOptions& options = {}) {
  std::vector<LogFile> files;
  for (const std::string& text : texts) {
    files.push_back({"log", text});
  }
  const auto logs = read_logs(files, options);
  REQUIRE(logs.size() == 1);
  return logs.front();
}

inline EnergyLog read_text(const std::string& text, const LogOptions& options = {}) {
  return read_texts({text}, options);
}

inline double joules_of(const Meter& meter) {
  const auto energy = metered_energy(meter.kind, meter.readings, meter.range);
  REQUIRE(energy);
  return energy->energy.base();
}

/// The code of the fault for which texts are refused; empty where they are not.
inline std::string refusal(const std::vector<std::string>& texts, const LogOptions& options = {}) {
  try {
    read_texts(texts, options);
  } catch (const Failure& failure) {
    const Diagnostic& fault = failure.diagnostics().front();
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.cure.empty());
    return fault.code;
  }
  return {};
}

inline bool has_note(const EnergyLog& log, std::string_view code) {
  return std::any_of(log.notes.begin(), log.notes.end(), [&](const LogNote& note) {
    return note.code == code && !note.message.empty() && !note.cure.empty();
  });
}

inline LogOptions every(double seconds) {
  LogOptions options;
  options.interval = seconds;
  return options;
}

}  // namespace plume::test
