// SPDX-License-Identifier: Apache-2.0
#include "data/generate/draft.hpp"

namespace plume::generate {

std::string provider_of(const std::string& id) {
  return id.substr(0, id.find(':'));
}

std::string code_of(const std::string& id) {
  const auto colon = id.find(':');
  return colon == std::string::npos ? id : id.substr(colon + 1);
}

}  // namespace plume::generate
