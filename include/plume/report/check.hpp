// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/check.hpp"
#include "plume/report/render.hpp"

#include <span>
#include <string>

namespace plume {

/// A check as text, JSON (`plume.check/1`, docs/reference/check.md), CSV or Markdown. The Markdown
/// begins with a comment by which whoever posts it finds it again.
std::string render_check(const Check& check, const RenderOptions& options);

/// A run as a manifest in JSON that gives the same report; in text and Markdown with a table of how
/// each value was derived behind it, in CSV that table alone. Throws `Failure` (bad input), with
/// the faults, for a run that could not be used.
std::string render_derivation(const CheckedRun& run, const RenderOptions& options);

/// The runs of a check as lines of a ledger (docs/reference/check.md), one a run, in the order of
/// their files, as `read_baseline` reads them. Entries of an earlier baseline that this check has
/// no run of are kept as they are; runs that could not be used have no line. `folder` is that
/// of the settings.
std::string render_ledger(const Check& check, std::span<const BaselineEntry> earlier = {},
                          const std::string& folder = "");

}  // namespace plume
