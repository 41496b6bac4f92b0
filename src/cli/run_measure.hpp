// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/run_profile.hpp"
#include "plume/measure/measure.hpp"

#include <string>
#include <vector>

namespace plume {

/// The command line of `plume measure`.
struct MeasureFlags {
  std::vector<std::string> command;
  MeasureOptions measure;
  std::string log;  ///< file; empty for none
  ProfileFlags profile;
};

/// Runs the command, measures it, and delivers its footprint. Gives the command's own exit code.
ExitCode run_measure(const MeasureFlags& flags);

}  // namespace plume
