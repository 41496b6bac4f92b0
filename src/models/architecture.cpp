// SPDX-License-Identifier: Apache-2.0
#include "plume/models/architecture.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

AttentionShape attention_shape(const ModelSize& size, double sequence_length) {
  const AttentionShape& all = size.attention;
  if (size.windowed_layers == 0) {
    return {all.layers, all.width, sequence_length};
  }
  const double windowed = size.windowed_layers / all.layers;
  return {all.layers, all.width,
          (1 - windowed) * sequence_length + windowed * std::min(sequence_length, size.window)};
}

double sample_tokens_at(const ModelSize& size, double image_size) {
  const auto patches = [&](double side) { return std::pow(std::floor(side / size.patch_size), 2); };
  return size.sample_tokens - patches(size.image_size) + patches(image_size);
}

Work forward_at(const ModelSize& size, double tokens) {
  const auto scores = [&](double t) {
    return flop(4 * size.attention.layers * size.attention.width * t * t);
  };
  const Work rest = size.forward_per_sample - scores(size.sample_tokens);
  return rest * (tokens / size.sample_tokens) + scores(tokens);
}

}  // namespace plume
