// SPDX-License-Identifier: Apache-2.0
#include "plume/data/figure.hpp"

#include "data/tables.hpp"
#include "plume/data/catalogue.hpp"

#include <algorithm>

namespace plume {

std::string_view Text::view() const {
  return tables::text_pool().substr(begin_, size_);
}

Spread Figure::spread() const {
  const bool confirmed = confirmation != Confirmation::unverified;
  const double factor = confirmed ? 1 : constant(Constant::unverified_factor).value;
  const double lowest = std::min(low, value / factor);
  const double highest = std::max(high, value * factor);
  return lowest < highest ? spread_between(lowest, value, highest) : Spread{};
}

}  // namespace plume
