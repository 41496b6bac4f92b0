// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

namespace plume {

/// Says on standard error what a report was computed from, for `--verbose`.
void log_inputs(const Report& report);

}  // namespace plume
