// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/report.hpp"

namespace plume {

void Report::clear() {
  static constexpr Footprint nothing{};  // to copy it costs less than to make it anew
  static_cast<Footprint&>(*this) = nothing;
  basis.clear();
  inputs.clear();
  warnings.clear();
  steps.clear();
}

}  // namespace plume
