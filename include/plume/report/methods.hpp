// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/method.hpp"
#include "plume/report/render.hpp"

#include <span>
#include <string>

namespace plume {

/// One run by several methods side by side, the first of them the one that others are compared
/// with: text, JSON (`plume.methods/1`), CSV or Markdown, ending in a newline. A method that
/// refuses the run says why.
std::string render_methods(std::span<const MethodOutcome> outcomes, const RenderOptions& options);

}  // namespace plume
