// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "cli/run_profile.hpp"

namespace plume {

/// Declares what `plume profile` and `plume measure` take alike: the extrapolation, the grid log,
/// the service, the run, and what a run says of machine and site.
void add_profile_flags(CLI::App& app, ProfileFlags& flags, Words words);

/// A time that a flag takes, in s: "1s", "250 ms", "2". Throws `Failure` (bad input).
double seconds_of(const std::string& flag, const std::string& text);

}  // namespace plume
