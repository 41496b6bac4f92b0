// SPDX-License-Identifier: Apache-2.0
#include "formats/families/find_family.hpp"

#include "plume/support/closest_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

std::array<std::span<const ConfigFamily>, 9> groups() {
  return {decoder_families(), older_decoder_families(),   expert_families(),
          encoder_families(), encoder_decoder_families(), vision_families(),
          speech_families(),  diffusion_families(),       spelled_out_families()};
}

}  // namespace

const ConfigFamily* find_family(std::string_view model_type) {
  for (const auto group : groups()) {
    const auto found = std::find_if(group.begin(), group.end(), [&](const ConfigFamily& family) {
      return family.model_type == model_type;
    });
    if (found != group.end()) {
      return &*found;
    }
  }
  return nullptr;
}

std::vector<std::string_view> known_model_types() {
  std::vector<std::string_view> out;
  for (const auto group : groups()) {
    for (const ConfigFamily& family : group) {
      out.push_back(family.model_type);
    }
  }
  return out;
}

void refuse_model_type(const std::string& model_type) {
  const auto known = known_model_types();
  const auto nearest = closest_matches(model_type, known);
  throw Unusable{"unknown-architecture",
                 fmt::format("`{}` is no architecture that is known here{}{}", model_type,
                             nearest.empty() ? "" : "; ", did_you_mean(nearest)),
                 fmt::format("known are {}; or give --parameters", fmt::join(known, ", "))};
}

}  // namespace plume
