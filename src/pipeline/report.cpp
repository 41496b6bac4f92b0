// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/report.hpp"

namespace plume {

void Report::clear() {
  static_cast<Footprint&>(*this) = {};
  basis.clear();
  inputs.clear();
  warnings.clear();
  steps.clear();
}

}  // namespace plume
