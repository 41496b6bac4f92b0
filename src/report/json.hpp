// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <nlohmann/json.hpp>

namespace plume {

/// A report as `plume.report/1`, for documents that hold several.
nlohmann::ordered_json json_of(const Report& report);

}  // namespace plume
