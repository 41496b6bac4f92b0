// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/profile.hpp"
#include "plume/report/render.hpp"

#include <optional>
#include <string>

namespace plume {

/// What a profile is told beside.
struct ProfileView {
  const ProfiledRun& run;
  std::optional<double> requests{};         ///< that were served in the measured time
  std::optional<double> tokens{};           ///< likewise
  const Reconciliation* against = nullptr;  ///< the estimate of the same run; null for none
};

/// A profile in the form of a report (docs/reference/profile.md): text, JSON (`plume.report/1` with
/// `profile`), CSV (the line of a report, with what was measured) or Markdown.
std::string render_profile(const ProfileView& view, const RenderOptions& options);

}  // namespace plume
