// SPDX-License-Identifier: Apache-2.0
#include "plume/models/project.hpp"

namespace plume {

Estimate<double> project_factor(const Estimate<double>& runs,
                                const Estimate<double>& development_share) {
  const double rest = 1 - development_share.value;
  const Estimate<double> own{
      rest, spread_between(1 - development_share.high(), rest, 1 - development_share.low())};
  return runs / own;
}

}  // namespace plume
