// SPDX-License-Identifier: Apache-2.0
#include "plume/support/version.hpp"

namespace plume {

std::string_view version() {
  return PLUME_VERSION;
}

}  // namespace plume
