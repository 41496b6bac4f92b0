// SPDX-License-Identifier: Apache-2.0
/// What carbontracker's two logs say, in plain values.
#pragma once

#include "formats/logs/log_notes.hpp"
#include "formats/logs/log_time.hpp"
#include "plume/formats/log.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume::logs::carbontracker {

/// The average powers of one component in an epoch, W: one, or one of each device; none where it
/// was not sampled.
struct Powers {
  std::string_view component;  ///< "gpu", "cpu", "ane"
  std::vector<double> watts;
};

/// One epoch of the standard log; without the PUE.
struct Epoch {
  std::size_t line = 0;
  double end = 0;  ///< s
  double seconds = 0;
  std::vector<Powers> powers;
};

/// The actual consumption of the output's log, with the PUE inside.
struct Total {
  std::size_t line = 0;
  double end = 0;  ///< s
  double seconds = 0;
  double joules = 0;
  std::optional<double> kilograms{};  ///< CO2e
};

/// One file.
struct Text {
  int major_version = 0;  ///< 0 where it is not said
  std::size_t version_line = 0;
  std::vector<std::string> gpus;
  std::vector<std::string> cpus;
  std::vector<Epoch> epochs;
  std::optional<Total> total{};  ///< the last, which holds all others
  std::size_t totals = 0;
};

/// Reads either log; what is in neither is passed over, what can not be read is noted.
Text read_text(const LogFile& file, Times& times, Notes& notes);

}  // namespace plume::logs::carbontracker
