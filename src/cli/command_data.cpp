// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

namespace plume {

ExitCode run_data(const DataFlags& flags) {
  deliver(flags.common, "");
  return ExitCode::done;
}

}  // namespace plume
