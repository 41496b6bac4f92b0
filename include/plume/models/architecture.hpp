// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/workload.hpp"

namespace plume {

/// What the estimate needs of a model's architecture. Counts are of scalars; zero where the
/// architecture has no such thing, or does not fix it.
struct ModelSize {
  ModelKind kind = ModelKind::language;
  double parameters = 0;         ///< all
  double active_parameters = 0;  ///< that work on one token: of experts only those chosen
  /// Multiply-adds of one token in products with weights. Look-ups, norms and biases do not count;
  /// the output head does, also when it is tied; weights that are used twice count twice.
  double matrix_parameters = 0;
  double encoder_matrix_parameters = 0;  ///< of these, on input tokens (encoder-decoders)
  double width = 0;                      ///< of the model: d
  AttentionShape attention{};            ///< all layers, without a sequence length
  double windowed_layers = 0;            ///< of these, such that look back no further than `window`
  double window = 0;                     ///< tokens
  double sample_tokens = 0;              ///< tokens of one sample: 197 for ViT-B/16 at 224 pixels
  Work forward_per_sample{};             ///< FLOP, where nothing but the architecture decides it
};

/// What the attention scores depend on, at this sequence length: that of windowed layers ends at
/// their window, and the mean over all layers is taken.
AttentionShape attention_shape(const ModelSize& size, double sequence_length);

}  // namespace plume
