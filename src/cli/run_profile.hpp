// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/flags.hpp"
#include "plume/formats/grid_log.hpp"
#include "plume/formats/log.hpp"
#include "plume/pipeline/profile.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plume {

/// What `plume profile` and `plume measure` take alike.
struct ProfileFlags {
  CommonFlags common;
  std::vector<FieldFlag> fields;
  ProfileOptions options;
  LogOptions log;
  GridLogOptions grid;
  std::string grid_log;  ///< file; empty for none
  std::string run;       ///< a manifest or a training configuration of the same run
  std::optional<double> requests;
  std::optional<double> tokens;
  bool strict = false;
};

/// The footprint of logs that were read, as it is to be printed.
std::string profile_text(const ProfileFlags& flags, std::span<const EnergyLog> logs);

/// Reads the logs of files and delivers their footprint.
ExitCode run_profile(const ProfileFlags& flags, const std::vector<std::string>& files);

}  // namespace plume
