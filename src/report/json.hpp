// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <nlohmann/json.hpp>

namespace plume {

/// A run as a manifest that reads back as the same run.
nlohmann::ordered_json json_of(const Run& run);

/// A report as `plume.report/1`, for documents that hold several.
nlohmann::ordered_json json_of(const Report& report);

}  // namespace plume
