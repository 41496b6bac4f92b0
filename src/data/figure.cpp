// SPDX-License-Identifier: Apache-2.0
#include "plume/data/figure.hpp"

#include "data/tables.hpp"

namespace plume {

std::string_view Text::view() const {
  return tables::text_pool().substr(begin_, size_);
}

}  // namespace plume
