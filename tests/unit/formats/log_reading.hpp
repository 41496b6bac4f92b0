// SPDX-License-Identifier: Apache-2.0
/// What tests of readers of logs share.
#pragma once

#include "plume/formats/log.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace plume::test {

/// Reads one text, which must be one log.
inline EnergyLog read_log(const std::string& text, const LogOptions& options = {},
                          const std::string& name = "run.log") {
  const LogFile file{name, text};
  auto logs = read_logs({&file, 1}, options);
  REQUIRE(logs.size() == 1);
  return std::move(logs.front());
}

/// The one diagnostic with which a text is refused.
inline Diagnostic refusal_of(const std::string& text, const LogOptions& options = {}) {
  try {
    read_log(text, options);
  } catch (const Failure& failure) {
    REQUIRE(failure.diagnostics().size() == 1);
    CHECK(failure.exit_code() == ExitCode::bad_input);
    CHECK_FALSE(failure.diagnostics().front().message.empty());
    CHECK_FALSE(failure.diagnostics().front().cure.empty());
    return failure.diagnostics().front();
  }
  FAIL("it was not refused");
  return {};
}

/// The note of a code, or one without a code.
inline LogNote note_of(const EnergyLog& log, std::string_view code) {
  const auto found = std::find_if(log.notes.begin(), log.notes.end(),
                                  [&](const LogNote& note) { return note.code == code; });
  return found == log.notes.end() ? LogNote{} : *found;
}

/// The energy of all meters together, J.
inline double joules_of(const EnergyLog& log) {
  double sum = 0;
  for (const Meter& meter : log.meters) {
    const auto energy = metered_energy(meter.kind, meter.readings, meter.range);
    sum += energy ? energy->energy.base() : 0;
  }
  return sum;
}

/// The meter of a device, which must be there.
inline const Meter& meter_of(const EnergyLog& log, std::string_view device) {
  const auto found = std::find_if(log.meters.begin(), log.meters.end(),
                                  [&](const Meter& meter) { return meter.device == device; });
  REQUIRE(found != log.meters.end());
  return *found;
}

}  // namespace plume::test
