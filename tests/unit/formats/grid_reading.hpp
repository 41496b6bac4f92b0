// SPDX-License-Identifier: Apache-2.0
/// What the tests of grid logs share.
#pragma once

#include "plume/formats/grid_log.hpp"
#include "plume/support/diagnostic.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plume::test {

inline GridLog read(std::string text, const GridLogOptions& options = {}) {
  return read_grid_log({.name = "grid.log", .text = std::move(text)}, options);
}

/// The one diagnostic with which a text is refused; without code where it is not.
inline Diagnostic refusal(std::string text, const GridLogOptions& options = {}) {
  try {
    read(std::move(text), options);
  } catch (const Failure& failure) {
    REQUIRE(failure.exit_code() == ExitCode::bad_input);
    REQUIRE(failure.diagnostics().size() == 1);
    const Diagnostic& told = failure.diagnostics().front();
    CHECK(told.file == "grid.log");
    CHECK_FALSE(told.message.empty());
    CHECK_FALSE(told.cure.empty());
    return told;
  }
  return {};
}

inline std::vector<double> intensities(const GridLog& log) {
  std::vector<double> out;
  for (const GridHour& hour : log.hours) {
    out.push_back(hour.grams_per_kilowatt_hour);
  }
  return out;
}

/// The mean of the hours, each by its length.
inline double mean(const GridLog& log) {
  double sum = 0;
  double seconds = 0;
  for (const GridHour& hour : log.hours) {
    sum += hour.grams_per_kilowatt_hour * (hour.end - hour.begin);
    seconds += hour.end - hour.begin;
  }
  return sum / seconds;
}

inline std::vector<std::string> messages(const GridLog& log, std::string_view code) {
  std::vector<std::string> out;
  for (const LogNote& note : log.notes) {
    if (note.code == code) {
      out.push_back(note.message);
    }
  }
  return out;
}

inline bool has_note(const GridLog& log, std::string_view code) {
  return !messages(log, code).empty();
}

}  // namespace plume::test
