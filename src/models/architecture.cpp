// SPDX-License-Identifier: Apache-2.0
#include "plume/models/architecture.hpp"

#include <algorithm>

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

}  // namespace plume
