// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/verify.hpp"
#include "plume/report/render.hpp"

#include <span>
#include <string>

namespace plume {

/// Suites that were estimated again. Text and Markdown: a table of the runs, worst last, one of the
/// sums, the accuracy and its bounds; CSV: a line a figure; JSON: `plume.verify/1`
/// (docs/reference/command-line.md). `summary_only` leaves the single runs out of all but JSON.
std::string render_verification(std::span<const SuiteResult> results, const RenderOptions& options,
                                bool summary_only);

}  // namespace plume
